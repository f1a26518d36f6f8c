"""What the units of a form are, taken together: people, and points of a scale."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from trip_analytics.people.person_names import begins_with_a_given_name, looks_like_a_name
from trip_analytics.understanding.marks.answer_cells import is_ticked, read_mark
from trip_analytics.understanding.plain_text import tidy
from trip_analytics.understanding.tables.statement_tables import StatementTable
from trip_analytics.understanding.tables.table_layout import Layout, Unit, key_of

# Fewer point columns than this are no scale with a column per point.
FEWEST_POINTS = 3


def settle_people(layout: Layout, marks: Mapping[int, int], *, own_team: bool) -> None:
    """Headings that are people's names: so many respondents, whose names are not kept."""
    named = {
        number: unit
        for number, unit in layout.units.items()
        if number in marks
        and not unit.owner.team
        and (own_team or unit.heading.perspective)
        and (heads := layout.named_by.get(number)) is not None
        and looks_like_a_name(tidy(heads.standing))
    }
    viewed = [unit for unit in named.values() if unit.heading.perspective]
    given = [n for n in named if begins_with_a_given_name(tidy(layout.named_by[n].standing))]
    if len(named) < 2:
        return
    if not viewed and len(given) * 2 < len(named):
        # Effort and Impact are no people; but what may be somebody's name is not kept.
        layout.people += [layout.named_by[number] for number in named]
        return
    for order, (number, unit) in enumerate(sorted(named.items()), start=1):
        unit.owner = unit.owner._replace(respondent=str(order))
        unit.heading = unit.heading._replace(respondent=str(order), role="rating")
        unit.unknown = None
        layout.people.append(layout.named_by[number])


def settle_points(
    table: StatementTable, units: dict[int, Unit], named: Collection[int] = ()
) -> None:
    """Points are points only where a scale of them stands side by side, to be ticked.

    Where ratings stand below them, they number people. ``named`` are points under names,
    which may be as few as yes and no.
    """
    groups: dict[tuple[object, ...], dict[int, int]] = {}
    for number, unit in units.items():
        if unit.heading.point is not None:
            groups.setdefault(key_of(unit), {})[unit.heading.point] = number
    scale = {point.value for point in table.instrument.scale}
    for points in groups.values():
        rated = ticked = 0
        for point, number in points.items():
            for line in table.lines:
                cell = table.view.cell(line, number)
                if cell is not None and cell.standing:
                    own = is_ticked(cell, point)
                    ticked += own is not None
                    rated += own is None and read_mark(cell, table.instrument.scale).value in scale
        # Numbers below a scale may also count votes: only a view above them makes them people's.
        people = rated > ticked and any(
            units[number].owner.perspective for number in points.values()
        )
        few = len(points) < FEWEST_POINTS and not set(points.values()) <= set(named)
        if people or few:
            for point, number in points.items():
                unit = units[number]
                alone = people or unit.owner.perspective is not None
                unit.heading = unit.heading._replace(
                    point=None, respondent=str(point) if alone else None
                )
                if alone:
                    unit.owner = unit.owner._replace(respondent=str(point))
