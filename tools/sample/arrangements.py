"""How the statements are set out on a form: their order, words, numbers and place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tools.sample.answers import TRIP
from tools.sample.trust import pick
from tools.sample.words import bank

ALTERATIONS = ("shortened", "mistyped", "reordered", "renumbered")


@dataclass(frozen=True)
class Arrangement:
    """The statements of one form, as printed on it.

    ``order`` leaves out a statement that the form lacks. ``extra`` is one of the
    team's own, with its rating.
    """

    order: tuple[str, ...]
    texts: Mapping[str, str]
    numbers: Mapping[str, int] | None
    first_row: int = 1
    first_column: int = 1
    hidden_column: bool = False
    extra: tuple[str, int] | None = None


def statement(item_id: str) -> str:
    """The statement as the instrument has it."""
    return TRIP.item(item_id).wordings[0].text


def shortened(text: str) -> str:
    """A statement cut to what is needed to know it by."""
    text = re.sub(r"\s*\(e\.g\..*?\)", "", text)
    cut = re.search(r"^(?:\S+\s+){6,}?\S+?(?=,| and | with | if | focusing | where )", text)
    return (cut.group() if cut else text).rstrip(".,")


def mistyped(text: str, rng: np.random.Generator) -> str:
    """A statement retyped in a hurry: two letters swapped in a few long words."""
    words = text.split(" ")
    long = [index for index, word in enumerate(words) if len(word) > 6 and word.isalpha()]
    for index in rng.permutation(long)[:3]:
        word = words[index]
        at = int(rng.integers(2, len(word) - 2))
        words[index] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return " ".join(words)


def arranged(layout: str, rng: np.random.Generator) -> Arrangement:
    """The statements for a form of that layout."""
    order = TRIP.item_ids
    numbers = {item_id: number for number, item_id in enumerate(order, start=1)}
    texts = {item_id: statement(item_id) for item_id in order}
    if layout != "moved":
        return Arrangement(order, texts, numbers if rng.random() < 0.7 else None)

    altered = {alteration for alteration in ALTERATIONS if rng.random() < 0.5}
    if "shortened" in altered:
        texts = {item_id: shortened(text) for item_id, text in texts.items()}
    if "mistyped" in altered:
        texts = {item_id: mistyped(text, rng) for item_id, text in texts.items()}
    if "reordered" in altered:
        order = tuple(order[index] for index in rng.permutation(len(order)))
    if "renumbered" in altered:
        numbers = {item_id: number for number, item_id in enumerate(order, start=1)}
    if rng.random() < 0.2:
        order = order[:-1]
    extra = pick(bank("extra_statements")["statements"], rng), int(rng.integers(2, 6))
    return Arrangement(
        order,
        texts,
        numbers,
        first_row=int(rng.integers(2, 6)),
        first_column=int(rng.integers(2, 4)),
        hidden_column=bool(rng.random() < 0.5),
        extra=extra if rng.random() < 0.6 else None,
    )
