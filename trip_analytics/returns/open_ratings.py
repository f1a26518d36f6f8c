"""Open a file of ratings, once what it holds is checked as a tidy table would be."""

from __future__ import annotations

import glob
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from trip_analytics.errors import SourceError, TableError
from trip_analytics.instruments import Instrument, as_given, built_in_instruments
from trip_analytics.returns.given_tables import instrument_of
from trip_analytics.returns.ratings_file import RatingsFile, readable
from trip_analytics.returns.ratings_source import (
    perspectives_of,
    scale_of,
)
from trip_analytics.tables.columns import TABLES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_REQUIRED: Final = ("year", "item_id", "rating")
_WHOSE: Final = ("team_id", "team", "return_id")
# What replaces a column that is absent; of a team, its name is enough.
_OTHERWISE: Final = {"team_id": "team", "perspective": "'team'"}
_USED: Final = (
    "return_id",
    "instrument",
    "team_id",
    "service_line",
    "team_type",
    "year",
    "item_id",
    "wording_id",
    "perspective",
    "rating",
    "state",
)
_WHOLE: Final = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT")
_FRACTIONAL: Final = ("FLOAT", "DOUBLE", "DECIMAL")
_SETTINGS: Final[dict[str, bool]] = {
    # What reads Parquet and databases is built in; nothing is fetched from elsewhere.
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
_TABLES: Final = "SELECT table_name FROM duckdb_tables() WHERE database_name = 'source'"
_NUMBERS: Final = ("year", "rating")
_CHECKED: Final = ("year", "wording_id", "perspective", "state")


def open_ratings(
    path: str | Path, *, instruments: Sequence[Instrument] | None = None
) -> RatingsFile:
    """Ratings that stay in a file, for a national set that is too large to load.

    It can be given as ``returns`` to :func:`practice_profile`,
    :func:`strongest_practices`, :func:`weakest_practices`, :func:`change_between`
    and all else that looks at ratings alone; the answers are the same.

    Parameters
    ----------
    path : str or Path
        A Parquet file, a folder of them (of an export: its ratings), or a DuckDB database with
        a table ``ratings``. Its columns are those of the tidy table ``ratings``; year,
        item_id, rating and one of team_id, team and return_id are enough. Each
        team of a year counts as having returned that year's form.
    instruments : sequence of Instrument, optional
        The built-in ones by default.

    Returns
    -------
    RatingsFile
        With ``years`` and ``instruments``. The file must stay where it is.

    Raises
    ------
    SourceError
        There is no such file, it is none of these, or DuckDB is not installed.
    TableError
        Columns are missing, or values do not fit.
    """
    path = Path(path)
    source = _source(path)
    try:
        import duckdb
    except ImportError:
        raise SourceError(
            "Ratings in a file are read with DuckDB, which is not installed: install "
            "trip-analytics[scale]."
        ) from None
    connection = duckdb.connect(config=dict(_SETTINGS))
    with readable(path):
        if isinstance(source, list):
            table = _parquet(source)
        else:
            connection.execute(f"ATTACH {_quoted(str(source))} AS source (READ_ONLY)")
            table = "source.ratings"
            if ("ratings",) not in connection.execute(_TABLES).fetchall():
                raise TableError(f"{path.name} has no table called ratings: name another file.")
        described = connection.execute(f"DESCRIBE SELECT * FROM {table}").fetchall()
        kinds = {name: kind for name, kind, *_ in described}
        _refuse(path, _columns_missing(kinds))
        columns = ", ".join(f"{_column(name, kinds)} AS {name}" for name in _USED)
        connection.execute(f"CREATE VIEW ratings AS SELECT {columns} FROM {table}")
        distinct = {name: _distinct(connection, name) for name in _CHECKED}
        answers = connection.execute(
            "SELECT DISTINCT instrument, item_id, rating FROM ratings"
        ).fetchall()
        known = as_given(instruments) if instruments is not None else built_in_instruments()
        ratings = _by_instrument(answers, known)
        off = _off_scale(ratings, known)
        _refuse(path, [*_not_allowed(distinct, known), *off, *_not_filled(connection)])
    items_of = {name: tuple(sorted(found)) for name, found in ratings.items()}
    of_all = max(items_of, key=lambda name: len(items_of[name]), default="")
    found = {rating for found in ratings.values() for given in found.values() for rating in given}
    return RatingsFile(
        path,
        tuple(distinct["year"]),
        known,
        pd.Index(sorted({i for items in items_of.values() for i in items}), dtype="string"),
        pd.Index(distinct["wording_id"], dtype="string"),
        tuple(i for one in known if one.instrument_id == of_all for i in one.item_ids),
        items_of,
        int(min(found, default=1)),
        connection,
    )


def _by_instrument(
    answers: Sequence[tuple[str | None, str | None, float | None]],
    instruments: Sequence[Instrument],
) -> dict[str, dict[str, set[float]]]:
    """The ratings of each item of each instrument; an item of none is of that of the others."""
    of_item = {
        item: each.instrument_id
        for each in reversed(instruments)
        if each.kind == "ratings"
        for item in each.item_ids
    }
    otherwise = instrument_of([item for _, item, _ in answers if item], "ratings", instruments)
    found: dict[str, dict[str, set[float]]] = {}
    for instrument, item, rating in answers:
        if item is not None:
            name = instrument or of_item.get(item, otherwise)
            given = found.setdefault(name, {}).setdefault(item, set())
            given |= set() if rating is None else {rating}
    return found


def _off_scale(
    ratings: Mapping[str, Mapping[str, set[float]]], instruments: Sequence[Instrument]
) -> list[str]:
    """Which instruments have ratings that are no points of their scale."""
    problems = []
    for name, found in ratings.items():
        points = scale_of(instruments, name)
        if not set(points).issuperset(rating for given in found.values() for rating in given):
            problems.append(f"rating must be a whole number from {points[0]} to {points[-1]}")
    return list(dict.fromkeys(problems))


def _source(path: Path) -> Path | list[Path]:
    """A database, or files of Parquet."""
    if path.is_dir():
        # Beside the ratings that were exported are the other tables.
        files = sorted(path.rglob("ratings.parquet")) or sorted(path.rglob("*.parquet"))
        if not files:
            raise SourceError(
                f"There is no Parquet file in {str(path)!r}: name another folder, or export the "
                "ratings with --format parquet."
            )
        return files
    if not path.is_file():
        raise SourceError(
            f"There is no file or folder called {str(path)!r}: check the name and where it is."
        )
    with path.open("rb") as file:
        start = file.read(12)
    if start.startswith(b"PAR1"):
        return [path]
    if start[8:] == b"DUCK":
        return path
    raise SourceError(
        f"{path.name} is neither a Parquet file nor a DuckDB database: name one of these, or a "
        "folder of Parquet files."
    )


def _parquet(files: Sequence[Path]) -> str:
    # A name may hold what DuckDB takes for a pattern.
    names = ", ".join(_quoted(glob.escape(str(file))) for file in files)
    return f"read_parquet([{names}], union_by_name = true)"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _refuse(path: Path, problems: Sequence[str]) -> None:
    if problems:
        raise TableError.from_problems(f"The ratings in {path.name} cannot be used:", problems)


def _columns_missing(kinds: Mapping[str, str]) -> list[str]:
    problems = [f"the column {name} is missing" for name in _REQUIRED if name not in kinds]
    if not kinds.keys() & set(_WHOSE):
        problems.append(f"none of the columns {', '.join(_WHOSE)} says which team a rating is of")
    return problems + [
        f"{name} must hold whole numbers"
        for name in _NUMBERS
        if name in kinds and not kinds[name].lstrip("U").startswith((*_WHOLE, *_FRACTIONAL))
    ]


def _column(name: str, kinds: Mapping[str, str]) -> str:
    """A column, or what replaces it, in the type of the tidy table."""
    otherwise = _OTHERWISE.get(name, "NULL")
    if name not in kinds:
        absent = otherwise.isidentifier() and otherwise not in kinds
        return f"{'NULL' if absent else otherwise}::VARCHAR"
    if name not in _NUMBERS:
        return f"{name}::VARCHAR"
    # A missing number may be stored as NaN.
    return f"nullif({name}::DOUBLE, 'NaN')" if kinds[name].startswith(_FRACTIONAL) else name


def _distinct(connection: DuckDBPyConnection, name: str) -> list[Any]:
    rows = connection.execute(f"SELECT DISTINCT {name} FROM ratings ORDER BY 1").fetchall()
    return [value for (value,) in rows if value is not None]


def _not_allowed(
    distinct: Mapping[str, Sequence[Any]], instruments: Sequence[Instrument]
) -> list[str]:
    """What the tidy table does not allow in its columns."""
    problems = []
    views = perspectives_of(instruments)
    if not set(views).issuperset(distinct.get("perspective", [])):
        problems.append(f"perspective must be one of {', '.join(views)}")
    for column in TABLES["ratings"]:
        found = distinct.get(column.name, [])
        if column.one_of and not set(column.one_of).issuperset(found):
            problems.append(f"{column.name} must be one of {', '.join(column.one_of)}")
        if column.between:
            low, high = column.between
            if not set(range(low, high + 1)).issuperset(found):
                problems.append(f"{column.name} must be a whole number from {low} to {high}")
    return problems


def _not_filled(connection: DuckDBPyConnection) -> list[str]:
    """Which columns are empty somewhere that must not be."""
    counts = connection.execute(
        "SELECT count(*), count(year), count(item_id), count(team_id), count(return_id) "
        "FROM ratings"
    ).fetchone()
    rows, years, items, teams, returns = counts or (0,) * 5
    problems = [
        f"{name} is empty in {rows - filled} rows"
        for name, filled in (("year", years), ("item_id", items))
        if filled < rows
    ]
    if max(teams, returns) < rows:
        problems.append("a rating must say its team or its return, and some say neither")
    return problems
