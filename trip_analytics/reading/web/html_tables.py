"""The tables of a page: where each cell is by its spans, and what it holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from trip_analytics.reading.addresses import LAST_COLUMN, LAST_ROW, address_of
from trip_analytics.reading.document import (
    MOST_MERGED,
    Cell,
    Kind,
    Note,
    Sheet,
    Value,
    stored_number,
)
from trip_analytics.reading.formatted_text import SeenText
from trip_analytics.reading.refusals import UnreadableFile
from trip_analytics.reading.web.css_styles import ComputedStyle
from trip_analytics.reading.web.page_text import Words

Attributes = Mapping[str, str]

WIDEST_SPAN: Final = 1_000  # as HTML has it
TALLEST_SPAN: Final = 65_534
MOST_COVERED: Final = 5_000_000  # places passed over below cells that span rows, in a table

_NOTHING: Final = SeenText("")
# A number as Excel shows one: 3.67, £1,200, 75%, (5). What looks otherwise may be a date.
_SHOWN_NUMBER: Final = re.compile(r"[-+(£$€\s]*[\d.][\d,.\s]*(?:E[-+]?\d+)?[%)\s]*", re.IGNORECASE)


class Table:
    """A table while it is read: its grid, and the text of the cell that is open."""

    def __init__(self, number: int, style: ComputedStyle) -> None:
        self.number = number
        self.cells: dict[tuple[int, int], Cell] = {}
        self.grid = Grid()
        self.in_cell = False
        self.style = self.group_style = self.row_style = style
        self._notes: list[Note] = []
        self._place = (0, 0)
        self._attributes: Attributes = {}
        self._hidden = False
        self._shown, self._unseen = Words(), Words()

    def start_cell(self, attributes: Attributes, style: ComputedStyle) -> None:
        """A cell begins; what comes is in it."""
        self._place = self.grid.place(attributes.get("colspan"), attributes.get("rowspan"))
        self._attributes = attributes
        self._hidden = style.hidden or self.grid.hides(self._place[1])
        self.in_cell = True

    def add(self, text: str, style: ComputedStyle) -> None:
        """Add text to the open cell."""
        words = self._unseen if style.hidden else self._shown
        words.add(text, style.look, preformatted=style.preformatted)

    def break_line(self) -> None:
        """Go to the cell's next line."""
        self._shown.break_line()
        self._unseen.break_line()

    def break_block(self) -> None:
        """Go to the cell's next line, unless this one is empty."""
        self._shown.break_block()
        self._unseen.break_block()

    def end_cell(self) -> bool:
        """Keep the open cell if it holds something; say whether it does.

        Hidden text beside text that is shown is kept as a note: a person does not see
        it there, and it may be what somebody wrote.
        """
        self.in_cell = False
        shown, unseen = self._shown.taken(), self._unseen.taken()
        row, column = self._place
        if shown and unseen:
            self._notes.append(Note(address_of(row, column), unseen.whole))
        text = shown or unseen or _NOTHING
        value, kind = _stored(text.whole, self._attributes)
        if value == "":
            return False
        formula = self._attributes.get("x:fmla")
        self.cells[row, column] = text.in_cell(
            row,
            column,
            value,
            kind,
            hidden=self._hidden or text is unseen,
            formula=formula.removeprefix("=") if formula else None,
        )
        return True

    def sheet(self) -> Sheet:
        """The table, once it has ended."""
        return Sheet(
            name=f"table {self.number}",
            cells=self.cells,
            merged=tuple(self.grid.merged),
            hidden=self.style.hidden,
            notes=tuple(self._notes),
        )


class Grid:
    """Where the next cell of a table is.

    A cell takes the first free place of its row. It spans no rows beyond its group
    (``<tbody>``) or the table: browsers end it there.
    """

    def __init__(self) -> None:
        self.row = 0
        self.merged: list[tuple[int, int, int, int]] = []
        self._column = 0
        self._in_row = False
        self._covered: dict[int, int] = {}  # column -> the last row that a cell above takes
        self._passed = 0
        self._group_from = 0  # the first of the group's ranges in merged
        self._hidden: set[int] = set()
        self._columns_said = 0

    def row_starts(self) -> None:
        """Go to the next row."""
        self.row += 1
        self._column = 0
        self._in_row = True
        if self.row > LAST_ROW:
            raise UnreadableFile("too-large")

    def row_ends(self) -> None:
        """What follows is in another row, even if none is begun."""
        self._in_row = False

    def place(self, colspan: str | None, rowspan: str | None) -> tuple[int, int]:
        """The row and the column of the next cell."""
        if not self._in_row:
            self.row_starts()
        column = self._column + 1
        while self._covered.get(column, 0) >= self.row:
            column += 1
            self._pass(1)
        wide = min(max(_span(colspan), 1), WIDEST_SPAN)
        tall = min(_span(rowspan), TALLEST_SPAN) or TALLEST_SPAN  # 0 is to the group's end
        self._column = column + wide - 1
        if self._column > LAST_COLUMN:
            raise UnreadableFile("too-large")
        if tall > 1:
            self._pass(wide)
            for covered in range(column, self._column + 1):
                # Cells may overlap: one that is wide over one from above.
                last = max(self.row + tall - 1, self._covered.get(covered, 0))
                self._covered[covered] = last
        if tall > 1 or wide > 1:
            if len(self.merged) >= MOST_MERGED:
                raise UnreadableFile("too-large")
            self.merged.append((self.row, column, self.row + tall - 1, self._column))
        return self.row, column

    def group_ends(self) -> None:
        """End the cells that would span rows beyond the group."""
        self.row_ends()
        self._covered.clear()
        group = self.merged[self._group_from :]
        self.merged[self._group_from :] = [
            (top, left, min(bottom, self.row), right)
            for top, left, bottom, right in group
            if right > left or min(bottom, self.row) > top
        ]
        self._group_from = len(self.merged)

    def says_columns(self, span: str | None, *, hidden: bool) -> None:
        """Take note of a ``<col>``."""
        wide = min(max(_span(span), 1), WIDEST_SPAN, LAST_COLUMN - self._columns_said)
        if hidden:
            self._hidden.update(range(self._columns_said + 1, self._columns_said + wide + 1))
        self._columns_said += wide

    def hides(self, column: int) -> bool:
        """Whether a column is hidden."""
        return column in self._hidden

    def _pass(self, places: int) -> None:
        self._passed += places
        if self._passed > MOST_COVERED:
            raise UnreadableFile("too-large")


def _span(said: str | None) -> int:
    digits = (said or "").strip()[:9]
    return int(digits) if digits.isdecimal() and digits.isascii() else 1


def _stored(text: str, attributes: Attributes) -> tuple[Value, Kind]:
    """The value that Excel or LibreOffice stored beside the text they show, and its kind."""
    if not attributes:
        return text, "text"
    if "x:err" in attributes:
        return text, "error"
    if attributes.get("x:bool", "").upper() in ("TRUE", "FALSE"):
        return attributes["x:bool"].upper() == "TRUE", "boolean"
    stored = attributes.get("x:num", attributes.get("sdval"))
    if stored is None or (text and not _SHOWN_NUMBER.fullmatch(text)):
        return text, "text"
    stored = stored.strip() or text.replace(",", "").strip()
    number = stored_number(stored)
    return (text, "text") if number is None else (number, "number")
