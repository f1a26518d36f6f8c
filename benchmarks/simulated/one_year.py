"""What is promised of one year's ratings, and what a spreadsheet does beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

import numpy as np
from scipy import stats

from benchmarks.simulated.figures import (
    AT_LEAST,
    FALSE_ALARMS,
    INTERVAL,
    Figure,
    adjusted,
    alarms,
    any_alarm,
    held,
    run_mean,
)
from benchmarks.simulated.trusts import (
    MISSING,
    PRACTICES,
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
from trip_analytics.analysis.intervals import (
    Figures,
    mean_interval,
    mean_of,
    paired_t,
    share_interval,
)
from trip_analytics.analysis.rank_sets import rank_sets

_ASKED: Final = {8: 9, 15: 17, 40: 45}  # teams asked, by those that returned
_RESAMPLES: Final = 400

# Of the simulated scale of 1 to 5, from where a practice counts as well developed.
WELL_DEVELOPED: Final = 4


def means(chance: np.random.Generator, runs: int, teams: int) -> Iterator[Figure]:
    """Intervals of a practice's mean rating."""
    ratings = over_teams(rated(chance, levels() + views(chance, runs, teams)))
    truth = np.tile(true_mean(levels()), runs)
    interval, plain = mean_interval(ratings, ends=(1, 5)), paired_t(ratings)[1:3]
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
    asked = _ASKED[teams]
    everyone = over_teams(on_a_day(chance, levels() + views(chance, runs, asked)))
    returned = everyone[:teams].copy()
    returned[chance.random(returned.shape) < MISSING] = np.nan
    mean = everyone.mean(axis=0)
    interval, wider = (
        mean_interval(returned, asked, ends=(1, 5)),
        mean_interval(returned, ends=(1, 5)),
    )
    about = "Average of the teams asked (`population=`): the interval holds it"
    yield Figure(about, teams, held(interval, mean), INTERVAL)
    yield Figure("*the same without `population=`*", teams, held(wider, mean))
    n = mean_of(returned)[0]
    well = (returned >= WELL_DEVELOPED).sum(axis=0).astype(float)
    share = share_interval(well, n, asked)
    truth = (everyone >= WELL_DEVELOPED).mean(axis=0)
    about = "Share of the teams asked (`population=`): the interval holds it"
    yield Figure(about, teams, held(share, truth), INTERVAL)


def ranks(chance: np.random.Generator, runs: int, teams: int) -> Iterator[Figure]:
    """Whether every practice's true rank lies within its set, all at once."""
    same = np.ones(PRACTICES)
    mixed = np.where(np.arange(PRACTICES) % 2, 0.5, 2)
    spread = levels()
    trusts = {
        "no true differences": (np.full(PRACTICES, 3.0), same),
        "all differ": (spread, same),
        "fives tie": (spread[::5].repeat(5), same),
        "all tie, teams at odds on half": (
            np.array([level_of(4, odds) for odds in mixed]),
            mixed,
        ),
    }
    for trust, (level, at_odds) in trusts.items():
        best, worst = true_ranks(true_mean(level, at_odds))
        ratings = rated(chance, level + views(chance, runs, teams, at_odds=at_odds))
        found = [rank_sets(of_run) for of_run in ratings]
        within = [_within(sets, best, worst) for sets in found]
        about = f"Places ({trust}): all true ones are held at once"
        yield Figure(about, teams, np.array(within), AT_LEAST)
        if trust != "fives tie":
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


def _within(sets: tuple[Figures, Figures], best: Figures, worst: Figures) -> float:
    low, high = sets
    return float(((low <= best) & (worst <= high)).all())


def gaps(chance: np.random.Generator, runs: int, teams: int) -> Iterator[Figure]:
    """Staff and people using services who think alike, each team's answers by some of both."""
    for people, about in (
        ((4, 4), "No gap between views, four people each"),
        ((2, 5), "No gap between views, two people using services and five staff"),
    ):
        lasting = levels() + views(chance, runs, teams)
        of, over = (_answers(chance, lasting, number) for number in people)
        gap = over_teams(_middle(of, "median") - _middle(over, "median"))
        p_value = paired_t(gap).p_value
        alone = f"{about}: false alarms, each practice by itself"
        yield Figure(alone, teams, alarms(p_value), FALSE_ALARMS)
        together = any_alarm(adjusted(p_value))
        yield Figure(f"{about}: any false alarm", teams, together, FALSE_ALARMS)
        if len(set(people)) > 1:
            lower = over_teams(_middle(of, "lower") - _middle(over, "lower"))
            alone = "*the lower of two middle answers: false alarms*"
            yield Figure(alone, teams, alarms(paired_t(lower).p_value))
            seen = run_mean(mean_of(lower)[1])
            yield Figure("*the lower of two middle answers: gap seen*", teams, seen)


def _answers(chance: np.random.Generator, lasting: Figures, people: int) -> Figures:
    """The ratings of some people in each team, one behind the other."""
    return np.stack([rated(chance, lasting) for _ in range(people)])


def _middle(answers: Figures, method: Literal["median", "lower"]) -> Figures:
    """The middle of each team's answers, NaN where there is none."""
    middle = np.full(answers.shape[1:], np.nan)
    any_answer = ~np.isnan(answers).all(axis=0)
    how = "linear" if method == "median" else "lower"
    middle[any_answer] = np.nanquantile(answers[:, any_answer], 0.5, axis=0, method=how)
    return middle
