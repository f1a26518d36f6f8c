"""The register of releases: what was published, when and by whom. None is ever removed.

What a release says is kept as text that this package does not read: readers of later releases
may hold it still, whether it was withdrawn or not.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Final


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

    @property
    def in_words(self) -> str:
        """Which release, when and by whom, as one clause."""
        by = f" by {self.published_by}" if self.published_by else ""
        return f"release {self.release_id}, {self.name}, published on {self.day}{by}"

    @property
    def day(self) -> str:
        """The day it was published, as people write it."""
        day = dt.datetime.fromisoformat(self.published_at)
        return f"{day.day} {day:%B %Y}"


_COLUMNS: Final = tuple(each.name for each in fields(Release))
_OBJECTS: Final = ("policy", "documents")  # kept as JSON


def read_releases(connection: sqlite3.Connection) -> tuple[Release, ...]:
    """Every release, in the order they were published."""
    rows = connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM releases ORDER BY release_id")  # noqa: S608 # our own names
    plain = (dict(zip(_COLUMNS, row, strict=True)) for row in rows)
    return tuple(
        Release(**{**row, **{name: json.loads(row[name]) for name in _OBJECTS}}) for row in plain
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
