"""Addresses of cells, and whether one covers another."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

_A1: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")
_WORD: Final = re.compile(
    r"(table \d+(?: of [^,]+?)?) rows? (\d+)(?: to (\d+))? columns? (\d+)(?: to (\d+))?"
)


class Span(NamedTuple):
    """A stretch of cells in one table."""

    table: str
    top: int
    left: int
    bottom: int
    right: int

    def meets(self, other: Span) -> bool:
        """Whether they share a cell."""
        return (
            self.table == other.table
            and self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )


@lru_cache(maxsize=100_000)
def spans(address: str | None) -> tuple[Span, ...]:
    """What an address names: a cell, a range, a place in a Word document, or several.

    Examples
    --------
    >>> spans("C7:D8")
    (Span(table='', top=7, left=3, bottom=8, right=4),)
    >>> spans("table 2 row 5 columns 3 to 7")
    (Span(table='table 2', top=5, left=3, bottom=5, right=7),)
    """
    return tuple(span for part in re.split(r"[,;]\s*", address or "") if (span := _span(part)))


def _span(text: str) -> Span | None:
    first, colon, last = text.partition(":")
    if colon and (begins := _WORD.fullmatch(first.strip())) and _WORD.fullmatch(last.strip()):
        one, other = _span(first), _span(last)
        if one is not None and other is not None:
            return Span(begins.group(1), one.top, one.left, other.bottom, other.right)
    if found := _WORD.fullmatch(text.strip()):
        table, top, bottom, left, right = found.groups()
        return Span(table, int(top), int(left), int(bottom or top), int(right or left))
    if found := _A1.fullmatch(text.strip()):
        left, top, right, bottom = found.groups()
        return Span("", int(top), _number(left), int(bottom or top), _number(right or left))
    return Span(text.strip(), 0, 0, 0, 0) if text.strip() else None


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def meet(one: str | None, other: str | None) -> bool:
    """Whether two addresses share a cell.

    Examples
    --------
    >>> meet("C7:G7", "E7"), meet("C7", "C8"), meet(None, "C7")
    (True, False, False)
    """
    return any(first.meets(second) for first in spans(one) for second in spans(other))
