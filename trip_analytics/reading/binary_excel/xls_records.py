"""The records of an .xls file (Excel 5 to 2003).

A record is a number, a length, and its data; layouts as in [MS-XLS].
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from trip_analytics.reading.binary_excel.record_scan import Scanner, SheetScan, look, styles_of
from trip_analytics.reading.formatted_text import Look
from trip_analytics.reading.refusals import UnreadableFile

_BEGINNING: Final = 0x0809
_END: Final = 0x000A
_PASSWORD: Final = 0x002F
_SHEET: Final = 0x0085
_FONT: Final = 0x0031
_FORMAT: Final = 0x041E
_STYLE: Final = 0x00E0
_ROW: Final = 0x0208
_COLUMNS: Final = 0x007D
_FORMULA: Final = 0x0006
_TRUTH_OR_ERROR: Final = 0x0205
_SEVERAL_NUMBERS: Final = 0x00BD
_CELLS: Final = frozenset({0x0203, 0x0204, 0x00D6, 0x027E, 0x00FD, _FORMULA, _TRUTH_OR_ERROR})
_KEPT: Final = _CELLS | {
    *(_BEGINNING, _END, _SHEET, _FORMAT, _STYLE, _SEVERAL_NUMBERS),
    *(0x0042, 0x0022),  # the code page; whether dates count from 1904
    *(0x00FC, 0x003C),  # the shared strings; what continues a record
    *(0x0207, 0x00E5),  # the text that a formula gives; merged ranges
}
_NO_RECORD: Final = 0x0FFF
_BIFF8: Final = 0x0600

Record = tuple[int, int, int]
"""Its number, and where its data begin and end."""


def scan(stream: bytes) -> tuple[bytes, list[SheetScan]]:
    """Look through a workbook's stream: what of it is to be read, and what was found of each sheet.

    What is to be read is a copy in which the records of cells, their strings and their formats are
    left and no others: sizes that a sheet only claims to have have cost python-calamine a gigabyte,
    formulas have made it panic, and a chart's figures are not the sheet's.

    Raises UnreadableFile: it is damaged, protected by a password, older than Excel 5, or too large.
    """
    copy = bytearray(stream)
    scanner = Scanner()
    try:
        end = 0
        for start in sorted(starts := _workbook(copy, scanner)):
            if start < end:  # sheets within sheets would multiply them
                raise UnreadableFile("damaged")
            end = _sheet(copy, start, scanner)
    except (struct.error, IndexError) as error:
        raise UnreadableFile("damaged") from error
    in_file = dict(zip(sorted(starts), scanner.sheets, strict=True))
    return bytes(copy), [in_file[start] for start in starts]


def _records(copy: bytearray, start: int) -> Iterator[Record]:
    """The records from here to the end of the part, less those of parts within it."""
    at, depth = start, 0
    if struct.unpack_from("<H", copy, at)[0] != _BEGINNING:
        raise UnreadableFile("damaged" if at else "before-excel-5")
    while True:
        number, length = struct.unpack_from("<2H", copy, at)
        data, at_next = at + 4, at + 4 + length
        if at_next > len(copy):
            raise UnreadableFile("damaged")
        depth += (number == _BEGINNING) - (number == _END)
        within = depth > 1 or (depth == 1 and number == _END)
        if within or number not in _KEPT:
            struct.pack_into("<H", copy, at, _NO_RECORD)
        if not within:
            yield number, data, at_next
        if depth == 0:
            return
        at = at_next


def _workbook(copy: bytearray, scanner: Scanner) -> list[int]:
    """Where the sheets begin, in their order; the styles go to the scanner."""
    starts: list[int] = []
    looks: list[Look] = []
    codes: dict[int, str] = {}
    formatted: list[tuple[int, int]] = []
    wide = struct.unpack_from("<H", copy, 4)[0] == _BIFF8
    for number, data, end in _records(copy, 0):
        if number == _PASSWORD:
            raise UnreadableFile("password")
        if number == _SHEET:
            starts.append(struct.unpack_from("<I", copy, data)[0])
        elif number == _FONT:
            (flags,) = struct.unpack_from("<H", copy, data + 2)
            looks.append(look(flags, _text(copy[data + 15 : end], copy[data + 14], wide=wide)))
        elif number == _FORMAT:
            code, length = struct.unpack_from("<HH" if wide else "<HB", copy, data)
            codes[code] = _text(copy[data + (4 if wide else 3) : end], length, wide=wide)
        elif number == _STYLE:
            font, code = struct.unpack_from("<2H", copy, data)
            formatted.append((font - (font > 4), code))  # there is no font 4
    scanner.use(styles_of(formatted, looks, codes))
    return starts


def _text(data: bytearray, length: int, *, wide: bool) -> str:
    """A string's characters; since Excel 97 a flag before them says if each takes two bytes."""
    if not wide:
        return data[:length].decode("cp1252", errors="replace")
    if data and data[0] & 1:
        return data[1 : 1 + 2 * length].decode("utf-16-le", errors="replace")
    return data[1 : 1 + length].decode("latin-1")


def _sheet(copy: bytearray, start: int, scanner: Scanner) -> int:
    """Note what is on the sheet that begins here; returns where it ends."""
    sheet = scanner.start_sheet()
    end = start
    for number, data, end in _records(copy, start):
        if number in _CELLS:
            row, column, style = struct.unpack_from("<3H", copy, data)
            scanner.cell(row, column, style, _error(copy, number, data))
            if number == _FORMULA:
                copy[data + 20 : data + 22] = b"\x00\x00"  # the length of the formula itself
        elif number == _SEVERAL_NUMBERS:
            row, column = struct.unpack_from("<2H", copy, data)
            for offset, at in enumerate(range(data + 4, end - 5, 6)):
                scanner.cell(row, column + offset, struct.unpack_from("<H", copy, at)[0])
        elif number == _ROW and copy[data + 12] & 0x20:
            sheet.hidden_rows.add(struct.unpack_from("<H", copy, data)[0] + 1)
        elif number == _COLUMNS and copy[data + 8] & 0x01:
            first, last = struct.unpack_from("<2H", copy, data)
            sheet.hidden_columns.update(range(first + 1, min(last, 255) + 2))
    return end


def _error(copy: bytearray, number: int, data: int) -> int | None:
    """The error that the cell shows, if it does."""
    if number == _TRUTH_OR_ERROR and copy[data + 7] == 1:
        return copy[data + 6]
    result = copy[data + 6 : data + 14]
    if number == _FORMULA and result[0] == 2 and result[6:] == b"\xff\xff":
        return result[2]
    return None
