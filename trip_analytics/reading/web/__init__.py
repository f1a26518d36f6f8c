"""Web pages and their tables, as a browser shows them."""
