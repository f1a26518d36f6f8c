import io
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest

from trip_analytics.desk.check_workbook import to_workbook, write_check
from trip_analytics.desk.to_chase import check_returns
from trip_analytics.errors import OutputError
from trip_analytics.returns import Returns

SHEETS = [
    "Cover", "Contents", "To chase", "Missing returns", "Blank statements",
    "Unclear marks", "Dates passed", "Personal data", "Copies of last year", "Files not read",
    "Something else", "Import log",
]  # fmt: skip


@pytest.fixture(scope="module")
def workbook(trust):
    return openpyxl.load_workbook(io.BytesIO(to_workbook(check_returns(trust), trust)))


def table(sheet):
    ((name, ref),) = sheet.tables.items()
    assert name == sheet.title.casefold().replace(" ", "_")
    titles, *rows = ([cell.value for cell in row] for row in sheet[ref])
    return [dict(zip(titles, row, strict=True)) for row in rows]


def test_sheets_stand_in_order_and_contents_lead_to_them(workbook):
    assert workbook.sheetnames == SHEETS
    links = [row[0].hyperlink.location for row in workbook["Contents"].iter_rows(4, max_col=1)]
    assert links == [f"'{name}'!A1" for name in SHEETS[2:]]


def test_each_sheet_is_accessible(workbook):
    for sheet in workbook.worksheets:
        assert sheet.sheet_view.selection[0].activeCell == "A1"
        assert isinstance(sheet["A1"].value, str)
        assert not sheet.merged_cells.ranges
        assert sheet.sheet_state == "visible"
        for ref in [one.ref for one in sheet.tables.values()]:
            assert all(cell.value is not None for row in sheet[ref] for cell in row)
    assert workbook.properties.title == "What to chase, 2025"
    assert workbook.properties.language == "en-GB"


def test_everything_to_chase_stands_by_team(workbook, trust):
    rows = table(workbook["To chase"])
    assert len(rows) == len(check_returns(trust).queries)
    assert [row["Team"] for row in rows[:2]] == ["Ash Ward"] * 2
    assert rows[1]["Found"] == "3-4"
    assert rows[1]["Who settles it"] == "The team"
    (unclear,) = (row for row in table(workbook["Unclear marks"]) if row["Found"] == "3-4")
    assert unclear["Surroundings"].splitlines()[1:] == [
        "> Own choices   | 3-4", "  Shared safety | •"
    ]  # fmt: skip
    assert rows[-1]["Team"] == "[z]"


def test_what_has_to_be_known_is_on_the_sheet_of_its_table(workbook, trust):
    said = {name: " ".join(str(cell.value) for cell in workbook[name]["A"]) for name in SHEETS[2:]}
    assert check_returns(trust).expected in said["Missing returns"]
    assert "are covered (•)" in said["Unclear marks"]
    assert "look at the cell in the form" in said["Personal data"]
    assert "look at the cell in the form" not in said["Missing returns"]


def test_surroundings_are_monospaced(workbook):
    sheet = workbook["Unclear marks"]
    cell = next(c for row in sheet.iter_rows() for c in row if "|" in str(c.value))
    assert cell.font.name == "Courier New"
    assert cell.alignment.wrap_text


def test_sheets_hold_their_own_things(workbook):
    assert [row["Team"] for row in table(workbook["Missing returns"])] == [
        "Dogwood Ward", "Fir Ward"
    ]  # fmt: skip
    assert [row["Statement"] for row in table(workbook["Blank statements"])] == [
        "Own choices and decisions", "Shared safety planning", "Staff wellbeing"
    ]  # fmt: skip
    assert [row["Cell"] for row in table(workbook["Personal data"])] == ["C9"]
    assert [row["File"] for row in table(workbook["Files not read"])] == ["notes.pdf"]
    assert [row["Team"] for row in table(workbook["Copies of last year"])] == ["Ash Ward"]


def test_priorities_that_are_about_nothing_known_are_together_by_their_words():
    texts = ["Better food", "Parking", "Food at weekends", "DOB 12/03/1961"]
    priorities = pd.DataFrame({"team": list("ABCD"), "year": 2025, "priority": texts})
    ratings = priorities[["team", "year"]].assign(item_id="choices", rating=3)
    returns = Returns.from_tables(ratings=ratings, priorities=priorities)
    book = openpyxl.load_workbook(io.BytesIO(to_workbook(check_returns(returns), returns)))
    rows = [(row["Word in common"], row["Priority"]) for row in table(book["Something else"])]
    assert rows[:2] == [("food", "Better food"), ("food", "Food at weekends")]
    assert sorted(rows[2:]) == [("[z]", "Parking"), ("[z]", "[z]")]


def test_the_log_holds_what_is_of_the_year_and_grave(workbook):
    rows = table(workbook["Import log"])
    assert {row["Severity"] for row in rows} == {"error", "warning"}
    assert {row["Year"] for row in rows} == {2025, "[z]"}


def test_neither_personal_data_nor_clear_marks_nor_formulas(workbook):
    cells = [c for sheet in workbook.worksheets for row in sheet.iter_rows() for c in row]
    assert not [c for c in cells if "1961" in str(c.value)]
    assert not [c for c in cells if c.value in ("5", 5)]
    assert {c.data_type for c in cells if c.value is not None} <= {"s", "n"}
    assert "=We sing" in {c.value for c in cells}


def test_letters_that_a_workbook_cannot_hold(trust):
    log = trust.import_log.copy()
    log.loc[0, "found"] = "3\x0b4"
    odd = replace(trust, import_log=log)
    book = openpyxl.load_workbook(io.BytesIO(to_workbook(check_returns(odd), odd)))
    assert table(book["Unclear marks"])[0]["Found"] == "3 4"


def test_same_check_same_bytes(trust):
    check = check_returns(trust)
    assert to_workbook(check, trust) == to_workbook(check, trust)


def test_the_file_is_written_and_replaced(trust, tmp_path):
    out = tmp_path / "new" / "to chase.xlsx"
    for _ in range(2):
        assert write_check(check_returns(trust), trust, out) == out
    assert [path.name for path in out.parent.iterdir()] == ["to chase.xlsx"]


def test_a_wrong_name_and_a_folder_in_the_way_are_refused(trust, tmp_path):
    check = check_returns(trust)
    with pytest.raises(OutputError, match=r"name that ends in \.xlsx"):
        write_check(check, trust, tmp_path / "out.csv")
    (tmp_path / "out.xlsx").mkdir()
    with pytest.raises(OutputError, match="There is a folder called"):
        write_check(check, trust, tmp_path / "out.xlsx")
    (tmp_path / "file").write_bytes(b"mine")
    with pytest.raises(OutputError, match="choose another folder for the workbook"):
        write_check(check, trust, tmp_path / "file" / "out.xlsx")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "out.xlsx"]


def test_nothing_to_chase_is_a_workbook_too():
    from trip_analytics.desk.queries import Check

    book = openpyxl.load_workbook(
        io.BytesIO(to_workbook(Check(2025, (), "All are expected.", 0, {}), Returns()))
    )
    assert book["To chase"]["A3"].value == "There are none."
    assert not book["To chase"].tables
