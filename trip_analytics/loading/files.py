"""Which files there are to read."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from trip_analytics.errors import SourceError
from trip_analytics.teams import REGISTER_NAMES

Source = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read, and its name relative to the source it was found in."""

    path: Path
    name: str


def find_files(source: Source | Iterable[Source]) -> tuple[list[SourceFile], Path | None]:
    """Every file of a source, at any depth, by name; and the register at its top, if any.

    Raises
    ------
    SourceError
        There is no such file or folder, it may not be opened, or it is empty.
    """
    sources = [source] if isinstance(source, str | os.PathLike) else list(source)
    files: dict[str, SourceFile] = {}
    register: Path | None = None
    for path in map(Path, sources):
        if path.is_dir():
            for found in _walk(path):
                _add(files, found, found.relative_to(path).as_posix())
            register = register or next(
                (path / name for name in REGISTER_NAMES if (path / name).is_file()), None
            )
        elif path.exists():
            _add(files, path, path.name)
        else:
            raise SourceError(
                f"There is no file or folder called {str(path)!r}: check the name and where it is."
            )
    if not files:
        named = ", ".join(repr(str(path)) for path in sources) or "no folder at all"
        raise SourceError(
            f"There are no files in {named}: put the teams' returns there, or name another folder."
        )
    return [files[key] for key in sorted(files)], register


def _add(files: dict[str, SourceFile], path: Path, name: str) -> None:
    """List a file by its name, or by its whole path where a namesake is there already."""
    key = name if name not in files else path.as_posix()
    files[key] = SourceFile(path, key)


def _walk(folder: Path) -> Iterable[Path]:
    def refuse(error: OSError) -> None:
        raise SourceError(
            f"The folder {error.filename!r} may not be opened: ask for the right to read it."
        ) from error

    for parent, _, names in os.walk(folder, onerror=refuse):
        yield from (Path(parent, name) for name in names)
