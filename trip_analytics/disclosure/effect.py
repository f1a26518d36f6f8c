"""Release of whether chosen practices improved more: for the board."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.analysis.effect import QUESTION, gains_by_year, priority_effect
from trip_analytics.disclosure.releases import ByRule, Values
from trip_analytics.disclosure.rules import MEAN_DECIMALS
from trip_analytics.returns import Returns

_EFFECT: Final = ("effect", "effect_low", "effect_high")


def _values(table: pd.DataFrame, returns: Returns) -> Values:
    """A team's value is how much more what it chose rose than its other practices."""
    gains = gains_by_year(returns)
    rows = [pd.Series(gains[int(year)]).round(9).value_counts() for year in table["chosen_year"]]
    return {"effect": [pd.DataFrame(rows).fillna(0).set_axis(table.index)]}


RELEASE: Final = ByRule(
    QUESTION,
    again=lambda _, returns: priority_effect(returns),
    figures={"effect": [*_EFFECT, "p_value", "caveat"]},
    values=_values,
    decimals=dict.fromkeys(_EFFECT, MEAN_DECIMALS) | {"p_value": 2},
    did="chose practices and rated them again",
    audience="board",
)
