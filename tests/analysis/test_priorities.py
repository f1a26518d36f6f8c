from __future__ import annotations

import pandas as pd
import pytest

from trip_analytics.analysis import priority_themes
from trip_analytics.tables import Returns

COLUMNS = ["item_id", "practice", "year", "teams", "share", "with_staff_lead"]
COLUMNS += ["with_service_user_lead", "with_both_leads", "with_measure", "with_due"]

_WHAT = ["team", "number", "priority", "item_id"]
LINES = {"Ash": "North", "Elm": "North", "Oak": "South", "Yew": "South"}
# Yew names nothing. Ash names a twice: its leads meet on neither.
PRIORITIES = pd.DataFrame(
    [
        ("Ash", 1, "Alpha", "a", True, False, "a count", "2025-12-01"),
        ("Ash", 2, "Again", "a", False, True, None, None),
        ("Elm", 1, "Alpha", "a", True, True, None, None),
        ("Oak", 1, "Garden", None, None, True, None, "2026-01-01"),
        ("Oak", 2, "Beta", "b", None, None, "a survey", None),
        ("Oak", 3, None, None, True, True, "no priority", "2026-01-01"),
    ],
    columns=[*_WHAT, "staff_lead", "service_user_lead", "measure", "due"],
).assign(year=2025)


@pytest.fixture(scope="module")
def returns(trust):
    ratings = trust({2025: {team: [3, 3, 3] for team in LINES}}, service_line=LINES).ratings
    return Returns.from_tables(ratings=ratings, priorities=PRIORITIES, instruments=[])


def test_themes_by_hand(returns):
    themes = priority_themes(returns)
    assert themes.columns.tolist() == COLUMNS
    assert themes["practice"].tolist() == ["a", "b", "c", "Something else"]
    assert themes["item_id"].isna().tolist() == [False, False, False, True]
    assert themes["teams"].tolist() == [2, 1, 0, 1]
    assert themes["share"].tolist() == pytest.approx([2 / 3, 1 / 3, 0, 1 / 3])
    assert themes.loc[0, "with_staff_lead":].tolist() == [2, 2, 1, 1, 1]
    assert themes.loc[1, "with_staff_lead":].tolist() == [0, 0, 0, 1, 0]
    assert themes.loc[3, "with_staff_lead":].tolist() == [0, 1, 0, 0, 1]
    assert "3 in all" in themes.attrs["notes"][0]


def test_themes_by_service_line_taken_from_the_return(returns):
    themes = priority_themes(returns, by="service_line")
    assert themes["service_line"].tolist() == ["North", "South"] * 4
    assert themes["teams"].tolist() == [2, 0, 0, 1, 0, 0, 0, 1]
    assert themes["share"].tolist() == [1, 0, 0, 1, 0, 0, 0, 1]


def test_nobody_named_anything(trust):
    themes = priority_themes(trust({2025: {"Ash": [3, 3], "Elm": [3, 3]}}))
    assert themes["teams"].tolist() == [0, 0]
    assert themes["share"].isna().all()


def test_a_year_without_forms_that_ask_says_so():
    stages = pd.DataFrame(
        {"return_id": ["r1"], "year": 2025, "item_id": "challenge-1", "stage": [1]}
    )
    themes = priority_themes(Returns.from_tables(stages=stages))
    assert themes.empty
    assert "asks for priorities" in themes.attrs["notes"][0]
