"""What all files that this package writes have in common, whatever they say."""
