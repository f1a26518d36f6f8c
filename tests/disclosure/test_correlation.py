"""The one correlation of a report: by hand, its bounds, its noise, and where there is none."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from trip_analytics.disclosure.change import practices_of
from trip_analytics.disclosure.correlation import (
    BOUNDS,
    MOST,
    noise,
    parts_of_teams,
    published_correlation,
)
from trip_analytics.disclosure.rules import PUBLIC

YEARS = (2024, 2025)


def profiles(returns):
    return [practices_of(returns, year, PUBLIC) for year in YEARS]


def correlation(returns, secret="a secret"):  # noqa: S107 # made up
    return published_correlation(replace(returns, secret=secret), *profiles(returns), YEARS)


def parts(returns):
    return parts_of_teams(returns, *profiles(returns), YEARS).tolist()


def test_a_team_s_part_by_hand(rated):
    # In 2024 mean 3, variance (4 + 1 + 0 + 1 + 4) / 5 = 2, in 2025 the same: a team's part is
    # its distance from 3 in the one year times that in the other, by 2; (-2)(-1) / 2 = 1 for
    # the first.
    returns = rated({2024: {"a": [1, 2, 3, 4, 5]}, 2025: {"a": [2, 1, 5, 3, 4]}})
    assert parts(returns) == pytest.approx([1, 1, 0, 0, 1])


def test_it_is_the_mean_over_the_practices_shown_in_both_years(rated):
    one, other = [1, 2, 3, 4, 5], [2, 1, 5, 3, 4]
    returns = rated(
        {
            2024: {"a": one, "b": one, "c": one, "same": [3, 3, 3, 3, 4], "then": one},
            2025: {"a": other, "b": one, "c": [None] * 4 + [2], "same": other, "now": one},
        }
    )
    # a as above, b 2, 1/2, 0, 1/2 and 2; the others are not shown in one of the years.
    assert parts(returns) == pytest.approx([1.5, 0.75, 0, 0.25, 1.5])


def test_a_practice_in_two_wordings_has_no_part_in_it(reworded):
    one, other = [1, 2, 3, 4, 5], [2, 1, 5, 3, 4]
    assert parts(reworded({2024: {"old": one}, 2025: {"old": other}}))[0] == pytest.approx(1)
    both = {"old": other, "new": one}
    assert parts(reworded({2024: {"old": one}, 2025: both})) == [0] * 5


def test_a_team_s_part_has_bounds(rated):
    returns = rated({2024: {"a": [1, 2, 3, 4, 5]}, 2025: {"a": [1, 4, 3, 2, 5]}})
    # (-2)(-2) / 2 = 2 and (-1)(1) / 2 = -0.5 for the second
    assert parts(returns) == pytest.approx([1.5, -0.5, 0, -0.5, 1.5])
    returns = rated({2024: {"a": [1, 2, 3, 4, 5]}, 2025: {"a": [5, 2, 3, 4, 1]}})
    assert parts(returns) == pytest.approx([-0.5, 0.5, 0, 0.5, -0.5])
    assert BOUNDS == (-0.5, 1.5)


def test_teams_of_one_year_alone_have_no_part_and_those_that_left_it_blank_nought(rated):
    returns = rated(
        {
            2024: {"a": [1, 2, 3, 4, 5, 3, None], "b": [None] * 5 + [3]},
            2025: {"a": [2, 1, 5, 3, 4, None, 3], "b": [None] * 5 + [3]},
        }
    )
    # The sixth rated a in 2024 and b, which is not shown, in both; the seventh came in 2025.
    found = parts(returns)
    assert len(found) == 6
    assert found[5] == 0


def alike(rated, teams, moved=0):
    """Teams that rated one practice the same in both years, but for the first few."""
    ratings = [1 + n % 5 for n in range(teams)]
    return rated({2024: {"a": ratings}, 2025: {"a": [3] * moved + ratings[moved:]}})


def test_there_is_none_without_a_store_or_with_fewer_than_thirty_teams(rated, monkeypatch):
    monkeypatch.setattr("trip_analytics.disclosure.correlation.noise", lambda *_: 0.0)
    enough = alike(rated, 30)
    assert correlation(enough) > 0
    assert correlation(enough, secret=None) == 0.0
    assert correlation(alike(rated, 29)) == 0.0
    # Thirty in each year, of whom 29 returned in both.
    ratings = [1 + n % 5 for n in range(30)]
    moved = rated({2024: {"a": [*ratings, None]}, 2025: {"a": [None, *ratings[1:], 1]}})
    assert len(parts(moved)) == 29
    assert correlation(moved) == 0.0


@pytest.mark.parametrize(
    ("drawn", "published"),
    # Ratings 1 to 5 alike in both years have parts 1.5 .5 0 .5 1.5, on average .8; the scale is
    # 4 / 40 = .1: .8 + .1 x (noise - 1), rounded down.
    [(0, 0.7), (0.99, 0.7), (1.01, 0.8), (-0.01, 0.6), (9, 0.9), (-6.5, 0.0), (-20, 0.0)],
)
def test_a_scale_is_taken_away_and_the_rest_rounded_down(rated, monkeypatch, drawn, published):
    monkeypatch.setattr("trip_analytics.disclosure.correlation.noise", lambda *_: drawn + 1e-9)
    assert correlation(alike(rated, 40)) == pytest.approx(published)
    assert MOST == 0.9


def test_to_exchange_two_sheets_moves_it_by_no_more_than_the_scale(rated):
    random = np.random.default_rng(7)
    for _ in range(5):
        first, second = random.integers(1, 6, (2, 3, 12))
        years = {
            year: {item: ratings.tolist() for item, ratings in zip("abc", grid, strict=True)}
            for year, grid in zip(YEARS, (first, second), strict=True)
        }
        before = np.mean(parts(rated(years)))
        one, other = random.choice(12, 2, replace=False)
        second[:, [one, other]] = second[:, [other, one]]
        years[2025] = {item: ratings.tolist() for item, ratings in zip("abc", second, strict=True)}
        assert abs(np.mean(parts(rated(years))) - before) <= 4 / 12 + 1e-12


def test_the_noise_is_that_of_its_store_and_years():
    assert noise("secret", YEARS) == noise("secret", YEARS)
    assert len({noise("secret", YEARS), noise("other", YEARS), noise("secret", (2023, 2025))}) == 3


def test_the_noise_is_laplace():
    from scipy import stats

    drawn = pd.Series([noise(f"secret {n}", YEARS) for n in range(4000)])
    assert stats.kstest(drawn, "laplace").pvalue > 0.01
    assert drawn.gt(0).mean() == pytest.approx(0.5, abs=0.03)
    assert drawn.abs().mean() == pytest.approx(1, abs=0.06)
