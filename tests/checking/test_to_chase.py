import pandas as pd
import pytest

from trip_analytics.checking import What, check_returns
from trip_analytics.errors import AnalysisError
from trip_analytics.returns import Returns


@pytest.fixture
def check(trust):
    return check_returns(trust)


def named(things, *columns):
    return [tuple(getattr(thing, column) for column in columns) for thing in things]


def test_the_latest_year_is_looked_at(check):
    assert check.year == 2025
    assert {thing.year for thing in check.things} == {2025, None}
    assert check.errors_of_other_years == {2024: 1}


def test_teams_stand_by_name_and_what_is_nobodys_last(check):
    assert list(dict.fromkeys(thing.who for thing in check.things)) == [
        "Ash Ward", "Birch Ward", "Cedar Ward", "Dogwood Ward", "elm Ward", "Fir Ward", None
    ]  # fmt: skip


def test_missing_returns_are_of_teams_that_returned_before(check):
    missing = check.of(What.MISSING_RETURN)
    assert named(missing, "who") == [("Dogwood Ward",), ("Fir Ward",)]
    assert "fir.xlsx" not in missing[0].ask


def test_a_return_taken_for_another_year_is_named_beside_the_missing_one(check):
    assert 'is "fir.xlsx" the one for 2025? We took it as 2024' in (
        check.of(What.MISSING_RETURN)[1].ask
    )


def test_with_a_register_the_open_teams_are_missing(trust):
    teams = pd.DataFrame(
        {
            "team_id": ["Ash Ward", "Gorse", "Hazel"],
            "team": ["Ash Ward", "Gorse House", "Hazel House"],
            "closed": [None, None, "2024-03-01"],
        }
    )
    tables = {name: getattr(trust, name) for name in ("returns", "ratings", "import_log")}
    check = check_returns(Returns.from_tables(teams=teams, **tables))
    assert named(check.of(What.MISSING_RETURN), "who") == [("Gorse House",)]
    assert "register" in check.expected


def test_blank_statements_and_those_the_form_lacks(check):
    assert named(check.of(What.BLANK), "who", "statement", "cell") == [
        ("Birch Ward", "Own choices and decisions", "B7"),
        ("Birch Ward", "Shared safety planning", "B9"),
    ]
    # told once, though the log has an entry for it as well
    assert named(check.of(What.ABSENT), "who", "statement") == [("Cedar Ward", "Staff wellbeing")]


def test_a_statement_that_one_perspective_answered_is_not_blank():
    rows = [("team", "not-answered", None), ("staff", "rated", 4)]
    ratings = pd.DataFrame(rows, columns=["perspective", "state", "rating"]).assign(
        team="Ash", year=2025, item_id="choices"
    )
    assert check_returns(Returns.from_tables(ratings=ratings)).things == ()
    ratings.loc[1, ["state", "rating"]] = ["not-answered", None]
    (thing,) = check_returns(Returns.from_tables(ratings=ratings)).things
    assert (thing.what, thing.statement) == (What.BLANK, "Own choices and decisions")


def test_an_unclear_mark_is_a_question_with_its_surroundings(check):
    (thing,) = check.of(What.UNCLEAR)
    assert thing.ask == "Which one answer from 1 to 5 is meant? (More than one number is written.)"
    assert (thing.statement, thing.found, thing.cell) == ("Own choices and decisions", "3-4", "B7")
    assert thing.around.splitlines()[1].endswith("3-4")


def test_what_a_corrected_return_replaced_is_not_asked_again(check):
    assert [thing.what for thing in check.things if thing.who == "elm Ward"] == [What.TO_CONFIRM]


def test_a_copy_of_last_years_is_asked_about_by_the_files_name(check):
    (thing,) = check.of(What.COPY)
    assert thing.ask == (
        'All 8 ratings are the same as in "Ash Ward.xlsx" for 2024: please tell us whether you '
        "looked at them again."
    )


def test_personal_data_is_not_repeated(check):
    (thing,) = check.of(What.PERSONAL_DATA)
    assert (thing.cell, thing.found) == ("C9", None)
    assert "date of birth" in thing.ask
    assert "12/03/1961" not in str([thing.ask, thing.statement, thing.around])


def test_a_clear_mark_is_not_repeated(check):
    own_lines = check.of(What.OTHER)
    assert named(own_lines, "cell", "found", "for_team") == [
        ("B15", None, False), ("A15", "=We sing", False)
    ]  # fmt: skip


def test_a_file_not_read_is_the_desks(check):
    (thing,) = check.of(What.NOT_READ)
    assert (thing.who, thing.source_file, thing.for_team) == (None, "notes.pdf", False)


def test_notes_are_left_and_other_warnings_counted(check):
    assert "A30" not in {thing.cell for thing in check.things}
    assert "F20" not in {thing.cell for thing in check.things}
    assert check.warnings_besides == 1


def test_another_year(trust):
    check = check_returns(trust, year=2024)
    assert {thing.what for thing in check.things} == {
        What.UNCLEAR, What.TO_CONFIRM, What.NOT_READ
    }  # fmt: skip
    assert check.errors_of_other_years == {2025: 4}
    with pytest.raises(AnalysisError, match="Nobody returned a form for 2019"):
        check_returns(trust, year=2019)


def test_an_organisations_own_return_is_named_by_its_service_line():
    stages = pd.DataFrame(
        {"return_id": "a", "service_line": "Older people", "year": 2025, "item_id": ["challenge-1"]}
    ).assign(stage=pd.NA, state="not-answered")
    returns = pd.DataFrame(
        {
            "return_id": ["a"], "instrument": "template-a", "service_line": "Older people",
            "year": 2025, "source_file": "a.xlsx", "sheet": "A", "status": "current",
        }
    )  # fmt: skip
    (thing,) = check_returns(Returns.from_tables(returns=returns, stages=stages)).things
    assert (thing.who, thing.what) == ("Older people", What.BLANK)
    assert "from 1 to 3" in thing.ask


@pytest.mark.parametrize(
    ("file", "is_hinted"),
    [("2025/TRIP_dogwood-WARD final.pdf", True), ("Dogwood Ward 2023.pdf", False),
     ("2025/Dogwood Wards.pdf", False)],
)  # fmt: skip
def test_a_file_in_a_missing_teams_name_that_was_not_read(trust, file, is_hinted):
    log = trust.import_log
    not_read = log["kind"] == "not-a-return"
    log.loc[not_read, "source_file"] = file
    log.loc[not_read, "what_to_do"] = "It is a PDF: ask the team for the form in Excel (.xlsx)."
    thing = check_returns(trust).of(What.MISSING_RETURN)[0]
    assert thing.who == "Dogwood Ward"
    hint = f'We could not read "{file.split("/")[-1]}". It is a PDF: please send the form in Excel'
    assert thing.ask.startswith(hint) == is_hinted
