import pandas as pd
import pytest

from tests.own_lists import TEAMS, own_list, ratings_by
from trip_analytics.desk.queries import QueryKind
from trip_analytics.desk.to_chase import check_returns
from trip_analytics.errors import AnalysisError
from trip_analytics.instruments import load_instrument
from trip_analytics.returns import Returns


@pytest.fixture(scope="module")
def check(trust):
    return check_returns(trust)


def named(queries, *columns):
    return [tuple(getattr(query, column) for column in columns) for query in queries]


def test_the_latest_year_is_looked_at(check):
    assert check.year == 2025
    assert {query.year for query in check.queries} == {2025, None}
    assert check.errors_of_other_years == {2024: 1}


def test_teams_stand_by_name_and_what_is_nobodys_last(check):
    assert list(dict.fromkeys(query.who for query in check.queries)) == [
        "Ash Ward", "Birch Ward", "Cedar Ward", "Dogwood Ward", "elm Ward", "Fir Ward", None
    ]  # fmt: skip


def test_missing_returns_are_of_teams_that_returned_before(check):
    missing = check.of(QueryKind.MISSING_RETURN)
    assert named(missing, "who") == [("Dogwood Ward",), ("Fir Ward",)]
    assert "fir.xlsx" not in missing[0].ask


def test_a_return_taken_for_another_year_is_named_beside_the_missing_one(check):
    assert 'is "fir.xlsx" the one for 2025? We took it as 2024' in (
        check.of(QueryKind.MISSING_RETURN)[1].ask
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
    assert named(check.of(QueryKind.MISSING_RETURN), "who") == [("Gorse House",)]
    assert "register" in check.expected


def test_blank_statements_and_those_the_form_lacks(check):
    assert named(check.of(QueryKind.BLANK), "who", "statement", "cell") == [
        ("Birch Ward", "Own choices and decisions", "B7"),
        ("Birch Ward", "Shared safety planning", "B9"),
    ]
    # told once, though the log has an entry for it as well
    assert named(check.of(QueryKind.ABSENT), "who", "statement") == [
        ("Cedar Ward", "Staff wellbeing")
    ]


def test_a_statement_that_one_perspective_answered_is_not_blank():
    rows = [("team", "not-answered", None), ("staff", "rated", 4)]
    ratings = pd.DataFrame(rows, columns=["perspective", "state", "rating"]).assign(
        team="Ash", year=2025, item_id="choices"
    )
    assert check_returns(Returns.from_tables(ratings=ratings)).queries == ()
    ratings.loc[1, ["state", "rating"]] = ["not-answered", None]
    (query,) = check_returns(Returns.from_tables(ratings=ratings)).queries
    assert (query.kind, query.statement) == (QueryKind.BLANK, "Own choices and decisions")


def test_an_unclear_mark_is_a_question_with_its_surroundings(check):
    (query,) = check.of(QueryKind.UNCLEAR)
    assert query.ask == "Which one answer from 1 to 5 is meant? (More than one number is written.)"
    assert (query.statement, query.found, query.cell) == ("Own choices and decisions", "3-4", "B7")
    assert query.around.splitlines()[1].endswith("3-4")


def test_what_a_corrected_return_replaced_is_not_asked_again(check):
    assert [query.kind for query in check.queries if query.who == "elm Ward"] == [
        QueryKind.TO_CONFIRM
    ]


def test_a_copy_of_last_years_is_asked_about_by_the_files_name(check):
    (query,) = check.of(QueryKind.COPY)
    assert query.ask == (
        'All 8 ratings are the same as in "Ash Ward.xlsx" for 2024: please tell us whether you '
        "looked at them again, or sent last year's form with a new year."
    )


def test_personal_data_is_not_repeated(check):
    (query,) = check.of(QueryKind.PERSONAL_DATA)
    assert (query.cell, query.found) == ("C9", None)
    assert "date of birth" in query.ask
    assert "12/03/1961" not in str([query.ask, query.statement, query.around])


def test_a_clear_mark_is_not_repeated(check):
    own_lines = check.of(QueryKind.OTHER)
    assert named(own_lines, "cell", "found", "for_team") == [
        ("B15", None, False), ("A15", "=We sing", False)
    ]  # fmt: skip


def test_a_file_not_read_is_the_desks(check):
    (query,) = check.of(QueryKind.NOT_READ)
    assert (query.who, query.source_file, query.for_team) == (None, "notes.pdf", False)


def test_notes_are_left_and_other_warnings_counted(check):
    assert "A30" not in {query.cell for query in check.queries}
    assert "F20" not in {query.cell for query in check.queries}
    assert check.warnings_besides == 1


def test_another_year(trust):
    check = check_returns(trust, year=2024)
    assert {query.kind for query in check.queries} == {
        QueryKind.UNCLEAR, QueryKind.TO_CONFIRM, QueryKind.NOT_READ
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
    (query,) = check_returns(Returns.from_tables(returns=returns, stages=stages)).queries
    assert (query.who, query.kind) == ("Older people", QueryKind.BLANK)
    assert "from 1 to 3" in query.ask


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
    log.loc[not_read, "kind"] = "pdf"
    query = check_returns(trust).of(QueryKind.MISSING_RETURN)[0]
    assert query.who == "Dogwood Ward"
    hint = f'We could not read "{file.split("/")[-1]}". It is a PDF: please send the form in Excel'
    assert query.ask.startswith(hint) == is_hinted


def test_the_table_of_a_check_has_what_to_ask_and_not_what_was_written():
    found = check_returns(
        Returns.from_tables(
            ratings=pd.DataFrame(
                {"team": ["Ash", "Elm"], "year": [2025, 2024], "item_id": "choices", "rating": 3}
            ),
            priorities=pd.DataFrame(
                {"team": "Ash", "year": 2025, "priority": ["Quiet", "Tea"], "due": "2025-02-01"}
            ),
        ),
        on="2026-01-01",
    )
    overdue, *others = found.table.to_dict("records")
    assert overdue["what"] == "Date passed"
    assert "Quiet" not in str(found.table)
    assert [one["team"] for one in others if one["what"] == "Return missing"] == ["Elm"]
    counts = found.counts.set_index("what")["queries"]
    assert counts[["Return missing", "Date passed"]].tolist() == [1, 2]


@pytest.mark.parametrize(("teams", "asked"), [(TEAMS[:7], TEAMS[7:]), (TEAMS[:6], [])])
def test_a_list_that_most_teams_returned_is_missing_from_the_others(teams, asked):
    ours = own_list(range(5))
    ratings = [ratings_by(load_instrument("trip"), [2025]), ratings_by(ours, [2025], teams)]
    returns = Returns.from_tables(ratings=pd.concat(ratings), instruments=[ours])
    missing = check_returns(returns).of(QueryKind.MISSING_RETURN)
    assert [query.who for query in missing] == list(asked)
    for query in missing:
        assert query.ask == (
            'We have had another form from you for 2025, but not "The list own-list": please send '
            "it."
        )


def test_a_priority_on_the_forms_of_two_lists_is_asked_about_once():
    ours = own_list(range(5))
    ratings = [ratings_by(each, [2025], ["Ash"]) for each in (load_instrument("trip"), ours)]
    items = pd.DataFrame({"item_id": ["choices", "own-list-1"]})
    priorities = items.assign(team="Ash", year=2025, priority="Tea", due="2025-02-01")
    returns = Returns.from_tables(
        ratings=pd.concat(ratings), priorities=priorities, instruments=[ours]
    )
    assert len(check_returns(returns, on="2026-01-01").of(QueryKind.OVERDUE)) == 1
