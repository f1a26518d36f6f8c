"""Release of what became of the priorities."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.analysis.priorities import named_priorities
from trip_analytics.analysis.progress import PROGRESS, QUESTION, priority_progress
from trip_analytics.disclosure.releases import ByRule, Values
from trip_analytics.returns import Returns


def _values(table: pd.DataFrame, returns: Returns) -> Values:
    """A team's value is what became of all its priorities."""
    named = named_priorities(returns, *table["year"].astype(int))
    named = named.assign(progress=named["progress"].fillna("")).sort_values("progress")
    teams = named.groupby(["year", "unit"], as_index=False).agg({"progress": " ".join})
    # How many forms leave it out altogether is nobody's answer.
    said = set(teams.loc[teams["progress"].str.strip().ne(""), "year"])
    teams = teams.loc[teams["year"].isin(said)]
    counts = pd.crosstab(teams["year"].astype(int), teams["progress"])
    counts = counts.reindex(table["year"].astype(int), fill_value=0)
    return {"progress": [counts.set_axis(table.index)]}


def _of_year(returns: Returns, year: int) -> pd.DataFrame:
    progress = priority_progress(returns)
    return progress.loc[progress["year"] == year] if len(progress) else progress


RELEASE: Final = ByRule(
    QUESTION,
    again=lambda _, returns: priority_progress(returns),
    figures={"progress": list(PROGRESS)},
    values=_values,
    did="say what became of theirs",
    of_year=_of_year,
)
