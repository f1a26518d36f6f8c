"""What the methods promise, tried on made-up trusts, and what a spreadsheet does beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from scipy import stats

from benchmarks.simulated import (
    MISSING,
    PRACTICES,
    TURNOVER,
    by_run,
    level_of,
    levels,
    on_a_day,
    over_teams,
    rated,
    true_mean,
    true_ranks,
    true_share,
    views,
)
from trip_analytics.analysis.effect_of_choice import ancova, prior_year_baseline
from trip_analytics.analysis.intervals import (
    Figures,
    holm,
    mean_interval,
    mean_of,
    paired_t,
    share_interval,
    spread_of,
)
from trip_analytics.analysis.priority_effect import ANCOVA, FEWEST_TEAMS
from trip_analytics.analysis.profile import WELL_DEVELOPED
from trip_analytics.analysis.rank_sets import rank_sets
from trip_analytics.analysis.team_ratings import low_median
from trip_analytics.analysis.trends import slopes_of

ASKED: Final = {8: 9, 15: 17, 40: 45}  # teams asked, by those that returned
SIZES: Final = tuple(ASKED)
INTERVAL: Final = (0.935, 0.965)
AT_LEAST: Final = (0.95, 1.0)
FALSE_ALARMS: Final = (0.0, 0.05)
_RESAMPLES: Final = 400


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the table, from a value for each run (NaN where a run has none).

    ``promised`` is where it must lie; None for what is shown for comparison.
    """

    about: str
    teams: int
    values: Figures
    promised: tuple[float, float] | None = None

    @property
    def mean(self) -> float:
        """The figure itself."""
        return float(np.nanmean(self.values))

    @property
    def error(self) -> float:
        """Its standard error: how far chance puts it off in so many runs."""
        return float(np.nanstd(self.values, ddof=1) / np.isfinite(self.values).sum() ** 0.5)

    @property
    def off(self) -> float:
        """How far outside the promise it lies."""
        low, high = self.promised or (-np.inf, np.inf)
        return max(low - self.mean, self.mean - high, 0)

    @property
    def missed(self) -> bool:
        """Whether it lies further outside than chance puts it in so many runs."""
        return self.off > 2 * self.error


def means(chance: np.random.Generator, runs: int, teams: int) -> Iterator[Figure]:
    """Intervals of a practice's mean rating."""
    ratings = over_teams(rated(chance, levels() + views(chance, runs, teams)))
    truth = np.tile(true_mean(levels()), runs)
    interval, plain = mean_interval(ratings), paired_t(ratings)[:2]
    yield Figure("Average: the interval holds the truth", teams, held(interval, truth), INTERVAL)
    unknown = by_run(np.isnan(interval[0])).mean(axis=1)
    yield Figure("no interval given, as all teams agree", teams, unknown)
    yield Figure("*plain t interval*", teams, held(plain, truth))
    outside = by_run((plain[0] < 1) | (plain[1] > 5)).mean(axis=1)
    yield Figure("*plain t interval leaves the scale*", teams, outside)


def shares(chance: np.random.Generator, runs: int, teams: int) -> Iterator[Figure]:
    """Intervals of the share of teams that rate a practice 4 or 5."""
    ratings = over_teams(rated(chance, levels() + views(chance, runs, teams)))
    well = (ratings >= WELL_DEVELOPED).sum(axis=0).astype(float)
    truth = np.tile(true_share(levels(), WELL_DEVELOPED), runs)
    interval = share_interval(well, mean_of(ratings)[0])
    about = "Share well developed: the interval holds the truth"
    yield Figure(about, teams, held(interval, truth), INTERVAL)


def populations(chance: np.random.Generator, runs: int, teams: int) -> Iterator[Figure]:
    """Intervals about the very teams that were asked, most of which returned."""
    asked = ASKED[teams]
    everyone = over_teams(on_a_day(chance, levels() + views(chance, runs, asked)))
    returned = everyone[:teams].copy()
    returned[chance.random(returned.shape) < MISSING] = np.nan
    mean = everyone.mean(axis=0)
    interval, wider = mean_interval(returned, asked), mean_interval(returned)
    about = "Average of the teams asked (`population=`): the interval holds it"
    yield Figure(about, teams, held(interval, mean), INTERVAL)
    yield Figure("*the same without `population=`*", teams, held(wider, mean))
    n = mean_of(returned)[0]
    well = (returned >= WELL_DEVELOPED).sum(axis=0).astype(float)
    share = share_interval(well, n, asked)
    truth = (everyone >= WELL_DEVELOPED).mean(axis=0)
    about = "Share of the teams asked (`population=`): the interval holds it"
    yield Figure(about, teams, held(share, truth))


def change(chance: np.random.Generator, runs: int, teams: int) -> Iterator[Figure]:
    """Change in the same teams where high ones join, low ones leave and some practices rise."""
    level, rise = levels(), np.where(np.arange(PRACTICES) % 2, 0.4, 0.0)
    before, after = two_years(chance, runs, teams, level, rise)
    interval = paired_t(over_teams(after - before))[:2]
    truth = np.tile(true_mean(level + rise) - true_mean(level), runs)
    yield Figure("Change: the interval holds the truth", teams, held(interval, truth), INTERVAL)

    before, after = two_years(chance, runs, teams, level, 0)
    changes = over_teams(after - before)
    p_value = paired_t(changes)[2]
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


def ranks(chance: np.random.Generator, runs: int, teams: int) -> Iterator[Figure]:
    """Whether every practice's true rank lies within its set, all at once."""
    same = np.ones(PRACTICES)
    mixed = np.where(np.arange(PRACTICES) % 2, 0.5, 2)
    spread = levels()
    trusts = {
        "no true differences": (np.full(PRACTICES, 3.0), same),
        "all differ": (spread, same),
        "ties in fives": (spread[::5].repeat(5), same),
        "ties, teams at odds on some": (
            np.array([level_of(4, odds) for odds in mixed]),
            mixed,
        ),
    }
    for trust, (level, at_odds) in trusts.items():
        best, worst = true_ranks(true_mean(level, at_odds))
        ratings = rated(chance, level + views(chance, runs, teams, at_odds=at_odds))
        found = [rank_sets(of_run) for of_run in ratings]
        within = [_within(sets, best, worst) for sets in found]
        about = f"Places, {trust}: all true ones are held at once"
        yield Figure(about, teams, np.array(within), AT_LEAST)
        if trust != "ties in fives":
            naive = [_within(bootstrap_ranks(chance, of_run), best, worst) for of_run in ratings]
            yield Figure("*bootstrap ranks*", teams, np.array(naive))
        if trust == "all differ":
            length = [(high - low + 1).mean() for low, high in found]
            yield Figure("places in a set, of 20", teams, np.array(length))


def bootstrap_ranks(chance: np.random.Generator, ratings: Figures) -> tuple[Figures, Figures]:
    """What is often done instead: 95% of the ranks in teams drawn again and again."""
    teams = len(ratings)
    drawn = chance.multinomial(teams, np.full(teams, 1 / teams), _RESAMPLES).astype(float)
    n = drawn @ ~np.isnan(ratings)
    mean = drawn @ np.nan_to_num(ratings) / np.where(n > 0, n, np.nan)
    places = stats.rankdata(-mean, axis=1, nan_policy="omit")
    low, high = np.nanquantile(places, (0.025, 0.975), axis=0)
    return low, high


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
    p_value = paired_t(slopes_of(over_years, years))[2]
    about = "No true trend: false alarms, each practice by itself (`p_value`)"
    yield Figure(about, teams, alarms(p_value), FALSE_ALARMS)
    about = "No true trend: any false alarm among 20 practices (`p_adjusted`)"
    yield Figure(about, teams, any_alarm(adjusted(p_value)), FALSE_ALARMS)
    yield Figure("*one line through all ratings*", teams, alarms(pooled_line(over_years, years)))


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
    found = {rise: [_chosen(chance, teams, rise) for _ in range(runs)] for rise in (0.0, 0.5)}
    columns = {rise: np.array(of_rise).T for rise, of_rise in found.items()}
    effect, p_value, p_ancova, raw, p_raw = columns[0.0]
    about = "Choice without effect: one reported (`prior-year-baseline`)"
    yield Figure(about, teams, alarm(p_value), FALSE_ALARMS)
    if teams >= FEWEST_TEAMS[ANCOVA]:
        about = "Choice without effect: one reported (`ancova`)"
        yield Figure(about, teams, alarm(p_ancova), FALSE_ALARMS)
    yield Figure("effect seen (`prior-year-baseline`)", teams, effect)
    yield Figure("*raw gain of what was chosen: one reported*", teams, alarm(p_raw))
    yield Figure("*raw gain seen*", teams, raw)
    effect, p_value = columns[0.5][:2]
    about = "Choice adds 0.5: how often it is found (`prior-year-baseline`)"
    yield Figure(about, teams, alarm(p_value))
    yield Figure("effect seen, of 0.5 before ratings are cut", teams, effect)


def _chosen(chance: np.random.Generator, teams: int, rise: float) -> tuple[float, ...]:
    """Of one trust: effect and p by the prior year, p by ancova, raw gain and its p."""
    lasting = levels() + views(chance, 1, teams)[0]
    before, now = rated(chance, lasting), rated(chance, lasting)
    # Ties by lot, as people choose.
    lowest = np.argsort(np.nan_to_num(now, nan=9) + chance.random(now.shape) / 2, axis=1)[:, :3]
    chosen = np.zeros(now.shape, dtype=bool)
    np.put_along_axis(chosen, lowest, values=True, axis=1)
    after = rated(chance, lasting + rise * chosen)
    effect = prior_year_baseline(before, after, chosen)
    p_ancova = ancova(now, after, chosen).p_value
    raw = mean_of(np.where(chosen, after - now, np.nan).T)[1][:, None]
    return effect.effect, effect.p_value, p_ancova, mean_of(raw)[1][0], paired_t(raw)[2][0]


def gaps(chance: np.random.Generator, runs: int, teams: int) -> Iterator[Figure]:
    """Staff and people using services who think alike, each team's answers by some of both."""
    for people, about in (
        ((4, 4), "No gap between views, four people each"),
        ((2, 5), "*no gap, but two people using services and five staff*"),
    ):
        lasting = levels() + views(chance, runs, teams)
        of, over = (_view(chance, lasting, number) for number in people)
        gap = over_teams(of - over)
        p_value = paired_t(gap)[2]
        if people == (4, 4):
            alone = f"{about}: false alarms, each practice by itself"
            yield Figure(alone, teams, alarms(p_value), FALSE_ALARMS)
            together = any_alarm(adjusted(p_value))
            yield Figure(f"{about}: any false alarm", teams, together, FALSE_ALARMS)
        else:
            yield Figure(about, teams, alarms(p_value))
            yield Figure("*gap seen*", teams, run_mean(mean_of(gap)[1]))


def _view(chance: np.random.Generator, lasting: Figures, people: int) -> Figures:
    """The low median of some people's ratings in each team."""
    answers = np.stack([rated(chance, lasting) for _ in range(people)])
    run, team, item = (place.ravel() for place in np.indices(lasting.shape))
    given = pd.DataFrame(
        {
            "year": np.tile(run, people),
            "unit": np.tile(team, people),
            "item_id": np.tile(item, people),
            "rating": answers.ravel(),
        }
    ).dropna()
    middle = low_median(given, "rating")
    view = np.full(lasting.shape, np.nan)
    view[middle["year"], middle["unit"], middle["item_id"]] = middle["rating"]
    return view


def held(interval: tuple[Figures, Figures], truth: Figures) -> Figures:
    """For each run, the share of its intervals that hold the truth."""
    low, high = interval
    return run_mean(np.where(np.isnan(low), np.nan, (low <= truth) & (truth <= high)))


def alarms(p_value: Figures) -> Figures:
    """For each run, the share of practices with an alarm; no test is none."""
    return run_mean(p_value <= 0.05)


def alarm(p_value: Figures) -> Figures:
    """Whether there is an alarm, where there is one test for each run; no test is none."""
    return np.asarray(p_value <= 0.05, dtype=float)


def any_alarm(p_value: Figures) -> Figures:
    """For each run, whether there is any alarm."""
    return by_run(p_value <= 0.05).max(axis=1)


def adjusted(p_value: Figures) -> Figures:
    """Holm's adjustment within each run."""
    return np.concatenate([holm(of_run) for of_run in by_run(p_value)])


def run_mean(figures: Figures) -> Figures:
    """The mean of each run's figures, NaN where it has none."""
    return mean_of(by_run(figures).T)[1]


def _within(sets: tuple[Figures, Figures], best: Figures, worst: Figures) -> float:
    low, high = sets
    return float(((low <= best) & (worst <= high)).all())


def _for_scipy(spread: tuple[Figures, Figures, Figures]) -> tuple[Figures, Figures, Figures]:
    n, mean, deviation = spread
    return mean, deviation, n


CHECKS: Final = (means, shares, populations, change, trends, gaps, choices, ranks)
