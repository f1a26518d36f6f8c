"""A plain table below titles, as people keep lists: its rows by what the titles mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process

from trip_analytics.reading import Cell, Sheet
from trip_analytics.understanding.plain_text import normalise

_LIKE_A_TITLE: Final = 80  # a title this like a known one (0-100) is taken to be mistyped
_ROWS_ABOVE: Final = 20  # titles may be below a heading


@dataclass(frozen=True, slots=True)
class TitledRows:
    """What a table holds."""

    titles: Mapping[str, str | None]
    """Each title, and the column that it means, if any."""
    rows: Mapping[int, Mapping[str, Cell]]
    """By the number of the row: the cells that hold something, by column."""
    problems: Sequence[str]
    """Titles that may be mistyped, columns that stand twice."""


def columns_by_title(titles: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """The column that each title means, from other titles of each column."""
    return {
        normalise(title): column
        for column, others in titles.items()
        for title in (column.replace("_", " "), *others)
    }


def read_titled_rows(
    sheets: Sequence[Sheet], column_of: Mapping[str, str], needed: str
) -> TitledRows:
    """The table on the first sheet that has a title for the needed column beside another."""
    candidates = [(_title_row(sheet, column_of, needed), sheet) for sheet in sheets]
    row, sheet = next(((row, s) for row, s in candidates if row), (1, sheets[0]))
    titles = {c.column: c.standing for (r, _), c in sheet.cells.items() if r == row and c.standing}
    columns: dict[int, str] = {}
    meant: dict[str, str | None] = {}
    problems: list[str] = []
    for at, title in sorted(titles.items()):
        column = _column(title, column_of)
        meant[title] = column
        if column is None:
            if likely := process.extractOne(
                normalise(title.replace("_", " ")),
                list(column_of),
                scorer=fuzz.ratio,
                score_cutoff=_LIKE_A_TITLE,
            ):
                problems.append(f"the column {title!r} is not known: is it {column_of[likely[0]]}?")
        elif column in columns.values():
            problems.append(f"two columns hold {column}: leave one of them")
        else:
            columns[at] = column
    rows: dict[int, dict[str, Cell]] = {}
    for (number, at), cell in sheet.cells.items():
        if number > row and at in columns and text_of(cell):
            rows.setdefault(number, {})[columns[at]] = cell
    return TitledRows(meant, dict(sorted(rows.items())), problems)


def missing_columns(titles: Mapping[str, str | None], needed: Sequence[str]) -> list[str]:
    """A problem for each column that no title means."""
    return [
        f"the column {column} is missing: add it, or give the column that holds it this title (the "
        f"titles are {listed_titles(titles)})"
        for column in needed
        if column not in titles.values()
    ]


def listed_titles(titles: Mapping[str, str | None] | Sequence[str]) -> str:
    """Titles as a person finds them."""
    return ", ".join(map(repr, titles)) or "none"


def text_of(cell: Cell) -> str:
    """A cell's text in plain spaces, a date as 2025-03-31."""
    if isinstance(cell.value, dt.date):
        return f"{cell.value:%Y-%m-%d}"
    return "\n".join(" ".join(line.split()) for line in cell.standing.splitlines()).strip()


def _title_row(sheet: Sheet, column_of: Mapping[str, str], needed: str) -> int | None:
    """The first row with a title of the needed column beside another."""
    found: dict[int, set[str]] = {}
    for (row, _), cell in sheet.cells.items():
        if row <= _ROWS_ABOVE and (column := _column(cell.standing, column_of)):
            found.setdefault(row, set()).add(column)
    rows = [row for row, columns in found.items() if len(columns) > 1 and needed in columns]
    return min(rows, default=None)


def _column(title: str, column_of: Mapping[str, str]) -> str | None:
    return column_of.get(normalise(title.replace("_", " ")))
