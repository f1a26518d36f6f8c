"""What one answer cell says, on the scale of its form."""
