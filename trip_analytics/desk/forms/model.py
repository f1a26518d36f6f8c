"""What a blank form is made of, whatever the file it becomes.

What is on it is decided once, in these parts; the workbook and the Word document are drawn from the
same form, so that they ask the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from trip_analytics.documents import BLANK_FORM_MARK

Asks = Literal["printed", "text", "choice", "date", "number"]


@dataclass(frozen=True, slots=True)
class Answer:
    """A place for an answer: what goes there, from what it is chosen, and a hint."""

    asks: Asks = "text"
    choices: tuple[str, ...] = ()
    hint: str = ""


PRINTED = Answer("printed")


@dataclass(frozen=True, slots=True)
class Field:
    """A label with its answer, or with what is filled in already, and lines of room for it."""

    label: str
    value: str | int | None = None
    answer: Answer = PRINTED
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its title, its width in characters, and what goes into it."""

    title: str
    width: int
    answer: Answer = PRINTED


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. A row holds what is printed in its columns; None where an answer goes.

    ``lines`` is how many lines of writing each row has room for.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str | int | None, ...], ...]
    lines: int = 2


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a form: a sheet of the workbook, a chapter of the Word document.

    ``fields`` are above the grid, ``below`` are below it.
    """

    name: str
    title: str
    guidance: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    notes: tuple[str, ...] = ()
    grids: tuple[Grid, ...] = ()
    below: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class BlankForm:
    """A form for one team (or service line) and year, of one edition of an instrument."""

    title: str
    instrument_id: str
    version: str
    year: int
    whose: str
    parts: tuple[Part, ...]

    @property
    def inside(self) -> dict[str, str]:
        """What its file says of it in its properties."""
        return {
            "Instrument": self.instrument_id,
            "Instrument version": self.version,
            "Review year": str(self.year),
            "Form": BLANK_FORM_MARK,
        }
