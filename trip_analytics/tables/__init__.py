"""The tidy tables: what columns they have, and whether a table is one of them."""
