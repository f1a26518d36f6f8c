"""The comparison with other readers, which is a script too; and workbooks with controls."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

PIXEL = 9525
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
PROPERTIES = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"


class Form:
    """A workbook with controls; rows are of 20 pixels, columns of 64."""

    VML = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel">{}</xml>'
    )

    def __init__(self, parts, rows="", before="", after=""):
        self.parts = parts("")
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


@pytest.fixture
def form(parts):
    return lambda *rows, **more: Form(parts, *rows, **more)


@pytest.fixture(scope="session")
def differential():
    """The module ``differential``."""
    path = Path(__file__).with_name("differential.py")
    spec = importlib.util.spec_from_file_location("differential", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["differential"] = module  # its dataclasses look themselves up there
    spec.loader.exec_module(module)
    return module
