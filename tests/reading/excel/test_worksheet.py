import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.raw_files import outcome
from tests.raw_files.excel_parts import Parts, read_rows
from trip_analytics.reading.addresses import LAST_COLUMN, LAST_ROW, column_letters
from trip_analytics.reading.excel.cell_values import unescaped

FONTS = (
    "<fonts>"
    '<font><name val="Calibri"/></font>'
    '<font><name val="Wingdings"/></font>'
    '<font><strike/><name val="Calibri"/></font>'
    '<font><strike val="0"/><name val="Calibri"/></font>'
    "</fonts>"
)
STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>'
    f"{FONTS}<cellXfs>"
    '<xf numFmtId="0" fontId="0"/>'
    '<xf numFmtId="1" fontId="0"/>'
    '<xf numFmtId="164" fontId="0"/>'
    '<xf numFmtId="0" fontId="1"/>'
    '<xf numFmtId="0" fontId="2"/>'
    '<xf numFmtId="0" fontId="3"/>'
    '<xf numFmtId="16" fontId="0"/>'
    '<xf numFmtId="20" fontId="0"/>'
    "</cellXfs>"
)
WHOLE, DATE, WINGDINGS, STRUCK, NOT_STRUCK, DAY_MONTH, CLOCK = range(1, 8)


@pytest.mark.parametrize(
    ("cell", "value", "text", "kind"),
    [
        ("<c><v>4</v></c>", 4, "4", "number"),
        ('<c t="n"><v>4.0</v></c>', 4.0, "4", "number"),
        (f'<c s="{WHOLE}"><v>3.67</v></c>', 3.67, "4", "number"),
        (f'<c s="{DATE}"><v>45750</v></c>', dt.date(2025, 4, 3), "03/04/2025", "date"),
        (f'<c s="{DAY_MONTH}"><v>45750</v></c>', dt.date(2025, 4, 3), "03-Apr", "date"),
        (f'<c s="{CLOCK}"><v>0.5</v></c>', dt.time(12), "12:00", "date"),
        (f'<c s="{DATE}"><v>0</v></c>', 0, "00/01/1900", "number"),
        (f'<c s="{DATE}"><v>-4</v></c>', -4, "-4", "number"),
        (f'<c t="d" s="{DATE}"><v>2025-04-03</v></c>', dt.date(2025, 4, 3), "03/04/2025", "date"),
        ('<c t="b"><v>1</v></c>', True, "TRUE", "boolean"),
        ('<c t="b"><v>0</v></c>', False, "FALSE", "boolean"),
        ('<c t="e"><v>#REF!</v></c>', "#REF!", "#REF!", "error"),
        ('<c t="s"><v>1</v></c>', "four", "four", "text"),
        ('<c t="str"><f>A1</f><v>four</v></c>', "four", "four", "text"),
        ('<c t="str"><f>A1</f><v></v></c>', "", "", "text"),
        ('<c t="inlineStr"><is><t>4 - mostly</t></is></c>', "4 - mostly", "4 - mostly", "text"),
        ("<c><v>1_0</v></c>", "1_0", "1_0", "text"),
        ("<c><v>nan</v></c>", "nan", "nan", "text"),
        ("<c><f>1+3</f></c>", None, "", "text"),
        ("<c><f>1+3</f><v/></c>", None, "", "text"),
    ],
)
def test_what_a_cell_holds(cell, value, text, kind):
    strings = "<si><t>not this</t></si><si><t>four</t></si>"
    found = read_rows(f'<row r="1">{cell}</row>', strings=strings, styles=STYLES)["A1"]
    assert (found.value, type(found.value)) == (value, type(value))
    assert (found.text, found.kind) == (text, kind)


def test_a_formula_is_kept_with_and_without_its_result():
    cells = read_rows('<row r="2"><c r="B2"><f>1+3</f><v>4</v></c><c r="C2"><f>B2*2</f></c></row>')
    assert (cells["B2"].formula, cells["B2"].value) == ("1+3", 4)
    assert (cells["C2"].formula, cells["C2"].value) == ("B2*2", None)


def test_a_shared_formula_is_given_to_each_of_its_cells():
    cells = read_rows(
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1+$C$1</f><v>4</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>5</v></c></row>'
    )
    assert cells["A2"].formula == "B2+$C$1"


@pytest.mark.parametrize(
    "empty",
    [
        '<c r="A1"/>',
        '<c r="A1" s="3"/>',
        '<c r="A1"><v/></c>',
        '<c r="A1" t="s"><v>0</v></c>',
        '<c r="A1" t="inlineStr"><is><t/></is></c>',
    ],
)
def test_cells_without_content_are_not_there(empty):
    assert read_rows(f'<row r="1">{empty}</row>', strings="<si><t/></si>") == {}


def test_a_space_that_somebody_typed_is_there():
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve"> </t></is></c></row>'
    assert read_rows(row)["A1"].value == " "


def test_places_left_out_follow_on():
    cells = read_rows(
        '<row r="3"><c><v>1</v></c><c r="D3"><v>2</v></c><c/><c><v>3</v></c></row>'
        "<row><c><v>4</v></c></row>"
    )
    assert {address: cell.value for address, cell in cells.items()} == {
        "A3": 1,
        "D3": 2,
        "F3": 3,
        "A4": 4,
    }


def test_places_left_out_follow_on_from_empty_cells_and_from_other_rows():
    cells = read_rows(
        '<row r="3"><c r="D3"/><c/><o:c xmlns:o="urn:other"/><c><v>1</v></c><c r="Z3"/></row>'
        '<row r="4"><c/><c/><c><v>2</v></c><c r="E9"><v>3</v></c><c><v>4</v></c></row>'
        '<row r="5"><c r="$B$5"><v>5</v></c><c r="c5"><v>6</v></c><c r="D$5"><v>7</v></c></row>'
    )
    assert [(cell.address, cell.value) for cell in cells.values()] == [
        ("F3", 1),
        ("C4", 2),
        ("E9", 3),
        ("F4", 4),
        ("B5", 5),
        ("C5", 6),
        ("D5", 7),
    ]


def test_a_cell_is_where_it_says_whatever_its_row():
    cells = read_rows(
        '<row r="1"><c r="B1"><v>1</v></c><c r="B9"><v>2</v></c></row>'
        '<row r="2"><o:c xmlns:o="urn:other" r="C2"><v>3</v></o:c><c r="B3"><v>4</v></c></row>'
    )
    assert {address: cell.value for address, cell in cells.items()} == {"B1": 1, "B9": 2, "B3": 4}


def test_strings_are_counted_as_the_table_has_them():
    strings = (
        '<o:si xmlns:o="urn:other"><t>no string</t></o:si><si/>'
        "<si><t>4</t><r><rPr><b/></rPr><t> - mostly</t></r><r><t/></r></si>"
    )
    row = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v> 1 </v></c></row>'
    (cell,) = read_rows(row, strings=strings).values()
    assert (cell.address, cell.value) == ("B1", "4 - mostly")


def test_the_last_corner_is_one_cell():
    cells = read_rows(f'<row r="{LAST_ROW}"><c r="XFD{LAST_ROW}"><v>4</v></c></row>')
    assert [(cell.row, cell.column) for cell in cells.values()] == [(LAST_ROW, LAST_COLUMN)]


def test_hidden_rows_and_columns_mark_their_cells():
    cells = read_rows(
        '<row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>2</v></c></row>'
        '<row r="2" hidden="1"><c r="A2"><v>3</v></c></row>'
        '<row r="3" hidden="0"><c r="D3"><v>4</v></c><c r="E3"><v>5</v></c></row>',
        before='<cols><col min="3" max="4" hidden="true"/><col min="5" max="16384"/></cols>',
    )
    assert {a: cell.hidden for a, cell in cells.items()} == {
        "A1": False,
        "C1": True,
        "A2": True,
        "D3": True,
        "E3": False,
    }


def test_merged_ranges():
    merged = '<mergeCells><mergeCell ref="A1:C2"/><mergeCell ref="B5:B9"/></mergeCells>'
    (sheet,) = Parts(f"<sheetData/>{merged}").sheets()
    assert sheet.merged == ((1, 1, 2, 3), (5, 2, 9, 2))


def run(text, properties=None):
    own = "" if properties is None else f"<rPr>{properties}</rPr>"
    return f'<r>{own}<t xml:space="preserve">{text}</t></r>'


def rich(*runs, style=0):
    item = f"<si>{''.join(runs)}</si>"
    row = f'<row r="1"><c r="A1" t="s" s="{style}"><v>0</v></c></row>'
    shared = read_rows(row, strings=item, styles=STYLES)["A1"]
    row = f'<row r="1"><c r="A1" t="inlineStr" s="{style}"><is>{"".join(runs)}</is></c></row>'
    assert read_rows(row, styles=STYLES)["A1"] == shared
    return shared


def test_a_rating_struck_through_and_a_new_one():
    cell = rich(run("3", '<strike/><rFont val="Arial"/>'), run(" 4", ""))
    assert (cell.text, cell.value, cell.struck, cell.standing) == ("3 4", "3 4", "3", "4")


def test_a_run_without_a_look_of_its_own_has_that_of_its_cell():
    cell = rich(run("3"), run(" 4", '<strike val="0"/>'), style=STRUCK)
    assert (cell.struck, cell.standing) == ("3", "4")
    assert rich(run("3"), run(" 4"), style=STRUCK).struck == "3 4"


def test_a_whole_cell_may_be_struck_through():
    cells = read_rows(
        f'<row r="1"><c r="A1" s="{STRUCK}"><v>4</v></c><c r="B1" s="{NOT_STRUCK}"><v>4</v></c>'
        f'<c r="C1" s="{STRUCK}"><f>4</f></c></row>',
        styles=STYLES,
    )
    assert (cells["A1"].struck, cells["A1"].standing) == ("4", "")
    assert (cells["B1"].struck, cells["B1"].standing) == ("", "4")
    assert cells["C1"].struck == ""


def test_a_struck_space_is_nothing_struck_through():
    assert rich(run("4", ""), run(" ", "<strike/>")).struck == ""


def test_a_tick_in_a_symbol_font_says_so():
    row = f'<row r="1"><c r="A1" s="{WINGDINGS}" t="s"><v>0</v></c></row>'
    for stored in ("ü", "\uf0fc"):
        cell = read_rows(row, strings=f"<si><t>{stored}</t></si>", styles=STYLES)["A1"]
        assert (cell.text, cell.font, cell.value) == ("ü", "Wingdings", stored)
    by_run = rich(run("P", '<rFont val="wingdings 2"/>'), run(" ", ""))
    assert (by_run.text, by_run.font) == ("P ", "Wingdings 2")
    assert rich(run("P", '<rFont val="Arial"/>')).font is None


def test_a_tick_beside_words_is_given_as_one():
    cell = rich(run("ü", '<rFont val="Wingdings"/>'), run(" über", ""))
    assert (cell.text, cell.font) == ("✓ über", None)


def test_how_to_say_it_is_not_the_text():
    item = '<si><t>課</t><rPh sb="0" eb="1"><t>か</t></rPh><phoneticPr fontId="1"/></si>'
    row = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    assert read_rows(row, strings=item)["A1"].value == "課"


def test_line_breaks_are_shown_as_one_however_stored():
    item = "<si><t>one_x000D_\ntwo</t></si>"
    cell = read_rows('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings=item)["A1"]
    assert (cell.text, cell.value) == ("one\ntwo", "one\r\ntwo")


@given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=20))
def test_escaped_characters_come_back(text):
    escaped = "".join(f"_x{ord(c):04X}_" if ord(c) < 32 or c == "_" else c for c in text)
    assert unescaped(escaped) == text


@pytest.mark.parametrize(
    "wrong",
    [
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="1"><c r="A1048577"><v>1</v></c></row>',
        '<row r="x"><c><v>1</v></c></row>',
        '<row r="0"><c r="A0"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048577"><c r="A1048577"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="A"><v>2</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="A01"><v>2</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>7</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></row>',
    ],
)
def test_what_excel_would_repair_is_damaged(wrong):
    assert outcome(read_rows, wrong) == "damaged"


@given(
    st.dictionaries(
        st.tuples(st.integers(1, LAST_ROW), st.integers(1, LAST_COLUMN)),
        st.floats(allow_nan=False, allow_infinity=False)
        | st.integers(-(10**14), 10**14)
        | st.booleans()
        | st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=12).filter(
            lambda text: "_x" not in text and not {"\ufffe", "\uffff"} & set(text)
        ),
        max_size=12,
    )
)
@settings(deadline=None)
def test_the_same_cells_come_back(held):
    rows = []
    for (row, column), value in sorted(held.items()):
        c = etree.Element("c", r=f"{column_letters(column)}{row}")
        if isinstance(value, str):
            c.set("t", "inlineStr")
            etree.SubElement(etree.SubElement(c, "is"), "t").text = value
        else:
            if isinstance(value, bool):
                c.set("t", "b")
            etree.SubElement(c, "v").text = repr(int(value) if isinstance(value, bool) else value)
        rows.append(f'<row r="{row}">{etree.tostring(c, encoding="unicode")}</row>')
    cells = read_rows("".join(rows))
    assert {(cell.row, cell.column): cell.value for cell in cells.values()} == held
    kinds = {str: "text", bool: "boolean", int: "number", float: "number"}
    assert all(cell.kind == kinds[type(cell.value)] for cell in cells.values())
