"""Sheets, tables and documents while they are filled in, with what a person reads in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from openpyxl.utils import get_column_letter

from tools.forms.truth import Answer, Line, Words


class Formula(NamedTuple):
    """A formula with the result that Excel stored beside it."""

    text: str
    result: float | str


Content = str | int | float | bool | dt.date | Formula | None


class Look(NamedTuple):
    """What of a cell is no content: its font, its number format, text struck out before it."""

    font: str | None = None
    number_format: str | None = None
    struck: str = ""
    all_struck: bool = False
    bold: bool = False
    centred: bool = False
    kind: Literal["body", "label", "heading"] = "body"


PLAIN: Final = Look()
LABEL: Final = Look(bold=True, kind="label")
HEADING: Final = Look(bold=True, kind="heading")
CENTRED: Final = Look(centred=True)


def a1(row: int, column: int) -> str:
    """The address of a cell on a sheet; rows and columns count from 1."""
    return f"{get_column_letter(column)}{row}"


@dataclass
class Page:
    """A sheet, or a table of a document: its cells, and what a person reads in them."""

    name: str | None = None
    address: Callable[[int, int], str] = a1
    cells: dict[tuple[int, int], tuple[Content, Look]] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    notes: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    boxes: set[tuple[int, int]] = field(default_factory=set)
    """Cells to be filled in, whose boxes are drawn though they are empty."""
    answers: list[Answer] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)

    def put(
        self, row: int, column: int, content: Content, look: Look = PLAIN, *, span: int = 1
    ) -> str:
        """Write into a cell, over so many columns; its address."""
        if content is not None and content != "":
            self.cells[row, column] = content, look
            self.merge(row, column, row, column + span - 1)
        return self.address(row, column)

    def put_row(
        self,
        row: int,
        column: int,
        contents: Sequence[Content],
        look: Look = PLAIN,
        *,
        spans: Sequence[int] | None = None,
    ) -> None:
        """Write side by side, each over its columns."""
        for content, span in zip(contents, spans or [1] * len(contents), strict=True):
            self.put(row, column, content, look, span=span)
            column += span

    def title(self, row: int, column: int, text: str) -> int:
        """Write what the form is called; the next row."""
        self.put(row, column, text, HEADING)
        return row + 1

    def field(self, row: int, column: int, label: str, value: Content) -> int:
        """Write a label with its value beside it; the next row."""
        self.put(row, column, label, LABEL)
        self.put(row, column + 1, value)
        return row + 1

    def wide(self, row: int, column: int, text: str, look: Look = PLAIN) -> str:
        """Write a line that has a row of its own; its address."""
        return self.put(row, column, text, look)

    def range(self, row: int, left: int, right: int) -> str:
        """The address of several cells in a row."""
        return f"{self.address(row, left)}:{self.address(row, right)}"

    def say(self, row: int, column: int, text: str | None, *, name: bool = False) -> str:
        """Write what must be found again, or, of people's names, must not."""
        address = self.put(row, column, text)
        if text:
            self.words.append(Words(self.name, address, text, name=name))
        return address

    def expect(self, row: int, column: int, text: str, *, name: bool = False) -> None:
        """A cell's text, or a part of it, must be found again, or is a person's name."""
        self.words.append(Words(self.name, self.address(row, column), text, name=name))

    def line(
        self, table: Literal["priorities", "assets", "action_plans"], cell: str, **columns: object
    ) -> None:
        """A row must be in a table that holds this."""
        self.lines.append(Line(table, self.name, cell, columns))

    def note(self, row: int, column: int, text: str) -> None:
        """Attach a note to a cell, which must be found again."""
        self.notes[row, column] = text
        self.expect(row, column, text)

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Make one cell of several."""
        if (top, left) != (bottom, right):
            self.merged.append((top, left, bottom, right))

    @property
    def last_row(self) -> int:
        """The lowest row that holds something."""
        return max((row for row, _ in self.cells), default=0)

    def rows(self) -> Iterator[list[tuple[int, int, Content, Look]]]:
        """Every cell from the first row and column on, the empty ones too."""
        places = self.cells.keys() | self.boxes
        width = max((column for _, column in places), default=0)
        for row in range(1, max((row for row, _ in places), default=0) + 1):
            yield [
                (row, column, *self.cells.get((row, column), (None, PLAIN)))
                for column in range(1, width + 1)
            ]


class Document:
    """A Word document, block by block; each table is a page."""

    def __init__(self, *paragraphs: str) -> None:
        self.blocks: list[str | Page] = [*paragraphs]
        self.outside = Page()

    def paragraph(self, text: str = "") -> str:
        """Add a line of text; its address."""
        self.blocks.append(text)
        count = sum(isinstance(block, str) for block in self.blocks)
        return f"paragraph {count}"

    def say(self, text: str, *, name: bool = False, part: str | None = None) -> None:
        """Add a line with words to be found again: ``part``, or all of it."""
        address = self.paragraph(text)
        self.outside.words.append(Words(None, address, part or text, name=name))

    def table(self) -> Page:
        """Begin a table."""
        number = 1 + sum(isinstance(block, Page) for block in self.blocks)
        page = Page(None, lambda row, column: f"table {number} row {row} column {column}")
        self.blocks.append(page)
        return page

    @property
    def pages(self) -> list[Page]:
        """Everything a person reads in it."""
        return [self.outside, *(block for block in self.blocks if isinstance(block, Page))]


def shown(content: Content, moment: str = "%d/%m/%Y %H:%M:%S") -> str:
    """A cell's content as text, as it looks on screen."""
    match content:
        case None:
            return ""
        case Formula():
            return str(content.result)
        case dt.datetime():
            return content.strftime(moment)
        case dt.date():
            return content.strftime("%d/%m/%Y")
        case bool():
            return str(content).upper()
        case float():
            return f"{content:g}"
        case _:
            return str(content)
