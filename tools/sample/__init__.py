"""The fictional trust of ``data/sample``: ``python -m tools.sample`` writes it."""
