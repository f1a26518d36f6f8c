"""Tables of statements: where they are, and what each row and column holds."""
