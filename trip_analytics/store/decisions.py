"""A lead's own decisions, as the store keeps them. None is ever removed."""

from __future__ import annotations

import datetime as dt
import sqlite3
from dataclasses import dataclass, fields
from typing import Final, Literal

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


_COLUMNS: Final = tuple(each.name for each in fields(Decision))


def read_decisions(connection: sqlite3.Connection) -> tuple[Decision, ...]:
    """Every decision, the undone ones too, in the order they were made."""
    rows = connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM decisions ORDER BY decision_id")  # noqa: S608 # our own names
    return tuple(Decision(*row) for row in rows)


def add_decision(connection: sqlite3.Connection, decision: Decision) -> Decision:
    """Keep a decision, under the next number."""
    names = [name for name in _COLUMNS if name != "decision_id"]
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
