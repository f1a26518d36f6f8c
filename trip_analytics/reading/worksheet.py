"""A worksheet's XML into the cells that hold something."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, Final

from trip_analytics.reading.dates import DAYS_TO_1904, serial_of, stored_date
from trip_analytics.reading.document import Cell, Kind, Value
from trip_analytics.reading.formulas import moved
from trip_analytics.reading.grid import LAST_COLUMN, area, column_letters, place
from trip_analytics.reading.markup import Stream, switched_on
from trip_analytics.reading.refusals import refusal
from trip_analytics.reading.strings import (
    TEXT_ELEMENTS,
    StoredText,
    TextReader,
    seen,
    unescaped,
)
from trip_analytics.reading.styles import PLAIN, Style

MOST_CELLS: Final = 500_000  # with content, in a workbook; each takes about 500 bytes
LONGEST_MOVED: Final = 20_000_000  # characters of formulas made from shared ones

_WHOLE: Final = re.compile(r"-?[0-9]{1,15}")
_IN_CELL: Final = frozenset({"v", "f", *TEXT_ELEMENTS})
_NAMES: Final = ("c", "row", "v", "f", "col", "mergeCell", *TEXT_ELEMENTS)


@dataclass(frozen=True, slots=True)
class Book:
    """What the sheets of a workbook share."""

    strings: Sequence[StoredText]
    styles: Sequence[Style]
    from_1904: bool = False


class WorksheetReader:
    """Reads one worksheet; afterwards ``cells`` and ``merged`` hold what is there.

    Cells without content are passed over as soon as they end, so that a million
    styled but empty rows cost time alone, and one cell in the last corner is one cell.
    """

    def __init__(self, book: Book, most_cells: int = MOST_CELLS) -> None:
        self.cells: dict[tuple[int, int], Cell] = {}
        self.merged: list[tuple[int, int, int, int]] = []
        self._book = book
        self._most_cells = most_cells
        self._hidden_columns = bytearray(LAST_COLUMN + 1)
        self._columns_said = 0
        self._row, self._row_hidden = 0, False
        self._address: str | None = None
        self._cell: dict[str, str] | None = None
        self._value: str | None = None
        self._formula: str | None = None
        self._formula_attributes: dict[str, str] = {}
        self._shared: dict[str, tuple[str, int, int]] = {}
        self._left_to_move = LONGEST_MOVED
        self._stream = Stream(_NAMES, self._start, self._end)
        self._in_line = TextReader(self._stream)

    def read(self, source: IO[bytes]) -> None:
        """Read the worksheet to its end."""
        try:
            self._stream.read(source)
        except ValueError as error:  # an address or a number where only one may stand
            raise refusal("damaged") from error

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._cell = attributes
            self._address = attributes.get("r") or self._next_address()
        elif self._cell is not None:
            if name in ("v", "f"):
                self._stream.listen()
                if name == "f":
                    self._formula_attributes = attributes
            else:
                self._in_line.start(name, attributes)
        elif name == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._row_hidden = "hidden" in attributes and switched_on(attributes["hidden"])
            self._address = None
        elif name == "col":
            self._hide_columns(attributes)
        elif name == "mergeCell":
            self.merged.append(area(attributes.get("ref", "")))

    def _end(self, name: str) -> None:
        if self._cell is None:
            return
        if name == "v":
            self._value = self._stream.heard()
        elif name == "f":
            self._formula = self._stream.heard()
        elif name == "c":
            in_line = self._in_line.taken()
            if self._value is not None or self._formula is not None or in_line:
                self._keep(self._cell, in_line)
                self._value = self._formula = None
            self._cell = None
        else:
            self._in_line.end(name)

    def _next_address(self) -> str:
        column = place(self._address)[1] + 1 if self._address else 1
        return f"{column_letters(column)}{self._row}"

    def _hide_columns(self, attributes: dict[str, str]) -> None:
        self._columns_said += 1
        if self._columns_said > LAST_COLUMN:
            raise refusal("damaged")
        if "hidden" in attributes and switched_on(attributes["hidden"]):
            first = max(1, int(attributes.get("min", 1)))
            last = min(LAST_COLUMN, int(attributes.get("max", first)))
            self._hidden_columns[first : last + 1] = b"\x01" * max(0, last + 1 - first)

    def _keep(self, attributes: dict[str, str], in_line: StoredText) -> None:
        row, column = place(self._address or "")
        number = attributes.get("s", "0")
        styles = self._book.styles
        style = styles[int(number)] if number.isdecimal() and int(number) < len(styles) else PLAIN
        formula = self._whole_formula(row, column)
        stored = self._stored_text(attributes.get("t"), in_line)
        struck, unstruck, font = "", None, None
        value: Value
        kind: Kind
        if stored is None:
            value, text, kind = self._number(attributes.get("t", "n"), style)
            struck = text if style.look.struck else ""
            font = seen(text, style.look).font if text and style.look.font else None
        else:
            looks = seen(stored, style.look)
            value = stored if isinstance(stored, str) else "".join(run.text for run in stored)
            text, kind = style.format.show_text(looks.text), "text"
            struck, unstruck, font = looks.struck, looks.unstruck, looks.font
            if text != looks.text and struck:  # the format put words around it
                struck, unstruck = (text, "") if not (unstruck or "").strip() else (struck, None)
        if value in ("", None) and formula is None:
            return
        if len(self.cells) >= self._most_cells:
            raise refusal("too-large")
        hidden = self._row_hidden or bool(self._hidden_columns[column])
        self.cells[row, column] = Cell(
            row=row,
            column=column,
            address=f"{column_letters(column)}{row}",
            text=text,
            value=value,
            kind=kind,
            struck=struck,
            font=font,
            hidden=hidden,
            formula=formula,
            unstruck=unstruck,
        )

    def _stored_text(self, cell_type: str | None, in_line: StoredText) -> StoredText | None:
        """The text a cell holds, or None where it holds something else."""
        if cell_type == "s":
            try:
                return self._book.strings[int(self._value)] if self._value else ""
            except IndexError as error:
                raise refusal("damaged") from error
        if cell_type == "inlineStr":
            return in_line or (self._value or "")
        if cell_type == "str":
            return None if self._value is None else unescaped(self._value)
        return in_line if in_line and not self._value else None

    def _number(self, cell_type: str, style: Style) -> tuple[Value, str, Kind]:
        """What is stored in a cell that does not hold text, how it shows, and its kind."""
        raw = (self._value or "").strip()
        if not raw:
            return None, "", "text"
        if cell_type == "b":
            return switched_on(raw), "TRUE" if switched_on(raw) else "FALSE", "boolean"
        if cell_type == "e":
            return raw, raw, "error"
        if cell_type == "d":
            serial = _serial_of_iso(raw)
        else:
            serial = int(raw) if _WHOLE.fullmatch(raw) else _finite(raw)
        if serial is None:
            return raw, raw, "text"
        shown = style.format
        if not shown.is_date:
            return serial, shown.show(serial), "number"
        if self._book.from_1904 and cell_type != "d" and not (shown.time_only and serial < 1):
            serial += DAYS_TO_1904
        date = stored_date(serial, time_only=shown.time_only)
        text = shown.show(serial)
        return (serial, text, "number") if date is None else (date, text, "date")

    def _whole_formula(self, row: int, column: int) -> str | None:
        """A cell's formula, also where another cell has it for several."""
        formula, attributes = self._formula, self._formula_attributes
        if formula is None or attributes.get("t") != "shared":
            return formula
        group = attributes.get("si", "")
        if formula:
            self._shared[group] = (formula, row, column)
        elif group in self._shared:
            first, first_row, first_column = self._shared[group]
            self._left_to_move -= len(first)
            if self._left_to_move < 0:
                raise refusal("too-large")
            return moved(first, row - first_row, column - first_column)
        return formula


def _finite(raw: str) -> float | None:
    """The number, or None for what is not one: it is then shown as it stands."""
    try:
        number = float(raw)
    except ValueError:
        return None
    return number if math.isfinite(number) and "_" not in raw else None


def _serial_of_iso(raw: str) -> float | None:
    """The serial number of a date that a Strict file writes out."""
    try:
        date = dt.datetime.fromisoformat(raw)
    except ValueError:
        return None
    return serial_of(date.replace(tzinfo=None))
