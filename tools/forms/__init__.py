"""Returns as different people would write them, each with what a person reads in it."""

from __future__ import annotations

from tools.forms import challenges, collated, plans, surveys, team_forms, word_forms

MODULES = (team_forms, word_forms, collated, surveys, challenges, plans)
"""What writes a corpus: each has ``write(folder, chance) -> list[Written]``."""
