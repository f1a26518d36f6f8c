import pytest

from trip_analytics.loading.returns import load_returns

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
