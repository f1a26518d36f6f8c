"""Places among the practices that are shown, so that they tell nothing of the others."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pandas as pd

from trip_analytics.analysis.profile import practice_profile
from trip_analytics.tables import Returns

_RANKS: Final = ["rank_low", "rank_high"]
_KEY: Final = ["item_id", "practice"]


def among_shown(profile: pd.DataFrame, returns: Returns, withheld: pd.Series[bool]) -> pd.DataFrame:
    """A profile with places worked out without the practices that a release withholds.

    Where nearly all teams agree on a practice, that it is in one of the first places tells
    what they agree on; and a place that no other practice holds is the one it holds.

    Parameters
    ----------
    profile : DataFrame
        As of ``practice_profile``, trust-wide.
    returns : Returns
        What it was worked out from.
    withheld : Series of bool
        Of its rows, those that are withheld.
    """
    if not withheld.any():
        return profile
    ratings = returns.ratings
    shown = ratings.loc[~ratings["item_id"].isin(profile.loc[withheld, "item_id"])]
    # One of several wordings of a practice that is withheld takes the places of the others.
    year = int(profile["year"].iloc[0])
    again = practice_profile(replace(returns, ratings=shown), year=year)
    places = again.set_index(_KEY)[_RANKS].reindex(pd.MultiIndex.from_frame(profile[_KEY]))
    profile = profile.copy()
    profile[_RANKS] = places.set_axis(profile.index)
    return profile
