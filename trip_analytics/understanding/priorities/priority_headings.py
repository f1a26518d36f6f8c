"""The headings of a table of priorities: over one row or two, each for what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import Final

from trip_analytics.reading import Cell
from trip_analytics.understanding.dates import read_date
from trip_analytics.understanding.form_page import Page
from trip_analytics.understanding.list_lines import Line, numbered
from trip_analytics.understanding.plain_text import normalise, tidy
from trip_analytics.understanding.priorities.priority_values import names_a_degree
from trip_analytics.understanding.priorities.section_headings import (
    Role,
    is_heading,
    priority_number,
    role_of,
    titles_priorities,
)
from trip_analytics.understanding.words import remembered, vocabulary

# A heading of priorities names so many columns beside the priority itself; fewer below a title.
FEWEST_BESIDE_PRIORITY = 2
_LONGEST_TABLE: Final = 29  # rows
_SAID: Final = vocabulary("sections")


@dataclass(frozen=True, slots=True)
class Column:
    """A headed column: from where to where it reaches, and what it is for."""

    first: int
    last: int
    role: Role
    heading: str


@dataclass(frozen=True)
class Heading:
    """The headings of a table of priorities."""

    row: int
    columns: Sequence[Column]
    cells: Sequence[Cell]
    priority: Line | None = None
    """The one priority that the whole table is about, where it is above or in the headings."""
    titled: bool = False
    """Whether a title above, or its own heading, says that these are priorities."""

    def column_of(self, cell: Cell) -> Column | None:
        """The column that a cell is in."""
        number = cell.column
        for column in self.columns:
            if column.first <= number <= column.last:
                return column
        return None

    @cached_property
    def roles(self) -> frozenset[Role]:
        """What the table asks for."""
        return frozenset(column.role for column in self.columns)


@remembered
def _is_of_an_export(text: str) -> bool:
    return _SAID["of_exports"].search(normalise(text)) is not None


def read_heading(page: Page, row: int) -> Heading | None:
    """The headings of a table of priorities, where a row holds them, over two rows or in one."""
    free = page.free(row)
    likely = [c for c in free if is_heading(c.standing) or names_a_degree(c.standing)]
    if len(free) < 2 or len(likely) * 2 < len(free):
        return None
    if any(_is_of_an_export(cell.standing) for cell in page.rows[row]):
        return None
    below = _second_row(page, row, free)
    above = _leads_above(page, row, free)
    cells = sorted([*free, *below], key=lambda cell: (cell.column, cell.row))
    columns = _columns(page, free, below, above)
    found = {column.role for column in columns} - {"number", "comment", "other"}
    strict = {c.role for c in columns if c.role in found and is_heading(c.heading)}
    if not strict:
        return None
    titled = bool(title_above(page, row)) or any(
        column.role == "priority" and _SAID["several_priorities"].search(normalise(column.heading))
        for column in columns
    )
    priority = _priority_of_table(page, row)
    beside = found - {"priority"}
    if not (
        ("priority" in found and len(beside) >= FEWEST_BESIDE_PRIORITY)
        or ("priority" in found and titled and beside)
        or (priority is not None and "action" in strict and len(strict) > 1)
        or (titled and "action" in found and len(beside) >= FEWEST_BESIDE_PRIORITY)
    ):
        return None
    last = max((cell.row for cell in below), default=row)
    heads = [*cells, *above, *([priority.cell] if priority and not priority.text else [])]
    return Heading(last, _by_values(page, last, columns), heads, priority, titled)


def _columns(
    page: Page, free: Sequence[Cell], below: Sequence[Cell], above: Sequence[Cell]
) -> list[Column]:
    """The columns that headings are over. One without a heading belongs to the one before."""
    heads: list[tuple[int, str]] = []
    for cell in free:
        under = [b for b in below if _covers(page, cell, b.column, free)]
        over = next((a for a in above if _covers(page, a, cell.column, free)), None)
        text = tidy(f"{over.standing if over else ''} {cell.standing}")
        heads += [(b.column, tidy(f"{text} {b.standing}")) for b in under]
        if not under or min(b.column for b in under) > cell.column:
            heads.append((cell.column, text))
    covered = {column for column, _ in heads}
    heads += [(b.column, tidy(b.standing)) for b in below if b.column not in covered]
    heads.sort()
    columns: list[Column] = []
    known: set[Role] = set()
    for position, (first, text) in enumerate(heads):
        end = heads[position + 1][0] - 1 if position + 1 < len(heads) else 0
        last = max(first, end) if end else _right_end(page, free, first)
        role: Role = role_of(text) or ("ease" if names_a_degree(text) else "other")
        if priority_number(text):
            role = "priority"
        if role in known and role in ("priority", "due"):
            role = "other"
        known.add(role)
        columns.append(Column(first, last, role, text))
    return columns


def _covers(page: Page, parent: Cell, column: int, free: Sequence[Cell]) -> bool:
    """Whether a heading is over a column: merged over it, or with nothing else between."""
    if parent.column == column:
        return True
    for top, left, bottom, right in page.sheet.merged:
        if top <= parent.row <= bottom and left <= parent.column <= right and left < right:
            return left <= column <= right
    following = min((c.column for c in free if c.column > parent.column), default=column + 1)
    return bool(role_of(parent.standing) == "lead" and parent.column < column < following)


def _right_end(page: Page, free: Sequence[Cell], first: int) -> int:
    row = free[0].row
    for top, left, bottom, right in page.sheet.merged:
        if top <= row <= bottom and left <= first <= right:
            return right
    return first


def _second_row(page: Page, row: int, free: Sequence[Cell]) -> list[Cell]:
    """The row below, where it tells apart the leads that one heading asks for."""
    cells = page.free(row + 1)
    if not cells or not any(role_of(cell.standing) == "lead" for cell in free):
        return []
    of_leads = all(
        role_of(f"lead {cell.standing}") in ("staff_lead", "service_user_lead")
        and is_heading(cell.standing)
        and len(tidy(cell.standing).split()) <= 5
        for cell in cells
    )
    return cells if of_leads and len(cells) <= 3 else []


def _leads_above(page: Page, row: int, free: Sequence[Cell]) -> list[Cell]:
    """A heading for leads in the row above, over headings that only say which."""
    cells = page.free(row - 1)
    over = [
        c
        for c in cells
        if role_of(c.standing) == "lead" and is_heading(c.standing) and c.column > free[0].column
    ]
    if len(cells) > 2 or not over or all(role_of(f"lead {c.standing}") == "lead" for c in free):
        return []
    return over


def title_above(page: Page, row: int) -> list[Cell]:
    """The title of a section of priorities, in one of the rows right above; or the sheet's name."""
    above = page.rows_between(row - 4, row - 1)[-3:]
    alone = [cells[0] for number in above if len(cells := page.free(number)) == 1]
    return [cell for cell in alone if titles_priorities(cell.standing)]


def _priority_of_table(page: Page, row: int) -> Line | None:
    """``Priority 1: Garden`` above the headings; the table then holds its actions."""
    above = page.rows_between(row - 2, row - 1)
    for number in reversed(above):
        cells = page.free(number)
        if not cells or (found := priority_number(cells[0].standing)) is None:
            continue
        value = cells[1] if len(cells) == 2 and not found[1] else None
        if len(cells) == 1 or value:
            text = value.standing if value else found[1]
            return Line(text, value or cells[0], found[0])
    return None


def _by_values(page: Page, row: int, columns: list[Column]) -> list[Column]:
    """The columns, with "Priority" as what its cells show it to be: number, degree or words."""
    for n, column in enumerate(columns):
        if _asks_whom_or_when(column.heading):
            values = _values_below(page, row, column)
            dated = any(read_date(cell.value, cell.standing) for cell in values)
            columns[n] = Column(
                column.first, column.last, "due" if dated else "lead", column.heading
            )
    place = next((n for n, c in enumerate(columns) if c.role == "priority"), None)
    what = [n for n, c in enumerate(columns) if c.role == "action"]
    if place is None and len(what) > 1 and normalise(columns[what[0]].heading) == "what":
        first = columns[what[0]]
        columns[what[0]] = Column(first.first, first.last, "priority", first.heading)
    if place is None:
        return columns
    column = columns[place]
    values = _values_below(page, row, column)
    filled = [normalise(cell.standing) for cell in values if cell.standing]
    others = [n for n, c in enumerate(columns) if n != place and _may_be_priority(c)]
    others = others or [n for n, c in enumerate(columns) if c.role == "action"]
    numbers = [
        text for text in filled[:3] if numbered(text)[0] is not None and not numbered(text)[1]
    ]
    spread = column.last > column.first
    if filled and others and all(map(_SAID["degree"].search, filled)):
        columns[place] = Column(column.first, column.last, "comment", column.heading)
    elif filled and others and len(numbers) == len(filled[:3]) and not spread:
        columns[place] = Column(column.first, column.last, "number", column.heading)
    else:
        return columns
    other = columns[others[0]]
    if other.role != "action":
        columns[others[0]] = Column(other.first, other.last, "priority", other.heading)
    return columns


def _values_below(page: Page, row: int, column: Column) -> list[Cell]:
    """What is in a column, in the rows below its heading in which its table may be."""
    rows = takewhile(lambda below: below <= row + _LONGEST_TABLE, page.rows_from(row + 1))
    return [cell for below in rows if (cell := page.cell(below, column.first)) is not None]


@remembered
def _asks_whom_or_when(heading: str) -> bool:
    return _SAID["by_whom_or_when"].search(normalise(heading)) is not None


def _may_be_priority(column: Column) -> bool:
    return column.role == "other" and role_of(column.heading) == "priority"
