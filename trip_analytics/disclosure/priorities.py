"""Release of what teams chose as their priorities."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.analysis.priorities import (
    LEADS_AND_PLANS,
    QUESTION,
    named_priorities,
    pooled_themes,
    priority_themes,
)
from trip_analytics.disclosure.releases import ByRule, Values, one_of, yes_or_no
from trip_analytics.disclosure.rules import SHARE_DECIMALS
from trip_analytics.returns import Returns


def _values(table: pd.DataFrame, returns: Returns) -> Values:
    named = named_priorities(returns, one_of(table, "year"))
    everybody = pd.Series(named["unit"].nunique(), index=table.index)
    return {"chosen": [yes_or_no(table["teams"], everybody)]}


RELEASE: Final = ByRule(
    QUESTION,
    # Which challenges were chosen at all would be an answer: they are taken together.
    again=lambda it, returns: pooled_themes(returns, one_of(it, "year")),
    replaced=True,
    figures={"chosen": ["teams", "share"]},
    values=_values,
    decimals={"share": SHARE_DECIMALS},
    did="named a priority",
    # Beside the number of all priorities with leads, which participation has, these would be
    # totals of each other. How priorities were matched is for the desk, too.
    left_out=(*LEADS_AND_PLANS, "priorities", "by_wording", "by_name", "by_examples"),
    companions={"chosen": None},
    of_year=lambda returns, year: priority_themes(returns, year=year),
)
