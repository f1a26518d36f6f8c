"""Which ranks each practice may hold: simultaneous 95% rank sets.

Every pair of practices is compared within the same teams. How large a
difference chance alone can make over all pairs at once is found by flipping the
signs of whole teams (max-T, Romano and Wolf 2005), pair after pair being set
aside once it is told apart (step-down). A practice's ranks are those left open
by the pairs that were told apart (Mogstad, Romano, Shaikh and Wilhelm 2024,
"Inference for ranks").
"""

from __future__ import annotations

import math

import numpy as np

from trip_analytics.analysis.intervals import CONFIDENCE, Answers, Figures

FLIPS = 4999
_SEED = 20100924
_AT_ONCE = 128  # few enough to stay in the processor's cache


def rank_sets(ratings: Figures) -> tuple[Figures, Figures]:
    """The best and the worst rank each practice may hold, 1 the strongest.

    Parameters
    ----------
    ratings : array
        A row for each team, a column for each practice, NaN where not rated.

    Returns
    -------
    rank_low, rank_high : array
        NaN for a practice that no team rated. With a probability of 95% or
        more, every practice's true rank lies within its set.

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
    ratings = ratings[np.lexsort(ratings.T)] if len(ratings) and items else ratings
    differences = ratings[:, first] - ratings[:, second]
    both = ~np.isnan(differences)
    n = both.sum(axis=0).astype(float)
    mean = np.where(both, differences, 0).sum(axis=0) / np.maximum(n, 1)
    centred = np.where(both, differences - mean, 0)
    squares = (centred**2).sum(axis=0)

    up = np.zeros(len(first), dtype=bool)
    down = np.zeros(len(first), dtype=bool)
    # Of fewer than six teams not even the rarest flip, all one way, is rarer than 5%. Such pairs
    # cannot be told apart, and their flips would hide every other difference.
    varying = (squares > 0) & (2 * 0.5**n <= 1 - CONFIDENCE)
    if varying.any():
        observed = mean[varying] * np.sqrt(n[varying] / squares[varying] * (n[varying] - 1))
        flipped = _flipped(centred[:, varying], n[varying], squares[varying])
        up[varying], down[varying] = _step_down(observed, flipped)
    # Where all teams differ alike there is nothing to flip: the sign test, with
    # Bonferroni's correction for all pairs in both directions.
    alike = (squares == 0) & (0.5**n <= (1 - CONFIDENCE) / max(2 * len(first), 1))
    up |= alike & (mean > 0)
    down |= alike & (mean < 0)

    stronger = np.zeros((items, items), dtype=bool)
    stronger[first, second] = up
    stronger[second, first] = down
    return stronger


def _flips(teams: int) -> Figures:
    """All ways to flip teams' signs where they are few, else a seeded sample."""
    if 2**teams <= FLIPS:
        ways = np.arange(2**teams)[:, None] >> np.arange(teams) & 1
    else:
        ways = np.random.default_rng(_SEED).integers(0, 2, size=(FLIPS, teams))
    return np.where(ways == 1, -1.0, 1.0)


def _flipped(centred: Figures, n: Figures, squares: Figures) -> Figures:
    """The t statistic of each pair after each flip, studentised anew."""
    flips = _flips(len(centred))
    statistics = np.empty((len(flips), len(n)))
    for start in range(0, len(flips), _AT_ONCE):
        block = slice(start, start + _AT_ONCE)
        sums = flips[block] @ centred
        left = squares - sums**2 / n
        left[left <= 1e-12 * squares] = 0  # all differences alike after the flip
        with np.errstate(divide="ignore"):
            statistics[block] = sums * np.sqrt((n - 1) / n / left)
    return statistics


def _step_down(observed: Figures, flipped: Figures) -> tuple[Answers, Answers]:
    """Which pairs differ upwards and downwards, with 5% of error over all of them.

    Each direction is a hypothesis of its own: once "second is no weaker than
    first" is rejected, its reverse stays among those that chance might reject.
    """
    place = math.ceil(CONFIDENCE * (len(flipped) + 1)) - 1
    up, down = np.zeros((2, len(observed)), dtype=bool)
    if place >= len(flipped):
        return up, down
    while True:
        highest = np.maximum(
            flipped[:, ~up].max(axis=1, initial=0), -flipped[:, ~down].min(axis=1, initial=0)
        )
        # A hair above, so that rounding never decides between equal statistics.
        critical = np.partition(highest, place)[place] * (1 + 1e-9)
        more_up = ~up & (observed > critical)
        more_down = ~down & (-observed > critical)
        if not (more_up.any() or more_down.any()):
            return up, down
        up |= more_up
        down |= more_down
