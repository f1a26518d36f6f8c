import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.desk.forms.filling import fill_in
from trip_analytics import Returns, write_forms
from trip_analytics.cli import main
from trip_analytics.desk.forms.write_forms import file_names
from trip_analytics.errors import InstrumentError, OutputError, SourceError, TeamRegisterError
from trip_analytics.instruments import load_instrument
from trip_analytics.reading import read_document
from trip_analytics.tables.check import check
from trip_analytics.tables.columns import TEAM_REGISTER

YEAR = 2026
TEAMS = ("Ash Ward", "Birch Ward", "Elm Team")


@pytest.fixture(scope="module")
def register():
    lines = ["Acute", "Acute", "Community"]
    table = pd.DataFrame({"team_id": ["A", "B", "E"], "team": TEAMS, "service_line": lines})
    return check("teams", table.reindex(columns=[column.name for column in TEAM_REGISTER]))


@pytest.fixture(scope="module")
def forms(register, tmp_path_factory):
    return write_forms(register, year=YEAR, out=tmp_path_factory.mktemp("forms")).written


@pytest.fixture(scope="module")
def workbook(forms):
    return openpyxl.load_workbook(forms[0])


def test_each_team_that_is_open_in_the_year_has_a_form(register, tmp_path):
    register = register.assign(closed=pd.to_datetime(["2025-06-01", None, None]).astype("M8[s]"))
    done = write_forms(register, year=YEAR, out=tmp_path)
    assert [path.name.partition(" - ")[0] for path in done.written] == ["Birch Ward", "Elm Team"]


def test_a_form_for_each_service_line(register, tmp_path):
    done = write_forms(
        register, year=YEAR, out=tmp_path, instruments=["template-a"], by="service_line"
    )
    assert [path.name for path in done.written] == [
        "Acute - Template A 2026.xlsx", "Community - Template A 2026.xlsx",
    ]  # fmt: skip


def test_the_form_says_whose_it_is_and_what(workbook):
    inside = {each.name: each.value for each in workbook.custom_doc_props.props}
    assert inside["Instrument"] == "trip"
    assert inside["Instrument version"] == "2013"
    assert inside["Review year"] == "2026"
    assert workbook.properties.title == "Team Recovery Implementation Plan 2026: Ash Ward"


def test_only_answers_are_unlocked_and_there_is_no_password(workbook):
    for sheet in workbook:
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        filled = [cell for row in sheet for cell in row if cell.value is not None]
        assert all(cell.protection.locked for cell in filled)
    assert workbook["Ratings"]["B19"].protection.locked is False


def test_every_sheet_is_accessible_and_prints_on_a4(workbook):
    for sheet in workbook:
        assert sheet["A1"].value
        assert not sheet.merged_cells.ranges
        assert sheet.sheet_state == "visible"
        (table,) = sheet.tables.values()
        assert table.headerRowCount == 1
        top = re.match(r"[A-Z]+(\d+)", table.ref)[1]
        assert sheet.print_title_rows == f"${top}:${top}"
        assert sheet.page_setup.paperSize == int(sheet.PAPERSIZE_A4)
        assert all(cell.alignment.wrap_text for cell in sheet[table.ref][0])


def test_an_answer_is_chosen_from_the_scale_or_not_applicable(workbook):
    rules = workbook["Ratings"].data_validations.dataValidation
    (scale,) = [rule for rule in rules if rule.type == "list"]
    assert scale.formula1 == '"1,2,3,4,5,Not applicable"'
    assert "3 Partly developed" in scale.prompt


def test_template_a_and_b_show_what_stages_look_like_and_examples(register, tmp_path):
    written = write_forms(
        register.head(1), year=YEAR, out=tmp_path, instruments=["template-a", "template-b"]
    ).written
    for path in written:
        workbook = openpyxl.load_workbook(path)
        stages = [row[1:] for row in workbook["Stages"].iter_rows(min_row=4, values_only=True)]
        assert sum(len(row) for row in stages) == 30
        examples = "\n".join(str(cell.value) for row in workbook["Examples"] for cell in row)
        assert "Share of staff trained in basic recovery practice" in examples


def test_a_long_list_of_choices_is_the_one_that_is_printed(register, tmp_path):
    (path,) = write_forms(
        register.head(1), year=YEAR, out=tmp_path, instruments=["template-b"]
    ).written
    workbook = openpyxl.load_workbook(path)
    rules = workbook["Plan 1"].data_validations.dataValidation
    (rule,) = [rule for rule in rules if "Stages" in str(rule.formula1)]
    sheet, _, cells = rule.formula1.replace("$", "").partition("!")
    listed = [cell.value for (cell,) in workbook[sheet.strip("'")][cells]]
    assert (len(listed), listed[0], listed[-1]) == (
        10, "1. Day-to-day interactions", "10. A life 'beyond illness'",
    )  # fmt: skip


def test_last_years_priorities_are_on_the_form(register, tmp_path):
    chosen = {"number": 1, "priority": "Garden group", "due": pd.Timestamp("2026-03-31")}
    priorities = pd.DataFrame([{"team_id": "B", "team": "Birch Ward", "year": YEAR - 1} | chosen])
    returns = Returns.from_tables(priorities=priorities)
    done = write_forms(register, year=YEAR, out=tmp_path, returns=returns)
    ash, birch, _ = (openpyxl.load_workbook(path) for path in done.written)
    assert "Last year" not in ash.sheetnames
    row = next(birch["Last year"].iter_rows(min_row=4, values_only=True))
    assert row == (1, "Garden group", None, "31/03/2026", None, None)


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_names_with_signs_that_no_document_holds_are_written_without_them(register, tmp_path, kind):
    ash = register.head(1).assign(team="Ash\x0b & Elm\x1f =1+1")
    (path,) = write_forms(ash, year=YEAR, out=tmp_path, file_format=kind).written
    assert path.name.startswith("Ash & Elm =1+1 - ")
    document = read_document(path)
    assert "Ash  & Elm  =1+1" in [c.text for s in document.sheets for c in s.cells.values()]


def test_a_scale_with_long_names_fits_into_what_excel_takes(register, tmp_path):
    trip = load_instrument("trip")
    scale = tuple(replace(point, label=point.label * 9) for point in trip.scale)
    long = replace(trip, scale=scale, not_known=("Don't know, or not sure", "D/K"))
    (path,) = write_forms(register.head(1), year=YEAR, out=tmp_path, instruments=[long]).written
    for sheet in openpyxl.load_workbook(path):
        for rule in sheet.data_validations.dataValidation:
            assert len(rule.prompt) <= 255
            assert len(rule.error or "") <= 255
            assert len(rule.formula1 or "") <= 257
            assert "not sure" not in (rule.formula1 or "")


def test_a_form_that_somebody_filled_in_is_left_as_it_is(register, tmp_path):
    first, *others = write_forms(register, year=YEAR, out=tmp_path).written
    filled = fill_in(first.read_bytes(), {("Ratings", 0, "Rating (1 to 5)"): 3})
    first.write_bytes(filled)
    done = write_forms(register, year=YEAR, out=tmp_path)
    assert (done.kept, list(done.written)) == ((first,), others)
    assert first.read_bytes() == filled


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_the_same_form_is_the_same_file(register, tmp_path, kind):
    ash = register.head(1)
    first, second = (
        write_forms(ash, year=YEAR, out=tmp_path / name, file_format=kind).written[0].read_bytes()
        for name in ("one", "two")
    )
    assert first == second


def test_a_word_form_can_be_changed_in_its_boxes_alone(register, tmp_path):
    (path,) = write_forms(register.head(1), year=YEAR, out=tmp_path, file_format="docx").written
    with ZipFile(BytesIO(path.read_bytes())) as parts:
        settings = parts.read("word/settings.xml").decode()
        document = parts.read("word/document.xml").decode()
        properties = parts.read("docProps/custom.xml").decode()
    assert '<w:documentProtection w:edit="forms" w:enforcement="1"/>' in settings
    assert document.count("<w:tblHeader/>") == 3  # ratings, assets, priorities
    assert '<w:alias w:val="Rating (1 to 5)"/>' in document
    assert "2026" in properties


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"year": 1980}, "No team of the register is open in 1980"),
        ({"file_format": "pdf"}, "'pdf' is not known: give one of xlsx, docx"),
        ({"views": ["nobody"]}, "'nobody' is not known"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(register, tmp_path, options, says):
    register = register.assign(opened=pd.to_datetime(["2000-01-01"] * 3).astype("M8[s]"))
    with pytest.raises(SourceError, match=says):
        write_forms(register, out=tmp_path, **{"year": YEAR} | options)


def test_an_unknown_instrument_is_said_in_a_sentence(register, tmp_path):
    with pytest.raises(InstrumentError, match="no instrument called 'tripp'"):
        write_forms(register, year=YEAR, out=tmp_path, instruments=["tripp"])


def test_the_command_writes_the_forms_of_a_register(tmp_path, capsys):
    (tmp_path / "teams.csv").write_text("team_id,team\nA,Ash Ward\n", encoding="utf-8")
    out = tmp_path / "forms"
    command = ["forms", "--teams", str(tmp_path / "teams.csv"), "--year", "2026", "--out", str(out)]
    assert main(command) == 0
    assert capsys.readouterr().out == f"Wrote 1 form to {out}.\n"
    (path,) = out.iterdir()
    path.write_bytes(fill_in(path.read_bytes(), {("Ratings", 0, "Rating (1 to 5)"): 3}))
    assert main(command) == 0
    said = capsys.readouterr()
    assert said.err == (
        f"1 form in {out} may have been filled in and was left as it is, {path.name} first: to "
        "write it anew, move it elsewhere.\n"
    )


def test_a_file_where_the_folder_should_be_is_said_in_a_sentence(register, tmp_path):
    (tmp_path / "forms").write_text("notes", encoding="utf-8")
    with pytest.raises(OutputError, match=r"There is a file called .*forms"):
        write_forms(register, year=YEAR, out=tmp_path / "forms")


def test_a_register_that_is_not_there_is_said_in_a_sentence(tmp_path):
    with pytest.raises(
        TeamRegisterError, match=r"There is no register of teams called '.*none.csv'"
    ):
        write_forms(tmp_path / "none.csv", year=YEAR, out=tmp_path)


def test_the_command_asks_for_a_register(tmp_path, capsys):
    assert main(["forms", "--year", "2026", "--out", str(tmp_path)]) == 2
    assert "name it with --teams" in capsys.readouterr().err


# What Windows takes for a device, whatever follows the first dot.
DEVICES = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)),
}


def test_signs_that_windows_does_not_take_are_left_out():
    names = file_names(['A/B: "Ward" <1>?', "St. Mary's"], ["1", "2"], " - TRIP 2026.xlsx")
    assert names == ["A-B- -Ward- -1 - TRIP 2026.xlsx", "St- Mary's - TRIP 2026.xlsx"]


def test_two_teams_of_one_name_on_windows_have_their_codes_in_it():
    names = file_names(["Elm Ward", "ELM ward", "Ash"], ["E1", "E2", "A1"], ".xlsx")
    assert names == ["Elm Ward (E1).xlsx", "ELM ward (E2).xlsx", "Ash.xlsx"]


@given(st.lists(st.tuples(st.text(max_size=120), st.text(min_size=1, max_size=5)), max_size=6))
def test_every_name_is_one_that_windows_takes_and_no_two_are_the_same(teams):
    codes = [f"{code}{number}" for number, (_, code) in enumerate(teams)]
    names = file_names([name for name, _ in teams], codes, " - TRIP 2026.xlsx")
    assert len({name.casefold() for name in names}) == len(teams)
    for name in names:
        assert len(name) < 120
        assert not set(name) & set('<>:"/\\|?*')
        assert all(ord(sign) >= 32 for sign in name)
        assert name.partition(".")[0].casefold().strip() not in DEVICES
        assert name == name.strip(" .")


def test_a_table_of_teams_without_dates_is_a_register(tmp_path):
    teams = pd.DataFrame({"team_id": ["A"], "team": ["Ash Ward"]})
    (form,) = write_forms(teams, year=YEAR, out=tmp_path).written
    assert form.name.startswith("Ash Ward")
