import datetime as dt

import pytest

from tools.forms.cells import write_rows
from trip_analytics.import_log import Place
from trip_analytics.instruments import load_instrument
from trip_analytics.loading.identity import identify
from trip_analytics.loading.load_returns import load_returns
from trip_analytics.loading.team_and_year import NameAbove, years_of
from trip_analytics.reading import Cell
from trip_analytics.teams.load_register import load_register
from trip_analytics.teams.register import TeamRegister
from trip_analytics.understanding import Field, Fields, Form, ReadYear
from trip_analytics.understanding.dates import ReadDate

STATEMENTS = [item.wordings[0].text for item in load_instrument("trip").items]

pytestmark = pytest.mark.usefixtures("without_workers")


def entries(returns, kind):
    return returns.import_log[returns.import_log["kind"] == kind]


def only(returns):
    (row,) = returns.returns.to_dict("records")
    return row


def test_the_forms_own_year_comes_first_and_a_clash_is_a_warning(folder, write_return, march):
    write_return(
        folder / "2025" / "a.xlsx", {"Team": "Ash Ward", "Review year": 2024, "Date": march}
    )
    returns = load_returns(folder)
    assert only(returns)["year"] == 2024
    said = entries(returns, "year-disagrees")["what_to_do"].item()
    assert said.startswith("2025 by the date on the form, folder's name:")


def test_a_date_within_the_financial_year_is_no_clash(folder, write_return, march):
    fields = {"Team": "Ash Ward", "Review year": "2024/25", "Date": march}
    write_return(folder / "2024-25" / "a.xlsx", fields)
    returns = load_returns(folder)
    assert only(returns)["year"] == 2024
    assert entries(returns, "year-disagrees").empty


@pytest.mark.parametrize("name", ["2023/a.xlsx", "x/Ash TRIP 2023.xlsx", "2023-24/deep/a.xlsx"])
def test_the_year_may_come_from_file_or_folder(folder, write_return, name):
    write_return(folder / name, {"Team": "Ash Ward"})
    assert only(load_returns(folder))["year"] == 2023


def test_the_given_year_is_the_last_resort(folder, write_return):
    write_return(folder / "a.xlsx", {"Team": "Ash Ward"})
    write_return(folder / "2022" / "b.xlsx", {"Team": "Elm Team"})
    years = load_returns(folder, year=2025).returns.set_index("team")["year"]
    assert years.to_dict() == {"Ash Ward": 2025, "Elm Team": 2022}


def test_a_return_without_a_year_is_an_error_and_in_no_table(folder, write_return):
    write_return(folder / "a.xlsx", {"Team": "Ash Ward"})
    write_return(folder / "2025" / "b.xlsx", {"Team": "Elm Team"})
    returns = load_returns(folder)
    assert only(returns)["team"] == "Elm Team"
    assert entries(returns, "no-year")["source_file"].tolist() == ["a.xlsx"]
    assert set(returns.ratings["team"]) == {"Elm Team"}


@pytest.mark.parametrize("name", ["ASH WARD", "Ward Ash", "Ash (Acute)", "ash-ward", "T01"])
def test_a_team_is_known_by_any_of_its_names(folder, write_return, name):
    write_return(folder / "2025" / "a.xlsx", {"Team": name})
    returns = load_returns(folder)
    assert only(returns)["team_id"] == "T01"
    assert entries(returns, "unknown-team").empty


def test_the_team_may_come_from_the_files_name(folder, write_return):
    write_return(folder / "2025" / "TRIP_Ash_Ward_v2.xlsx", {"Date": "1/2/2025"})
    assert only(load_returns(folder))["team"] == "Ash Ward"


def test_an_unknown_name_is_proposed_never_applied(folder, write_return):
    write_return(folder / "2025" / "a.xlsx", {"Team": "Ashe Wardd"})
    returns = load_returns(folder)
    assert only(returns)["team"] == "Ashe Wardd"
    (entry,) = entries(returns, "unknown-team").to_dict("records")
    assert "Is it Ash Ward?" in entry["what_to_do"]
    assert (entry["cell"], entry["severity"]) == ("B1", "warning")


def test_two_names_that_disagree_are_a_warning(folder, write_return):
    write_return(folder / "2025" / "Elm Team.xlsx", {"Team": "Ash Ward"})
    returns = load_returns(folder)
    assert only(returns)["team"] == "Ash Ward"
    assert "Elm Team" in entries(returns, "team-disagrees")["what_to_do"].item()


def test_without_a_register_the_form_says_who(tmp_path, write_return):
    write_return(tmp_path / "2025" / "a.xlsx", {"Team": "Ash Ward", "Service line": "Adult"})
    write_return(tmp_path / "2024" / "b.xlsx", {"Team": "ASH  ward", "Service line": "Adult"})
    returns = load_returns(tmp_path)
    assert returns.returns["team_id"].nunique() == 1
    assert returns.returns["service_line"].unique().tolist() == ["Adult"]


def test_nobodys_return_is_an_error(folder, write_return):
    write_return(folder / "2025" / "TRIP return.xlsx", {"Note": "hello"})
    write_return(folder / "2025" / "b.xlsx", {"Team": "Elm Team"})
    returns = load_returns(folder)
    assert only(returns)["team"] == "Elm Team"
    assert len(entries(returns, "no-team")) == 1


def test_an_unknown_name_stays_though_the_file_names_a_known_team(folder, write_return):
    write_return(folder / "2025" / "Ash Ward.xlsx", {"Team": "Sunflower House"})
    returns = load_returns(folder)
    assert only(returns)["team"] == "Sunflower House"
    (entry,) = entries(returns, "unknown-team").to_dict("records")
    assert "The file's name names Ash Ward." in entry["what_to_do"]
    assert (entry["found"], entry["used"]) == ("Sunflower House", "Sunflower House")


def test_a_mistyped_name_and_the_files_name_tell_together_with_a_warning(folder, write_return):
    write_return(folder / "2025" / "Ash Ward.xlsx", {"Team": "Ask Ward"})
    returns = load_returns(folder)
    assert only(returns)["team_id"] == "T01"
    (entry,) = entries(returns, "unknown-team").to_dict("records")
    assert "taken for Ash Ward, which the file's name names" in entry["what_to_do"]
    assert (entry["found"], entry["used"]) == ("Ask Ward", "Ash Ward")


@pytest.mark.parametrize("text", ["n/a", "Insert team name", "-", "TBC", "Name of ward here"])
def test_a_field_that_was_not_filled_in_is_no_team(folder, write_return, text):
    write_return(folder / "2025" / "Ash Ward.xlsx", {"Team": text})
    returns = load_returns(folder)
    assert only(returns)["team_id"] == "T01"
    (entry,) = entries(returns, "other-text").to_dict("records")
    assert (entry["cell"], entry["found"]) == ("B1", text)
    assert entries(returns, "unknown-team").empty


def test_the_words_of_a_label_in_a_field_are_no_team(folder, write_return):
    write_return(folder / "2025" / "Ash Ward.xlsx", {"Team": "Team ward"})
    returns = load_returns(folder)
    assert only(returns)["team_id"] == "T01"
    (entry,) = entries(returns, "team-from-name").to_dict("records")
    assert (entry["cell"], entry["found"], entry["used"]) == ("B1", "Team ward", "Ash Ward")


def test_a_name_in_other_words_is_taken_with_a_note(folder, write_return):
    write_return(folder / "2025" / "a.xlsx", {"Team": "Elm Team (Bassetlaw)"})
    returns = load_returns(folder)
    assert only(returns)["team_id"] == "T02"
    (entry,) = entries(returns, "team-taken-as").to_dict("records")
    assert (entry["severity"], entry["used"], entry["cell"]) == ("note", "Elm Team", "B1")


def test_a_longer_name_of_a_file_is_asked_about_where_nothing_else_tells(folder, write_return):
    write_return(folder / "2025" / "Elm Team East.xlsx", {"Date": "1/2/2025"})
    returns = load_returns(folder)
    assert only(returns)["team_id"] == "T02"
    assert len(entries(returns, "team-from-name")) == 1


def test_a_return_after_a_merger_is_the_successors(folder, write_return):
    write_return(folder / "2024" / "a.xlsx", {"Team": "Oak House"})
    write_return(folder / "2025" / "b.xlsx", {"Team": "Oak House"})
    returns = load_returns(folder)
    whose = returns.returns.set_index("year")["team"].to_dict()
    assert whose == {2024: "Oak House", 2025: "Elm Team"}
    (entry,) = entries(returns, "merged-team").to_dict("records")
    assert (entry["found"], entry["used"], entry["severity"]) == (
        "Oak House",
        "Elm Team",
        "warning",
    )
    assert "closed in 2024" in entry["what_to_do"]


def test_an_old_name_in_the_files_name_is_no_other_team_after_the_merger(folder, write_return):
    write_return(folder / "2025" / "Oak House.xlsx", {"Team": "Elm Team"})
    write_return(folder / "2024" / "Oak House.xlsx", {"Team": "Elm Team"})
    returns = load_returns(folder)
    assert entries(returns, "team-disagrees")["year"].tolist() == [2024]


def test_a_team_that_closed_for_good_is_warned_of(tmp_path, write_return):
    (tmp_path / "teams.csv").write_text("team_id,team,closed\nT1,Ash Ward,2023\n")
    write_return(tmp_path / "2025" / "a.xlsx", {"Team": "Ash Ward"})
    returns = load_returns(tmp_path)
    assert only(returns)["team"] == "Ash Ward"
    assert "closed in 2023" in entries(returns, "closed-team")["what_to_do"].item()


def test_the_registers_service_line_counts_and_another_is_a_warning(folder, write_return):
    write_return(folder / "2025" / "a.xlsx", {"Team": "Ash Ward", "Service line": "Older People"})
    write_return(folder / "2025" / "b.xlsx", {"Team": "Elm Team", "Service line": "OP services"})
    returns = load_returns(folder)
    lines = returns.returns.set_index("team")["service_line"].to_dict()
    assert lines == {"Ash Ward": "Adult acute", "Elm Team": "Older people"}
    (entry,) = entries(returns, "service-line-disagrees").to_dict("records")
    assert (entry["used"], entry["cell"]) == ("Adult acute", "B2")


@pytest.mark.parametrize(
    ("name", "fields", "year"),
    [
        ("2024-25/a.xlsx", {"Review year": "2024/25", "Date": "12 March 2025"}, 2024),
        ("2024-25/Ash 12-03-2025.xlsx", {"Review year": "2024/25"}, 2024),
        ("2025/a.xlsx", {"Date": "12 March 2025"}, 2025),
    ],
)
def test_years_that_agree_are_not_asked_about(folder, write_return, name, fields, year):
    write_return(folder / name, {"Team": "Ash Ward", **fields})
    returns = load_returns(folder)
    assert only(returns)["year"] == year
    assert entries(returns, "year-disagrees").empty


@pytest.mark.parametrize(
    ("name", "fields", "others"),
    [
        ("2025/a.xlsx", {"Review year": 2024}, ["2025 by the folder's name"]),
        ("Ash 2023.xlsx", {"Date": "1/2/2025"}, ["2023 by the file's name"]),
        ("2023/Ash 2022.xlsx", {"Review year": 2024}, ["2022 by", "2023 by"]),
        ("2024-25/a.xlsx", {"Date": "12 March 2025"}, ["2024 by the folder's name"]),
    ],
)
def test_years_that_disagree_are_warned_of(folder, write_return, name, fields, others):
    write_return(folder / name, {"Team": "Ash Ward", **fields})
    said = entries(load_returns(folder), "year-disagrees")["what_to_do"].tolist()
    assert len(said) == len(others)
    assert all(text.startswith(other) for text, other in zip(said, others, strict=True))


def test_a_year_that_cannot_be_is_not_used_and_one_to_come_is_warned_of():
    form = Form(load_instrument("trip"), "TRIP", Fields(year=ReadYear(2052)))
    today = dt.date(2025, 6, 1)
    when = years_of(form, [NameAbove("folder's name", "2025")], None, today=today)
    assert when.year == 2025
    assert [entry.kind for entry in when.entries(Place("a.xlsx"))] == ["unlikely-year"]
    form.fields.year = ReadYear(2026)
    when = years_of(form, [], None, today=today)
    assert when.year == 2026
    assert [entry.kind for entry in when.entries(Place("a.xlsx"))] == ["unlikely-year"]
    form.fields.year, form.fields.date = None, ReadDate(dt.date(1925, 3, 1))
    assert years_of(form, [], None, today=today).year is None
    assert years_of(form, [], 2025, today=today).year == 2025


def test_years_side_by_side_explain_the_files_year_and_its_date():
    trip = load_instrument("trip")
    date = ReadDate(dt.date(2025, 3, 1))
    forms = [
        Form(trip, "TRIP", Fields(year=ReadYear(year), date=date)) for year in (2023, 2024, 2025)
    ]
    register = TeamRegister()
    placed = [identify(form, "2025/Ash Ward 2025.xlsx", register, None, forms) for form in forms]
    assert [one.year for one in placed] == [2023, 2024, 2025]
    assert [one.returned_on for one in placed] == [None, None, date.date]
    assert not any(entry.kind == "year-disagrees" for one in placed for entry in one.log)


def test_teams_side_by_side_explain_the_files_name(folder):
    trip = load_instrument("trip")
    register = load_register(folder / "teams.csv")
    forms = [
        Form(
            trip,
            "All",
            Fields(team=Field(name, Cell(1, 2, "B1", name, name, "text")), year=ReadYear(2025)),
        )
        for name in ("Ash Ward", "Elm Team")
    ]
    placed = [identify(form, "Ash Ward and others.xlsx", register, None, forms) for form in forms]
    assert [one.team.team_id for one in placed] == ["T01", "T02"]
    assert not any(entry.kind == "team-disagrees" for one in placed for entry in one.log)


def test_without_a_register_a_name_may_come_from_the_file(tmp_path, write_return):
    write_return(tmp_path / "2025" / "TRIP_Ward_3_2025_v2.xlsx", {"Date": "1/2/2025"})
    write_return(tmp_path / "2025" / "TRIP_Ward_4_2025.xlsx", {"Date": "1/2/2025"}, [1] * 8)
    write_return(tmp_path / "2025" / "Thornlea.xlsx", {"Date": "1/2/2025"}, [2] * 8)
    returns = load_returns(tmp_path)
    assert sorted(returns.returns["team"]) == ["Thornlea", "Ward 3", "Ward 4"]
    assert entries(returns, "team-taken-as")["used"].tolist() == ["Ward 3", "Ward 4"]
    assert entries(returns, "team-from-name")["used"].tolist() == ["Thornlea"]


def test_a_number_is_no_name_and_a_teams_own_sheet_goes_before_its_file(tmp_path):
    rows = [["Statement", "Rating"], *([s, 3] for s in STATEMENTS)]
    write_rows(tmp_path / "2025" / "TRIP (121).xlsx", {"Sheet1": rows})
    write_rows(tmp_path / "2025" / "Pathways (3).xlsx", {"Eastvale Lodge": [*rows[:-1], ["x", 1]]})
    returns = load_returns(tmp_path)
    assert returns.returns["team"].tolist() == ["Eastvale Lodge"]
    assert entries(returns, "no-team")["source_file"].tolist() == ["2025/TRIP (121).xlsx"]


def test_a_row_without_a_team_is_not_named_after_the_sheet_of_others(tmp_path):
    rows = [["Timestamp", "Team", *STATEMENTS], ["12/05/2025", "Ash Ward", *[3] * 8],
            ["12/05/2025", None, *[4] * 8]]  # fmt: skip
    write_rows(tmp_path / "Recovery survey 2025.xlsx", {"Recovery Unit": rows})
    returns = load_returns(tmp_path)
    assert returns.returns["team"].tolist() == ["Ash Ward"]
    assert len(entries(returns, "no-team")) == 1


def test_without_a_register_a_folder_named_as_a_team_is_its(tmp_path, write_return):
    write_return(tmp_path / "Ash Ward" / "TRIP 2025.xlsx", {"Note": "hello"})
    write_return(tmp_path / "Recovery team" / "TRIP 2025.xlsx", {"Note": "hello"}, [1] * 8)
    write_return(tmp_path / "2025" / "x.xlsx", {"Note": "hello"}, [2] * 8)
    returns = load_returns(tmp_path)
    assert returns.returns["team"].tolist() == ["Ash Ward"]
    assert entries(returns, "team-from-name")["used"].tolist() == ["Ash Ward"]
    assert len(entries(returns, "no-team")) == 2


def test_a_remark_on_the_register_is_in_the_log(tmp_path, write_return):
    (tmp_path / "teams.csv").write_text("team_id,team,manager\nT1,Ash Ward,x\n")
    write_return(tmp_path / "2025" / "a.xlsx", {"Team": "Ash Ward"})
    (entry,) = entries(load_returns(tmp_path), "register-remark").to_dict("records")
    assert entry["source_file"] == "teams.csv"
    assert "'manager'" in entry["what_to_do"]
