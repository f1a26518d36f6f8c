"""Release of what is planned for the challenges."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.analysis.plans import COUNTED, QUESTION, each_plan, plans
from trip_analytics.disclosure.releases import ByRule, Values, one_of, values_by_item
from trip_analytics.returns import Returns


def _values(table: pd.DataFrame, returns: Returns) -> Values:
    """A team's value is how much its plan holds. Plans of an organisation are made to be shared."""
    written = each_plan(returns)
    written = written.loc[written["year"] == one_of(table, "year")]
    if written["team_id"].isna().all():
        return {}
    holds = written[list(COUNTED[1:])].astype(str).agg(" ".join, axis=1)
    grid = written.assign(holds=holds).pivot_table(
        index="unit", columns="item_id", values="holds", aggfunc="first"
    )
    each_item = grid.fillna("").melt(value_name="holds")
    return {"plans": [values_by_item(table, each_item, "holds")]}


RELEASE: Final = ByRule(
    QUESTION,
    again=lambda it, returns: plans(returns, year=one_of(it, "year")),
    figures={"plans": list(COUNTED)},
    values=_values,
    did="planned anything for a challenge",
    # They say what became of plans in later years.
    left_out=("reviewed", "overdue"),
    of_year=lambda returns, year: plans(returns, year=year),
)
