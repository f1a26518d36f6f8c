"""Release of which challenges returns put first."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.analysis.challenge_priorities import QUESTION, challenge_priorities
from trip_analytics.analysis.stages import assessed_challenges
from trip_analytics.disclosure.releases import ByRule, Values, one_of, values_by_item, yes_or_no
from trip_analytics.disclosure.rules import SHARE_DECIMALS
from trip_analytics.disclosure.stages import teams_returned
from trip_analytics.returns import Returns


def _values(table: pd.DataFrame, returns: Returns) -> Values:
    year = one_of(table, "year")
    if not teams_returned(returns, year):
        return {}
    places = assessed_challenges(returns, year)
    return {
        "in_top_five": [yes_or_no(table["in_top_five"], table["returns"])],
        "ranked_first": [yes_or_no(table["ranked_first"], table["returns"])],
        # The place in the middle is that of one return.
        "ranked": [values_by_item(table, places, "priority")],
    }


RELEASE: Final = ByRule(
    QUESTION,
    again=lambda it, returns: challenge_priorities(returns, year=one_of(it, "year")),
    figures={
        "in_top_five": ["in_top_five", "share"],
        "ranked_first": ["ranked_first"],
        "ranked": ["ranked", "typical_place"],
    },
    values=_values,
    decimals={"share": SHARE_DECIMALS},
    companions={"in_top_five": 5, "ranked_first": 1},
    of_year=lambda returns, year: challenge_priorities(returns, year=year),
)
