"""Columns of a form that are the points of a scale, under the form's own numbers and names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from trip_analytics.reading import Cell
from trip_analytics.understanding.fields.no_teams import is_like_a_team
from trip_analytics.understanding.marks.answer_cells import is_ticked, read_mark
from trip_analytics.understanding.marks.scale_keys import (
    FEWEST_POINTS,
    ScaleKey,
    are_two_ends,
    number_and_label,
    says_a_point,
)
from trip_analytics.understanding.plain_text import tidy
from trip_analytics.understanding.tables.header_cells import read_heading
from trip_analytics.understanding.tables.printed_keys import PrintedKey
from trip_analytics.understanding.tables.statement_tables import StatementTable
from trip_analytics.understanding.tables.table_layout import Unit, key_of


class _Point(NamedTuple):
    """A column that may be a point: its unit, its number, and what it is called."""

    unit: int
    number: int | None
    label: str
    head: Cell


def own_points(
    table: StatementTable, units: dict[int, Unit], paths: Mapping[int, Mapping[int, Cell]]
) -> PrintedKey | None:
    """Make columns under a form's own points what they are; the key that their headings print.

    Points are recognised by numbers that follow each other over columns of ticks ("Not at all (1)"
    to "Fully (5)"), or else by three columns or more of which a line has one ticked. Without
    numbers they are the instrument's points if there are as many, from one end to the other.
    """
    found = [point for unit in sorted(paths) if (point := _point(unit, units, paths[unit]))]
    if not any(point.number is not None for point in found):
        headed = Counter(p.label for p in found if p.label and not says_a_point(p.label))
        apart = {p.unit for p in found if headed.get(p.label) == 1}  # each under a name of its own
        found += [point for point in _printed_points(table, units) if point.unit not in apart]
    values = {point.value for point in table.instrument.scale}
    printed: PrintedKey | None = None
    for run in _numbered_runs(found):
        numbers = {point.number for point in run}
        ticked, rated = _counted(table, run)
        if rated > ticked or (numbers != values and not ticked):
            continue
        printed = printed or _key(run)
        _settle(units, run)
    scale = table.instrument.scale
    if (initials := _by_initials(table, found)) and printed is None:
        _settle(units, initials)
        return _key([point._replace(label="") for point in initials])
    for run in _named_runs(table, units, found):
        labelled = [p._replace(number=at) for at, p in enumerate(run, start=scale[0].value)]
        alike = len(run) == len(scale) and are_two_ends(run[0].label, run[-1].label)
        printed = printed or _key(labelled)._replace(numbered=alike)
        _settle(units, labelled)
    return printed


def _point(unit: int, units: Mapping[int, Unit], path: Mapping[int, Cell]) -> _Point | None:
    """What the headings of a column say of a point."""
    if unit not in units:
        return None
    number, label, head = None, "", path[max(path)]
    for cell in (path[row] for row in sorted(path)):
        said = number_and_label(cell.standing) if cell.kind in ("text", "number") else None
        if said is not None:
            number, label, head = said[0], said[1] or label, cell
        elif cell.kind == "text" and len(tidy(cell.standing)) <= 60:
            label = tidy(cell.standing)
    return _Point(unit, number, label, head)


def _by_initials(table: StatementTable, found: Sequence[_Point]) -> list[_Point]:
    """Columns of ticks under the first letters of all the instrument's points: E, D, T."""
    initials = {point.label[:1].upper(): point.value for point in table.instrument.scale}
    if len(initials) < len(table.instrument.scale):
        return []
    headed = [point for point in found if point.number is None and point.label in initials]
    ticked = [p._replace(number=initials[p.label]) for p in headed if _only_ticks(table, p.unit)]
    return ticked if {point.number for point in ticked} == set(initials.values()) else []


def _printed_points(table: StatementTable, units: dict[int, Unit]) -> list[_Point]:
    """Columns that have their own number printed in most lines: ``1 2 3 4 5``.

    Beside them "N/A" and "D/K", printed likewise, say what they are too; where nothing is
    added to them they are no answer.
    """
    printed: dict[int, Cell] = {}
    for unit in sorted(units):
        cells = table.cells_of(unit)
        if len(cells) * 2 <= len(table.lines):
            continue
        texts = Counter(tidy(cell.standing) for cell in cells)
        text, count = texts.most_common(1)[0] if texts else ("", 0)
        if count > 2 and count * 2 > len(table.lines):
            printed[unit] = next(cell for cell in cells if tidy(cell.standing) == text)
    said = {
        unit: number_and_label(cell.standing)
        for unit, cell in printed.items()
        if cell.kind in ("text", "number")
    }
    points = [_Point(u, s[0], "", printed[u]) for u, s in said.items() if s and not s[1]]
    if not any(_numbered_runs(points)):
        return []
    for unit, cell in printed.items():
        heading = read_heading(cell, table.instrument)
        if heading.role in ("not-applicable", "not-known"):
            units[unit].heading = heading
            for line in table.lines:
                held = table.view.cell(line, unit)
                if held is not None and tidy(held.standing) == tidy(cell.standing):
                    table.view.page.take(held)
                    del table.view.lines[line][unit]
    return points


def _numbered_runs(found: Sequence[_Point]) -> Iterator[list[_Point]]:
    """Columns side by side whose numbers go up, or down, by one."""
    run: list[_Point] = []
    for point in found:
        if point.number is None:
            continue
        follows = (
            bool(run)
            and run[-1].number is not None
            and point.unit - run[-1].unit <= 2
            and abs(point.number - run[-1].number) == 1
            and (len(run) < 2 or point.number != run[-2].number)
        )
        if not follows:
            if len(run) >= FEWEST_POINTS:
                yield run
            run = []
        run.append(point)
    if len(run) >= FEWEST_POINTS:
        yield run


def _named_runs(
    table: StatementTable, units: Mapping[int, Unit], found: Sequence[_Point]
) -> Iterator[list[_Point]]:
    """Columns side by side under names that no instrument has, of which a line has one ticked."""
    groups: dict[tuple[object, ...], list[_Point]] = {}
    for point in found:
        unit = units[point.unit]
        if (
            point.number is None
            and unit.describes is None
            and unit.heading.role in (None, "rating", "number")
            and point.label
            and table.view.at(point.head)[1] == point.unit
            and _only_ticks(table, point.unit)
        ):
            groups.setdefault((unit.heading.perspective, unit.owner.year), []).append(point)
    for run in groups.values():
        if _is_scale_of_words(table, units, run):
            yield run


def _is_scale_of_words(
    table: StatementTable, units: Mapping[int, Unit], run: Sequence[_Point]
) -> bool:
    """Whether columns of ticks under names are a scale, and not teams or service lines."""
    of_scales = [point for point in run if says_a_point(point.label)]
    fewest = 2 if len(of_scales) == len(run) else FEWEST_POINTS
    if len(run) < fewest or any(b.unit - a.unit > 1 for a, b in pairwise(run)):
        return False
    if all(units[point.unit].heading.point is not None for point in run):
        return False  # the instrument's own names
    if table.instrument.kind == "stages" and len(of_scales) * 2 <= len(run):
        return False
    likely = [point for point in run if is_like_a_team(point.label)]
    lines = [sum(_ticked(table, line, p.unit) for p in run) for line in table.lines]
    return sum(count == 1 for count in lines) * 2 > len(lines) and len(likely) * 2 < len(run)


def _only_ticks(table: StatementTable, unit: int) -> bool:
    cells = table.cells_of(unit)
    return all(is_ticked(cell) is not None and not tidy(cell.text).isdigit() for cell in cells)


def _ticked(table: StatementTable, line: int, unit: int) -> bool:
    return bool(is_ticked(table.view.cell(line, unit)))


def _counted(table: StatementTable, run: Sequence[_Point]) -> tuple[int, int]:
    """How many ticks, and how many ratings that are no ticks, are below points."""
    ticked = rated = 0
    for point in run:
        for line in table.lines:
            cell = table.view.cell(line, point.unit)
            if cell is not None and cell.standing:
                own = is_ticked(cell, point.number)
                ticked += own is True
                rated += own is None and read_mark(cell, table.instrument.scale).state == "rated"
    return ticked, rated


def _key(run: Sequence[_Point]) -> PrintedKey:
    labels = [(p.number, p.label) for p in run if p.number is not None]
    numbers = [number for number, _ in labels]
    names = {label: number for number, label in reversed(labels) if label}
    if len(names) == 1:  # what heads them together names none
        names = {}
    elif names and labels[-1][1]:  # over two points at the far end, the end
        names[labels[-1][1]] = labels[-1][0]
    named = sorted((number, label) for label, number in names.items())
    key = ScaleKey(min(numbers), max(numbers), tuple(named))
    return PrintedKey(key, tuple(point.head for point in run), of_answers=True)


def _settle(units: dict[int, Unit], run: Sequence[_Point]) -> None:
    for point in run:
        unit = units[point.unit]
        role = unit.heading.role if unit.heading.role == "rating" else None
        unit.heading = unit.heading._replace(point=point.number, role=role)
        unit.unknown = None
        if unit.owner.team is not None and unit.owner.team.cell is point.head:
            unit.owner = unit.owner._replace(team=None)
        line = unit.owner.service_line
        if line is not None and line.cell is point.head:
            unit.owner = unit.owner._replace(service_line=None)


def settle_points(
    table: StatementTable, units: dict[int, Unit], named: Collection[int] = ()
) -> None:
    """Points are points only where a scale of them stands side by side, to be ticked.

    Where ratings are below them, they number people. ``named`` are points under names,
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
        fewest = min(FEWEST_POINTS, len(scale))
        few = len(points) < fewest and not set(points.values()) <= set(named)
        if people or few:
            for point, number in points.items():
                unit = units[number]
                alone = people or unit.owner.perspective is not None
                unit.heading = unit.heading._replace(
                    point=None, respondent=str(point) if alone else None
                )
                if alone:
                    unit.owner = unit.owner._replace(respondent=str(point))
