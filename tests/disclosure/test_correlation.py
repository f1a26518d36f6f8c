"""The one correlation of a report: by hand, its bounds, its noise, and where there is none."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from trip_analytics.disclosure import correlation
from trip_analytics.disclosure.correlation import (
    BOUNDS,
    in_tenths,
    noise,
    parts_of,
    parts_of_teams,
    published_correlation,
    scale_of,
    standardised,
)
from trip_analytics.disclosure.practices import practices_of
from trip_analytics.disclosure.rules import PUBLIC, Rule
from trip_analytics.returns import Returns


def trust(teams, *, practices=3):
    """Teams that rate alike in both years; of the last practice all but two teams are agreed."""
    chance = np.random.default_rng(teams)
    rows = []
    for practice in range(practices):
        ratings = chance.integers(1, 6, teams)
        if practice == practices - 1:
            ratings = np.where(np.arange(teams) < 2, 5, 3)
        for year in (2024, 2025):
            rows += [
                (f"Team {team:03}", year, f"practice-{practice}", rating)
                for team, rating in enumerate(ratings)
            ]
    ratings = pd.DataFrame(rows, columns=["team", "year", "item_id", "rating"])
    returns = Returns.from_tables(ratings=ratings, instruments=())
    return replace(returns, secret="of the store")  # noqa: S106 # made up


def published(returns, rule=PUBLIC):
    before, after = (practices_of(returns, year, rule) for year in (2024, 2025))
    return published_correlation(returns, before, after, (2024, 2025))


def test_of_several_lists_the_first_alone_has_a_correlation():
    """Exchanging two teams' sheets moves what is behind each list's."""
    one = trust(90)
    tables = {
        name: pd.concat(
            [
                table.assign(instrument=each, return_id=table["return_id"] + each)
                for each in ("own", "trip")
            ],
            ignore_index=True,
        )
        for name, table in {"ratings": one.ratings, "returns": one.returns}.items()
    }
    both = replace(one, **tables)
    assert published(both.select(instrument="trip")) > 0.5
    assert published(both.select(instrument="own")) == 0
    alone = replace(one, **{name: it.query("instrument == 'own'") for name, it in tables.items()})
    assert published(alone.select(instrument="own")) > 0.5


def test_a_teams_part_is_the_mean_product_of_its_standardised_ratings():
    # Counts of 1 to 5: the mean is 3, the variance (4 + 4) / 4 = 2.
    counts = np.array([[1.0, 0, 2, 0, 1]])
    ratings = np.array([[1.0], [3], [5], [np.nan]])
    first = standardised(ratings, counts, np.arange(1.0, 6))
    assert first.ravel()[:3] == pytest.approx([-(2**0.5), 0, 2**0.5])
    # Two practices: 2 and -.5 make .75; one alone 2, held to 1.5; none at all 0.
    first = np.array([[1.0, 1.0], [2.0, np.nan], [np.nan, np.nan]])
    second = np.array([[2.0, -0.5], [1.0, 3.0], [1.0, 1.0]])
    assert parts_of(first, second).tolist() == [0.75, 1.5, 0.0]


def test_the_correlation_is_rounded_down_and_held_between_0_and_9_tenths():
    # One scale of 4 / 40 is taken away first.
    assert in_tenths(0.57, 40, 0) == pytest.approx(0.4)
    assert in_tenths(0.57, 40, 1.0) == pytest.approx(0.5)
    assert in_tenths(0.57, 40, -9) == 0
    assert in_tenths(0.57, 40, 9) == pytest.approx(0.9)


def test_exchanging_two_sheets_moves_the_mean_by_one_scale_at_most():
    chance = np.random.default_rng(1)
    few_at_the_ends = np.repeat([-2.2, 2.2, 0.0], [4, 4, 22])
    for first in (few_at_the_ends[:, None], chance.normal(0, 2, (30, 1))):
        mean = parts_of(first, first).mean()
        for one in range(30):
            for other in range(one):
                second = first.copy()
                second[[one, other]] = second[[other, one]]
                assert abs(parts_of(first, second).mean() - mean) <= scale_of(30) + 1e-12
    assert scale_of(30) == pytest.approx(4 / 30)
    assert BOUNDS[1] - BOUNDS[0] == 2


def test_without_a_store_or_with_fewer_than_30_teams_it_is_0(monkeypatch):
    monkeypatch.setattr(correlation, "noise", lambda *_: 1.0)
    assert published(trust(30)) > 0.5
    assert published(trust(29)) == 0
    assert published(replace(trust(30), secret=None)) == 0


def test_years_with_another_between_them_have_none(monkeypatch):
    monkeypatch.setattr(correlation, "noise", lambda *_: 1.0)
    returns = trust(30)
    earlier = returns.ratings["year"].replace(2024, 2023)
    apart = replace(returns, ratings=returns.ratings.assign(year=earlier))
    apart.returns["year"] = apart.returns["year"].replace(2024, 2023)
    profiles = [practices_of(apart, year, PUBLIC) for year in (2023, 2025)]
    assert published_correlation(apart, *profiles, (2023, 2025)) > 0.5
    one = apart.ratings.iloc[[0]].assign(year=2024)
    between = replace(apart, ratings=pd.concat([apart.ratings, one]))
    assert published_correlation(between, *profiles, (2023, 2025)) == 0


def test_the_same_store_gives_the_same_noise_and_other_figures_have_their_own(monkeypatch):
    asked = []

    def recorded(secret, about):
        asked.append(noise(secret, about))
        return asked[-1]

    monkeypatch.setattr(correlation, "noise", recorded)
    returns = trust(40)
    # For the board one practice more is shown, where two differ from the others.
    for_board = Rule(insiders=1)
    corrected = replace(returns, ratings=returns.ratings.copy())
    corrected.ratings.loc[0, "rating"] = 1 + corrected.ratings.loc[0, "rating"] % 5
    for given, rule in (
        (returns, PUBLIC),
        (returns, PUBLIC),
        (returns, for_board),
        (corrected, PUBLIC),
    ):
        published(given, rule)
    first, again, board, after_correction = asked
    assert first == again
    assert len({first, board, after_correction}) == 3


def test_noise_is_laplace_of_scale_1():
    drawn = np.array([noise(f"secret {place}", "two years") for place in range(4000)])
    assert np.abs(drawn).mean() == pytest.approx(1, abs=0.06)
    assert np.median(drawn) == pytest.approx(0, abs=0.06)
    assert (np.abs(drawn) > np.log(10)).mean() == pytest.approx(0.1, abs=0.02)


YEARS = (2024, 2025)


def profiles(returns):
    return [practices_of(returns, year, PUBLIC) for year in YEARS]


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


def test_teams_of_one_year_alone_have_no_part_and_those_that_left_it_blank_0(rated):
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
