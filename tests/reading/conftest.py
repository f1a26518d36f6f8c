"""Workbooks written by hand, part by part: what openpyxl cannot make."""

from __future__ import annotations

import importlib.util
import io
import zipfile
from pathlib import Path

import pytest

from trip_analytics.reading.document import Document, Sheet
from trip_analytics.reading.files import read_bytes

TRANSITIONAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
COMPOUND_FILE = Path(__file__).parent / "compound_file.py"
START = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


class Parts:
    """The parts of a workbook with one sheet, to be changed and then packed."""

    def __init__(self, sheet: str = "", *, strict: bool = False) -> None:
        self.space = STRICT if strict else TRANSITIONAL
        office = STRICT_OFFICE if strict else OFFICE
        self.office = office
        self.named: dict[str, str | bytes] = {
            "[Content_Types].xml": f'{START}<Types xmlns="{PACKAGE}/content-types"/>',
            "_rels/.rels": self.relationships(("rId1", "officeDocument", "xl/workbook.xml")),
            "xl/_rels/workbook.xml.rels": self.relationships(
                ("rId1", "worksheet", "worksheets/sheet1.xml"),
                ("rId2", "styles", "styles.xml"),
                ("rId3", "sharedStrings", "/xl/sharedStrings.xml"),
            ),
            "xl/worksheets/sheet1.xml": self.element("worksheet", sheet),
        }
        self.strings("")
        self.styles("")
        self.workbook('<sheet name="Form" sheetId="1" r:id="rId1"/>')

    def element(self, name: str, inside: str) -> str:
        return f'{START}<{name} xmlns="{self.space}" xmlns:r="{self.office}">{inside}</{name}>'

    def workbook(self, sheets: str, before: str = "") -> None:
        inside = f"{before}<sheets>{sheets}</sheets>"
        self.named["xl/workbook.xml"] = self.element("workbook", inside)

    def strings(self, inside: str) -> None:
        self.named["xl/sharedStrings.xml"] = self.element("sst", inside)

    def styles(self, inside: str) -> None:
        self.named["xl/styles.xml"] = self.element("styleSheet", inside)

    def relationships(self, *them: tuple[str, str, str]) -> str:
        links = "".join(
            f'<Relationship Id="{number}" Type="{self.office}/{kind}" Target="{target}"/>'
            for number, kind, target in them
        )
        return f'{START}<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'

    def packed(self) -> bytes:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.named.items():
                archive.writestr(name, content)
        return packed.getvalue()

    def sheets(self) -> tuple[Sheet, ...]:
        return self.document().sheets

    def document(self) -> Document:
        return read_bytes("form.xlsx", self.packed())


@pytest.fixture(scope="session")
def parts():
    """Make the parts of a workbook, from what is inside its worksheet element."""
    return Parts


@pytest.fixture(scope="session")
def read_rows():
    """Read rows of XML, with styles and strings if need be, into the sheet's cells."""

    def read(rows: str, *, strings: str = "", styles: str = "", before: str = "", after: str = ""):
        made = Parts(f"{before}<sheetData>{rows}</sheetData>{after}")
        made.strings(strings)
        made.styles(styles)
        return {cell.address: cell for cell in made.sheets()[0].cells.values()}

    return read


@pytest.fixture(scope="session")
def compound_file():
    """Writes compound files: see there."""
    spec = importlib.util.spec_from_file_location("compound_file", COMPOUND_FILE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
