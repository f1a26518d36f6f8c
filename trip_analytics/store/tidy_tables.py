"""The tidy tables in the store."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from trip_analytics.returns import Returns
from trip_analytics.store.serialise import writable
from trip_analytics.tables.check import empty
from trip_analytics.tables.columns import (
    BEFORE_MERGERS,
    BOOLEAN,
    DATE,
    FLOAT,
    OWN_TABLES,
    SURROUNDINGS,
    TABLES,
    TEAM_REGISTER,
    TEXT,
    Column,
)

# Worked out from what the store keeps, and written again with it. `returns` is first: the rows of
# the others belong to its rows.
WORKED_OUT: Final[Mapping[str, tuple[Column, ...]]] = {
    **TABLES,
    "before_mergers": BEFORE_MERGERS,
    "surroundings": SURROUNDINGS,
}
# Given by the trust, and kept: another column needs a migration in `schema`.
GIVEN: Final[Mapping[str, tuple[Column, ...]]] = {"teams": TEAM_REGISTER, **OWN_TABLES}
STORED: Final[Mapping[str, tuple[Column, ...]]] = {**WORKED_OUT, **GIVEN}

_TYPES: Final = {TEXT: "TEXT", DATE: "TEXT", FLOAT: "REAL"}  # the others are whole numbers


def are_of_this_version(connection: sqlite3.Connection) -> bool:
    """Whether the tables that were worked out have the columns that they have in this version."""
    return all(
        _columns_there(connection, name) == [(column.name, _type(column)) for column in columns]
        for name, columns in WORKED_OUT.items()
    )


def read_tables(connection: sqlite3.Connection) -> dict[str, pd.DataFrame]:
    """Every tidy table, the register, the trust's own tables, and cells around unclear marks."""
    return {name: read_table(connection, name) for name in STORED}


def read_table(connection: sqlite3.Connection, name: str) -> pd.DataFrame:
    """One table, by its name."""
    columns = STORED[name]
    names = ", ".join(column.name for column in columns)
    rows = connection.execute(f"SELECT {names} FROM {name} ORDER BY rowid").fetchall()  # noqa: S608 # our own names
    if not rows:
        return empty(columns)
    values = zip(*rows, strict=True)
    return pd.DataFrame(
        {column.name: _typed(said, column) for column, said in zip(columns, values, strict=True)}
    )


def write_tables(connection: sqlite3.Connection, returns: Returns) -> None:
    """Replace every table. To be called within a transaction."""
    if are_of_this_version(connection):
        for name in reversed(list(WORKED_OUT)):
            connection.execute(f"DELETE FROM {name}")  # noqa: S608 # our own names
    else:
        for name in reversed(list(WORKED_OUT)):
            connection.execute(f"DROP TABLE IF EXISTS {name}")
        for name, columns in WORKED_OUT.items():
            connection.execute(_definition(name, columns))
    for name in GIVEN:
        connection.execute(f"DELETE FROM {name}")  # noqa: S608 # our own names
    for name, columns in STORED.items():
        table: pd.DataFrame = getattr(returns, name)
        if table.empty:
            continue
        marks = ", ".join("?" for _ in columns)
        names = ", ".join(column.name for column in columns)
        connection.executemany(
            f"INSERT INTO {name} ({names}) VALUES ({marks})",  # noqa: S608 # our own names
            zip(*(_plain(table[column.name], column) for column in columns), strict=True),
        )


def _columns_there(connection: sqlite3.Connection, table: str) -> list[tuple[str, str]]:
    return [(name, kind) for _, name, kind, *_ in connection.execute(f"PRAGMA table_info({table})")]


def _definition(table: str, columns: Sequence[Column]) -> str:
    """The statement that makes a table."""
    defined = [f"{each.name} {_type(each)} {_limits(table, each)}".strip() for each in columns]
    return f"CREATE TABLE {table} ({', '.join(defined)}) STRICT"


def _type(column: Column) -> str:
    return _TYPES.get(column.dtype, "INTEGER")


def _limits(table: str, column: Column) -> str:
    if column.name == "return_id":
        return "NOT NULL " + ("PRIMARY KEY" if table == "returns" else "REFERENCES returns")
    return "NOT NULL" if column.required else ""


def _typed(values: Sequence[Any], column: Column) -> pd.Series:
    dtype: Any = column.dtype  # the stubs know no dtype by a name held in a variable
    if column.dtype == DATE:
        days: list[Any] = [None if day is None else dt.date.fromisoformat(day) for day in values]
        dated: pd.Series = pd.Series(days, dtype="object").astype(DATE)
        return dated
    if column.dtype == BOOLEAN:
        values = [None if value is None else bool(value) for value in values]
    typed: pd.Series = pd.Series(list(values), dtype=dtype)
    return typed


def _plain(values: pd.Series, column: Column) -> list[Any]:
    """A column as SQLite takes it."""
    if column.dtype == DATE:
        return [None if pd.isna(day) else day.date().isoformat() for day in values]
    plain: list[Any] = values.array.to_numpy(dtype=object, na_value=None).tolist()
    if column.dtype == TEXT:
        try:
            "".join(filter(None, plain)).encode()
        except UnicodeEncodeError:
            return [None if text is None else writable(text) for text in plain]
    return plain
