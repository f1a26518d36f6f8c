"""The tidy tables: their columns, types and limits, and the check of a table by them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import pandas as pd

from trip_analytics.errors import TableError
from trip_analytics.outcome_laws import mistakes_in

PERSPECTIVES = ("team", "staff", "people-using-services", "family-and-friends")
STATES = ("rated", "not-applicable", "not-answered", "unclear")
SEVERITIES = ("error", "warning", "note")
# How long the period is that a figure is of: "2024/25" is a financial year.
FREQUENCIES = ("month", "quarter", "year", "financial-year")
# What an indicator's figures are. Only counts of several teams can be added up.
UNITS = ("count", "percent", "rate", "average")
BETTER = ("lower", "higher")
# When people answered: before something was done with them, after it, or how much each changed.
TIMINGS = ("before", "after", "change")

TEXT: Final = "string"
WHOLE: Final = "Int64"
FLOAT: Final = "Float64"
BOOLEAN: Final = "boolean"
DATE: Final = "datetime64[s]"

# How dates, and months, are written in text. The day is first.
_DATES: Final = (
    "%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%d %B %Y",
    "%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%Y-%m-%dT%H:%M:%S",
)  # fmt: skip
_MONTHS: Final = ("%Y-%m", "%m/%Y", "%B %Y", "%b %Y", "%b-%y", "%b %y")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a tidy table: its type and, where limited, what it may hold.

    Columns of people's ``own_words`` are searched for personal data.
    """

    name: str
    dtype: str = TEXT
    required: bool = False
    one_of: tuple[str, ...] = ()
    between: tuple[int, int] | None = None
    by_month: bool = False  # its dates mean months, and are the first day of them
    own_words: bool = False


def _text(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name) for name in names)


def _own_words(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, own_words=True) for name in names)


_TEAM = _text("team_id", "team", "service_line", "team_type")
_YEAR = Column("year", WHOLE, required=True, between=(1990, 2100))
_PERIOD = (
    Column("month", DATE, required=True, by_month=True),
    Column("frequency", one_of=FREQUENCIES),
)
_CELL = _text("source_file", "sheet", "cell")
_STATE = Column("state", one_of=STATES)
_RETURN = Column("return_id", required=True)
_ITEM = Column("item_id", required=True)

TABLES: Mapping[str, tuple[Column, ...]] = {
    "returns": (
        _RETURN,
        Column("instrument", required=True),
        *_text("instrument_version", "organisation"),
        *_TEAM,
        _YEAR,
        Column("returned_on", DATE),
        Column("review_on", DATE),
        Column("took_part_staff", WHOLE, between=(0, 999)),
        Column("took_part_service_users", WHOLE, between=(0, 999)),
        *_text("source_file", "sheet", "sha256"),
        Column("status", one_of=("current", "superseded", "duplicate")),
    ),
    "ratings": (
        _RETURN,
        Column("instrument"),
        *_TEAM,
        _YEAR,
        _ITEM,
        Column("wording_id"),
        Column("perspective"),  # one of PERSPECTIVES, or of its instrument's own
        Column("respondent"),
        Column("rating", WHOLE),  # on the scale of its instrument
        _STATE,
        *_own_words("comment"),
        *_CELL,
    ),
    "stages": (
        _RETURN,
        *_TEAM,
        _YEAR,
        _ITEM,
        Column("wording_id"),
        Column("stage", WHOLE, between=(1, 3)),
        _STATE,
        Column("priority", WHOLE, between=(1, 10)),
        *_own_words("comment"),
        *_CELL,
        Column("priority_cell"),
    ),
    "priorities": (
        _RETURN,
        *_TEAM,
        _YEAR,
        Column("number", WHOLE, between=(1, 99)),
        *_own_words("priority"),
        *_text("item_id", "matched_by"),
        *_own_words("action", "measure"),
        *_text("impact", "ease"),
        Column("due", DATE),
        Column("review_on", DATE),
        Column("progress", one_of=("not-started", "started", "achieved", "stopped")),
        Column("staff_lead", BOOLEAN),
        Column("service_user_lead", BOOLEAN),
        *_CELL,
    ),
    "action_plans": (
        _RETURN,
        *_text("organisation", "team_id", "team", "service_line"),
        _YEAR,
        Column("item_id"),
        Column("stage", WHOLE, between=(1, 3)),
        Column("kind", one_of=("current-standard", "goal", "action", "evidence")),
        Column("number", WHOLE),
        *_own_words("text"),
        Column("agreed_on", DATE),
        Column("next_review", DATE),
        *_CELL,
    ),
    "assets": (
        _RETURN,
        *_text("team_id", "team"),
        _YEAR,
        *_own_words("category", "asset"),
        *_CELL,
    ),
    "import_log": (
        Column("severity", required=True, one_of=SEVERITIES),
        Column("kind", required=True),
        *_CELL,
        Column("team"),
        Column("year", WHOLE),
        *_text("found", "used", "what_to_do"),
    ),
}

TEAM_REGISTER: tuple[Column, ...] = (
    Column("team_id", required=True),
    Column("team", required=True),
    *_text("aliases", "service_line", "team_type"),
    Column("opened", DATE),
    Column("closed", DATE),
    Column("merged_into"),
)

INNOVATIONS: tuple[Column, ...] = (
    *_text("team_id", "team"),
    Column("innovation", required=True),
    Column("introduced", DATE),
)

INDICATORS: tuple[Column, ...] = (
    *_text("team_id", "team"),
    Column("indicator", required=True),
    *_PERIOD,
    Column("value", FLOAT, required=True),
    Column("out_of", FLOAT),
    Column("unit", one_of=UNITS),
    Column("better", one_of=BETTER),
    Column("target", FLOAT),
)

# Measures of single people, of which only aggregates are taken: a line for each period and time,
# or for each level, with how many people.
OUTCOMES: tuple[Column, ...] = (
    Column("measure", required=True),
    *_PERIOD,
    Column("timing", one_of=TIMINGS),
    Column("level", WHOLE),
    Column("n", WHOLE, required=True),
    *(Column(name, FLOAT) for name in ("mean", "sd", "lowest", "highest")),
    Column("better", one_of=BETTER),
)

SURROUNDINGS: tuple[Column, ...] = (*_CELL, Column("around", required=True))

BEFORE_MERGERS: tuple[Column, ...] = (_RETURN, *_TEAM)

# A trust's own tables, which it may keep beside the returns.
OWN_TABLES: Mapping[str, tuple[Column, ...]] = {
    "innovations": INNOVATIONS,
    "indicators": INDICATORS,
    "outcomes": OUTCOMES,
}

# What `Returns` holds beside the tidy tables.
_BESIDE: Mapping[str, tuple[Column, ...]] = {
    "teams": TEAM_REGISTER,
    **OWN_TABLES,
    "surroundings": SURROUNDINGS,
    "before_mergers": BEFORE_MERGERS,
}


def empty(columns: Sequence[Column]) -> pd.DataFrame:
    """A table of these columns and types, without rows."""
    return _empty(tuple(columns)).copy()


@cache
def _empty(columns: tuple[Column, ...]) -> pd.DataFrame:
    return pd.DataFrame({column.name: pd.Series(dtype=column.dtype) for column in columns})


def frame(columns: Sequence[Column], rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Rows as a table of these columns, in their order and types."""
    if not rows:
        return empty(columns)
    return pd.DataFrame(
        {
            column.name: _typed(
                pd.Series([row.get(column.name) for row in rows], dtype="object"), column
            )
            for column in columns
        }
    )


def check(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """A table in the columns, order and types of its definition.

    Columns that are not part of the definition are left out; columns that are
    not required and absent are filled with ``<NA>``.

    Parameters
    ----------
    name : str
        A key of ``TABLES``, ``"teams"`` for the team register, ``"innovations"``,
        ``"indicators"``, ``"outcomes"``, ``"surroundings"`` or ``"before_mergers"``.
    table : DataFrame

    Returns
    -------
    DataFrame

    Raises
    ------
    TableError
        Required columns are missing, or values do not fit; the message lists
        every problem, with how many rows it is about.

    Examples
    --------
    >>> check("assets", pd.DataFrame({"return_id": ["a"], "year": [2024]})).shape
    (1, 9)
    """
    columns = _BESIDE[name] if name in _BESIDE else TABLES[name]
    problems: list[str] = []
    checked = {}
    for column in columns:
        values = table.get(column.name)
        if values is None and column.required:
            problems.append(f"the column {column.name} is missing")
        elif values is None:
            checked[column.name] = _typed(pd.Series(pd.NA, index=table.index), column)
        else:
            converted = _convert(values, column, problems)
            if converted is not None:
                checked[column.name] = converted
    result = pd.DataFrame(checked).reset_index(drop=True)
    if name == "outcomes" and not problems:
        problems += [f"{why} ({int(rows.sum())} rows)" for why, rows in mistakes_in(result)]
    if problems:
        raise TableError.from_problems(f"The table {name!r} cannot be used:", problems)
    return result


def _typed(values: pd.Series, column: Column) -> pd.Series:
    dtype: Any = column.dtype  # the stubs know no dtype by a name held in a variable
    return values.astype(dtype)


def _dates(values: pd.Series, by_month: bool) -> pd.Series:
    """Dates, of which those that are text are read day first; ValueError for what is none."""
    if isinstance(values.dtype, pd.PeriodDtype):
        return pd.Series(values.dt.to_timestamp()).astype(DATE)
    text = values.map(lambda value: isinstance(value, str)).astype(bool)
    if not text.any():
        return values.astype(DATE)
    written = values[text].str.strip()
    read = pd.Series(pd.NaT, index=written.index, dtype=DATE)
    for layout in (*_DATES, *(_MONTHS if by_month else ())):
        left = written[read.isna()]
        if left.empty:
            break
        read[left.index] = pd.to_datetime(left, format=layout, errors="coerce").astype(DATE)
    if read.isna().any():
        raise ValueError("a text is no date")
    dates = pd.Series(pd.NaT, index=values.index, dtype=DATE)
    dates[~text] = pd.to_datetime(values[~text].astype(object)).astype(DATE)
    dates[text] = read
    return dates


def _convert(values: pd.Series, column: Column, problems: list[str]) -> pd.Series | None:
    try:
        if column.dtype == DATE:
            converted = _dates(values, column.by_month)
        else:
            converted = _typed(values, column)
    except (TypeError, ValueError, OverflowError):
        dates = "months such as 2025-03" if column.by_month else "dates with the day first"
        wanted = {TEXT: "text", BOOLEAN: "true or false", DATE: dates, FLOAT: "numbers"}
        problems.append(
            f"{column.name} must hold {wanted.get(column.dtype, 'whole numbers')}"
            + ("" if column.required else " or be empty")
        )
        return None
    if column.by_month:
        converted = converted.dt.to_period("M").dt.to_timestamp().astype(DATE)
    filled = converted.dropna()
    if column.required and len(filled) < len(converted):
        problems.append(f"{column.name} is empty in {len(converted) - len(filled)} rows")
    if column.dtype == FLOAT and (wrong := int(filled.abs().eq(math.inf).sum())):
        problems.append(f"{column.name} must hold numbers; {wrong} rows are infinite")
    if column.one_of:
        wrong = int((~filled.isin(column.one_of)).sum())
        if wrong:
            problems.append(
                f"{column.name} must be one of {', '.join(column.one_of)}; {wrong} rows are not"
            )
    if column.between:
        low, high = column.between
        wrong = int((~filled.between(low, high)).sum())
        if wrong:
            problems.append(f"{column.name} must be {low} to {high}; {wrong} rows are not")
    return converted
