"""Which files there are to read, and which of them a store has read before."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Final

from trip_analytics.errors import SourceError
from trip_analytics.import_log import Entry, Place
from trip_analytics.loading.own_lists import INSTRUMENTS_FOLDER
from trip_analytics.loading.own_tables import OWN_TABLE_NAMES
from trip_analytics.loading.read_file import ReadBy, SourceFile
from trip_analytics.settings.load_settings import SETTINGS_NAME, Settings, settings_in
from trip_analytics.store.opening import BESIDE_A_STORE, is_store
from trip_analytics.store.serialise import instrument_as_text
from trip_analytics.teams.load_register import REGISTER_NAMES

Source = str | os.PathLike[str]

_SMALLEST_PAGE: Final = 512  # bytes; a store is whole pages, and few forms happen to be


@dataclass(slots=True)
class Found:
    """The files of a source by name, what of it could not be entered, its register and tables."""

    files: dict[str, SourceFile] = field(default_factory=dict)
    log: list[Entry] = field(default_factory=list)
    register: Path | None = None
    settings: Path | None = None
    own_tables: dict[str, Path] = field(default_factory=dict)
    own_lists: list[Path] = field(default_factory=list)
    """The folders called instruments at the top, which hold the trust's own lists."""

    def returns(self, register: Path | None, settings: Settings) -> list[SourceFile]:
        """The files to read as returns: not the register, nor settings, nor the trust's tables."""
        beside = {register, *self.own_tables.values()}
        return [
            file
            for file in self.files.values()
            if file.path not in beside
            and not self.holds_lists(file.path)
            and not _is_of_settings(file.path, settings)
        ]

    def holds_lists(self, path: Path) -> bool:
        """Whether a file is one of the trust's own lists."""
        return any(path.is_relative_to(folder) for folder in self.own_lists)

    def of_settings(self, settings: Settings) -> list[str]:
        """The names of the files that are settings or belong to them."""
        return [name for name, file in self.files.items() if _is_of_settings(file.path, settings)]

    def add(self, path: Path, name: str) -> None:
        """List a file by its name, or by its whole path where a namesake is there already."""
        key = _readable(name if name not in self.files else path.as_posix())
        self.files[key] = SourceFile(path, key)


def store_among(source: Source | Iterable[Source]) -> Path | None:
    """The returns store that a source is, if it is one.

    Raises SourceError: there is a store among other sources.
    """
    sources = [source] if isinstance(source, str | os.PathLike) else list(source)
    stores = [Path(path) for path in sources if is_store(path)]
    if stores and len(sources) > 1:
        raise SourceError(
            f"{stores[0]} is a returns store, which is used by itself: import the others into it "
            "first."
        )
    return stores[0] if stores else None


def find_files(source: Source | Iterable[Source]) -> Found:
    """Every file of a source, at any depth; and the register and the trust's own tables at its top.

    Raises SourceError: there is no such file or folder, or there is nothing in it.
    """
    sources = [source] if isinstance(source, str | os.PathLike) else list(source)
    found = Found()
    for path in map(Path, sources):
        if path.is_dir():
            for file in _walk(path, found.log):
                found.add(file, file.relative_to(path).as_posix())
            _, folders, _ = next(os.walk(path), ("", [], []))  # none if it may not be opened
            found.own_lists += [
                path / each for each in sorted(folders) if each.casefold() == INSTRUMENTS_FOLDER
            ]
            found.register = found.register or register_near(path)
            found.settings = found.settings or settings_in(path)
            for table, names in OWN_TABLE_NAMES.items():
                if (own := _at_top(path, names)) is not None:
                    found.own_tables.setdefault(table, own)
        elif path.exists():
            found.add(path, path.name)
            found.settings = found.settings or settings_in(path.parent)
        else:
            raise SourceError(
                f"There is no file or folder called {str(path)!r}: check the name and where it is."
            )
    for name in [name for name, file in found.files.items() if _is_of_a_store(file.path)]:
        del found.files[name]
        found.log.append(Entry.of("returns-store", Place(name)))
    if not found.files:
        named = ", ".join(repr(str(path)) for path in sources) or "no folder at all"
        closed = " that may be opened" if found.log else ""
        raise SourceError(
            f"There are no files{closed} in {named}: put the teams' returns there, or name "
            "another folder."
        )
    return found


def register_near(path: Path) -> Path | None:
    """The register at the top of a folder or beside a file; else the one a folder further up."""
    folder = path.absolute() if path.is_dir() else path.absolute().parent
    here = _at_top(path if path.is_dir() else path.parent, REGISTER_NAMES)
    return here or _at_top(folder.parent, REGISTER_NAMES)


def _at_top(folder: Path, names: Iterable[str]) -> Path | None:
    """The first of these files that is at the top of a folder."""
    return next((folder / name for name in names if (folder / name).is_file()), None)


def _walk(top: Path, log: list[Entry]) -> Iterator[Path]:
    def note(kind: str, folder: Path) -> None:
        log.append(Entry.of(kind, Place(_readable(folder.relative_to(top).as_posix()))))

    def not_opened(error: OSError) -> None:
        note("folder-not-opened", Path(error.filename or top))

    for parent, folders, names in os.walk(top, onerror=not_opened):
        for folder in (Path(parent, name) for name in folders):
            if folder.is_symlink():
                note("linked-folder", folder)
        yield from (Path(parent, name) for name in names)


def _is_of_settings(path: Path, settings: Settings) -> bool:
    """Whether a file is one of settings, in use or not, or the logo that they name."""
    return path.name.casefold() == SETTINGS_NAME or any(
        path.name == one.name and path.resolve() == one for one in settings.files
    )


def _is_of_a_store(path: Path) -> bool:
    """Whether a file is a store, or what SQLite keeps beside one."""
    beside = next((end for end in BESIDE_A_STORE if path.name.endswith(end)), None)
    if beside is not None:
        return is_store(path.with_name(path.name.removesuffix(beside)))
    try:
        whole_pages = path.stat().st_size % _SMALLEST_PAGE == 0
    except OSError:  # which reading it will say
        return False
    return whole_pages and is_store(path)


def _readable(name: str) -> str:
    """A name without bytes that are not text, which could not be written anywhere."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


# All of this package that has a part in reading one file.
READERS: Final = (
    "documents.py",
    "errors.py",
    "import_log",
    "instruments",
    "loading/comparable_answers.py",
    "loading/read_file.py",
    "people",
    "reading",
    "settings",
    "understanding",
)
_PACKAGE: Final = Path(__file__).parents[1]
_KINDS: Final = frozenset((".csv", ".py", ".toml"))
_NAME: Final = re.compile(r"[\w.-]+")


def reader_of(known: ReadBy) -> str:
    """What a file was read by, as a fingerprint: the same file read by the same says the same.

    It changes with the code and the data that read files, with the libraries, with an
    instrument (but not its examples, which are looked at later), with the names of teams and
    service lines in the register, and with the trust's own words.
    """
    definitions = [instrument_as_text(replace(each, examples=())) for each in known.instruments]
    words = [f"{name}={word}" for name, own in known.words for word in own]
    parts = [_program(), *definitions, *sorted(known.teams), *sorted(words)]
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
