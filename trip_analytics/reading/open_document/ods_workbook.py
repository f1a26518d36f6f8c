"""OpenDocument workbooks (.ods, and .ots templates) into located cells.

A reader of our own: calamine needs 3 GB for a file of 657 bytes with two cells far apart,
and leaves out errors, notes, strike-through and text as shown. To know these the whole
content must be read (4.6 ms for a form), and then the values are known as well.
"""

from __future__ import annotations

import io
import re
from typing import Final

from trip_analytics.reading.addresses import LAST_COLUMN, LAST_ROW, address_of
from trip_analytics.reading.archive import Archive
from trip_analytics.reading.document import MOST_CELLS, MOST_MERGED, Cell, Document, Note, Sheet
from trip_analytics.reading.formatted_text import seen
from trip_analytics.reading.open_document.ods_styles import OpenStream, Styles, named
from trip_analytics.reading.open_document.ods_text import TextReader
from trip_analytics.reading.open_document.ods_values import content
from trip_analytics.reading.refusals import refusal
from trip_analytics.reading.safe_xml import Attributes, Source

_NAME, _STYLE, _FORMULA, _VISIBILITY, _DEFAULT_STYLE = (
    named(f"table:{name}")
    for name in ("name", "style-name", "formula", "visibility", "default-cell-style-name")
)
_COLUMNS_REPEATED, _ROWS_REPEATED, _COLUMNS_SPANNED, _ROWS_SPANNED = (
    named(f"table:number-{name}")
    for name in ("columns-repeated", "rows-repeated", "columns-spanned", "rows-spanned")
)
_KEPT_OF_OTHER_FILES: Final = "ta_extref"  # LibreOffice: what formulas refer to, no sheet
_OPEN_FORMULA: Final = re.compile(r"(?:\w+:)?=")
_NOTHING: Attributes = {}
_MANIFEST: Final = "META-INF/manifest.xml"


def read_open_document(data: bytes) -> Document:
    """The cells of every sheet, hidden ones included.

    Raises
    ------
    UnreadableFile
        The workbook is damaged, protected by a password, or holds more than any form does.
    """
    archive = Archive(io.BytesIO(data))
    # Only looked at for one word: old ones declare a document type.
    if _MANIFEST in archive and b"encryption-data" in archive.read(_MANIFEST):
        raise refusal("password")
    styles = Styles()
    if "styles.xml" in archive:
        stream = OpenStream()
        styles.listen_to(stream)
        with archive.open("styles.xml") as part:
            stream.read(part)
    reader = TableReader(styles)
    with archive.open("content.xml") as part:
        reader.read(part)
    return Document(tuple(reader.sheets))


class TableReader:
    """Reads a workbook's content; afterwards ``sheets`` holds its sheets.

    A repeated cell or row is written once: what is empty stays so however often it is
    repeated, and what holds something counts as often.
    """

    def __init__(self, styles: Styles) -> None:
        self.sheets: list[Sheet] = []
        self._styles = styles
        self._left = MOST_CELLS
        self._aside = 0  # within how many tables that are no sheets
        self._table: Attributes | None = None
        self._row_is_open = False
        self._cell_is_open = self._note_is_open = False
        self._stream = OpenStream()
        self._text = TextReader(self._stream, styles)
        styles.listen_to(self._stream)
        self._stream.follow(
            {
                "table:table": self._table_starts,
                "table:dde-links": self._aside_starts,
                "table:table-column": self._column,
                "table:table-row": self._row_starts,
                "table:table-cell": self._cell_starts,
                "table:covered-table-cell": self._cell_starts,
                "office:annotation": self._note_starts,
            },
            {
                "table:table": self._table_ends,
                "table:dde-links": self._aside_ends,
                "table:table-row": self._row_ends,
                "table:table-cell": self._cell_ends,
                "table:covered-table-cell": self._cell_ends,
                "office:annotation": self._note_ends,
            },
        )

    def read(self, source: Source) -> None:
        """Read the content to its end."""
        try:
            self._stream.read(source)
        except ValueError as error:  # not a number where there must be one
            raise refusal("damaged") from error

    def _aside_starts(self, _: Attributes) -> None:
        self._aside += 1

    def _aside_ends(self) -> None:
        self._aside -= 1

    def _table_starts(self, attributes: Attributes) -> None:
        if self._table is not None or self._aside:
            self._aside += 1  # a chart's figures
            return
        self._table = attributes
        self._cells: dict[tuple[int, int], Cell] = {}
        self._merged: list[tuple[int, int, int, int]] = []
        self._notes: list[Note] = []
        self._column_styles: list[str] = []
        self._hidden_columns: set[int] = set()
        self._row = 1

    def _table_ends(self) -> None:
        if self._aside:
            self._aside -= 1
            return
        about, self._table = self._table or _NOTHING, None
        style = about.get(_STYLE, "")
        if style != _KEPT_OF_OTHER_FILES:
            self.sheets.append(
                Sheet(
                    name=about.get(_NAME),
                    cells=self._cells,
                    merged=tuple(self._merged),
                    hidden=self._styles.hides(style),
                    notes=tuple(self._notes),
                )
            )

    def _column(self, attributes: Attributes) -> None:
        if self._table is None or self._aside:
            return
        first = len(self._column_styles) + 1
        count = min(int(attributes.get(_COLUMNS_REPEATED, 1)), LAST_COLUMN + 1 - first)
        self._column_styles += [attributes.get(_DEFAULT_STYLE, "")] * count
        if _hides(attributes):
            self._hidden_columns.update(range(first, first + count))

    def _row_starts(self, attributes: Attributes) -> None:
        if self._table is None or self._aside:
            return
        self._row_is_open = True
        self._row_attributes = attributes
        self._rows = _repeated(attributes, _ROWS_REPEATED)
        self._in_row: list[Cell] = []
        self._column_number = 1

    def _row_ends(self) -> None:
        if not self._row_is_open or self._aside:
            return
        self._row_is_open = False
        self._left -= len(self._in_row) * self._rows
        if self._left < 0:
            raise refusal("too-large")
        if self._in_row:
            for row in range(self._row, self._row + self._rows):
                for cell in self._in_row:
                    address = address_of(row, cell.column)
                    self._cells[row, cell.column] = cell._replace(row=row, address=address)
        self._row += self._rows

    def _cell_starts(self, attributes: Attributes) -> None:
        if self._row_is_open and not self._aside:
            self._cell_is_open = True
            self._cell = attributes
            self._text.start()

    def _cell_ends(self) -> None:
        if not self._cell_is_open or self._aside:
            return
        self._cell_is_open = False
        attributes, stored = self._cell, self._text.taken()
        columns = _repeated(attributes, _COLUMNS_REPEATED)
        first = self._column_number
        self._column_number += columns
        style = (
            attributes.get(_STYLE)
            or self._row_attributes.get(_DEFAULT_STYLE)
            or "".join(self._column_styles[first - 1 : first])
        )
        plain = stored if isinstance(stored, str) else "".join(run.text for run in stored)
        value, kind, shown = content(attributes, plain)
        formula = attributes.get(_FORMULA)
        if value is not None or formula is not None:
            self._check_place(first + columns - 1)
            text = seen(stored if shown == plain else shown, self._styles.look("table-cell", style))
            self._in_row += [
                text.in_cell(
                    self._row,
                    column,
                    value,
                    kind,
                    hidden=_hides(self._row_attributes) or column in self._hidden_columns,
                    formula=formula and _OPEN_FORMULA.sub("", formula, count=1),
                )
                for column in range(first, first + columns)
            ]
        if _COLUMNS_SPANNED in attributes or _ROWS_SPANNED in attributes:
            self._merge(attributes, first)

    def _check_place(self, last_column: int) -> None:
        if last_column > LAST_COLUMN or self._row + self._rows - 1 > LAST_ROW:
            raise refusal("damaged")

    def _merge(self, attributes: Attributes, column: int) -> None:
        height, width = (
            _repeated(attributes, _ROWS_SPANNED),
            _repeated(attributes, _COLUMNS_SPANNED),
        )
        last_row, last_column = self._row + height - 1, column + width - 1
        if (height, width) != (1, 1) and last_row <= LAST_ROW and last_column <= LAST_COLUMN:
            self._merged.append((self._row, column, last_row, last_column))
        if len(self._merged) > MOST_MERGED:
            raise refusal("too-large")

    def _note_starts(self, _: Attributes) -> None:
        if self._cell_is_open and not self._aside and not self._note_is_open:
            self._note_is_open = True
            self._text.start()

    def _note_ends(self) -> None:
        if self._note_is_open:
            self._note_is_open = False
            stored = self._text.taken()
            text = stored if isinstance(stored, str) else "".join(run.text for run in stored)
            if text.strip():
                address = address_of(self._row, self._column_number)
                self._notes.append(Note(address, text))


def _repeated(attributes: Attributes, name: str) -> int:
    number = int(attributes.get(name, 1))
    if number < 1:
        raise refusal("damaged")
    return number


def _hides(attributes: Attributes) -> bool:
    return attributes.get(_VISIBILITY, "visible") != "visible"
