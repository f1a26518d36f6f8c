"""Release of how far the challenges moved between two years: for the board."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.analysis.stage_change import QUESTION, stage_change
from trip_analytics.disclosure.releases import ByRule, Values, both_years
from trip_analytics.disclosure.stages import teams_returned
from trip_analytics.returns import Returns


def _values(table: pd.DataFrame, returns: Returns) -> Values:
    if not teams_returned(returns, *both_years(table)):
        return {}
    pairs = table["from_stage"].astype(str) + table["to_stage"].astype(str)
    counts = table.assign(pair=pairs).pivot_table(
        "teams", "item_id", "pair", aggfunc="sum", observed=True
    )
    return {"teams": [counts.reindex(table["item_id"]).fillna(0).set_axis(table.index)]}


RELEASE: Final = ByRule(
    QUESTION,
    again=lambda it, returns: stage_change(returns, *both_years(it)),
    figures={"teams": ["teams"]},
    values=_values,
    did="gave a stage in both years",
    audience="board",
)
