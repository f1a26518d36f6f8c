"""Release of monthly indicators: those of the trust, or of many teams put together."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.analysis.indicators import QUESTION
from trip_analytics.disclosure.releases import ByRule, Values
from trip_analytics.returns import Returns


def _values(table: pd.DataFrame, _: Returns) -> Values:
    """The trust's own figures are nobody's answers; put together, each team has one of its own."""
    teams = table["teams"].fillna(0).astype(int)
    most = int(teams.max()) if len(teams) else 0
    return {"chart": [pd.DataFrame({n: teams.gt(n).astype(int) for n in range(most)})]}


RELEASE: Final = ByRule(
    QUESTION,
    again=lambda it, _: it,
    figures={"chart": []},
    values=_values,
    refusal="A chart of one team's figures, or of a few teams' put together, never leaves the "
    "desk: give the trust's own figures, without a team.",
)
