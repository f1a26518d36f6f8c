"""Workbooks (.xlsx) written part by part: what openpyxl cannot make."""

from __future__ import annotations

from tests.raw_files import zipped
from trip_analytics.reading.document import Cell, Document, Sheet
from trip_analytics.reading.files import read_bytes

TRANSITIONAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
START = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
PIXEL = 9525
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
PROPERTIES = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"


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
        return zipped(self.named)

    def sheets(self) -> tuple[Sheet, ...]:
        return self.document().sheets

    def document(self) -> Document:
        return read_bytes("form.xlsx", self.packed())


def read_rows(
    rows: str, *, strings: str = "", styles: str = "", before: str = "", after: str = ""
) -> dict[str, Cell]:
    """Read rows of XML, with styles and strings if need be, into the sheet's cells."""
    made = Parts(f"{before}<sheetData>{rows}</sheetData>{after}")
    made.strings(strings)
    made.styles(styles)
    return {cell.address: cell for cell in made.sheets()[0].cells.values()}


class Form:
    """A workbook with controls; rows are of 20 pixels, columns of 64."""

    VML = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel">{}</xml>'
    )

    def __init__(self, rows="", before="", after=""):
        self.parts = Parts()
        self.rows, self.before, self.after = rows, before, after
        self.listed, self.shapes, self.links = [], [], [("rId1", "vmlDrawing", "../v.vml")]

    def add(self, properties, at="B2", *, caption="", shape="", style="", newer=True, kind=None):
        """Add a control; ``at`` is a cell or eight numbers: columns and rows from 0, pixels."""
        number = 1025 + len(self.shapes)
        if isinstance(at, str):
            row, column = int(at[1:]) - 1, ord(at[0]) - ord("A")
            at = (column, 4, row, 1, column, 60, row, 19)
        if newer:
            self.list_part(number, "ctrlProp", at, properties)
        words = f'<v:textbox><div><font face="Tahoma">{caption}</font></div></v:textbox>'
        kind = kind or {"CheckBox": "Checkbox"}.get(properties.split('"')[1], "Radio")
        self.shapes.append(
            f'<v:shape id="_x0000_s{number}" style="{style}">{words}<x:ClientData '
            f'ObjectType="{kind}"><x:Anchor>\n {", ".join(map(str, at))}</x:Anchor>{shape}'
            "</x:ClientData></v:shape>"
        )
        return self

    def list_part(self, number, kind, at, properties):
        corners = [n * (PIXEL if place % 2 else 1) for place, n in enumerate(at)]
        names = ("col", "colOff", "row", "rowOff")
        ends = [
            "".join(f"<d:{name}>{n}</d:{name}>" for name, n in zip(names, end, strict=True))
            for end in (corners[:4], corners[4:])
        ]
        self.listed.append(
            f'<control shapeId="{number}" r:id="c{number}" name="Check Box"><controlPr><anchor>'
            f'<from xmlns:d="{DRAWING}">{ends[0]}</from><to xmlns:d="{DRAWING}">{ends[1]}</to>'
            "</anchor></controlPr></control>"
        )
        self.links.append((f"c{number}", kind, f"../c{number}.xml"))
        self.parts.named[f"xl/c{number}.xml"] = (
            f'<formControlPr xmlns="{PROPERTIES}" objectType={properties}/>'
            if kind == "ctrlProp"
            else properties
        )

    def packed(self):
        made = self.parts
        made.named["xl/worksheets/sheet1.xml"] = made.element(
            "worksheet",
            f"{self.before}<sheetData>{self.rows}</sheetData>{self.after}"
            f"<controls>{''.join(self.listed)}</controls>",
        )
        made.named["xl/worksheets/_rels/sheet1.xml.rels"] = made.relationships(*self.links)
        made.named.setdefault("xl/v.vml", self.VML.format("".join(self.shapes)))
        return made

    def sheet(self):
        return self.packed().sheets()[0]

    def cells(self):
        return {cell.address: cell for cell in self.sheet().cells.values()}

    def texts(self):
        return {address: cell.text for address, cell in self.cells().items()}
