"""The figures of published years: as text that a store keeps, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

import pandas as pd

from trip_analytics.analysis.results import Result
from trip_analytics.disclosure.quotes import Quote
from trip_analytics.disclosure.released import Released, as_published
from trip_analytics.errors import DisclosureError
from trip_analytics.instruments import built_in_instruments
from trip_analytics.returns import Returns

# Raise it when the text changes; texts of before are still read.
VERSION: Final = 4  # tables by the analysis and the list of statements that they are of

# Before version 3, tables had shorter names.
_FORMER: Final = {
    "profile": "practice_profile",
    "strongest": "strongest_practices",
    "weakest": "weakest_practices",
    "groups": "in_parts",
    "stages": "stage_profile",
    "themes": "priority_themes",
}

# Whole numbers were once as narrow as they could be.
_FORMER_TYPES: Final = dict.fromkeys(("Int8", "Int16"), "Int64")

_LIST: Final = " ["  # before the list's id in a name

Tables = Mapping[str, Released]
Json = dict[str, Any]


def as_text(tables: Tables, quotes: tuple[Quote, ...] = ()) -> str:
    """Released tables, and the comments quoted with them, as text."""
    stored = {
        "version": VERSION,
        "tables": {name: _as_json(released) for name, released in tables.items()},
        "quotes": quotes,
    }
    return json.dumps(stored, separators=(",", ":"))


def same_figures(one: Tables, other: Tables) -> bool:
    """Whether released tables say the same, whatever version released them."""
    first, second = (
        {name: _as_json(released) for name, released in tables.items()} for tables in (one, other)
    )
    for each in (*first.values(), *second.values()):
        for since_version_4 in ("instrument", "scale"):
            each["attrs"].pop(since_version_4, None)
    return first == second


@lru_cache(maxsize=64)
def tables_in(text: str) -> Tables:
    """The released tables that a text says.

    Raises DisclosureError: a newer version of this program wrote it.
    """
    tables = _read(text)["tables"]
    return {_FORMER.get(name, name): _released(name, each) for name, each in tables.items()}


def table_in(text: str, name: str, returns: Returns) -> Released | None:
    """The table of that name that a text says of a list of the returns; None where it has none."""
    for called, each in _read(text)["tables"].items():
        if _FORMER.get(called, called).partition(_LIST)[0] == name:
            released = _released(called, each)
            if _is_about(released, returns):
                return released
    return None


def table_name(name: str, instrument: str | None) -> str:
    """What a table is called among those of a year that say the same of several lists.

    The first list's have the plain name.

    Examples
    --------
    >>> table_name("practice_profile", "our-list"), table_name("practice_profile", None)
    ('practice_profile [our-list]', 'practice_profile')
    """
    return name if instrument is None else f"{name}{_LIST}{instrument}]"


def _is_about(released: Released, returns: Returns) -> bool:
    """Whether a table is about a list that the returns are of, or about none."""
    said = released.table.attrs.get("instrument")
    there_are = {*returns.returned("ratings"), *returns.returned("stages")}
    if said is not None or "item_id" not in released.table:
        return said is None or not there_are or said in there_are
    # Before version 4 a table did not say which list it is about: its items do.
    others = {
        item
        for each in built_in_instruments()
        if each.instrument_id not in there_are
        for item in each.item_ids
    }
    own = {
        item
        for each in returns.instruments
        if each.instrument_id in there_are
        for item in each.item_ids
    }
    items = set(released.table["item_id"].dropna())
    return not own or bool(items & own) or not items & others


def quotes_in(text: str) -> tuple[Quote, ...]:
    """The comments that were quoted, as a text says."""
    return tuple(Quote(*each) for each in _read(text).get("quotes", ()))


def published_tables(returns: Returns, year: int) -> Tables | None:
    """What was published of a year; None where nothing was."""
    for each in returns.published:
        if each.year == year:
            return tables_in(each.figures)
    return None


def published_table(returns: Returns, year: int, name: str) -> Released | None:
    """What was published of a year under a name, of a list of the returns."""
    found = (
        table_in(each.figures, name, returns) for each in returns.published if each.year == year
    )
    return next((each for each in found if each is not None), None)


def check_partition(returns: Returns, year: int, by: str) -> Released:
    """The practices in parts as they were published; a year has one partition of its teams.

    Raises DisclosureError: the year was published without a breakdown, or with another one.
    """
    in_parts = published_table(returns, year, "in_parts")
    if in_parts is None or by not in in_parts.table:
        raise DisclosureError(
            f"{year} was published without a breakdown by {by}: a second partition of its "
            "teams would tell more than one does."
        )
    return in_parts


def published_profile(returns: Returns, year: int) -> Released | None:
    """The practices of a year as they were first published, in its own report or a later one."""
    # Of each text one table alone: with the years, there are ever more of both.
    for each in returns.published:
        if each.year == year:
            return table_in(each.figures, "practice_profile", returns)
    for each in sorted(returns.published, key=lambda one: one.published_at):
        shown = table_in(each.figures, profile_of(year), returns)
        if shown is not None:
            return shown
    return None


def profile_of(year: int) -> str:
    """What the practices of an earlier year are called among the tables of a report."""
    return f"practice_profile {year}"


def _read(text: str) -> Json:
    stored: Json = json.loads(text)
    if stored["version"] > VERSION:
        raise DisclosureError(
            "An earlier report was published with a newer version of this program: install that."
        )
    return stored


def _as_json(released: Released) -> Json:
    return {
        "name": released.name,
        "attrs": {key: value for key, value in released.table.attrs.items() if key != "notes"},
        "columns": _columns(released.table),
        "withheld": _columns(released.withheld),
        "notes": released.notes,
    }


def _released(name: str, stored: Json) -> Released:
    table = Result(_frame(stored["columns"]))
    table.attrs = stored["attrs"]
    called = str(_FORMER.get(name, stored["name"]))
    return as_published(called, table, _frame(stored["withheld"]), stored["notes"])


def _columns(table: pd.DataFrame) -> list[Json]:
    return [{"column": column, **_values(series)} for column, series in table.items()]


def _values(series: pd.Series) -> Json:
    if isinstance(series.dtype, pd.CategoricalDtype):
        series = series.astype("string")
    if pd.api.types.is_datetime64_any_dtype(series.dtype):
        days: list[Any] = series.dt.strftime("%Y-%m-%d").tolist()
        return {
            "type": str(series.dtype),
            "values": [None if pd.isna(day) else day for day in days],
        }
    values = zip(series.tolist(), series.isna().tolist(), strict=True)
    return {"type": str(series.dtype), "values": [None if na else value for value, na in values]}


def _frame(columns: list[Json]) -> pd.DataFrame:
    return pd.DataFrame({stored["column"]: _series(stored) for stored in columns})


def _series(stored: Json) -> pd.Series:
    if stored["type"] == "category":  # as versions before 3 wrote it
        categories = pd.Index(_series(stored["categories"]))
        return pd.Series(pd.Categorical.from_codes(stored["codes"], categories))
    dtype = _FORMER_TYPES.get(stored["type"], stored["type"])
    series: pd.Series = pd.Series(stored["values"], dtype=dtype)
    return series
