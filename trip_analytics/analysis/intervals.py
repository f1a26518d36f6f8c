"""How far a figure might be off: intervals and tests over teams."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Figures = npt.NDArray[np.float64]
Answers = npt.NDArray[np.bool_]

CONFIDENCE = 0.95


class Estimates(NamedTuple):
    """A mean over teams for each column, with its 95% interval and p-value."""

    mean: Figures
    low: Figures
    high: Figures
    p_value: Figures


def mean_interval(
    ratings: Figures, population: int | None = None, *, ends: tuple[int, int]
) -> tuple[Figures, Figures]:
    """95% interval of each column's mean rating, inside the scale, whose ends are given.

    A t interval on logit((mean - low) / (high - low)), its standard error by the delta
    method, turned back to the scale. NaN where one team rated, or all agree:
    nothing is then known of how teams vary. With ``population``, the number of
    teams asked, the interval is about those teams alone (finite population
    correction 1 - n / population).
    """
    from scipy import special

    n, mean, spread = spread_of(ratings)
    error = spread / np.sqrt(np.maximum(n, 1))
    if population is not None:
        error = error * np.sqrt(1 - n / population)
    lowest, width = ends[0], ends[1] - ends[0]
    place = np.where(spread > 0, (mean - lowest) / width, np.nan)
    reach = special.stdtrit(np.maximum(n - 1, 1), 0.5 + CONFIDENCE / 2)
    reach = reach * error / width / (place * (1 - place))
    low = lowest + width * special.expit(special.logit(place) - reach)
    high = lowest + width * special.expit(special.logit(place) + reach)
    # With every team of the population in, rounding must not push the mean outside.
    return np.minimum(low, mean), np.maximum(high, mean)


def share_interval(
    counts: Figures, n: Figures, population: int | None = None
) -> tuple[Figures, Figures]:
    """95% interval of a share (0-1) by Wilson's method; NaN where nobody answered.

    With ``population`` the sample counts as the larger one that would vary as
    little as it does (finite population correction (N - n) / (N - 1)).
    """
    from scipy import special

    share = divided(counts, n)
    # What z squared is of the answers: none where the whole population answered.
    z_squared = special.ndtri(0.5 + CONFIDENCE / 2) ** 2
    part = divided(np.full(n.shape, z_squared), n.astype(float))
    if population is not None:
        part = part * (population - n) / max(population - 1, 1)
    middle = share + part / 2
    reach = np.sqrt(part * share * (1 - share) + part**2 / 4)
    low, high = (middle - reach) / (1 + part), (middle + reach) / (1 + part)
    # No answer of the kind, or every one: rounding must not push the share outside.
    return np.minimum(low, share), np.maximum(high, share)


def paired_t(differences: Figures) -> Estimates:
    """Each column's mean difference over teams, with its 95% t interval and p-value.

    Where all teams differ alike there is no interval, since nothing shows how teams vary, and
    the p-value is the exact sign test's. NaN where fewer than two teams have a difference.
    """
    n, mean, spread = spread_of(differences)
    return t_estimates(n, mean, spread / np.sqrt(np.maximum(n, 1)), all_alike(differences))


def t_estimates(n: Figures, mean: Figures, error: Figures, alike: Answers) -> Estimates:
    """A 95% t interval and p-value from a mean over n teams and its standard error.

    ``alike`` is where all teams have the same figure: no interval, and the sign test's p-value.
    """
    from scipy import special

    error = np.where((error > 0) & ~alike, error, np.nan)
    freedom = np.maximum(n - 1, 1)
    reach = special.stdtrit(freedom, 0.5 + CONFIDENCE / 2) * error
    p_value = np.asarray(2 * special.stdtr(freedom, -np.abs(mean / error)), dtype=float)
    # Two directions, and as many teams that all took the same one; none took any at zero.
    of_signs = np.where(mean == 0, 1, 2 * 0.5**n)
    p_value = np.where(alike, np.where(n > 1, of_signs, np.nan), p_value)
    return Estimates(mean, mean - reach, mean + reach, p_value)


def all_alike(figures: Figures) -> Answers:
    """Whether all known figures of a column are the same; no for a column without any."""
    highest = np.fmax.reduce(figures, axis=0, initial=-np.inf)
    return np.asarray(highest == np.fmin.reduce(figures, axis=0, initial=np.inf))


def holm(p_values: Figures) -> Figures:
    """Holm's adjusted p-values; what is NaN is not counted among the tests."""
    adjusted = np.full(p_values.shape, np.nan)
    known = np.flatnonzero(~np.isnan(p_values))
    smallest_first = known[np.argsort(p_values[known])]
    stepped = p_values[smallest_first] * np.arange(len(known), 0, -1)
    adjusted[smallest_first] = np.minimum(np.maximum.accumulate(stepped), 1)
    return adjusted


def mean_of(figures: Figures) -> tuple[Figures, Figures]:
    """How many figures each column has, and their mean (NaN of none)."""
    n, total = total_of(figures)
    return n, divided(total, n)


def total_of(figures: Figures) -> tuple[Figures, Figures]:
    """How many figures each column has, and their sum."""
    known = ~np.isnan(figures)
    return known.sum(axis=0).astype(float), np.where(known, figures, 0).sum(axis=0)


def spread_of(figures: Figures) -> tuple[Figures, Figures, Figures]:
    """Each column's count, mean and standard deviation (NaN of fewer than two)."""
    n, mean = mean_of(figures)
    squares = total_of((figures - mean) ** 2)[1]
    # The mean of figures that are all alike may be off by a rounding error; their spread is none.
    return n, mean, np.sqrt(divided(np.where(all_alike(figures), 0, squares), n - 1))


def divided(counts: npt.NDArray[Any], n: Figures) -> Figures:
    """Counts divided by n, NaN where n is 0."""
    out: Figures = np.full(n.shape, np.nan)
    np.divide(counts, n, out=out, where=n > 0)
    return out
