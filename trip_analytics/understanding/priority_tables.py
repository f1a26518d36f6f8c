"""Priorities in tables with a heading for each column, one or several rows to a priority."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trip_analytics.reading import Cell
from trip_analytics.understanding.dates import read_date
from trip_analytics.understanding.lines import Line, lines_of, numbered
from trip_analytics.understanding.page import Page
from trip_analytics.understanding.priority_records import Record, Section
from trip_analytics.understanding.section_words import (
    BY_WHOM_OR_WHEN,
    Role,
    is_guidance,
    is_heading,
    priority_number,
    role_of,
    titles_assets,
    titles_priorities,
)
from trip_analytics.understanding.vocabulary import label_of
from trip_analytics.understanding.wording import normalise, tidy

# A heading of priorities names so many columns beside the priority itself; fewer below a title.
FEWEST_BESIDE_PRIORITY = 2
_WIDEST_GAP = 3  # empty rows inside a table
_LEADS: frozenset[Role] = frozenset({"lead", "staff_lead", "service_user_lead"})
# A survey's export has questions like these too, and a person in each row.
_OF_EXPORTS = re.compile(
    r"^((start|completion|submission) (time|date)|time ?stamp|respondent( id)?|e ?mail( address)?"
    r"|ip address|collector( id)?|(submitted|started|completed) at)$"
)
_DEGREES = frozenset({"high", "medium", "low", "h", "m", "l", "med", "very high", "urgent"})
_HEADS_NUMBER: frozenset[str] = frozenset({"priority", "priorities", "priority area"})


@dataclass(frozen=True, slots=True)
class Column:
    """A headed column: from where to where it reaches, and what it is for."""

    first: int
    last: int
    role: Role
    heading: str


@dataclass(frozen=True, slots=True)
class Heading:
    """The headings of a table of priorities."""

    row: int
    columns: Sequence[Column]
    cells: Sequence[Cell]
    priority: Line | None = None
    """The one priority that the whole table is about, where it stands above or in the headings."""

    def column_of(self, cell: Cell) -> Column | None:
        """The column that a cell stands in."""
        return next((c for c in self.columns if c.first <= cell.column <= c.last), None)

    @property
    def roles(self) -> frozenset[Role]:
        """What the table asks for."""
        return frozenset(column.role for column in self.columns)


def find_tables(page: Page) -> Iterator[Section]:
    """The tables of priorities on a page, one after the other, as long as nothing took them."""
    for row in list(page.rows):
        heading = read_heading(page, row)
        if heading is not None:
            rows = _rows_below(page, heading)
            records = _records(page, heading, rows)
            yield Section([*heading.cells, *_title(page, row)], records)


def read_heading(page: Page, row: int) -> Heading | None:
    """The headings of a table of priorities, where a row holds them, over two rows or in one."""
    free = _free(page, row)
    if len(free) < 2 or any(_OF_EXPORTS.match(normalise(c.standing)) for c in page.rows[row]):
        return None
    texts = {cell.column: tidy(cell.standing) for cell in free}
    below = _second_row(page, row, free)
    above = _leads_above(page, row, free)
    cells = sorted([*free, *below], key=lambda cell: (cell.column, cell.row))
    columns = _columns(page, free, below, above)
    found = {column.role for column in columns} - {"number", "comment", "other"}
    if sum(is_heading(text) for text in texts.values()) * 2 < len(texts):
        return None
    strict = {c.role for c in columns if c.role in found and is_heading(c.heading)}
    titled = bool(_title(page, row))
    priority = _priority_of_table(page, row)
    beside = found - {"priority"}
    if not strict or not (
        ("priority" in found and len(beside) >= FEWEST_BESIDE_PRIORITY)
        or ("priority" in found and titled and beside)
        or (priority is not None and "action" in strict and len(strict) > 1)
        or (titled and "action" in found and len(beside) >= FEWEST_BESIDE_PRIORITY)
    ):
        return None
    last = max((cell.row for cell in below), default=row)
    heads = [*cells, *above, *([priority.cell] if priority and not priority.text else [])]
    return Heading(last, _by_values(page, last, columns), heads, priority)


def _free(page: Page, row: int) -> list[Cell]:
    return [c for c in page.rows.get(row, []) if not page.is_taken(c) and c.standing]


def _columns(
    page: Page, free: Sequence[Cell], below: Sequence[Cell], above: Sequence[Cell]
) -> list[Column]:
    """The columns that headings stand over. One without a heading belongs to the one before."""
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
        role: Role = role_of(text) or "other"
        if priority_number(text):
            role = "priority"
        if role in known and role in ("number", "priority", "due"):
            role = "other" if role != "number" else "number"
        known.add(role)
        columns.append(Column(first, last, role, text))
    return columns


def _covers(page: Page, parent: Cell, column: int, free: Sequence[Cell]) -> bool:
    """Whether a heading stands over a column: merged over it, or with nothing else between."""
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
    cells = _free(page, row + 1)
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
    cells = _free(page, row - 1)
    if len(cells) > 2 or not any(role_of(f"lead {c.standing}") != "lead" for c in free):
        return []
    return [
        c
        for c in cells
        if role_of(c.standing) == "lead" and is_heading(c.standing) and c.column > free[0].column
    ]


def _title(page: Page, row: int) -> list[Cell]:
    """The title of a section of priorities, in one of the rows right above; or the sheet's name."""
    above = [r for r in page.rows if r < row][-3:]
    return [
        cell
        for number in above
        if row - number <= 4 and len(_free(page, number)) == 1
        for cell in _free(page, number)
        if titles_priorities(cell.standing)
    ]


def _priority_of_table(page: Page, row: int) -> Line | None:
    """``Priority 1: Garden`` above the headings; the table then holds its actions."""
    above = [r for r in page.rows if row - 2 <= r < row]
    for number in reversed(above):
        cells = _free(page, number)
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
        if BY_WHOM_OR_WHEN.fullmatch(normalise(column.heading)):
            texts = [
                cell
                for below in range(row + 1, row + 30)
                if (cell := page.cell(below, column.first))
            ]
            dated = any(read_date(cell.value, cell.standing) for cell in texts)
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
    filled = [
        normalise(cell.standing)
        for below in range(row + 1, row + 30)
        if (cell := page.cell(below, column.first)) is not None and cell.standing
    ]
    others = [n for n, c in enumerate(columns) if n != place and _may_be_priority(c)]
    others = others or [n for n, c in enumerate(columns) if c.role == "action"]
    numbers = [
        text for text in filled[:3] if numbered(text)[0] is not None and not numbered(text)[1]
    ]
    spread = column.last > column.first
    if filled and others and set(filled) <= _DEGREES:
        columns[place] = Column(column.first, column.last, "comment", column.heading)
    elif filled and others and len(numbers) == len(filled[:3]) and not spread:
        columns[place] = Column(column.first, column.last, "number", column.heading)
    else:
        return columns
    other = columns[others[0]]
    if other.role != "action":
        columns[others[0]] = Column(other.first, other.last, "priority", other.heading)
    return columns


def _may_be_priority(column: Column) -> bool:
    return column.role == "other" and role_of(column.heading) == "priority"


def _rows_below(page: Page, heading: Heading) -> list[int]:
    """The rows of a table, past empty ones, down to whatever is no row of it."""
    rows: list[int] = []
    row = heading.row
    table = _table_of(page, row)
    covered = row
    single = 0
    while (following := _next_row(page, heading, row)) is not None:
        gap = max(following - covered - 1, 0)
        cells = [c for c in _free(page, following) if heading.column_of(c)]
        if table is not None:
            if _table_of(page, following) != table:
                break
        elif gap > _WIDEST_GAP or (gap and not _goes_on(heading, cells, single)):
            break
        if _ends_table(page, following, cells, heading, apart=gap > 0):
            break
        single += bool(gap)
        rows.append(following)
        row = following
        covered = max(covered, row, *(page.last_row_of(cell) for cell in cells))
    return rows


def _next_row(page: Page, heading: Heading, row: int) -> int | None:
    """The next row in which something stands in the table's columns."""
    for following in range(row + 1, row + _WIDEST_GAP + 2):
        cells = page.rows.get(following, [])
        inside = [cell for cell in cells if heading.column_of(cell) and cell.text.strip()]
        if inside:
            return None if any(page.is_taken(cell) for cell in inside) else following
    return None


def _table_of(page: Page, row: int) -> str | None:
    """The table that a row of a Word document or web page belongs to, by the row's name."""
    name = page.sheet.row_names.get(row, "")
    found = re.match(r"(table .*) row \d+", name)
    return found.group(1) if found else name or None


def _goes_on(heading: Heading, cells: Sequence[Cell], gaps: int) -> bool:
    """Whether a row behind an empty one is the table's still."""
    columns = [c for cell in cells if (c := heading.column_of(cell))]
    if any(c.role == "number" for c in columns) or len(cells) > 1:
        return True
    if any(numbered(cell.standing)[0] is not None for cell in cells):
        return True
    return gaps > 0 and bool(columns) and columns[0].role == "priority"


def _ends_table(
    page: Page, row: int, cells: Sequence[Cell], heading: Heading, *, apart: bool
) -> bool:
    if not cells:
        return False
    first = cells[0].standing
    if len(cells) == 1 and (
        first.endswith(":") or titles_assets(first) or titles_priorities(first)
    ):
        return True
    head, colon, _ = tidy(first).partition(":")
    begins = heading.column_of(cells[0]) in heading.columns[:1] or bool(colon)
    if begins and len(cells) <= 2 and (first.endswith(":") or label_of(head)):
        return bool(colon) or len(cells) == 2
    if begins and apart and len(cells) == 2 and is_heading(first) and role_of(first):
        return True
    if priority_number(first) and read_heading(page, row + 1):
        return True
    return len(cells) >= FEWEST_BESIDE_PRIORITY and _is_heading_row(page, row)


def _is_heading_row(page: Page, row: int) -> bool:
    cells = _free(page, row)
    roles = {role_of(cell.standing) for cell in cells if is_heading(cell.standing)}
    return len(roles - {None, "number", "other"}) >= 3


def _records(page: Page, heading: Heading, rows: Sequence[int]) -> list[Record]:
    records: list[Record] = []
    if heading.priority is not None:
        record = Record(heading.priority.number, asked=heading.roles)
        if heading.priority.text:
            record.add("priority", heading.priority.text, heading.priority.cell)
        records.append(record)
    previous: Record | None = records[0] if records else None
    for row in rows:
        cells = [cell for cell in page.rows[row] if heading.column_of(cell)]
        if row == rows[0] and all(is_guidance(c.standing) for c in cells if c.standing):
            continue  # what the form prints below its headings; the log keeps it
        record = _record(heading, cells)
        if previous is not None and _continues(heading, previous, record):
            for role, parts in record.parts.items():
                previous.parts.setdefault(role, []).extend(parts)
            previous.printed += record.printed
        else:
            records += (split := _split(record))
            previous = split[-1]
    return records


def _record(heading: Heading, cells: Sequence[Cell]) -> Record:
    record = Record(asked=heading.roles)
    number = priority_number(next((c.heading for c in heading.columns if c.role == "priority"), ""))
    record.number = number[0] if number else None
    for cell in cells:
        column = heading.column_of(cell)
        if column is None:
            continue
        found = priority_number(cell.standing)
        if column.role == "number" and (found is None or not found[1]):
            record.add("number", str(found[0]) if found else cell.standing, cell, column.heading)
        elif column.role == "priority" and found:
            record.number = found[0]
            record.add("priority", found[1], cell, column.heading)
        else:
            record.add(column.role, cell.standing, cell, column.heading)
    return record


def _continues(heading: Heading, previous: Record, record: Record) -> bool:
    """Whether a row goes on with the priority of the row before: another action, mostly."""
    if heading.priority is not None:
        return True
    texts = [numbered(part.text)[1] for part in record.parts.get("priority", [])]
    before = [numbered(part.text)[1] for part in previous.parts.get("priority", [])]
    own, earlier = _number(record), _number(previous)
    if any(texts):
        if own is not None and own != earlier:
            return False
        return [normalise(t) for t in texts] == [normalise(t) for t in before]
    if "priority" not in heading.roles and "number" not in heading.roles:
        return False
    if own is not None:
        return own == earlier and bool(record.says_anything)
    if "priority" not in heading.roles:
        return earlier is not None
    return bool(any(before) or previous.says_anything)


def _number(record: Record) -> int | None:
    parts = [*record.parts.get("number", []), *record.parts.get("priority", [])]
    found = (numbered(part.text)[0] for part in parts)
    return record.number or next((number for number in found if number is not None), None)


def _split(record: Record) -> list[Record]:
    """Several numbered priorities in one row of cells, told apart where every cell tells them."""
    parts = record.parts.get("priority", [])
    lines = lines_of(parts[0].cell) if len(parts) == 1 else []
    numbers = [line.number for line in lines]
    if len(lines) < 2 or numbers != list(range(1, len(lines) + 1)):
        return [record]
    split = [Record(number, asked=record.asked) for number in range(1, len(lines) + 1)]
    for role, own in record.parts.items():
        for part in own:
            within = lines_of(part.cell)
            if [line.number for line in within] != numbers:
                return [record]
            for each, line in zip(split, within, strict=True):
                each.add(role, line.text, line.cell, part.heading)
    return split
