"""A trust's own tables beside the returns: what teams introduced, and figures by period.

Each line of cells is a row, or is named in a sentence that says what is wrong with it.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import pandas as pd

from trip_analytics.errors import TableError
from trip_analytics.import_log import Entry, Place
from trip_analytics.reading import Cell, Folder, UnreadableFile, read_document
from trip_analytics.tables.check import check, frame, mistakes_in
from trip_analytics.tables.columns import (
    BETTER,
    DATE,
    FLOAT,
    OWN_TABLES,
    TIMINGS,
    UNITS,
    WHOLE,
    Column,
)
from trip_analytics.teams.names import words_of
from trip_analytics.teams.register import Match, TeamRegister
from trip_analytics.understanding.dates import read_date
from trip_analytics.understanding.periods import FINANCIAL_YEAR, Period, possible_periods
from trip_analytics.understanding.tables.titled_rows import (
    columns_by_title,
    missing_columns,
    read_titled_rows,
    text_of,
)
from trip_analytics.understanding.words import vocabulary
from trip_analytics.words import counted, few_listed, listed

OWN_TABLE_NAMES: Final[Mapping[str, Sequence[str]]] = {
    name: (f"{name}.csv", f"{name}.xlsx") for name in OWN_TABLES
}
_MOST_NAMED: Final = 8
_ACROSS: Final = (
    "the periods are in the titles of the columns; give a line for each figure, with the columns "
    "{}, period and value"
)
_BY_TEAM: Final = (
    "outcomes are the whole trust's, because the few people of a team could be recognised; take "
    "the column {} out and add the teams up"
)


def load_own_table(name: str, path: Path) -> pd.DataFrame:
    """One of these tables from a workbook or separated text, checked.

    Raises TableError: the file cannot be read, lacks columns, or has cells that do not fit; the
    message lists every problem, none with a cell's text.
    """
    try:
        document = read_document(path)
    except UnreadableFile as error:
        raise TableError(f"{path.name!r} cannot be opened. {error.what_to_do}") from error
    columns = OWN_TABLES[name]
    needed = [column.name for column in columns if column.required]
    if isinstance(document, Folder) or not document.sheets:
        raise _refusal(path, [f"it is not a table: give one with the columns {', '.join(needed)}"])
    called = vocabulary("titles").entries["own_tables"]
    known = {column.name for column in columns} | (
        {"team_id", "team"} if name == "outcomes" else set()
    )
    titles = {column: others for column, others in called.items() if column in known}
    read = read_titled_rows(document.sheets, columns_by_title(titles), needed[0])
    problems = Problems([*read.problems, *missing_columns(read.titles, needed)])
    if sum(bool(possible_periods(None, title)) for title in read.titles) > 1:
        problems = Problems([_ACROSS.format(needed[0])])
    if name == "outcomes":
        of_teams = [title for title, of in read.titles.items() if of in ("team_id", "team")]
        problems.add_whole(_BY_TEAM.format(repr(title)) for title in of_teams)
    rows = {}
    if not problems.in_words():
        rows = {line: row_of(line, cells, columns, problems) for line, cells in read.rows.items()}
        _settle(name, rows, problems)
    if said := problems.in_words():
        raise _refusal(path, said)
    table = frame(columns, list(rows.values()))
    if name == "outcomes":
        for mistake, wrong in mistakes_in(table):
            for line, is_wrong in zip(rows, wrong, strict=True):
                if is_wrong:
                    problems.add(line, mistake)
        if said := problems.in_words():
            raise _refusal(path, said)
    return check(name, table)


def summary(name: str, table: pd.DataFrame) -> str:
    """What was read of a table, for the log: which figures, of which periods."""
    about = {"indicators": "indicator", "outcomes": "measure"}.get(name)
    if about is None or table.empty:
        return counted(len(table), "line")
    said = [
        f"{what}: {counted(rows['month'].nunique(), str(kind).replace('-', ' '))}"
        for (what, kind), rows in table.groupby([about, table["frequency"].fillna("month")])
    ]
    return few_listed(said, _MOST_NAMED)


def with_registered_teams(
    name: str, table: pd.DataFrame, register: TeamRegister
) -> tuple[pd.DataFrame, list[Entry]]:
    """A table with its teams as the register has them, and an entry for each that it lacks."""
    if table.empty:
        return table, []
    if "team_id" not in table:
        return check(name, table), []
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
            log.append(Entry.of("unknown-team-of-table", Place(name), found=each, **words))
    resolved = table.assign(
        team_id=written.map({each: team_id for each, (team_id, _) in found.items()}),
        team=written.map({each: team for each, (_, team) in found.items()}),
    )
    return check(name, resolved), log


def _refusal(path: Path, problems: Sequence[str]) -> TableError:
    heading = f"{path.name!r} cannot be used until this is put right:"
    return TableError.from_problems(heading, problems)


def _settle(name: str, rows: Mapping[int, Row], problems: Problems) -> None:
    """What follows from a whole line, or from several."""
    if name == "indicators":
        for line, row in rows.items():
            with_unit(line, row, problems)
        settle_periods(rows, "indicator", problems)
    elif name == "outcomes":
        settle_periods(rows, "measure", problems)


Cells = Mapping[str, Cell]
Row = dict[str, Any]

_MOST_LINES: Final = 6
_MONTH: Final = re.compile(r"(\d{4})[-/.](\d{1,2})")
_THOUSANDS: Final = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")  # any other comma is a slip
_WORDS: Final = {"unit": UNITS, "better": BETTER, "timing": TIMINGS}

_NO_PERIOD: Final = (
    "the period is no month, quarter or year; write it as Mar 2025, Apr-Jun 2025, 2025 or 2024/25"
)
_EITHER_QUARTER: Final = (
    "the quarter may be one of the calendar or of the financial year; write it as Apr-Jun 2025 or "
    "as Q1 2025/26"
)
_MONTH_OR_YEAR: Final = (
    "the period may be a month or a financial year; write the one as Dec 2011, the other as "
    "FY 2011/12"
)
_OTHER_PERIODS: Final = (
    "this is a {one}, where other lines of the same {about} have a {other}; give all by one kind "
    "of period (Excel makes December 2011 of 2011/12 where it is not written as FY 2011/12)"
)


class Problems:
    """What is wrong with which lines, each problem once."""

    def __init__(self, others: Iterable[str] = ()) -> None:
        """Begin with problems of the table as a whole."""
        self._whole = list(others)
        self._lines: dict[str, list[int]] = defaultdict(list)

    def add(self, line: int, problem: str) -> None:
        """A problem of one line."""
        self._lines[problem].append(line)

    def add_whole(self, problems: Iterable[str]) -> None:
        """Problems of the table as a whole."""
        self._whole += problems

    def in_words(self) -> list[str]:
        """A sentence for each problem, by the first line that has it."""
        said = sorted(self._lines.items(), key=lambda each: each[1][0])
        return [*self._whole, *(f"{_lines(lines)}: {problem}" for problem, lines in said)]


def _lines(lines: Sequence[int]) -> str:
    named = list(map(str, lines))
    return f"line {named[0]}" if len(named) == 1 else f"lines {few_listed(named, _MOST_LINES)}"


class _Number(NamedTuple):
    value: float
    percent: bool


def row_of(line: int, cells: Cells, columns: Sequence[Column], problems: Problems) -> Row:
    """The row that a line says; what cannot be read of it is a problem.

    Of its period there is ``periods``, all that it may mean.
    """
    row: Row = {}
    for column in columns:
        name = column.name
        cell = cells.get(name)
        if cell is None:
            if column.required:
                problems.add(line, f"{_called(column)} is empty")
        elif column.by_month:
            row["periods"] = possible_periods(cell.value, text_of(cell))
            if not row["periods"]:
                problems.add(line, _NO_PERIOD)
        elif column.dtype == DATE:
            row[name] = _day(cell)
            if row[name] is None:
                problems.add(line, f"{name} is no date; write it as 31/03/2025")
        elif column.dtype == FLOAT:
            number = _number(cell)
            row[name] = None if number is None else number.value
            row[f"{name} %"] = number is not None and number.percent
            if number is None:
                problems.add(
                    line,
                    f"{name} is no number; write it as 2.1, and leave the line out where there is "
                    "none",
                )
        elif column.dtype == WHOLE:
            number = _number(cell)
            whole = number is not None and number.value == int(number.value)
            row[name] = int(number.value) if number is not None and whole else None
            if not whole:
                problems.add(line, f"{name} is no whole number")
        elif name in _WORDS:
            row[name] = _word(cell, _WORDS[name])
            if row[name] is None:
                problems.add(line, f"{name} is none of {listed(_WORDS[name])}")
        else:
            row[name] = text_of(cell)
    return row


def _called(column: Column) -> str:
    return "the period" if column.by_month else column.name


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


def _number(cell: Cell) -> _Number | None:
    """A number to all its places, and whether a per cent sign is shown: "12%" is 12 of 100."""
    text = _THOUSANDS.sub("", text_of(cell).replace(" ", ""))
    percent = text.endswith("%")
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        return _Number(float(cell.value) * (100 if percent else 1), percent)
    try:
        number = float(text.removesuffix("%"))
    except ValueError:
        return None
    return _Number(number, percent) if math.isfinite(number) else None


def _word(cell: Cell, names: Sequence[str]) -> str | None:
    words = vocabulary("figures")
    text = " ".join(text_of(cell).casefold().split())
    return next((name for name in names if words[name].fullmatch(text)), None)


def with_unit(line: int, row: Row, problems: Problems) -> None:
    """What an indicator's value is: a per cent sign says so, and "4%" out of 50 are two."""
    percent, value, out_of = row.get("value %", False), row.get("value"), row.get("out_of")
    if out_of is not None and out_of < 0:
        problems.add(line, "out_of is below zero")
    elif out_of is not None and value is not None:
        if percent:
            row["value"] = value / 100 * out_of
            row["unit"] = None
        elif row.get("unit") == "percent":
            problems.add(
                line,
                "with out_of, value is how many of them and no percentage; leave unit empty, or "
                "out_of",
            )
    elif percent and row.get("unit", "percent") != "percent":
        problems.add(line, "value has a per cent sign, and unit says something else")
    elif percent:
        row["unit"] = "percent"
    if row.get("target %") and row.get("unit") != "percent":
        row["target"] = row["target"] / 100


def settle_periods(rows: Mapping[int, Row], about: str, problems: Problems) -> None:
    """Each line's period, where its own words or the other lines about the same thing say it.

    ``month`` is then its first month, and ``frequency`` its length.
    """
    groups: dict[str, dict[int, Row]] = defaultdict(dict)
    for line, row in rows.items():
        if row.get("periods"):
            groups[str(row.get(about, "")).casefold()][line] = row
    for group in groups.values():
        sure = [row["periods"][0].length for row in group.values() if len(row["periods"]) == 1]
        usual = max(dict.fromkeys(sure), key=sure.count, default=None)
        for line, row in group.items():
            period = _settled(row["periods"], usual, line, problems)
            if period is not None:
                row |= {"month": period.begins, "frequency": period.length}
                if usual is not None and period.length != usual:
                    one, other = (each.replace("-", " ") for each in (period.length, usual))
                    words = _OTHER_PERIODS.format(one=one, other=other, about=about)
                    problems.add(line, words)


def _settled(
    periods: Sequence[Period], usual: str | None, line: int, problems: Problems
) -> Period | None:
    """Which of the periods is meant, by the usual one of the other lines."""
    if len(periods) == 1:
        return periods[0]
    alike = [each for each in periods if each.length == usual]
    if len(alike) == 1:
        return alike[0]
    either = any(each.length == FINANCIAL_YEAR for each in periods)
    problems.add(line, _MONTH_OR_YEAR if either else _EITHER_QUARTER)
    return None
