"""Trusts made up by chance, of which the truth is known exactly.

Each rating comes from a normal figure: the practice's own level, what the team says of
everything, what it says of this practice, and the day. It is rounded and cut to 1 to 5.
The truth is the mean rating of all teams that could be drawn so: an exact sum over the
cuts, not a simulation of its own.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from scipy import optimize, stats

from trip_analytics.analysis.intervals import Answers, Figures

PRACTICES: Final = 20
TEAM, TEAM_AND_PRACTICE, DAY = 0.7, 0.8, 0.5  # standard deviations
MISSING: Final = 0.1
TURNOVER: Final = 0.2
_CUTS: Final = (1.5, 2.5, 3.5, 4.5)
_PLACES: Final = 80  # at which a normal distribution is added up


def levels(low: float = 1.2, high: float = 4.8) -> Figures:
    """The level of each practice before teams, days and cuts: evenly from low to high."""
    return np.linspace(low, high, PRACTICES)


def level_of(mean: float, at_odds: float) -> float:
    """The level of a practice whose mean rating is to be this, by how much teams differ on it."""
    return float(optimize.brentq(lambda level: true_mean(level, at_odds) - mean, -9, 15))


def true_share(
    level: Figures | float, rating: float, at_odds: Figures | float = 1, day: float = DAY
) -> Figures:
    """The share of teams that give this rating or a higher one."""
    spread = np.sqrt(TEAM**2 + (TEAM_AND_PRACTICE * np.asarray(at_odds)) ** 2 + day**2)
    return np.asarray(stats.norm.sf((rating - 0.5 - level) / spread))


def true_mean(level: Figures | float, at_odds: Figures | float = 1, day: float = DAY) -> Figures:
    """The mean rating of all teams: 1, and the shares that reach 2, 3, 4 and 5."""
    reached = (true_share(level, rating, at_odds, day) for rating in range(2, 6))
    return 1 + sum(reached, np.zeros(()))


def true_correlation(level: Figures, day: float = DAY) -> float:
    """How alike the same teams rate a practice in two years, on average over the practices."""
    places, weights = np.polynomial.hermite_e.hermegauss(_PLACES)
    weights = weights / weights.sum()
    lasting = level[:, np.newaxis] + np.hypot(TEAM, TEAM_AND_PRACTICE) * places
    expected = expected_on_a_day(lasting, day) @ weights
    lasts = expected_on_a_day(lasting, day) ** 2 @ weights - expected**2
    # The square of a rating is 1, and 3, 5, 7 and 9 more for reaching 2, 3, 4 and 5.
    squares = 1 + sum((2 * r - 1) * true_share(level, r, day=day) for r in range(2, 6))
    return float((lasts / (squares - expected**2)).mean())


def true_ranks(mean: Figures) -> tuple[Figures, Figures]:
    """The best and the worst rank each practice may be given, 1 the strongest.

    Practices of the same mean share all the ranks that they take up together.
    """
    mean = mean.round(9)
    stronger = mean[:, None] > mean
    return 1.0 + stronger.sum(axis=0), len(mean) - stronger.sum(axis=1).astype(float)


def views(
    chance: np.random.Generator,
    runs: int,
    teams: int,
    *,
    of_all: float = 0,
    at_odds: Figures | float = 1,
) -> Figures:
    """What teams think of the practices whatever the day: runs x teams x practices.

    ``of_all`` is how much higher these teams rate everything, ``at_odds`` by how many
    times more than usual they differ on a practice.
    """
    team = chance.normal(of_all, TEAM, (runs, teams, 1))
    return team + chance.normal(0, TEAM_AND_PRACTICE, (runs, teams, PRACTICES)) * at_odds


def rated(chance: np.random.Generator, lasting: Figures, *, day: float = DAY) -> Figures:
    """The ratings given on a day, NaN where there is none."""
    ratings = on_a_day(chance, lasting, day=day)
    return np.where(chance.random(lasting.shape) < MISSING, np.nan, ratings)


def on_a_day(chance: np.random.Generator, lasting: Figures, *, day: float = DAY) -> Figures:
    """What would be rated on a day if every rating was given."""
    return 1.0 + np.searchsorted(_CUTS, lasting + chance.normal(0, day, lasting.shape))


def expected_on_a_day(lasting: Figures, day: float = DAY) -> Figures:
    """What each team would rate on average over days, every rating given."""
    return 1 + sum(stats.norm.sf((cut - lasting) / day) for cut in _CUTS)


def over_teams(ratings: Figures) -> Figures:
    """Runs x teams x practices as the analysis takes it: teams x everything else."""
    return np.moveaxis(ratings, 1, 0).reshape(ratings.shape[1], -1)


def by_run(figures: Figures | Answers) -> Figures:
    """What was computed for such columns, with a row for each run again."""
    return np.asarray(figures, dtype=float).reshape(-1, PRACTICES)
