"""Every result is about one list of statements: lists are never pooled."""

from inspect import signature

import numpy as np
import pandas as pd
import pytest

import trip_analytics as ta
from tests.asking import ask
from tests.own_lists import TEAMS, own_list, ratings_by, returns_of, two_lists
from trip_analytics.analysis.one_list import one_list
from trip_analytics.analysis.questions import questions
from trip_analytics.analysis.team_ratings import team_ratings
from trip_analytics.errors import AnalysisError
from trip_analytics.returns import Returns

OF_RATINGS = [
    name
    for name, question in questions().items()
    if "instrument" in signature(question.function).parameters
    and not name.startswith(("stage_", "challenge_", "participation"))
]


@pytest.fixture(scope="module")
def returns():
    return two_lists()


def test_every_question_about_ratings_takes_a_list(returns):
    """The others never read a rating: what reads ratings refuses two lists."""
    for name in set(questions()) - set(OF_RATINGS) - {"control_chart"}:
        ask(name, returns)
    assert set(OF_RATINGS) >= {
        "practice_profile",
        "strongest_practices",
        "weakest_practices",
        "change_between",
        "trend",
        "practice_history",
        "perspective_gap",
        "priority_themes",
        "priority_progress",
        "priority_effect",
        "innovation_link",
    }


@pytest.mark.slow_but(11)
@pytest.mark.parametrize("name", OF_RATINGS)
@pytest.mark.parametrize("instrument", [None, "trip", "own-list"])
def test_no_question_gives_a_row_of_each_of_two_lists(returns, name, instrument):
    table = ask(name, returns, instrument=instrument)
    assert table.attrs["instrument"] == (instrument or "trip")
    if "item_id" not in table:
        return
    items = set(table["item_id"].dropna()) - {"all"}
    own = {item for item in items if item.startswith("own-list")}
    assert own == (items if instrument == "own-list" else set())
    assert len(items) > 2


@pytest.mark.slow_but(4)
@pytest.mark.parametrize("name", OF_RATINGS)
def test_what_is_said_of_a_list_does_not_depend_on_others(returns, name):
    """The same as if the other list had never been returned."""
    alone = returns.select(instrument="own-list")
    both = ask(name, returns, instrument="own-list")
    pd.testing.assert_frame_equal(
        pd.DataFrame(both), pd.DataFrame(ask(name, alone)), check_flags=False, obj=name
    )


def test_trip_is_meant_where_it_is_among_several_and_the_others_are_named(returns):
    notes = ta.practice_profile(returns).attrs["notes"]
    assert any("choose instrument='own-list'" in note for note in notes)
    assert not any(
        "other lists" in note
        for note in ask("trend", returns.select(instrument="trip")).attrs["notes"]
    )


def test_of_several_without_trip_one_must_be_chosen():
    returns = returns_of(own_list(range(3), name="ours"), own_list(range(2), name="theirs"))
    with pytest.raises(AnalysisError, match="instrument='ours' or instrument='theirs'"):
        ta.practice_profile(returns)
    assert len(ta.practice_profile(returns, instrument="theirs")) == 3


def test_a_wrong_choice_names_the_lists_and_the_likeliest(returns):
    with pytest.raises(AnalysisError, match=r"'own-lst'.*'trip' or .*'own-list'.*mean 'own-list'"):
        ta.trend(returns, instrument="own-lst")
    with pytest.raises(AnalysisError, match="by a list called 'template-a'"):
        ta.trend(returns, instrument="template-a")


def test_the_latest_year_is_the_lists_own():
    old, new = own_list(range(5), name="old"), own_list(range(5), name="new")
    ratings = [ratings_by(old, years=[2023]), ratings_by(new, years=[2025])]
    returns = Returns.from_tables(ratings=pd.concat(ratings), instruments=[old, new])
    assert set(ta.practice_profile(returns, instrument="old")["year"]) == {2023}


def test_what_became_of_priorities_is_counted_on_the_forms_of_one_list():
    returns = two_lists()
    for instrument in ("trip", "own-list"):
        progress = ta.priority_progress(returns, instrument=instrument)
        assert progress["priorities"].tolist() == [12, 12]


def test_who_took_part_can_be_asked_of_one_list():
    trip, ours = ta.load_instrument("trip"), own_list(range(5))
    some = ratings_by(ours, years=[2025], teams=TEAMS[:7])
    some.loc[some["item_id"].eq("own-list-2") & some["team"].eq(TEAMS[0]), "rating"] = None
    ratings = pd.concat([ratings_by(trip, years=[2025]), some])
    returns = Returns.from_tables(ratings=ratings, instruments=[ours])
    answered = {
        instrument: ta.participation(returns, instrument=instrument)[["returned", "complete"]].sum()
        for instrument in (None, "trip", "own-list")
    }
    assert {name: tuple(sums) for name, sums in answered.items()} == {
        None: (12, 11),
        "trip": (12, 12),
        "own-list": (7, 6),
    }
    with pytest.raises(AnalysisError, match="own-list"):
        ta.participation(returns, instrument="ours")


def test_stages_are_never_pooled_either():
    stages = pd.DataFrame({"team": TEAMS, "year": 2025, "item_id": "challenge-1", "stage": 2})
    returns = two_lists()
    with_stages = Returns.from_tables(
        ratings=returns.ratings.drop(columns=["return_id", "source_file"]),
        stages=stages,
        instruments=[each for each in returns.instruments if each.instrument_id == "own-list"],
    )
    assert with_stages.returned("stages") == ("template-a",)
    profile = ta.stage_profile(with_stages)
    assert profile.attrs["instrument"] == "template-a"
    with pytest.raises(AnalysisError, match="no stages by a list called 'trip'"):
        ta.stage_profile(with_stages, instrument="trip")


def test_what_reads_ratings_refuses_two_lists(returns):
    with pytest.raises(ValueError, match="never pooled"):
        team_ratings(returns, [2025], "team")


def test_reverse_items_are_turned_round_and_the_result_says_so():
    ours = own_list(range(5), items=2, reverse=(2,))
    ratings = ratings_by(ours, years=[2025])
    ratings["rating"] = np.where(ratings["item_id"].eq("own-list-2"), 1, 3)
    returns = Returns.from_tables(ratings=ratings, instruments=[ours])
    profile = ta.practice_profile(returns)
    assert profile["mean"].tolist() == [3, 3]
    assert profile["rated_3"].tolist() == [12, 12]
    assert any("Turned round" in note and "Statement 2" in note for note in profile.attrs["notes"])
    assert returns.ratings["rating"].tolist() == ratings["rating"].tolist()
    views = ratings.assign(perspective="staff")
    views = pd.concat([views, ratings.assign(perspective="people-using-services", rating=0)])
    gap = ta.perspective_gap(Returns.from_tables(ratings=views, instruments=[ours]))
    assert gap["mean_of"].tolist() == [0, 4]
    assert gap["mean_over"].tolist() == [3, 3]


def test_returns_of_one_list_are_given_as_they_are():
    returns = returns_of(own_list(range(5)))
    assert one_list(returns, None).returns is returns
