from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from trip_analytics.reports.model import Column, Report, Section, Table
from trip_analytics.reports.workbook import to_workbook
from trip_analytics.reports.workbook_parts import lines_of


@pytest.fixture(scope="module")
def workbook(report):
    return openpyxl.load_workbook(io.BytesIO(to_workbook(report)))


@pytest.fixture(scope="module")
def hostile_workbook(small_report):
    return openpyxl.load_workbook(io.BytesIO(to_workbook(small_report)))


def test_sheets_stand_in_the_order_of_the_guidance(workbook, report):
    tables = [f"Table {number}" for number in range(1, len(report.tables) + 1)]
    assert workbook.sheetnames == ["Cover", "Contents", *tables]
    assert all(sheet.sheet_state == "visible" for sheet in workbook.worksheets)


def test_the_cover_explains_the_shorthand_that_is_used_and_no_other(hostile_workbook):
    said = " ".join(str(cell.value) for (cell,) in hostile_workbook["Cover"]["A1:A12"])
    assert "[c] withheld" in said
    assert "[x] not available" in said
    assert "[z]" not in said


def test_contents_lead_to_every_sheet(workbook):
    links = [
        row[0].hyperlink.location for row in workbook["Contents"].iter_rows(min_row=4, max_col=1)
    ]
    assert links == [f"'{name}'!A1" for name in workbook.sheetnames[2:]]


def test_each_sheet_holds_one_whole_table_without_merges_or_gaps(workbook):
    for sheet in workbook.worksheets[1:]:
        (table,) = sheet.tables.values()
        assert not sheet.merged_cells.ranges
        first, last = table.ref.split(":")
        assert sheet[last].row == sheet.max_row
        assert sheet[last].column == sheet.max_column
        assert all(cell.value is not None for row in sheet[table.ref] for cell in row)
        assert [column.name for column in table.tableColumns] == [
            cell.value for cell in sheet[first].parent[table.ref][0]
        ]


def test_a1_is_selected_and_holds_the_title(workbook):
    for sheet in workbook.worksheets:
        assert sheet.sheet_view.selection[0].activeCell == "A1"
        for table in sheet.tables.values():  # what is above it and its header stay in sight
            top = range_boundaries(table.ref)[1]
            assert sheet.freeze_panes == f"A{top + 1}"
        assert isinstance(sheet["A1"].value, str)


def test_notes_are_on_the_sheet_of_their_table_a_sentence_to_a_line(workbook, report):
    for number, table in enumerate(report.tables, 1):
        column = [str(cell.value) for cell in workbook[f"Table {number}"]["A"]]
        assert all(note in " ".join(column) for note in table.notes)
        assert not [line for line in column if ". A" in line]


def test_each_sheet_leads_back_to_the_contents(workbook):
    for sheet in workbook.worksheets[2:]:
        assert sheet["A2"].hyperlink.location == "'Contents'!A1"


def test_the_header_row_is_printed_on_each_page(workbook):
    for sheet in workbook.worksheets[1:]:
        (table,) = sheet.tables.values()
        top = range_boundaries(table.ref)[1]
        assert sheet.print_title_rows == f"${top}:${top}"


def test_columns_are_measured_in_the_letters_that_they_are_written_in(workbook):
    assert workbook._named_styles["Normal"].font.name == "Arial"
    assert workbook._fonts[0].name == "Arial"


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("a word", 12, 1),
        ("word " * 20, 50, 2),
        ("one\ntwo", 12, 2),
        ("x" * 100, 50, 2),
        ("", 12, 1),
    ],
)
def test_a_row_is_as_high_as_its_text_needs(text, width, lines):
    assert lines_of(text, width) == lines


def test_each_kind_of_figure_is_shown_to_as_many_places_as_the_report_gives():
    formats = {"agreement": (0.7, "0.00"), "slope": (0.1, "+0.00;-0.00;0.00")}
    columns = [Column("Practice"), *(Column(shows, shows) for shows in formats)]
    row = ("Own choices", *(figure for figure, _ in formats.values()))
    table = Table("Figures", tuple(columns), (row,))
    report = Report("Review", "Larkrise NHS Trust", 2025, (Section("Figures", (table,)),))
    sheet = openpyxl.load_workbook(io.BytesIO(to_workbook(report)))["Table 1"]
    shown = [(cell.value, cell.number_format) for cell in sheet[sheet.max_row][1:]]
    assert shown == list(formats.values())


def test_properties(workbook, report):
    assert workbook.properties.title.startswith(report.title)
    assert workbook.properties.creator == report.organisation
    assert workbook.properties.language == "en-GB"


def test_numbers_are_numbers_and_shorthand_is_text(hostile_workbook):
    rows = [[cell.value for cell in row] for row in hostile_workbook["Table 1"]["B7:H10"]]
    header, first, second, third = rows
    assert header == [
        "Teams", "Average", "Interval from", "Interval to", "Change", "Share", "p, at most"
    ]  # fmt: skip
    assert first == [41, 3.3, 3.1, 3.6, -0.3, 0.43, 0.05]
    assert second == ["[c]", "[c]", "[c]", "[c]", 0, 1, 1]
    assert third == [8, 2, "[x]", "[x]", 0.4, 0, 0.001]


def test_text_like_a_formula_stays_text(hostile_workbook, hostile):
    cells = [
        cell
        for sheet in hostile_workbook.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    named = [cell.value for cell in cells if str(cell.value).startswith(("=", "+", "-"))]
    assert {hostile, "+1", "-1"} <= {value for value in named if isinstance(value, str)}


def test_same_report_same_bytes(small_report):
    assert to_workbook(small_report) == to_workbook(small_report)


def test_a_share_that_whole_per_cent_would_call_none_or_all_has_a_decimal():
    shares = (0.0, 0.003, 0.425, 0.997, 1.0)
    columns = (Column("Practice", "text"), Column("Share", "share"))
    table = Table("Shares", columns, tuple((f"{share}", share) for share in shares))
    report = Report("Review", "Larkrise NHS Trust", 2025, (Section("Shares", (table,)),))
    cells = openpyxl.load_workbook(io.BytesIO(to_workbook(report)))["Table 1"]["B"]
    said = [
        (cell.value, cell.number_format) for cell in cells if isinstance(cell.value, float | int)
    ]
    assert said == [(0, "0%"), (0.003, "0.0%"), (0.43, "0%"), (0.997, "0.0%"), (1, "0%")]
