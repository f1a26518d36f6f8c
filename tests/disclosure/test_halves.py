"""In which half a withheld average lies: brute force over all answers of small trusts."""

from itertools import combinations_with_replacement, product

import numpy as np
import pandas as pd
import pytest

from trip_analytics.disclosure.halves import fewest_teams, halves
from trip_analytics.disclosure.rules import PUBLIC, Rule, passes

SCALES = [range(points) for points in (2, 3, 4, 5, 6, 7)]


def ways(teams, points):
    """Every way in which so many teams may rate, as counts of each point."""
    given = np.array(list(combinations_with_replacement(range(points), teams)), int)
    return (given[:, :, None] == np.arange(points)).sum(axis=1)


def certain(counts, told, insiders):
    """Whether insiders are certain of somebody else's rating, for any that they gave themselves.

    Which team gave which rating is told by nothing. So in every world of the same counts, any
    ratings that the insiders did not give may be any other team's: its rating is certain only
    where, over all counts that are told alike, the others gave but one.
    """
    sure = 0
    for own in combinations_with_replacement(range(counts.shape[1]), insiders):
        others = counts - np.bincount(own, minlength=counts.shape[1])
        fits = (others >= 0).all(axis=1)
        for each in {*told[fits]}:
            left = (others[fits & (told == each)] > 0).any(axis=0)
            sure += left.sum() == 1
    return sure


def told_of(counts, points, rule):
    """What is told of each way: its counts, or nothing, or a half."""
    table = pd.DataFrame(counts)
    withheld = ~passes(table, rule)
    half = halves(table, list(points), withheld, rule).fillna("withheld")
    return np.where(withheld, half, table.astype(str).agg(" ".join, axis=1))


@pytest.mark.parametrize("insiders", [1, 2, 3])
@pytest.mark.parametrize("points", SCALES, ids=len)
def test_nobodys_rating_is_certain(points, insiders):
    rule = Rule(insiders=insiders)
    for teams in range(insiders + 2, 11 if len(points) < 6 else 9):
        counts = ways(teams, len(points))
        told = told_of(counts, points, rule)
        assert certain(counts, told, insiders) == 0, teams


@pytest.mark.parametrize("insiders", [1, 2])
@pytest.mark.parametrize("points", SCALES, ids=len)
def test_with_one_team_fewer_a_half_would_make_one_certain(points, insiders, monkeypatch):
    rule = Rule(insiders=insiders)
    least = fewest_teams(points, insiders)
    monkeypatch.setattr("trip_analytics.disclosure.halves.fewest_teams", lambda *_: 0)
    for teams in range(5, 11 if least is None else least):
        counts = ways(teams, len(points))
        assert certain(counts, told_of(counts, points, rule), insiders) > 0, teams


@pytest.mark.parametrize(
    ("points", "least"), [(2, None), (3, None), (4, 9), (5, 7), (6, 6), (7, 6), (10, 5), (11, 5)]
)
def test_from_how_many_teams_on_it_is_told(points, least):
    assert fewest_teams(range(points), PUBLIC.insiders) == least


def test_and_so_it_is_team_by_team():
    """All 5 ** 7 ways in which seven teams may rate, without a word on how they are alike."""
    ratings = np.array(list(product(range(5), repeat=7)), dtype=np.int8)
    counts = (ratings[:, :, None] == np.arange(5)).sum(axis=1)
    told = np.unique(told_of(counts, range(5), PUBLIC), return_inverse=True)[1]
    own = told * 25 + ratings[:, 0] * 5 + ratings[:, 1]  # what the first two teams know
    order = np.argsort(own, kind="stable")
    first = np.flatnonzero(np.diff(own[order], prepend=-1))
    for team in range(2, 7):
        of_team = ratings[order, team]
        lowest, highest = (each.reduceat(of_team, first) for each in (np.minimum, np.maximum))
        assert (lowest < highest).all()
    assert len(first) * 5 > 1000
