"""A page with several tables of statements, or with others beside them, as parts of one each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from trip_analytics.reading import Cell
from trip_analytics.understanding.form_page import Page
from trip_analytics.understanding.plain_text import tidy
from trip_analytics.understanding.priorities.priority_headings import read_heading, title_above
from trip_analytics.understanding.priorities.section_headings import is_heading, role_of
from trip_analytics.understanding.tables.header_cells import describes, says_rating
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
    rows = sorted({row for row, _ in _cells(table)})
    before = {c.column for row in rows for c in page.rows.get(row, []) if c.column < left}
    if _is_numbering(page, rows, left - 1):
        before.discard(left - 1)
    return max(before, default=left - 1) + 1


def _is_numbering(page: Page, rows: Sequence[int], column: int) -> bool:
    """Whether a column counts the rows one by one, and is not headed as answers."""
    texts = [tidy(c.text).rstrip(".)") for row in rows if (c := page.cell(row, column)) is not None]
    head = page.cell(rows[0] - 1, column)
    if not texts or not all(map(str.isdecimal, texts)) or (head and says_rating(head.standing)):
        return False
    return [int(text) - int(texts[0]) for text in texts] == list(range(len(texts)))


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


def without_section_beside(page: Page, table: StatementTable) -> Page:
    """A page without a table of priorities that is to the right of its statements.

    Recognised by its own headings among the statements' lines, or under a title of its own: a
    form that asks for an action beside each rating has neither.
    """
    if table.view.turned:
        return page
    for row in page.rows_between(table.first - 3, table.last):
        if not _may_head(page.rows[row], table.label):
            continue
        for at in _beginnings(page.rows[row], table.label):
            left = at - 1 if _counts(page, row, at - 1) else at
            right = page.part(cell for cell in page.sheet.cells.values() if cell.column >= left)
            heading = read_heading(right, row)
            if heading is None:
                continue
            top = min([row, *(cell.row for cell in title_above(right, row))])
            if row >= table.first or top < row or heading.titled:
                return _without(page, right, left, top)
    return page


def _beginnings(cells: Sequence[Cell], label: int) -> list[int]:
    """The columns in which a table may begin, rightmost first: those behind an empty one, or any.

    A comment in the form's own column may speak of leads and actions too.
    """
    columns = [cell.column for cell in cells if cell.column > label]
    apart = [at for at in columns if at - 1 not in columns and at - 1 != label]
    heads = [c.column for c in cells if c.column > label and is_heading(c.standing)]
    return apart[::-1] or heads[:1]


def _counts(page: Page, row: int, column: int) -> bool:
    """Whether a column without a heading counts the lines below a row: 1, 2, 3."""
    cells = [
        cell for (at, _), cell in page.sheet.cells.items() if cell.column == column and at > row
    ]
    numbers = [tidy(cell.text).rstrip(".)") for cell in sorted(cells, key=lambda cell: cell.row)]
    return bool(numbers) and numbers == [str(n) for n in range(1, len(numbers) + 1)]


def _without(page: Page, right: Page, left: int, top: int) -> Page:
    """A page without what is in some columns from a row on, and the title over it."""
    while len(right.rows.get(top - 1, [])) == 1 and right.rows[top - 1][0].column == left:
        top -= 1  # its title, whatever it says
    cells = page.sheet.cells.values()
    return page.part(cell for cell in cells if cell.column < left or cell.row < top)


def _may_head(cells: Sequence[Cell], left: int) -> bool:
    """Whether several cells behind a column are short texts such as head priorities."""
    short = [c for c in cells if c.column > left and c.kind == "text" and len(c.text) < 60]
    return len(short) > 2 and sum(role_of(c.standing) is not None for c in short) > 2
