"""The import log as a lead reads it: gravest first, what needs nothing folded; and as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Final

import pandas as pd

from trip_analytics.documents.own_mark import mark_as_own
from trip_analytics.errors import OutputError
from trip_analytics.import_log import Entry, kinds
from trip_analytics.reading.addresses import column_letters, place
from trip_analytics.tables import SEVERITIES

# Of these a form has one row with all its cells: nobody reads them one by one.
FOLDED: Final = ("name-not-kept", "computed", "other-time", "test-row")
# The same words in the forms of so many teams were printed there, not written by them.
TEAMS_OF_PRINTED_WORDS: Final = 3
FORMATS: Final = (".csv", ".xlsx")
LONGEST: Final = 32_767  # characters in a cell of Excel
WIDTHS: Final = {"source_file": 40, "found": 40, "what_to_do": 90}

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def readable(log: Iterable[Entry]) -> list[Entry]:
    """Errors first, then warnings, then notes; those that need nothing in one row a form."""
    return sorted(
        _folded(_spare_printed_words(log)), key=lambda entry: SEVERITIES.index(entry.severity)
    )


def _folded(log: Iterable[Entry]) -> list[Entry]:
    kept: list[Entry] = []
    alike: dict[tuple[object, ...], list[Entry]] = {}
    for entry in log:
        if entry.kind not in FOLDED or entry.severity != "note" or entry.cell is None:
            kept.append(entry)
            continue
        key = (entry.kind, entry.source_file, entry.sheet, entry.team, entry.year)
        alike.setdefault(key, []).append(entry)
    return kept + [_one(entries) for entries in alike.values()]


def _one(entries: Sequence[Entry]) -> Entry:
    """Several entries as one, with all their cells and all that was found there."""
    found = dict.fromkeys(entry.found for entry in entries if entry.found)
    cells = list(dict.fromkeys(entry.cell for entry in entries if entry.cell))
    return entries[0]._replace(cell=_ranges(cells), found=" | ".join(found) or None, used=None)


def _ranges(cells: Sequence[str]) -> str:
    """Cells as a person names them: those below each other as a range."""
    try:
        places = sorted((column, row) for row, column in map(place, cells))
    except ValueError:  # of a Word document, or a range already
        return ", ".join(cells)
    ranges: list[str] = []
    for column, below in groupby(places, key=lambda at: at[0]):
        rows = [row for _, row in below]
        letters = column_letters(column)
        for _, together in groupby(enumerate(rows), key=lambda at: at[1] - at[0]):
            run = [row for _, row in together]
            last = f":{letters}{run[-1]}" if len(run) > 1 else ""
            ranges.append(f"{letters}{run[0]}{last}")
    return ", ".join(ranges)


def _spare_printed_words(log: Iterable[Entry]) -> list[Entry]:
    """The log with a note instead of each flag on words that many teams' forms have.

    "Return to recovery@trust.example" on a blank form identifies nobody.
    """
    log = list(log)
    teams: dict[str | None, set[str | None]] = {}
    for entry in log:
        if entry.kind == "personal-data":
            teams.setdefault(entry.found, set()).add(entry.team)
    printed = {text for text, having in teams.items() if len(having) >= TEAMS_OF_PRINTED_WORDS}
    return [
        _as_printed(entry) if entry.kind == "personal-data" and entry.found in printed else entry
        for entry in log
    ]


def _as_printed(entry: Entry) -> Entry:
    kind = kinds()["printed-contact"]
    return entry._replace(severity=kind.severity, kind=kind.kind, what_to_do=kind.what_to_do)


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
