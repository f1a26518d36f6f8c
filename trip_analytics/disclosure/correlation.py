"""One correlation for a whole report: how alike the same teams rate in two years, with noise.

The interval of a change is narrower if the teams of the two years are the same and rate alike.
How alike is the only thing in a public report that depends on which team gave which of two
years' sheets. So it is bounded in what one team can do to it, made noisy and coarse.
"""

from __future__ import annotations

import hmac
import math
from hashlib import sha256
from typing import Final

import numpy as np
import pandas as pd

from trip_analytics.analysis.team_ratings import as_grid, team_ratings
from trip_analytics.disclosure.profile import counts_of, points_of
from trip_analytics.disclosure.released import Released
from trip_analytics.tables import Returns

# With fewer teams in both years the noise would leave nothing of it.
FEWEST_TEAMS: Final = 30

# A team's part in the correlation is held between these two, 2 apart. To exchange two sheets of
# one year changes the parts of two teams at most, and so the mean over n teams by 4 / n.
BOUNDS: Final = (-0.5, 1.5)
MOST: Final = 0.9


def published_correlation(
    returns: Returns, before: Released, after: Released, years: tuple[int, int]
) -> float:
    """The correlation between the two years' ratings of the same teams, as it may be published.

    A team's part is the mean, over the practices shown in both years, of the product of its two
    standardised ratings; the correlation is the mean over teams. Laplace noise of scale 4 / n is
    added, keyed by a secret of the store, so that the same store always gives the same figure;
    then one scale is taken away, and the rest is rounded down to tenths, 0 to 0.9.

    Returns
    -------
    float
        0 without a store, or with fewer than 30 teams in both years.
    """
    if returns.secret is None:
        return 0.0
    parts = parts_of_teams(returns, before, after, years)
    if len(parts) < FEWEST_TEAMS:
        return 0.0
    scale = (BOUNDS[1] - BOUNDS[0]) * 2 / len(parts)
    noisy = float(parts.mean()) + scale * (noise(returns.secret, years) - 1)
    return min(max(math.floor(noisy * 10), 0) / 10, MOST)


def parts_of_teams(
    returns: Returns, before: Released, after: Released, years: tuple[int, int]
) -> pd.Series[float]:
    """The part of each team that returned in both years: 0 where it rated nothing in both."""
    ratings = team_ratings(returns, years, "team")
    teams = [set(ratings.loc[ratings["year"] == year, "unit"].unique()) for year in years]
    units = sorted(teams[0] & teams[1])
    ratings = ratings.loc[ratings["unit"].isin(units)]
    items = _shown(before, after)
    first, second = (
        _standardised(
            as_grid(
                ratings.loc[(ratings["year"] == year) & ratings["item_id"].isin(items)],
                units,
                items,
            ),
            profile,
            items,
        )
        for year, profile in zip(years, (before, after), strict=True)
    )
    products = pd.DataFrame(first * second, index=units)
    return products.mean(axis=1).fillna(0.0).clip(*BOUNDS)


def _shown(before: Released, after: Released) -> list[str]:
    """The practices that both years show, those with several wordings aside."""
    shown = [
        each.table.loc[each.table["mean"].notna() & ~each.table.duplicated("item_id", keep=False)]
        for each in (before, after)
    ]
    later = set(shown[1]["item_id"])
    return [str(item) for item in shown[0]["item_id"] if item in later]


def _standardised(
    grid: np.ndarray[tuple[int, int], np.dtype[np.float64]], profile: Released, items: list[str]
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Ratings as standard deviations from the mean of all teams, by the published counts."""
    table = profile.table.set_index("item_id").loc[items]
    points = np.array(points_of(table), dtype=float)
    counts = counts_of(table).to_numpy(dtype=float)
    n = counts.sum(axis=1)
    mean = counts @ points / n
    variance = (counts * (points - mean[:, None]) ** 2).sum(axis=1) / n
    standardised: np.ndarray[tuple[int, int], np.dtype[np.float64]] = (grid - mean) / np.sqrt(
        variance
    )
    return standardised


def noise(secret: str, years: tuple[int, int]) -> float:
    """Laplace noise of scale 1 that nobody without the secret can work out.

    Examples
    --------
    >>> noise("a secret", (2024, 2025)) == noise("a secret", (2024, 2025))
    True
    """
    digest = hmac.new(secret.encode(), "-".join(map(str, years)).encode(), sha256).digest()
    uniform = (int.from_bytes(digest[:8]) + 0.5) / 2**64 - 0.5
    return math.copysign(math.log1p(-2 * abs(uniform)), -uniform)
