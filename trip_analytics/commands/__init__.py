"""The commands, one a module: what each takes, calls and prints."""
