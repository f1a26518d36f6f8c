"""Release of how well developed the practices were, year by year."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.analysis.history import COLUMNS
from trip_analytics.analysis.team_ratings import team_ratings
from trip_analytics.disclosure.released import Released, for_whole_trust, withhold
from trip_analytics.disclosure.rules import (
    MEAN_DECIMALS,
    PROMISED,
    SHARE_DECIMALS,
    Policy,
    gives_away,
    rounded,
)
from trip_analytics.tables import Returns

_MEANS: Final = ["mean", "mean_low", "mean_high"]
_SHARES: Final = ["well_developed", "well_developed_low", "well_developed_high"]


def release_history(
    history: pd.DataFrame, returns: Returns, *, policy: Policy = PROMISED
) -> Released:
    """A history with every year of a practice withheld that its profile would withhold.

    Parameters
    ----------
    history : DataFrame
        As of ``practice_history``, trust-wide.
    returns : Returns
        What it was worked out from.
    policy : Policy

    Returns
    -------
    Released
        The same columns. Means to 1 decimal, shares (0-1) to whole percents.

    Raises
    ------
    DisclosureError
        The table names teams or has a breakdown.
    """
    table = for_whole_trust(history, COLUMNS)
    for columns, decimals in ((_MEANS, MEAN_DECIMALS), (_SHARES, SHARE_DECIMALS)):
        for column in columns:
            table[column] = rounded(table[column], decimals)
    told = gives_away(
        _counts(table, returns), at_least=policy.minimum_teams, insiders=policy.insiders
    )
    notes = ["Averages are given to one decimal, shares to whole percents."]
    if told.any():
        notes.append(
            f"A year of a practice is withheld where fewer than {policy.minimum_teams} teams rated "
            f"it, or where so many rated it alike that readers who know the ratings of "
            f"{policy.insiders} teams could work out those of another."
        )
    return withhold("history", table, {"year": [*_MEANS, *_SHARES]}, {"year": told}, notes)


def _counts(table: pd.DataFrame, returns: Returns) -> pd.DataFrame:
    """How many teams gave each rating to the practice and in the year of each row."""
    ratings = team_ratings(returns, returns.years, "team").dropna(subset="rating")
    ratings = ratings.astype({"item_id": object, "year": int})
    counts = pd.crosstab([ratings["item_id"], ratings["year"]], ratings["rating"])
    rows = pd.MultiIndex.from_arrays([table["item_id"].astype(object), table["year"].astype(int)])
    return counts.reindex(rows, fill_value=0).set_axis(table.index)
