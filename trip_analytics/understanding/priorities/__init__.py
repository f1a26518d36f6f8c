"""A team's priorities for action, in whatever layout."""
