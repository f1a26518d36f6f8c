"""What people write on forms: the lists of ``words.toml``, and one of them by chance."""

from __future__ import annotations

import random
import tomllib
from pathlib import Path
from typing import Any, Final

from trip_analytics import load_instrument

WORDS: Final[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
)
TRIP: Final = load_instrument("trip")
ITEMS: Final = TRIP.item_ids
STATEMENTS: Final = {item.item_id: item.wordings[-1].text for item in TRIP.items}
POINTS: Final = {point.value: point.label for point in TRIP.scale}
TEMPLATE_A: Final = load_instrument("template-a")
STAGES: Final = {point.value: point.label for point in TEMPLATE_A.scale}


def pick(chance: random.Random, name: str) -> Any:  # noqa: ANN401 # whatever the list holds
    """One of a list."""
    return chance.choice(WORDS[name])


def sentence(chance: random.Random, name: str) -> str:
    """One of these sentences, with particulars of its own."""
    text: str = pick(chance, name)
    return text.format(
        place=pick(chance, "places"),
        month=pick(chance, "months"),
        day=pick(chance, "days"),
        number=pick(chance, "numbers"),
    )
