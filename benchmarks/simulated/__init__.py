"""Made-up trusts of which the truth is known, and what the methods promise of them."""
