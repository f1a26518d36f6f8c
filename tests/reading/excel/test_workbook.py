import datetime as dt
import hashlib
import io
from copy import copy

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

from tests.raw_files import outcome
from tests.raw_files.excel_parts import Parts
from trip_analytics.reading import Note
from trip_analytics.reading.files import read_bytes

TWO_SHEETS = '<sheet name="A" sheetId="1" r:id="rId1"/><sheet name="B" sheetId="2" r:id="rId1"/>'
ROW = '<row r="1"><c r="B1"><v>{}</v></c></row>'


def saved(workbook):
    packed = io.BytesIO()
    workbook.save(packed)
    return packed.getvalue()


texts = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1)
values = st.one_of(
    texts.filter(lambda text: not text.startswith("=") and "_x" not in text),
    st.integers(-(10**9), 10**9),
    st.floats(-1e9, 1e9).map(lambda number: round(number, 6)),
    st.booleans(),
    st.dates(dt.date(1900, 3, 1), dt.date(2100, 1, 1)),
    st.sampled_from(["#REF!", "#N/A", "=1+1", "=SUM(A1:B2)"]),
)
places = st.tuples(st.integers(1, 300), st.integers(1, 40))
number_formats = st.sampled_from(["General", "0", "0.00", "0%", "@"])
sheets = st.dictionaries(
    places, st.tuples(values, number_formats, st.booleans(), st.booleans()), max_size=15
)


@given(st.lists(sheets, min_size=1, max_size=3))
@settings(max_examples=settings.default.max_examples // 8, deadline=None)
def test_cells_are_those_that_openpyxl_wrote_and_reads(made):
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for number, cells in enumerate(made):
        sheet = workbook.create_sheet(f"Sheet {number}")
        for (row, column), (value, code, struck, symbols) in cells.items():
            cell = sheet.cell(row, column, value)
            if not isinstance(value, dt.date):
                cell.number_format = code
            cell.font = Font(name="Wingdings" if symbols else "Calibri", strike=struck)
    data = saved(workbook)
    theirs = openpyxl.load_workbook(io.BytesIO(data))
    ours = read_bytes("form.xlsx", data)
    assert [sheet.name for sheet in ours.sheets] == theirs.sheetnames
    for sheet, their_sheet in zip(ours.sheets, theirs.worksheets, strict=True):
        filled = {
            (cell.row, cell.column): cell
            for row in their_sheet.iter_rows()
            for cell in row
            if cell.value is not None
        }
        assert sheet.cells.keys() == filled.keys()
        for place, cell in sheet.cells.items():
            same_cell(cell, filled[place])


def same_cell(ours, theirs):
    assert ours.address == theirs.coordinate
    if ours.text.strip():
        assert (ours.font == "Wingdings") == (theirs.font.name == "Wingdings")
    if theirs.data_type == "f":
        assert f"={ours.formula}" == theirs.value
        assert (ours.value, ours.text) == (None, "")
        return
    assert ours.formula is None
    kinds = {"n": "number", "s": "text", "b": "boolean", "e": "error", "d": "date"}
    assert ours.kind == kinds[theirs.data_type]
    value = theirs.value.date() if ours.kind == "date" else theirs.value
    assert (ours.value, type(ours.value)) == (value, type(value))
    assert ours.struck == (ours.text if theirs.font.strike and ours.text.strip() else "")
    if ours.kind == "text":
        assert ours.text == value


def test_hidden_rows_columns_sheets_and_merges_as_openpyxl_writes_them():
    workbook = openpyxl.Workbook()
    form = workbook.active
    form["A1"], form["B2"], form["C3"] = 1, 2, 3
    form.row_dimensions[2].hidden = True
    form.column_dimensions["C"].hidden = True
    form.merge_cells("A5:C6")
    workbook.create_sheet("Lists").sheet_state = "hidden"
    workbook.create_sheet("Secret").sheet_state = "veryHidden"
    workbook.create_chartsheet("Chart")
    document = read_bytes("form.xlsx", saved(workbook))
    assert [(sheet.name, sheet.hidden) for sheet in document.sheets] == [
        ("Sheet", False),
        ("Lists", True),
        ("Secret", True),
    ]
    cells = document.sheets[0].cells
    assert [cells[place].hidden for place in ((1, 1), (2, 2), (3, 3))] == [False, True, True]
    assert document.sheets[0].merged == ((5, 1, 6, 3),)


@pytest.mark.parametrize("from_1904", [False, True])
def test_dates_of_both_systems(from_1904):
    workbook = openpyxl.Workbook()
    if from_1904:
        workbook.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    form = workbook.active
    form["A1"] = dt.datetime(2025, 4, 3, 14, 30)  # noqa: DTZ001 # a workbook's dates have no zone
    form["A2"] = dt.date(2025, 4, 3)
    form["A3"] = dt.time(14, 30)
    form["A1"].number_format = "dd/mm/yyyy hh:mm"
    form["A2"].number_format = "d-mmm"
    form["A3"].number_format = "hh:mm"
    cells = read_bytes("form.xlsx", saved(workbook)).sheets[0].cells
    written = [form["A1"].value, form["A2"].value, form["A3"].value]
    assert [cells[row, 1].value for row in (1, 2, 3)] == written
    assert [cells[row, 1].text for row in (1, 2, 3)] == ["03/04/2025 14:30", "03-Apr", "14:30"]


def test_notes_as_openpyxl_writes_them():
    workbook = openpyxl.Workbook()
    form = workbook.active
    form["B7"] = 4
    form["B7"].comment = Comment("we could not agree", "Ash")
    form["A9"].comment = Comment("on an empty cell", "Ash")
    (sheet,) = read_bytes("form.xlsx", saved(workbook)).sheets
    assert sheet.notes == (Note("B7", "we could not agree"), Note("A9", "on an empty cell"))
    assert list(sheet.cells) == [(7, 2)]


def test_a_thread_of_comments_is_taken_rather_than_its_copy():
    made = Parts("<sheetData/>")
    made.named["xl/worksheets/_rels/sheet1.xml.rels"] = made.relationships(
        ("rId1", "comments", "../comments1.xml"),
        ("rId2", "threadedComment", "../threadedComments/threadedComment1.xml"),
    )
    made.named["xl/comments1.xml"] = made.element(
        "comments",
        '<commentList><comment ref="B2"><text><t>[Threaded comment]\nYour version ...</t></text>'
        '</comment><comment ref="B2"><text><t>an older note</t></text></comment>'
        '<comment ref="A3"><text><r><t>two </t></r><r><t>runs</t></r></text></comment>'
        "</commentList>",
    )
    made.named["xl/threadedComments/threadedComment1.xml"] = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/'
        'threadedcomments"><threadedComment ref="B2"><text>a 3 really?</text></threadedComment>'
        '<threadedComment ref="B2"><text>yes</text></threadedComment></ThreadedComments>'
    )
    assert made.sheets()[0].notes == (
        Note("B2", "an older note"),
        Note("B2", "a 3 really?"),
        Note("B2", "yes"),
        Note("A3", "two runs"),
    )


@pytest.mark.parametrize("strict", [False, True])
def test_strict_files_are_read_as_transitional_ones(strict):
    made = Parts(f"<sheetData>{ROW.format(45750)}</sheetData>", strict=strict)
    made.styles('<cellXfs><xf numFmtId="14"/></cellXfs>')
    cell = made.sheets()[0].cells[1, 2]
    assert (cell.text, cell.value) == ("03/04/2025", dt.date(2025, 4, 3))


def test_elements_with_a_prefix_are_read_alike():
    made = Parts(f"<sheetData>{ROW.format(4)}</sheetData>")
    sheet = made.named["xl/worksheets/sheet1.xml"]
    for name in ("worksheet", "sheetData", "row", "c", "v"):
        sheet = sheet.replace(f"<{name} ", f"<x:{name} ").replace(f"<{name}>", f"<x:{name}>")
        sheet = sheet.replace(f"</{name}>", f"</x:{name}>")
    made.named["xl/worksheets/sheet1.xml"] = sheet.replace("xmlns=", "xmlns:x=")
    assert made.sheets()[0].cells[1, 2].value == 4


def test_elements_of_other_namespaces_are_passed_over():
    other = '<o:row xmlns:o="urn:other" r="1"><o:c r="A1"><o:v>5</o:v></o:c></o:row>'
    (sheet,) = Parts(f"<sheetData>{other}{ROW.format(4)}</sheetData>").sheets()
    assert [cell.value for cell in sheet.cells.values()] == [4]


def test_parts_stand_where_the_workbook_says():
    made = Parts(f"<sheetData>{ROW.format(4)}</sheetData>")
    moved = copy(made.named)
    moved["XL\\Sheets/Form.XML"] = moved.pop("xl/worksheets/sheet1.xml")
    moved["xl/_rels/workbook.xml.rels"] = made.relationships(
        ("rId1", "worksheet", "../xl/sheets/form.xml")
    )
    made.named = moved
    assert made.sheets()[0].cells[1, 2].value == 4


def test_a_workbook_without_strings_or_styles_is_read():
    made = Parts(f"<sheetData>{ROW.format(4)}</sheetData>")
    del made.named["xl/styles.xml"], made.named["xl/sharedStrings.xml"]
    made.named["xl/_rels/workbook.xml.rels"] = made.relationships(
        ("rId1", "worksheet", "worksheets/sheet1.xml")
    )
    assert made.sheets()[0].cells[1, 2].text == "4"


def test_one_part_behind_two_sheets_is_refused():
    made = Parts("<sheetData/>")
    made.workbook(TWO_SHEETS)
    assert outcome(made.document) == "damaged"


@pytest.mark.parametrize("missing", ["xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_a_part_that_is_missing_is_said(missing):
    made = Parts("<sheetData/>")
    del made.named[missing]
    assert outcome(made.document) == "damaged"


def test_a_workbook_with_macros_is_read_and_they_are_not():
    made = Parts(f"<sheetData>{ROW.format(4)}</sheetData>")
    made.named["xl/vbaProject.bin"] = "never looked at, however broken"
    made.named["xl/_rels/workbook.xml.rels"] = made.named["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>",
        '<Relationship Id="rId99" Type="http://schemas.microsoft.com/office/2006/relationships/'
        'vbaProject" Target="vbaProject.bin"/></Relationships>',
    )
    assert made.sheets()[0].cells[1, 2].value == 4


def test_what_was_chosen_from_a_list_in_a_cell_is_its_value():
    workbook = openpyxl.Workbook()
    form = workbook.active
    form["B7"] = "4 - mostly"
    form.add_data_validation(DataValidation("list", '"3 - partly,4 - mostly"', sqref="B7:B8"))
    (sheet,) = read_bytes("form.xlsx", saved(workbook)).sheets
    assert {cell.address: cell.text for cell in sheet.cells.values()} == {"B7": "4 - mostly"}


def test_the_header_of_the_printed_page_is_no_cell():
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed) as workbook:
        form = workbook.add_worksheet()
        form.write("B7", 4)
        form.set_header('&L&"Arial,Bold"&10Team: Ash && Elm &KFF0000&D&R5 = low')
        form.set_footer("Page &P of &N")
    (sheet,) = read_bytes("form.xlsx", packed.getvalue()).sheets
    assert [(cell.address, cell.text) for cell in sheet.cells.values()] == [("B7", "4")]
    assert sheet.notes == ()
    assert sheet.margins == (
        Note("page header", "Team: Ash & Elm\n5 = low"),
        Note("page footer", "Page  of"),
    )


def test_the_fingerprint_is_that_of_the_whole_file():
    packed = Parts(f"<sheetData>{ROW.format(4)}</sheetData>").packed()
    assert read_bytes("form.xlsx", packed).sha256 == hashlib.sha256(packed).hexdigest()


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
