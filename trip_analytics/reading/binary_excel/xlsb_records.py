"""The records of an .xlsb file's parts.

A record is a number and a length, of one byte or more, and its data; layouts as in
[MS-XLSB].
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import Final

from trip_analytics.reading.archive import Archive
from trip_analytics.reading.binary_excel.record_scan import Scanner, SheetScan, look, styles_of
from trip_analytics.reading.formatted_text import Look
from trip_analytics.reading.refusals import UnreadableFile

_PIECE: Final = 1 << 20
_WORKBOOK: Final = "xl/workbook.bin"
_STYLES: Final = "xl/styles.bin"
_SHEET: Final = 156
_ROW: Final = 0
_CELLS: Final = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
_ERRORS: Final = frozenset({3, 11})  # by itself, and from a formula
_COLUMNS: Final = 60
_FONT: Final = 43
_FORMAT: Final = 44
_STYLE: Final = 47
_STYLES_OF_CELLS: Final = (617, 618)  # their beginning and end
_END_OF_CELLS: Final = 146


def scan(data: bytes) -> list[SheetScan]:
    """Look through the sheets of a workbook, in their order.

    Raises UnreadableFile: it is damaged or too large.
    """
    archive = Archive(io.BytesIO(data))
    scanner = Scanner()
    try:
        if _STYLES in archive:
            _styles(archive, scanner)
        parts = _parts(archive)
        if len(set(parts)) != len(parts):  # one part behind many sheets would multiply it
            raise UnreadableFile("damaged")
        for part in parts:
            _sheet(archive, part, scanner)
    except (struct.error, IndexError) as error:
        raise UnreadableFile("damaged") from error
    return scanner.sheets


def _records(archive: Archive, part: str) -> Iterator[tuple[int, bytes]]:
    with archive.open(part) as stream:
        content = b"".join(iter(lambda: stream.read(_PIECE), b""))
    at = 0
    while at < len(content):
        number, at = content[at], at + 1
        if number & 0x80:
            number, at = (number & 0x7F) | (content[at] & 0x7F) << 7, at + 1
        length = 0
        for shift in (0, 7, 14, 21):
            byte, at = content[at], at + 1
            length |= (byte & 0x7F) << shift
            if not byte & 0x80:
                break
        yield number, content[at : at + length]
        at += length


def _parts(archive: Archive) -> list[str]:
    """The parts of the sheets."""
    leads_to = archive.relationships(_WORKBOOK)
    parts = []
    for number, data in _records(archive, _WORKBOOK):
        if number == _SHEET:
            name, _ = _text(data, 8)
            if name:
                parts.append(leads_to[name][1] if name in leads_to else "")
    return parts


def _text(data: bytes, at: int) -> tuple[str, int]:
    """A string and where it ends; an absent one is empty."""
    (length,) = struct.unpack_from("<I", data, at)
    if length == 0xFFFFFFFF:
        return "", at + 4
    end = at + 4 + 2 * length
    return data[at + 4 : end].decode("utf-16-le", errors="replace"), end


def _styles(archive: Archive, scanner: Scanner) -> None:
    looks: list[Look] = []
    codes: dict[int, str] = {}
    formatted: list[tuple[int, int]] = []
    of_cells = False
    for number, data in _records(archive, _STYLES):
        if number in _STYLES_OF_CELLS:
            of_cells = number == _STYLES_OF_CELLS[0]
        elif number == _FONT:
            looks.append(look(struct.unpack_from("<H", data, 2)[0], _text(data, 21)[0]))
        elif number == _FORMAT:
            codes[struct.unpack_from("<H", data)[0]] = _text(data, 2)[0]
        elif number == _STYLE and of_cells:
            code, font = struct.unpack_from("<2H", data, 2)
            formatted.append((font, code))
    scanner.use(styles_of(formatted, looks, codes))


def _sheet(archive: Archive, part: str, scanner: Scanner) -> None:
    sheet = scanner.start_sheet()
    row = 0
    for number, data in _records(archive, part):
        if number in _CELLS:
            column, style = struct.unpack_from("<2I", data)
            error = data[8] if number in _ERRORS else None
            scanner.cell(row, column, style & 0xFFFFFF, error)
        elif number == _ROW:
            (row,) = struct.unpack_from("<I", data)
            if data[11] & 0x10:
                sheet.hidden_rows.add(row + 1)
        elif number == _COLUMNS and data[16] & 0x01:
            first, last = struct.unpack_from("<2I", data)
            sheet.hidden_columns.update(range(first + 1, min(last, 16_383) + 2))
        elif number == _END_OF_CELLS:
            return
