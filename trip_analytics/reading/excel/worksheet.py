"""A worksheet's XML into the cells that hold something."""

from __future__ import annotations

import re
from typing import Final

from trip_analytics.reading.addresses import (
    LAST_COLUMN,
    LAST_ROW,
    address_of,
    area,
    column_letters,
    place,
)
from trip_analytics.reading.document import MOST_CELLS, MOST_FILLS, MOST_MERGED, Cell, Note
from trip_analytics.reading.excel.cell_styles import PLAIN
from trip_analytics.reading.excel.cell_values import Book, content, stored_text
from trip_analytics.reading.excel.data_validation import MOST_RULES, Rule, rule_of
from trip_analytics.reading.excel.references import moved
from trip_analytics.reading.formatted_text import StoredText, seen
from trip_analytics.reading.refusals import UnreadableFile
from trip_analytics.reading.safe_xml import Element, Source, elements, spreadsheet_tags, switched_on

LONGEST_MOVED: Final = 20_000_000  # characters of formulas made from shared ones

_ROW: Final = spreadsheet_tags("row")
_COLUMN: Final = spreadsheet_tags("col")
_MERGED: Final = spreadsheet_tags("mergeCell")
_RULE: Final = spreadsheet_tags("dataValidation")
_CELL: Final = spreadsheet_tags("c")
_VALUE: Final = spreadsheet_tags("v")
_FORMULA: Final = spreadsheet_tags("f")
_IN_LINE: Final = spreadsheet_tags("is")
_MARGINS: Final = {
    tag: f"page {name.lower()}"
    for name in ("Header", "Footer")
    for pages in ("odd", "even", "first")
    for tag in spreadsheet_tags(pages + name)
}
# Codes in the head and foot of a page: of its three parts, of fonts, and for what Excel fills in.
_PART: Final = re.compile(r"&[LCR]", re.I)
_CODE: Final = re.compile(r'&(?:"[^"]*"|K(?:[0-9A-F]{6}|\d\d[+-]\d{3})|\d{1,3}|[^&])', re.I)
_NOT_IN_XML: Final = "\0"


class WorksheetReader:
    """Reads one worksheet; afterwards ``cells`` and the like hold what is there.

    Cells without content are passed over as soon as they end, so that a million
    styled but empty rows cost time alone, and one cell in the last corner is one cell.
    """

    def __init__(self, book: Book, most_cells: int = MOST_CELLS) -> None:
        self.cells: dict[tuple[int, int], Cell] = {}
        self.merged: list[tuple[int, int, int, int]] = []
        self.fills: dict[tuple[int, int], str] = {}
        self.rules: list[Rule] = []
        self.margins: dict[Note, None] = {}  # each once, as a rule on odd and even pages alike
        self._book = book
        self._fill_of = {name: style.fill for name, style in book.styles.items() if style.fill}
        self._most_cells = most_cells
        self._hidden_columns = bytearray(LAST_COLUMN + 1)
        self._columns_said = 0
        self._row, self._row_hidden = 0, False
        self._digits = _NOT_IN_XML  # the row as addresses in it end
        self._columns: dict[str, int] = {}  # by their letters, those met so far
        self._shared: dict[str, tuple[str, int, int]] = {}
        self._left_to_move = LONGEST_MOVED

    def read(self, source: Source) -> None:
        """Read the worksheet to its end."""
        try:
            for element in elements(source, "worksheet", depth=2):
                tag = element.tag
                if tag in _ROW:
                    self._read_row(element)
                elif tag in _COLUMN:
                    self._read_column(element)
                elif tag in _MERGED:
                    self._read_merged(element)
                elif tag in _RULE and len(self.rules) < MOST_RULES:
                    self.rules += [rule] if (rule := rule_of(element)) else []
                elif tag in _MARGINS and (text := _printed(element.text or "")):
                    self.margins[Note(_MARGINS[tag], text)] = None
        except ValueError as error:  # not an address or a number where there must be one
            raise UnreadableFile("damaged") from error

    def _read_row(self, element: Element) -> None:
        self._row = int(element.get("r") or self._row + 1)
        if not len(element):
            return
        filled = [cell for cell in element if len(cell)]
        if not filled:
            return
        self._digits = str(self._row) if 0 < self._row <= LAST_ROW else _NOT_IN_XML
        hidden = element.get("hidden")
        self._row_hidden = hidden is not None and switched_on(hidden)
        address, last = "", None
        for cell in filled:
            if cell.tag in _CELL:
                address = cell.get("r") or self._next_address(cell, address, last)
                last = cell
                self._read_cell(cell, address)
        if self._fill_of:
            self._read_fills(element)

    def _read_fills(self, row: Element) -> None:
        """The colours of a row's cells, empty ones too, while there are not too many."""
        for cell in row:
            fill = self._fill_of.get(cell.get("s", "0"))
            address = cell.get("r")
            if fill is not None and address and len(self.fills) < MOST_FILLS:
                at, column, _ = self._place(address)
                self.fills[at, column] = fill

    def _next_address(self, cell: Element, address: str, last: Element | None) -> str:
        """Where a cell is that does not say, from the last one whose address is known."""
        steps = 1
        for before in cell.itersiblings(preceding=True):
            if before is last:
                break
            if before.tag in _CELL:
                if before.get("r"):
                    address = before.get("r", "")
                    break
                steps += 1
        column = place(address)[1] if address else 0
        return address_of(self._row, column + steps)

    def _read_cell(self, cell: Element, address: str) -> None:
        stored: str | None = None
        formula_element: Element | None = None
        in_line: StoredText = ""
        for part in cell:
            tag = part.tag
            if tag in _VALUE:
                stored = part.text or ""
            elif tag in _FORMULA:
                formula_element = part
            elif tag in _IN_LINE:
                in_line = stored_text(part)
        if stored is None and formula_element is None and not in_line:
            return
        row, column, address = self._place(address)
        style = self._book.styles.get(cell.get("s", "0"), PLAIN)
        formula = None if formula_element is None else self._formula(formula_element, row, column)
        value, kind, shown = content(self._book, style, cell.get("t", "n"), stored, in_line)
        if formula is None and (value is None or value == ""):
            return
        if len(self.cells) >= self._most_cells:
            raise UnreadableFile("too-large")
        look = style.look
        if isinstance(shown, str) and not look.struck and look.font is None:  # as a rule
            text, struck, unstruck, font = shown.replace("\r\n", "\n"), "", None, None
        else:
            text, struck, unstruck, font = seen(shown, look)
        hidden = self._row_hidden or self._hidden_columns[column] == 1
        # As Cell(...) would, but for a function of its own in between: 4 % of reading a form.
        self.cells[row, column] = tuple.__new__(
            Cell,
            (row, column, address, text, value, kind, struck, font, hidden, formula, unstruck),
        )

    def _read_merged(self, element: Element) -> None:
        if len(self.merged) >= MOST_MERGED:
            raise UnreadableFile("too-large")
        self.merged.append(area(element.get("ref", "")))

    def _read_column(self, element: Element) -> None:
        self._columns_said += 1
        if self._columns_said > LAST_COLUMN:
            raise UnreadableFile("damaged")
        hidden = element.get("hidden")
        if hidden is not None and switched_on(hidden):
            first = max(1, int(element.get("min", 1)))
            last = min(LAST_COLUMN, int(element.get("max", first)))
            self._hidden_columns[first : last + 1] = b"\x01" * max(0, last + 1 - first)

    def _place(self, address: str) -> tuple[int, int, str]:
        """A cell's row, column and address; as a rule the row's number after letters."""
        if address.endswith(self._digits):
            known = self._columns.get(address[: -len(self._digits)])
            if known is not None:
                return self._row, known, address
        row, column = place(address)
        letters = column_letters(column)
        self._columns[letters] = column
        return row, column, f"{letters}{row}"

    def _formula(self, element: Element, row: int, column: int) -> str | None:
        """A cell's formula, also where another cell has it for several."""
        formula = element.text or ""
        if element.get("t") != "shared":
            return formula
        group = element.get("si", "")
        if formula:
            self._shared[group] = (formula, row, column)
        elif group in self._shared:
            first, first_row, first_column = self._shared[group]
            self._left_to_move -= len(first)
            if self._left_to_move < 0:
                raise UnreadableFile("too-large")
            return moved(first, row - first_row, column - first_column)
        return formula


def _printed(text: str) -> str:
    r"""What the head or the foot of a page says, each of its three parts on a line.

    Examples
    --------
    >>> _printed('&L&"Arial,Bold"&10Key: 1 = low&CResearch && more&RPage &P of &N')
    'Key: 1 = low\nResearch & more\nPage  of'
    """
    parts = (_CODE.sub("", part) for part in _PART.split(text.replace("&&", "\0")))
    lines = (part.replace("\0", "&").strip() for part in parts)
    return "\n".join(line for line in lines if line)
