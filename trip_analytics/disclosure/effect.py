"""Release of whether practices improved more where teams chose them."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.analysis.priority_effect import CAVEATS, COLUMNS
from trip_analytics.disclosure.released import Released, for_whole_trust, withhold
from trip_analytics.disclosure.rules import (
    MEAN_DECIMALS,
    PROMISED,
    Policy,
    banded,
    rounded,
)

_MEANS: Final = ["effect", "effect_low", "effect_high"]


def release_effect(effect: pd.DataFrame, *, policy: Policy = PROMISED) -> Released:
    """The effect of choice, given where 10 teams are behind it that did not all move alike.

    It is one figure over all practices of a year, so that a team's rating of one of them is
    far from it; but of few teams, or of teams all alike, it would tell how each had moved.

    Parameters
    ----------
    effect : DataFrame
        As of ``priority_effect``.
    policy : Policy

    Returns
    -------
    Released
        The same columns. Effects to 1 decimal, p-values rounded up to 0.001, 0.01, 0.05 or 1;
        the caveat is that of the method alone.

    Raises
    ------
    DisclosureError
        The table names teams.
    """
    table = for_whole_trust(effect, COLUMNS)
    told = table["effect"].notna() & (
        table["teams"].lt(policy.minimum_group) | table["p_value"].isna()
    )
    for column in _MEANS:
        table[column] = rounded(table[column], MEAN_DECIMALS)
    table["p_value"] = banded(table["p_value"])
    table["caveat"] = table["method"].map(CAVEATS).astype("string")
    notes = ["Effects are given to one decimal, and p-values are rounded up."]
    if told.any():
        notes.append(
            f"The effect of a year's choices is withheld where fewer than {policy.minimum_group} "
            "teams are behind it, or where they all moved alike."
        )
    return withhold("effect", table, {"effect": [*_MEANS, "p_value"]}, {"effect": told}, notes)
