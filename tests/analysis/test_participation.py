from __future__ import annotations

import pandas as pd
import pytest

from trip_analytics.analysis.participation import participation
from trip_analytics.returns import Returns

COLUMNS = ["team", "service_line", "team_type", "returned", "complete", "priorities"]
COLUMNS += ["with_staff_lead", "with_service_user_lead", "with_both_leads"]


def test_expected_teams_without_a_register(trust):
    years = {2023: {"elm": [3]}, 2024: {"Ash": [3], "Fir": [3]}, 2025: {"Oak": [3]}}
    listed = participation(trust(years), year=2024)
    assert listed.columns.tolist() == COLUMNS
    assert listed["team"].tolist() == ["Ash", "elm", "Fir"]
    assert listed["returned"].tolist() == [True, False, True]
    assert "no register" in listed.attrs["notes"][0]


def test_expected_teams_of_a_register():
    register = pd.DataFrame(
        [
            ("t1", "Ash", None, None),
            ("t2", "Beech", "2025-11-01", None),
            ("t3", "Cedar", "2026-01-01", None),
            ("t4", "Date", None, "2025-02-01"),
            ("t5", "Elm", None, "2026-02-01"),
            ("t6", "Fir", None, "2024-02-01"),
        ],
        columns=["team_id", "team", "opened", "closed"],
    ).assign(service_line="North", team_type="ward")
    ratings = pd.DataFrame({"team_id": ["t1", "t6", "t9"], "team": ["Ash", "Fir", "Gum"]})
    returns = Returns.from_tables(
        ratings=ratings.assign(year=2025, item_id="a", rating=3), teams=register, instruments=[]
    )
    listed = participation(returns)
    assert listed["team"].tolist() == ["Ash", "Beech", "Elm", "Fir", "Gum"]
    assert listed["returned"].tolist() == [True, False, False, True, True]
    # The register says what a return leaves open; Fir has closed, yet it returned.
    assert listed["service_line"].fillna("-").tolist() == ["North"] * 3 + ["-", "-"]
    assert "register has as open" in listed.attrs["notes"][0]


@pytest.mark.parametrize(
    ("states", "complete"),
    [
        (("rated", "rated"), True),
        (("rated", "not-applicable"), True),
        (("rated", "not-answered"), False),
        (("unclear", "rated"), False),
    ],
)
def test_complete_means_an_answer_to_each_statement(states, complete):
    ratings = pd.DataFrame({"team": "Ash", "year": 2025, "item_id": ["a", "b"], "state": states})
    listed = participation(Returns.from_tables(ratings=ratings, instruments=[]))
    assert listed["complete"].tolist() == [complete]


def test_a_statement_without_a_row_is_not_answered():
    ratings = pd.DataFrame({"team": ["Ash"], "year": 2025, "item_id": "choices", "rating": 3})
    assert participation(Returns.from_tables(ratings=ratings))["complete"].tolist() == [False]


def test_one_of_many_answers_completes_a_statement():
    ratings = pd.DataFrame(
        {
            "team": "Ash",
            "year": 2025,
            "item_id": "a",
            "perspective": ["staff", "team"],
            "rating": [3, None],
        }
    )
    returns = Returns.from_tables(ratings=ratings, instruments=[])
    assert participation(returns)["complete"].tolist() == [True]


def test_priorities_and_their_leads_by_hand(trust):
    years = {2024: {"Elm": [3]}, 2025: {"Ash": [3], "Oak": [None]}}
    priorities = pd.DataFrame(
        {
            "team": "Ash",
            "year": 2025,
            "number": [1, 2, 3, 4],
            "priority": ["Notes", "Choice", "Hope", None],
            "staff_lead": [True, True, None, True],
            "service_user_lead": [True, False, True, True],
        }
    )
    returns = Returns.from_tables(
        ratings=trust(years).ratings, priorities=priorities, instruments=[]
    )
    listed = participation(returns).set_index("team")
    assert listed.loc["Ash", "priorities":].tolist() == [3, 2, 2, 1]
    assert listed.loc["Oak", "priorities":].tolist() == [0, 0, 0, 0]
    assert listed.loc["Elm", "complete":].isna().all()


def test_no_rating_is_in_it(trust):
    low, high = ({2025: {"Ash": [rating], "Elm": [6 - rating]}} for rating in (1, 5))
    pd.testing.assert_frame_equal(participation(trust(low)), participation(trust(high)))


def test_an_organisations_own_return_is_no_team():
    stages = pd.DataFrame(
        {
            "return_id": ["r1", "r2"],
            "team": [None, "Ash"],
            "year": 2025,
            "item_id": "challenge-1",
            "stage": [1, 2],
        }
    )
    listed = participation(Returns.from_tables(stages=stages))
    assert listed["team"].tolist() == ["Ash"]
    assert listed["complete"].tolist() == [False]
