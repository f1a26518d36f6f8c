"""The tidy tables: their columns, types and keys, and a frozen holder of them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, Final, Self

import pandas as pd

from trip_analytics.errors import TableError
from trip_analytics.instruments import Instrument, built_in_instruments

PERSPECTIVES = ("team", "staff", "people-using-services", "family-and-friends")
STATES = ("rated", "not-applicable", "not-answered", "unclear")
SEVERITIES = ("error", "warning", "note")

TEXT: Final = "string"
INT8: Final = "Int8"
INT16: Final = "Int16"
FLOAT: Final = "Float64"
BOOLEAN: Final = "boolean"
DATE: Final = "datetime64[s]"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a tidy table: its type and, where limited, what it may hold."""

    name: str
    dtype: str = TEXT
    required: bool = False
    one_of: tuple[str, ...] = ()
    between: tuple[int, int] | None = None
    by_month: bool = False  # its dates stand for their months, and are the first day of them


def _text(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name) for name in names)


_TEAM = _text("team_id", "team", "service_line", "team_type")
_YEAR = Column("year", INT16, required=True, between=(1990, 2100))
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
        *_text("source_file", "sheet", "sha256"),
        Column("status", one_of=("current", "superseded", "duplicate")),
    ),
    "ratings": (
        _RETURN,
        *_TEAM,
        _YEAR,
        _ITEM,
        Column("wording_id"),
        Column("perspective", one_of=PERSPECTIVES),
        Column("respondent"),
        Column("rating", INT8, between=(1, 5)),
        _STATE,
        Column("comment"),
        *_CELL,
    ),
    "stages": (
        _RETURN,
        *_TEAM,
        _YEAR,
        _ITEM,
        Column("wording_id"),
        Column("stage", INT8, between=(1, 3)),
        _STATE,
        Column("priority", INT8, between=(1, 10)),
        Column("comment"),
        *_CELL,
        Column("priority_cell"),
    ),
    "priorities": (
        _RETURN,
        *_TEAM,
        _YEAR,
        Column("number", INT8, between=(1, 99)),
        *_text("priority", "item_id", "matched_by", "action", "measure"),
        Column("due", DATE),
        Column("progress", one_of=("not-started", "started", "achieved", "stopped")),
        Column("staff_lead", BOOLEAN),
        Column("service_user_lead", BOOLEAN),
        *_CELL,
    ),
    "action_plans": (
        _RETURN,
        *_text("team_id", "team"),
        _YEAR,
        Column("item_id"),
        Column("stage", INT8, between=(1, 3)),
        Column("kind", one_of=("current-standard", "goal", "action", "evidence")),
        Column("number", INT8),
        Column("text"),
        Column("agreed_on", DATE),
        Column("next_review", DATE),
        *_CELL,
    ),
    "assets": (_RETURN, *_text("team_id", "team"), _YEAR, *_text("category", "asset"), *_CELL),
    "import_log": (
        Column("severity", required=True, one_of=SEVERITIES),
        Column("kind", required=True),
        *_CELL,
        Column("team"),
        Column("year", INT16),
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
    Column("month", DATE, required=True, by_month=True),
    Column("value", FLOAT, required=True),
    Column("out_of", FLOAT),
)

SURROUNDINGS: tuple[Column, ...] = (*_CELL, Column("around", required=True))

BEFORE_MERGERS: tuple[Column, ...] = (_RETURN, *_TEAM)

# A trust's own tables, which it may keep beside the returns.
OWN_TABLES: Mapping[str, tuple[Column, ...]] = {
    "innovations": INNOVATIONS,
    "indicators": INDICATORS,
}

# What `Returns` holds beside the tidy tables.
_BESIDE: Mapping[str, tuple[Column, ...]] = {
    "teams": TEAM_REGISTER,
    **OWN_TABLES,
    "surroundings": SURROUNDINGS,
    "before_mergers": BEFORE_MERGERS,
}

# What a person may leave out of tables of their own, and what then stands for it.
_FILLED: Mapping[str, Mapping[str, str]] = {
    "returns": {"status": "current"},
    "ratings": {"perspective": "team"},
}


def empty(columns: Sequence[Column]) -> pd.DataFrame:
    """A table of these columns and types, without rows."""
    return _empty(tuple(columns)).copy()


@cache
def _empty(columns: tuple[Column, ...]) -> pd.DataFrame:
    return pd.DataFrame({column.name: pd.Series(dtype=column.dtype) for column in columns})


def frame(columns: Sequence[Column], rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Rows as a table of these columns, in their order and types."""
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
        ``"indicators"``, ``"surroundings"`` or ``"before_mergers"``.
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
    if problems:
        raise TableError.from_problems(f"The table {name!r} cannot be used:", problems)
    return pd.DataFrame(checked).reset_index(drop=True)


def _typed(values: pd.Series, column: Column) -> pd.Series:
    dtype: Any = column.dtype  # the stubs know no dtype by a name held in a variable
    return values.astype(dtype)


def _convert(values: pd.Series, column: Column, problems: list[str]) -> pd.Series | None:
    try:
        converted = _typed(values, column)
    except (TypeError, ValueError):
        wanted = {TEXT: "text", BOOLEAN: "true or false", DATE: "dates", FLOAT: "numbers"}
        problems.append(
            f"{column.name} must hold {wanted.get(column.dtype, 'whole numbers')} or be empty"
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


@dataclass(frozen=True, repr=False)
class PublishedYear:
    """What was published of a year, as the store that the returns are from keeps it.

    Attributes
    ----------
    year : int
    published_at : str
        When, with the time zone.
    figures : str
        The released tables, as text.
    documents : mapping of str to str
        The fingerprint (sha256) of each document, by its name.
    """

    year: int
    published_at: str
    figures: str
    documents: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"PublishedYear({self.year}, {self.published_at})"


@dataclass(frozen=True, eq=False, repr=False)
class Returns:
    """What a set of returns says, as tidy tables.

    Made by :func:`trip_analytics.load_returns`, or by :meth:`from_tables` from
    tables one already has. The tables and their columns are described in the
    guide "The tidy tables". ``ratings``, ``stages``, ``priorities``,
    ``action_plans`` and ``assets`` hold current returns only; ``returns`` lists
    all.

    Attributes
    ----------
    returns, ratings, stages, priorities, action_plans, assets, import_log : DataFrame
        The tidy tables.
    teams : DataFrame
        The register of teams, where one was given: team_id, team, aliases,
        service_line, team_type, opened, closed, merged_into.
    innovations : DataFrame
        What teams introduced and when, where a table of it was given: team_id, team,
        innovation, introduced.
    indicators : DataFrame
        Monthly figures, where a table of them was given: team_id, team (both empty for a
        figure of the trust as a whole), indicator, month, value, out_of.
    surroundings : DataFrame
        What stands around each unclear mark (source_file, sheet, cell), as lines of
        text in ``around``, for whoever asks the team.
    before_mergers : DataFrame
        Whose each return was (return_id, team_id, team, service_line, team_type) that
        counts as the past of the team which that one became part of.
    instruments : tuple of Instrument
        The instruments by which the returns were understood.
    published : tuple of PublishedYear
        The years that were published from the store; none without one.
    secret : str or None
        What the store keys the noise of its reports with; None without a store.
    """

    returns: pd.DataFrame = field(default_factory=lambda: empty(TABLES["returns"]))
    ratings: pd.DataFrame = field(default_factory=lambda: empty(TABLES["ratings"]))
    stages: pd.DataFrame = field(default_factory=lambda: empty(TABLES["stages"]))
    priorities: pd.DataFrame = field(default_factory=lambda: empty(TABLES["priorities"]))
    action_plans: pd.DataFrame = field(default_factory=lambda: empty(TABLES["action_plans"]))
    assets: pd.DataFrame = field(default_factory=lambda: empty(TABLES["assets"]))
    import_log: pd.DataFrame = field(default_factory=lambda: empty(TABLES["import_log"]))
    teams: pd.DataFrame = field(default_factory=lambda: empty(TEAM_REGISTER))
    innovations: pd.DataFrame = field(default_factory=lambda: empty(INNOVATIONS))
    indicators: pd.DataFrame = field(default_factory=lambda: empty(INDICATORS))
    surroundings: pd.DataFrame = field(default_factory=lambda: empty(SURROUNDINGS))
    before_mergers: pd.DataFrame = field(default_factory=lambda: empty(BEFORE_MERGERS))
    instruments: tuple[Instrument, ...] = field(default_factory=built_in_instruments)
    published: tuple[PublishedYear, ...] = ()
    secret: str | None = None

    @classmethod
    def from_tables(
        cls, *, instruments: Sequence[Instrument] | None = None, **tables: pd.DataFrame
    ) -> Self:
        """Hold tables one already has, once they are checked.

        Parameters
        ----------
        instruments : sequence of Instrument, optional
            The built-in ones by default.
        **tables : DataFrame
            Any of the tables by name, ``teams`` for the register. Of ``ratings``,
            the columns team (or team_id), year, item_id and rating are enough:
            without return_id each team's year is one return, without state a
            rating is ``rated`` and an empty one ``not-answered``, and without
            a ``returns`` table one is made from the ratings and the stages.

        Raises
        ------
        TableError
            A table has a name that is not known, lacks columns, or holds values
            that do not fit.

        Examples
        --------
        >>> ratings = pd.DataFrame(
        ...     {"team": ["Ash", "Elm"], "year": 2025, "item_id": "choices", "rating": [4, 2]}
        ... )
        >>> Returns.from_tables(ratings=ratings)
        Returns(2 current returns, 2 ratings, years 2025)
        """
        known = {table.name for table in fields(cls)} - {"instruments", "published", "secret"}
        unknown = sorted(set(tables) - known)
        if unknown:
            raise TableError(
                f"There is no table called {', '.join(unknown)}: give any of "
                f"{', '.join(sorted(known))}."
            )
        checked = {name: check(name, _completed(name, table)) for name, table in tables.items()}
        chosen = tuple(instruments) if instruments is not None else built_in_instruments()
        if "returns" not in checked:
            checked["returns"] = _returns_behind(checked, chosen)
        return cls(**checked, instruments=chosen, published=(), secret=None)

    @property
    def years(self) -> tuple[int, ...]:
        """The review years of the current returns, earliest first."""
        current = self.returns.loc[self.returns["status"] == "current", "year"]
        return tuple(sorted(int(year) for year in current.dropna().unique()))

    def __repr__(self) -> str:
        current = int((self.returns["status"] == "current").sum())
        years = ", ".join(map(str, self.years)) or "none"
        return f"Returns({current} current returns, {len(self.ratings)} ratings, years {years})"


def _completed(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """A person's own table with what its other columns already say."""
    table = table.copy()
    if "team" in table and "team_id" not in table:
        table["team_id"] = table["team"]
    if "team_id" in table and "team" not in table:
        table["team"] = table["team_id"]
    if "return_id" not in table and {"team_id", "year"} <= set(table.columns):
        table["return_id"] = table["team_id"].astype(TEXT) + " " + table["year"].astype(TEXT)
    for column, value in _FILLED.get(name, {}).items():
        if column not in table:
            table[column] = value
    answer = {"ratings": "rating", "stages": "stage"}.get(name)
    if answer in table and "state" not in table:
        table["state"] = table[answer].notna().map({True: "rated", False: "not-answered"})
    return table


def _returns_behind(
    tables: Mapping[str, pd.DataFrame], instruments: Sequence[Instrument]
) -> pd.DataFrame:
    """The returns that ratings and stages came from, one row each."""
    found = [
        tables[name]
        .drop_duplicates("return_id")
        .assign(
            instrument=instrument_of(tables[name]["item_id"], name, instruments), status="current"
        )
        for name in ("ratings", "stages")
        if name in tables
    ]
    return check("returns", pd.concat(found)) if found else empty(TABLES["returns"])


def instrument_of(items: Iterable[str], kind: str, instruments: Sequence[Instrument]) -> str:
    """The instrument that most of a table's items are of; a list of one's own is none of them."""
    item_ids = set(items)
    of_kind = [instrument for instrument in instruments if instrument.kind == kind]
    best = max(of_kind, key=lambda one: len(item_ids & set(one.item_ids)), default=None)
    if best is None or item_ids.isdisjoint(best.item_ids):
        return "own"
    return best.instrument_id
