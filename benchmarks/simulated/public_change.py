"""What is promised of the change between published averages, and what two sheets can do to it.

The public interval rests on the counts of both years and on one correlation with noise. Its
truth is the change in the mean rating of all teams that could be drawn for the two years.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from benchmarks.simulated.figures import (
    AT_LEAST,
    FALSE_ALARMS,
    Figure,
    adjusted,
    alarms,
    any_alarm,
    held,
    run_mean,
)
from benchmarks.simulated.trusts import (
    DAY,
    PRACTICES,
    TEAM,
    TEAM_AND_PRACTICE,
    TURNOVER,
    levels,
    over_teams,
    rated,
    true_mean,
    views,
)
from trip_analytics.analysis.intervals import Answers, Figures, paired_t, spread_of
from trip_analytics.disclosure.change import difference_of_means
from trip_analytics.disclosure.correlation import (
    FEWEST_TEAMS,
    in_tenths,
    noise,
    parts_of,
    scale_of,
    standardised,
)
from trip_analytics.disclosure.rules import MEAN_DECIMALS, passes, rounded

POINTS: Final = np.arange(1.0, 6.0)
_TENTHS: Final = np.arange(1, 10) / 10


@dataclass(frozen=True)
class Trust:
    """How the teams of two years differ: runs x teams x practices, NaN where there is no rating.

    ``after`` has the same rows as ``before``: first the teams that stayed, then those that left
    and as many that joined.
    """

    before: Figures
    after: Figures
    stayed: int
    truth: Figures  # of all teams that could be drawn for each year


def two_years(
    chance: np.random.Generator,
    runs: int,
    teams: int,
    *,
    turnover: float = TURNOVER,
    joiners: float = 0,
    leavers: float = 0,
    rise: Figures | float = 0,
    day: float = DAY,
) -> Trust:
    """``teams`` return each year, of whom a share is replaced.

    Joiners rate so many standard deviations (of one practice between teams) higher than those
    that stay, leavers so many lower.
    """
    moving = round(teams * turnover)
    deviation = float(np.sqrt(TEAM**2 + TEAM_AND_PRACTICE**2 + day**2))
    shifts = (-leavers * deviation, joiners * deviation)
    level = levels()
    stayed = views(chance, runs, teams - moving)
    left, joined = (views(chance, runs, moving, of_all=by) for by in shifts)
    nobody = np.full(left.shape, np.nan)
    before = [rated(chance, level + stayed, day=day), rated(chance, level + left, day=day), nobody]
    after = [
        rated(chance, level + rise + stayed, day=day),
        nobody,
        rated(chance, level + rise + joined, day=day),
    ]
    share = moving / teams
    was, now = (
        (1 - share) * true_mean(of, day=day) + share * true_mean(of + by, day=day)
        for of, by in zip((level, level + rise), shifts, strict=True)
    )
    return Trust(
        np.concatenate(before, axis=1), np.concatenate(after, axis=1), teams - moving, now - was
    )


class Published(NamedTuple):
    """What is published of the change in each run and practice, and the correlation of each run."""

    change: Figures
    low: Figures
    high: Figures
    p_value: Figures
    correlation: Figures


def published(trust: Trust, *, with_noise: bool) -> Published:
    """The public change of many trusts at once, by the functions of the release.

    ``with_noise`` takes a store with a secret for each run; without, the correlation is 0.
    """
    both = np.logical_and(*(_shown(_counts(year)) for year in (trust.before, trust.after)))
    (n_was, mean_was, s_was), (n_now, mean_now, s_now) = (
        spread_of(over_teams(year)) for year in (trust.before, trust.after)
    )
    runs, teams = len(trust.before), trust.stayed + (trust.before.shape[1] - trust.stayed) // 2
    correlation = np.zeros(runs)
    if with_noise and trust.stayed >= FEWEST_TEAMS:
        mean = parts_of(*both_years(trust)).mean(axis=1)
        secrets = np.array([noise(f"store {run}", "two years") for run in range(runs)])
        correlation = in_tenths(mean, trust.stayed, secrets)
    matched = trust.stayed * (n_was / teams) * (n_now / teams)
    change = np.where(both.ravel(), mean_now - mean_was, np.nan)
    per_practice = correlation.repeat(PRACTICES)
    low, high, p_value = difference_of_means(
        change, (n_was, n_now), (s_was, s_now), matched, per_practice
    )
    return Published(change, low, high, p_value, correlation)


def both_years(trust: Trust) -> list[Figures]:
    """The standardised ratings of the teams that stayed, of the practices that are shown."""
    years = (trust.before, trust.after)
    counts = [_counts(year) for year in years]
    both = np.logical_and(*(_shown(each) for each in counts))[:, np.newaxis]
    with np.errstate(invalid="ignore", divide="ignore"):
        return [
            np.where(both, standardised(year[:, : trust.stayed], of_year, POINTS), np.nan)
            for year, of_year in zip(years, counts, strict=True)
        ]


def _shown(counts: Figures) -> Answers:
    """Which practices of each run may be shown."""
    shown = passes(pd.DataFrame(counts.reshape(-1, POINTS.size))).to_numpy(bool)
    return shown.reshape(counts.shape[:2])


def _counts(ratings: Figures) -> Figures:
    """How many teams gave each rating: runs x practices x points."""
    return np.stack([(ratings == point).sum(axis=1) for point in POINTS], axis=-1).astype(float)


def moves(first: Figures, second: Figures) -> Figures:
    """How far each exchange of two sheets of the second year moves the mean: runs x teams x teams.

    The teams are those in both years. (Exchanging with a team that joined moves one part only.)
    """
    crossed = np.stack([parts_of(first, second[:, [other]]) for other in range(second.shape[1])], 2)
    own = np.diagonal(crossed, axis1=1, axis2=2)
    moved: Figures = crossed + crossed.swapaxes(1, 2) - own[:, :, None] - own[:, None]
    return moved / first.shape[1]


def log_ratio(mean: Figures, moved: Figures, teams: int) -> Figures:
    """How much likelier the published tenths are at most in one of two worlds, as a logarithm.

    Exact, from the Laplace law: ``mean`` is that of one world, ``mean + moved`` of the other.
    """
    one, other = (_law(each, teams) for each in (mean, mean + moved))
    return np.asarray(np.abs(np.log(one) - np.log(other)).max(axis=-1))


def _law(mean: Figures, teams: int) -> Figures:
    """The probability of each published figure, 0 to .9."""
    # Rounded down: it is below a tenth if the noise is below this.
    away = (_TENTHS - mean[..., None]) / scale_of(teams) + 1
    below = np.where(away < 0, 0.5 * np.exp(-np.abs(away)), 1 - 0.5 * np.exp(-np.abs(away)))
    above = np.where(away < 0, 1 - 0.5 * np.exp(-np.abs(away)), 0.5 * np.exp(-np.abs(away)))
    # The difference of what lies above loses no digits far up, that of what lies below far down.
    between = np.where(away[..., 1:] < 0, np.diff(below, axis=-1), above[..., :-1] - above[..., 1:])
    return np.concatenate([below[..., :1], between, above[..., -1:]], axis=-1)


def as_printed(found: Published) -> tuple[Figures, Figures]:
    """The ends of the interval as a report gives them, to one decimal."""
    low, high = (
        rounded(pd.Series(end), MEAN_DECIMALS).to_numpy(float, na_value=np.nan)
        for end in (found.low, found.high)
    )
    return low, high


def half_widths(trust: Trust, found: Published) -> Figures:
    """For each run, the half width beside that of exact matching, over its practices."""
    _, low, high, _ = paired_t(over_teams(trust.after - trust.before))
    both = np.isfinite(found.low) & np.isfinite(low)
    ours, exact = (
        run_mean(np.where(both, width, np.nan)) for width in (found.high - found.low, high - low)
    )
    return ours / exact


# What is tried: the share of teams that are replaced, by teams like them.
UNRELATED: Final = {
    "the same teams in both years": 0.0,
    "a fifth of the teams replaced by teams like them": TURNOVER,
}
# And by how many standard deviations those that join rate higher, those that leave lower.
RELATED: Final = {
    "joiners rate half a standard deviation higher": (0.5, 0.0),
    "joiners rate half a standard deviation higher, leavers lower": (0.5, 0.5),
    "joiners rate a standard deviation higher, leavers lower": (1.0, 1.0),
}


def public_change(
    chance: np.random.Generator, runs: int, teams: int, day: float = DAY
) -> Iterator[Figure]:
    """The change between published averages, from a store and from a folder."""
    rise = np.where(np.arange(PRACTICES) % 2, 0.4, 0.0)
    for about, turnover in UNRELATED.items():
        trust = two_years(chance, runs, teams, turnover=turnover, rise=rise, day=day)
        yield from _coverage(f"Published change, {about}", trust, teams)
        trust = two_years(chance, runs, teams, turnover=turnover, day=day)
        found = published(trust, with_noise=True)
        name = "the same, no true change: any false alarm among 20 practices"
        yield Figure(name, teams, any_alarm(adjusted(found.p_value)), FALSE_ALARMS)
    for about, (joiners, leavers) in RELATED.items():
        trust = two_years(chance, runs, teams, joiners=joiners, leavers=leavers, day=day)
        found = published(trust, with_noise=True)
        truth = np.tile(trust.truth, runs)
        name = f"Published change, {about}: the interval holds the change over all teams"
        yield Figure(name, teams, held((found.low, found.high), truth), AT_LEAST)
        yield Figure("change seen, though no team changed", teams, run_mean(found.change))
        name = "*read as change in the same teams: false alarms*"
        yield Figure(name, teams, alarms(found.p_value))
        some = any_alarm(adjusted(found.p_value))
        yield Figure("*read as change in the same teams: any, of 20 practices*", teams, some)


def _coverage(about: str, trust: Trust, teams: int) -> Iterator[Figure]:
    truth = np.tile(trust.truth, len(trust.before))
    for source, with_noise in (("a store", True), ("a folder", False)):
        found = published(trust, with_noise=with_noise)
        name = f"{about}: the interval holds the truth (from {source})"
        yield Figure(name, teams, held((found.low, found.high), truth), AT_LEAST)
        if with_noise:
            printed = held(as_printed(found), truth)
            yield Figure("its ends as printed, to one decimal", teams, printed, AT_LEAST)
        name = "*how many times as wide as by the same teams*"
        yield Figure(name, teams, half_widths(trust, found))
