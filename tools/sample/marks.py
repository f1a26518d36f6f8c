"""What stands in a rating cell, and what it means.

Most cells hold a plain number. The rest are what people write: each kind below
is listed with how it is to be read, which the contract's rules settle.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from tools.sample.trust import pick

WORDS = ("one", "two", "three", "four", "five")
NOT_APPLICABLE = ("n/a", "N/A", "not applicable to us", "Not applicable", "n/a for this team")
INSTEAD_OF_A_NUMBER = (
    "mixed picture",
    "we do this well on the whole",
    "depends who is on shift",
    "couldn't agree on this one",
    "need to come back to this",
)

# Shares of all marks. What is left over is a plain number.
BLANK, INAPPLICABLE, UNCLEAR, ODD = 0.015, 0.010, 0.018, 0.030
TWO_TICKS = 0.008


@dataclass(frozen=True)
class StruckOut:
    """A rating crossed out with the new one beside it."""

    old: int
    new: int


@dataclass(frozen=True)
class Mark:
    """What was written, and the state and rating it means."""

    written: object
    state: str
    rating: int | None = None


def written_mark(rating: int, year: int, rng: np.random.Generator) -> Mark:
    """A mark in a rating cell, by a team that means ``rating``."""
    share = rng.random()
    if share < BLANK:
        return Mark(None, "not-answered")
    if share < BLANK + INAPPLICABLE:
        return Mark(pick(NOT_APPLICABLE, rng), "not-applicable")
    if share < BLANK + INAPPLICABLE + UNCLEAR:
        low = min(rating, 4)
        # Excel takes "3-4" for the third of April of the year in which it is typed.
        taken_for_a_date = date(year, low + 1, low)
        comment = pick(INSTEAD_OF_A_NUMBER, rng)
        unclear = (45, "-", comment, f"{low}-{low + 1}", "?", taken_for_a_date, "don't know")
        return Mark(pick(unclear, rng), "unclear")
    if share < BLANK + INAPPLICABLE + UNCLEAR + ODD:
        odd = (
            f"{rating} ",
            f"{rating}.0",
            f"{rating} - mostly",
            WORDS[rating - 1],
            f"{rating}/5",
            StruckOut(rating - 1 if rating > 1 else 2, rating),
        )
        return Mark(pick(odd, rng), "rated", rating)
    return Mark(rating, "rated", rating)


def ticked_mark(rating: int, rng: np.random.Generator) -> Mark:
    """The columns ticked where each point has its own; 0 is the N/A column."""
    share = rng.random()
    if share < BLANK:
        return Mark((), "not-answered")
    if share < BLANK + INAPPLICABLE:
        return Mark((0,), "not-applicable")
    if share < BLANK + INAPPLICABLE + TWO_TICKS:
        low = min(rating, 4)
        return Mark((low, low + 1), "unclear")
    return Mark((rating,), "rated", rating)
