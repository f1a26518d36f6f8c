"""Files that a store has read before and that need not be read again."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Final

from trip_analytics.instruments import Instrument
from trip_analytics.loading.read_file import SourceFile
from trip_analytics.store import instrument_as_text

# All of this package that has a part in reading one file.
READERS: Final = (
    "errors.py",
    "import_log.py",
    "instruments",
    "loading/read_file.py",
    "own_mark.py",
    "people",
    "reading",
    "understanding",
)
_PACKAGE: Final = Path(__file__).parents[1]
_KINDS: Final = frozenset((".csv", ".py", ".toml"))
_NAME: Final = re.compile(r"[\w.-]+")


def reader_of(instruments: Iterable[Instrument], names: Iterable[str]) -> str:
    """What a file was read by, as a fingerprint: the same file read by the same says the same.

    It changes with the code and the data that read files, with the libraries, with an
    instrument (but not its examples, which are looked at later), and with the ``names`` of
    teams and service lines in the register.
    """
    definitions = [instrument_as_text(replace(each, examples=())) for each in instruments]
    parts = [_program(), *definitions, *sorted(names)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def known_among(
    files: Iterable[SourceFile], known: Mapping[tuple[str, str], str | None], reader: str
) -> dict[str, str]:
    """The names of files that the same reader has read before, each with its fingerprint.

    ``known`` is what the store holds: by what each file, of a name and a fingerprint, was
    read. Files in an archive or an e-mail are not looked at: it has to be opened for them.
    """
    names = {name for (name, _), read_by in known.items() if read_by == reader}
    prints = {file.name: _fingerprint(file.path) for file in files if file.name in names}
    return {name: sha256 for name, sha256 in prints.items() if known.get((name, sha256)) == reader}


def _fingerprint(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:  # which reading it will say
        return ""


@cache
def _program() -> str:
    """The code and the data that read files, and the libraries they use, as a fingerprint."""
    digest = hashlib.sha256()
    for reader in READERS:
        place = _PACKAGE / reader
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.suffix in _KINDS:
                digest.update(path.relative_to(_PACKAGE).as_posix().encode())
                digest.update(path.read_bytes())
    for needed in sorted(requires("trip-analytics") or ()):
        name = _NAME.match(needed)
        digest.update(f"{name[0]} {_version(name[0])}".encode() if name else b"")
    return digest.hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:  # of an extra
        return ""
