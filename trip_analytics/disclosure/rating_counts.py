"""What follows from how many teams gave each rating: counts, means and spreads."""

from __future__ import annotations

import numpy as np
import pandas as pd

from trip_analytics.analysis.intervals import Figures


def points_of(table: pd.DataFrame) -> list[int]:
    """The points of the scale that a profile counts, lowest first."""
    return sorted(
        int(str(name).removeprefix("rated_")) for name in table if str(name).startswith("rated_")
    )


def counts_of(table: pd.DataFrame) -> pd.DataFrame:
    """How many teams gave each rating: the per-team values behind a profile's rows."""
    return table[[f"rated_{point}" for point in points_of(table)]]


def moments_of(counts: Figures, points: Figures) -> tuple[Figures, Figures, Figures]:
    """How many teams rated, their mean, and their squared distances from it, added up.

    ``counts`` has the points in its last place. NaN where nobody rated, or a count is withheld.

    Examples
    --------
    >>> [figure.tolist() for figure in moments_of(np.array([[1, 0, 3]]), np.array([1.0, 2.0, 3.0]))]
    [[4.0], [2.5], [3.0]]
    """
    n = counts.sum(axis=-1).astype(float)
    n = np.where(n > 0, n, np.nan)
    mean = counts @ points / n
    return n, mean, (counts * (points - mean[..., np.newaxis]) ** 2).sum(axis=-1)
