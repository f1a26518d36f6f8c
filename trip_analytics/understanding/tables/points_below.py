"""Points of a scale in the row below each statement, which has nothing beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from trip_analytics.reading import Cell
from trip_analytics.understanding.marks.ticks import CROSS_SIGNS, EMPTY_BOXES, TICK_SIGNS
from trip_analytics.understanding.tables.header_cells import Heading, read_heading
from trip_analytics.understanding.tables.statement_tables import StatementTable
from trip_analytics.understanding.tables.table_layout import Layout, Unit

_SIGNS: Final = re.compile(rf"[{re.escape(TICK_SIGNS + CROSS_SIGNS + EMPTY_BOXES)}\ufe0f]")


def lay_out_points_below(table: StatementTable, layout: Layout) -> None:
    """Take the rows below statements as their answers, where each cell is a point of the scale.

    Its number or its name is printed in the row itself, or once above the first statement.
    """
    view = table.view
    rows = {
        line: line + 1
        for line in table.lines
        if line + 1 in view.lines
        and line + 1 not in table.lines
        and list(view.lines[line]) == [table.label]
    }
    if len(rows) * 2 <= len(table.lines):
        return
    points = _points(table, rows.values()) or _points(table, [table.first - 1])
    if sorted(points.values()) != sorted(point.value for point in table.instrument.scale):
        return
    for unit, point in points.items():
        layout.units[unit] = Unit(Heading(point=point))
    layout.below.update((row, (line, Unit())) for line, row in rows.items())
    for row in rows.values():
        view.lines[row] = {unit: _without_name(cell) for unit, cell in view.lines[row].items()}
    # One of the points is below the statements themselves.
    layout.headings += [view.lines[line][table.label] for line in table.lines]


def _points(table: StatementTable, rows: Iterable[int]) -> Mapping[int, int]:
    """The point that each column has in all of some rows."""
    found: dict[int, set[int | None]] = {}
    for row in rows:
        for unit, cell in table.view.lines.get(row, {}).items():
            found.setdefault(unit, set()).add(_point(table, cell))
    alike = {unit: next(iter(points)) for unit, points in found.items() if len(points) == 1}
    return {unit: point for unit, point in alike.items() if point is not None}


def _point(table: StatementTable, cell: Cell) -> int | None:
    text = _SIGNS.sub("", cell.standing).strip("xX []()")
    printed = cell._replace(text=text, value=text, kind="text", struck="")
    return read_heading(printed, table.instrument).point


def _without_name(cell: Cell) -> Cell:
    """A cell with the boxes and ticks that stand before the name of a point, or as it is."""
    signs = "".join(_SIGNS.findall(cell.standing))
    if not signs or not any(letter.isalpha() for letter in _SIGNS.sub("", cell.standing)[1:]):
        return cell
    return cell._replace(text=signs, value=signs)
