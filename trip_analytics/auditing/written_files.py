"""The files to look at, each read back as a reader has it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from trip_analytics.auditing.hidden_parts import is_picture
from trip_analytics.auditing.shown_tables import ShownTable, lines_outside_tables, shown_tables
from trip_analytics.auditing.web_pages import captions
from trip_analytics.errors import SourceError
from trip_analytics.reading import Document, Folder, UnreadableFile
from trip_analytics.reading.archive import Archive
from trip_analytics.reading.files import DEEPEST, LARGEST_FOLDER, read_bytes
from trip_analytics.reading.sniffing import ARCHIVE, sniff
from trip_analytics.reports.packs import OWN_ANSWERS

What = Literal["office", "html", "pdf", "picture", "other"]

_WHY_NOT: Final = {
    "pdf": "it is a PDF, which cannot be read back: give the web page, Word document or workbook "
    "of the same figures too",
    "password": "it is protected by a password: give it without one",
    "damaged": "it is damaged or was cut short",
    "empty-file": "it is empty",
    "too-large": "it is far too large",
    "no-permission": "it may not be opened",
}
_DESK: Final = re.compile(r"\bfor (?:the|your) desk\b", re.I)
_PACK: Final = re.compile(rf"For (?P<team>.+) {re.escape(OWN_ANSWERS)}")
_DRAFT: Final = re.compile(r"\W*draft\b", re.I)
_HEAD: Final = 5  # lines; a header, the organisation and the title are among them
_NO_DOCUMENT: Final = "it is neither a web page nor a Word document, workbook or CSV file"


@dataclass(frozen=True, eq=False, slots=True)
class WrittenFile:
    """A file as it was read back."""

    name: str
    """Its path; in an archive, below the archive's."""
    what: What
    """``office`` is a workbook (.xlsx) or a Word document (.docx)."""
    data: bytes
    document: Document | None = None
    """None for a picture, and for a file that cannot be read."""
    tables: tuple[ShownTable, ...] = ()
    lines: tuple[str, ...] = ()
    """All lines outside tables, and comments."""
    why_not: str = ""
    """Why it was not looked at; empty for a file that was."""

    @property
    def publication(self) -> str:
        """What it is part of: the documents of one report differ only in how they end."""
        return re.sub(r"(?:-tables)?(-[a-z]+)?\.[^./]*$", r"\1", self.name)

    @property
    def is_for_the_desk(self) -> bool:
        """Whether its name or text says that it is for the desk."""
        return self.publication.endswith("-desk") or any(map(_DESK.search, self.lines))

    @property
    def is_pack_of(self) -> str:
        """The team that it is the pack of, as each of its pages says; empty for anything else."""
        found = (_PACK.fullmatch(line.strip()) for line in self.lines)
        return next((each["team"] for each in found if each), "")

    @property
    def is_draft(self) -> bool:
        """Whether its name or head says that it is a draft."""
        return self.publication.endswith("-draft") or any(map(_DRAFT.match, self.lines[:_HEAD]))


def read_files(paths: Sequence[Path]) -> list[WrittenFile]:
    """Read every file, in folders of any depth and in archives.

    Raises SourceError: there is no such file or folder, a file that was named cannot be read, or
    there is nothing to read.
    """
    files: list[WrittenFile] = []
    for path in paths:
        if not path.exists():
            raise SourceError(f"There is no file or folder called {path}: check its name.")
        if path.is_dir():
            files += [each for file in _files_in(path) for each in _read(file)]
            continue
        files += (named := list(_read(path)))
        for each in named:
            if each.why_not:
                raise SourceError(f"{each.name} cannot be looked at: {each.why_not}.")
    if all(file.why_not for file in files):
        reasons = f" {files[0].name}: {files[0].why_not}." if files else ""
        raise SourceError(
            f"There is nothing to look at in {paths[0]}: give web pages, Word documents or "
            f"workbooks.{reasons}"
        )
    return files


def _files_in(folder: Path) -> list[Path]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(
        path
        for path in files
        if not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def _read(path: Path) -> Iterator[WrittenFile]:
    name = path.as_posix()
    try:
        if path.stat().st_size > LARGEST_FOLDER:
            yield _unread(name, "too-large")
            return
        data = path.read_bytes()
    except OSError:
        yield _unread(name, "no-permission")
        return
    yield from _read_bytes(name, data, 0)


def _read_bytes(name: str, data: bytes, depth: int) -> Iterator[WrittenFile]:
    if is_picture(data):
        yield WrittenFile(name, "picture", data)
        return
    try:
        document = read_bytes(name.rpartition("/")[2], data)
        if isinstance(document, Folder):
            if depth == DEEPEST:
                yield _unread(name, "too-large", data)
                return
            for at, inner in enumerate(document.files):
                yield from _read_bytes(f"{name}/{inner.name}", document.take_out(at), depth + 1)
            return
        what = _what(data)
    except UnreadableFile as refusal:
        if refusal.severity != "note":
            yield _unread(name, refusal.kind, data)
        return
    tables = shown_tables(document, captions(data) if what == "html" else {})
    yield WrittenFile(
        name, what, data, document, tuple(tables), tuple(lines_outside_tables(document))
    )


def _what(data: bytes) -> What:
    if data.startswith(ARCHIVE):
        return "office" if Archive(io.BytesIO(data)).what in ("xlsx", "docx") else "other"
    return "html" if sniff(data) == "html" else "other"


def _unread(name: str, kind: str, data: bytes = b"") -> WrittenFile:
    what: What = "pdf" if kind == "pdf" else "other"
    return WrittenFile(name, what, data, why_not=_WHY_NOT.get(kind, _NO_DOCUMENT))
