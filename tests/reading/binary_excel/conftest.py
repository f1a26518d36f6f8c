"""Binary workbooks written by hand, record by record, and one that LibreOffice converts."""

from __future__ import annotations

import datetime as dt
import io
import struct
import subprocess
import zipfile
from types import SimpleNamespace

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

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
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()


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


@pytest.fixture(scope="session")
def make():
    """What makes workbooks by hand."""
    return SimpleNamespace(
        record=record,
        label=label,
        number=number,
        error=error,
        truth=truth,
        xls=xls,
        xls_stream=xls_stream,
        styles=STYLES,
        record12=record12,
        text12=text12,
        cell12=cell12,
        row12=row12,
        xlsb=xlsb,
        styles12=STYLES12,
    )


def rich_workbook():
    """What forms hold, and what comes back as something else from some readers."""
    book = openpyxl.Workbook()
    form = book.active
    form.title = "Form"
    form["B3"], form["C3"] = "Statement", "Rating"
    form["B4"], form["C4"] = "Roles & connections", 4
    form["C5"], form["C5"].number_format = 3.67, "0"
    form["C6"], form["C7"] = True, "=1=2"
    form["C8"], form["C9"], form["C10"] = "=1/0", "=A1+5", '="3"&"-4"'
    form["C11"] = dt.date(2025, 4, 3)
    form["C11"].number_format = "dd/mm/yyyy"
    form["C12"] = dt.datetime(2025, 4, 3, 14, 30)  # noqa: DTZ001 # a sheet knows no zones
    form["C12"].number_format = "dd/mm/yyyy hh:mm"
    form["C13"], form["C13"].number_format = dt.time(9, 5), "hh:mm"
    form["C14"], form["C14"].number_format = dt.timedelta(hours=30), "[h]:mm:ss"
    form["C15"] = "  spaced  two\nlines"
    form["C16"], form["C16"].font = "ü", Font(name="Wingdings")
    form["C17"], form["C17"].font = 3, Font(strike=True)
    form["C18"] = "noted"
    form["C18"].comment = Comment("a word with the team", "ward")
    form["C19"], form["C19"].number_format = 0.5, "0%"
    form["C20"], form["C21"], form["C22"] = "=NA()", "=#REF!+1", "=nosuchname"
    form["C23"], form["C24"], form["C25"] = -2, 0.1 + 0.2, '=""'
    form["C26"] = "=DATE(2025,1,2)"
    form["C26"].number_format = "dd/mm/yyyy"
    form["C27"], form["C27"].number_format = 12.5, '"£"#,##0.00'
    form["C28"], form["C29"] = "n/a", "病棟 – 4"
    form["E5"] = "merged"
    form.merge_cells("E5:F7")
    form["A40"], form["H41"] = "in a hidden row", "in a hidden column"
    form.row_dimensions[40].hidden = True
    form.column_dimensions["H"].hidden = True
    book.create_sheet("Hidden")["D9"] = 1
    book["Hidden"].sheet_state = "hidden"
    book.create_sheet("Empty")
    return book


@pytest.fixture(scope="session")
def converted(soffice, tmp_path_factory):
    """The rich workbook as openpyxl writes it, and as LibreOffice makes the others of it."""
    folder = tmp_path_factory.mktemp("older")
    rich_workbook().save(folder / "rich.xlsx")
    for what in ("xls", "ods"):
        subprocess.run(
            [
                soffice,
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--headless",
                *("--convert-to", what, "--outdir", str(folder), str(folder / "rich.xlsx")),
            ],
            check=True,
            capture_output=True,
            timeout=100,
        )
    return {what: (folder / f"rich.{what}").read_bytes() for what in ("xlsx", "xls", "ods")}
