"""Workbooks before and beside .xlsx: .xls and .xlsb, through python-calamine.

Calamine gives values and merged ranges; what it leaves out, a look through the file's
records adds: errors, how cells look, hidden rows and columns.
"""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Iterator, Sequence
from typing import Final

import python_calamine as calamine

from trip_analytics.reading.binary_excel import xls_records, xlsb_records
from trip_analytics.reading.binary_excel.record_scan import SheetScan
from trip_analytics.reading.compound_file import OLE2, CompoundFile, packed
from trip_analytics.reading.document import Cell, Document, Kind, Sheet, Value
from trip_analytics.reading.excel.cell_styles import PLAIN
from trip_analytics.reading.excel.number_formats import NumberFormat, number_format
from trip_analytics.reading.excel.serial_dates import serial_of
from trip_analytics.reading.formatted_text import seen
from trip_analytics.reading.refusals import UnreadableFile

_STREAMS: Final = ("workbook", "book")  # since Excel 97; before
_DATE: Final = number_format("dd/mm/yyyy")
_DATE_AND_TIME: Final = number_format("dd/mm/yyyy hh:mm")
_TIME: Final = number_format("hh:mm:ss")
_DURATION: Final = number_format("[h]:mm:ss")
_WHOLE_UP_TO: Final = 1e15  # larger ones are not stored to the last digit
_MARCH_1900: Final = dt.datetime(1900, 3, 1)  # noqa: DTZ001 # a sheet knows no zones


def read_binary_workbook(what: str, data: bytes) -> Document:
    """The cells of every worksheet, hidden ones included; ``what`` it is, ``xls`` or ``xlsb``.

    Raises UnreadableFile: it is damaged, protected by a password, older than Excel 5, or holds more
    than any form does.
    """
    if what == "xlsb":
        return _read(data, xlsb_records.scan(data))
    stream = _workbook_stream(CompoundFile(data)) if data.startswith(OLE2) else data
    # Calamine takes the first stream called Workbook, which may be of one that is embedded.
    cells_only, sheets = xls_records.scan(stream)
    return _read(packed("Workbook", cells_only), sheets)


def _workbook_stream(file: CompoundFile) -> bytes:
    for name in _STREAMS:
        if name in file.root.streams:
            return file.read(file.root.streams[name])
    raise UnreadableFile("damaged")


def _read(data: bytes, scans: Sequence[SheetScan]) -> Document:
    try:
        with calamine.load_workbook(io.BytesIO(data)) as workbook:
            about = workbook.sheets_metadata
            if len(about) != len(scans) or len({of.name for of in about}) != len(about):
                raise UnreadableFile("damaged")
            return Document(
                tuple(
                    _sheet(workbook.get_sheet_by_name(of.name), of, scan)
                    for of, scan in zip(about, scans, strict=True)
                    if of.typ == calamine.SheetTypeEnum.WorkSheet
                )
            )
    except calamine.PasswordError as error:
        raise UnreadableFile("password") from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise UnreadableFile("damaged") from error
    except BaseException as error:
        # How a panic in Rust reaches Python: its class cannot be imported, and is no Exception.
        if type(error).__name__ == "PanicException":
            raise UnreadableFile("damaged") from error
        raise


def _sheet(sheet: calamine.CalamineSheet, about: calamine.SheetMetadata, scan: SheetScan) -> Sheet:
    cells = {}
    for row, column, value in _values(sheet):
        cells[row, column] = _cell(row, column, value, scan)
    for (row, column), error in scan.errors.items():
        cells[row, column] = _located(row, column, error, error, "error", scan)
    return Sheet(
        name=about.name,
        cells=dict(sorted(cells.items())) if scan.errors else cells,
        merged=tuple(
            (top + 1, left + 1, bottom + 1, right + 1)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        ),
        hidden=about.visible != calamine.SheetVisibleEnum.Visible,
    )


def _values(sheet: calamine.CalamineSheet) -> Iterator[tuple[int, int, object]]:
    """What is not blank, by row and column from 1."""
    if sheet.start is None:
        return
    top, left = sheet.start
    for row, values in enumerate(sheet.to_python(skip_empty_area=True), top + 1):
        for column, value in enumerate(values, left + 1):
            if value != "":
                yield row, column, value


def _cell(row: int, column: int, stored: object, scan: SheetScan) -> Cell:
    shown_by = scan.styles.get((row, column), PLAIN).format
    if isinstance(stored, str):
        return _located(row, column, stored, shown_by.show_text(stored), "text", scan)
    if isinstance(stored, bool):
        return _located(row, column, stored, "TRUE" if stored else "FALSE", "boolean", scan)
    if isinstance(stored, int | float):
        if not math.isfinite(stored):  # as Excel shows a number that is none
            return _located(row, column, "#NUM!", "#NUM!", "error", scan)
        number = int(stored) if stored == int(stored) and abs(stored) < _WHOLE_UP_TO else stored
        return _located(row, column, number, shown_by.show(number), "number", scan)
    if isinstance(stored, dt.timedelta):
        days = stored / dt.timedelta(days=1)
        return _located(row, column, days, _shown(days, shown_by, _DURATION), "number", scan)
    value, serial, usual = _point_in_time(stored)
    return _located(row, column, value, _shown(serial, shown_by, usual), "date", scan)


def _point_in_time(
    stored: object,
) -> tuple[dt.datetime | dt.date | dt.time, float, NumberFormat]:
    """A date or time, its serial number, and how it is usually shown."""
    if isinstance(stored, dt.time):
        since = dt.datetime.combine(_MARCH_1900, stored) - _MARCH_1900
        return stored, since / dt.timedelta(days=1), _TIME
    if isinstance(stored, dt.datetime):
        return stored, serial_of(stored) - (stored < _MARCH_1900), _DATE_AND_TIME
    if isinstance(stored, dt.date):
        moment = dt.datetime.combine(stored, dt.time())
        return stored, serial_of(moment) - (moment < _MARCH_1900), _DATE
    raise TypeError(type(stored).__name__)


def _shown(serial: float, by: NumberFormat, usual: NumberFormat) -> str:
    """By the cell's own format where that shows a date or a time."""
    return (by if by.sections else usual).show(serial)


def _located(row: int, column: int, value: Value, shown: str, kind: Kind, scan: SheetScan) -> Cell:
    text = seen(shown, scan.styles.get((row, column), PLAIN).look)
    return text.in_cell(row, column, value, kind, hidden=scan.hides(row, column))
