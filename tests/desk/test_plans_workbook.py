"""Priorities and plans for commissioners: by service line, without ratings and without teams."""

import openpyxl
import pandas as pd
import pytest

import trip_analytics as ta
from trip_analytics.auditing.audit import audit_files
from trip_analytics.desk.plans_workbook import LEFT_OUT, write_plans
from trip_analytics.errors import AnalysisError


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    teams = ["Ash Ward", "Elm Team", *(f"Team {number}" for number in range(8))]
    ratings = pd.DataFrame(
        {"team": teams, "service_line": ["Older", "Acute"] * 5, "year": 2025,
         "item_id": "choices", "rating": 3}
    )  # fmt: skip
    priorities = (
        ratings[["team", "service_line", "year"]]
        .head(2)
        .assign(
            priority=["Garden club", "Ring Mrs Jane Smith on 07700 900123"],
            item_id="choices",
            due="2026-03-01",
            staff_lead=True,
            service_user_lead=[True, False],
        )
    )
    plans = pd.DataFrame(
        {"service_line": "Acute", "year": [2024, 2025, 2025], "item_id": "challenge-2",
         "kind": "goal", "text": ["Old goal", "=New goal", "Other"], "next_review": "2026-04-01",
         "return_id": ["a", "b", "b"], "stage": 2}
    )  # fmt: skip
    returns = ta.Returns.from_tables(ratings=ratings, priorities=priorities, action_plans=plans)
    folder = tmp_path_factory.mktemp("out")
    written = write_plans(returns, folder)
    assert written.name == "priorities-and-plans-2025.xlsx"
    with pytest.raises(AnalysisError, match="Nobody returned a form for 2020"):
        write_plans(returns, folder, year=2020)
    return openpyxl.load_workbook(written)


def rows_of(book, name):
    (_, ref), = book[name].tables.items()  # fmt: skip
    titles, *rows = ([cell.value for cell in row] for row in book[name][ref])
    return [dict(zip(titles, row, strict=True)) for row in rows]


def test_priorities_are_by_service_line_with_who_leads(book):
    acute, older = rows_of(book, "Priorities")
    assert (acute["Service line"], older["Service line"]) == ("Acute", "Older")
    assert (older["Priority"], older["By when"]) == ("Garden club", "1 March 2026")
    assert (acute["Led by"], older["Led by"]) == ("staff", "staff and people using services")


def test_a_column_in_which_nobody_wrote_anything_is_left_out(book):
    titles = rows_of(book, "Priorities")[0]
    assert "By when" in titles
    assert not {"Impact", "Ease", "Review on", "Progress"} & set(titles)


def test_what_may_identify_a_person_is_left_out(book):
    assert rows_of(book, "Priorities")[0]["Priority"] == LEFT_OUT


def workbook_of(priorities, lines, folder):
    teams = pd.DataFrame({"team": [f"Kestrel Ward {n}" for n in range(len(lines))]})
    teams = teams.assign(service_line=lines, year=2025)
    returns = ta.Returns.from_tables(
        ratings=teams.assign(item_id="choices", rating=3),
        priorities=teams.assign(priority=priorities),
    )
    return rows_of(openpyxl.load_workbook(write_plans(returns, folder)), "Priorities")


def test_small_service_lines_are_together(tmp_path):
    """What the one team of a line chose would be known to be its own."""
    one = workbook_of("Garden", [*["Acute"] * 6, *["Older"] * 5, "Forensic"], tmp_path)
    assert [row["Service line"] for row in one] == ["Acute"] * 6 + ["Other services"] * 6
    few = workbook_of("Garden", ["Acute"] * 5 + ["Older"], tmp_path)
    assert {row["Service line"] for row in few} == {"All services"}


def test_the_audit_finds_nothing_in_it(tmp_path):
    workbook_of("Garden", ["Acute"] * 5, tmp_path)
    assert audit_files(tmp_path).empty


@pytest.mark.parametrize("text", ["As on Kestrel Ward 3", "We gave ourselves a 2, aim for a 4"])
def test_words_that_name_a_team_or_give_a_rating_are_left_out(text, tmp_path):
    (row, *_) = workbook_of(text, ["Acute"] * 5, tmp_path)
    assert row["Priority"] == LEFT_OUT


def test_last_years_plan_is_beside_this_years(book):
    (goal,) = rows_of(book, "Plans")
    assert (goal["This year's plan"], goal["Last year's plan"]) == ("=New goal\nOther", "Old goal")
    assert (goal["Part"], goal["Next review"]) == ("Goal", "1 April 2026")


def test_there_is_no_team_no_rating_and_no_stage_in_it(book):
    said = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert not [text for text in said if "Ash Ward" in text or "Elm Team" in text]
    assert not {"Rating", "Stage"} & said
