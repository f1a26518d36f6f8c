from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from trip_analytics.analysis import rank_sets as module
from trip_analytics.analysis.rank_sets import rank_sets, told_apart


def told_apart_one_by_one(ratings: np.ndarray) -> set[tuple[int, int]]:
    """The same test in plain loops: ordered pairs, all flips, step-down."""
    teams, items = ratings.shape
    pairs = list(itertools.permutations(range(items), 2))

    def t(values):
        # Squares as a whole less those of the mean, so that alike is exactly alike.
        mean = sum(values) / len(values)
        left = sum((value - mean) ** 2 for value in values)
        if left <= 1e-12 * sum(value**2 for value in values):
            return math.copysign(math.inf, mean)
        return mean / math.sqrt(left / (len(values) - 1) / len(values))

    observed, flipped = {}, {}
    for pair in pairs:
        differences = ratings[:, pair[0]] - ratings[:, pair[1]]
        known = [i for i in range(teams) if not math.isnan(differences[i])]
        values = [differences[i] for i in known]
        if len(values) < 6 or len(set(values)) == 1:
            continue
        mean = sum(values) / len(values)
        observed[pair] = t(values)
        flipped[pair] = [
            t([signs[i] * (differences[i] - mean) for i in known])
            for signs in itertools.product((1, -1), repeat=teams)
        ]
    apart: set[tuple[int, int]] = set()
    place = math.ceil(0.95 * (2**teams + 1)) - 1
    while place < 2**teams and len(apart) < len(observed):
        left = [pair for pair in observed if pair not in apart]
        critical = sorted(max(at) for at in zip(*(flipped[pair] for pair in left), strict=True))
        more = {pair for pair in left if observed[pair] > critical[place] * (1 + 1e-9)}
        if not more:
            break
        apart |= more
    return apart


GRIDS = [
    np.random.default_rng(seed)
    .normal([[4.4, 3.4, 2.6, 1.4]], spread, size=(teams, 4))
    .round()
    .clip(1, 5)
    for seed, teams, spread in [(10, 8, 0.7), (20, 6, 0.9), (27, 9, 0.5), (93, 7, 0.5), (5, 5, 0.5)]
]


@pytest.mark.parametrize("reversed_items", [False, True])
@pytest.mark.parametrize("missing", [False, True])
@pytest.mark.parametrize("ratings", GRIDS)
def test_few_teams_give_what_every_flip_gives_one_by_one(ratings, missing, reversed_items):
    ratings = ratings[:, ::-1].copy() if reversed_items else ratings.copy()
    if missing:
        ratings[0, 1] = ratings[2, 3] = np.nan
    assert set(zip(*np.nonzero(told_apart(ratings)), strict=True)) == told_apart_one_by_one(ratings)


def test_the_reference_tells_some_apart_and_not_others():
    found = [len(told_apart_one_by_one(ratings)) for ratings in GRIDS]
    assert max(found) >= 3
    assert min(found) < 6  # of six pairs


def test_clear_differences_are_told_apart_and_equal_ones_are_not():
    draw = np.random.default_rng(11)
    ratings = (draw.normal([4.2, 3.0, 3.0, 1.8], 0.7, size=(40, 4))).round().clip(1, 5)
    low, high = rank_sets(ratings)
    assert low.tolist() == [1, 2, 2, 4]
    assert high.tolist() == [1, 3, 3, 4]


def test_false_alarms_are_five_in_a_hundred_over_all_pairs():
    # 200 trusts of 12 teams without any true difference; 2.6 standard errors of room.
    draw = np.random.default_rng(7)
    alarms = sum(
        told_apart(draw.normal(3, 1, size=(12, 4)).round().clip(1, 5)).any() for _ in range(200)
    )
    assert alarms <= 18


def test_one_team_and_two_tell_nothing_apart():
    for ratings in (np.array([[5.0, 1.0, 3.0]]), np.array([[5.0, 1.0, 3.0], [4.0, 1.0, 3.0]])):
        low, high = rank_sets(ratings)
        assert low.tolist() == [1, 1, 1]
        assert high.tolist() == [3, 3, 3]


def test_the_same_difference_in_every_team_is_a_sign_test():
    # Two flips of 64 are all alike, 3%; of five teams two of 32, 6%.
    row = [5.0, 3.0, 1.0]
    assert not told_apart(np.array([row] * 5)).any()
    assert told_apart(np.array([row] * 6)).sum() == 3


def test_unanimity_is_never_weaker_than_near_unanimity():
    # Of 20 practices, all 12 teams rate the first one higher than the second; for the third 11 do.
    draw = np.random.default_rng(2).integers(2, 5, (12, 20)).astype(float)
    draw[:, 0], draw[:, 1], draw[:, 2] = 5, 4, [5, *[4] * 11]
    stronger = told_apart(draw)
    assert stronger[0, 2]
    assert stronger[0, 1]


@pytest.mark.parametrize("raters", [2, 4, 5])
def test_a_practice_that_few_rated_hides_no_difference_between_the_others(raters):
    draw = np.random.default_rng(11)
    ratings = draw.normal([4.2, 3.0, 3.0, 1.8], 0.7, size=(40, 4)).round().clip(1, 5)
    ratings[raters:, 1] = np.nan
    apart = told_apart(ratings)
    assert not apart[1].any()
    assert not apart[:, 1].any()
    others = [0, 2, 3]
    assert (apart[np.ix_(others, others)] == told_apart(ratings[:, others])).all()


def test_practices_nobody_rated_have_no_rank_and_take_none():
    low, high = rank_sets(np.array([[np.nan, 4.0, 2.0], [np.nan, 3.0, np.nan]]))
    assert np.isnan(low[0])
    assert np.isnan(high[0])
    assert (low[1:].tolist(), high[1:].tolist()) == ([1, 1], [2, 2])
    assert np.isnan(rank_sets(np.full((3, 2), np.nan))).all()


def test_the_order_of_many_teams_does_not_decide_a_close_call():
    # A sample of flips: which teams share a flip would matter, were they not put in order.
    draw = np.random.default_rng(3)
    ratings = draw.normal(np.linspace(3.6, 2.4, 9), 0.9, size=(24, 9)).round().clip(1, 5)
    apart = told_apart(ratings)
    for _ in range(3):
        assert (told_apart(ratings[draw.permutation(24)]) == apart).all()


ratings_of_teams = arrays.arrays(
    float,
    st.tuples(st.integers(1, 14), st.integers(1, 4)),
    elements=st.sampled_from([np.nan, 1.0, 2.0, 3.0, 4.0, 5.0]),
)


@given(ratings_of_teams, st.randoms(use_true_random=False))
def test_the_order_of_teams_changes_nothing(ratings, random):
    order = list(range(len(ratings)))
    random.shuffle(order)
    assert np.array_equal(rank_sets(ratings), rank_sets(ratings[order]), equal_nan=True)


@given(ratings_of_teams)
def test_nobody_is_told_apart_both_ways_and_means_decide_which(ratings):
    apart = told_apart(ratings)
    assert not (apart & apart.T).any()
    for stronger, weaker in zip(*np.nonzero(apart), strict=True):
        assert np.nanmean(ratings[:, stronger] - ratings[:, weaker]) > 0


def of_many_teams(teams, items=6, apart=0.0, seed=4):
    """Ratings of a national set, a sixth of them missing."""
    draw = np.random.default_rng(seed)
    level = draw.normal(3, 0.7, (teams, 1)) + np.linspace(0, apart, items)
    ratings = (level + draw.normal(0, 0.9, (teams, items))).round().clip(1, 5)
    return np.where(draw.random(ratings.shape) < 1 / 6, np.nan, ratings)


def test_pairs_of_teams_in_groups_are_those_of_single_teams():
    ratings = of_many_teams(1201, apart=0.5)
    ratings[:, 1] = ratings[:, 0]  # all differ alike
    pairs = np.triu_indices(6, 1)
    single, grouped = module._team_by_team(ratings, *pairs), module._in_groups(ratings, *pairs)
    np.testing.assert_array_equal(single.n, grouped.n)
    for one, other in list(zip(single, grouped, strict=True))[1:3]:
        np.testing.assert_allclose(one, other, rtol=1e-9)
    assert grouped.squares[0] == 0
    np.testing.assert_allclose(grouped.centred.sum(axis=0), 0, atol=1e-9)
    assert len(grouped.centred) == module.GROUPS


def test_many_teams_in_groups_tell_the_same_apart(monkeypatch):
    ratings = of_many_teams(module.GROUPS + 700, apart=0.5)
    grouped = told_apart(ratings)
    monkeypatch.setattr(module, "GROUPS", 10**6)
    single = told_apart(ratings)
    assert 9 <= grouped.sum() < 15
    assert abs(grouped.sum() - single.sum()) <= 1


def test_the_order_of_very_many_teams_changes_nothing():
    ratings = of_many_teams(module.GROUPS + 200, apart=0.2)
    order = np.random.default_rng(1).permutation(len(ratings))
    np.testing.assert_array_equal(told_apart(ratings), told_apart(ratings[order]))


def test_a_pair_that_few_groups_rated_hides_no_other():
    ratings = of_many_teams(module.GROUPS + 200, apart=1.0)
    ratings[5:, 0] = np.nan
    apart = told_apart(ratings)
    assert not apart[0].any()
    assert apart[5, 1]


@pytest.mark.slow
def test_false_alarms_of_groups_are_five_in_a_hundred(monkeypatch):
    # As of single teams, with groups of three to four; 2.6 standard errors of room.
    monkeypatch.setattr(module, "GROUPS", 40)
    alarms = sum(told_apart(of_many_teams(150, items=4, seed=seed)).any() for seed in range(200))
    assert alarms <= 18
