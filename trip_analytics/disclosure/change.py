"""Release of what changed between two years."""

from __future__ import annotations

from functools import partial
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from trip_analytics.analysis.team_ratings import as_grid, team_ratings
from trip_analytics.disclosure.released import Released, for_whole_trust, withhold
from trip_analytics.disclosure.rules import (
    CHANGE_SHARE_DECIMALS,
    MEAN_DECIMALS,
    PROMISED,
    Policy,
    banded,
    gives_away,
    rounded,
    rounded_up,
)
from trip_analytics.errors import DisclosureError
from trip_analytics.tables import Returns

Ratings = npt.NDArray[np.float64]
RATINGS: Final = range(1, 6)

_ABOUT: Final = ["item_id", "practice", "from_year", "to_year", "teams"]
_MEANS: Final = ["mean_change", "change_low", "change_high"]
_P_VALUES: Final = ["p_value", "p_adjusted"]
_SHARES: Final = ["improved", "same", "declined"]
PARTS: Final = ["matched_part", "joiners_part", "leavers_part"]
# Beside the counts of each year they would tell the mean of the teams that joined or left.
_NEVER_RELEASED: Final = ["mean_before", "mean_after"]
FIGURES: Final = [*_MEANS, *_P_VALUES, *_SHARES, "overall_change"]


def release_change(
    change: pd.DataFrame,
    returns: Returns,
    *,
    perspective: str = "team",
    policy: Policy = PROMISED,
) -> Released:
    """Change between two years with every figure withheld that would give a team away.

    The ratings of each year are published as exact counts. Taking the teams of
    both years from them leaves the teams that joined and left, so the matched
    teams' change is given as rounded means and shares, never as counts, and:

    - a practice withheld in either year's profile is withheld here, because the
      change would tell its mean;
    - so is one that fewer than 5 teams rated in both years, or that all but 2 of
      them changed in alike (all better, all the same or all worse);
    - so is one whose rounded change would tell what a team that joined or left had
      rated, to readers who know 2 of those teams' ratings;
    - the parts of teams that joined or left are given where each of the two
      are 10 teams or more, or none.

    Parameters
    ----------
    change : DataFrame
        As of ``change_between(returns, ...)``, trust-wide.
    returns : trip_analytics.Returns
        What it was worked out from.
    perspective : str
        Whose view it is.
    policy : Policy

    Returns
    -------
    Released
        The change's columns but mean_before and mean_after. Mean changes and parts in
        rating points to 1 decimal; the interval as much to either side of that, its
        margin rounded up to 1 decimal; improved and declined (0-1) to the nearest 10%, and
        same what these leave; p-values rounded up to 0.001, 0.01, 0.05 or 1.

    Raises
    ------
    DisclosureError
        The table names teams, has a breakdown, or is not of these returns.

    Examples
    --------
    >>> from trip_analytics.analysis import change_between
    >>> ratings = pd.DataFrame({"team": [f"Team {n}" for n in range(9)] * 2, "item_id": "choices"})
    >>> ratings["year"] = [2024] * 9 + [2025] * 9
    >>> ratings["rating"] = [1, 2, 3, 4, 1, 2, 3, 4, 5, 2, 4, 2, 4, 3, 2, 4, 3, 5]
    >>> returns = Returns.from_tables(ratings=ratings)
    >>> released = release_change(change_between(returns, 2024, 2025), returns).table
    >>> released.loc[released["item_id"] == "choices", ["mean_change", "improved"]].values.tolist()
    [[0.4, 0.4]]
    """
    change = for_whole_trust(change, [*_ABOUT, *FIGURES, *PARTS, *_NEVER_RELEASED])
    published = _rounded(change)
    before, after = _ratings_of(change, returns, perspective)
    teams = change["teams"].fillna(0).to_numpy(int)
    matched = ~np.isnan(before) & ~np.isnan(after) & (teams > 0)
    if (matched.sum(axis=0) != teams).any():
        raise _not_of_these()
    joined = np.where(matched, np.nan, after)
    left = np.where(matched, np.nan, before)
    directions = change[_SHARES].astype("Float64").mul(teams, axis=0).fillna(0).round().astype(int)
    too_alike = partial(gives_away, at_least=policy.minimum_teams, insiders=policy.insiders)
    figures = (
        too_alike(_counts(before))
        | too_alike(_counts(after))
        | too_alike(directions)
        | _movers_told(change, published, joined, left, policy.insiders)
    )
    few = pd.Series(False, index=change.index)
    for movers in (joined, left):
        number = pd.Series((~np.isnan(movers)).sum(axis=0), index=change.index)
        few |= number.between(1, policy.minimum_movers - 1)
    return withhold(
        "change",
        published,
        {"figures": FIGURES, "parts": PARTS},
        {"figures": figures, "parts": figures | few},
        _notes(bool(figures.any()), bool((few & ~figures).any()), policy),
    )


def _ratings_of(change: pd.DataFrame, returns: Returns, perspective: str) -> list[Ratings]:
    """The ratings of the two years, a row for each team and a column for each item."""
    years = [change[column].dropna().unique() for column in ("from_year", "to_year")]
    items = change["item_id"]
    if items.duplicated().any() or any(len(of_change) > 1 for of_change in years):
        raise _not_of_these()
    chosen = [int(of_change[0]) for of_change in years if len(of_change)]
    ratings = team_ratings(returns, chosen, perspective)
    units = ratings["unit"].unique().tolist()
    grids = [as_grid(ratings.loc[ratings["year"] == year], units, [*items]) for year in chosen]
    return grids or [np.empty((0, 0)), np.empty((0, 0))]


def _counts(ratings: Ratings) -> pd.DataFrame:
    """How many teams gave each item each rating."""
    return pd.DataFrame({point: (ratings == point).sum(axis=0) for point in RATINGS})


def _not_of_these() -> DisclosureError:
    return DisclosureError(
        "To release a change, give the returns from which change_between worked it out, with the "
        "same perspective."
    )


def _rounded(change: pd.DataFrame) -> pd.DataFrame:
    table = change[[*_ABOUT, *FIGURES, *PARTS]].copy()
    table["teams"] = table["teams"].astype("Int64")
    for column in ("mean_change", "overall_change", *PARTS):
        table[column] = rounded(table[column], MEAN_DECIMALS)
    margin = (table["change_high"] - table["change_low"]) / 2
    table["change_low"], table["change_high"] = interval_shown(table["mean_change"], margin)
    for column in ("improved", "declined"):
        table[column] = rounded(table[column], CHANGE_SHARE_DECIMALS)
    table["same"] = same_shown(table["improved"], table["declined"])
    for column in _P_VALUES:
        table[column] = banded(table[column])
    return table


def interval_shown(mean: pd.Series, margin: pd.Series) -> tuple[pd.Series, pd.Series]:
    """The interval about a mean that is shown rounded: its margin is rounded up.

    Both ends rounded by themselves would tell mean and margin far more closely.

    Examples
    --------
    >>> [end.tolist() for end in interval_shown(pd.Series([0.5]), pd.Series([0.77]))]
    [[-0.3], [1.3]]
    """
    margin = rounded_up(margin, MEAN_DECIMALS)
    return rounded(mean - margin, MEAN_DECIMALS), rounded(mean + margin, MEAN_DECIMALS)


def same_shown(improved: pd.Series, declined: pd.Series) -> pd.Series:
    """What the two shares shown leave, so that the three add up and the third tells nothing more.

    Examples
    --------
    >>> same_shown(pd.Series([0.3]), pd.Series([0.3])).tolist()
    [0.4]
    """
    return rounded((1 - improved - declined).clip(lower=0), CHANGE_SHARE_DECIMALS)


def _movers_told(
    change: pd.DataFrame,
    published: pd.DataFrame,
    joined: Ratings,
    left: Ratings,
    insiders: int,
) -> pd.Series[bool]:
    """Where the rounded change tells a rating of a team that joined or left.

    From the counts, (sum of joiners' ratings) - (sum of leavers') = (sum of the
    later ratings) - (sum of the earlier) - (sum of the matched changes), and the
    rounded mean leaves few sums of matched changes. A team is told when no sum
    that fits leaves it another rating: where the movers' sum cannot be lower and
    everybody but the insiders is at the top of the scale, or the other way about;
    or where one sum fits, and one team is unknown.
    """
    teams = change["teams"].fillna(0).astype(int)
    matched = change["mean_change"].astype("Float64").fillna(0.0).mul(teams).round().astype(int)
    # A sum of changes one higher leaves the movers a sum one lower.
    lower_fits = _fits(matched + 1, teams, published)
    higher_fits = _fits(matched - 1, teams, published)
    lowest, highest = min(RATINGS), max(RATINGS)
    movers = (~np.isnan(joined)).sum(axis=0) + (~np.isnan(left)).sum(axis=0)
    below_top = movers - (joined == highest).sum(axis=0) - (left == lowest).sum(axis=0)
    above_bottom = movers - (joined == lowest).sum(axis=0) - (left == highest).sum(axis=0)
    told: pd.Series[bool] = (
        (~lower_fits & (below_top <= insiders) & (below_top < movers))
        | (~higher_fits & (above_bottom <= insiders) & (above_bottom < movers))
        | (~lower_fits & ~higher_fits & (movers <= insiders + 1) & (movers > 0))
    )
    told &= teams > 0
    return told


def _fits(changes: pd.Series, teams: pd.Series, published: pd.DataFrame) -> pd.Series[bool]:
    """Whether a sum of changes agrees with the published mean."""
    mean = changes / teams.where(teams > 0)
    fits: pd.Series[bool] = rounded(mean, MEAN_DECIMALS).eq(published["mean_change"])
    return fits.fillna(False).astype(bool)


def _notes(any_withheld: bool, any_parts_withheld: bool, policy: Policy) -> list[str]:
    notes = [
        "Changes are given to one decimal, with an interval that goes as far to either side, "
        "shares of teams to the nearest 10% (those the same are what is left), and p-values are "
        "rounded up to 0.001, 0.01, 0.05 or 1: closer figures, beside the counts of each year, "
        "would tell what teams that joined or left had answered."
    ]
    if any_withheld:
        notes.append(
            f"A change is withheld where fewer than {policy.minimum_teams} teams rated the "
            "practice in both years, where too many rated it alike or changed alike, or where it "
            "would tell what a team that joined or left had rated."
        )
    if any_parts_withheld:
        notes.append(
            "What joining and leaving teams added to the overall change is withheld where "
            f"fewer than {policy.minimum_movers} joined or left."
        )
    return notes
