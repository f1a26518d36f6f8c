"""A trust's own settings, its logo and its colour: read, and checked before they are used."""
