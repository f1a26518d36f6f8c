"""Binary workbooks (.xls, .xlsb) written record by record."""

from __future__ import annotations

import struct
import zipfile

from tests.raw_files import zipped
from trip_analytics.reading.compound_file import packed

BEGINNING, END, LABEL, NUMBER, TRUTH_OR_ERROR, RK = 0x809, 0x0A, 0x204, 0x203, 0x205, 0x27E


def record(number, data=b""):
    """A record of an .xls file."""
    return struct.pack("<2H", number, len(data)) + data


def label(row, column, text, style=0):
    written = text.encode("utf-16-le")
    return record(LABEL, struct.pack("<3HHB", row, column, style, len(text), 1) + written)


def number(row, column, value, style=0):
    return record(NUMBER, struct.pack("<3Hd", row, column, style, value))


def error(row, column, code):
    return record(TRUTH_OR_ERROR, struct.pack("<3H2B", row, column, 0, code, 1))


def truth(row, column, value):
    return record(TRUTH_OR_ERROR, struct.pack("<3H2B", row, column, 0, value, 0))


def xls_stream(*sheets, workbook=b"", version=0x600):
    """The stream of an .xls file with these sheets: name -> records."""
    start = record(BEGINNING, struct.pack("<2H12x", version, 5)) + workbook
    names = [f"Sheet{n}".encode() for n, _ in enumerate(sheets, 1)]
    wide = version == 0x600
    at = len(start) + len(record(END)) + sum(4 + 7 + wide + len(name) for name in names)
    entries, parts = b"", b""
    for name, records in zip(names, sheets, strict=True):
        part = record(BEGINNING, struct.pack("<2H12x", version, 16)) + records + record(END)
        flags = b"\x00" if wide else b""
        about = struct.pack("<IBBB", at + len(parts), 0, 0, len(name)) + flags + name
        entries += record(0x85, about)
        parts += part
    return start + entries + record(END) + parts


def xls(*sheets, workbook=b"", version=0x600):
    stream = xls_stream(*sheets, workbook=workbook, version=version)
    return packed("Workbook" if version == 0x600 else "Book", stream)


def record12(number, data=b""):
    """A record of an .xlsb file's part."""
    written = bytes([number]) if number < 128 else bytes([number & 0x7F | 0x80, number >> 7])
    length = len(data)
    while length > 0x7F:
        written += bytes([length & 0x7F | 0x80])
        length >>= 7
    return written + bytes([length]) + data


def text12(text):
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def cell12(kind, column, data, style=0):
    return record12(kind, struct.pack("<2I", column, style) + data)


def row12(row, hidden=False):
    return record12(0, struct.pack("<2IHBBBI", row, 0, 300, 0, 0x10 * hidden, 0, 0))


def xlsb(*sheets, styles=b"", strings=(), columns=b"", target=None, hidden=0):
    """An .xlsb file with these sheets of cells."""
    relations, bundles = "", b""
    parts = {}
    for n, records in enumerate(sheets, 1):
        part = f"worksheets/{target or f's{n}'}.bin"
        relations += f'<Relationship Id="rId{n}" Type="http://x/worksheet" Target="{part}"/>'
        bundles += record12(
            156, struct.pack("<2I", hidden, n) + text12(f"rId{n}") + text12(f"Sheet{n}")
        )
        parts[f"xl/worksheets/s{n}.bin"] = (
            record12(129)
            + record12(148, struct.pack("<4I", 0, 1, 0, 1))
            + (record12(390) + columns + record12(391) if columns else b"")
            + (record12(145) + records + record12(146) + record12(130))
        )
    parts["xl/workbook.bin"] = (
        record12(131) + record12(143) + bundles + record12(144) + record12(132)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts["xl/_rels/workbook.bin.rels"] = (
        f'<Relationships xmlns="{space}">{relations}</Relationships>'
    )
    if styles:
        parts["xl/styles.bin"] = styles
    if strings:
        items = b"".join(record12(19, b"\x00" + text12(text)) for text in strings)
        counts = struct.pack("<2I", len(strings), len(strings))
        parts["xl/sharedStrings.bin"] = record12(159, counts) + items + record12(160)
    return zipped(parts, zipfile.ZIP_STORED)


def font(flags, name):
    return record(0x31, struct.pack("<2H6xI", 200, flags, 0) + bytes([len(name), 0]) + name)


def style(font_number, code):
    return record(0xE0, struct.pack("<2H16x", font_number, code))


# Five fonts that nobody numbers 4; styles 1: Wingdings, 2: "0" struck, 3: "dd-mmm", 4: none.
STYLES = (
    b"".join(font(0, b"Arial") for _ in range(4))
    + (font(0, b"Wingdings") + font(0x08, b"Arial"))
    + record(0x41E, struct.pack("<2HB", 164, 3, 0) + b";;;")
    + (style(0, 0) + style(5, 0) + style(6, 1) + style(0, 16) + style(0, 164))
)


def font12(flags, name):
    return record12(43, struct.pack("<2H17x", 200, flags) + text12(name))


def style12(font_number, code):
    return record12(47, struct.pack("<3H10x", 0, code, font_number))


STYLES12 = (
    record12(278)
    + (record12(615, struct.pack("<I", 1)) + record12(44, b"\xa4\x00" + text12("dd-mmm")))
    + record12(616)
    + (record12(611, struct.pack("<I", 3)) + font12(0, "Arial"))
    + (font12(0, "Wingdings 2") + font12(0x08, "Arial") + record12(612))
    + (record12(626, struct.pack("<I", 1)) + style12(2, 9) + record12(627))
    + (record12(617, struct.pack("<I", 4)) + style12(0, 0) + style12(1, 0))
    + (style12(2, 1) + style12(0, 164) + record12(618) + record12(279))
)
