"""The import log as a file to open in Excel."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Final

import pandas as pd

from trip_analytics.errors import OutputError
from trip_analytics.own_mark import mark_as_own

FORMATS: Final = (".csv", ".xlsx")
LONGEST: Final = 32_767  # characters in a cell of Excel
WIDTHS: Final = {"source_file": 40, "found": 40, "what_to_do": 90}

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def check_log_file(path: Path) -> None:
    """Refuse a place for the log before anything is read for it.

    Raises
    ------
    OutputError
        It is of another format, or its folder is not there.
    """
    if path.suffix.casefold() not in FORMATS:
        raise OutputError(f"The import log is written as .xlsx or .csv: name {path.name} so.")
    if not path.absolute().parent.is_dir():
        raise OutputError(f"There is no folder {path.absolute().parent}: make it first.")
    if path.is_dir():
        raise OutputError(f"There is a folder called {path}: give the log another name.")


def write_log(log: pd.DataFrame, path: Path) -> None:
    """Write the import log, so that no cell of it is taken for a formula.

    Raises
    ------
    OutputError
        It cannot be written. Then what was there before is as it was.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_log(pd.DataFrame({"found": ["=1+1"]}), Path(folder, "log.csv"))
    ...     Path(folder, "log.csv").read_text(encoding="utf-8-sig").split()
    ['found', "'=1+1"]
    """
    check_log_file(path)
    rows = log.astype(object).where(log.notna(), None).to_numpy().tolist()
    made = _csv if path.suffix.casefold() == ".csv" else _workbook
    content = made([list(log.columns), *rows])
    beside: Path | None = None
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=".log-", delete=False) as file:
            beside = Path(file.name)
            file.write(content)
        beside.replace(path)
    except OSError as error:
        if beside is not None:
            beside.unlink(missing_ok=True)
        raise OutputError(
            f"The import log cannot be written to {path} ({error.strerror}): close it where it is "
            "open, or choose another place."
        ) from error


def _csv(rows: list[list[Any]]) -> bytes:
    """A CSV file as Excel opens it. An apostrophe keeps a text from being a formula."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows(
        [f"'{one}" if isinstance(one, str) and one.startswith(_FORMULA) else one for one in row]
        for row in rows
    )
    return file.getvalue().encode("utf-8-sig", "replace")


def _workbook(rows: list[list[Any]]) -> bytes:
    import openpyxl
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook()
    mark_as_own(book.properties)
    sheet = book.worksheets[0]
    sheet.title = "Import log"
    for number, row in enumerate(rows, start=1):
        for column, one in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            if isinstance(one, str):
                cell.value = ILLEGAL_CHARACTERS_RE.sub("\ufffd", one)[:LONGEST]
                cell.data_type = "s"
                cell.alignment = Alignment(wrap_text=True, vertical="top")
            else:
                cell.value = one
    for column, name in enumerate(rows[0], start=1):
        sheet.cell(1, column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = WIDTHS.get(name, 16)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
