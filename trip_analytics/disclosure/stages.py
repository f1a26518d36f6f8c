"""Release of the stages of the challenges."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.analysis.stages import QUESTION, STAGES, stage_profile
from trip_analytics.disclosure.releases import ByRule, Values, one_of
from trip_analytics.disclosure.rules import SHARE_DECIMALS
from trip_analytics.returns import Returns

_SHARES: Final = [f"share_stage_{stage}" for stage in STAGES]
_COUNTS: Final = [f"stage_{stage}" for stage in STAGES]


def teams_returned(returns: Returns, *years: int) -> bool:
    """Whether any return of Template A in these years is a team's.

    A return of the organisation or of a service line is made to be shared, and is counted as it
    is. Where teams filled in the form, their answers are theirs.
    """
    of_year = returns.stages["year"].isin(years)
    return bool(returns.stages.loc[of_year, "team_id"].notna().any())


def _values(table: pd.DataFrame, returns: Returns) -> Values:
    if not teams_returned(returns, one_of(table, "year")):
        return {}
    asked = table["teams"] + table["not_assessed"]
    return {
        "stages": [table[_COUNTS]],
        # challenge_priorities counts the same of the returns that rank challenges.
        "prioritised": [asked.to_frame()],
    }


RELEASE: Final = ByRule(
    QUESTION,
    again=lambda it, returns: stage_profile(returns, year=one_of(it, "year")),
    figures={"stages": [*_COUNTS, *_SHARES], "prioritised": ["prioritised"]},
    values=_values,
    decimals=dict.fromkeys(_SHARES, SHARE_DECIMALS),
    of_year=lambda returns, year: stage_profile(returns, year=year),
)
