from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from trip_analytics.analysis.practices import practice_profile
from trip_analytics.analysis.team_ratings import team_ratings
from trip_analytics.errors import AnalysisError
from trip_analytics.instruments import AnswerColumn, load_instrument
from trip_analytics.returns import Returns


def returns_of(*rows):
    """Rows of team, perspective, rating; all of one item and year."""
    ratings = pd.DataFrame(rows, columns=["team", "perspective", "rating"])
    return Returns.from_tables(ratings=ratings.assign(year=2025, item_id="a"), instruments=[])


def rated(returns, perspective="team"):
    ratings = team_ratings(returns, [2025], perspective)
    return dict(zip(ratings["unit"], ratings["rating"], strict=True))


def test_what_a_team_agreed_counts_whatever_its_members_said():
    returns = returns_of(("Ash", "team", 4), ("Ash", "staff", 1), ("Ash", "staff", 1))
    assert rated(returns) == {"Ash": 4}


@pytest.mark.parametrize(
    ("answers", "counts"), [((2, 5), 2), ((5, 1, 4), 4), ((1, 2, 4, 5), 2), ((3,), 3)]
)
def test_individual_answers_count_with_their_low_median(answers, counts):
    perspectives = ["staff", "people-using-services", "family-and-friends", "staff"]
    rows = [("Ash", view, rating) for view, rating in zip(perspectives, answers, strict=False)]
    assert rated(returns_of(*rows)) == {"Ash": counts}


def test_one_agreed_rating_leaves_a_teams_individual_answers_out():
    ratings = pd.DataFrame(
        {
            "team": "Ash",
            "year": 2025,
            "item_id": ["a", "b"],
            "perspective": ["team", "staff"],
            "rating": [4, 1],
        }
    )
    found = team_ratings(Returns.from_tables(ratings=ratings, instruments=[]), [2025], "team")
    assert found.set_index("item_id")["rating"].dropna().to_dict() == {"a": 4}


def test_another_perspective_is_collated_within_the_team():
    returns = returns_of(
        ("Ash", "staff", 4), ("Ash", "staff", 5), ("Ash", "team", 1), ("Elm", "team", 2)
    )
    found = rated(returns, "staff")
    assert found["Ash"] == 4
    assert pd.isna(found["Elm"])


def test_an_unclear_mark_is_no_rating():
    ratings = pd.DataFrame(
        {"team": ["Ash"], "year": 2025, "item_id": "a", "rating": [3], "state": "unclear"}
    )
    found = team_ratings(Returns.from_tables(ratings=ratings, instruments=[]), [2025], "team")
    assert found["rating"].isna().tolist() == [True]


def test_a_return_without_a_row_was_asked_all_of_its_instrument():
    returns = pd.DataFrame(
        {"return_id": ["r1"], "instrument": "trip", "team_id": "Ash", "year": 2025}
    ).assign(status="current")
    asked = team_ratings(Returns.from_tables(returns=returns), [2025], "team")
    assert len(asked) == 8
    assert asked["rating"].isna().all()


def test_superseded_returns_were_not_asked():
    returns = pd.DataFrame(
        {"return_id": ["r1"], "instrument": "trip", "team_id": "Ash", "year": 2025}
    ).assign(status="superseded")
    assert team_ratings(Returns.from_tables(returns=returns), [2025], "team").empty


def test_returns_that_name_no_team_stand_for_themselves():
    ratings = pd.DataFrame(
        {"return_id": ["r1", "r2"], "year": 2025, "item_id": "a", "rating": [2, 4]}
    )
    found = rated(Returns.from_tables(ratings=ratings, instruments=[]))
    assert sorted(found.values()) == [2, 4]


def test_answers_are_collated_item_by_item_and_year_by_year():
    ratings = pd.DataFrame(
        [
            (2024, "a", "team", 5),
            (2024, "a", "staff", 1),
            (2025, "a", "staff", 4),
            (2025, "a", "people-using-services", 2),
            (2025, "a", "family-and-friends", 3),
            (2025, "b", "people-using-services", 1),
            (2025, "b", "staff", 5),
        ],
        columns=["year", "item_id", "perspective", "rating"],
    ).assign(team="Ash")
    found = team_ratings(Returns.from_tables(ratings=ratings, instruments=[]), [2024, 2025], "team")
    # What was agreed in 2024 does not keep the answers of 2025 out.
    assert found.set_index(["year", "item_id"])["rating"].to_dict() == {
        (2024, "a"): 5,
        (2025, "a"): 3,
        (2025, "b"): 1,
    }


def test_of_answers_alike_the_order_does_not_decide_whose_wording_counts():
    ratings = pd.DataFrame({"team": "Ash", "item_id": "a", "wording_id": ["a-2020", "a-2024"]})
    ratings = ratings.assign(year=2025, perspective="staff", rating=4)
    for rows in (ratings, ratings.iloc[::-1]):
        found = team_ratings(Returns.from_tables(ratings=rows, instruments=[]), [2025], "team")
        assert found["wording_id"].tolist() == ["a-2020"]


def test_what_a_list_asks_in_a_column_of_its_own_is_no_rating_of_the_team():
    trip = load_instrument("trip")
    columns = (AnswerColumn("team", "Now", ("Now",)), AnswerColumn("wanted", "Wanted", ("Wanted",)))
    ours = replace(trip, instrument_id="ours", answers=columns)
    rows = [("Ash", "team", 2), ("Ash", "wanted", 5), ("Elm", "wanted", 4), ("Oak", "staff", 3)]
    ratings = pd.DataFrame(rows, columns=["team", "perspective", "rating"])
    ratings = ratings.assign(year=2025, item_id="choices", instrument="ours")
    returns = Returns.from_tables(ratings=ratings, instruments=[ours])
    given = {}
    for view in ("team", "wanted"):
        found = team_ratings(returns, [2025], view).dropna(subset="rating")
        given[view] = dict(zip(found["team_id"], found["rating"], strict=True))
    assert given == {"team": {"Ash": 2, "Oak": 3}, "wanted": {"Ash": 5, "Elm": 4}}
    profile = practice_profile(returns, perspective="wanted").set_index("item_id")
    assert profile.loc["choices", ["teams", "mean"]].tolist() == [2, 4.5]
    with pytest.raises(AnalysisError, match=r"ask for team, staff, .*, wanted"):
        practice_profile(returns, perspective="wished")
