"""What makes forms, and says what a person reads in them: for the sample, tests and benchmarks."""
