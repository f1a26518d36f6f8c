"""A worksheet's XML into the cells that hold something."""

from __future__ import annotations

from typing import Final

from trip_analytics.reading.document import Cell
from trip_analytics.reading.excel.contents import Book, content
from trip_analytics.reading.excel.formulas import moved
from trip_analytics.reading.excel.strings import TextReader
from trip_analytics.reading.excel.styles import PLAIN
from trip_analytics.reading.grid import LAST_COLUMN, LAST_ROW, area, column_letters, place
from trip_analytics.reading.markup import Attributes, Source, Stream, switched_on
from trip_analytics.reading.refusals import refusal
from trip_analytics.reading.seen_text import StoredText, seen

MOST_CELLS: Final = 500_000  # with content, in a workbook; each takes about 500 bytes
MOST_MERGED: Final = 100_000  # ranges in a sheet
LONGEST_MOVED: Final = 20_000_000  # characters of formulas made from shared ones

_NOT_IN_XML: Final = "\0"


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
        self._digits = _NOT_IN_XML  # the row as addresses in it end
        self._columns: dict[str, int] = {}  # by their letters, those met so far
        self._address: str | None = None
        self._cell: Attributes = {}
        self._value: str | None = None
        self._formula: str | None = None
        self._formula_attributes: Attributes = {}
        self._shared: dict[str, tuple[str, int, int]] = {}
        self._left_to_move = LONGEST_MOVED
        self._stream = Stream()
        self._in_line = TextReader(self._stream)
        self._stream.on(
            {
                "row": self._row_starts,
                "c": self._cell_starts,
                "v": self._stream.listen,
                "f": self._formula_starts,
                "col": self._column,
                "mergeCell": self._merged_range,
            },
            {"c": self._cell_ends, "v": self._value_ends, "f": self._formula_ends},
        )

    def read(self, source: Source) -> None:
        """Read the worksheet to its end."""
        try:
            self._stream.read(source)
        except ValueError as error:  # an address or a number where only one may stand
            raise refusal("damaged") from error

    def _row_starts(self, attributes: Attributes) -> None:
        self._row = int(attributes.get("r", self._row + 1))
        self._digits = str(self._row) if 0 < self._row <= LAST_ROW else _NOT_IN_XML
        self._row_hidden = "hidden" in attributes and switched_on(attributes["hidden"])
        self._address = None

    def _cell_starts(self, attributes: Attributes) -> None:
        self._cell = attributes
        self._value = self._formula = None
        self._address = attributes.get("r") or self._next_address()

    def _formula_starts(self, attributes: Attributes) -> None:
        self._formula_attributes = attributes
        self._stream.listen(attributes)

    def _formula_ends(self) -> None:
        self._formula = self._stream.heard()

    def _value_ends(self) -> None:
        self._value = self._stream.heard()

    def _cell_ends(self) -> None:
        in_line = self._in_line.taken() if self._in_line.holds_text else ""
        if self._value is not None or self._formula is not None or in_line:
            self._keep(self._cell, in_line)

    def _place(self) -> tuple[int, int, str]:
        """The cell's row, column and address; as a rule the row's number after letters."""
        address = self._address or ""
        if address.endswith(self._digits):
            known = self._columns.get(address[: -len(self._digits)])
            if known is not None:
                return self._row, known, address
        row, column = place(address)
        letters = column_letters(column)
        if row == self._row:
            self._columns[letters] = column
        return row, column, f"{letters}{row}"

    def _next_address(self) -> str:
        column = place(self._address)[1] + 1 if self._address else 1
        return f"{column_letters(column)}{self._row}"

    def _merged_range(self, attributes: Attributes) -> None:
        if len(self.merged) >= MOST_MERGED:
            raise refusal("too-large")
        self.merged.append(area(attributes.get("ref", "")))

    def _column(self, attributes: Attributes) -> None:
        self._columns_said += 1
        if self._columns_said > LAST_COLUMN:
            raise refusal("damaged")
        if "hidden" in attributes and switched_on(attributes["hidden"]):
            first = max(1, int(attributes.get("min", 1)))
            last = min(LAST_COLUMN, int(attributes.get("max", first)))
            self._hidden_columns[first : last + 1] = b"\x01" * max(0, last + 1 - first)

    def _keep(self, attributes: Attributes, in_line: StoredText) -> None:
        row, column, address = self._place()
        style = self._book.styles.get(attributes.get("s", "0"), PLAIN)
        formula = None if self._formula is None else self._whole_formula(row, column)
        value, kind, shown = content(
            self._book, style, attributes.get("t", "n"), self._value, in_line
        )
        if formula is None and (value is None or value == ""):
            return
        if len(self.cells) >= self._most_cells:
            raise refusal("too-large")
        text, struck, unstruck, font = seen(shown, style.look)
        hidden = self._row_hidden or self._hidden_columns[column] == 1
        self.cells[row, column] = Cell(
            row, column, address, text, value, kind, struck, font, hidden, formula, unstruck
        )

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
