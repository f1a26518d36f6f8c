"""Release of how practices moved over the years."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from trip_analytics.analysis.intervals import CONFIDENCE, Figures
from trip_analytics.analysis.team_ratings import team_ratings
from trip_analytics.analysis.trends import (
    COLUMNS,
    cube_of,
    slopes_of,
    with_words_of_now,
)
from trip_analytics.disclosure.released import Released, for_whole_trust, withhold
from trip_analytics.disclosure.rules import (
    MEAN_DECIMALS,
    P_VALUE_BANDS,
    PROMISED,
    Policy,
    banded,
    rounded,
)
from trip_analytics.tables import Returns

_MEANS: Final = ["slope", "slope_low", "slope_high"]
_P_VALUES: Final = ["p_value", "p_adjusted"]
_SAME: Final = 1e-9
_NO_FIGURE: Final = -9.0  # which no slope and no band is


def release_trend(found: pd.DataFrame, returns: Returns, *, policy: Policy = PROMISED) -> Released:
    """A trend with every practice withheld of which it would tell an answer.

    The ratings of each year are published as exact counts, in which any two teams' ratings of
    the year could be exchanged. A trend tells them apart again, if the two have not the same
    years behind them. So a practice is shown only if each team's rating of each year could
    be exchanged with that of 3 other teams that rated otherwise (one more than the 2 who
    may pool what they know) without the rounded trend becoming another.

    Parameters
    ----------
    found : DataFrame
        As of ``trend``, trust-wide.
    returns : Returns
        What it was worked out from.
    policy : Policy

    Returns
    -------
    Released
        The same columns. Slopes and their intervals in rating points a year to 1 decimal,
        p-values rounded up to 0.001, 0.01, 0.05 or 1.

    Raises
    ------
    DisclosureError
        The table names teams or has a breakdown.
    """
    table = for_whole_trust(found, COLUMNS)
    told = pd.Series(False, index=table.index)
    if len(found):
        bridged = bool(found.attrs.get("bridge_wordings", False))
        ratings = team_ratings(returns, returns.years, "team")
        if not bridged:
            ratings = with_words_of_now(returns, ratings)
        cube = cube_of(ratings, returns.years, table["item_id"].tolist())
        years = np.array(returns.years, dtype=float) - returns.years[0]
        told = pd.Series(
            [
                0 < teams < policy.minimum_teams or _told(cube[:, :, item], years, policy.insiders)
                for item, teams in enumerate(table["teams"])
            ]
        )
    for column in _MEANS:
        table[column] = rounded(table[column], MEAN_DECIMALS)
    for column in _P_VALUES:
        table[column] = banded(table[column])
    notes = [
        "Trends are given to one decimal, and p-values are rounded up to 0.001, 0.01, 0.05 or 1: "
        "closer figures, beside the counts of each year, would tell what single teams had answered."
    ]
    if told.any():
        notes.append(
            f"A trend is withheld where fewer than {policy.minimum_teams} teams rated the practice "
            "in two years or more, or where it would tell what a team had rated."
        )
    return withhold("trend", table, {"trend": [*_MEANS, *_P_VALUES]}, {"trend": told}, notes)


def _told(ratings: Figures, years: Figures, insiders: int) -> bool:
    """Whether a practice's trend tells a rating, beside the counts of each year.

    ``ratings`` has years and teams for axes.
    """
    slopes = slopes_of(ratings[:, :, None], years)[:, 0]
    has_slope = ~np.isnan(slopes)
    n = int(has_slope.sum())
    if n == 0:
        return False
    known = np.where(has_slope, slopes, 0.0)
    total, squares = known.sum(), (known**2).sum()
    published = _published(np.array([total]), np.array([squares]), n)
    weights = _weights(~np.isnan(ratings), years)
    for of_year, weight in zip(ratings, weights, strict=True):
        rated = np.flatnonzero(~np.isnan(of_year))
        gain = of_year[rated][None, :] - of_year[rated][:, None]
        # Slopes of the one (rows) and of the other (columns) once their ratings are exchanged.
        one = weight[rated][:, None] * gain
        other = -weight[rated][None, :] * gain
        mine, theirs = known[rated][:, None], known[rated][None, :]
        sums = total + one + other
        of_squares = squares + 2 * mine * one + one**2 + 2 * theirs * other + other**2
        unchanged = (_published(sums.ravel(), of_squares.ravel(), n) == published).all(axis=0)
        partners = (unchanged.reshape(gain.shape) & (gain != 0)).sum(axis=1)
        if (partners <= insiders).any():
            return True
    return False


def _weights(rated: npt.NDArray[np.bool_], years: Figures) -> Figures:
    """By how much one more point in a year (rows) raises each team's slope (columns)."""
    n = rated.sum(axis=0)
    year = np.where(rated, years[:, None], 0.0)
    middle = year.sum(axis=0) / np.maximum(n, 1)
    off = np.where(rated, years[:, None] - middle, 0.0)
    spread = (off**2).sum(axis=0)
    weights: Figures = off / np.where(n > 1, spread, 1.0) * (n > 1)
    return weights


def _published(total: Figures, squares: Figures, n: int) -> Figures:
    """What is published of slopes with these sums: a column for each."""
    from scipy import stats

    mean = total / n
    variance = (squares - total * mean) / max(n - 1, 1)
    error = np.sqrt(np.where(variance > _SAME, variance, np.nan) / n)
    reach = stats.t.ppf(0.5 + CONFIDENCE / 2, max(n - 1, 1)) * error
    p_value = 2 * stats.t.sf(np.abs(mean) / error, max(n - 1, 1))
    band = np.searchsorted(P_VALUE_BANDS, p_value)
    ends = [rounded(pd.Series(end), MEAN_DECIMALS) for end in (mean, mean - reach, mean + reach)]
    figures = [end.to_numpy(float, na_value=np.nan) for end in ends]
    shown: Figures = np.stack([*figures, np.where(np.isnan(p_value), _NO_FIGURE, band)])
    return np.nan_to_num(shown, nan=_NO_FIGURE)
