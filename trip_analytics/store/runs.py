"""The imports into a store, one row each."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """What an import found.

    Attributes
    ----------
    files : int
        Files read.
    new, unchanged, superseded : int
        Returns that were not in the store, were there already, and were current until
        this import brought another.
    renewed : int
        Files with the same content as before that are understood differently, because
        the register, an option or the program is another.
    """

    files: int
    new: int
    unchanged: int
    superseded: int
    renewed: int


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
