"""Domains: each team's mean over the practices of a domain, and what of it may be shown."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import trip_analytics as ta
from tests.own_lists import TEAMS, own_list, ratings_by, two_lists
from trip_analytics.plots import plot_domains
from trip_analytics.returns import Returns

OURS = own_list(range(5), items=4, domains=("Hope", "Work"), reverse=(4,))


def returns_of(rows):
    """Returns by team and the ratings of its four practices in printed order."""
    ratings = pd.DataFrame(
        [
            (team, item, rating)
            for team, given in rows
            for item, rating in zip(OURS.item_ids, given, strict=True)
        ],
        columns=["team", "item_id", "rating"],
    )
    return Returns.from_tables(ratings=ratings.assign(year=2025), instruments=[OURS])


def test_a_team_counts_with_its_mean_where_it_rated_half():
    returns = returns_of(
        [("Ash", (2, 4, 1, 0)), ("Elm", (0, None, None, None)), ("Oak", (None, None, 3, 3))]
    )
    profile = ta.domain_profile(returns).set_index("domain")
    assert profile["items"].tolist() == [2, 2]
    assert profile["teams"].tolist() == [2, 2]
    # Hope: Ash (2 + 4) / 2 and Elm, which rated half of it, 0. Work, whose second practice is
    # reverse: Ash (1 + 4) / 2, Oak (3 + 1) / 2.
    assert profile["mean"].tolist() == pytest.approx([1.5, 2.25])
    assert (profile["mean_low"] < profile["mean"]).all()
    assert (profile["mean_high"] < 4).all()


def test_a_domain_of_which_nobody_rated_half_has_no_figures():
    returns = returns_of([("Ash", (None, None, 1, 0)), ("Elm", (None, None, 2, 2))])
    profile = ta.domain_profile(returns)
    assert profile["teams"].tolist() == [0, 2]
    assert pd.isna(profile["mean"].iloc[0])
    assert any("No team rated half of it" in note for note in profile.attrs["notes"])
    assert "For one domain no average can be given." in ta.describe(profile)


def test_a_list_without_domains_says_so():
    returns = Returns.from_tables(
        ratings=ratings_by(own_list(range(3))), instruments=[own_list(range(3))]
    )
    assert ta.domain_profile(returns).attrs["notes"] == [
        "The practices of The list own-list are in no domains."
    ]


def test_domains_by_service_line_are_of_the_teams_of_each():
    returns = two_lists()
    parts = ta.domain_profile(returns, by="service_line", instrument="own-list")
    assert list(parts)[:3] == ["domain", "service_line", "year"]
    assert parts.groupby("domain")["teams"].sum().tolist() == [12] * 4
    assert parts["domain"].tolist()[:2] == ["Hope", "Hope"]


def spread_ratings(alike=()):
    """Twelve teams that differ on each practice, but on those of ``alike``."""
    ratings = ratings_by(OURS, years=[2025])
    place = ratings["team"].map(TEAMS.index) + ratings["item_id"].map(OURS.item_ids.index)
    ratings["rating"] = np.where(ratings["item_id"].isin(alike), 2, place % 5)
    return Returns.from_tables(ratings=ratings, instruments=[OURS])


def test_a_practice_that_is_withheld_takes_no_part_in_its_domain():
    returns = spread_ratings(alike=["own-list-1"])
    assert ta.release(ta.practice_profile(returns), returns).withheld["mean"].tolist() == [
        True, False, False, False,
    ]  # fmt: skip
    released = ta.release(ta.domain_profile(returns), returns)
    assert released.table["items"].tolist() == [1, 2]
    profile = ta.practice_profile(returns).set_index("item_id")
    assert released.table["mean"].iloc[0] == round(profile.loc["own-list-2", "mean"], 1)


def test_a_domain_is_withheld_where_all_its_practices_are():
    returns = spread_ratings(alike=["own-list-1", "own-list-2"])
    released = ta.release(ta.domain_profile(returns), returns)
    assert released.table["items"].tolist() == [0, 2]
    assert released.withheld["mean"].tolist() == [True, False]
    assert pd.isna(released.table["mean"].iloc[0])


@pytest.mark.slow
@given(st.integers(0, 999))
@settings(max_examples=settings.default.max_examples // 8)
def test_answers_that_teams_exchange_practice_by_practice_leave_domains_as_they_are(seed):
    ratings = ratings_by(OURS, years=[2025], seed=seed)
    random = np.random.default_rng(seed)
    other = ratings.assign(
        rating=ratings.groupby("item_id")["rating"].transform(lambda each: random.permutation(each))
    )
    one, two = (
        ta.release(ta.domain_profile(returns), returns).table
        for returns in (
            Returns.from_tables(ratings=each, instruments=[OURS]) for each in (ratings, other)
        )
    )
    pd.testing.assert_frame_equal(one, two)


def test_the_picture_says_what_it_shows():
    profile = ta.domain_profile(two_lists(), instrument="own-list")
    assert "of 4 domains, 2025, from 0, least developed, to 4" in plot_domains.in_words(profile)
    assert [tick.get_text() for tick in ta.plot_domains(profile).get_yticklabels()] == [
        "Hope", "Choice", "Work", "Home",
    ]  # fmt: skip
