"""Each team's own line over the years, and the mean of all their slopes.

A slope from two years is far less certain than one from ten. The mean is therefore a
random-effects mean: a team weighs by how sure its slope is, and by how much teams truly differ.
Its interval follows Hartung and Knapp (2001) and Sidik and Jonkman (2002): t with as many
degrees of freedom as there are teams, less one.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from trip_analytics.analysis.intervals import (
    Answers,
    Estimates,
    Figures,
    all_alike,
    divided,
    mean_of,
    t_estimates,
)

_STEPS: Final = (
    50  # Newton's steps towards the variance between teams; ten are nearly always enough
)


class Lines(NamedTuple):
    """The least-squares line of each team (rows) and item (columns), NaN where there is none."""

    slope: Figures
    apart: Figures  # how far apart the years are: their squared distances from their mean, added up
    residual: Figures  # years x teams x items: how far each rating is from the line


def lines_of(ratings: Figures, years: Figures) -> Lines:
    """The line through each team's ratings of each item.

    ``ratings`` has years, teams and items for axes. There is no line where fewer than two
    years were rated.
    """
    known = ~np.isnan(ratings)
    rating = np.where(known, ratings, 0)
    n, of_ratings = known.sum(axis=0), rating.sum(axis=0)
    of_years, of_squares, of_both = (
        np.einsum("y,yti->ti", *each)
        for each in ((years, known), (years**2, known), (years, rating))
    )
    # Sums of whole numbers and one division: teams that moved alike have the very same slope.
    below = n * of_squares - of_years**2
    slope = divided(n * of_both - of_years * of_ratings, below)
    fitted = slope * (years[:, None, None] - divided(of_years, n))
    fitted += divided(of_ratings, n)
    return Lines(
        slope, np.where(below > 0, divided(below, n), np.nan), np.subtract(ratings, fitted, fitted)
    )


def with_all_practices(lines: Lines) -> Lines:
    """Lines with one column more: each team's mean over the practices that it has a line for."""
    return Lines(*(np.concatenate([part, _over_items(part)], axis=-1) for part in lines))


def _over_items(figures: Figures) -> Figures:
    return mean_of(np.moveaxis(figures, -1, 0))[1][..., np.newaxis]


def mean_slope(lines: Lines) -> Estimates:
    """The random-effects mean of each item's slopes over teams, with its 95% t interval.

    The weights are 1 / (variance of the slope + variance between teams): the former from the
    residual variance, pooled over teams, the latter by Paule and Mandel (1982). Where teams
    have equal histories, all weights are alike and this is the plain t over teams, as it is
    where nothing is known of the residual variance.
    """
    slope = lines.slope
    weight = _weights(slope, _variances(lines))
    total = weight.sum(axis=0)
    mean = divided((weight * np.nan_to_num(slope)).sum(axis=0), total)
    n = (~np.isnan(slope)).sum(axis=0).astype(float)
    squares = (weight * np.nan_to_num(slope - mean) ** 2).sum(axis=0)
    # All alike, the mean is that figure itself: weights would leave a rounding error.
    mean = np.where(all_alike(slope), np.fmax.reduce(slope, axis=0), mean)
    return t_estimates(n, mean, np.sqrt(divided(squares, (n - 1) * total)), all_alike(slope))


def _variances(lines: Lines) -> Figures:
    """How uncertain each slope is; all alike where the ratings do not show it."""
    known = ~np.isnan(lines.residual)
    freedom = np.maximum(known.sum(axis=0) - 2, 0).sum(axis=0).astype(float)
    variance = divided(np.nansum(lines.residual**2, axis=(0, 1)), freedom)
    # Lines without any residual but rounding errors: every team is exactly on its own.
    shown = variance > 1e-12
    return np.where(shown, np.where(shown, variance, 1) / lines.apart, 1.0)


def _weights(slope: Figures, variance: Figures) -> Figures:
    """The weight of each slope: 0 where there is none."""
    known = ~np.isnan(slope)
    between = np.zeros(slope.shape[1])
    expected = known.sum(axis=0) - 1.0
    rising = expected > 0
    for _ in range(_STEPS):
        weight = _inverse(variance + between, known)
        mean = divided((weight * np.nan_to_num(slope)).sum(axis=0), weight.sum(axis=0))
        off = np.nan_to_num(slope - mean) ** 2
        # Newton's steps rise to the root from below, and stay at 0 where chance explains all.
        excess = (weight * off).sum(axis=0) - expected
        step = np.where(rising & (excess > 0), divided(excess, (weight**2 * off).sum(axis=0)), 0)
        between = between + step
        if (step <= 1e-12 * between).all():
            break
    return _inverse(variance + between, known)


def _inverse(variance: Figures, known: Answers) -> Figures:
    return np.where(known, 1 / np.where(known, variance, 1), 0)
