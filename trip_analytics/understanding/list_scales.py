"""The scale of a list of statements and its columns for answers: on sheets, or printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from trip_analytics.instruments import ScalePoint
from trip_analytics.reading import Cell, Document, Sheet
from trip_analytics.understanding.marks.scale_keys import (
    FEWEST_POINTS,
    ScaleKey,
    key_in,
    number_and_label,
    says_a_point,
)
from trip_analytics.understanding.plain_text import tidy
from trip_analytics.understanding.points_in_rows import (
    LONGEST_NAME,
    FoundScale,
    conventional_points,
    follow_each_other,
    not_known_among,
    says_not_applicable,
    scale_of_run,
    scale_of_sheet,
    scales_in_rows,
)
from trip_analytics.understanding.statement_columns import means, names_a_sheet, place
from trip_analytics.understanding.statement_lists import ListTable
from trip_analytics.understanding.tables.header_cells import says_other_subject, says_rating

_FEWEST_POINTS: Final = 2
_NUMBER_BEHIND: Final = re.compile(r"(\D*[^\W\d])\W+(-?\d{1,2})")


_RANGED: Final = re.compile(
    r"(?P<name>.*\w)\W+(?P<range>-?\d{1,2}\s*(?:-|to)\s*\d{1,2})\W*", re.IGNORECASE
)


def find_scale(document: Document, table: ListTable) -> FoundScale:
    """The scale of a list: that of a sheet Scale, else the one that the form prints."""
    found = [*_printed(document, table)]
    printed = [one for one in found if one.points]
    in_rows = [*scales_in_rows(document, table)]
    for sheet in document.sheets:
        named = names_a_sheet(sheet, "scale_sheet") and sheet is not table.sheet
        if named and not sheet.hidden and sheet.cells:
            scale = scale_of_sheet(sheet)
            break
    else:
        scale = next(iter([*printed, *in_rows, *found]), FoundScale())
    for other in printed:
        mine, its = _values(scale), _values(other)
        if mine and mine != its and not scale.problems:
            scale.problems.append(
                f"{scale.where} has a scale of {mine[0]} to {mine[-1]}, and {other.where} one of "
                f"{its[0]} to {its[-1]}: correct the one that is wrong"
            )
    alike = [one for one in in_rows if _values(one) == _values(scale)]
    said = {
        point.value: point
        for one in reversed([scale, *printed, *alike])
        for point in one.points
        if point.label
    }
    scale.points = [
        replace(said[point.value], meaning=point.meaning or said[point.value].meaning)
        if point.value in said
        else replace(point, label=str(point.value))
        for point in scale.points
    ]
    return scale


def _values(scale: FoundScale) -> list[int]:
    return [point.value for point in scale.points]


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
    # Only below the headings are the other columns of the list beside the answers.
    beside = set() if row != table.heading_row else set(table.columns.values())
    cells = [
        cell
        for (at, column), cell in sorted(sheet.cells.items())
        if at == row and cell.standing and column not in beside
    ]
    said = {cell.column: one for cell in cells if (one := _point(cell.standing)) is not None}
    others = [tidy(cell.standing) for cell in cells if cell.column not in said]
    where = place(sheet, cells[0]) if cells else ""
    if len(said) >= _FEWEST_POINTS and follow_each_other([value for value, _ in said.values()]):
        run = [(v, label or _beside(sheet, row, at, table)) for at, (v, label) in said.items()]
        yield scale_of_run(run, where, others)
        return
    names = [tidy(cell.standing) for cell in cells if len(cell.standing) <= LONGEST_NAME]
    for start in range(len(names)):
        for end in range(len(names), start + 1, -1):
            if points := conventional_points(names[start:end]):
                yield FoundScale(points, where, not_known_among(names))
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
            return tidy(cell.standing)[:LONGEST_NAME]
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
        if len(run) >= _FEWEST_POINTS and follow_each_other([value for value, _ in run]):
            yield scale_of_run(run, where, others)
            continue
        labels = [e for e in others if not not_known_among([e]) and not says_not_applicable(e)]
        if points := conventional_points(labels):
            yield FoundScale(points, where, not_known_among(others))
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


def find_answer_columns(document: Document, table: ListTable) -> list[list[str]]:
    """The headings of each column for answers, where there are several.

    They are on a sheet Answers, a row for each with its other names beside it; or two headings
    of a form ask for an answer on the same range: "Importance (1-5)" and "How well (1-5)".
    """
    for sheet in document.sheets:
        if names_a_sheet(sheet, "answers_sheet") and not sheet.hidden:
            rows: dict[int, list[Cell]] = {}
            for (row, _), cell in sorted(sheet.cells.items()):
                if cell.standing:
                    rows.setdefault(row, []).append(cell)
            held = list(rows.values())
            if held and means(held[0][0], "answer_heading"):
                held = held[1:]
            return [[tidy(cell.standing) for cell in cells] for cells in held]
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
