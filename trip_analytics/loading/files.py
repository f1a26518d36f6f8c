"""Which files there are to read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from trip_analytics.errors import SourceError
from trip_analytics.import_log import FOLDER_NOT_OPENED, LINKED_FOLDER, Entry, Kind, Place
from trip_analytics.loading.source_file import SourceFile
from trip_analytics.teams import REGISTER_NAMES

Source = str | os.PathLike[str]


@dataclass(slots=True)
class Found:
    """The files of a source by name, what of it could not be entered, and its register."""

    files: dict[str, SourceFile] = field(default_factory=dict)
    log: list[Entry] = field(default_factory=list)
    register: Path | None = None

    def add(self, path: Path, name: str) -> None:
        """List a file by its name, or by its whole path where a namesake is there already."""
        key = _readable(name if name not in self.files else path.as_posix())
        self.files[key] = SourceFile(path, key)


def find_files(source: Source | Iterable[Source]) -> Found:
    """Every file of a source, at any depth; and the register at its top, if any.

    Raises
    ------
    SourceError
        There is no such file or folder, or there is nothing in it.
    """
    sources = [source] if isinstance(source, str | os.PathLike) else list(source)
    found = Found()
    for path in map(Path, sources):
        if path.is_dir():
            for file in _walk(path, found.log):
                found.add(file, file.relative_to(path).as_posix())
            found.register = found.register or next(
                (path / name for name in REGISTER_NAMES if (path / name).is_file()), None
            )
        elif path.exists():
            found.add(path, path.name)
        else:
            raise SourceError(
                f"There is no file or folder called {str(path)!r}: check the name and where it is."
            )
    if not found.files:
        named = ", ".join(repr(str(path)) for path in sources) or "no folder at all"
        closed = " that may be opened" if found.log else ""
        raise SourceError(
            f"There are no files{closed} in {named}: put the teams' returns there, or name "
            "another folder."
        )
    return found


def _walk(top: Path, log: list[Entry]) -> Iterator[Path]:
    def note(kind: Kind, folder: Path) -> None:
        log.append(Entry.of(kind, Place(_readable(folder.relative_to(top).as_posix()))))

    def not_opened(error: OSError) -> None:
        note(FOLDER_NOT_OPENED, Path(error.filename or top))

    for parent, folders, names in os.walk(top, onerror=not_opened):
        for folder in (Path(parent, name) for name in folders):
            if folder.is_symlink():
                note(LINKED_FOLDER, folder)
        yield from (Path(parent, name) for name in names)


def _readable(name: str) -> str:
    """A name without the bytes that are no text, which could not be written anywhere."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
