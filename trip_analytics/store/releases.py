"""The register of releases: what was published, when and by whom. None is ever removed.

What a release says is kept as text that this package does not read. It counts as being in
readers' hands unless a person states that it never left the desk; each such statement, and
that it was taken back, is kept too.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Final


@dataclass(frozen=True, slots=True, repr=False)
class Statement:
    """Whether a release was ever handed out, as a person stated."""

    release_id: int
    handed_out: bool
    stated_by: str
    stated_at: str
    why: str


@dataclass(frozen=True, slots=True, repr=False)
class Release:
    """One release.

    Attributes
    ----------
    release_id : int
        Its number, from 1.
    name : str
        What it is called in front of people.
    year : int
        The review year that it is about.
    published_at, published_by : str
        When, with the time zone, and the account that did, empty where it is not known.
    policy : mapping of str to int
        The rules of disclosure in force, as named numbers.
    content : str
        What was published, and the answers behind it.
    returns : str
        Which returns these answers are of.
    documents : mapping of str to str
        The fingerprint (sha256) of each document, by its name.
    statement : Statement, optional
        The last one on whether it was handed out.
    """

    release_id: int
    name: str
    year: int
    published_at: str
    published_by: str
    policy: Mapping[str, int]
    content: str
    returns: str
    documents: Mapping[str, str]
    statement: Statement | None = None

    @property
    def is_out(self) -> bool:
        """Whether it counts as handed out: unless a person states that it never was."""
        return self.statement is None or self.statement.handed_out

    @property
    def in_words(self) -> str:
        """Which release, when and by whom, as one clause."""
        by = f" by {self.published_by}" if self.published_by else ""
        said = f"release {self.release_id}, {self.name}, published on {self.day}{by}"
        if self.statement is None or self.is_out:
            return said
        one = self.statement
        on = _day(one.stated_at)
        return f"{said}, never handed out, as {one.stated_by} stated on {on}: {one.why}"

    @property
    def day(self) -> str:
        """The day it was published, as people write it."""
        return _day(self.published_at)


def _day(moment: str) -> str:
    day = dt.datetime.fromisoformat(moment)
    return f"{day.day} {day:%B %Y}"


_COLUMNS: Final = tuple(each.name for each in fields(Release) if each.name != "statement")
_STATED: Final = tuple(each.name for each in fields(Statement))
_OBJECTS: Final = ("policy", "documents")  # kept as JSON


def read_releases(connection: sqlite3.Connection) -> tuple[Release, ...]:
    """Every release, in the order they were published."""
    rows = connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM releases ORDER BY release_id")  # noqa: S608 # our own names
    plain = [dict(zip(_COLUMNS, row, strict=True)) for row in rows]
    last = {one.release_id: one for one in _read_statements(connection)}
    return tuple(
        Release(
            **{**row, **{name: json.loads(row[name]) for name in _OBJECTS}},
            statement=last.get(row["release_id"]),
        )
        for row in plain
    )


def _read_statements(connection: sqlite3.Connection) -> list[Statement]:
    rows = connection.execute(f"SELECT {', '.join(_STATED)} FROM handed_out ORDER BY rowid")  # noqa: S608 # our own names
    return [
        Statement(release, bool(handed_out), *by_whom) for release, handed_out, *by_whom in rows
    ]


def add_statement(connection: sqlite3.Connection, statement: Statement) -> None:
    """Keep what a person stated; what was stated before stays."""
    connection.execute(
        f"INSERT INTO handed_out ({', '.join(_STATED)}) VALUES (?, ?, ?, ?, ?)",  # noqa: S608 # our own names
        [getattr(statement, name) for name in _STATED],
    )


def add_release(connection: sqlite3.Connection, release: Release) -> Release:
    """Keep a release, under the next number."""
    said = {name: getattr(release, name) for name in _COLUMNS if name != "release_id"}
    said |= {name: json.dumps(dict(said[name])) for name in _OBJECTS}
    cursor = connection.execute(
        f"INSERT INTO releases ({', '.join(said)}) VALUES ({', '.join('?' for _ in said)})",  # noqa: S608 # our own names
        list(said.values()),
    )
    return replace(release, release_id=cursor.lastrowid or 0)


def take_back(connection: sqlite3.Connection, release: Release) -> None:
    """Forget a release whose documents could not be written: nobody has seen it."""
    connection.execute("DELETE FROM releases WHERE release_id = ?", (release.release_id,))
