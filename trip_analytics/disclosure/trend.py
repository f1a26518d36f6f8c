"""Release of how practices moved over the years: for the board."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from trip_analytics.analysis.results import ALL
from trip_analytics.analysis.slopes import lines_of, with_all_practices
from trip_analytics.analysis.team_ratings import grids_by_year, team_ratings
from trip_analytics.analysis.trend import QUESTION, trend, with_words_of_now
from trip_analytics.disclosure.releases import ByRule, Values, values_in_columns
from trip_analytics.returns import Returns

_SLOPES: Final = ("slope", "slope_low", "slope_high")
_P_VALUES: Final = ("p_value", "p_adjusted")


def _values(table: pd.DataFrame, returns: Returns) -> Values:
    ratings = team_ratings(returns, returns.years, "team")
    if not table.attrs["bridge_wordings"]:
        ratings = with_words_of_now(returns, ratings)
    units, items = ratings["unit"].unique().tolist(), ratings["item_id"].unique().tolist()
    cube = grids_by_year(ratings, returns.years, units, items)
    since_first = np.array(returns.years, dtype=float) - returns.years[0]
    slopes = with_all_practices(lines_of(cube, since_first)).slope
    return {"slope": [values_in_columns(slopes, [*items, ALL], table)]}


RELEASE: Final = ByRule(
    QUESTION,
    again=lambda it, returns: trend(returns, bridge_wordings=it.attrs["bridge_wordings"]),
    figures={"slope": [*_SLOPES, *_P_VALUES]},
    values=_values,
    # The change of a year is small: hundredths of a point, not tenths.
    decimals=dict.fromkeys([*_SLOPES, *_P_VALUES], 2),
    did="rated the practice in two years or more",
    audience="board",
)
