"""Load returns: which files, read safely by workers, and which return is current."""
