"""What the files said that were imported, as the store keeps it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd

from trip_analytics.import_log import Entry
from trip_analytics.instruments import Instrument, built_in_instruments
from trip_analytics.store.records import Decision, read_decisions
from trip_analytics.store.serialise import (
    form_as_text,
    form_from_text,
    instrument_as_text,
    instrument_from_text,
    log_as_text,
    log_from_text,
)
from trip_analytics.store.tidy_tables import read_table
from trip_analytics.tables.columns import OWN_TABLES
from trip_analytics.understanding import Form


@dataclass(slots=True, repr=False)
class StoredFile:
    """What one file said: as it was read, and where it was found."""

    name: str
    sha256: str
    path: str
    """Where it, or the archive it came in, was found."""
    modified: float = 0.0
    year: int | None = None
    """The review year that was given for files that do not say theirs."""
    read_by: str | None = None
    """A fingerprint of what it was read by."""
    beside: bool = False
    """It is no file to read: a folder that could not be opened, the register."""
    replaced: bool = False
    """Another content has since been found at the same place."""
    forms: list[Form] = field(default_factory=list)
    log: list[Entry] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, str]:
        """By what a file is known again: its content, or its place if that was not read."""
        return (self.name, self.sha256 or f"at {self.path}")


@dataclass(slots=True, repr=False)
class Contents:
    """All that the tidy tables are worked out from, but the register."""

    files: list[StoredFile]
    instruments: tuple[Instrument, ...]
    decisions: tuple[Decision, ...]
    own_tables: dict[str, pd.DataFrame]


def read_contents(connection: sqlite3.Connection) -> Contents:
    """What every file said, in the order of their names; what is beside them last."""
    own = read_instruments(connection)
    known = (*own, *built_in_instruments())
    by_id = {instrument.instrument_id: instrument for instrument in reversed(known)}
    files: dict[int, StoredFile] = {}
    for row in connection.execute(
        "SELECT file_id, name, sha256, path, modified, year, beside, replaced_run_id IS NOT NULL, "
        "log FROM files ORDER BY beside, CASE WHEN beside THEN '' ELSE name END, file_id"
    ):
        file_id, name, sha256, path, modified, year, beside, replaced, log = row
        files[file_id] = StoredFile(
            name,
            sha256,
            path,
            modified,
            year,
            beside=bool(beside),
            replaced=bool(replaced),
            log=log_from_text(log),
        )
    for file_id, said in connection.execute(
        "SELECT file_id, said FROM forms ORDER BY file_id, position"
    ):
        files[file_id].forms.append(form_from_text(said, by_id))
    own_tables = {name: read_table(connection, name) for name in OWN_TABLES}
    return Contents(list(files.values()), known, read_decisions(connection), own_tables)


def read_readers(connection: sqlite3.Connection) -> dict[tuple[str, str], str | None]:
    """By what each file that could be read was read, by its name and its fingerprint."""
    rows = connection.execute("SELECT name, sha256, read_by FROM files WHERE sha256 <> ''")
    return {(name, sha256): read_by for name, sha256, read_by in rows}


def read_instruments(connection: sqlite3.Connection) -> tuple[Instrument, ...]:
    """The trust's own instruments."""
    rows = connection.execute("SELECT definition FROM instruments ORDER BY rowid")
    return tuple(instrument_from_text(definition) for (definition,) in rows)


def write_instruments(connection: sqlite3.Connection, own: Mapping[str, Instrument]) -> None:
    """Keep a trust's own instruments, each as it was last given."""
    connection.executemany(
        "INSERT INTO instruments (instrument_id, definition) VALUES (?, ?) "
        "ON CONFLICT (instrument_id) DO UPDATE SET definition = excluded.definition "
        "WHERE definition <> excluded.definition",
        [(name, instrument_as_text(instrument)) for name, instrument in own.items()],
    )


class LiveFile(NamedTuple):
    """A file in the store that has not been replaced, and where it was found."""

    file_id: int
    key: tuple[str, str]
    path: str
    sha256: str
    has_forms: bool


class Files:
    """The files in the store, for one import that adds to them.

    A class because an import asks it file by file what is there already.
    """

    def __init__(self, connection: sqlite3.Connection, run_id: int) -> None:
        self._connection = connection
        self._run_id = run_id
        self._known: dict[tuple[str, str], int] = {}
        self._live: dict[int, tuple[str, str]] = {}
        for file_id, name, sha256, path, replaced in connection.execute(
            "SELECT file_id, name, sha256, path, replaced_run_id FROM files"
        ):
            self._known[name, sha256 or f"at {path}"] = file_id
            if replaced is None:
                self._live[file_id] = (path, sha256)
        self._forms: dict[int, list[str]] = {}
        for file_id, said in connection.execute(
            "SELECT file_id, said FROM forms ORDER BY file_id, position"
        ):
            self._forms.setdefault(file_id, []).append(said)

    def keep(self, file: StoredFile) -> bool:
        """Keep a file; whether the same content is now understood differently."""
        file_id = self._known.get(file.key)
        log, forms = log_as_text(file.log), [form_as_text(form) for form in file.forms]
        if file_id is None:
            self._add(file, log, forms)
            return False
        new_year = self._find_again(file_id, file)
        (found,) = self._connection.execute(
            "SELECT log FROM files WHERE file_id = ?", (file_id,)
        ).fetchone()
        self._connection.execute(
            "UPDATE files SET read_by = ? WHERE file_id = ? AND read_by IS NOT ?",
            (file.read_by, file_id, file.read_by),
        )
        if (log, forms) == (found, self._forms.get(file_id, [])):
            return new_year
        self._connection.execute("UPDATE files SET log = ? WHERE file_id = ?", (log, file_id))
        self._connection.execute("DELETE FROM forms WHERE file_id = ?", (file_id,))
        self._add_forms(file_id, forms)
        return True

    def keep_as_before(self, file: StoredFile) -> bool:
        """Keep a file that was not read again; whether it was given another year."""
        return self._find_again(self._known[file.key], file)

    def _find_again(self, file_id: int, file: StoredFile) -> bool:
        """Note where a known file is now; whether it was given another year."""
        self._connection.execute(
            "UPDATE files SET replaced_run_id = NULL, path = ? "
            "WHERE file_id = ? AND (replaced_run_id IS NOT NULL OR path <> ?)",
            (file.path, file_id, file.path),
        )
        self._live[file_id] = (file.path, file.sha256)
        if file.year is None:
            return False
        changed = self._connection.execute(
            "UPDATE files SET year = ? WHERE file_id = ? AND year IS NOT ?",
            (file.year, file_id, file.year),
        )
        return changed.rowcount > 0

    def live(self) -> list[LiveFile]:
        """The files that have not been replaced."""
        keys = {file_id: key for key, file_id in self._known.items()}
        return [
            LiveFile(file_id, keys[file_id], path, sha256, bool(self._forms.get(file_id)))
            for file_id, (path, sha256) in self._live.items()
        ]

    def mark_replaced(self, file: LiveFile) -> None:
        """Keep that something else was found where this file was."""
        self._connection.execute(
            "UPDATE files SET replaced_run_id = ? WHERE file_id = ?", (self._run_id, file.file_id)
        )

    def _add(self, file: StoredFile, log: str, forms: list[str]) -> None:
        cursor = self._connection.execute(
            "INSERT INTO files (name, sha256, path, modified, year, read_by, beside, log, run_id) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                file.name,
                file.sha256,
                file.path,
                file.modified,
                file.year,
                file.read_by,
                int(file.beside),
                log,
                self._run_id,
            ),
        )
        file_id = cursor.lastrowid or 0
        self._known[file.key] = file_id
        self._live[file_id] = (file.path, file.sha256)
        self._add_forms(file_id, forms)

    def _add_forms(self, file_id: int, forms: list[str]) -> None:
        self._connection.executemany(
            "INSERT INTO forms (file_id, position, said) VALUES (?, ?, ?)",
            [(file_id, position, said) for position, said in enumerate(forms)],
        )
        self._forms[file_id] = forms
