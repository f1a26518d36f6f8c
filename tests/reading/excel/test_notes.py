import io

import pytest
import xlsxwriter

from tests.raw_files.excel_parts import Parts
from trip_analytics.reading.files import read_bytes

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
SPREADSHEET_DRAWING = f"{DRAWING}/spreadsheetDrawing"


def notes(data):
    return [(note.address, note.text) for note in read_bytes("form.xlsx", data).sheets[0].notes]


@pytest.fixture
def drawn():
    """A workbook whose sheet has a drawing with this in it."""

    def make(inside):
        made = Parts("<sheetData/><drawing r:id='rId1'/>")
        made.named["xl/worksheets/_rels/sheet1.xml.rels"] = made.relationships(
            ("rId1", "drawing", "../drawings/drawing1.xml")
        )
        made.named["xl/drawings/drawing1.xml"] = (
            f'<xdr:wsDr xmlns:xdr="{SPREADSHEET_DRAWING}" xmlns:a="{DRAWING}/main">{inside}'
            "</xdr:wsDr>"
        )
        return notes(made.packed())

    return make


def shape(*lines, more=""):
    words = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in lines)
    return f"<xdr:sp>{more}<xdr:txBody>{words}</xdr:txBody></xdr:sp>"


def anchored(inside, row="4", column="2", kind="oneCellAnchor"):
    corner = f"<xdr:from><xdr:col>{column}</xdr:col><xdr:row>{row}</xdr:row></xdr:from>"
    return f"<xdr:{kind}>{corner}{inside}</xdr:{kind}>"


def test_words_in_a_text_box_are_a_note_on_the_cell_it_begins_in():
    saved = io.BytesIO()
    with xlsxwriter.Workbook(saved) as workbook:
        sheet = workbook.add_worksheet()
        sheet.insert_textbox("C5", "We could not agree\non this one")
        sheet.insert_textbox("D9", "")
    assert notes(saved.getvalue()) == [("C5", "We could not agree\non this one")]


def test_shapes_in_a_group_are_read_too(drawn):
    group = f"<xdr:grpSp>{shape('one')}<xdr:grpSp>{shape('two')}</xdr:grpSp></xdr:grpSp>"
    assert drawn(anchored(group, kind="twoCellAnchor")) == [("C5", "one"), ("C5", "two")]


def test_a_form_control_is_not_told_twice(drawn):
    own = '<a:ext><a14:compatExt xmlns:a14="urn:a14" spid="_x0000_s1025"/></a:ext>'
    assert drawn(anchored(shape("Yes", more=own)) + anchored(shape("words"))) == [("C5", "words")]


@pytest.mark.parametrize(
    ("row", "column", "address"),
    [("9999999999", "99999", "XFD1048576"), ("-1", "2", "A1"), ("x", "", "A1"), ("", "", "A1")],
)
def test_a_place_that_is_none_does_no_harm(drawn, row, column, address):
    assert drawn(anchored(shape("words"), row, column)) == [(address, "words")]


def test_what_stands_nowhere_in_particular_is_on_the_first_cell(drawn):
    inside = f"<xdr:absoluteAnchor>{shape('words')}</xdr:absoluteAnchor>"
    assert drawn(inside) == [("A1", "words")]
