"""Action plans for a challenge (Template B)."""
