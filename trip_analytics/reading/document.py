"""What reading gives: the cells of a file, each where it stands. No meaning yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Value = str | int | float | bool | dt.datetime | dt.date | dt.time | None
Kind = Literal["text", "number", "date", "boolean", "error"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that holds something.

    Attributes
    ----------
    row, column : int
        Its place in the grid, from 1.
    address : str
        As a person would name the place: ``B7``.
    text : str
        What a person sees there: the number format applied, ``TRUE``, ``#REF!``.
        Empty where a formula came without its result.
    value : str, int, float, bool, datetime, date, time or None
        What is stored: a number to all its places, a date as a date. None where a
        formula came without its result.
    kind : str
        ``text``, ``number``, ``date``, ``boolean`` or ``error``.
    struck : str
        The part of the text that is struck through; all of it or, mostly, none.
    font : str or None
        The font where it is one of symbols: ``ü`` in Wingdings is a tick.
    hidden : bool
        In a hidden row or column.
    formula : str or None
        The formula without its ``=``.
    unstruck : str or None
        The rest of the text, where a part of it is struck through.

    Examples
    --------
    >>> Cell(7, 2, "B7", "3 4", "3 4", "text", struck="3").standing
    '4'
    """

    row: int
    column: int
    address: str
    text: str
    value: Value
    kind: Kind
    struck: str = ""
    font: str | None = None
    hidden: bool = False
    formula: str | None = None
    unstruck: str | None = None

    @property
    def standing(self) -> str:
        """The text without what is struck through, and without space around it."""
        if not self.struck:
            return self.text.strip()
        rest = self.unstruck
        return (self.text.replace(self.struck, "", 1) if rest is None else rest).strip()


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody attached to a cell: a note, or one entry of a comment thread."""

    address: str
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's cells by (row, column), those that hold something only.

    Merged ranges are (first row, first column, last row, last column).
    """

    name: str | None
    cells: Mapping[tuple[int, int], Cell]
    merged: tuple[tuple[int, int, int, int], ...]
    hidden: bool = False
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """The sheets of one file, in the file's order."""

    sheets: tuple[Sheet, ...]
