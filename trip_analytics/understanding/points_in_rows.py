"""The points of a scale in rows, as on a sheet called Scale."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from trip_analytics.instruments import ScalePoint
from trip_analytics.reading import Cell, Document, Sheet
from trip_analytics.understanding.marks.mark import is_not_applicable
from trip_analytics.understanding.marks.scale_keys import FEWEST_POINTS, number_and_label
from trip_analytics.understanding.plain_text import normalise, plain_line, tidy
from trip_analytics.understanding.statement_columns import SAID, means, place
from trip_analytics.understanding.statement_lists import ListTable
from trip_analytics.understanding.words import vocabulary

LONGEST_NAME: Final = 30  # of a point, in a heading
_CELLS_OF_A_POINT: Final = 3  # its number, its name, and what it means
_FRACTION: Final = re.compile(r"-?\d+[.,/½]\d*|-?½")
_NOT_KNOWN: Final = vocabulary("headers")["not_known"]


@dataclass(slots=True)
class FoundScale:
    """The points, where they were found, and what else is printed beside them.

    ``points`` is empty where nothing says a scale.
    """

    points: list[ScalePoint] = field(default_factory=list)
    where: str = ""
    not_known: list[str] = field(default_factory=list)
    well_developed_from: int | None = None
    problems: list[str] = field(default_factory=list)


def scale_of_sheet(sheet: Sheet) -> FoundScale:
    """The scale of a sheet of its own: a point a row, with its label and what it means."""
    found = FoundScale(where=f"the sheet {sheet.name}")
    rows = _rows(sheet)
    titled, at = _titles(rows)
    without: list[str] = []
    for row, cells in rows.items():
        if row <= titled:
            continue
        point = _point_of_row(cells, at)
        number = next((c for c in cells if c.column == at.get("point", cells[0].column)), None)
        if point is None and number is not None and _FRACTION.fullmatch(tidy(number.standing)):
            found.problems.append(
                f"{found.where}, row {row}: {number.standing} is no whole number; number the "
                "points 0, 1, 2 or the like"
            )
            continue
        if point is None:
            label = next((c.standing for c in cells if c.column == at.get("point_label")), "")
            without.append(tidy(label or cells[-1 if not at else 0].standing))
            continue
        found.points.append(point)
        marked = next((c for c in cells if c.column == at.get("well_developed")), None)
        if marked is not None and SAID["yes"].fullmatch(marked.standing.casefold()):
            lowest = found.well_developed_from
            found.well_developed_from = point.value if lowest is None else min(lowest, point.value)
    if not found.points and without and (points := conventional_points(without)):
        found.points = points
    elif not found.points and without:
        found.problems.append(
            f"{found.where} has labels and no points: write the number of each point in a column "
            "headed Points"
        )
    else:
        found.not_known = [
            t for t in without if len(t) <= 30 and not is_not_applicable(plain_line(t))
        ]
    if not found.points and not found.problems:
        found.problems.append(
            f"{found.where} is empty: write each point in a row, its number and its label"
        )
    found.points.sort(key=lambda point: point.value)
    doubled = [a.value for a, b in pairwise(found.points) if a.value == b.value]
    if doubled:
        found.problems.append(f"{found.where} has the point {doubled[0]} twice: leave one of them")
    return found


def _rows(sheet: Sheet) -> dict[int, list[Cell]]:
    rows: dict[int, list[Cell]] = {}
    for (row, _), cell in sorted(sheet.cells.items()):
        if cell.standing:
            rows.setdefault(row, []).append(cell)
    return rows


def scales_in_rows(document: Document, table: ListTable) -> Iterator[FoundScale]:
    """Points with their names in rows: above the statements, or on a sheet of another name."""
    for sheet in document.sheets:
        if sheet.hidden:
            continue
        run: list[tuple[int, str]] = []
        where = ""
        for row, cells in [*_rows(sheet).items(), (0, [])]:
            own = sheet is table.sheet and row >= min(table.rows, default=0)
            point = (
                _point_of_row(cells, {})
                if not own and 0 < len(cells) <= _CELLS_OF_A_POINT
                else None
            )
            if point is not None and point.label:
                where = where or place(sheet, cells[0])
                run.append((point.value, point.label))
            elif len(run) >= FEWEST_POINTS and follow_each_other([value for value, _ in run]):
                yield scale_of_run(run, where, ())
                break
            else:
                run, where = [], ""


def _titles(rows: Mapping[int, Sequence[Cell]]) -> tuple[int, dict[str, int]]:
    """The row of titles, 0 without one, and the column that each thing is in."""
    names = ("well_developed", "point_meaning", "point_label", "point")
    for row, cells in rows.items():
        at = {name: cell.column for name in names for cell in cells if means(cell, name)}
        titled = at.keys() & {"point", "point_label"}
        if titled and len(set(at.values())) == len(cells):
            return row, at
    return 0, {}


def _point_of_row(cells: Sequence[Cell], at: dict[str, int]) -> ScalePoint | None:
    """The point of a row: below the titles, or its first number and the text behind it."""
    by_column = {cell.column: cell for cell in cells}
    numbers = [by_column[at["point"]]] if at.get("point") in by_column else []
    if not at:
        numbers = list(cells[:1])
    for cell in numbers:
        said = number_and_label(cell.standing)
        if said is None:
            continue
        value, label = said
        label_cell = by_column.get(at.get("point_label", cell.column + 1))
        meaning_cell = by_column.get(at.get("point_meaning", cell.column + 2 if not at else -1))
        label = label or (tidy(label_cell.standing) if label_cell is not None else "")
        meaning = tidy(meaning_cell.standing) if meaning_cell is not None else ""
        name, colon, meant = label.partition(": ")
        if colon and not meaning:
            label, meaning = name, meant
        if meaning_cell is label_cell:  # one column of words: names, unless they are too long
            label, meaning = (label, "") if len(label) <= LONGEST_NAME else ("", meaning)
        return ScalePoint(value, label, meaning)
    return None


def says_not_applicable(text: str) -> bool:
    """Whether a printed answer is that a statement does not apply."""
    return is_not_applicable(plain_line(text))


def not_known_among(texts: Iterable[str]) -> list[str]:
    """Those of some printed answers that say that it is not known."""
    return [text for text in map(tidy, texts) if _NOT_KNOWN.fullmatch(text)]


def conventional_points(labels: Sequence[str]) -> list[ScalePoint]:
    """The points of a scale that people print without numbers: no and yes, red amber green."""
    names = [normalise(label) for label in labels]
    for first, *known in SAID.entries["conventional"].values():
        if names in (known, known[::-1]):
            ordered = list(labels) if names == known else list(labels)[::-1]
            return [ScalePoint(first + at, tidy(label), "") for at, label in enumerate(ordered)]
    return []


def follow_each_other(values: Sequence[int]) -> bool:
    """Whether numbers go up, or down, by one."""
    return {b - a for a, b in pairwise(values)} in ({1}, {-1})


def scale_of_run(run: Sequence[tuple[int, str]], where: str, others: Iterable[str]) -> FoundScale:
    """The scale of points and their names, and what of the other answers beside them is none."""
    points = [ScalePoint(value, label, "") for value, label in sorted(run)]
    return FoundScale(points, where, not_known_among(others))
