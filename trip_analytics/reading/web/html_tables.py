"""What stands on a page: the lines outside tables, and the cells of each table."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Final

from trip_analytics.reading.addresses import address_of
from trip_analytics.reading.document import MOST_CELLS, Cell, Kind, Note, Sheet, Value
from trip_analytics.reading.formatted_text import SeenText
from trip_analytics.reading.refusals import refusal
from trip_analytics.reading.web.css_styles import Standing
from trip_analytics.reading.web.page_text import Words
from trip_analytics.reading.web.table_grid import Grid

Attributes = Mapping[str, str]

_NOTHING: Final = SeenText("", "", None, None)
_WHOLE: Final = re.compile(r"-?[0-9]{1,15}")
# A number as Excel shows one: 3.67, £1,200, 75%, (5). What looks otherwise may be a date.
_SHOWN_NUMBER: Final = re.compile(r"[-+(£$€\s]*[\d.][\d,.\s]*(?:E[-+]?\d+)?[%)\s]*", re.IGNORECASE)


class Lines:
    """The lines outside tables, one below the other: a sheet without a name."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], Cell] = {}
        self._shown, self._unseen = Words(), Words()

    def add(self, text: str, stands: Standing) -> None:
        """Add text to the line; what is preformatted may be several."""
        words = self._unseen if stands.hidden else self._shown
        first, *others = text.split("\n") if stands.preformatted else [text]
        words.add(first, stands.look, preformatted=stands.preformatted)
        for line in others:
            self.break_line()
            words.add(line, stands.look, preformatted=True)

    def break_line(self) -> None:
        """End the line; the hidden text in it is a line of its own."""
        for words, hidden in ((self._shown, False), (self._unseen, True)):
            text = words.taken()
            if text is None:
                continue
            row = len(self.cells) + 1
            if row > MOST_CELLS:
                raise refusal("too-large")
            self.cells[row, 1] = Cell(
                row=row,
                column=1,
                address=f"paragraph {row}",
                text=text.whole,
                value=text.whole,
                kind="text",
                struck=text.struck,
                font=text.font,
                hidden=hidden,
                unstruck=text.unstruck,
            )

    break_block = break_line

    def sheet(self) -> Sheet:
        """The lines read so far."""
        names = {row: cell.address for (row, _), cell in self.cells.items()}
        return Sheet(None, self.cells, (), row_names=names)


class Table:
    """A table while it is read: its grid, and the text of the cell that is open."""

    def __init__(self, number: int, stands: Standing) -> None:
        self.number = number
        self.cells: dict[tuple[int, int], Cell] = {}
        self.grid = Grid()
        self.in_cell = False
        self.stands = self.group_stands = self.row_stands = stands
        self._notes: list[Note] = []
        self._place = (0, 0)
        self._attributes: Attributes = {}
        self._hidden = False
        self._shown, self._unseen = Words(), Words()

    def start_cell(self, attributes: Attributes, stands: Standing) -> None:
        """A cell begins; what comes is in it."""
        self._place = self.grid.place(attributes.get("colspan"), attributes.get("rowspan"))
        self._attributes = attributes
        self._hidden = stands.hidden or self.grid.hides(self._place[1])
        self.in_cell = True

    def add(self, text: str, stands: Standing) -> None:
        """Add text to the open cell."""
        words = self._unseen if stands.hidden else self._shown
        words.add(text, stands.look, preformatted=stands.preformatted)

    def break_line(self) -> None:
        """Go to the cell's next line."""
        self._shown.break_line()
        self._unseen.break_line()

    def break_block(self) -> None:
        """Go to the cell's next line, unless nothing stands on this one."""
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
        address = address_of(row, column)
        if shown and unseen:
            self._notes.append(Note(address, unseen.whole))
        text = shown or unseen or _NOTHING
        value, kind = _stored(text.whole, self._attributes)
        if value == "":
            return False
        formula = self._attributes.get("x:fmla")
        self.cells[row, column] = Cell(
            row=row,
            column=column,
            address=address,
            text=text.whole,
            value=value,
            kind=kind,
            struck=text.struck,
            font=text.font,
            hidden=self._hidden or text is unseen,
            formula=formula.removeprefix("=") if formula else None,
            unstruck=text.unstruck,
        )
        return True

    def sheet(self) -> Sheet:
        """The table, once it has ended."""
        return Sheet(
            name=f"table {self.number}",
            cells=self.cells,
            merged=tuple(self.grid.merged),
            hidden=self.stands.hidden,
            notes=tuple(self._notes),
        )


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
    if _WHOLE.fullmatch(stored):
        return int(stored), "number"
    try:
        number = float(stored)
    except ValueError:
        return text, "text"
    return (number, "number") if math.isfinite(number) and "_" not in stored else (text, "text")
