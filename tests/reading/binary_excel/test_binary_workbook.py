"""A workbook that LibreOffice converts, against calamine and against our reader of .xlsx."""

import datetime as dt
import io

import pytest
import python_calamine as calamine

from trip_analytics.reading.files import read_bytes

DAY = dt.timedelta(days=1)


def calamines(data):
    """Calamine's own cells of each sheet, by A1 row and column."""
    sheets = {}
    with calamine.load_workbook(io.BytesIO(data)) as book:
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            sheets[name] = {
                (row, column): value
                for row, values in enumerate(sheet.to_python(skip_empty_area=False), 1)
                for column, value in enumerate(values, 1)
                if value != ""
            }
    return sheets


def ours(data):
    return {sheet.name: sheet for sheet in read_bytes("form", data).sheets}


def by_address(sheet):
    return {cell.address: cell for cell in sheet.cells.values()}


def test_xls_has_calamines_cells_and_the_errors_it_leaves_out(converted):
    theirs = calamines(converted["xls"])
    sheets = ours(converted["xls"])
    assert list(sheets) == list(theirs) == ["Form", "Hidden", "Empty"]
    for name, sheet in sheets.items():
        values = {place: cell.value for place, cell in sheet.cells.items() if cell.kind != "error"}
        assert values == {
            place: value / DAY if isinstance(value, dt.timedelta) else value
            for place, value in theirs[name].items()
        }
    errors = {c.address: c.text for c in sheets["Form"].cells.values() if c.kind == "error"}
    assert errors == {"C8": "#DIV/0!", "C20": "#N/A", "C21": "#REF!", "C22": "#NAME?"}


def test_ods_has_calamines_cells_but_for_what_it_gets_wrong(converted):
    theirs = calamines(converted["ods"])
    sheets = ours(converted["ods"])
    assert list(sheets) == list(theirs)
    form, given = sheets["Form"].cells, theirs["Form"]
    assert given.pop((14, 3)) == "PT30H00M00S"  # a duration, which it leaves as written
    assert {place: form[place].value for place in given} == given
    more = {form[place].address: form[place].text for place in form.keys() - given.keys()}
    assert more == {
        "C8": "#DIV/0!",
        "C14": "30:00:00",
        "C20": "#N/A",
        "C21": "#REF!",
        "C22": "#NAME?",
        "C25": "",  # a formula that gives no text: kept, as in .xlsx
    }


@pytest.mark.parametrize("what", ["xls", "ods"])
def test_what_people_wrote_looks_as_in_xlsx(converted, what):
    original = by_address(ours(converted["xlsx"])["Form"])
    form = by_address(ours(converted[what])["Form"])
    written = {address: cell for address, cell in original.items() if cell.formula is None}
    # LibreOffice writes a truth value as a formula.
    assert {address: form[address]._replace(formula=None) for address in written} == written
    calculated = {
        "C9": ("5", 5, "number"),
        "C10": ("3-4", "3-4", "text"),
        "C26": ("02/01/2025", dt.date(2025, 1, 2), "date"),
    }
    for address, expected in calculated.items():
        cell = form[address]
        assert (cell.text, cell.value, cell.kind) == expected
    assert form["C7"].text == "FALSE"


@pytest.mark.parametrize("what", ["xls", "ods"])
def test_looks_hidden_places_and_merged_ranges_are_kept(converted, what):
    sheets = ours(converted[what])
    form = by_address(sheets["Form"])
    assert (form["C16"].text, form["C16"].font) == ("ü", "Wingdings")
    assert (form["C17"].struck, form["C17"].standing) == ("3", "")
    assert form["C5"].text == "4"
    assert {address for address, cell in form.items() if cell.hidden} == {"A40", "H41"}
    assert sheets["Form"].merged == ((5, 5, 7, 6),)
    assert [sheet.hidden for sheet in sheets.values()] == [False, True, False]
    assert sheets["Hidden"].cells[9, 4].text == "1"


def test_notes_are_kept_in_ods_and_formulas_as_it_writes_them(converted):
    form = ours(converted["ods"])["Form"]
    assert [(note.address, note.text) for note in form.notes] == [("C18", "a word with the team")]
    assert form.cells[9, 3].formula == "[.A1]+5"


def test_what_xls_loses_is_absent_and_not_invented(converted):
    form = ours(converted["xls"])["Form"]
    assert form.notes == ()
    assert {cell.formula for cell in form.cells.values()} == {None}
