"""Release of the strongest and the weakest practices: lists of those that are shown."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from trip_analytics.analysis.strongest import STRONGEST, WEAKEST, head_of
from trip_analytics.disclosure.practices import HALF, practices_of, rounded_profile
from trip_analytics.disclosure.rating_counts import counts_of, moments_of, points_of
from trip_analytics.disclosure.released import Released, withhold
from trip_analytics.disclosure.releases import InItsOwnWay, of_its_list, only_year
from trip_analytics.disclosure.rules import Audience, Rule
from trip_analytics.returns import Returns


def release_ends(profile: Released, n: int, *, strongest: bool) -> Released:
    """The strongest or the weakest of the practices that have a place in a released profile."""
    table = profile.table
    # In the order of the averages themselves, which follow from the counts.
    counts = counts_of(table).astype("Float64").to_numpy(float, na_value=np.nan)
    _, means, _ = moments_of(counts, np.array(points_of(table), dtype=float))
    exact = pd.Series(means, index=table.index)
    shown = table.assign(mean=exact).loc[table["rank_low"].notna()]
    shown = shown.drop(columns=HALF, errors="ignore")
    shown.attrs = {**table.attrs, "notes": []}
    listed = rounded_profile(head_of(shown, n, strongest=strongest))
    question = STRONGEST if strongest else WEAKEST
    return withhold(question.name, listed, {}, {}, profile.notes)


def _release(result: pd.DataFrame, returns: Returns, _: Audience, rule: Rule) -> Released:
    returns = of_its_list(result, returns)
    profile = practices_of(returns, only_year(result), rule)
    strongest = result.attrs["analysis"] == STRONGEST.name
    return release_ends(profile, result.attrs["n"], strongest=strongest)


OF_THE_STRONGEST: Final = InItsOwnWay(STRONGEST, _release)
OF_THE_WEAKEST: Final = InItsOwnWay(WEAKEST, _release)
