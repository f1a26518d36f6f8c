"""One correlation for a whole report: how alike the same teams rate in two years, with noise.

The interval of a change is narrower if the teams of the two years are the same and rate alike.
How alike is the only thing in a public report that depends on which team gave which of two
years' sheets. So it is bounded in what one team can do to it, made noisy and coarse.
"""

from __future__ import annotations

import hmac
import json
import math
from hashlib import sha256
from typing import Final

import numpy as np

from trip_analytics.analysis.intervals import Figures
from trip_analytics.analysis.team_ratings import as_grid, team_ratings
from trip_analytics.disclosure.rating_counts import counts_of, moments_of, points_of
from trip_analytics.disclosure.released import Released
from trip_analytics.returns import Returns

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

    It is 0 without a store, with fewer than 30 teams in both years, or with ratings of a year
    between the two: so each year has a part in two correlations at most, however much is released.
    """
    if returns.secret is None or _rated_between(returns, years):
        return 0.0
    parts = parts_of_teams(returns, before, after, years)
    if len(parts) < FEWEST_TEAMS:
        return 0.0
    # Other figures of the same years have a noise of their own: with the same one, they would
    # tell how far the correlations behind them are apart.
    items = _shown(before, after)
    counts = [_published_counts(each, items)[0].astype(int).tolist() for each in (before, after)]
    about = json.dumps([years, len(parts), items, counts])
    return float(in_tenths(parts.mean(), len(parts), noise(returns.secret, about)))


def _rated_between(returns: Returns, years: tuple[int, int]) -> bool:
    rated = returns.ratings.loc[returns.ratings["rating"].notna(), "year"]
    return bool(rated.between(*years, inclusive="neither").any())


def in_tenths(mean: Figures | float, teams: int, chance: Figures | float) -> Figures:
    """The mean over so many teams with noise of scale 1, as it is published."""
    noisy = mean + scale_of(teams) * (chance - 1)
    published: Figures = np.clip(np.floor(noisy * 10), 0, round(MOST * 10)) / 10
    return published


def scale_of(teams: int) -> float:
    """How far exchanging two sheets can move the mean over so many teams: two parts, end to end."""
    return 2 * (BOUNDS[1] - BOUNDS[0]) / teams


def parts_of_teams(
    returns: Returns, before: Released, after: Released, years: tuple[int, int]
) -> Figures:
    """The part of each team that returned in both years: 0 where it rated nothing in both."""
    units = teams_in_both(returns, years)
    ratings = team_ratings(returns, years, "team")
    ratings = ratings.loc[ratings["unit"].isin(units)]
    items = _shown(before, after)
    first, second = (
        standardised(
            as_grid(
                ratings.loc[(ratings["year"] == year) & ratings["item_id"].isin(items)],
                units,
                items,
            ),
            *_published_counts(profile, items),
        )
        for year, profile in zip(years, (before, after), strict=True)
    )
    return parts_of(first, second)


def teams_in_both(returns: Returns, years: tuple[int, int]) -> list[str]:
    """The teams that returned any form in both years, whatever form that was, by id."""
    current = returns.returns.loc[returns.returns["status"] == "current"]
    teams = [set(current.loc[current["year"] == year, "team_id"].dropna()) for year in years]
    return sorted(teams[0] & teams[1])


def parts_of(first: Figures, second: Figures, bounds: tuple[float, float] = BOUNDS) -> Figures:
    """Each team's part, by its standardised ratings of two years: practices in the last place."""
    products = first * second
    rated = ~np.isnan(products)
    total = np.where(rated, products, 0).sum(axis=-1)
    parts: Figures = np.clip(total / np.maximum(rated.sum(axis=-1), 1), *bounds)
    return parts


def _shown(before: Released, after: Released) -> list[str]:
    """The practices that both years show, those with several wordings aside."""
    shown = [
        each.table.loc[each.table["mean"].notna() & ~each.table.duplicated("item_id", keep=False)]
        for each in (before, after)
    ]
    later = set(shown[1]["item_id"])
    return [str(item) for item in shown[0]["item_id"] if item in later]


def _published_counts(profile: Released, items: list[str]) -> tuple[Figures, Figures]:
    """How many teams gave each rating, practice by practice, and the ratings."""
    table = profile.table.set_index("item_id").loc[items]
    return counts_of(table).to_numpy(dtype=float), np.array(points_of(table), dtype=float)


def standardised(ratings: Figures, counts: Figures, points: Figures) -> Figures:
    """Ratings (teams x practices) as standard deviations from the mean of all teams.

    ``counts`` (practices x points) is how many of all teams gave each rating.
    """
    n, mean, squares = moments_of(counts, points)
    deviation = np.sqrt(squares / n)
    moved: Figures = (ratings - mean[..., np.newaxis, :]) / deviation[..., np.newaxis, :]
    return moved


def noise(secret: str, about: str) -> float:
    """Laplace noise of scale 1 that nobody without the secret can work out.

    Examples
    --------
    >>> noise("a secret", "2024 and 2025") == noise("a secret", "2024 and 2025")
    True
    """
    digest = hmac.new(secret.encode(), about.encode(), sha256).digest()
    uniform = (int.from_bytes(digest[:8]) + 0.5) / 2**64 - 0.5
    return math.copysign(math.log1p(-2 * abs(uniform)), -uniform)
