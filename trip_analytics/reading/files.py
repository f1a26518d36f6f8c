"""A file of any kind into a document, or into why not."""

from __future__ import annotations

import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from trip_analytics.reading.archive import MEGABYTE, Archive
from trip_analytics.reading.document import Document
from trip_analytics.reading.refusals import refusal
from trip_analytics.reading.sniffing import left_behind, sniff
from trip_analytics.reading.workbook import read_workbook

LARGEST_FILE: Final = 50 * MEGABYTE  # a form full of photographs takes 10

# A format kept in an archive of parts is added here.
_READERS: Mapping[str, Callable[[Archive], Document]] = {"xlsx": read_workbook}


def read_document(path: Path) -> Document:
    """Read a file that may hold returns.

    What the file is, its content decides, not its extension. Read so far: Excel
    workbooks (.xlsx, .xlsm). Nothing is ever written, followed or run.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    Document
        Its sheets with the cells that hold something, each at its true address.

    Raises
    ------
    UnreadableFile
        It is no workbook, damaged, protected, far too large, or cannot be opened;
        ``kind`` says which, ``what_to_do`` what a person should do, and ``severity``
        is ``note`` for what systems leave about.

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
    return read_bytes(path.name, _content(path))


def read_bytes(name: str, data: bytes) -> Document:
    """Read a file's content, from wherever it came; its name tells lock files alone."""
    if left_behind(name, data):
        raise refusal("left-behind")
    what = sniff(data)
    if what != "zip":
        raise refusal(what)
    archive = Archive(data)
    what = archive.what
    if what not in _READERS:
        raise refusal(what)
    return _READERS[what](archive)


def _content(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe or a device may never end
            raise refusal("not-a-file")
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except FileNotFoundError as error:
        raise refusal("vanished") from error
    except PermissionError as error:
        raise refusal("no-permission") from error
    except OSError as error:
        raise refusal("cannot-be-opened") from error
    if len(data) > LARGEST_FILE:
        raise refusal("too-large")
    return data
