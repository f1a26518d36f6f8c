"""Release of what became of priorities."""

from __future__ import annotations

import pandas as pd

from trip_analytics.analysis.priorities import named_priorities
from trip_analytics.analysis.priority_progress import PROGRESS
from trip_analytics.disclosure.released import Released, for_whole_trust, withhold
from trip_analytics.disclosure.rules import PROMISED, Policy
from trip_analytics.tables import Returns


def release_progress(
    progress: pd.DataFrame, returns: Returns, *, policy: Policy = PROMISED
) -> Released:
    """Progress with every year withheld that would tell what became of a team's priorities.

    A team has up to three priorities and knows of all its own. So of a year in which any
    progress is given, 5 teams must give some, and without the 2 teams whose priorities stand
    out most from what most are, others must differ still.

    Parameters
    ----------
    progress : DataFrame
        As of ``priority_progress``, trust-wide.
    returns : Returns
        What it was worked out from.
    policy : Policy

    Returns
    -------
    Released
        The same columns, counts exact.

    Raises
    ------
    DisclosureError
        The table names teams or has a breakdown.
    """
    table = for_whole_trust(progress, ["year", "priorities", *PROGRESS])
    told = table["year"].map(lambda year: _told(returns, int(year), policy)).astype(bool)
    notes = []
    if told.any():
        notes.append(
            "What became of a year's priorities is withheld where fewer than "
            f"{policy.minimum_teams} teams say, or where so many say the same that "
            f"{policy.insiders} teams that pool what they know could work out the others'."
        )
    return withhold("progress", table, {"progress": [*PROGRESS]}, {"progress": told}, notes)


def _told(returns: Returns, year: int, policy: Policy) -> bool:
    named = named_priorities(returns, year)
    said = named.loc[named["progress"].notna()]
    if said.empty:
        return False  # how many forms leave it out is nobody's answer
    if said["unit"].nunique() < policy.minimum_teams:
        return True
    for state in said["progress"].unique():
        # Without those who have most that is otherwise, is everything like this?
        otherwise = said.loc[said["progress"] != state].groupby("unit").size()
        if otherwise.sort_values().iloc[: -policy.insiders].sum() == 0:
            return True
    return False
