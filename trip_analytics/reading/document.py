"""What reading gives: the cells of a file, each with its place. No meaning yet."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from trip_analytics.reading.addresses import column_letters

MOST_CELLS: Final = 500_000  # with content, in a document; each takes about 500 bytes
MOST_MERGED: Final = 100_000  # ranges in a sheet
MOST_FILLS: Final = 20_000  # coloured cells in a sheet; more are passed over

_WHOLE: Final = re.compile(r"-?[0-9]{1,15}")

Value = str | int | float | bool | dt.datetime | dt.date | dt.time | None
Kind = Literal["text", "number", "date", "boolean", "error"]


def stored_number(text: str) -> int | float | None:
    """The number that a file stores as text; None if it is not one, or is not finite.

    Examples
    --------
    >>> stored_number("4"), stored_number("4.0"), stored_number("1e999"), stored_number("n/a")
    (4, 4.0, None, None)
    """
    if _WHOLE.fullmatch(text):
        return int(text)
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) and "_" not in text else None


class Cell(NamedTuple):
    """One cell that holds something.

    A tuple, because a folder of returns has hundreds of thousands of them.

    Examples
    --------
    >>> Cell(7, 2, "B7", "3 4", "3 4", "text", struck="3").standing
    '4'
    """

    # Its place in the grid, counted from 1.
    row: int
    column: int
    address: str
    """As a person would name the place: ``B7``; in a Word document ``table 2 row 5 column 3`` or
    ``paragraph 12``."""
    text: str
    """What a person sees there: the number format applied, ``TRUE``, ``#REF!``. Empty where a
    formula came without its result."""
    value: Value
    """What is stored: a number with all its decimals, a date as a date. None where a formula came
    without its result."""
    kind: Kind
    """``text``, ``number``, ``date``, ``boolean`` or ``error``."""
    struck: str = ""
    """The part of the text that is struck through; all of it or, mostly, none."""
    font: str | None = None
    """The font, if it is one of symbols: ``ü`` in Wingdings is a tick."""
    hidden: bool = False
    """In a hidden row or column."""
    formula: str | None = None
    """The formula without its ``=``."""
    unstruck: str | None = None
    """The rest of the text, where a part of it is struck through."""

    @property
    def standing(self) -> str:
        """The text without what is struck through, and without space around it."""
        if not self.struck:
            return self.text.strip()
        rest = self.unstruck
        return (self.text.replace(self.struck, "", 1) if rest is None else rest).strip()

    def __repr__(self) -> str:
        # A cell may hold a patient's words, which must stay out of tracebacks.
        return f"Cell({self.address}: {self.kind})"


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody attached to a cell: a note, or one entry of a comment thread."""

    address: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be chosen in some cells: ranges, and the entries of their drop-down list."""

    ranges: tuple[tuple[int, int, int, int], ...]
    entries: tuple[str, ...] = field(repr=False)

    def holds(self, row: int, column: int) -> bool:
        """Whether a place is one of those cells."""
        return any(
            top <= row <= bottom and left <= column <= right
            for top, left, bottom, right in self.ranges
        )


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its cells by (row, column), only those that hold something."""

    name: str | None
    """As on its tab; ``table 2`` in a web page; None in a Word or a text file."""
    cells: Mapping[tuple[int, int], Cell]
    merged: tuple[tuple[int, int, int, int], ...]
    """Each by its first row, first column, last row and last column."""
    hidden: bool = False
    notes: tuple[Note, ...] = ()
    margins: tuple[Note, ...] = ()
    """What is printed at the head and the foot of its pages, as Excel keeps it apart from the
    cells. In a Word document these are rows of their own."""
    row_names: Mapping[int, str] = field(default_factory=dict)
    """What rows are called that have no number of their own: a Word document's tables and
    paragraphs follow each other in one sheet, and its seventh row may be ``table 2 row 5``."""
    fills: Mapping[tuple[int, int], str] = field(default_factory=dict, repr=False)
    choices: tuple[Choice, ...] = ()

    def address(self, row: int, column: int, last_column: int | None = None) -> str:
        """A place in the sheet, or a stretch of one of its rows, as a person would name it.

        Examples
        --------
        >>> Sheet("Form", {}, ()).address(7, 3, 7)
        'C7:G7'
        >>> word = Sheet(None, {}, (), row_names={7: "table 2 row 5", 8: "paragraph 12"})
        >>> word.address(7, 3), word.address(7, 3, 7), word.address(8, 1)
        ('table 2 row 5 column 3', 'table 2 row 5 columns 3 to 7', 'paragraph 12')
        """
        last = column if last_column is None else last_column
        name = self.row_names.get(row)
        if name is None:
            first = f"{column_letters(column)}{row}"
            return first if last == column else f"{first}:{column_letters(last)}{row}"
        if name.startswith("paragraph"):
            return name
        return f"{name} column {column}" if last == column else f"{name} columns {column} to {last}"


@dataclass(frozen=True, slots=True)
class Document:
    """The sheets of one file, in the file's order, and the fingerprint of its content.

    ``damaged`` if parts of the file are missing but its cells could be read all the same.
    ``blank_form`` if this package wrote it as a form to be filled in, which somebody may have done.
    """

    sheets: tuple[Sheet, ...]
    sha256: str = ""
    damaged: bool = False
    blank_form: bool = False
