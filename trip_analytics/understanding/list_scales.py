"""The scale of a list of statements and its columns for answers: on sheets, or printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from trip_analytics.instruments import ScalePoint
from trip_analytics.reading import Cell, Document, Sheet
from trip_analytics.understanding.marks.answer_phrases import is_not_applicable
from trip_analytics.understanding.marks.scale_keys import (
    FEWEST_POINTS,
    ScaleKey,
    key_in,
    number_and_label,
    says_a_point,
)
from trip_analytics.understanding.plain_text import normalise, plain_line, tidy
from trip_analytics.understanding.statement_lists import (
    SAID,
    ListTable,
    means,
    names_a_sheet,
    place,
)
from trip_analytics.understanding.tables.header_cells import says_other_subject, says_rating
from trip_analytics.understanding.words import vocabulary

_FEWEST_POINTS: Final = 2
_CELLS_OF_A_POINT: Final = 3  # its number, its name, and what it means
_FRACTION: Final = re.compile(r"-?\d+[.,/½]\d*|-?½")
_LONGEST_NAME: Final = 30  # of a point, in a heading
_NUMBER_BEHIND: Final = re.compile(r"(\D*[^\W\d])\W+(-?\d{1,2})")
_NOT_KNOWN: Final = vocabulary("headers")["not_known"]


_RANGED: Final = re.compile(
    r"(?P<name>.*\w)\W+(?P<range>-?\d{1,2}\s*(?:-|to)\s*\d{1,2})\W*", re.IGNORECASE
)


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


def find_scale(document: Document, table: ListTable) -> FoundScale:
    """The scale of a list: that of a sheet Scale, else the one that the form prints."""
    found = [*_printed(document, table)]
    printed = [one for one in found if one.points]
    for sheet in document.sheets:
        if names_a_sheet(sheet, "scale_sheet") and not sheet.hidden and sheet.cells:
            scale = _of_sheet(sheet)
            break
    else:
        scale = next(iter([*printed, *_in_rows(document, table), *found]), FoundScale())
    for other in printed:
        mine, its = ([p.value for p in one.points] for one in (scale, other))
        if mine and mine != its and not scale.problems:
            scale.problems.append(
                f"{scale.where} has a scale of {mine[0]} to {mine[-1]}, and {other.where} one of "
                f"{its[0]} to {its[-1]}: correct the one that is wrong"
            )
    names = {p.value: p.label for one in reversed([scale, *printed]) for p in one.points if p.label}
    scale.points = [
        ScalePoint(point.value, names.get(point.value, str(point.value)), point.meaning)
        for point in scale.points
    ]
    return scale


def _of_sheet(sheet: Sheet) -> FoundScale:
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
    if not found.points and without and (points := _conventional(without)):
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


def _in_rows(document: Document, table: ListTable) -> Iterator[FoundScale]:
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
            elif len(run) >= FEWEST_POINTS and _follow([value for value, _ in run]):
                yield _found(run, where, ())
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
        return ScalePoint(value, label, meaning)
    return None


def _printed(document: Document, table: ListTable) -> Iterator[FoundScale]:
    """Every scale that a form prints: over its columns, in drop-down lists, in a key."""
    sheet = table.sheet
    if sheet is None:
        return
    above = sorted({row for row, _ in sheet.cells if row < min(table.rows, default=1)})
    for row in above[-2:][::-1]:
        yield from _over_columns(sheet, row, table)
    yield from _in_lists(sheet, table)
    for each in document.sheets:
        if not each.hidden and not names_a_sheet(each, "scale_sheet", "answers_sheet"):
            yield from _in_keys(each, table)


def _over_columns(sheet: Sheet, row: int, table: ListTable) -> Iterator[FoundScale]:
    """Points side by side over columns to be ticked, and answers that are none beside them.

    The names of points may be above their numbers, or below.
    """
    cells = [
        cell
        for (at, column), cell in sorted(sheet.cells.items())
        if at == row and cell.standing and column not in table.columns.values()
    ]
    said = {cell.column: one for cell in cells if (one := _point(cell.standing)) is not None}
    others = [tidy(cell.standing) for cell in cells if cell.column not in said]
    where = place(sheet, cells[0]) if cells else ""
    if len(said) >= _FEWEST_POINTS and _follow([value for value, _ in said.values()]):
        run = [(v, label or _beside(sheet, row, at, table)) for at, (v, label) in said.items()]
        yield _found(run, where, others)
        return
    names = [tidy(cell.standing) for cell in cells if len(cell.standing) <= _LONGEST_NAME]
    for start in range(len(names)):
        for end in range(len(names), start + 1, -1):
            if points := _conventional(names[start:end]):
                yield FoundScale(points, where, _not_known(names))
                return
    points_alone = [name for name in names if says_a_point(name)]
    if len(points_alone) >= FEWEST_POINTS:
        yield _unnumbered(points_alone, where)


def _point(text: str) -> tuple[int, str] | None:
    """A heading as the number and the name of a point: also "Never 1"."""
    if (said := number_and_label(text)) is not None:
        return said
    found = _NUMBER_BEHIND.fullmatch(tidy(text))
    return (int(found[2]), found[1]) if found else None


def _beside(sheet: Sheet, row: int, column: int, table: ListTable) -> str:
    """The name above a point's number, or below it."""
    for at in (row - 1, row + 1):
        cell = sheet.cells.get((at, column)) if at not in table.rows else None
        if cell is not None and any(letter.isalpha() for letter in cell.standing):
            return tidy(cell.standing)[:_LONGEST_NAME]
    return ""


def _unnumbered(labels: Sequence[str], where: str) -> FoundScale:
    named = ", ".join(labels)
    return FoundScale(
        where=where,
        problems=[
            f"{where} has answers without numbers ({named}): add a sheet Scale with the number of "
            "each and its label"
        ],
    )


def _in_lists(sheet: Sheet, table: ListTable) -> Iterator[FoundScale]:
    """The points of drop-down lists over the cells for answers."""
    for choice in sheet.choices:
        over = [
            (top, left)
            for top, left, bottom, right in choice.ranges
            if any(top <= row <= bottom for row in table.rows)
        ]
        if not over:
            continue
        said = [number_and_label(entry) for entry in choice.entries]
        run = [one for one in said if one is not None]
        where = f"the drop-down list in {sheet.address(*over[0])}"
        others = [e for e, one in zip(choice.entries, said, strict=True) if one is None]
        if len(run) >= _FEWEST_POINTS and _follow([value for value, _ in run]):
            yield _found(run, where, others)
            continue
        labels = [e for e in others if not _not_known([e]) and not _says_not_applicable(e)]
        if points := _conventional(labels):
            yield FoundScale(points, where, _not_known(others))
        elif len(labels) >= _FEWEST_POINTS:
            yield _unnumbered(labels, where)


def _in_keys(sheet: Sheet, table: ListTable) -> Iterator[FoundScale]:
    """The keys in texts, and those with a point a row."""
    own = set(table.rows) if sheet is table.sheet else set()
    for (row, _), cell in sorted(sheet.cells.items()):
        if row in own or cell.kind != "text":
            continue
        key = key_in(cell.standing)
        if key is not None and _is_whole(key) and (key.labels or says_rating(cell.standing)):
            yield _of_key(key, place(sheet, cell))


def _is_whole(key: ScaleKey) -> bool:
    if key.low is None or key.high is None or not 1 <= key.high - key.low <= 10:
        return False
    return len(key.labels) != 1


def _of_key(key: ScaleKey, where: str) -> FoundScale:
    names = dict(key.labels)
    low, high = key.low or 0, key.high or 0
    points = [ScalePoint(value, names.get(value, ""), "") for value in range(low, high + 1)]
    return FoundScale(points, where)


def _found(run: Sequence[tuple[int, str]], where: str, others: Iterable[str]) -> FoundScale:
    points = [ScalePoint(value, label, "") for value, label in sorted(run)]
    return FoundScale(points, where, _not_known(others))


def _follow(values: Sequence[int]) -> bool:
    """Whether numbers go up, or down, by one."""
    return {b - a for a, b in pairwise(values)} in ({1}, {-1})


def _says_not_applicable(text: str) -> bool:
    return is_not_applicable(plain_line(text))


def _not_known(texts: Iterable[str]) -> list[str]:
    """Those of some printed answers that say that it is not known."""
    return [text for text in map(tidy, texts) if _NOT_KNOWN.fullmatch(text)]


def _conventional(labels: Sequence[str]) -> list[ScalePoint]:
    """The points of a scale that people print without numbers: no and yes, red amber green."""
    names = [normalise(label) for label in labels]
    for first, *known in SAID.entries["conventional"].values():
        if names in (known, known[::-1]):
            ordered = list(labels) if names == known else list(labels)[::-1]
            return [ScalePoint(first + at, tidy(label), "") for at, label in enumerate(ordered)]
    return []


def find_answer_columns(document: Document, table: ListTable) -> list[list[str]]:
    """The headings of each column for answers, where there are several.

    They are on a sheet Answers, a row for each with its other names beside it; or two headings
    of a form ask for an answer on the same range: "Importance (1-5)" and "How well (1-5)".
    """
    for sheet in document.sheets:
        if names_a_sheet(sheet, "answers_sheet") and not sheet.hidden:
            rows: dict[int, list[str]] = {}
            for (row, _), cell in sorted(sheet.cells.items()):
                if cell.standing and not means(cell, "answer_heading"):
                    rows.setdefault(row, []).append(tidy(cell.standing))
            return list(rows.values())
    if table.sheet is None or table.heading_row is None:
        return []
    ranged = [
        (found["name"], found["range"])
        for (row, _), cell in sorted(table.sheet.cells.items())
        if row == table.heading_row and (found := _RANGED.fullmatch(tidy(cell.standing)))
    ]
    # How well something is done is the rating, and how important it is another matter.
    names = [[name] for name in sorted((name for name, _ in ranged), key=says_other_subject)]
    return names if len(names) > 1 and len({asked for _, asked in ranged}) == 1 else []
