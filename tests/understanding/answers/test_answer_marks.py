"""Colours, pictures and notes: what they say is asked about, and never passed over."""

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from trip_analytics.instruments import load_instrument
from trip_analytics.reading import Note, Sheet, read_document

STATEMENTS = [item.wordings[0].text for item in load_instrument("trip").items]
RED, AMBER, GREEN = "FFFF0000", "FFFFC000", "FF00B050"


@pytest.fixture
def states(tmp_path, understanding):
    """The states of a form's answers once some cells are coloured, and the errors' cells."""

    def states(colours, marks=(None,) * 8, heads=("Statement", "Rating", "Comments")):
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.append(["Team:", "Ash Ward"])
        sheet.append(["Year:", 2025])
        sheet.append(list(heads))
        for statement, mark in zip(STATEMENTS, marks, strict=True):
            sheet.append([statement, mark])
        for cell, colour in colours.items():
            sheet[cell].fill = PatternFill("solid", fgColor=colour)
        book.save(tmp_path / "ash.xlsx")
        document = read_document(tmp_path / "ash.xlsx")
        (form,), log = understanding.understand(document, "ash.xlsx")
        errors = [entry.cell for entry in log if entry.severity == "error"]
        return [row["state"] for row in form.rows["ratings"]], errors

    return states


def test_several_colours_in_empty_answer_cells_are_asked_about(states):
    colours = {f"B{row}": (RED, AMBER, GREEN)[row % 3] for row in range(4, 12)}
    found, errors = states(colours)
    assert found == ["unclear"] * 8
    assert errors == [f"B{row}" for row in range(4, 12)]


def test_one_colour_marks_where_to_write(states):
    found, errors = states({f"B{row}": AMBER for row in range(4, 12)})
    assert (found, errors) == (["not-answered"] * 8, [])


def test_stripes_along_the_lines_are_no_answers(states):
    stripes = {f"{column}{row}": (RED, AMBER)[row % 2] for row in range(4, 12) for column in "ABCD"}
    found, errors = states(stripes)
    assert (found, errors) == (["not-answered"] * 8, [])


def test_a_colour_beside_a_number_changes_nothing(states):
    colours = {f"B{row}": (RED, GREEN)[row % 2] for row in range(4, 12)}
    found, errors = states(colours, marks=[4, 3, 2, 5, 1, 3, 4, 2])
    assert (found, errors) == (["rated"] * 8, [])


def test_a_coloured_point_of_a_line_is_asked_about(states):
    heads = ("Statement", 1, 2, 3, 4, 5)
    chosen = {4: "C4", 5: "D5", 6: "B6"}
    found, errors = states(dict.fromkeys(chosen.values(), GREEN), heads=heads)
    assert found[:3] == ["unclear"] * 3
    assert errors == list(chosen.values())


def test_points_columns_with_a_colour_each_are_printed_so(states):
    columns = dict(zip("BCDEF", (RED, RED, AMBER, GREEN, GREEN), strict=True))
    printed = {f"{c}{row}": colour for c, colour in columns.items() for row in range(4, 12)}
    found, errors = states(printed, heads=("Statement", 1, 2, 3, 4, 5))
    assert (found, errors) == (["not-answered"] * 8, [])


def form(marks):
    rows = [["Team:", "Ash Ward"], ["Year:", 2025], ["Statement", "Rating"]]
    return [*rows, *zip(STATEMENTS, marks, strict=True)]


@pytest.mark.parametrize("signs", ["○◔◑◕●○◑◕", "○◐●○◐●○◐"])
def test_an_empty_circle_among_half_filled_ones_is_a_picture_too(understand, signs):
    (found,), log = understand(form(signs))
    assert [row["state"] for row in found.rows["ratings"]] == ["unclear"] * 8
    assert len([entry for entry in log if entry.severity == "error"]) == 8


def test_an_empty_box_among_numbers_is_a_blank(understand):
    (found,), log = understand(form([4, 3, "☐", 5, 1, "☐", 4, 2]))
    assert [row["state"] for row in found.rows["ratings"]].count("not-answered") == 2
    assert [entry for entry in log if entry.severity == "error"] == []


@pytest.mark.parametrize(
    ("note", "kind"),
    [
        ("Changed to 3 after the meeting", "note-disagrees"),
        ("Jo Bloggs:\nwe think this is a 2", "note-disagrees"),
        ("should be checked with nights", "note-disagrees"),
        ("3", "note-disagrees"),
        ("not sure about this one", "note-disagrees"),
        ("4, everybody agreed on 4", "other-text"),
        ("We have 3 peer workers now", "other-text"),
        ("See the folder on the ward", "other-text"),
    ],
)
def test_a_note_that_contradicts_its_answer_is_a_warning(understand, make_sheet, note, kind):
    sheet = make_sheet(form([4, 3, 2, 5, 1, 3, 4, 2]))
    noted = Sheet(sheet.name, sheet.cells, (), notes=(Note("B4", note),))
    (found,), log = understand(noted)
    assert found.rows["ratings"][0]["rating"] == 4
    assert [entry.kind for entry in log if entry.cell == "B4"] == [kind]


def test_a_note_with_the_answer_on_a_blank_cell_is_a_warning(understand, make_sheet):
    sheet = make_sheet(form([None, 3, 2, 5, 1, 3, 4, 2]))
    noted = Sheet(sheet.name, sheet.cells, (), notes=(Note("B4", "4 - we agreed"),))
    (_,), log = understand(noted)
    assert [entry.kind for entry in log if entry.cell == "B4"] == ["note-disagrees"]
