"""In which half of its scale a withheld average lies: nobody's answer follows from that."""

import itertools

import pandas as pd
import pytest

from trip_analytics.disclosure.rating_counts import fewest_teams, halves
from trip_analytics.disclosure.rules import PUBLIC, passes, rule_for


def said(*counts, withheld=True, points=5, rule=PUBLIC):
    table = pd.DataFrame([[*counts, *[0] * (points - len(counts))]])
    found = halves(table, range(1, points + 1), pd.Series([withheld]), rule)
    return None if found.isna()[0] else found[0]


def test_the_half_is_that_of_the_average():
    assert said(0, 0, 1, 8) == "above 3"
    assert said(0, 0, 9) == "up to 3"  # 3 is in the middle
    assert said(0, 8, 1) == "up to 3"
    assert said(0, 0, 8, 1) == "above 3"
    assert said(0, 0, 0, 8, 1, points=7) == "above 4"
    assert said(0, 0, 8, 1, points=4) == "above 2.5"


def test_a_row_that_is_shown_has_none():
    assert said(0, 0, 1, 8, withheld=False) is None


@pytest.mark.parametrize(("points", "least"), [(2, None), (3, None), (4, 9), (5, 7), (7, 6)])
def test_it_is_told_from_as_many_teams_as_the_page_says(points, least):
    assert fewest_teams(range(1, points + 1), PUBLIC.insiders) == least
    for n in (4, 5, 6, 7, 8, 9, 40):
        told = said(0, n, points=points) is not None
        assert told == (least is not None and n >= least)


@pytest.mark.parametrize("rule", [PUBLIC, rule_for("board")])
@pytest.mark.parametrize("points", [2, 3, 4, 5])
def test_by_brute_force_two_ratings_remain_possible_for_everybody(points, rule):
    """All rows that fail and lie in a half, as insiders see them who know their own answers."""
    least = fewest_teams(range(1, points + 1), rule.insiders)
    for n in range(5, 11):
        certain = _certain(points, n, rule)
        told = least is not None and n >= least
        assert not (told and certain)
        if n == (least or 0) - 1:
            assert certain  # one team fewer would be too few


def _certain(points, n, rule):
    every = [
        counts for counts in itertools.product(range(n + 1), repeat=points) if sum(counts) == n
    ]
    failing = [
        counts
        for counts, shown in zip(every, passes(pd.DataFrame(every), rule), strict=True)
        if not shown
    ]
    middle = (points + 1) / 2 * n
    halves_of = [
        [it for it in failing if (sum(c * r for r, c in enumerate(it, 1)) > middle) == above]
        for above in (False, True)
    ]
    for half in halves_of:
        for known in itertools.combinations_with_replacement(range(points), rule.insiders):
            own = [known.count(rating) for rating in range(points)]
            fitting = [it for it in half if all(a >= b for a, b in zip(it, own, strict=True))]
            others = {
                rating for it in fitting for rating in range(points) if it[rating] > own[rating]
            }
            if len(others) == 1:
                return True
    return False
