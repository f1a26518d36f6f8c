"""What may leave the recovery lead's desk, and in which form: one rule for every figure."""
