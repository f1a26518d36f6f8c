"""A table of priorities to the right of a form's statements, which is no part of them."""

from __future__ import annotations

from collections.abc import Sequence

from trip_analytics.reading import Cell
from trip_analytics.understanding.form_page import Page
from trip_analytics.understanding.priorities.priority_headings import read_heading, title_above
from trip_analytics.understanding.priorities.section_headings import is_heading, role_of
from trip_analytics.understanding.tables.statement_tables import StatementTable


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
        for left in _beginnings(page.rows[row], table.label):
            right = page.part(cell for cell in page.sheet.cells.values() if cell.column >= left)
            if read_heading(right, row) is None:
                continue
            top = min([row, *(cell.row for cell in title_above(right, row))])
            if row >= table.first or top < row:
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
