"""Release of how far the organisational challenges moved between two years."""

from __future__ import annotations

from functools import partial

import pandas as pd

from trip_analytics.analysis.stage_change import COLUMNS
from trip_analytics.analysis.stages import STAGES
from trip_analytics.analysis.team_ratings import answers_of
from trip_analytics.disclosure.released import Released, for_whole_trust, withhold
from trip_analytics.disclosure.rules import PROMISED, Policy, gives_away
from trip_analytics.disclosure.stages import teams_returned
from trip_analytics.tables import Returns


def release_stage_change(
    change: pd.DataFrame, returns: Returns, *, policy: Policy = PROMISED
) -> Released:
    """A change of stages with every challenge withheld of which it would tell an answer.

    Returns of the organisation or of service lines are no team's answers, and are counted as
    they are. Where teams filled in Template A, exact counts of those of both years beside the
    counts of each year tell those of the teams that came or went: so a challenge is shown
    only where those number 10 each or none, and where stages before, stages after, steps and
    the stages of who came or went each have 3 that differ from the rest.

    Parameters
    ----------
    change : DataFrame
        As of ``stage_change``, for the whole organisation.
    returns : Returns
        What it was worked out from.
    policy : Policy

    Returns
    -------
    Released
        The same columns, counts exact. All nine counts of a challenge are shown, or none.

    Raises
    ------
    DisclosureError
        The table names teams or has a breakdown.
    """
    table = for_whole_trust(change, COLUMNS)
    told = pd.Series(False, index=table.index)
    if len(change):
        earlier, later = int(change["from_year"].iloc[0]), int(change["to_year"].iloc[0])
        if teams_returned(returns, pd.Series([earlier, later])):
            told = table["item_id"].map(_told(table, returns, policy)).astype(bool)
    notes = []
    if told.any():
        notes.append(
            "The change of a challenge is withheld where teams filled in the form and fewer than "
            f"{policy.minimum_teams} can be compared, too many answered alike, or fewer than "
            f"{policy.minimum_movers} (but some) answered in one of the years alone."
        )
    return withhold("stage_change", table, {"teams": ["teams"]}, {"teams": told}, notes)


def _told(change: pd.DataFrame, returns: Returns, policy: Policy) -> pd.Series[bool]:
    """By challenge, whether its counts would tell a team's stage."""
    alike = partial(gives_away, at_least=policy.minimum_teams, insiders=policy.insiders)
    steps = change.assign(step=change["to_stage"] - change["from_stage"])
    tables = {
        which: steps.pivot_table("teams", "item_id", which, aggfunc="sum").fillna(0)
        for which in ("from_stage", "to_stage", "step")
    }
    matched = tables["step"].sum(axis=1)
    told = pd.Series(False, index=matched.index)
    for counts in tables.values():
        told |= alike(counts)
    for year, which in (("from_year", "from_stage"), ("to_year", "to_stage")):
        moved = _stages_of(returns, int(change[year].iloc[0])).reindex(matched.index, fill_value=0)
        moved = moved.sub(tables[which].reindex(columns=[*STAGES], fill_value=0))
        # Who returned twice in a year counts once among those of both years.
        movers = moved.clip(lower=0).sum(axis=1)
        told |= movers.between(1, policy.minimum_movers - 1) | alike(moved.clip(lower=0))
    return told & (matched > 0)


def _stages_of(returns: Returns, year: int) -> pd.DataFrame:
    """How many returns of a year placed each challenge at each stage."""
    given = answers_of(returns, "stages", [year])
    given = given.loc[given["stage"].notna()].astype({"stage": int, "item_id": object})
    return pd.crosstab(given["item_id"], given["stage"]).reindex(columns=[*STAGES], fill_value=0)
