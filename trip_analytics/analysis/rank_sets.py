"""Which ranks each practice may hold: simultaneous 95% rank sets.

Every pair of practices is compared within the same teams. How large a
difference chance alone can make over all pairs at once is found by flipping the
signs of whole teams (max-T, Romano and Wolf 2005), pair after pair being set
aside once it is told apart (step-down). A practice's ranks are those left open
by the pairs that were told apart (Mogstad, Romano, Shaikh and Wilhelm 2024,
"Inference for ranks").

Of a national set's teams, groups drawn at random flip their signs together. Flips
that are alike within the groups are a subgroup of all flips, and a test by any
subgroup of them keeps its level; only how finely chance is known depends on their
number.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from trip_analytics.analysis.intervals import CONFIDENCE, Answers, Figures

Places = npt.NDArray[np.intp]


class Compared(NamedTuple):
    """What the teams that rated both say of each pair of practices."""

    n: Figures  # teams
    mean: Figures  # their mean difference
    squares: Figures  # of their differences about it, added up
    differences: Figures  # a row for each that flips: its differences, added up
    centred: Figures  # the same about the mean
    flip: Figures  # how many of these rows have any of those teams


FLIPS = 4999
GROUPS = 500  # no trust has so many teams: each of its teams is flipped by itself
_SEED = 20100924
_AT_ONCE = 128  # few enough to stay in the processor's cache


def rank_sets(ratings: Figures) -> tuple[Figures, Figures]:
    """The best and the worst rank each practice may hold, 1 the strongest; NaN if nobody rated it.

    ``ratings`` have a row for each team, a column for each practice, NaN where not rated. With a
    probability of 95% or more, every practice's true rank lies within its set.

    Examples
    --------
    >>> low, high = rank_sets(np.array([[5.0, 1.0], [4.0, 2.0]]))
    >>> low.tolist(), high.tolist()  # two teams tell nothing apart
    ([1.0, 1.0], [2.0, 2.0])
    """
    low = np.full(ratings.shape[1], np.nan)
    high = low.copy()
    rated = ~np.isnan(ratings).all(axis=0)
    stronger = told_apart(ratings[:, rated])
    low[rated] = 1 + stronger.sum(axis=0)
    high[rated] = rated.sum() - stronger.sum(axis=1)
    return low, high


def told_apart(ratings: Figures) -> Answers:
    """Whether the practice of a row is stronger than that of a column, all at once."""
    items = ratings.shape[1]
    first, second = np.triu_indices(items, 1)
    # Teams in an order of their ratings alone, so that neither their names nor
    # the order of the returns decide which flips they get.
    ratings = ratings[(~np.isnan(ratings)).sum(axis=1) > 1]
    ratings = ratings[_order(ratings)]
    compared = _in_groups if len(ratings) > GROUPS else _team_by_team
    n, mean, squares, differences, centred, flip = compared(ratings, first, second)

    # Where all teams differ alike, nothing is left about the mean: then the differences
    # themselves are flipped, which is the sign test, within the same family as all others.
    alike = (squares == 0) & (mean != 0)
    centred = np.where(alike, differences, centred)
    squares = np.where(alike, n * mean**2, squares)
    apart = np.zeros(len(first), dtype=bool)
    # Of fewer than six that flip, not even the rarest way, all alike, is rarer than 5%. Such
    # pairs cannot be told apart, and their flips would hide every other difference.
    varying = np.flatnonzero((squares > 0) & (2 * 0.5**flip <= 1 - CONFIDENCE))
    if len(varying):
        spread = np.sqrt(squares[varying] / (n[varying] - 1) / n[varying])
        observed = np.where(alike[varying], np.inf, np.abs(mean[varying]) / spread)
        clearest = np.argsort(-observed, kind="stable")
        pairs = varying[clearest]
        # As if each pair had been asked the way round that the stronger comes first.
        centred = np.where(mean[pairs] < 0, -centred[:, pairs], centred[:, pairs])
        flipped = _flipped(centred, n[pairs], squares[pairs])
        apart[pairs[: _step_down(observed[clearest], flipped)]] = True

    stronger = np.zeros((items, items), dtype=bool)
    stronger[first, second] = apart & (mean > 0)
    stronger[second, first] = apart & (mean < 0)
    return stronger


def _order(ratings: Figures) -> Places:
    """The order of rows by their last figure, then by the one before it, and so on."""
    # Sorted as bytes, the highest first, in which positive numbers come in their own order.
    if not ratings.size:
        return np.arange(len(ratings))
    figures = np.ascontiguousarray(ratings[:, ::-1], dtype=">f8")
    return np.argsort(figures.view(f"V{figures[0].nbytes}").ravel(), kind="stable")


def _team_by_team(ratings: Figures, first: Places, second: Places) -> Compared:
    """Each team flips by itself."""
    differences = ratings[:, first] - ratings[:, second]
    both = ~np.isnan(differences)
    n = both.sum(axis=0).astype(float)
    mean = np.where(both, differences, 0).sum(axis=0) / np.maximum(n, 1)
    centred = np.where(both, differences - mean, 0)
    differences = np.where(both, differences, 0)
    return Compared(n, mean, (centred**2).sum(axis=0), differences, centred, n)


def _in_groups(ratings: Figures, first: Places, second: Places) -> Compared:
    """Each of the groups, into which teams are drawn, flips as one."""
    teams, items = ratings.shape
    size = math.ceil(teams / GROUPS)
    drawn = np.full((size * GROUPS, items), np.nan)
    drawn[:teams] = np.random.default_rng(_SEED).permutation(ratings)
    groups = drawn.reshape(size, GROUPS, items).swapaxes(0, 1)
    rated = (~np.isnan(groups)).astype(float)
    known = np.nan_to_num(groups)

    def of_both(left: Figures, right: Figures) -> Figures:
        """Products of two practices, added up within groups over teams that rated both."""
        return np.asarray(left.swapaxes(1, 2) @ right)

    counts = of_both(rated, rated)[:, first, second]
    sums = of_both(known, rated)
    sums = sums[:, first, second] - sums[:, second, first]
    products = of_both(known, known).sum(axis=0)[first, second]
    squared = of_both(known**2, rated).sum(axis=0)
    squared = squared[first, second] + squared[second, first] - 2 * products
    n = counts.sum(axis=0)
    total = sums.sum(axis=0)
    mean = total / np.maximum(n, 1)
    # One division, so that differences all alike leave exactly nothing.
    squares = (n * squared - total**2) / np.maximum(n, 1)
    flip = (counts > 0).sum(axis=0)
    return Compared(n, mean, squares, sums, sums - counts * mean, flip)


@lru_cache(maxsize=4)  # a report asks again and again for those of as many teams
def _flips(units: int) -> npt.NDArray[np.int8]:
    """All ways to flip signs where they are few, else a seeded sample."""
    if 2**units <= FLIPS:
        ways = np.arange(2**units)[:, None] >> np.arange(units) & 1
    else:
        ways = np.random.default_rng(_SEED).integers(0, 2, size=(FLIPS, units))
    signs = (1 - 2 * ways).astype(np.int8)
    signs.flags.writeable = False
    return signs


def _flipped(centred: Figures, n: Figures, squares: Figures) -> Figures:
    """The t statistic of each pair after each flip, studentised anew."""
    # One product, since many small ones wait for each other's threads.
    statistics = _flips(len(centred)).astype(float) @ (centred / np.sqrt(n * squares))
    for start in range(0, len(statistics), _AT_ONCE):
        sums = statistics[start : start + _AT_ONCE]
        left = 1 - sums**2
        left[left <= 1e-12] = 0  # all differences alike after the flip
        with np.errstate(divide="ignore"):
            sums *= np.sqrt((n - 1) / left)
    return statistics


def _step_down(observed: Figures, flipped: Figures) -> int:
    """How many pairs, the clearest first, differ with 5% of error over all of them.

    Each direction is a hypothesis of its own: once "second is no weaker than
    first" is rejected, its reverse stays among those that chance might reject.
    """
    place = math.ceil(CONFIDENCE * (len(flipped) + 1)) - 1
    if place >= len(flipped):
        return 0
    reverse = -flipped.min(axis=1)
    apart = 0
    while True:
        highest = np.maximum(reverse, flipped[:, apart:].max(axis=1, initial=0))
        # A hair above, so that rounding never decides between equal statistics.
        critical = np.partition(highest, place)[place] * (1 + 1e-9)
        more = int((observed > critical).sum())
        if more == apart:
            return apart
        apart = more
