"""Figures, counts and lists as people write them: the same in labels, sentences and reports."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Final

import pandas as pd

_SMALL = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

# Whose view a rating is, as readers say it.
VIEWS: Final = {
    "team": "teams as a whole",
    "staff": "staff",
    "people-using-services": "people using services",
    "family-and-friends": "family and friends",
}


def one_decimal(figure: float) -> str:
    """A figure to one decimal, halves upwards: "3.3" for 3.25."""
    return f"{math.floor(abs(figure) * 10 + 0.5 + 1e-9) / 10:.1f}"


def signed(figure: float) -> str:
    """A change to one decimal with its sign, a true minus."""
    shown = one_decimal(figure)
    return shown if shown == "0.0" else ("−" if figure < 0 else "+") + shown


def percent(share: float) -> str:
    """A share (0-1) in whole percents."""
    return f"{math.floor(share * 100 + 0.5 + 1e-9)}%"


def counted(count: int, thing: str, things: str | None = None) -> str:
    """A number with what it counts, for labels.

    Examples
    --------
    >>> counted(1, "team"), counted(2, "team"), counted(2, "priority", "priorities")
    ('1 team', '2 teams', '2 priorities')
    """
    return f"{count} {thing if count == 1 else things or thing + 's'}"


def number(count: int) -> str:
    """A number in words up to ten, in figures above.

    Examples
    --------
    >>> number(3), number(41)
    ('three', '41')
    """
    return _SMALL[count] if 0 <= count < len(_SMALL) else str(count)


def spelled(count: int, thing: str, things: str | None = None) -> str:
    """A number with what it counts, for sentences: in words up to ten.

    Examples
    --------
    >>> spelled(1, "team"), spelled(41, "team"), spelled(2, "priority", "priorities")
    ('one team', '41 teams', 'two priorities')
    """
    return f"{number(count)} {thing if count == 1 else things or thing + 's'}"


def listed(things: Iterable[str]) -> str:
    """Things in a row, the last one after "and".

    Examples
    --------
    >>> listed(["A", "B", "C"]), listed(["A"])
    ('A, B and C', 'A')
    """
    *before, last = things
    return f"{', '.join(before)} and {last}" if before else last


def mid_sentence(label: str) -> str:
    """A practice's name inside a sentence; one with other capitals is taken as a proper name.

    Examples
    --------
    >>> mid_sentence("Shared safety planning"), mid_sentence("Recovery Education Centre")
    ('shared safety planning', 'Recovery Education Centre')
    """
    return label if any(letter.isupper() for letter in label[1:]) else label[:1].lower() + label[1:]


def ended(sentence: str) -> str:
    """A sentence with a full stop."""
    return sentence if sentence.endswith(".") else f"{sentence}."


def opening(sentence: str) -> str:
    """A sentence with a capital at its head, the rest as it is."""
    return sentence[:1].upper() + sentence[1:]


def interval(row: pd.Series, low: str, high: str, written: Callable[[float], str]) -> str:
    """The interval of a row in brackets, with a space before it; nothing where it has none."""
    if row[[low, high]].isna().any():
        return ""
    return f" ({written(row[low])} to {written(row[high])})"


def spread(counts: pd.Series, word: str) -> str:
    """On how many the rows rest: "45 teams", "41 to 45 teams"."""
    some = [int(count) for count in counts.dropna() if count > 0]
    if not some:
        return f"no {word}s"
    low, high = min(some), max(some)
    return counted(low, word) if low == high else f"{low} to {high} {word}s"
