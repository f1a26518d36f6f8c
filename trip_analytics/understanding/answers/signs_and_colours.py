"""What a cell's sign or colour means beside those of the other cells in its column."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from trip_analytics.understanding.marks.ticks import CROSS_SIGNS, EMPTY_BOXES, TICK_SIGNS
from trip_analytics.understanding.tables.statement_tables import StatementTable
from trip_analytics.understanding.tables.table_layout import Layout

Place = tuple[int, int]

FEWEST_COLOURS: Final = 2  # in one column: a single one marks where to write
_OF_TICKS: Final = frozenset(f"{TICK_SIGNS}{CROSS_SIGNS}{EMPTY_BOXES}\ufe0f")
_OF_PICTURES: Final = ("So", "Sm", "Sk")  # Unicode's categories of symbols


def pictured(table: StatementTable, layout: Layout) -> frozenset[int]:
    """The units whose answers are pictures, so that an empty circle is one of them.

    Half-filled circles, faces and the like: ``○ ◔ ◑ ◕ ●``.
    """
    return frozenset(
        number
        for number in _whole(layout)
        if any(
            _is_picture(cell.standing)
            for line in table.lines
            if (cell := table.view.cell(line, number)) is not None
        )
    )


def _is_picture(text: str) -> bool:
    signs = set(text.strip()) - _OF_TICKS
    return bool(signs) and all(unicodedata.category(sign) in _OF_PICTURES for sign in signs)


def coloured(table: StatementTable, layout: Layout) -> frozenset[Place]:
    """The empty cells for answers that a colour sets apart, by line and unit.

    In a column for the whole scale several colours must stand. Of the points' columns one
    is set apart from its line, and from its own column. A colour that goes on along the
    line is a stripe and no answer.
    """
    if table.view.turned or not table.view.page.sheet.fills:
        return frozenset()
    fills = {(line, unit): fill for (line, unit), fill in table.view.page.sheet.fills.items()}
    points = [n for n, unit in layout.units.items() if unit.heading.point is not None]
    found: set[Place] = set()
    for number in _whole(layout):
        places = [p for p in _empty(table, [number]) if p in fills and not _is_stripe(p, fills)]
        if len({fills[place] for place in places}) >= FEWEST_COLOURS:
            found.update(places)
    usual = {n: _usual(fills.get((line, n)) for line in table.lines) for n in points}
    for line in table.lines:
        row = [(line, n) for n in points]
        odd = [p for p in row if p in fills and fills[p] != usual[p[1]]]
        if row and len(odd) == 1 and set(row) <= set(_empty(table, points)):
            found.update(odd)
    return frozenset(found)


def _whole(layout: Layout) -> list[int]:
    return [
        number
        for number, unit in layout.units.items()
        if unit.heading.role == "rating" and unit.heading.point is None
    ]


def _empty(table: StatementTable, numbers: Iterable[int]) -> list[Place]:
    cell = table.view.cell
    return [(line, n) for line in table.lines for n in numbers if cell(line, n) is None]


def _is_stripe(place: Place, fills: Mapping[Place, str]) -> bool:
    line, unit = place
    return any(fills.get((line, unit + step)) == fills[place] for step in (-1, 1))


def _usual(fills: Iterable[str | None]) -> str | None:
    return Counter(fills).most_common(1)[0][0]
