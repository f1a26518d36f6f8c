"""Where both halves meet: write the report of returns, publish it from a store, withdraw it."""
