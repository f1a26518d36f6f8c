"""A figure as it is written in a table: what it says, and how closely."""

from __future__ import annotations

import re
from math import ceil, floor
from typing import NamedTuple

# How tables say that a figure is there and not shown.
_WITHHELD = re.compile(
    r"\[c\]|c|\*{1,2}|-{1,2}|–|—|x+|s|suppressed|withheld|redacted|<\s*\d+", re.I
)
_BELOW = re.compile(r"<\s*(\d+)")
_FIGURE = re.compile(r"([+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*(%?)", re.I)
_A_HAIR = 1e-9


class Bounds(NamedTuple):
    """The least and the greatest that a figure may stand for."""

    low: float
    high: float

    def within(self, other: Bounds) -> Bounds:
        """What both allow."""
        return Bounds(max(self.low, other.low), min(self.high, other.high))

    def whole(self, times: float) -> Bounds:
        """The whole numbers that lie within it, once it is multiplied."""
        return Bounds(ceil(self.low * times - _A_HAIR), floor(self.high * times + _A_HAIR))


class Written(NamedTuple):
    """A figure and the step to which it is rounded."""

    value: float
    step: float

    @property
    def bounds(self) -> Bounds:
        """What it may have been before it was rounded."""
        return Bounds(self.value - self.step / 2, self.value + self.step / 2)


def plain(text: str) -> str:
    """A cell's text with the signs that programs write differently made alike.

    Examples
    --------
    >>> plain("−0.3"), plain("+1,204"), plain(" 43 %")
    ('-0.3', '1204', '43%')
    """
    text = " ".join(text.replace("−", "-").replace("\xa0", " ").split())
    found = re.fullmatch(r"\+?(-?\d{1,3}(?:,\d{3})+|-?[\d.]+)\s*(%?)", text)
    return found[1].replace(",", "") + found[2] if found else text


def written(text: str) -> Written | None:
    """The figure that a cell shows; None where it shows none.

    Examples
    --------
    >>> written("43%"), written("3.2"), written("[c]")
    (Written(value=0.43, step=0.01), Written(value=3.2, step=0.1), None)
    """
    found = _FIGURE.fullmatch(plain(text))
    if found is None:
        return None
    _, _, decimals = found[1].partition(".")
    places = len(decimals) + 2 * bool(found[2])
    return Written(round(float(found[1]) / (100 if found[2] else 1), 12), 10.0**-places)


def is_withheld(text: str) -> bool:
    """Whether a cell says that its figure is not shown.

    Examples
    --------
    >>> is_withheld("[c]"), is_withheld("<5"), is_withheld("4"), is_withheld("")
    (True, True, False, False)
    """
    return _WITHHELD.fullmatch(plain(text)) is not None


def is_figure(text: str) -> bool:
    """Whether a cell is one of figures: one, an interval of two, or one that is withheld.

    Examples
    --------
    >>> is_figure("3.1 to 3.6"), is_figure("[c]"), is_figure("Own choices")
    (True, True, False)
    """
    low, _, high = plain(text).partition(" to ")
    return is_withheld(text) or (
        written(low) is not None and (not high or written(high) is not None)
    )


def count_of(text: str) -> Bounds | None:
    """How many a cell of counts may stand for; None where that is open.

    Examples
    --------
    >>> count_of("7"), count_of("<5"), count_of("[c]")
    (Bounds(low=7.0, high=7.0), Bounds(low=0, high=4), None)
    """
    below = _BELOW.fullmatch(plain(text))
    if below is not None:
        return Bounds(0, int(below[1]) - 1)
    figure = written(text)
    if figure is None or figure.value != int(figure.value) or plain(text).endswith("%"):
        return None
    return Bounds(figure.value, figure.value)
