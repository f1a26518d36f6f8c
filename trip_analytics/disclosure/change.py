"""Release of what changed between two years."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from trip_analytics.disclosure.profile import COUNTS
from trip_analytics.disclosure.released import Released, refuse_teams, release
from trip_analytics.disclosure.rules import (
    CHANGE_SHARE_DECIMALS,
    INSIDERS,
    MEAN_DECIMALS,
    MINIMUM_MOVERS,
    MINIMUM_TEAMS,
    banded,
    gives_away,
    refuse_breakdown,
    rounded,
)
from trip_analytics.errors import DisclosureError

_ABOUT: Final = ["item_id", "practice", "from_year", "to_year", "teams"]
_MEANS: Final = ["mean_change", "change_low", "change_high"]
_P_VALUES: Final = ["p_value", "p_adjusted"]
_SHARES: Final = ["improved", "same", "declined"]
_PARTS: Final = ["matched_part", "joiners_part", "leavers_part"]
_FIGURES: Final = [*_MEANS, *_P_VALUES, *_SHARES, "overall_change"]


def release_change(change: pd.DataFrame, *, before: pd.DataFrame, after: pd.DataFrame) -> Released:
    """Change between two years with every figure withheld that would give a team away.

    The ratings of each year are published as exact counts. Taking the teams of
    both years from them leaves the teams that joined and left, so the matched
    teams' change is given as rounded means and shares, never as counts, and:

    - a practice withheld in either year's profile is withheld here, because the
      change would tell its mean;
    - so is one that fewer than 5 teams rated in both years, or that all but 2 of
      them changed in alike (all better, all the same or all worse);
    - so is one whose rounded change could tell what a team that joined or left
      had rated, to readers who know 2 of those teams' ratings;
    - the parts of teams that joined or left are given where each of the two
      are 10 teams or more, or none.

    Parameters
    ----------
    change : DataFrame
        As of ``change_between``, trust-wide.
    before, after : DataFrame
        ``practice_profile`` of its two years, trust-wide.

    Returns
    -------
    Released
        The change's columns. Mean changes, intervals and parts in rating points to
        1 decimal; improved, same and declined (0-1) to the nearest 10%; p-values
        rounded up to 0.001, 0.01, 0.05 or 1.

    Raises
    ------
    DisclosureError
        A table names teams or has a breakdown, or the profiles are not those of
        the change's years.
    """
    refuse_teams(change)
    refuse_breakdown(change, [*_ABOUT, *_FIGURES, *_PARTS])
    table = change.reset_index(drop=True)
    earlier = _ratings_of(table, "from_year", before)
    later = _ratings_of(table, "to_year", after)
    teams = table["teams"].fillna(0).astype(int)
    joiners = later.sum(axis=1) - teams
    leavers = earlier.sum(axis=1) - teams
    if (joiners < 0).any() or (leavers < 0).any():
        raise _not_these_profiles()
    published = _rounded(table)
    directions = table[_SHARES].astype("Float64").mul(teams, axis=0).fillna(0).round().astype(int)
    figures = (
        gives_away(earlier, at_least=MINIMUM_TEAMS)
        | gives_away(later, at_least=MINIMUM_TEAMS)
        | gives_away(directions, at_least=MINIMUM_TEAMS)
        | _movers_told(table, published, earlier, later)
    )
    few = joiners.between(1, MINIMUM_MOVERS - 1) | leavers.between(1, MINIMUM_MOVERS - 1)
    return release(
        "change",
        published,
        {"figures": _FIGURES, "parts": _PARTS},
        {"figures": figures, "parts": figures | few},
        _notes(bool(figures.any()), bool((few & ~figures).any())),
    )


def _ratings_of(change: pd.DataFrame, year: str, profile: pd.DataFrame) -> pd.DataFrame:
    """The exact counts of one year's ratings, in the rows of the change."""
    refuse_teams(profile)
    listed = profile["item_id"]
    if listed.duplicated().any() or set(change[year].dropna()) - set(profile["year"].dropna()):
        raise _not_these_profiles()
    counts = profile.set_index("item_id")[COUNTS].reindex(change["item_id"])
    return counts.fillna(0).astype(int).reset_index(drop=True)


def _not_these_profiles() -> DisclosureError:
    return DisclosureError(
        "To release a change, give the practice profiles of its two years, from the same "
        "returns, as before= and after=."
    )


def _rounded(change: pd.DataFrame) -> pd.DataFrame:
    table = change[[*_ABOUT, *_FIGURES, *_PARTS]].copy()
    table["teams"] = table["teams"].astype("Int64")
    for column in (*_MEANS, "overall_change", *_PARTS):
        table[column] = rounded(table[column], MEAN_DECIMALS)
    for column in _SHARES:
        table[column] = rounded(table[column], CHANGE_SHARE_DECIMALS)
    for column in _P_VALUES:
        table[column] = banded(table[column])
    return table


def _movers_told(
    exact: pd.DataFrame, published: pd.DataFrame, earlier: pd.DataFrame, later: pd.DataFrame
) -> pd.Series[bool]:
    """Where the rounded change could tell a rating of a team that joined or left.

    From the counts, (sum of joiners' ratings) - (sum of leavers') = (sum of the
    later ratings) - (sum of the earlier) - (sum of the matched changes). The last is
    known as far as rounding lets it be. A team that moved is told when no sum that
    fits leaves it another rating: where the one below (or above) does not fit, and
    everybody whom insiders do not know is at the top (or bottom) of the scale; or
    where one sum fits, and one team is unknown. The ratings themselves are not
    looked at, only how far the sum is from its ends, so this errs on the safe side.
    """
    teams = exact["teams"].fillna(0).astype(int)
    joiners, leavers = later.sum(axis=1) - teams, earlier.sum(axis=1) - teams
    movers = joiners + leavers
    scale = np.arange(1, len(COUNTS) + 1)
    change = exact["mean_change"].astype("Float64").fillna(0.0).mul(teams).round().astype(int)
    moved = later.mul(scale, axis=1).sum(axis=1) - earlier.mul(scale, axis=1).sum(axis=1) - change
    lower_fits = _fits(change + 1, teams, published)
    higher_fits = _fits(change - 1, teams, published)
    known = (scale[-1] - scale[0]) * np.minimum(INSIDERS, movers - 1)
    near_top = scale[-1] * joiners - scale[0] * leavers - moved <= known
    near_bottom = moved - (scale[0] * joiners - scale[-1] * leavers) <= known
    told: pd.Series[bool] = (
        (near_top & ~lower_fits)
        | (near_bottom & ~higher_fits)
        | (~lower_fits & ~higher_fits & (movers <= INSIDERS + 1))
    )
    told &= (movers > 0) & (teams > 0)
    return told


def _fits(change: pd.Series, teams: pd.Series, published: pd.DataFrame) -> pd.Series[bool]:
    """Whether a sum of changes agrees with the published mean and interval."""
    mean = change / teams.where(teams > 0)
    half_a_step = 0.5 * 10**-MEAN_DECIMALS + 1e-9
    # The interval is as wide above the mean as below it, so its middle tells the mean again.
    middle = (published["change_low"] + published["change_high"]) / 2
    as_mean = (mean - published["mean_change"]).abs() <= half_a_step
    as_middle = (mean - middle).abs() <= half_a_step
    fits: pd.Series[bool] = as_mean.fillna(False).astype(bool) & as_middle.fillna(True).astype(bool)
    return fits


def _notes(any_withheld: bool, any_parts_withheld: bool) -> list[str]:
    notes = [
        "Changes are given to one decimal, shares of teams to the nearest 10%, and p-values are "
        "rounded up to 0.001, 0.01, 0.05 or 1: closer figures, beside the counts of each year, "
        "would tell what teams that joined or left had answered."
    ]
    if any_withheld:
        notes.append(
            f"A change is withheld where fewer than {MINIMUM_TEAMS} teams rated the practice in "
            "both years, where too many rated it alike or changed alike, or where it would tell "
            "what a team that joined or left had rated."
        )
    if any_parts_withheld:
        notes.append(
            "What joining and leaving teams added to the overall change is withheld where "
            f"fewer than {MINIMUM_MOVERS} joined or left."
        )
    return notes
