"""Word tables: how far each cell reaches; and a quick way through tables of plain words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from trip_analytics.reading.addresses import LAST_COLUMN
from trip_analytics.reading.document import MOST_MERGED
from trip_analytics.reading.formatted_text import symbol_font
from trip_analytics.reading.refusals import UnreadableFile
from trip_analytics.reading.safe_xml import Element
from trip_analytics.reading.word.text_formats import PLAIN, Styles
from trip_analytics.reading.word.word_elements import (
    NAMES,
    attribute,
    children,
    switch,
    value,
    whole_number,
)

Range = tuple[int, int, int, int]
"""First row, first column, last row and last column."""
# Their children say all that matters, or settling the controls has dealt with them.
_ONLY_FRAMES: Final = frozenset({
    "r", "rPr", "pPr", "tcPr", "trPr",
    "sdt", "sdtPr", "sdtContent", "checkbox", "checked", "checkedState", "showingPlcHdr",
})  # fmt: skip
_WATCHED: Final = tuple(tag for tag, name in NAMES.items() if name not in _ONLY_FRAMES)


class RowProperties(NamedTuple):
    """How many columns a row leaves out at its left, and what holds for all its cells."""

    before: int = 0
    deleted: bool = False
    hidden: bool = False


class CellProperties(NamedTuple):
    """How far a cell reaches, and whether it goes on from the one above or at its left."""

    columns: int = 1
    down: str = ""
    across: str = ""
    deleted: bool = False


ONE_CELL: Final = CellProperties()
"""What nearly every cell says: nothing."""


def row_properties(element: Element) -> RowProperties:
    """What a row's ``trPr`` says."""
    found = {NAMES.get(said.tag): said for said in element}
    return RowProperties(
        before=_columns(found["gridBefore"], 0) if "gridBefore" in found else 0,
        deleted="del" in found,
        hidden="hidden" in found and switch(found["hidden"]),
    )


def cell_properties(element: Element) -> CellProperties:
    """What a cell's ``tcPr`` says."""
    cell = ONE_CELL
    for said in children(element):
        name = NAMES.get(said.tag)
        if name == "gridSpan":
            cell = cell._replace(columns=max(1, _columns(said, 1)))
        elif name == "vMerge":
            cell = cell._replace(down=value(said) or "continue")
        elif name == "hMerge":
            cell = cell._replace(across=value(said) or "continue")
        elif name == "cellDel":
            cell = cell._replace(deleted=True)
    return cell


def _columns(element: Element, otherwise: int) -> int:
    return min(whole_number(element, otherwise), LAST_COLUMN)


class Merges:
    """The merged ranges of a table, gathered row by row as its cells are read."""

    def __init__(self) -> None:
        self._ranges: list[list[int]] = []
        self._down: dict[int, list[int]] = {}
        self._across: list[int] | None = None

    def covers(self, row: int, column: int, cell: CellProperties) -> bool:
        """Whether another cell lies over this one, whose place is taken into account."""
        if cell is ONE_CELL:
            self._across = None
            return False
        last = column + cell.columns - 1
        above = self._down.get(column)
        beside = self._across
        if cell.across == "continue" and beside is not None and beside[3] == column - 1:
            beside[3] = last
            return True
        if cell.down == "continue" and above is not None and above[2] == row - 1:
            above[2] = row
            self._across = None
            return True
        own = [row, column, row, last]
        self._across = own if cell.across else None
        if cell.down:
            self._down[column] = own
        if cell.down or cell.across or cell.columns > 1:
            if len(self._ranges) >= MOST_MERGED:
                raise UnreadableFile("too-large")
            self._ranges.append(own)
        return False

    @property
    def ranges(self) -> list[Range]:
        """The ranges of more cells than one."""
        return [
            (top, left, bottom, right)
            for top, left, bottom, right in self._ranges
            if (top, left) != (bottom, right)
        ]


class PlainCell(NamedTuple):
    """The words of a cell, in pieces, and its properties."""

    pieces: list[str]
    properties: CellProperties


def read_plain_table(table: Element, styles: Styles) -> Sequence[Sequence[PlainCell]] | None:
    """The cells of a table by row; None where it must be looked at more closely."""
    rows: list[list[PlainCell]] = []
    pieces: list[str] = []
    paragraphs = 0
    for element in table.iter(*_WATCHED):
        name = NAMES[element.tag]
        if name == "t":
            pieces.append(element.text or "")
        elif name == "p":
            paragraphs += 1
            if paragraphs > 1:
                pieces.append("\n")
        elif name == "tc" and rows:
            pieces, paragraphs = [], 0
            rows[-1].append(PlainCell(pieces, ONE_CELL))
        elif name == "tr":
            rows.append([])
        elif name in ("gridSpan", "vMerge"):
            properties = element.getparent()
            of = None if properties is None else properties.getparent()
            if properties is None or of is None or NAMES.get(of.tag) != "tc":
                return None  # what it was before a tracked change
            rows[-1][-1] = PlainCell(pieces, cell_properties(properties))
        elif name == "rFonts":
            if symbol_font(attribute(element, "ascii") or attribute(element, "hAnsi")):
                return None
        elif name in ("pStyle", "rStyle"):
            if styles.of(element) != PLAIN:
                return None
        elif element is not table:
            return None
    return rows
