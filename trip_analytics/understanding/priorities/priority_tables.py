"""Priorities in tables with a heading for each column, one or several rows to a priority."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trip_analytics.reading import Cell
from trip_analytics.understanding.blank import is_guidance
from trip_analytics.understanding.fields.field_labels import label_of
from trip_analytics.understanding.form_page import Page
from trip_analytics.understanding.list_lines import lines_of, numbered
from trip_analytics.understanding.plain_text import normalise, tidy
from trip_analytics.understanding.priorities.priority_headings import (
    FEWEST_BESIDE_PRIORITY,
    Heading,
    read_heading,
    title_above,
)
from trip_analytics.understanding.priorities.priority_records import Record, Section
from trip_analytics.understanding.priorities.section_headings import (
    is_heading,
    priority_number,
    role_of,
    speaks_of_last_year,
    titles_assets,
    titles_priorities,
)

_WIDEST_GAP = 3  # empty rows inside a table


def find_tables(page: Page) -> Iterator[Section]:
    """The tables of priorities on a page, one after the other, as long as nothing took them."""
    for row in page.rows_where(is_heading):
        heading = read_heading(page, row)
        if heading is not None:
            rows = _rows_below(page, heading)
            records = _records(page, heading, rows)
            yield Section(
                [*heading.cells, *title_above(page, row)],
                records,
                of_last_year=_is_of_last_year(page, heading, row),
            )


def _is_of_last_year(page: Page, heading: Heading, row: int) -> bool:
    """Whether a table asks how far last year's priorities have come, by its title or headings."""
    if "progress" not in heading.roles:
        return False
    above = [page.rows[number] for number in page.rows_between(row - 4, row - 1)]
    titles = [cells[0].standing for cells in above if len(cells) == 1]
    heads = [column.heading for column in heading.columns if column.role == "priority"]
    return any(map(speaks_of_last_year, (*titles, *heads)))


def _rows_below(page: Page, heading: Heading) -> list[int]:
    """The rows of a table, past empty ones, down to whatever is no row of it."""
    rows: list[int] = []
    row = heading.row
    table = page.table_of(row)
    covered = row
    single = 0
    while (following := _next_row(page, heading, row)) is not None:
        gap = max(following - covered - 1, 0)
        cells = [c for c in page.free(following) if heading.column_of(c)]
        if table is not None:
            if page.table_of(following) != table:
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
    """The next row in which something is in the table's columns."""
    for following in range(row + 1, row + _WIDEST_GAP + 2):
        cells = page.rows.get(following, [])
        if any(titles_assets(cell.standing) for cell in cells):
            return None  # another section begins, though beside the table's columns
        inside = [cell for cell in cells if heading.column_of(cell) and cell.text.strip()]
        if inside:
            return None if any(page.is_taken(cell) for cell in inside) else following
    return None


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
    cells = page.free(row)
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
    numbers = _numbers_beside(page, heading, rows)
    for row in rows:
        cells = [cell for cell in page.rows[row] if heading.column_of(cell)]
        if row == rows[0] and all(is_guidance(c.standing) for c in cells if c.standing):
            continue  # what the form prints below its headings; the log keeps it
        record = _record(heading, cells)
        if row in numbers:
            record.add("number", numbers[row].standing, numbers[row])
        if previous is not None and _continues(heading, previous, record):
            for role, parts in record.parts.items():
                previous.parts.setdefault(role, []).extend(parts)
            previous.printed += record.printed
        else:
            records += (split := _split(record))
            previous = split[-1]
    return records


def _numbers_beside(page: Page, heading: Heading, rows: Sequence[int]) -> dict[int, Cell]:
    """The cells of a column without a heading that number the rows from 1, left of the table."""
    first = min(cell.column for cell in heading.cells)
    beside = {row: [c for c in page.free(row) if c.column < first][-1:] for row in rows}
    numbers = {row: cell for row, cells in beside.items() for cell in cells}
    counted = [numbered(cell.standing) for cell in numbers.values()]
    return numbers if counted == [(at, "") for at in range(1, len(counted) + 1)] else {}


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
    """Several numbered priorities in one row of cells, split where every cell numbers them."""
    parts = record.parts.get("priority", [])
    several = len(parts) == 1 and len(parts[0].cell.standing.splitlines()) > 1
    lines = lines_of(parts[0].cell) if several else []
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
