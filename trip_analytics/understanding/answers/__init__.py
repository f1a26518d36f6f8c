"""The answers of a table of statements, each cell in a row or in the log."""
