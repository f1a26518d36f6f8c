"""A table's cells into a grid, by their spans."""

from __future__ import annotations

from typing import Final

from trip_analytics.reading.addresses import LAST_COLUMN, LAST_ROW
from trip_analytics.reading.document import MOST_MERGED
from trip_analytics.reading.refusals import refusal

WIDEST_SPAN: Final = 1_000  # as HTML has it
TALLEST_SPAN: Final = 65_534
MOST_COVERED: Final = 5_000_000  # places passed over below cells that span rows, in a table


class Grid:
    """Where the next cell of a table stands.

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
            raise refusal("too-large")

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
            raise refusal("too-large")
        if tall > 1:
            self._pass(wide)
            for covered in range(column, self._column + 1):
                # Cells may overlap: one that is wide over one from above.
                last = max(self.row + tall - 1, self._covered.get(covered, 0))
                self._covered[covered] = last
        if tall > 1 or wide > 1:
            if len(self.merged) >= MOST_MERGED:
                raise refusal("too-large")
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
            raise refusal("too-large")


def _span(said: str | None) -> int:
    digits = (said or "").strip()[:9]
    return int(digits) if digits.isdecimal() and digits.isascii() else 1
