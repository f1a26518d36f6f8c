"""A trust's own tables beside the returns: what teams introduced, and monthly indicators."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import pandas as pd

from trip_analytics.errors import TableError
from trip_analytics.import_log import UNKNOWN_TEAM_OF_TABLE, Entry, Place
from trip_analytics.reading import Cell, Folder, UnreadableFile, read_document
from trip_analytics.tables import DATE, FLOAT, OWN_TABLES, Column, check, frame
from trip_analytics.teams import Match, TeamRegister, words_of
from trip_analytics.understanding.dates import read_date
from trip_analytics.understanding.tables.titled_rows import (
    columns_by_title,
    missing_columns,
    read_titled_rows,
    text_of,
)

OWN_TABLE_NAMES: Final[Mapping[str, Sequence[str]]] = {
    name: (f"{name}.csv", f"{name}.xlsx") for name in OWN_TABLES
}
# What trusts call the columns as well.
_TITLES: Final[Mapping[str, str]] = {
    "team_id": "team code, team number, ward code",
    "team": "team name, name of team, ward, ward name, team or ward",
    "innovation": "what, what was introduced, practice introduced, initiative",
    "introduced": "date, date introduced, introduced on, since, start date, started, from",
    "indicator": "measure, metric, name of indicator, indicator name",
    "month": "date, period, month and year, month beginning, month starting, month ending",
    "value": "figure, count, number, total, numerator",
    "out_of": "denominator, base",
}
_MONTH: Final = re.compile(r"(\d{4})[-/.](\d{1,2})")


def load_own_table(name: str, path: Path) -> pd.DataFrame:
    """One of these tables from a workbook or separated text, checked.

    Raises
    ------
    TableError
        The file cannot be read, lacks columns, or has cells that do not fit; the message
        lists every problem, none with a cell's text.
    """
    try:
        document = read_document(path)
    except UnreadableFile as error:
        raise TableError(f"{path.name!r} cannot be opened. {error.what_to_do}") from error
    columns = OWN_TABLES[name]
    needed = [column.name for column in columns if column.required]
    if isinstance(document, Folder) or not document.sheets:
        raise _refusal(path, [f"it is not a table: give one with the columns {', '.join(needed)}"])
    titles = {column.name: _TITLES[column.name] for column in columns}
    read = read_titled_rows(document.sheets, columns_by_title(titles), needed[0])
    problems = [*read.problems, *missing_columns(read.titles, needed)]
    rows = []
    if not problems:
        rows = [_row(line, cells, columns, problems) for line, cells in read.rows.items()]
    if problems:
        raise _refusal(path, problems)
    return check(name, frame(columns, rows))


def with_registered_teams(
    name: str, table: pd.DataFrame, register: TeamRegister
) -> tuple[pd.DataFrame, list[Entry]]:
    """A table with its teams as the register has them, and an entry for each that it lacks."""
    ids = [each for each in table["team_id"].dropna().unique() if register.find(each) is not None]
    by_id = table["team_id"].isin(ids) | table["team"].isna()
    written = table["team_id"].where(by_id).fillna(table["team"])
    found: dict[str, tuple[str, str]] = {}
    log: list[Entry] = []
    for each in written.dropna().unique():
        match: Match | None = register.match(each)
        found[each] = (
            (match.team.team_id, match.team.team) if match else ("-".join(words_of(each)), each)
        )
        if match is None and not register.is_empty:
            likely = register.proposal_for(each)
            proposal = f" Is it {likely}?" if likely else ""
            words = {"table": name, "proposal": proposal}
            log.append(Entry.of(UNKNOWN_TEAM_OF_TABLE, Place(name), found=each, **words))
    resolved = table.assign(
        team_id=written.map({each: team_id for each, (team_id, _) in found.items()}),
        team=written.map({each: team for each, (_, team) in found.items()}),
    )
    return check(name, resolved), log


def _refusal(path: Path, problems: Sequence[str]) -> TableError:
    heading = f"{path.name!r} cannot be used until this is put right:"
    return TableError.from_problems(heading, problems)


def _row(
    line: int, cells: Mapping[str, Cell], columns: Sequence[Column], problems: list[str]
) -> dict[str, object]:
    row: dict[str, object] = {}
    for column in columns:
        cell = cells.get(column.name)
        if cell is None:
            if column.required:
                problems.append(f"line {line} has no {column.name}")
        elif column.dtype == DATE:
            row[column.name] = _day(cell)
            if row[column.name] is None:
                like = "2025-03" if column.by_month else "2025-03-31"
                problems.append(f"line {line}: {column.name} is no date; write it as {like}")
        elif column.dtype == FLOAT:
            row[column.name] = _number(cell)
            if row[column.name] is None:
                problems.append(
                    f"line {line}: {column.name} is no number; leave the line out where there is "
                    "none"
                )
        else:
            row[column.name] = text_of(cell)
    return row


def _day(cell: Cell) -> dt.date | None:
    """A date, or the first of a month, or of a year."""
    text = text_of(cell)
    if re.fullmatch(r"\d{4}", text):
        text = f"{text}-01-01"
    elif _MONTH.fullmatch(text):
        text = f"{text}-01"
    found = read_date(cell.value, text)
    if found is None:
        return None
    return found.date.replace(day=1) if found.month_only else found.date


def _number(cell: Cell) -> float | None:
    """A number to all its places; "12%" is 0.12."""
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        return float(cell.value)
    text = text_of(cell).replace(",", "").replace(" ", "")
    try:
        number = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
