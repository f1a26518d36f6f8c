"""OpenDocument workbooks (.ods, and .ots templates) into located cells.

A reader of our own: calamine needs 3 GB for a file of 657 bytes with two cells far apart,
and leaves out errors, notes, strike-through and text as shown. To know these the whole
content must be read (3.4 ms for a form), and then the values are known as well.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Final

from trip_analytics.reading.addresses import LAST_COLUMN, LAST_ROW, address_of
from trip_analytics.reading.archive import Archive
from trip_analytics.reading.document import MOST_CELLS, MOST_MERGED, Cell, Document, Note, Sheet
from trip_analytics.reading.formatted_text import plain_text, seen
from trip_analytics.reading.open_document.ods_cells import (
    NOTE,
    content,
    outside_shapes,
    stored_text,
)
from trip_analytics.reading.open_document.ods_styles import STYLES, Styles, named
from trip_analytics.reading.refusals import UnreadableFile
from trip_analytics.reading.safe_xml import Element, Source, begun_and_ended, drop

_TABLE, _LINKS, _COLUMN, _ROW = (
    named(f"table:{name}") for name in ("table", "dde-links", "table-column", "table-row")
)
_CELLS: Final = (named("table:table-cell"), named("table:covered-table-cell"))
_NAME, _STYLE, _FORMULA, _VISIBILITY, _DEFAULT_STYLE = (
    named(f"table:{name}")
    for name in ("name", "style-name", "formula", "visibility", "default-cell-style-name")
)
_COLUMNS_REPEATED, _ROWS_REPEATED, _COLUMNS_SPANNED, _ROWS_SPANNED = (
    named(f"table:number-{name}")
    for name in ("columns-repeated", "rows-repeated", "columns-spanned", "rows-spanned")
)
_OF_EMPTY: Final = frozenset({_STYLE, _COLUMNS_REPEATED})
_MANIFEST: Final = "META-INF/manifest.xml"
_KEPT_OF_OTHER_FILES: Final = "ta_extref"  # LibreOffice: what formulas refer to, no sheet
_OPEN_FORMULA: Final = re.compile(r"(?:\w+:)?=")


def read_open_document(data: bytes) -> Document:
    """The cells of every sheet, hidden ones included.

    Raises UnreadableFile: the workbook is damaged, protected by a password, or holds more than any
    form does.
    """
    archive = Archive(io.BytesIO(data))
    # Only looked at for one word: old ones declare a document type.
    if _MANIFEST in archive and b"encryption-data" in archive.read(_MANIFEST):
        raise UnreadableFile("password")
    styles = Styles()
    if "styles.xml" in archive:
        with archive.open("styles.xml") as part:
            styles.read(part)
    with archive.open("content.xml") as part:
        try:
            return Document(tuple(_sheets(part, styles)))
        except ValueError as error:  # not a number where there must be one
            raise UnreadableFile("damaged") from error


def _sheets(source: Source, styles: Styles) -> Iterator[Sheet]:
    """The sheets of a workbook's content; tables in a table, such as a chart's, are none."""
    reader: _SheetReader | None = None
    aside = 0  # within how many tables that are no sheets
    room = MOST_CELLS
    for element, ended in begun_and_ended(source, STYLES | {_TABLE, _LINKS, _COLUMN, _ROW}):
        tag = element.tag
        if not ended:
            if tag == _TABLE and reader is None and not aside:
                reader = _SheetReader(element, styles, room)
            elif tag in (_TABLE, _LINKS):
                aside += 1
        elif aside:
            aside -= tag in (_TABLE, _LINKS)
        elif tag in STYLES:
            styles.add(element)
            drop(element)
        elif reader is not None:
            if tag == _COLUMN:
                reader.add_columns(element)
            elif tag == _ROW:
                reader.add_rows(element)
            else:
                if reader.style != _KEPT_OF_OTHER_FILES:
                    yield reader.sheet()
                room, reader = reader.room, None
            drop(element)


class _SheetReader:
    """Reads one sheet, a row at a time.

    A cell or a row may be stored once with a count: an empty one takes no room whatever its
    count, and one that holds something is repeated.
    """

    def __init__(self, table: Element, styles: Styles, room: int) -> None:
        self.style, self.room = table.get(_STYLE, ""), room
        self._name = table.get(_NAME)
        self._styles = styles
        self._cells: dict[tuple[int, int], Cell] = {}
        self._merged: list[tuple[int, int, int, int]] = []
        self._notes: list[Note] = []
        self._column_styles: list[str] = []
        self._hidden_columns: set[int] = set()
        self._row = 1

    def sheet(self) -> Sheet:
        """What was read."""
        return Sheet(
            name=self._name,
            cells=self._cells,
            merged=tuple(self._merged),
            hidden=self._styles.hides(self.style),
            notes=tuple(self._notes),
        )

    def add_columns(self, columns: Element) -> None:
        """Add columns that are alike."""
        first = len(self._column_styles) + 1
        count = min(int(columns.get(_COLUMNS_REPEATED, 1)), LAST_COLUMN + 1 - first)
        self._column_styles += [columns.get(_DEFAULT_STYLE, "")] * count
        if _hides(columns):
            self._hidden_columns.update(range(first, first + count))

    def add_rows(self, row: Element) -> None:
        """Add rows that are alike."""
        rows = _repeated(row, _ROWS_REPEATED)
        in_row: list[Cell] = []
        column = 1
        for element in row:
            if element.tag in _CELLS:
                columns = _repeated(element, _COLUMNS_REPEATED)
                in_row += self._alike(row, element, rows, range(column, column + columns))
                column += columns
        self.room -= len(in_row) * rows
        if self.room < 0:
            raise UnreadableFile("too-large")
        if in_row:
            for at in range(self._row, self._row + rows):
                for cell in in_row:
                    self._cells[at, cell.column] = cell._replace(
                        row=at, address=address_of(at, cell.column)
                    )
        self._row += rows

    def _alike(self, row: Element, element: Element, rows: int, columns: range) -> list[Cell]:
        """The cells that an element describes, if they hold something. Notes are kept anyway."""
        if not len(element) and _OF_EMPTY.issuperset(element.keys()):  # as most are
            return []
        style = (
            element.get(_STYLE)
            or row.get(_DEFAULT_STYLE)
            or "".join(self._column_styles[columns.start - 1 : columns.start])
        )
        for note in outside_shapes(element, NOTE) if len(element) else ():
            words = plain_text(stored_text(note, self._styles))
            if words.strip():
                self._notes.append(Note(address_of(self._row, columns.start), words))
        if _COLUMNS_SPANNED in element.attrib or _ROWS_SPANNED in element.attrib:
            self._merge(element, columns.start)
        stored = stored_text(element, self._styles) if len(element) else ""
        plain = plain_text(stored)
        value, kind, shown = content(element, plain)
        formula = element.get(_FORMULA)
        if value is None and formula is None:
            return []
        if columns.stop - 1 > LAST_COLUMN or self._row + rows - 1 > LAST_ROW:
            raise UnreadableFile("damaged")
        text = seen(stored if shown == plain else shown, self._styles.look("table-cell", style))
        return [
            text.in_cell(
                self._row,
                column,
                value,
                kind,
                hidden=_hides(row) or column in self._hidden_columns,
                formula=formula and _OPEN_FORMULA.sub("", formula, count=1),
            )
            for column in columns
        ]

    def _merge(self, element: Element, column: int) -> None:
        height, width = _repeated(element, _ROWS_SPANNED), _repeated(element, _COLUMNS_SPANNED)
        last_row, last_column = self._row + height - 1, column + width - 1
        if (height, width) != (1, 1) and last_row <= LAST_ROW and last_column <= LAST_COLUMN:
            self._merged.append((self._row, column, last_row, last_column))
        if len(self._merged) > MOST_MERGED:
            raise UnreadableFile("too-large")


def _repeated(element: Element, name: str) -> int:
    number = int(element.get(name, 1))
    if number < 1:
        raise UnreadableFile("damaged")
    return number


def _hides(element: Element) -> bool:
    return element.get(_VISIBILITY, "visible") != "visible"
