"""How far teams agree on a rating: van der Eijk's coefficient of agreement A."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import numpy.typing as npt

from trip_analytics.analysis.intervals import Figures

FEWEST = 2  # teams: one agrees with itself


def agreement(counts: npt.ArrayLike) -> Figures:
    """Van der Eijk's A for each row of counts, one for each point of a scale in order.

    1 where all gave the same rating, 0 where each rating was given as often, -1 where half gave
    the lowest and half the highest. NaN for fewer than two. The counts are taken apart into
    layers, each of which gives the same number at some of the points; A is the mean of those of
    the layers, weighted by how many ratings each holds (C. van der Eijk, 2001, "Measuring
    agreement in ordered rating scales", Quality and Quantity 35, 325-341).

    Examples
    --------
    >>> agreement([[0, 0, 9, 0, 0], [2, 2, 2, 2, 2], [5, 0, 0, 0, 5]]).tolist()
    [1.0, 0.0, -1.0]
    """
    rows = np.asarray(counts, dtype=float)
    return np.array([_of_row(row) for row in rows.reshape(-1, rows.shape[-1])], dtype=float)


def _of_row(counts: Figures) -> float:
    total = np.nansum(counts)
    if np.isnan(counts).any() or total < FEWEST:
        return float("nan")
    left, found = counts.copy(), 0.0
    while (used := left > 0).any():
        layer = left[used].min()
        found += _of_layer(used) * layer * used.sum() / total
        left = np.where(used, left - layer, 0)
    return round(found, 9) + 0.0


def _of_layer(used: npt.NDArray[np.bool_]) -> float:
    """A of a layer that is at some of the points: how far they are beside one another."""
    points, held = len(used), int(used.sum())
    if held == points:
        return 0.0
    if held == 1:
        return 1.0
    # Of any three points in order: both of one side alone, or both ends without the middle.
    beside = apart = 0
    for low, middle, high in combinations(used.tolist(), 3):
        if low + middle + high == 2:
            beside += middle
            apart += not middle
    unimodal = ((points - 2) * beside - (points - 1) * apart) / ((points - 2) * (beside + apart))
    return float(unimodal * (1 - (held - 1) / (points - 1)))
