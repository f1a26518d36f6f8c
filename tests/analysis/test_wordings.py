from __future__ import annotations

import pytest

from trip_analytics.analysis.team_ratings import team_ratings
from trip_analytics.analysis.wordings import asks_as_now, reworded_items


def counted(reworded_trust, *words):
    """Which of a team's yearly ratings, in these words, count as asking what is asked now."""
    returns = reworded_trust([("Ash", 2020 + at, word, 3) for at, word in enumerate(words)])
    ratings = team_ratings(returns, returns.years, "team").sort_values("year")
    return asks_as_now(returns, ratings).tolist(), bool(reworded_items(returns, ratings))


@pytest.mark.parametrize(
    ("words", "count", "reworded"),
    [
        (["old", "old", "new", "newest"], [False, False, True, True], True),
        (["old", "new", "old"], [True, False, True], True),
        # A wording that is not known counts after the last that asks for something else.
        ([None, "old", None, "new", None], [False, False, True, True, True], True),
        ([None, "new", None], [True, True, True], False),
        ([None, None], [True, True], False),
        (["unheard-of", "old"], [True, True], False),
    ],
)
def test_what_asks_as_now(reworded_trust, words, count, reworded):
    assert counted(reworded_trust, *words) == (count, reworded)


def test_of_two_wordings_in_the_last_year_the_newer_is_asked_now(reworded_trust):
    returns = reworded_trust(
        [("Ash", 2024, "old", 3), ("Ash", 2025, "old", 3), ("Elm", 2025, "new", 4)]
    )
    ratings = team_ratings(returns, returns.years, "team").dropna(subset="rating")
    now = ratings.loc[asks_as_now(returns, ratings)]
    assert now[["unit", "year"]].to_numpy().tolist() == [["Elm", 2025]]
