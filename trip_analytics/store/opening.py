"""Open a store to read or to write, and say in one plain sentence why it cannot be.

A store says its version in ``PRAGMA user_version``. A new version is one more file of
``migrations/``; those that are there never change, because stores have been made by them.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Final

from trip_analytics.errors import StoreError

APPLICATION_ID: Final = 0x54524950  # "TRIP", which marks a SQLite file as a store


def _statements(migration: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in migration.split(";\n") if each.strip())


MIGRATIONS: Final = tuple(
    _statements(file.read_text(encoding="utf-8"))
    for file in sorted((files(__package__) / "migrations").iterdir(), key=lambda file: file.name)
)


Store = str | os.PathLike[str]

OLDEST_SQLITE: Final = (3, 37, 0)  # the first with strict tables
PATIENCE: Final = 30.0  # seconds to wait for another import, which writes for a few at most

BESIDE_A_STORE: Final = ("-wal", "-shm", "-journal")  # what SQLite keeps while a store is in use

_BUSY: Final = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL)
_NOT_WRITABLE: Final = (
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_AUTH,
    sqlite3.SQLITE_CANTOPEN,
)
_NO_ROOM: Final = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
_DAMAGED: Final = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)


def is_store(path: Store) -> bool:
    """Whether a file is a returns store.

    Examples
    --------
    >>> is_store("data/sample/teams.csv")
    False
    """
    try:
        if not Path(path).is_file():
            return False
    except OSError:
        return False
    # Through SQLite: where it has the file open in this process, opening and closing it in any
    # other way would end its locks, and an import elsewhere would write under whoever reads.
    address = f"{Path(path).absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with contextlib.closing(sqlite3.connect(address, uri=True)) as connection:
            return _number(connection, "application_id") == APPLICATION_ID
    except sqlite3.Error:
        return False


def check_place(path: Path) -> None:
    """Refuse a place where no store can be.

    Raises StoreError: it is a folder, or in none.
    """
    if path.is_dir():
        raise StoreError(f"{path} is a folder: give the store a file's name.")
    if not path.absolute().parent.is_dir():
        raise StoreError(f"There is no folder {path.absolute().parent}: make it first.")


@contextlib.contextmanager
def reading(store: Store) -> Iterator[sqlite3.Connection]:
    """A store as it is at this moment, whatever an import writes meanwhile.

    Raises StoreError: it cannot be read.
    """
    path = Path(store)
    if not path.is_file():
        raise _none_there(path)
    with _plainly(path, "read"):
        connection = _open_to_read(path)
        try:
            version = _version(connection, path)
            if version == 0:
                raise StoreError(
                    f"Nothing has been imported into {path} yet: import returns first."
                )
            if version < len(MIGRATIONS):
                with writing(path):  # which brings it up to date
                    pass
            connection.execute("BEGIN")
            _count(connection)  # the first look decides what moment is seen
            yield connection
        finally:
            connection.close()


@contextlib.contextmanager
def writing(store: Store, *, make: bool = True) -> Iterator[sqlite3.Connection]:
    """A store to write into: all that is done takes effect at the end, or nothing does.

    If there is none it is made, unless ``make`` is false.

    Raises StoreError: it cannot be written.
    """
    path = Path(store)
    check_place(path)
    if not make and not path.exists():
        raise _none_there(path)
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise StoreError(
            "This Python brings a SQLite that is too old for a store "
            f"({sqlite3.sqlite_version}): install a newer Python."
        )
    new = not path.exists()
    with _plainly(path, "written"):
        connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
        try:
            _claim(connection, path)
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("BEGIN IMMEDIATE")
            _migrate(connection, _version(connection, path))
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            raise
        finally:
            connection.close()
            if new and path.exists() and not path.stat().st_size:
                path.unlink()  # not even its first page could be written


def _open_to_read(path: Path) -> sqlite3.Connection:
    """A connection that can read; in a folder where nothing may be written, too."""
    address = path.absolute().as_uri()
    for way in ("mode=rw", "immutable=1"):
        connection = sqlite3.connect(
            f"{address}?{way}", uri=True, timeout=PATIENCE, isolation_level=None
        )
        try:
            connection.execute("SELECT count(*) FROM sqlite_schema")
        except sqlite3.Error as error:
            connection.close()
            # What an import has yet to move into the file would be missed.
            unfinished = path.with_name(f"{path.name}-wal").exists()
            if _code(error) not in _NOT_WRITABLE or unfinished or way != "mode=rw":
                raise
            continue
        return connection
    raise StoreError(f"The store {path} cannot be read.")


def _claim(connection: sqlite3.Connection, path: Path) -> None:
    """Make an empty file a store, and let it be read while it is written."""
    if _number(connection, "application_id") != APPLICATION_ID:
        connection.execute("BEGIN IMMEDIATE")
        if _number(connection, "application_id") != APPLICATION_ID:
            if _count(connection):
                raise StoreError(_no_store(path))
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("COMMIT")
    # Where a drive cannot do it, or somebody is reading, it is written as it is: safe as well,
    # only that readers and an import then wait for each other.
    with contextlib.suppress(sqlite3.OperationalError):
        if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
            connection.execute("PRAGMA journal_mode = WAL")


def _migrate(connection: sqlite3.Connection, version: int) -> None:
    for step in MIGRATIONS[version:]:
        for statement in step:
            connection.execute(statement)
    if version < len(MIGRATIONS):
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def _version(connection: sqlite3.Connection, path: Path) -> int:
    if _number(connection, "application_id") != APPLICATION_ID:
        raise StoreError(_no_store(path))
    version = _number(connection, "user_version")
    if version > len(MIGRATIONS):
        raise StoreError(
            f"The store {path} was written by a newer version of this program: install that one."
        )
    return version


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])


def _count(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])


def _none_there(path: Path) -> StoreError:
    return StoreError(f"There is no store called {str(path)!r}: check the name and where it is.")


def _no_store(path: Path) -> str:
    return f"{path} is not a returns store, or it is damaged: choose another file, or a copy of it."


@contextlib.contextmanager
def _plainly(path: Path, done: str) -> Iterator[None]:
    """What SQLite cannot do for a reason outside this program, as one plain sentence."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = _code(error)
        if code in _BUSY:
            reason = "another program is using it: try again when that is done"
        elif code in _DAMAGED:
            raise StoreError(_no_store(path)) from error
        elif code in _NOT_WRITABLE:
            reason = f"it may not be {done} here: choose another folder, or ask for the right to"
        elif code in _NO_ROOM:
            reason = "the disk is full or does not answer: make room, then try again"
        else:
            raise
        raise StoreError(f"The store {path} cannot be {done}, because {reason}.") from error


def _code(error: sqlite3.Error) -> int:
    """SQLite's number for what went wrong, without its finer distinctions."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
