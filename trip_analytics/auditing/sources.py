"""The files to look at, each read back."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from trip_analytics.auditing.behind.pictures import is_picture
from trip_analytics.auditing.behind.web import captions
from trip_analytics.auditing.tables import ShownTable, outside_tables, shown_tables
from trip_analytics.errors import SourceError
from trip_analytics.reading import Document, Folder, UnreadableFile
from trip_analytics.reading.archive import Archive
from trip_analytics.reading.files import LARGEST_FOLDER, read_bytes
from trip_analytics.reading.sniffing import ARCHIVE, sniff

What = Literal["office", "html", "picture", "other"]

_DEEPEST: Final = 3  # archives within archives
_NOT_READ: Final = {
    "pdf": "it is a PDF, which is not read back: give the web page, Word document or workbook of "
    "the same figures too",
    "password": "it is protected by a password: give it without",
    "damaged": "it is damaged or was cut short",
    "empty-file": "it is empty",
    "too-large": "it is far too large",
    "no-permission": "it may not be opened",
}
_NO_DOCUMENT: Final = (
    "it is none of the kinds of file that are read back: web page, Word document, workbook, CSV"
)


@dataclass(frozen=True, eq=False, slots=True)
class ReadFile:
    """A file as it was read back.

    Attributes
    ----------
    name : str
        As a person would find it.
    publication : str
        What it is part of: the documents of one report differ in their endings alone.
    what : str
    data : bytes
    document : Document or None
        None for a picture.
    tables : tuple of ShownTable
    texts : tuple of str
        All lines outside tables, and notes.
    """

    name: str
    publication: str
    what: What
    data: bytes
    document: Document | None
    tables: tuple[ShownTable, ...] = ()
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotRead:
    """A file that could not be looked at, and why."""

    name: str
    publication: str
    kind: str
    why: str
    data: bytes = b""


def read_files(paths: Sequence[Path]) -> tuple[list[ReadFile], list[NotRead]]:
    """Read every file there is.

    Raises
    ------
    SourceError
        There is no such file or folder, a file that was named cannot be read, or there is
        nothing to read.
    """
    read: list[ReadFile] = []
    refused: list[NotRead] = []
    for path in paths:
        if not path.exists():
            raise SourceError(f"There is no file or folder called {path}: check its name.")
        files = _in_folder(path) if path.is_dir() else [path]
        for file in files:
            for each in _read(file):
                if isinstance(each, ReadFile):
                    read.append(each)
                elif not path.is_dir():
                    raise SourceError(f"{file} cannot be looked at: {each.why}.")
                else:
                    refused.append(each)
    if not read:
        reasons = f" {refused[0].name}: {refused[0].why}." if refused else ""
        raise SourceError(
            f"There is nothing to look at in {paths[0]}: give web pages, Word documents or "
            f"workbooks.{reasons}"
        )
    return read, refused


def _in_folder(folder: Path) -> list[Path]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(
        path
        for path in files
        if not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def _read(path: Path) -> Iterator[ReadFile | NotRead]:
    name = path.as_posix()
    try:
        if path.stat().st_size > LARGEST_FOLDER:
            yield _not_read(name, "too-large")
            return
        data = path.read_bytes()
    except OSError:
        yield _not_read(name, "no-permission")
        return
    yield from _read_bytes(name, data, 0)


def _read_bytes(name: str, data: bytes, depth: int) -> Iterator[ReadFile | NotRead]:
    if is_picture(data):
        yield ReadFile(name, _publication(name), "picture", data, None)
        return
    try:
        document = read_bytes(name.rpartition("/")[2], data)
        if isinstance(document, Folder):
            if depth == _DEEPEST:
                yield _not_read(name, "too-large", data)
                return
            for at, inner in enumerate(document.files):
                yield from _read_bytes(f"{name}/{inner.name}", document.take_out(at), depth + 1)
            return
        what = _what(data)
    except UnreadableFile as refusal:
        if refusal.severity != "note":
            yield _not_read(name, refusal.kind, data)
        return
    titles = captions(data) if what == "html" else None
    yield ReadFile(
        name,
        _publication(name),
        what,
        data,
        document,
        tuple(shown_tables(name, document, titles)),
        tuple(outside_tables(document)),
    )


def _what(data: bytes) -> What:
    if data.startswith(ARCHIVE):
        return "office" if Archive(io.BytesIO(data)).what in ("xlsx", "docx") else "other"
    return "html" if sniff(data) == "html" else "other"


def _not_read(name: str, kind: str, data: bytes = b"") -> NotRead:
    return NotRead(name, _publication(name), kind, _NOT_READ.get(kind, _NO_DOCUMENT), data)


def _publication(name: str) -> str:
    """The name without its ending and what only says that it holds the tables."""
    return re.sub(r"(?:-tables)?\.[^./]*$", "", name)
