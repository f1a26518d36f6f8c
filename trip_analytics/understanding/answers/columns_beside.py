"""What an export asks beside its statements: priorities, who took part, and the next review.

They are read where a team has one row with such answers: what several people of a team wrote is
nobody's agreed priority, and stays in the log.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from trip_analytics.reading import Cell
from trip_analytics.understanding.fields.field_labels import FieldName, label_of
from trip_analytics.understanding.fields.fields import Fields, take_field
from trip_analytics.understanding.list_lines import lines_of
from trip_analytics.understanding.plain_text import tidy
from trip_analytics.understanding.priorities.priority_records import Record, Section, rows_of
from trip_analytics.understanding.priorities.section_headings import (
    Role,
    numbered_heading,
    role_of,
)
from trip_analytics.understanding.tables.statement_tables import StatementTable
from trip_analytics.understanding.tables.table_layout import Layout

Row = dict[str, Any]

_COUNTED: tuple[FieldName, ...] = ("took_part_staff", "took_part_service_users")
_REVIEW: tuple[FieldName, ...] = ("review_on", "review_date")
_WORDS: tuple[Role, ...] = ("priority", "action", "measure")


class _Column(NamedTuple):
    """A column of priorities: of which one, what of it, and its title."""

    number: int
    role: Role
    title: str


@dataclass(slots=True)
class Beside:
    """What a team's row says beside its answers."""

    fields: Fields = field(default_factory=Fields)
    priorities: list[Row] = field(default_factory=list)


def read_columns_beside(
    table: StatementTable, layout: Layout, rows: Mapping[tuple[object, ...], Iterable[int]]
) -> dict[tuple[object, ...], Beside]:
    """What each return says beside its answers, by the key of the return.

    ``rows`` are the rows of each. Every cell that is read is taken, for a table or for the log.
    """
    fields, priorities = _columns(table, layout)
    found: dict[tuple[object, ...], Beside] = {}
    for key, of_key in rows.items():
        written = [
            row
            for row in of_key
            if any(table.view.cell(line, row) is not None for line in (*fields, *priorities))
        ]
        if len(written) == 1:
            found[key] = _read(table, written[0], fields, priorities)
    return found


def _read(
    table: StatementTable,
    row: int,
    fields: Mapping[int, FieldName],
    priorities: Mapping[int, _Column],
) -> Beside:
    beside, page = Beside(), table.view.page
    for line, name in fields.items():
        cell = table.view.cell(line, row)
        if cell is not None and cell.standing and not cell.hidden:
            take_field(beside.fields, name, cell, page)
    records = list(_records(table, row, priorities))
    beside.priorities = rows_of(page, Section((), records))
    return beside


def _records(
    table: StatementTable, row: int, priorities: Mapping[int, _Column]
) -> Iterator[Record]:
    """The priorities in a row: one for each number, or for each line of the only cell."""
    numbers = sorted({column.number for column in priorities.values()})
    for number in numbers:
        of_number = {
            column: cell
            for line, column in priorities.items()
            if column.number == number and (cell := table.view.cell(line, row)) is not None
        }
        lines = [lines_of(c) for column, c in of_number.items() if column.role == "priority"]
        if len(priorities) == 1 and lines and len(lines[0]) > 1:
            for line in lines[0]:
                record = Record(line.number)
                record.add("priority", line.text, line.cell)
                yield record
            return
        record = Record(number if len(numbers) > 1 else None)
        record.asked = frozenset(c.role for c in priorities.values() if c.number == number)
        for column, cell in of_number.items():
            if not cell.hidden:
                record.add(column.role, cell.standing, cell, column.title)
        if any(record.parts.values()):
            yield record


def _columns(
    table: StatementTable, layout: Layout
) -> tuple[dict[int, FieldName], dict[int, _Column]]:
    """The columns of fields, and of priorities, which are read from left to right."""
    fields: dict[int, FieldName] = {}
    priorities: dict[int, _Column] = {}
    number = 0
    for line, title in _titles(table, layout):
        label = label_of(title)
        if label in _COUNTED:
            fields[line] = label
            continue
        of, rest = numbered_heading(title)
        role = role_of(rest) or (role_of(title) if of else None)
        # A second question of the same words has a 2 behind it, in Microsoft Forms.
        if label in _REVIEW and of is None and number != 1 and layout.described.get(line) is None:
            fields[line] = "review_on"
        elif role is None or (layout.described.get(line) not in (None, "name")):
            continue
        elif of is not None or role == "priority":
            again = of is None and _has(priorities, number, "priority")
            number = of or (number + 1 if again or not number else number)
            priorities[line] = _Column(number, role, title)
        elif number and role not in ("number", "other", "comment"):
            priorities[line] = _Column(number, role, title)
    if not any(column.role in _WORDS for column in priorities.values()):
        priorities.clear()
    return fields, priorities


def _has(priorities: Mapping[int, _Column], number: int, role: Role) -> bool:
    return any(each.number == number and each.role == role for each in priorities.values())


def _titles(table: StatementTable, layout: Layout) -> Iterator[tuple[int, str]]:
    """The titles of columns that hold no statement and say nothing of whose the row is."""
    first = min(layout.units, default=0)
    for line in sorted(table.view.lines):
        if line in table.lines or line in layout.below:
            continue
        if layout.described.get(line) in (None, "name"):
            shown = (table.view.shown(line, unit) for unit in range(1, first))
            cells: dict[tuple[int, int], Cell] = {c[:2]: c for c in shown if c is not None}
            title = " ".join(tidy(cell.standing) for cell in cells.values())
            if title:
                yield line, title
