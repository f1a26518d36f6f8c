"""A page with several tables of statements as parts with one each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from trip_analytics.reading import Cell
from trip_analytics.understanding.form_page import Page
from trip_analytics.understanding.plain_text import tidy
from trip_analytics.understanding.tables.header_cells import describes
from trip_analytics.understanding.tables.statement_tables import StatementTable


def parts_of(page: Page, tables: Sequence[StatementTable]) -> list[tuple[Page, StatementTable]]:
    """A page with several tables as parts with one each, every cell in one of them.

    What is above a table belongs to it, from where its fields or headings begin;
    what is below goes with the table above it. Of tables side by side, each has the
    columns from its own statements on.
    """
    if len(tables) == 1:
        return [(page, tables[0])]
    bands: list[list[StatementTable]] = []
    for table in sorted(tables, key=_top):
        if bands and _top(table) <= max(_bottom(other) for other in bands[-1]):
            bands[-1].append(table)
        else:
            bands.append([table])
    starts = [1]
    for above, below in pairwise(bands):
        starts.append(_start(page, max(map(_bottom, above)), min(map(_top, below))))
    side_by_side = [sorted(band, key=_left) for band in bands]
    edges = [
        list(accumulate((_left_edge(page, table) for table in band[1:]), max, initial=1))
        for band in side_by_side
    ]

    def part_of(cell: Cell) -> tuple[int, int]:
        band = bisect_right(starts, cell.row) - 1
        return band, bisect_right(edges[band], cell.column) - 1

    parts = page.parts(part_of)
    return [
        (part := parts.get((at, number)) or page.part(()), table.on(part))
        for at, band in enumerate(side_by_side)
        for number, table in enumerate(band)
    ]


def _cells(table: StatementTable) -> Iterator[tuple[int, int]]:
    return (table.view.place(line, table.label) for line in table.lines)


def _top(table: StatementTable) -> int:
    return min(row for row, _ in _cells(table))


def _bottom(table: StatementTable) -> int:
    bottom = max(row for row, _ in _cells(table))
    if not table.view.turned:
        return bottom
    row = bottom  # the answers are below the statements, down to an empty row
    while row + 1 in table.view.page.rows:
        row += 1
    return row


def _left(table: StatementTable) -> int:
    return min(column for _, column in _cells(table))


def _left_edge(page: Page, table: StatementTable) -> int:
    """The first column of a table that is to the right of another: behind what that holds."""
    left = _left(table)
    rows = {row for row, _ in _cells(table)}
    before = [
        cell
        for row in rows
        for cell in page.rows.get(row, [])
        if cell.column < left and not (
            cell.column == left - 1 and tidy(cell.text).rstrip(".)").isdigit()
        )
    ]  # fmt: skip
    return max((cell.column for cell in before), default=left - 1) + 1


def _start(page: Page, end: int, first: int) -> int:
    """Where the lower of two tables begins: with whatever touches it, and its fields above."""
    start = first
    while start - 1 > end and start - 1 in page.rows:
        start -= 1
    return _with_fields(page, end, start)


def _with_fields(page: Page, end: int, start: int) -> int:
    """Further up over a block of fields that names a team or a year."""
    above = [row for row in range(end + 1, start) if row in page.rows]
    named = [
        row
        for row in above
        for cell in page.rows[row]
        if cell.kind == "text"
        and describes(cell.standing.partition(":")[0]) in ("team", "year", "date", "service_line")
    ]
    if not named:
        return start
    top = min(named)
    while top - 1 > end and top - 1 in page.rows and len(page.rows[top - 1]) == 1:
        top -= 1
    return top
