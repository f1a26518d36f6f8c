"""A file of any kind into a document, or into why not."""

from __future__ import annotations

import hashlib
import io
import os
import stat
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, Final

from trip_analytics.documents import is_blank_form, is_own
from trip_analytics.reading.archive import MEGABYTE, MOST_HELD, Archive
from trip_analytics.reading.containers import Folder
from trip_analytics.reading.document import Document
from trip_analytics.reading.excel.workbook import read_workbook
from trip_analytics.reading.refusals import UnreadableFile
from trip_analytics.reading.sniffing import ARCHIVE, FOLDERS, LOOK_AT, left_behind, sniff

LARGEST_FILE: Final = 50 * MEGABYTE  # a form full of photographs takes 10

LARGEST_FOLDER: Final = 400 * MEGABYTE  # 300 returns, each with a photograph
LONGEST_PATH: Final = 260 if os.name == "nt" else 4096  # characters, as systems have it
LONGEST_PROPERTIES: Final = 1 << 17  # bytes at the end of a PDF
_CORE: Final = "docProps/core.xml"  # the properties of a workbook or a Word document
_PROPERTIES: Final = (_CORE, "docProps/custom.xml")
DEEPEST: Final = 3  # archives within e-mails within archives


def read_document(path: Path, inside: Sequence[int] = (), *, own: bool = True) -> Document | Folder:
    """Read a file that may hold returns: its sheets; of an archive or an e-mail, the files in it.

    The content decides what a file is, not its extension. Nothing is ever written,
    followed or run. docs/formats.md says what is read of each format.

    ``inside`` says which file in it to read, by its position among the ``files`` of the
    :class:`Folder`; if that holds files too, the position in there, and so on. ``own`` is whether
    to read what this package has written itself, which is never a return.

    Raises UnreadableFile: it cannot hold a form, is damaged, protected or far too large, or cannot
    be opened. ``kind`` says which, ``what_to_do`` what a person should do, and ``severity`` is
    ``note`` for files that systems leave behind.

    Examples
    --------
    >>> import openpyxl, tempfile
    >>> form = openpyxl.Workbook()
    >>> form.active["B7"] = 3.67
    >>> form.active["B7"].number_format = "0"
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     form.save(Path(folder) / "form.xlsx")
    ...     document = read_document(Path(folder) / "form.xlsx")
    >>> cell = document.sheets[0].cells[7, 2]
    >>> cell.text, cell.value, cell.address
    ('4', 3.67, 'B7')
    """
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):  # a pipe or a device may never end
            raise UnreadableFile("not-a-file")
        if inside:
            stamp = (about.st_mtime_ns, about.st_size)
            name, data = _taken_out(path, stamp, tuple(inside))
            return _read(name, io.BytesIO(data), len(inside), own=own)
        with path.open("rb") as file:
            held = about.st_size <= MOST_HELD
            return _read(path.name, io.BytesIO(file.read()) if held else file, own=own)
    except OSError as error:
        raise UnreadableFile(_why_not_opened(path, error)) from error


def _why_not_opened(path: Path, error: OSError) -> str:
    if len(str(path.absolute())) >= LONGEST_PATH:  # Windows says that there is no such file
        return "path-too-long"
    if isinstance(error, FileNotFoundError):
        return "vanished"
    return "no-permission" if isinstance(error, PermissionError) else "cannot-be-opened"


def read_bytes(name: str, data: bytes) -> Document | Folder:
    """Read a file's content, wherever it came from; its name serves only to spot lock files."""
    return _read(name, io.BytesIO(data))


def _read(name: str, source: BinaryIO, depth: int = 0, *, own: bool = True) -> Document | Folder:
    what, archive = _recognised(name, source)
    size = source.seek(0, io.SEEK_END)
    if size > (LARGEST_FOLDER if what in FOLDERS else LARGEST_FILE):
        raise UnreadableFile("too-large")
    if what in FOLDERS:
        if depth == DEEPEST:
            raise UnreadableFile("too-large")
        return Folder(what, source)
    source.seek(0)
    data = source.read(size)
    if not own and _is_own(what, archive, data):
        raise UnreadableFile("own-output")
    document = _document(what, archive, data)
    damaged = document.damaged or (archive is not None and not archive.is_whole)
    blank_form = archive is not None and any(
        part in archive and is_blank_form(archive.read(part)) for part in _PROPERTIES
    )
    return replace(
        document,
        sha256=hashlib.sha256(data).hexdigest(),
        damaged=damaged,
        blank_form=blank_form,
    )


def _recognised(name: str, source: BinaryIO) -> tuple[str, Archive | None]:
    """What a file is, and its parts if it is an archive."""
    start = source.read(LOOK_AT)
    if left_behind(name, start):
        raise UnreadableFile("left-behind")
    if start.startswith(ARCHIVE):
        archive = Archive(source)
        return archive.what, archive
    return sniff(start + source.read(LARGEST_FILE - len(start) + 1)), None


def _is_own(what: str, archive: Archive | None, data: bytes) -> bool:
    """Whether this package wrote a file: its properties say so, before anything else is read."""
    if archive is not None:
        return _CORE in archive and is_own(archive.read(_CORE))
    if what == "pdf":  # its properties are at its end
        return is_own(data[-LONGEST_PROPERTIES:])
    return what in ("html", "text") and is_own(data[:LOOK_AT])


def _taken_out(path: Path, stamp: tuple[int, int], inside: tuple[int, ...]) -> tuple[str, bytes]:
    """The name and the content of a file in the archive at a path."""
    folder = _folder(path, stamp, inside[:-1])
    data = folder.take_out(inside[-1])
    return folder.files[inside[-1]].name, data


@lru_cache(maxsize=DEEPEST)  # its files are asked for one after the other
def _folder(path: Path, stamp: tuple[int, int], inside: tuple[int, ...]) -> Folder:
    """The archive at a path, or one in it; held in memory, so that the file is left alone."""
    name, data = _taken_out(path, stamp, inside) if inside else (path.name, path.read_bytes())
    source = io.BytesIO(data)
    what, _ = _recognised(name, source)
    if what not in FOLDERS:
        raise UnreadableFile("vanished")
    return Folder(what, source)


def _document(what: str, archive: Archive | None, data: bytes) -> Document:
    """Read a file of a known kind. Readers that are slow to load are loaded when needed."""
    if archive is not None:
        archive.check()
    if archive is not None and what == "xlsx":
        return read_workbook(archive)
    if archive is not None and what == "docx":
        from trip_analytics.reading.word.word_document import read_word

        return read_word(archive)
    if what == "ods":
        from trip_analytics.reading.open_document.ods_workbook import read_open_document

        return read_open_document(data)
    if what in ("xls", "xlsb"):
        from trip_analytics.reading.binary_excel.binary_workbook import read_binary_workbook

        return read_binary_workbook(what, data)
    if what == "text":
        from trip_analytics.reading.separated_text import read_separated_text

        return read_separated_text(data)
    if what == "html":
        from trip_analytics.reading.web.web_page import read_web_page

        return read_web_page(data)
    raise UnreadableFile(what)
