"""A1 addresses and the places they name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384  # XFD

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


@lru_cache(maxsize=LAST_COLUMN)
def column_letters(column: int) -> str:
    """The letters of a column.

    Examples
    --------
    >>> column_letters(1), column_letters(28), column_letters(16_384)
    ('A', 'AB', 'XFD')
    """
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


@lru_cache(maxsize=LAST_COLUMN)
def column_number(letters: str) -> int:
    """The number of the column with these letters, from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


@lru_cache(maxsize=8192)
def place(address: str) -> tuple[int, int]:
    """The row and the column of an address.

    Raises ValueError: no cell of a workbook has this address.

    Examples
    --------
    >>> place("B7"), place("$XFD$1048576")
    ((7, 2), (1048576, 16384))
    """
    match = _ADDRESS.fullmatch(address) or _ADDRESS.fullmatch(address.replace("$", "").upper())
    if match:
        row, column = int(match[2]), column_number(match[1])
        if row <= LAST_ROW and column <= LAST_COLUMN:
            return row, column
    raise ValueError("not the address of a cell")


def address_of(row: int, column: int) -> str:
    """The address of a place.

    Examples
    --------
    >>> address_of(7, 2)
    'B7'
    """
    return f"{column_letters(column)}{row}"


def area(reference: str) -> tuple[int, int, int, int]:
    """First row, first column, last row and last column of a range such as ``A1:C2``."""
    first, _, last = reference.partition(":")
    (top, left), (bottom, right) = place(first), place(last or first)
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)
