"""The published years: what was published of each, when and by whom. None is ever removed.

The figures are kept as text that this room does not read. A year has one public version: a
later one needs the first to be withdrawn, which stays on record with its reason.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Final


@dataclass(frozen=True, slots=True, repr=False)
class Publication:
    """One published year.

    Attributes
    ----------
    number : int
        From 1, in the order of publication.
    year : int
    published_at, published_by : str
        When, with the time zone, and the account that did, empty where it is not known.
    policy : mapping of str to int
        The numbers of the rule of disclosure.
    figures : str
        Every figure, and the comments quoted.
    returns : mapping of str to str
        The fingerprint (sha256) of each file of returns that the figures rest on, by its name.
    documents : mapping of str to str
        The fingerprint of each document, by its name.
    withdrawn_by, withdrawn_at, why : str or None
        Who withdrew it, when and why.
    """

    number: int
    year: int
    published_at: str
    published_by: str
    policy: Mapping[str, int]
    figures: str
    returns: Mapping[str, str]
    documents: Mapping[str, str]
    withdrawn_by: str | None = None
    withdrawn_at: str | None = None
    why: str | None = None

    @property
    def stands(self) -> bool:
        """Whether it has not been withdrawn."""
        return self.withdrawn_at is None

    @property
    def in_words(self) -> str:
        """Which year, when and by whom, as one clause."""
        by = f" by {self.published_by}" if self.published_by else ""
        said = f"the report of {self.year}, published on {_day(self.published_at)}{by}"
        if self.withdrawn_at is None:
            return said
        return f"{said}, withdrawn by {self.withdrawn_by} on {_day(self.withdrawn_at)}: {self.why}"


def _day(moment: str) -> str:
    day = dt.datetime.fromisoformat(moment)
    return f"{day.day} {day:%B %Y}"


_COLUMNS: Final = tuple(each.name for each in fields(Publication))
_OBJECTS: Final = ("policy", "returns", "documents")  # kept as JSON


def read_publications(connection: sqlite3.Connection) -> tuple[Publication, ...]:
    """Every publication, in order, those that were withdrawn too."""
    rows = connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM publications ORDER BY number")  # noqa: S608 # our own names
    plain = (dict(zip(_COLUMNS, row, strict=True)) for row in rows)
    return tuple(
        Publication(**{**row, **{name: json.loads(row[name]) for name in _OBJECTS}})
        for row in plain
    )


def add_publication(connection: sqlite3.Connection, publication: Publication) -> Publication:
    """Keep a publication, under the next number."""
    said = {name: getattr(publication, name) for name in _COLUMNS if name != "number"}
    said |= {name: json.dumps(dict(said[name])) for name in _OBJECTS}
    cursor = connection.execute(
        f"INSERT INTO publications ({', '.join(said)}) VALUES ({', '.join('?' for _ in said)})",  # noqa: S608 # our own names
        list(said.values()),
    )
    return replace(publication, number=cursor.lastrowid or 0)


def mark_withdrawn(
    connection: sqlite3.Connection, number: int, *, by: str, at: str, why: str
) -> None:
    """State that a publication was withdrawn."""
    connection.execute(
        "UPDATE publications SET withdrawn_by = ?, withdrawn_at = ?, why = ? WHERE number = ?",
        (by, at, why, number),
    )


def take_back(connection: sqlite3.Connection, publication: Publication) -> None:
    """Forget a publication whose documents could not be written: nobody has seen it."""
    connection.execute("DELETE FROM publications WHERE number = ?", (publication.number,))


def read_secret(connection: sqlite3.Connection) -> str:
    """What the noise of the store's reports is keyed with. It never leaves the store."""
    return str(connection.execute("SELECT secret FROM secrets").fetchone()[0])
