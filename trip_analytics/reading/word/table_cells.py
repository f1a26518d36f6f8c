"""What the rows and cells of a Word table say of their place in its grid."""

from __future__ import annotations

from typing import Final, NamedTuple

from trip_analytics.reading.addresses import LAST_COLUMN
from trip_analytics.reading.document import MOST_MERGED
from trip_analytics.reading.refusals import refusal
from trip_analytics.reading.safe_xml import Element
from trip_analytics.reading.word.word_elements import NAMES, children, switch, value, whole_number

Range = tuple[int, int, int, int]
"""First row, first column, last row and last column."""


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
    """The merged ranges of a table, as its cells come by, row by row."""

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
                raise refusal("too-large")
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
