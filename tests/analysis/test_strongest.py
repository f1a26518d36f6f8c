from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trip_analytics.analysis.practices import practice_profile
from trip_analytics.analysis.strongest import strongest_practices, weakest_practices
from trip_analytics.errors import AnalysisError
from trip_analytics.returns import Returns


@pytest.fixture(scope="module")
def clear(trust):
    """Forty teams; a is strongest, d is weakest, b and c are alike."""
    draw = np.random.default_rng(11).normal([4.2, 3.0, 3.0, 1.8], 0.7, size=(40, 4))
    rows = draw.round().clip(1, 5).astype(int).tolist()
    return trust({2025: {f"T{i}": row for i, row in enumerate(rows)}})


def test_standing_of_clear_and_of_like_practices(clear):
    strongest = strongest_practices(clear, n=2)
    assert strongest["item_id"].tolist()[0] == "a"
    assert strongest["standing"].tolist() == ["clear", "could-swap"]
    assert strongest_practices(clear, n=3)["standing"].tolist() == ["clear"] * 3
    weakest = weakest_practices(clear, n=1)
    assert weakest[["item_id", "standing"]].to_numpy().tolist() == [["d", "clear"]]
    assert weakest_practices(clear, n=2)["standing"].tolist() == ["clear", "could-swap"]


def test_few_teams_cannot_be_separated_even_in_a_list_of_all(trust):
    returns = trust({2025: {"Ash": [5, 1, 2], "Elm": [4, 2, 3]}})
    for n in (1, 5):
        listed = strongest_practices(returns, n=n)
        assert set(listed["standing"]) == {"cannot-be-separated"}


def test_ties_at_the_end_are_kept_and_others_are_not(trust):
    returns = trust({2025: {"Ash": [5, 3, 3, 1, 1], "Elm": [5, 3, 3, 1, 1]}})
    assert strongest_practices(returns, n=2)["item_id"].tolist() == ["a", "b", "c"]
    assert strongest_practices(returns, n=1)["item_id"].tolist() == ["a"]
    assert weakest_practices(returns, n=1)["item_id"].tolist() == ["e", "d"]


def test_unrated_practices_are_not_listed(trust):
    returns = trust({2025: {"Ash": [4, None, 2], "Elm": [3, None, 1]}})
    assert strongest_practices(returns, n=3)["item_id"].tolist() == ["a", "c"]


@pytest.mark.parametrize(("practices", "n"), [(1, 1), (2, 1), (5, 2), (8, 3), (11, 3), (12, 5)])
def test_by_default_no_practice_is_in_both_lists(practices, n):
    rows = [
        (f"T{t}", 2025, f"p{i:02}", 1 + (i * (t + 2)) % 5)
        for t in range(9)
        for i in range(practices)
    ]
    ratings = pd.DataFrame(rows, columns=["team", "year", "item_id", "rating"])
    returns = Returns.from_tables(ratings=ratings, instruments=[])
    strongest, weakest = strongest_practices(returns), weakest_practices(returns)
    assert strongest.attrs["n"] == weakest.attrs["n"] == n
    if practices > 1:
        assert not set(strongest["item_id"]) & set(weakest["item_id"])


def test_practices_that_all_tie_are_in_neither_list(trust):
    returns = trust({2025: {"Ash": [3, 3, 3, 4], "Elm": [3, 3, 3, 4], "Oak": [2, 2, 2, 4]}})
    assert strongest_practices(returns)["item_id"].tolist() == ["d"]
    weakest = weakest_practices(returns)
    assert weakest.empty
    assert weakest.attrs["notes"][0] == "Tied so widely that they are in neither list: a, b, c."


def test_rows_are_those_of_the_profile(clear):
    strongest = strongest_practices(clear, n=4).drop(columns="standing").set_index("item_id")
    profile = practice_profile(clear).set_index("item_id")
    assert strongest.equals(profile.loc[strongest.index])
    assert strongest_practices(clear).columns[-1] == "standing"


def test_the_reader_is_told_that_the_first_look_too_strong(clear):
    assert "chance" in strongest_practices(clear).attrs["notes"][-1]


@pytest.mark.parametrize("n", [0, -1, 2.5, "5"])
def test_how_many_is_a_whole_number(clear, n):
    with pytest.raises(AnalysisError, match="1 or more"):
        weakest_practices(clear, n=n)


@settings(max_examples=settings.default.max_examples // 20, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from([None, 1, 2, 3, 4, 5]), min_size=4, max_size=4),
        min_size=1,
        max_size=8,
    ),
    st.integers(1, 5),
)
def test_strongest_reversed_is_weakest(trust, rows, n):
    returns = trust({2025: {f"T{i}": row for i, row in enumerate(rows)}})
    strongest = strongest_practices(returns, n=4)["item_id"].tolist()
    assert strongest[::-1] == weakest_practices(returns, n=4)["item_id"].tolist()
    # Turning the scale round turns the lists round, but for the order of ties.
    turned = [[None if rating is None else 6 - rating for rating in row] for row in rows]
    other = trust({2025: {f"T{i}": row for i, row in enumerate(turned)}})
    first, last = strongest_practices(returns, n=n), weakest_practices(other, n=n)
    standings = [
        dict(zip(table["item_id"], table["standing"], strict=True)) for table in (first, last)
    ]
    assert standings[0] == standings[1]
