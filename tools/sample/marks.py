"""What is written in a rating cell, and what it means.

Most cells hold a plain number. The rest are what people write: each kind below
is listed with how it is to be read, which the contract's rules settle.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np

from tools.forms.marks import NUMBERS, Entry
from tools.forms.page import Content, Look
from tools.forms.truth import State
from tools.sample.trust import pick

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

IN_ITS_CELL = Look(number_format="d-mmm", centred=True)


class Ticked(NamedTuple):
    """The columns ticked where each point has its own, and what that means."""

    points: tuple[int, ...]
    state: State
    value: int | None = None


Mark = Entry | Ticked


def entry(content: Content, state: State, value: int | None = None) -> Entry:
    """What is written in a rating's cell, and what it means."""
    return Entry(content, state, value, look=IN_ITS_CELL)


def written_mark(rating: int, year: int, rng: np.random.Generator) -> Entry:
    """A mark in a rating cell, by a team that means ``rating``."""
    share = rng.random()
    if share < BLANK:
        return entry(None, "not-answered")
    if share < BLANK + INAPPLICABLE:
        return entry(pick(NOT_APPLICABLE, rng), "not-applicable")
    if share < BLANK + INAPPLICABLE + UNCLEAR:
        low = min(rating, 4)
        # Excel takes "3-4" for the third of April of the year in which it is typed.
        taken_for_a_date = date(year, low + 1, low)
        comment = pick(INSTEAD_OF_A_NUMBER, rng)
        unclear: tuple[Content, ...] = (
            45,
            "-",
            comment,
            f"{low}-{low + 1}",
            "?",
            taken_for_a_date,
            "don't know",
        )
        return entry(pick(unclear, rng), "unclear")
    if share < BLANK + INAPPLICABLE + UNCLEAR + ODD:
        odd = (
            f"{rating} ",
            f"{rating}.0",
            f"{rating} - mostly",
            NUMBERS[rating - 1],
            f"{rating}/5",
        )
        crossed_out = IN_ITS_CELL._replace(struck=str(rating - 1 if rating > 1 else 2))
        written = [entry(each, "rated", rating) for each in odd]
        return pick([*written, Entry(rating, "rated", rating, look=crossed_out)], rng)
    return entry(rating, "rated", rating)


def ticked_mark(rating: int, rng: np.random.Generator) -> Ticked:
    """The columns ticked where each point has its own; 0 is the N/A column."""
    share = rng.random()
    if share < BLANK:
        return Ticked((), "not-answered")
    if share < BLANK + INAPPLICABLE:
        return Ticked((0,), "not-applicable")
    if share < BLANK + INAPPLICABLE + TWO_TICKS:
        low = min(rating, 4)
        return Ticked((low, low + 1), "unclear")
    return Ticked((rating,), "rated", rating)
