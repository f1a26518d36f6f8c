"""Our reader of .xlsx beside openpyxl and python-calamine: every difference, and why.

By hand: ``python tests/reading/excel/differential.py FOLDER`` reads each workbook below
the folder with all three and prints where they differ, grouped by rule, what no rule
explains last. The others are run in processes of their own, with limits: some files
make them hang, abort, or take all memory.
"""

from __future__ import annotations

import datetime as dt
import sys
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from trip_analytics.reading import Cell, Document, Sheet, UnreadableFile, read_document
from trip_analytics.reading.addresses import column_letters
from trip_analytics.reading.excel.cell_values import unescaped
from trip_analytics.reading.excel.number_layouts import general
from trip_analytics.reading.excel.serial_dates import DAYS_TO_1904, serial_of

SECONDS = 30
MEMORY = 3 << 30
EXTENSIONS = (".xlsx", ".xlsm", ".xltx", ".xltm")
SAME = ""
FALSE_LEAP_DAY = 60
MILLISECOND = 1 / 86_400_000 * 1.5
EXAMPLES = 3
MARKS = "☑☐▣●○◍"

Place = tuple[int, int]
Value = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None


@dataclass
class Theirs:
    """What another reader says of a sheet."""

    values: dict[Place, Any]
    formulas: dict[Place, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    merged: set[tuple[int, int, int, int]] = field(default_factory=set)
    hidden: bool = False


@dataclass(frozen=True)
class Difference:
    """One place where a reader says something else, and the rule that explains it."""

    reader: str
    sheet: str
    address: str
    ours: str
    theirs: str
    rule: str | None


def read_openpyxl(path: Path) -> dict[str, Theirs]:
    import warnings

    import openpyxl

    warnings.simplefilter("ignore")
    values = openpyxl.load_workbook(path, data_only=True)
    formulas = openpyxl.load_workbook(path)
    sheets = {}
    for sheet in values.worksheets:
        written = formulas[sheet.title]
        # Its own dictionary of cells: asked for rows, it makes every cell up to the last.
        sheets[sheet.title] = Theirs(
            {at: cell.value for at, cell in sheet._cells.items() if cell.value is not None},
            {
                at: getattr(cell.value, "text", cell.value) or ""
                for at, cell in written._cells.items()
                if cell.data_type == "f"
            },
            {
                cell.coordinate: cell.comment.text
                for cell in written._cells.values()
                if getattr(cell, "comment", None)
            },
            {(r.min_row, r.min_col, r.max_row, r.max_col) for r in sheet.merged_cells.ranges},
            hidden=sheet.sheet_state != "visible",
        )
    return sheets


def read_calamine(path: Path) -> dict[str, Theirs]:
    import python_calamine

    workbook = python_calamine.CalamineWorkbook.from_path(path)
    sheets = {}
    for about in workbook.sheets_metadata:
        if "work" not in str(about.typ).lower():
            continue
        sheet = workbook.get_sheet_by_name(about.name)
        rows = sheet.to_python(skip_empty_area=False)
        sheets[about.name] = Theirs(
            {
                (row, column): value
                for row, values in enumerate(rows, start=1)
                for column, value in enumerate(values, start=1)
                if value != ""
            },
            hidden="visible" not in str(about.visible).lower().replace("veryhidden", ""),
        )
    return sheets


READERS = {"openpyxl": read_openpyxl, "calamine": read_calamine}


def compare(ours: Document, reader: str, theirs: Mapping[str, Theirs]) -> list[Difference]:
    """Where another reader says something else than ours."""
    sheets = {sheet.name or "": sheet for sheet in ours.sheets}
    found = []
    for name in sorted(sheets.keys() | theirs.keys()):
        if name in sheets and name in theirs:
            found += _of_sheet(reader, sheets[name], theirs[name])
        elif name in sheets:
            rule = None if theirs else "openpyxl finds no sheets in Strict files"
            found.append(Difference(reader, name, "", "a sheet", "none", rule))
        else:
            # calamine says of what kind a sheet is, openpyxl gives worksheets of every kind.
            rule = "sheets of dialogs and macros are no forms" if reader == "openpyxl" else None
            found.append(Difference(reader, name, "", "none", "a sheet", rule))
    return found


def _of_sheet(reader: str, ours: Sheet, theirs: Theirs) -> Iterator[Difference]:
    name = ours.name or ""
    for at in sorted(ours.cells.keys() | theirs.values.keys()):
        cell, value = ours.cells.get(at), theirs.values.get(at)
        rule = explanation(reader, ours, at, cell, value)
        if rule != SAME:
            shown = f"{cell.kind} {cell.value!r} {cell.text!r}" if cell else "-"
            address = f"{column_letters(at[1])}{at[0]}"
            yield Difference(reader, name, address, shown, repr(value), rule)
    if reader != "openpyxl":
        return
    for what, mine, other in (
        ("formula", _formulas(ours), theirs.formulas),
        ("note", _notes(ours), theirs.notes),
    ):
        for key in sorted(mine.keys() | other.keys()):
            if mine.get(key) != other.get(key):
                both = mine.get(key, ""), other.get(key, "")
                shown = [f"{what} {text!r}" for text in both]
                yield Difference(reader, name, str(key), *shown, _of_text(reader, what, *both))
    if set(ours.merged) != theirs.merged:
        shown = [f"merged {sorted(them)[:4]}" for them in (set(ours.merged), theirs.merged)]
        yield Difference(reader, name, "", *shown, None)
    if ours.hidden != theirs.hidden:
        yield Difference(reader, name, "", f"hidden {ours.hidden}", "not", None)


def _formulas(sheet: Sheet) -> dict[Place, str]:
    return {at: f"={cell.formula}" for at, cell in sheet.cells.items() if cell.formula is not None}


def _notes(sheet: Sheet) -> dict[str, str]:
    notes: dict[str, str] = {}
    for note in sheet.notes:
        notes[note.address] = notes.get(note.address, "") + note.text
    return notes


def explanation(
    reader: str, sheet: Sheet, at: Place, cell: Cell | None, value: Value
) -> str | None:
    """SAME where both say the same; else the rule why they do not, or None."""
    if cell is None:
        return "a text without characters is no cell" if value == "" else None
    if value is None or value == "":
        return _explained_blank(reader, sheet, at, cell)
    if cell.value == value and isinstance(cell.value, bool) == isinstance(value, bool):
        return SAME
    mine, other = _days(cell.value), _days(value)
    if mine is not None and isinstance(value, int | float) and abs(mine - value) <= 1:
        return "openpyxl does not know every format of dates"
    if other is not None and isinstance(cell.value, int | float):
        return _explained_number(cell, cell.value, value, other)
    if mine is not None and other is not None:
        if isinstance(value, dt.time) and mine < DAYS_TO_1904 + 1:
            return "1 January 1904 is a date where days are counted from it"
        return SAME if abs(mine - other) < MILLISECOND else None
    if isinstance(value, float) and isinstance(cell.value, float | int):
        return SAME if abs(value - cell.value) <= abs(value) * 1e-15 else None
    if isinstance(value, str) and isinstance(cell.value, str):
        return _of_text(reader, "text", cell.value, value)
    if cell.kind == "date" and isinstance(value, str) and value.startswith(str(cell.value)[:10]):
        return "calamine leaves the dates of Strict files as text"
    return None


def _explained_blank(reader: str, sheet: Sheet, at: Place, cell: Cell) -> str | None:
    if cell.value is None or cell.value == "":
        return SAME
    if any(mark in cell.text for mark in MARKS):
        return "controls are read by us alone"
    if reader == "calamine" and cell.kind == "error":
        return "calamine gives a blank for an error"
    if cell.kind == "text" and cell.formula is not None:
        return "others lose a formula's result that is stored as a text in line"
    merged = any(
        top <= at[0] <= bottom and left <= at[1] <= right and at != (top, left)
        for top, left, bottom, right in sheet.merged
    )
    return "openpyxl drops what is below merged cells" if merged else None


def _explained_number(cell: Cell, mine: float, value: Value, days: float) -> str | None:
    """Why they give a date where we give a number; a date format not known is no reason."""
    apart = abs(mine - days)
    if isinstance(value, dt.timedelta) and apart < MILLISECOND:
        return "a length of time is a number"
    if mine == FALSE_LEAP_DAY:
        return "the 29 February 1900 is shown by Excel and no date"
    if mine < 1:
        return "Excel shows no date before 1900"
    return "a length of time is a number" if cell.text != general(mine) and apart <= 1 else None


def _of_text(reader: str, what: str, mine: str, other: str) -> str | None:
    """Why a text, a note or a formula differs."""
    if unescaped(other).replace("\r\n", "\n") == mine.replace("\r\n", "\n"):
        return "others leave what XML cannot hold escaped"
    if what == "formula" and "".join(mine.split()) == "".join(other.split()):
        return "openpyxl moves the white space of shared formulas"
    if what == "note" and not other.strip():
        return "text boxes are read by us alone" if mine else "a note without words is none"
    if what == "note" and other.startswith("[Threaded comment]"):
        return "a thread of comments is taken rather than its copy"
    if reader == "calamine" and what == "text" and mine.strip() == other.strip():
        return "calamine trims text"
    return None


def _days(value: Value) -> float | None:
    """A date or a time as Excel counts it."""
    if isinstance(value, dt.timedelta):
        return value / dt.timedelta(days=1)
    if isinstance(value, dt.time):
        return _days(dt.datetime.combine(dt.date(1899, 12, 30), value))
    if isinstance(value, dt.datetime):
        return serial_of(value)
    if isinstance(value, dt.date):
        return serial_of(dt.datetime.combine(value, dt.time()))
    return None


class _Apart:
    """A reader in a process of its own, started again when it dies or hangs."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._process: Any = None

    def __call__(self, path: Path) -> dict[str, Theirs]:
        from multiprocessing import get_context

        if self._process is None:
            context = get_context("spawn")
            self._pipe, there = context.Pipe()
            self._process = context.Process(target=_serve, args=(self._name, there), daemon=True)
            self._process.start()
            there.close()
        self._pipe.send(path)
        try:
            answer = self._pipe.recv() if self._pipe.poll(SECONDS) else "hangs"
        except EOFError:
            answer = "aborts"
        if isinstance(answer, str):
            if answer in ("hangs", "aborts"):
                self._process.kill()
                self._process = None
            raise ReaderFailsError(answer)
        return answer


class ReaderFailsError(Exception):
    """What the other reader does instead of reading."""


def _serve(name: str, pipe: Any) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    while True:
        path = pipe.recv()
        try:
            answer = READERS[name](path)
        except BaseException as error:  # noqa: BLE001 # calamine's panics are no Exception
            answer = f"raises {type(error).__name__}"
        pipe.send(answer)


def _names_twice(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        names = [name.lower() for name in archive.namelist()]
    return len(names) > len(set(names))


def main(folder: Path) -> None:
    apart = {name: _Apart(name) for name in READERS}
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in EXTENSIONS)
    groups: dict[str, dict[str, list[str]]] = {}

    def add(group: str, path: Path, *examples: str) -> None:
        groups.setdefault(group, {}).setdefault(str(path.relative_to(folder)), []).extend(examples)

    for path in paths:
        try:
            ours = read_document(path)
        except UnreadableFile as refused:
            add(f"we refuse: {refused.kind}", path)
            continue
        if not isinstance(ours, Document):
            add("it is no workbook but an archive of files", path)
            continue
        if _names_twice(path):
            add("of two parts of one name the last is read, by others none or the first", path)
            continue
        for reader, read in apart.items():
            try:
                theirs = read(path)
            except ReaderFailsError as error:
                add(f"{reader} {error}", path)
                continue
            for d in compare(ours, reader, theirs):
                where = f"{reader} {d.sheet} {d.address}: {d.ours} | {d.theirs}"
                add(d.rule or "~ not explained", path, where)
    print(f"{len(paths)} workbooks")  # run by hand
    for rule, files in sorted(groups.items()):
        print(f"\n{rule}: {sum(map(len, files.values()))} places in {len(files)} files")  # as above
        for name, examples in files.items():
            print(f"  {name} {len(examples) or ''}")  # as above
            for example in examples[:EXAMPLES]:
                print(f"    {example[:200]}")  # as above


if __name__ == "__main__":
    main(Path(sys.argv[1]))
