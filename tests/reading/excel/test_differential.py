"""Our reader beside openpyxl and calamine, on workbooks with all that writers can write."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from dataclasses import replace

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from tests.raw_files.excel_parts import Parts, read_rows
from trip_analytics.reading import read_document

MOMENT = dt.datetime(2025, 4, 3, 14, 30, 15)  # noqa: DTZ001 # a workbook's dates have no zone
CODES = (
    "General", "0", "0.00", "#,##0.00", "0%", "0.0E+00", "# ?/?", "@", '0" points"', "0;(0);-",
    "[Red]0.0", "yyyy-mm-dd", "d mmm yyyy", "hh:mm", "[h]:mm:ss", "mm:ss.0", "h:mm AM/PM",
)  # fmt: skip
NUMBERS = (0, 1, -1, 4, 3.67, 0.1 + 0.2, 1 / 3, 1e-7, 59, 60, 61, -45750.75, 45750.60)
LARGE = (123456789012, 1e21, -2.5e-300)  # beyond any date, on which the others stumble
TEXTS = ("four", " 4 ", "a\nb", "<&>\"'", "_x0041_", "Ünï ✓ 表", "x" * 32_000, "=not a formula")


def with_openpyxl(path, *, from_1904=False):
    workbook = openpyxl.Workbook()
    if from_1904:
        workbook.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet = workbook.active
    sheet.title = "Values"
    for column, code in enumerate(CODES, start=1):
        for row, number in enumerate(NUMBERS, start=1):
            sheet.cell(row, column, number).number_format = code
        for row, number in enumerate(LARGE, start=60):
            sheet.cell(row, column, number).number_format = "0.00" if "m" in code else code
    for row, text in enumerate(TEXTS, start=20):
        sheet.cell(row, 1, text).data_type = "s"
    for row, value in enumerate((MOMENT, MOMENT.date(), MOMENT.time(), dt.timedelta(hours=30)), 30):
        sheet.cell(row, 1, value)
    for row, value in enumerate((True, False, "#REF!", "#N/A", "=SUM(A1:A3)", '="a"&"b"'), 40):
        sheet.cell(row, 1, value)
    sheet["A50"] = CellRichText("was ", TextBlock(InlineFont(strike=True), "3"), " now 4")
    sheet["A51"] = "gone"
    sheet["A51"].font = Font(strike=True)
    sheet["A52"].font, sheet["A52"].value = Font(name="Wingdings"), "ü"
    sheet.merge_cells("C50:D52")
    sheet["C50"] = "merged"
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet["A1"].comment = Comment("we could not agree", "Ash")
    form = workbook.create_sheet("Form")
    form.append(["Team", "Rating"])
    form.append(["Ash", 4])
    form.add_table(Table(displayName="Ratings", ref="A1:B2"))
    choice = DataValidation("list", formula1='"1,2,3,4,5"')
    form.add_data_validation(choice)
    choice.add("B2")
    form.auto_filter.ref = "A1:B2"
    workbook.defined_names["rating"] = DefinedName("rating", attr_text="Form!$B$2")
    workbook.create_sheet("Hidden").sheet_state = "hidden"
    workbook.create_sheet("Secret").sheet_state = "veryHidden"
    workbook["Secret"]["B7"] = 7
    workbook.create_chartsheet("Chart").add_chart(BarChart())
    workbook.save(path)


def with_xlsxwriter(path, **options):
    with xlsxwriter.Workbook(path, options) as workbook:
        sheet = workbook.add_worksheet("Values")
        formats = [workbook.add_format({"num_format": code}) for code in CODES]
        struck = workbook.add_format({"font_strikeout": True})
        date = workbook.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        sheet.set_column("B:B", None, None, {"hidden": True})
        for row, number in enumerate(NUMBERS):
            for column, shown in enumerate(formats):
                sheet.write_number(row, column, number, shown)
        for row, text in enumerate((*TEXTS, "bell\x07", "carriage\r\nreturn"), start=20):
            sheet.write_string(row, 0, text)
        sheet.write_datetime(30, 0, MOMENT, date)
        sheet.write_boolean(40, 0, True)  # the value to write
        sheet.insert_checkbox(41, 0, True)  # its state
        sheet.write_formula(42, 0, "=1/0", None, "#DIV/0!")
        sheet.write_formula(43, 0, "=SUM(A1:A3)", None, 0)
        sheet.write_formula(44, 0, '="a"&"b"', None, "ab")
        sheet.write_formula(45, 0, "=A41", None, True)  # its result
        sheet.write_array_formula("A47:A48", "{=A1:A2*2}", None, 0)
        sheet.write_dynamic_array_formula("B47", "=SORT(A1:A3)", None, -1)
        sheet.write_rich_string(50, 0, "was ", struck, "3", " now 4")
        sheet.write_string(51, 0, "gone", struck)
        sheet.write_url(52, 0, "https://example.org/", string="a link")
        sheet.merge_range("C51:D53", "merged")
        sheet.write_blank(60, 0, None, struck)
        sheet.write_number(60, 16_383, 1)
        sheet.set_row(61, None, None, {"hidden": True})
        sheet.write_string(61, 0, "hidden")
        for row, number in enumerate(LARGE, start=62):
            sheet.write_number(row, 1, number, formats[row % 10])
        if not options.get("constant_memory"):
            sheet.write_comment("A1", "we could not agree", {"author": "Ash"})
            sheet.add_sparkline("Z1", {"range": "Values!A1:A5"})
            sheet.add_table("F70:G72", {"columns": [{"header": "Team"}, {"header": "Rating"}]})
        sheet.data_validation("A90", {"validate": "list", "source": [1, 2, 3]})
        sheet.conditional_format("A1:A9", {"type": "cell", "criteria": ">", "value": 3})
        sheet.insert_textbox("H70", "a text box")
        sheet.autofilter("A1:B9")
        chart = workbook.add_chart({"type": "bar"})
        chart.add_series({"values": "=Values!$A$1:$A$5"})
        sheet.insert_chart("H80", chart)
        pie = workbook.add_chart({"type": "pie"})
        pie.add_series({"values": "=Values!$A$1:$A$5"})
        workbook.define_name("rating", "=Values!$A$1")
        workbook.add_worksheet("Hidden").hide()
        workbook.add_worksheet("Secret").very_hidden()
        workbook.add_chartsheet("Chart").set_chart(pie)


MAKERS = {
    "openpyxl": (with_openpyxl, {}),
    "openpyxl, from 1904": (with_openpyxl, {"from_1904": True}),
    "XlsxWriter": (with_xlsxwriter, {}),
    "XlsxWriter, from 1904": (with_xlsxwriter, {"date_1904": True}),
    "XlsxWriter, row by row": (with_xlsxwriter, {"constant_memory": True}),
}


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    for name, (make, options) in MAKERS.items():
        make(folder / f"{name}.xlsx", **options)
    return folder


def rules(differential, path, reader):
    """The rules by which a reader differs; none may be without one."""
    differences = differential.compare(
        read_document(path), reader, differential.READERS[reader](path)
    )
    assert [found for found in differences if found.rule is None] == []
    return {found.rule for found in differences}


NUMBERS_AND_DATES = {
    "Excel shows no date before 1900",
    "a length of time is a number",
    "the 29 February 1900 is shown by Excel and no date",
}
FROM_1904 = {
    "Excel shows no date before 1900",
    "a length of time is a number",
    "1 January 1904 is a date where days are counted from it",
}
BOXES = "text boxes are read by us alone"
ESCAPED, BLANK = "others leave what XML cannot hold escaped", "calamine gives a blank for an error"


@pytest.mark.parametrize("reader", ["openpyxl", "calamine"])
@pytest.mark.parametrize("name", MAKERS)
def test_every_difference_has_its_rule(differential, made, name, reader):
    dates = FROM_1904 if "1904" in name else NUMBERS_AND_DATES
    other = {ESCAPED} if reader == "openpyxl" else {BLANK}
    if reader == "openpyxl" and name.startswith("XlsxWriter"):
        other |= {BOXES}
    assert rules(differential, made / f"{name}.xlsx", reader) == dates | other


@pytest.mark.slow
def test_what_libreoffice_makes_of_them_has_its_rules_too(differential, made, soffice, tmp_path):
    files = [made / "openpyxl.xlsx", made / "XlsxWriter.xlsx"]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", "xlsx", "--outdir", tmp_path, *files],
        check=True,
        capture_output=True,
        timeout=120,
    )
    for file in files:
        for reader in differential.READERS:
            other = {ESCAPED, BOXES} if reader == "openpyxl" else {BLANK}
            found = rules(differential, tmp_path / file.name, reader)
            assert NUMBERS_AND_DATES <= found <= NUMBERS_AND_DATES | other


def test_the_last_corner_is_one_cell(differential, tmp_path):
    """calamine would end the process that reads this."""
    workbook = openpyxl.Workbook()
    workbook.active["XFD1048576"] = "the last corner"
    workbook.save(tmp_path / "corner.xlsx")
    assert rules(differential, tmp_path / "corner.xlsx", "openpyxl") == set()


@pytest.mark.parametrize("reader", ["openpyxl", "calamine"])
def test_a_fault_of_ours_would_be_seen(differential, made, reader):
    path = made / "XlsxWriter.xlsx"
    document, theirs = read_document(path), differential.READERS[reader](path)
    sheet = document.sheets[0]
    cells = dict(sheet.cells)
    del cells[5, 1]
    cells[6, 1] = cells[6, 1]._replace(value=3.68)
    cells[22, 1] = cells[22, 1]._replace(value="four")
    worse = replace(document, sheets=(replace(sheet, cells=cells), *document.sheets[1:]))
    without = replace(document, sheets=document.sheets[1:])
    found = differential.compare(worse, reader, theirs)
    assert [d.address for d in found if d.rule is None] == ["A5", "A6", "A22"]
    assert [d.sheet for d in differential.compare(without, "calamine", theirs) if not d.rule] == [
        "Values"
    ]


def test_a_folder_is_compared_by_hand(differential, tmp_path):
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04")
    workbook = openpyxl.Workbook()
    workbook.active["XFD1048576"] = "the last corner"
    workbook.active["A1"] = "#REF!"
    workbook.save(tmp_path / "corner.xlsx")
    done = subprocess.run(
        [sys.executable, differential.__file__, tmp_path],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    lines = done.stdout.splitlines()
    assert lines[0] == "2 workbooks"
    assert "we refuse: damaged: 0 places in 1 files" in lines
    failing = ("calamine aborts", "calamine hangs", "calamine raises")
    assert any(line.startswith(failing) for line in lines)


def test_parts_in_other_folders_than_usual_are_a_workbook_too():
    """As SheetJS's wtf_path.xlsx, which we once refused."""
    made = Parts('<sheetData><row r="1"><c r="B1"><v>4</v></c></row></sheetData>')
    made.named = {
        name.replace("xl/", "other/"): text.replace("xl/", "other/")
        for name, text in made.named.items()
    }
    assert made.sheets()[0].cells[1, 2].value == 4


@pytest.mark.parametrize(("code", "text"), [("AM/PM", "PM"), ("A/P", "P")])
def test_half_of_the_day_alone_is_a_time(code, text):
    """As in SheetJS's LONumbers.xlsx, where we once showed the code itself."""
    cell = read_rows(
        '<row r="1"><c r="A1" s="0"><v>0.75</v></c></row>',
        styles=f'<numFmts><numFmt numFmtId="164" formatCode="{code}"/></numFmts>'
        '<cellXfs><xf numFmtId="164"/></cellXfs>',
    )["A1"]
    assert (cell.text, cell.value) == (text, dt.time(18, 0))
