"""Personal data and names of people: what both halves of the package look for in free text."""
