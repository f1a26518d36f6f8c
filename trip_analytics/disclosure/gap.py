"""Release of how differently two groups see the practices."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.analysis.perspectives import COLUMNS, both_views
from trip_analytics.disclosure.released import Released, for_whole_trust, withhold
from trip_analytics.disclosure.rules import (
    MEAN_DECIMALS,
    PROMISED,
    Policy,
    banded,
    rounded,
)
from trip_analytics.tables import Returns

_MEANS: Final = ["mean_of", "mean_over", "gap", "gap_low", "gap_high"]
_VIEWS: Final = ["of", "over", "gap"]
_P_VALUES: Final = ["p_value", "p_adjusted"]


def release_gap(gap: pd.DataFrame, returns: Returns, *, policy: Policy = PROMISED) -> Released:
    """A gap between two views with every practice withheld of which it would tell an answer.

    The view of one team's staff, or of the people who use it, may be that of one person, so
    a practice needs 10 teams with both views. And 3 of them (one more than the 2 who may
    pool what they know) must differ from the rest in each view and in the gap.

    Parameters
    ----------
    gap : DataFrame
        As of ``perspective_gap``, trust-wide.
    returns : Returns
        What it was worked out from.
    policy : Policy

    Returns
    -------
    Released
        The same columns. Means, gaps and intervals to 1 decimal, p-values rounded up to
        0.001, 0.01, 0.05 or 1.

    Raises
    ------
    DisclosureError
        The table names teams or has a breakdown.
    """
    table = for_whole_trust(gap, COLUMNS)
    told = pd.Series(False, index=table.index)
    if len(gap):
        year, of, over = int(gap["year"].iloc[0]), gap.attrs["of"], gap.attrs["over"]
        views = both_views(returns, year, of, over).dropna(subset=["of", "over"])
        views["gap"] = views["of"] - views["over"]
        # By how many teams the commonest answer is given: of each view, and of the gap.
        commonest = [views.groupby("item_id")[[view]].value_counts() for view in _VIEWS]
        most = pd.concat(commonest).groupby(level="item_id").max()
        most = table["item_id"].map(most).fillna(0).astype(int)
        few = table["teams"] < policy.minimum_group
        told = (table["teams"] > 0) & (few | (table["teams"] - most <= policy.insiders))
    for column in _MEANS:
        table[column] = rounded(table[column], MEAN_DECIMALS)
    for column in _P_VALUES:
        table[column] = banded(table[column])
    notes = ["Averages and gaps are given to one decimal; p-values are rounded up."]
    if told.any():
        notes.append(
            f"A gap is withheld where fewer than {policy.minimum_group} teams have both views, "
            "which may be those of few people, or where too many of them answered alike."
        )
    return withhold("gap", table, {"gap": [*_MEANS, *_P_VALUES]}, {"gap": told}, notes)
