"""Plans for the challenges: how many, what they hold, and what came of them."""

import datetime as dt

import pandas as pd
import pytest

import trip_analytics as ta
from trip_analytics.analysis import plans as module
from trip_analytics.errors import AnalysisError


def lines(year, item_id, *kinds, review=None, **whose):
    return [
        {"return_id": f"{whose} {year}", "year": year, "item_id": item_id, "kind": kind,
         "text": kind, "next_review": review, **whose}
        for kind in kinds
    ]  # fmt: skip


@pytest.fixture(scope="module")
def returns():
    rows = [
        *lines(2024, "challenge-1", "goal", "action", service_line="Acute", review="2025-03-01"),
        *lines(2025, "challenge-1", "goal", "goal", service_line="Acute", review="2026-03-01"),
        *lines(2024, "challenge-1", "evidence", service_line="Older", review="2025-03-01"),
        *lines(2024, "challenge-7", "goal", team_id="T1", team="Ash", service_line="Acute"),
        *lines(2024, "challenge-7", "goal", team_id="T2", team="Elm", service_line="Acute"),
        *lines(2024, None, "goal", organisation="Trust"),
    ]
    plans = pd.DataFrame(rows)
    whole = plans.drop_duplicates("return_id").assign(instrument="template-b", status="current")
    return ta.Returns.from_tables(action_plans=plans, returns=whole)


@pytest.fixture
def in_june_2025(monkeypatch):
    monkeypatch.setattr(module, "today", lambda: pd.Timestamp("2025-06-01"))


@pytest.mark.usefixtures("in_june_2025")
def test_plans_are_counted_with_what_they_hold_and_what_came_of_them(returns):
    table = ta.plans(returns, year=2024)
    assert table["item_id"].tolist() == ["challenge-1", "challenge-7"]
    counts = ["plans", "goals", "actions", "evidence", "reviewed", "overdue"]
    assert table[counts].to_numpy().tolist() == [[2, 1, 1, 1, 1, 1], [2, 2, 0, 0, 0, 0]]
    assert table.attrs["notes"] == ["1 plan for no known challenge: left out."]
    assert ta.describe(table) == (
        "For 2024 there are four plans for two challenges, with three goals, one action and one "
        "source of evidence. One has been followed by a later plan, and the date for review has "
        "passed for one."
    )


def test_the_latest_year_is_meant_and_a_plan_before_its_date_is_not_overdue(returns):
    table = ta.plans(returns)
    assert table[["year", "plans", "reviewed"]].to_numpy().tolist() == [[2025, 1, 0]]


def test_parts_are_service_lines_and_one_team_is_never_a_part(returns):
    table = ta.plans(returns, year=2024, by="service_line")
    assert table[["item_id", "service_line", "plans"]].to_numpy().tolist() == [
        ["challenge-1", "Acute", 1],
        ["challenge-1", "Older", 1],
        ["challenge-7", "Acute", 2],
    ]
    with pytest.raises(AnalysisError, match="team by team"):
        ta.plans(returns, by="team")


def test_a_year_without_plans_says_so():
    ratings = pd.DataFrame({"team": ["Ash"], "year": 2025, "item_id": "choices", "rating": 3})
    table = ta.plans(ta.Returns.from_tables(ratings=ratings))
    assert table.empty
    assert ta.describe(table) == "No return of 2025 plans anything for a challenge."


def priority(team, year, number=1, **more):
    return {
        "return_id": f"{team} {year}", "team_id": team, "team": team, "year": year,
        "number": number, "priority": f"{team} {number}", **more,
    }  # fmt: skip


def due_of(*priorities, reviews=()):
    table = pd.DataFrame(priorities)
    whole = table.drop_duplicates("return_id").assign(instrument="trip", status="current")
    whole["review_on"] = whole["return_id"].map(dict(reviews)).astype("datetime64[s]")
    return ta.reviews_due(
        ta.Returns.from_tables(priorities=table, returns=whole), on=dt.date(2026, 1, 1)
    )


def test_unfinished_priorities_with_a_date_are_listed_by_name():
    due = due_of(
        priority("elm", 2025, due="2026-02-01"),
        priority("Ash", 2025, 2, due="2025-12-31", progress="started"),
        priority("Ash", 2025, 1, review_on="2026-01-01"),
        priority("Ash", 2025, 3, due="2025-06-01", progress="achieved"),
        priority("Oak", 2025, 1, due="2025-06-01", progress="stopped"),
        priority("Fir", 2025, 1),
    )
    assert due["text"].tolist() == ["Ash 1", "Ash 2", "elm 1"]
    assert due["overdue"].tolist() == [False, True, False]
    assert ta.describe(due) == "Three priorities have a date, which has passed for one."


def test_only_a_teams_latest_priorities_count_and_the_returns_own_review_is_theirs():
    due = due_of(
        priority("Ash", 2024, due="2024-12-31"),
        priority("Ash", 2025),
        reviews={"Ash 2025": "2025-11-30"}.items(),
    )
    assert due[["year", "review_on", "overdue"]].to_numpy().tolist() == [
        [2025, pd.Timestamp("2025-11-30"), True]
    ]


def test_the_latest_plan_of_each_is_to_be_reviewed(returns):
    due = ta.reviews_due(returns, on="2026-06-01")
    assert due[["service_line", "year", "text", "overdue"]].fillna("").to_numpy().tolist() == [
        ["Acute", 2025, "goal; goal", True],
        ["Older", 2024, "", True],
    ]
    assert "rating" not in due


@pytest.mark.parametrize("on", ["1 June", 2025, "2026-13-01"])
def test_a_day_that_is_none_is_refused_in_a_sentence(returns, on):
    with pytest.raises(AnalysisError, match="Give the day as a date"):
        ta.reviews_due(returns, on=on)
