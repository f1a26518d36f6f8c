"""Returns as different people would write them, each with what a person reads in it."""
