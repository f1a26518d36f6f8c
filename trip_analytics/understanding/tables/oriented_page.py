"""A page as it is read along its statements: as it is or, where they are side by side, turned."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from trip_analytics.reading import Cell
from trip_analytics.understanding.form_page import Page


class OrientedPage:
    """A page by lines and units.

    Statements follow each other along the *lines*; across them stand the *units*, each of
    somebody's answers. In a form with a statement a row, lines are rows and units columns. In an
    export with a respondent a row it is the other way round.
    """

    def __init__(self, page: Page, *, turned: bool) -> None:
        self.page = page
        self.turned = turned

    @cached_property
    def lines(self) -> dict[int, dict[int, Cell]]:
        """The cells of each line that has any, by unit."""
        lines: dict[int, dict[int, Cell]] = {}
        for (row, column), cell in sorted(self.page.sheet.cells.items()):
            line, unit = (column, row) if self.turned else (row, column)
            lines.setdefault(line, {})[unit] = cell
        return lines

    @cached_property
    def _covered(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Where the cell stands that a merged range shows at a place, by line and unit."""
        covered: dict[tuple[int, int], tuple[int, int]] = {}
        cells = self.page.sheet.cells
        for top, left, bottom, right in self.page.sheet.merged:
            if (top, left) not in cells or (bottom - top + 1) * (right - left + 1) > 2000:
                continue
            start = (left, top) if self.turned else (top, left)
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    covered[(column, row) if self.turned else (row, column)] = start
        return covered

    def cell(self, line: int, unit: int) -> Cell | None:
        """The cell at a place, if anything is there."""
        cells = self.lines.get(line)
        return cells.get(unit) if cells else None

    def read_beside(self, cell: Cell, text: str) -> None:
        """Let what a cell says behind a label be in the next unit, where it has a column."""
        line, unit = self.at(cell)
        self.lines[line][unit + 1] = cell._replace(text=text, value=text, kind="text", struck="")

    def shown(self, line: int, unit: int) -> Cell | None:
        """The cell at a place, or the one that is merged over it."""
        return self.cell(line, unit) or self.cell(*self._covered.get((line, unit), (0, 0)))

    def at(self, cell: Cell) -> tuple[int, int]:
        """The line and the unit of a cell."""
        return (cell.column, cell.row) if self.turned else (cell.row, cell.column)

    def place(self, line: int, unit: int) -> tuple[int, int]:
        """The row and the column of a place."""
        return (unit, line) if self.turned else (line, unit)

    def address(self, line: int, unit: int) -> str:
        """What a place is called, whether anything is there or not."""
        return self.page.sheet.address(*self.place(line, unit))

    def stretch(self, places: Iterable[tuple[int, int]]) -> str:
        """The address of a stretch of cells: ``C7:G7``."""
        covered = [(u, n) if self.turned else (n, u) for n, u in places]
        rows = {row for row, _ in covered}
        columns = [column for _, column in covered]
        if len(rows) == 1:
            return self.page.sheet.address(rows.pop(), min(columns), max(columns))
        first = self.page.sheet.address(min(rows), min(columns))
        return f"{first}:{self.page.sheet.address(max(rows), max(columns))}"
