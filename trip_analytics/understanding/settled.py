"""What the units of a form are, taken together: people, points of a scale, whole scales."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from trip_analytics.understanding.headings import Heading
from trip_analytics.understanding.marks import is_ticked, read_mark
from trip_analytics.understanding.statement_tables import StatementTable
from trip_analytics.understanding.units import Layout, Unit, key_of
from trip_analytics.understanding.whose import Whose
from trip_analytics.understanding.wording import tidy

# Fewer point columns than this are no scale with a column per point.
FEWEST_POINTS = 3
_PERSON = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.?\s+)?[A-Z][a-z'’-]+(?:\s+[A-Z][\w'’.-]*){1,2}$"
    r"|[A-Z][a-z]+(?:\s+[A-Z]\.?)?$"
)


def settle_people(layout: Layout, marks: Mapping[int, int], *, own_team: bool) -> None:
    """Headings that are people's names: so many respondents, whose names are not kept."""
    named = {
        number: unit
        for number, unit in layout.units.items()
        if number in marks
        and not unit.whose.team
        and (own_team or unit.heading.perspective)
        and (heads := layout.named_by.get(number)) is not None
        and _PERSON.match(tidy(heads.standing))
    }
    if len(named) < 2:
        return
    for order, (number, unit) in enumerate(sorted(named.items()), start=1):
        unit.whose = replace(unit.whose, respondent=str(order))
        unit.heading = replace(unit.heading, respondent=str(order), role="rating")
        unit.unknown = None
        layout.people.append(layout.named_by[number])


def settle_points(table: StatementTable, units: dict[int, Unit]) -> None:
    """Points are points only where a scale of them stands side by side, to be ticked.

    Where ratings stand below them, they number people.
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
            units[number].whose.perspective for number in points.values()
        )
        if people or len(points) < FEWEST_POINTS:
            for point, number in points.items():
                unit = units[number]
                alone = people or unit.whose.perspective is not None
                unit.heading = replace(
                    unit.heading, point=None, respondent=str(point) if alone else None
                )
                if alone:
                    unit.whose = replace(unit.whose, respondent=str(point))


def settle_whole(table: StatementTable, layout: Layout, marks: Mapping[int, int]) -> None:
    """Which units take the whole scale; two of one owner cannot be told apart."""
    answers: dict[int, Unit] = {}
    points = [u for u in layout.units.values() if u.heading.point is not None and _answers(u)]
    for number, unit in layout.units.items():
        if unit.heading.point is not None or unit.describes or not _answers(unit):
            continue
        owned = unit.whose != Whose()
        takes = unit.heading.role == "rating" or owned
        if takes and not (points and unit.whose.perspective is None and unit.heading.role):
            answers[number] = unit
    if points:
        ticked = {key_of(unit) for unit in points}
        answers = {n: u for n, u in answers.items() if n in marks and key_of(u) not in ticked}
    named = [n for n, u in answers.items() if u.whose.team or u.whose.service_line]
    for number in set(answers) - set(named) if named else ():
        # "Overall" beside columns of teams is worked out from theirs.
        answers.pop(number).heading = Heading("computed")
    owned_by: dict[tuple[object, ...], list[int]] = {}
    for number, unit in answers.items():
        owned_by.setdefault(key_of(unit), []).append(number)
    agreed = any(u.whose.perspective == "team" for u in answers.values())
    for key, numbers in owned_by.items():
        filled = [n for n in numbers if n in marks]
        if len(numbers) > 1 and len(filled) == 1:
            for number in set(numbers) - set(filled):
                del answers[number]
        elif len(numbers) > 1:
            layout.unclear += numbers
            for number in numbers:
                del answers[number]
        elif agreed and key == key_of(Unit()):
            del answers[numbers[0]]  # "agreed" goes before a plain "rating" or "score"
    rated_below = any(unit.heading.role == "rating" for _, unit in layout.below.values())
    if not answers and not points and not layout.unclear and not rated_below:
        alone = [n for n in marks if n not in layout.numbers and _free(layout.units.get(n))]
        if len(alone) == 1 and (marks[alone[0]] >= FEWEST_POINTS or len(table.lines) < 4):
            answers[alone[0]] = layout.units.setdefault(alone[0], Unit())
        else:
            layout.unclear += alone
    duplicated = Counter((key_of(p), p.heading.point) for p in points)
    for number, unit in layout.units.items():
        if unit.heading.point is not None and duplicated[(key_of(unit), unit.heading.point)] > 1:
            layout.unclear.append(number)
    for number, unit in layout.units.items():
        if number in layout.unclear:
            unit.heading = Heading()
            unit.unknown = unit.unknown or "?"
        elif number in answers:
            unit.heading = replace(unit.heading, role="rating")
            unit.unknown = None
        elif unit.heading.point is None and unit.heading.role in ("rating", None):
            unit.heading = replace(unit.heading, role=None)
            unit.unknown = unit.unknown or "?"


def _answers(unit: Unit) -> bool:
    return unit.heading.role in ("rating", None)


def _free(unit: Unit | None) -> bool:
    return unit is None or (unit.heading.role is None and unit.describes is None)
