"""Returns as different people write them, each with what a person reads in it."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tools.forms.files import File
from tools.forms.truth import Written
from tools.habits import collated, one_team, plans, surveys, templates, word_forms

FILES: Final[dict[str, Callable[[random.Random], list[File]]]] = {
    "team_forms": one_team.files,
    "word_forms": word_forms.files,
    "collated": collated.files,
    "surveys": surveys.files,
    "challenges": templates.files,
    "plans": plans.files,
}
"""What makes each corpus; its name is a part of the seed."""


def write(corpus: str, folder: Path, chance: random.Random) -> list[Written]:
    """Write a corpus into a folder; what a person reads in each of its files."""
    return [file.save(folder) for file in FILES[corpus](chance)]
