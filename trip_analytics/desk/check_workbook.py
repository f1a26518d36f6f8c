"""A check as an accessible workbook, for the desk that chases."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pandas as pd

from trip_analytics.analysis.priorities_left_over import priorities_left_over
from trip_analytics.desk.queries import COVERED, Check, Query, QueryKind, covered, repeatable
from trip_analytics.documents import write_together
from trip_analytics.errors import OutputError
from trip_analytics.people import find_personal_data
from trip_analytics.reports.model import Column, Missing
from trip_analytics.reports.workbook_parts import (
    FlatCell,
    add_contents,
    add_cover,
    add_table,
    new_workbook,
    saved,
)
from trip_analytics.returns import Returns

NOTHING: Final = Missing.NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class _Field:
    """A column of the workbook: its title, and the value that a query has in it."""

    column: Column
    value: Callable[[Query], FlatCell | None]


_WHO = _Field(Column("Team"), lambda query: query.who)
_YEAR = _Field(Column("Year"), lambda query: query.year)
_WHAT = _Field(Column("What"), lambda query: query.kind.value)
_FILE = _Field(Column("File"), lambda query: query.source_file)
_SHEET = _Field(Column("Sheet"), lambda query: query.sheet)
_CELL = _Field(Column("Cell"), lambda query: query.cell)
_STATEMENT = _Field(Column("Statement"), lambda query: query.statement)
_ABOUT = _Field(Column("Priority or plan"), lambda query: query.statement)
_FOUND = _Field(Column("Found"), lambda query: query.found)
_AROUND = _Field(
    Column("Surroundings", "lines"),
    lambda query: covered(query.around, query.found) if query.around else None,
)
_WHOSE_TURN = _Field(
    Column("Who settles it"), lambda query: "The team" if query.for_team else "You"
)
_ASK = _Field(Column("What to ask or do"), lambda query: query.ask)


@dataclass(frozen=True, slots=True)
class _Part:
    """A worksheet: its name and title, which queries it lists in which columns, and its notes."""

    name: str
    title: str
    kinds: tuple[QueryKind, ...]
    fields: tuple[_Field, ...]
    notes: tuple[str, ...] = ()


_NOT_REPEATED: Final = (
    "What may identify a person is not repeated here: look at the cell in the form."
)
_PARTS: Final = (
    _Part(
        "To chase",
        "Everything to chase, by team",
        tuple(QueryKind),
        (_WHO, _YEAR, _WHAT, _WHOSE_TURN, _ASK, _STATEMENT, _FOUND, _FILE, _SHEET, _CELL),
        (_NOT_REPEATED,),
    ),
    _Part(
        "Missing returns",
        "Returns that are missing",
        (QueryKind.MISSING_RETURN,),
        (_WHO, _YEAR, _ASK),
        ("{expected}",),
    ),
    _Part(
        "Blank statements",
        "Statements left blank, or not on the form",
        (QueryKind.BLANK, QueryKind.ABSENT),
        (_WHO, _YEAR, _WHAT, _STATEMENT, _FILE, _SHEET, _CELL),
        ("A statement that anybody answered, or marked unclearly, is not listed as blank.",),
    ),
    _Part(
        "Unclear marks",
        "Answers that are unclear",
        (QueryKind.UNCLEAR,),
        (_WHO, _YEAR, _STATEMENT, _FOUND, _ASK, _FILE, _SHEET, _CELL, _AROUND),
        (
            f"Around an unclear mark the team's other answers are covered ({COVERED}): the text "
            "for the team itself shows them.",
        ),
    ),
    _Part(
        "Dates passed",
        "Priorities and plans whose date has passed",
        (QueryKind.OVERDUE,),
        (_WHO, _YEAR, _ABOUT, _ASK),
        (
            "Of each team, the priorities of its latest return that are neither achieved nor "
            "stopped; of plans, the latest for each challenge.",
        ),
    ),
    _Part(
        "Personal data",
        "Cells that may identify a person",
        (QueryKind.PERSONAL_DATA,),
        (_WHO, _YEAR, _ASK, _FILE, _SHEET, _CELL),
        (_NOT_REPEATED,),
    ),
    _Part(
        "Copies of last year",
        "Returns that may be last year's, sent again",
        (QueryKind.COPY,),
        (_WHO, _YEAR, _ASK, _FILE, _SHEET),
    ),
    _Part(
        "Files not read",
        "Files and forms that are not in the tables",
        (QueryKind.NOT_READ,),
        (_FILE, _SHEET, _WHO, _ASK),
    ),
)
_LEFT_OVER = "Something else"
_LEFT_OVER_TITLE = "Priorities counted as something else"
_LOG = "Import log"
_LOG_TITLE = "Errors and warnings of the import log"


def write_check(check: Check, returns: Returns, out: str | Path) -> Path:
    """Write a check, with the import log of its returns, as a workbook (``.xlsx``).

    Raises OutputError: the file cannot be written. Then it is as it was before.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_check(Check(2025, (), "", 0, {}), Returns(), f"{folder}/to-chase.xlsx").name
    'to-chase.xlsx'
    """
    return write_workbook(out, to_workbook(check, returns))


def write_workbook(out: str | Path, content: bytes) -> Path:
    """Write a workbook for the desk.

    Raises OutputError: the file cannot be written. Then it is as it was before.
    """
    out = Path(out)
    if out.suffix.lower() != ".xlsx":
        raise OutputError(
            f"The workbook cannot be called {out.name!r}: give it a name that ends in .xlsx."
        )
    (written,) = write_together({out.name: content}, out.parent, what="the workbook")
    return written


def to_workbook(check: Check, returns: Returns) -> bytes:
    """A check as the bytes of a workbook: the same check gives the same bytes."""
    workbook = new_workbook()
    title = f"What to chase, {check.year}"
    add_cover(
        workbook,
        title,
        (
            f"What to ask teams about their recovery reviews of {check.year}, and which files and "
            "forms could not be read.",
            "Teams are in the order of their names. Nothing here says how a team did.",
            "It holds people's own words: keep it as you keep the forms.",
            f"{NOTHING.value} {NOTHING.meaning}",
        ),
    )
    others = ((_LEFT_OVER, _LEFT_OVER_TITLE), (_LOG, _LOG_TITLE))
    add_contents(workbook, [*((part.name, part.title) for part in _PARTS), *others])
    for part in _PARTS:
        queries = check.of(*part.kinds)
        columns = [field.column for field in part.fields]
        rows = [tuple(_flat(field.value(query)) for field in part.fields) for query in queries]
        notes = [note.format(expected=check.expected) for note in part.notes] if rows else []
        add_table(workbook, part.name, part.title, columns, rows, notes=notes)
    note = (
        "What they are about could not be judged from their words. Those with a word in common are "
        "together. If you know it, record it: trip-analytics decide --about."
    )
    left_over = _left_over(returns, check.year)
    notes = [note] if left_over[1] else []
    add_table(workbook, _LEFT_OVER, _LEFT_OVER_TITLE, *left_over, notes=notes)
    note = (
        f"Errors and warnings of {check.year}, and of files whose year is not known. "
        "Notes need nothing done."
    )
    log = _log(returns, check.year)
    add_table(workbook, _LOG, _LOG_TITLE, *log, notes=(note,))
    return saved(workbook, title=title, creator="trip_analytics", subject=title)


def _left_over(returns: Returns, year: int) -> tuple[list[Column], list[tuple[FlatCell, ...]]]:
    columns = [Column(title) for title in ("Word in common", "Priority", "File", "Sheet", "Cell")]
    if year not in returns.years:
        return columns, []
    left = priorities_left_over(returns, year=year)
    left["priority"] = left["priority"].mask(left["priority"].map(find_personal_data).map(bool))
    return columns, [
        tuple(_flat(None if pd.isna(value) else value) for value in row)
        for row in left.itertuples(index=False)
    ]


def _log(returns: Returns, year: int) -> tuple[list[Column], list[tuple[FlatCell, ...]]]:
    log = returns.import_log
    log = log.loc[log["severity"].ne("note") & (log["year"].isna() | log["year"].eq(year))]
    titles = {
        "severity": "Severity",
        "kind": "Kind",
        "team": "Team",
        "year": "Year",
        "source_file": "File",
        "sheet": "Sheet",
        "cell": "Cell",
        "found": "Found",
        "used": "Used",
        "what_to_do": "What to do",
    }
    columns = [Column(title) for title in titles.values()]
    rows = [
        tuple(
            _flat(_repeatable(row) if name == "found" else None if pd.isna(value) else value)
            for name, value in row.items()
        )
        for row in log[list(titles)].to_dict("records")
    ]
    return columns, rows


def _repeatable(row: dict[Hashable, Any]) -> str | None:
    found = row["found"] if isinstance(row["found"], str) else None
    return repeatable(str(row["kind"]), found)


def _flat(value: FlatCell | None) -> FlatCell:
    if value is None or value == "":
        return NOTHING.value
    return value if isinstance(value, str) else int(value)
