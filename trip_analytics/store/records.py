"""What was done with a store, each on record for ever: imports, decisions, published years.

The figures of a published year are kept as text that this room does not read. A year has one
public version: a later one needs the first to be withdrawn, which stays on record with its reason.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Final, Literal


@dataclass(frozen=True, slots=True)
class Run:
    """What an import found."""

    files: int
    """Files read."""
    # Returns that were not in the store, were there already, and were current until this import
    # brought another.
    new: int
    unchanged: int
    superseded: int
    renewed: int
    """Files with the same content as before that are understood differently, because the register,
    an option or the program is another."""


def add_run(connection: sqlite3.Connection, at: str, program: str, sources: Sequence[str]) -> int:
    """Begin the row of an import; its number."""
    cursor = connection.execute(
        "INSERT INTO runs (at, program, sources, files, new, unchanged, superseded, renewed) "
        "VALUES (?, ?, ?, 0, 0, 0, 0, 0)",
        (at, program, json.dumps(sources)),
    )
    return cursor.lastrowid or 0


def finish_run(connection: sqlite3.Connection, run_id: int, run: Run) -> None:
    """Write down what an import found."""
    connection.execute(
        "UPDATE runs SET files = ?, new = ?, unchanged = ?, superseded = ?, renewed = ? "
        "WHERE run_id = ?",
        (run.files, run.new, run.unchanged, run.superseded, run.renewed, run_id),
    )


Kind = Literal["answer", "team", "year", "set-aside", "about"]


@dataclass(frozen=True, slots=True, repr=False)
class Decision:
    """What a lead decided, about which return, and whether it was undone.

    A return is known by its file's name and the fingerprint of its content, so that a
    corrected one is not overruled; an answer by its item, perspective, respondent and
    cell; a priority by its cell.
    """

    decision_id: int
    kind: Kind
    source_file: str
    sha256: str
    sheet: str | None
    cell: str | None
    item_id: str | None
    perspective: str | None
    respondent: str | None
    value: str
    decided_by: str
    decided_at: str
    why: str
    undone_by: str | None = None
    undone_at: str | None = None
    undone_why: str | None = None

    @property
    def stands(self) -> bool:
        """Whether it was not undone."""
        return self.undone_at is None

    @property
    def in_words(self) -> str:
        """What was decided, by whom, when and why, as one clause."""
        day = dt.datetime.fromisoformat(self.decided_at)
        on = f"{day.day} {day:%B %Y}"
        return f"{self.decided_by} decided on {on}: {self.why} (decision {self.decision_id})"


_OF_DECISION: Final = tuple(each.name for each in fields(Decision))


def read_decisions(connection: sqlite3.Connection) -> tuple[Decision, ...]:
    """Every decision, the undone ones too, in the order they were made."""
    names = ", ".join(_OF_DECISION)
    rows = connection.execute(f"SELECT {names} FROM decisions ORDER BY decision_id")  # noqa: S608 # our own names
    return tuple(Decision(*row) for row in rows)


def add_decision(connection: sqlite3.Connection, decision: Decision) -> Decision:
    """Keep a decision, under the next number."""
    names = [name for name in _OF_DECISION if name != "decision_id"]
    cursor = connection.execute(
        f"INSERT INTO decisions ({', '.join(names)}) VALUES ({', '.join('?' for _ in names)})",  # noqa: S608 # our own names
        [getattr(decision, name) for name in names],
    )
    return next(one for one in read_decisions(connection) if one.decision_id == cursor.lastrowid)


def mark_undone(
    connection: sqlite3.Connection, decision_id: int, *, by: str, at: str, why: str
) -> None:
    """Keep that a decision was undone, by whom, when and why."""
    connection.execute(
        "UPDATE decisions SET undone_by = ?, undone_at = ?, undone_why = ? WHERE decision_id = ?",
        (by, at, why, decision_id),
    )


@dataclass(frozen=True, slots=True, repr=False)
class Publication:
    """One published year.

    Attributes
    ----------
    number : int
        From 1, in the order of publication.
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


_OF_PUBLICATION: Final = tuple(each.name for each in fields(Publication))
_OBJECTS: Final = ("policy", "returns", "documents")  # kept as JSON


def read_publications(connection: sqlite3.Connection) -> tuple[Publication, ...]:
    """Every publication, in order, those that were withdrawn too."""
    names = ", ".join(_OF_PUBLICATION)
    rows = connection.execute(f"SELECT {names} FROM publications ORDER BY number")  # noqa: S608 # our own names
    plain = (dict(zip(_OF_PUBLICATION, row, strict=True)) for row in rows)
    return tuple(
        Publication(**{**row, **{name: json.loads(row[name]) for name in _OBJECTS}})
        for row in plain
    )


def add_publication(connection: sqlite3.Connection, publication: Publication) -> Publication:
    """Keep a publication, under the next number."""
    said = {name: getattr(publication, name) for name in _OF_PUBLICATION if name != "number"}
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
