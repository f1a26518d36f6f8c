"""OpenDocument workbooks, written by hand."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.raw_files import outcome, zipped
from trip_analytics.reading.files import read_bytes
from trip_analytics.reading.open_document import ods_workbook

SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
DECLARED = " ".join(
    f'xmlns:{prefix}="{space}"'
    for prefix, space in {
        **{prefix: f"{SPACE}{prefix}:1.0" for prefix in ("office", "table", "text", "style")},
        "draw": f"{SPACE}drawing:1.0",
        "svg": f"{SPACE}svg-compatible:1.0",
        "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
    }.items()
)


def ods(tables, *, styles="", mimetype=MIMETYPE, before="", manifest="<manifest/>"):
    content = (
        f"<office:document-content {DECLARED}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    parts = {
        "mimetype": mimetype,
        "content.xml": before + content,
        "META-INF/manifest.xml": manifest,
    }
    return zipped(parts)


def table(inside, name="Form", style="ta1"):
    return f'<table:table table:name="{name}" table:style-name="{style}">{inside}</table:table>'


def row(*cells, more=""):
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def cell(inside="", more=""):
    return f"<table:table-cell {more}>{inside}</table:table-cell>"


def text(words, more=""):
    return cell(f"<text:p>{words}</text:p>", f'office:value-type="string" {more}')


def sheets(tables, **options):
    return read_bytes("ward.ods", ods(tables, **options)).sheets


def cells(rows, **options):
    return {c.address: c for c in sheets(table(rows), **options)[0].cells.values()}


def why(data):
    return outcome(read_bytes, "ward.ods", data)


def repeated(rows=1, columns=1):
    return (
        f'table:number-rows-repeated="{rows}"',
        f'table:number-columns-repeated="{columns}"',
    )


def test_addresses_are_true_after_repeated_rows_and_columns():
    many_rows, many_columns = repeated(1_048_570, 16_000)
    corner = row(cell(more=many_columns), text("far"), text("twice", repeated(columns=2)[1]))
    read = cells(row(text("first")) + row(cell(), more=many_rows) + corner + row(text("last")))
    assert {a: c.text for a, c in read.items()} == {
        "A1": "first",
        "WQK1048572": "far",
        "WQL1048572": "twice",
        "WQM1048572": "twice",
        "A1048573": "last",
    }


@pytest.mark.parametrize(
    ("more", "shown", "expected"),
    [
        ('office:value-type="float" office:value="3.67"', "4", ("4", 3.67, "number")),
        ('office:value-type="float" office:value="4.0"', "", ("4", 4, "number")),
        ('office:value-type="percentage" office:value="0.5"', "50%", ("50%", 0.5, "number")),
        ('office:value-type="float" office:value="1"', "TRUE", ("TRUE", True, "boolean")),
        (
            'office:value-type="boolean" office:boolean-value="false"',
            "",
            ("FALSE", False, "boolean"),
        ),
        (
            'office:value-type="date" office:date-value="2025-04-03"',
            "3 Apr",
            ("3 Apr", dt.date(2025, 4, 3), "date"),
        ),
        (
            'office:value-type="date" office:date-value="2025-04-03T00:00:00"',
            "",
            ("03/04/2025", dt.date(2025, 4, 3), "date"),
        ),
        (
            'office:value-type="time" office:time-value="PT09H05M00S"',
            "",
            ("09:05:00", dt.time(9, 5), "date"),
        ),
        (
            'office:value-type="time" office:time-value="PT36H00M00S"',
            "36:00",
            ("36:00", 1.5, "number"),
        ),
        ('office:value-type="date" office:date-value="soon"', "", ("soon", "soon", "text")),
        ('office:value-type="float" office:value="1e999"', "", ("1e999", "1e999", "text")),
        (
            'table:formula="of:=1/0" office:value-type="float" office:value="0"',
            "#DIV/0!",
            ("#DIV/0!", "#DIV/0!", "error"),
        ),
        (
            'table:formula="of:=A" office:value-type="string" office:string-value="" '
            'calcext:value-type="error"',
            "Err:508",
            ("Err:508", "Err:508", "error"),
        ),
        ('table:formula="of:=[.A1]"', "", ("", None, "text")),
        (
            'office:value-type="string" office:string-value="as said"',
            "",
            ("as said",) * 2 + ("text",),
        ),
    ],
)
def test_every_kind_of_cell(more, shown, expected):
    inside = f"<text:p>{shown}</text:p>" if shown else ""
    read = cells(row(cell(inside, more)))["A1"]
    assert (read.text, read.value, read.kind) == expected
    assert type(read.value) is type(expected[1])


def test_text_is_as_a_person_sees_it():
    words = (
        "<text:p>one<text:s text:c='2'/>two<text:tab/>three<text:line-break/>four</text:p>"
        "<text:p/><text:p>\n   a <text:span>wrapped</text:span>\n  line</text:p>"
    )
    read = cells(row(cell(words, 'office:value-type="string"')))["A1"]
    assert read.text == "one  two\tthree\nfour\n\na wrapped line"


STYLES = (
    '<style:font-face style:name="F1" svg:font-family="&apos;Wingdings 2&apos;"/>'
    '<style:style style:name="base" style:family="table-cell"><style:text-properties '
    'style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="struck" style:family="table-cell" style:parent-style-name="base"/>'
    '<style:style style:name="T1" style:family="text"><style:text-properties '
    'style:text-line-through-type="single"/></style:style>'
    '<style:style style:name="tick" style:family="table-cell"><style:text-properties '
    'style:font-name="F1"/></style:style>'
    '<style:style style:name="ta2" style:family="table"><style:table-properties '
    'table:display="false"/></style:style>'
)


def test_looks_come_from_styles_and_what_they_rest_on():
    read = cells(
        '<table:table-column table:number-columns-repeated="3"/>'
        '<table:table-column table:default-cell-style-name="tick"/>'
        + row(
            text("3", 'table:style-name="struck"'),
            text('<text:span text:style-name="T1">3</text:span> 4'),
            cell(),
            text("P"),
        )
        + row(text("5"), more='table:default-cell-style-name="struck"'),
        styles=STYLES,
    )
    assert [read[a].struck for a in ("A1", "B1", "D1", "A2")] == ["3", "3", "", "5"]
    assert (read["B1"].text, read["B1"].standing) == ("3 4", "4")
    assert (read["D1"].text, read["D1"].font) == ("P", "Wingdings 2")


def test_hidden_rows_columns_and_sheets():
    rows = (
        '<table:table-column/><table:table-column table:visibility="collapse"/>'
        + row(text("a"), text("b"))
        + row(text("c"), more='table:visibility="filter"')
    )
    first, second = sheets(table(rows) + table(row(), "Lists", "ta2"), styles=STYLES)
    assert {c.address for c in first.cells.values() if c.hidden} == {"B1", "A2"}
    assert (first.hidden, second.hidden, second.name) == (False, True, "Lists")


def test_notes_and_merged_ranges():
    note = "<office:annotation><text:p>who</text:p><text:p>said so?</text:p></office:annotation>"
    spanned = 'table:number-columns-spanned="2" table:number-rows-spanned="3"'
    (sheet,) = sheets(
        table(row(cell(), text("4", spanned), "<table:covered-table-cell/>") + row(cell(note)))
    )
    assert sheet.merged == ((1, 2, 3, 3),)
    assert [(said.address, said.text) for said in sheet.notes] == [("A2", "who\nsaid so?")]
    assert list(sheet.cells) == [(1, 2)]


def test_merged_ranges_have_a_limit(monkeypatch):
    spanned = [text("4", 'table:number-columns-spanned="2"')] * 3
    monkeypatch.setattr(ods_workbook, "MOST_MERGED", 3)
    assert len(sheets(table(row(*spanned)))[0].merged) == 3
    monkeypatch.setattr(ods_workbook, "MOST_MERGED", 2)
    assert why(ods(table(row(*spanned)))) == "too-large"


def test_what_is_drawn_or_kept_of_other_files_is_no_cell():
    shape = "<draw:custom-shape><text:p>drawn</text:p></draw:custom-shape>"
    chart = f"<draw:frame><draw:object>{table(row(text('9')))}</draw:object></draw:frame>"
    found = sheets(
        table(row(cell(shape + chart + "<text:p>4</text:p>", 'office:value-type="string"')))
        + f"<table:dde-links>{table(row(text('5')))}</table:dde-links>"
        + table(row(text("6")), "'file:///elsewhere.ods'#$Sheet1", "ta_extref")
    )
    assert [[c.text for c in sheet.cells.values()] for sheet in found] == [["4"]]


def test_a_template_is_read_too():
    assert sheets(table(row(text("4"))), mimetype=f"{MIMETYPE}-template")[0].cells[1, 1].text == "4"


@pytest.mark.parametrize(
    ("rows", "columns"), [(1_000_000, 1), (1000, 1000), (400, 16_384), (1_048_576, 16_384)]
)
def test_what_is_repeated_and_holds_something_is_not_laid_out(rows, columns):
    many_rows, many_columns = repeated(rows, columns)
    assert why(ods(table(row(text("4", many_columns), more=many_rows)))) == "too-large"


@pytest.mark.parametrize(
    "rows",
    [
        row(text("4", 'table:number-columns-repeated="16385"')),
        row(cell(), more='table:number-rows-repeated="1048576"') + row(text("4")),
        row(text("4", 'table:number-columns-repeated="many"')),
        row(text("4", 'table:number-columns-repeated="-1"')),
        row(text('<text:s text:c="999999999"/>')),
        row(text("4")) + "</table:table-row>",
    ],
)
def test_what_no_program_writes_is_damage(rows):
    assert why(ods(table(rows))) == "damaged"


def test_entities_are_refused():
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    assert why(ods(table(row(text("&b;"))), before=laughs)) == "damaged"


def test_a_password_is_told_by_the_manifest():
    # Encrypted content is no XML; older manifests declare a document type.
    manifest = '<!DOCTYPE m PUBLIC "-//x" "m.dtd"><m:m><m:encryption-data/></m:m>'
    assert why(ods("\x00\x01", manifest=manifest)) == "password"


@given(st.data())
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_content_that_is_altered_is_read_or_refused(data):
    note = "<office:annotation><text:p>why</text:p></office:annotation>"
    whole = table(
        '<table:table-column table:number-columns-repeated="3"/>'
        + row(cell(note + "<text:p>3<text:span text:style-name='T1'>4</text:span></text:p>"))
        + row(cell(more='office:value-type="float" office:value="4"'), more=repeated(7)[0])
    )
    at = data.draw(st.integers(0, len(whole) - 1))
    length = data.draw(st.integers(0, 30))
    what = data.draw(st.sampled_from(["", "<", '"', "9", "-", "</table:table-cell>", "<text:p>"]))
    altered = ods(whole[:at] + what + whole[at + length :], styles=STYLES)
    assert why(altered) in ("read", "damaged", "too-large")
