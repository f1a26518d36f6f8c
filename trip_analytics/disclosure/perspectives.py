"""Release of how differently two groups see the same practices."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.analysis.perspectives import QUESTION, both_views, perspective_gap
from trip_analytics.disclosure.releases import ByRule, Values, one_of, values_by_item
from trip_analytics.disclosure.rules import MEAN_DECIMALS
from trip_analytics.returns import Returns

_MEANS: Final = ("mean_of", "mean_over", "gap", "gap_low", "gap_high")
_P_VALUES: Final = ("p_value", "p_adjusted")


def _values(table: pd.DataFrame, returns: Returns) -> Values:
    views = both_views(returns, one_of(table, "year"), table.attrs["of"], table.attrs["over"])
    views = views.dropna(subset=["of", "over"])
    views["gap"] = views["of"] - views["over"]
    return {"gap": [values_by_item(table, views, view) for view in ("of", "over", "gap")]}


RELEASE: Final = ByRule(
    QUESTION,
    again=lambda it, returns: perspective_gap(
        returns, year=one_of(it, "year"), of=it.attrs["of"], over=it.attrs["over"]
    ),
    figures={"gap": [*_MEANS, *_P_VALUES]},
    values=_values,
    decimals=dict.fromkeys(_MEANS, MEAN_DECIMALS) | dict.fromkeys(_P_VALUES, 3),
    did="have both views",
    of_year=lambda returns, year: perspective_gap(returns, year=year),
)
