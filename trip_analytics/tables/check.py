"""A table held to the definition of its columns, and a table of outcomes to what it may not say."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from trip_analytics.errors import TableError
from trip_analytics.tables.columns import BESIDE, BOOLEAN, DATE, FLOAT, TABLES, TEXT, Column

if TYPE_CHECKING:
    from pandas.api.extensions import ExtensionArray

# How dates, and months, are written in text. The day is first.
_DATES: Final = (
    "%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%d %B %Y",
    "%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S",
)  # fmt: skip
_TIME_OF_DAY: Final = r"(?<=\d{4}-\d\d-\d\d)[T ]\d\d:\d\d.*"  # behind an ISO date
_MONTHS: Final = ("%Y-%m", "%m/%Y", "%B %Y", "%b %Y", "%b-%y", "%b %y")


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


def check(name: str, table: pd.DataFrame, labels: Sequence[object] | None = None) -> pd.DataFrame:
    """A table in the columns, order and types of its definition.

    It is one of ``TABLES``, of the trust's own tables, or the register of teams. Columns that are
    not part of the definition are left out; columns that are not required and absent are filled
    with ``<NA>``. ``labels`` are what its rows are called in messages; by default their index.

    Raises TableError: required columns are missing, or values do not fit; the message lists every
    problem, with how many rows it is about.

    Examples
    --------
    >>> check("assets", pd.DataFrame({"return_id": ["a"], "year": [2024]})).shape
    (1, 9)
    """
    columns = BESIDE[name] if name in BESIDE else TABLES[name]
    problems: list[str] = []
    checked: dict[str, ExtensionArray] = {}
    for column in columns:
        values = table.get(column.name)
        if values is None and column.required:
            problems.append(f"the column {column.name} is missing")
        elif values is None:
            checked[column.name] = _nothing(column, len(table))
        else:
            converted = _convert(values, column, problems, labels or list(table.index))
            if converted is not None:
                checked[column.name] = converted.array
    result = pd.DataFrame(checked)
    if name == "outcomes" and len(result) and not problems:
        problems += [f"{why} ({int(rows.sum())} rows)" for why, rows in mistakes_in(result)]
    if problems:
        raise TableError.from_problems(f"The table {name!r} cannot be used:", problems)
    return result


def _nothing(column: Column, rows: int) -> ExtensionArray:
    """A column without a value."""
    none: ExtensionArray = _empty((column,))[column.name].array
    return none.take(np.full(rows, -1), allow_fill=True)


def _typed(values: pd.Series, column: Column) -> pd.Series:
    dtype: Any = column.dtype  # the stubs know no dtype by a name held in a variable
    return values.astype(dtype)


def _dates(values: pd.Series, by_month: bool) -> pd.Series:
    """Days, of which those that are text are read day first; ValueError for what is none."""
    if isinstance(values.dtype, pd.PeriodDtype):
        return pd.Series(values.dt.to_timestamp()).astype(DATE)
    if isinstance(values.dtype, pd.DatetimeTZDtype):
        values = values.dt.tz_localize(None)
    if values.dtype.kind == "M":
        return pd.Series(values.dt.normalize()).astype(DATE)
    if values.map(lambda value: isinstance(value, int | float) and not math.isnan(value)).any():
        raise ValueError("a number is no date")  # pandas takes one for seconds since 1970
    text = values.map(lambda value: isinstance(value, str)).astype(bool)
    if not text.any():
        return pd.Series(values.astype(DATE).dt.normalize())
    written = values[text].str.strip().str.replace(_TIME_OF_DAY, "", regex=True)
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
    return pd.Series(dates.dt.normalize())


def _in_type(values: pd.Series, column: Column) -> pd.Series | None:
    """Values in the type of their column; None where one cannot be."""
    try:
        if column.dtype == DATE:
            return _dates(values, column.by_month)
        return _typed(values, column)
    except (TypeError, ValueError, OverflowError):
        return None


def _convert(
    values: pd.Series, column: Column, problems: list[str], labels: Sequence[object]
) -> pd.Series | None:
    converted = _in_type(values, column)
    if converted is None:
        of_each = (_in_type(values.iloc[[at]], column) for at in range(len(values)))
        first = next((label for label, one in zip(labels, of_each, strict=True) if one is None), "")
        dates = "months such as 2025-03" if column.by_month else "dates with the day first"
        wanted = {TEXT: "text", BOOLEAN: "true or false", DATE: dates, FLOAT: "numbers"}
        problems.append(
            f"{column.name} must hold {wanted.get(column.dtype, 'whole numbers')}"
            + ("" if column.required else " or be empty")
            + f"; row {first} is the first that does not" * (first != "")
        )
        return None
    if column.by_month:
        converted = converted.dt.to_period("M").dt.to_timestamp().astype(DATE)
    filled = converted.dropna() if converted.hasnans else converted
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


Mistake = tuple[str, "pd.Series[bool]"]

_KEY = ["measure", "month", "timing", "level"]
# A hair, because means and deviations are rounded as people write them.
_ROUNDED = 0.051


def mistakes_in(outcomes: pd.DataFrame) -> Iterator[Mistake]:
    """Each mistake that some rows make, with those rows; the table has its columns and types."""
    for sentence, wrong in (*_of_rows(outcomes), *_of_measures(outcomes)):
        rows = wrong.fillna(False).astype(bool)
        if rows.any():
            yield sentence, rows


def _of_rows(table: pd.DataFrame) -> Iterator[Mistake]:
    by_level, n, mean, sd = table["level"].notna(), table["n"], table["mean"], table["sd"]
    lowest, highest, change = table["lowest"], table["highest"], table["timing"].eq("change")
    yield "n is below zero; give how many people", n < 0
    yield "n is zero; leave the line out where nobody answered", ~by_level & (n == 0)
    yield (
        "there is neither a mean nor a level; give mean and sd, or a line for each level",
        ~by_level & mean.isna(),
    )
    yield (
        "a line of one level says how many people gave it; leave mean and sd empty",
        by_level & (mean.notna() | sd.notna()),
    )
    yield "a change is given as mean and sd, not by level", by_level & change
    yield "sd is below zero", sd < 0
    yield "lowest is not below highest", lowest >= highest
    width = highest - lowest
    beyond = (mean < lowest) | (mean > highest)
    yield "mean is beyond the ends of the scale", ~change.fillna(False) & beyond
    yield "mean is a change that the scale has no room for", change & (mean.abs() > width)
    yield (
        "level is beyond the ends of the scale",
        (table["level"] < lowest) | (table["level"] > highest),
    )
    # No set of figures between two ends is spread more than one half of it at either end.
    widest = width / 2 * np.sqrt(n / (n - 1).where(n > 1)) + _ROUNDED
    yield (
        "sd is larger than answers on this scale can be spread; is it another figure?",
        ~change.fillna(False) & (sd > widest),
    )


def _of_measures(table: pd.DataFrame) -> Iterator[Mistake]:
    about = table.assign(measure=_names(table))
    yield (
        "this is said twice; keep one line for each measure, period, time and level",
        about.duplicated(_KEY, keep=False),
    )
    grouped = about.groupby("measure", dropna=False)
    for column in ("lowest", "highest", "better", "frequency"):
        yield (
            f"lines of one measure differ in {column.replace('frequency', 'their kind of period')}",
            grouped[column].transform("nunique") > 1,
        )
    yield (
        "some lines of this measure are by level and some have a mean; give all in one way",
        about["level"].notna().groupby(about["measure"]).transform("nunique") > 1,
    )


def _names(table: pd.DataFrame) -> pd.Series:
    """The measures, spellings that differ in capitals and spaces alike."""
    names: pd.Series = table["measure"].str.split().str.join(" ").str.casefold()
    return names
