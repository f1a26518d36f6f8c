"""What is promised over the years, and what a spreadsheet does beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
from scipy import stats

from benchmarks.simulated.figures import (
    FALSE_ALARMS,
    INTERVAL,
    Figure,
    adjusted,
    alarm,
    alarms,
    any_alarm,
    held,
    run_mean,
)
from benchmarks.simulated.trusts import (
    PRACTICES,
    TURNOVER,
    expected_on_a_day,
    levels,
    over_teams,
    rated,
    true_mean,
    views,
)
from trip_analytics.analysis.effect import ANCOVA, FEWEST_TEAMS
from trip_analytics.analysis.effect_estimates import ancova, prior_year_baseline
from trip_analytics.analysis.intervals import Figures, mean_of, paired_t, spread_of
from trip_analytics.analysis.slopes import Lines, lines_of, mean_slope

MIDDLE: Final = 3.0  # a level from which ratings can rise and fall


def change(chance: np.random.Generator, runs: int, teams: int) -> Iterator[Figure]:
    """Change in the same teams where high ones join, low ones leave and some practices rise."""
    level, rise = levels(), np.where(np.arange(PRACTICES) % 2, 0.4, 0.0)
    before, after = two_years(chance, runs, teams, level, rise)
    interval = paired_t(over_teams(after - before))[1:3]
    truth = np.tile(true_mean(level + rise) - true_mean(level), runs)
    yield Figure("Change: the interval holds the truth", teams, held(interval, truth), INTERVAL)

    before, after = two_years(chance, runs, teams, level, 0)
    changes = over_teams(after - before)
    p_value = paired_t(changes).p_value
    about = "No true change: false alarms, each practice by itself (`p_value`)"
    yield Figure(about, teams, alarms(p_value), FALSE_ALARMS)
    about = "No true change: any false alarm among 20 practices (`p_adjusted`)"
    yield Figure(about, teams, any_alarm(adjusted(p_value)), FALSE_ALARMS)
    yield Figure("*any, without the adjustment*", teams, any_alarm(p_value))
    first, last = spread_of(over_teams(before)), spread_of(over_teams(after))
    welch = stats.ttest_ind_from_stats(*_for_scipy(last), *_for_scipy(first), equal_var=False)
    yield Figure("*all teams, matched or not: false alarms*", teams, alarms(welch.pvalue))
    yield Figure("*all teams, matched or not: change seen*", teams, run_mean(last[1] - first[1]))
    yield Figure("*the same teams: change seen*", teams, run_mean(mean_of(changes)[1]))


def two_years(
    chance: np.random.Generator, runs: int, teams: int, level: Figures, rise: Figures | float
) -> tuple[Figures, Figures]:
    """Ratings of two years by the same rows of teams, NaN where one was not there.

    ``teams`` returned in both years; others left or joined, a fifth of each year's.
    """
    moving = round(teams * TURNOVER / (1 - TURNOVER))
    stayed = views(chance, runs, teams)
    left, joined = (views(chance, runs, moving, of_all=shift) for shift in (-1, 1))
    nobody = np.full(left.shape, np.nan)
    before = [rated(chance, level + stayed), rated(chance, level + left), nobody]
    after = [rated(chance, level + rise + stayed), nobody, rated(chance, level + rise + joined)]
    return np.concatenate(before, axis=1), np.concatenate(after, axis=1)


def _for_scipy(spread: tuple[Figures, Figures, Figures]) -> tuple[Figures, Figures, Figures]:
    n, mean, deviation = spread
    return mean, deviation, n


def trends(chance: np.random.Generator, runs: int, teams: int) -> Iterator[Figure]:
    """Six years without any trend; a third as many teams, who rate higher, join half way."""
    years = np.arange(6.0)
    stayed = views(chance, runs, teams)
    joined = views(chance, runs, round(teams / 3), of_all=1)
    cube = []
    for year in years:
        ratings = [rated(chance, levels() + lasting) for lasting in (stayed, joined)]
        away = chance.random((*ratings[0].shape[:2], 1)) < TURNOVER
        ratings[0] = np.where(away, np.nan, ratings[0])
        ratings[1] = ratings[1] if year >= 3 else np.full(ratings[1].shape, np.nan)
        cube.append(over_teams(np.concatenate(ratings, axis=1)))
    over_years = np.stack(cube)
    p_value = mean_slope(lines_of(over_years, years)).p_value
    about = "No true trend: false alarms, each practice by itself (`p_value`)"
    yield Figure(about, teams, alarms(p_value), FALSE_ALARMS)
    about = "No true trend: any false alarm among 20 practices (`p_adjusted`)"
    yield Figure(about, teams, any_alarm(adjusted(p_value)), FALSE_ALARMS)
    yield Figure("*one line through all ratings*", teams, alarms(pooled_line(over_years, years)))


class _Histories(NamedTuple):
    """How many years, which share of teams has two of them alone, and how teams differ.

    ``apart`` is the standard deviation of the teams' own trends, in rating points a year.
    """

    about: str
    years: int
    brief: float = 0.0
    apart: float = 0.0


HISTORIES: Final = (
    _Histories("eight years, complete", 8),
    _Histories("eight years, a fifth with two years alone", 8, 0.2),
    _Histories("twelve years, a fifth with two years alone", 12, 0.2),
    _Histories("eight years, a fifth with two years alone, teams' own trends differ", 8, 0.2, 0.1),
)
RISE: Final = 0.06


def histories(chance: np.random.Generator, runs: int, teams: int) -> Iterator[Figure]:
    """Complete and ragged histories: how often a trend is found, and falsely."""
    for history in HISTORIES:
        for rise in (0.0, RISE):
            lines = _lines(chance, (runs, teams), history, rise)
            found, alike = alarms(mean_slope(lines).p_value), alarms(paired_t(lines.slope).p_value)
            what = f"A rise of {rise} a year" if rise else "No true trend"
            how, promise = ("found", None) if rise else ("false alarms", FALSE_ALARMS)
            yield Figure(f"{what}, {history.about}: {how}", teams, found, promise)
            yield Figure(f"*the same, all teams' lines weighed alike: {how}*", teams, alike)


def _lines(
    chance: np.random.Generator, size: tuple[int, int], history: _Histories, rise: float
) -> Lines:
    years = np.arange(float(history.years))
    lasting = views(chance, *size)
    slope = rise + chance.normal(0, history.apart, (*size, 1))
    first = chance.integers(0, history.years - 1, (*size, 1))
    brief = chance.random((*size, 1)) < history.brief
    cube = []
    for year in years:
        # About the middle year, so that ratings are cut alike at either end.
        ratings = rated(chance, MIDDLE + slope * (year - years.mean()) + lasting)
        away = brief & (year != first) & (year != first + 1)
        cube.append(over_teams(np.where(away, np.nan, ratings)))
    return lines_of(np.stack(cube), years)


def pooled_line(ratings: Figures, years: Figures) -> Figures:
    """What a spreadsheet does: the p-value of a line through all teams' ratings at once."""
    rows = ratings.reshape(-1, ratings.shape[2])
    year = np.where(np.isnan(rows), np.nan, np.repeat(years, ratings.shape[1])[:, None])
    n, mean = mean_of(rows)
    away, up = year - mean_of(year)[1], rows - mean
    squares = np.nansum(away**2, axis=0)
    slope = np.nansum(away * up, axis=0) / squares
    left = np.nansum((up - slope * away) ** 2, axis=0)
    t = slope / np.sqrt(left / (n - 2) / squares)
    return np.asarray(2 * stats.t.sf(np.abs(t), n - 2))


def choices(chance: np.random.Generator, runs: int, teams: int) -> Iterator[Figure]:
    """Three years; each team chooses in the second the three practices that it rates lowest."""
    idle, useful = (
        _Choices(*np.array([_choice(chance, teams, rise) for _ in range(runs)]).T)
        for rise in (0.0, 0.5)
    )
    about = "Choosing does nothing: an effect is reported (`prior-year-baseline`)"
    yield Figure(about, teams, alarm(idle.p_value), FALSE_ALARMS)
    yield Figure("effect seen", teams, idle.effect)
    about = "Choosing does nothing: an effect is reported (`ancova`)"
    refused = np.full(runs, np.nan)
    enough = teams >= FEWEST_TEAMS[ANCOVA]
    yield Figure(about, teams, alarm(idle.p_ancova) if enough else refused, FALSE_ALARMS)
    yield Figure("*raw gain: an effect is reported*", teams, alarm(idle.p_raw))
    yield Figure("*raw gain seen*", teams, idle.raw)
    about = "Choosing adds half a point: it is found (`prior-year-baseline`)"
    yield Figure(about, teams, alarm(useful.p_value))
    yield Figure("effect seen", teams, useful.effect)
    yield Figure("effect in truth, on the scale of 1 to 5", teams, useful.truth)


class _Choices(NamedTuple):
    """Of one trust or, as arrays, of many."""

    effect: Figures
    p_value: Figures
    p_ancova: Figures
    raw: Figures
    p_raw: Figures
    truth: Figures


def _choice(chance: np.random.Generator, teams: int, rise: float) -> tuple[float, ...]:
    lasting = levels() + views(chance, 1, teams)[0]
    before, now = rated(chance, lasting), rated(chance, lasting)
    by_lot = chance.random(now.shape) / 2  # among those rated alike
    lowest = np.argsort(np.nan_to_num(now, nan=9) + by_lot, axis=1)[:, :3]
    chosen = np.zeros(now.shape, dtype=bool)
    np.put_along_axis(chosen, lowest, values=True, axis=1)
    after = rated(chance, lasting + rise * chosen)
    found = prior_year_baseline(before, after, chosen)
    raw = mean_of(np.where(chosen, after - now, np.nan).T)[1][:, np.newaxis]
    added = expected_on_a_day(lasting + rise) - expected_on_a_day(lasting)
    return (
        found.effect,
        found.p_value,
        ancova(now, after, chosen).p_value,
        mean_of(raw)[1][0],
        paired_t(raw).p_value[0],
        added[chosen].mean(),
    )
