"""Release of which organisational challenges come first."""

from __future__ import annotations

from functools import partial
from typing import Final

import pandas as pd

from trip_analytics.analysis.challenge_priorities import COLUMNS
from trip_analytics.disclosure.released import Released, for_whole_trust, withhold
from trip_analytics.disclosure.rules import (
    PROMISED,
    SHARE_DECIMALS,
    Policy,
    gives_away,
    rounded,
    with_companions,
)
from trip_analytics.disclosure.stages import teams_returned
from trip_analytics.tables import Returns

_TOGETHER: Final = {
    "in_top_five": ["in_top_five", "share"],
    "ranked_first": ["ranked_first"],
    # The place in the middle is that of one return.
    "ranked": ["ranked", "typical_place"],
}


def release_challenge_priorities(
    chosen: pd.DataFrame, returns: Returns, *, policy: Policy = PROMISED
) -> Released:
    """Which challenges come first, with every figure withheld that would give a team away.

    Returns of the organisation or of service lines are no team's answers, and are counted as
    they are. Where teams filled in Template A, a count needs 3 returns that chose the
    challenge and 3 that did not, of 5 at least; as returns choose five (and one first), what
    is withheld is two challenges or more, chosen by 3 between them. The place in the middle
    is that of one return, and is withheld.

    Parameters
    ----------
    chosen : DataFrame
        As of ``challenge_priorities``, for the whole organisation.
    returns : Returns
        What it was worked out from.
    policy : Policy

    Returns
    -------
    Released
        The same columns. Counts exact, shares (0-1) to whole percents.

    Raises
    ------
    DisclosureError
        The table names teams or has a breakdown.
    """
    table = for_whole_trust(chosen, COLUMNS)
    hidden: dict[str, pd.Series[bool]] = {}
    if teams_returned(returns, table["year"]) and table["returns"].gt(0).any():
        hidden = _of_teams(table, policy)
    table["share"] = rounded(table["share"], SHARE_DECIMALS)
    notes = ["Shares are given to whole percents."]
    if any(rows.any() for rows in hidden.values()):
        notes.append(
            f"A figure is withheld where fewer than {policy.minimum_teams} returns rank challenges,"
            " where so many say the same that readers could work out another's, and where the "
            "total would tell it. The usual place is withheld, as it is that of one return."
        )
    figures = {name: _TOGETHER[name] for name in hidden}
    return withhold("challenge_priorities", table, figures, hidden, notes)


def _of_teams(table: pd.DataFrame, policy: Policy) -> dict[str, pd.Series[bool]]:
    alike = partial(gives_away, at_least=policy.minimum_teams, insiders=policy.insiders)
    hidden = {}
    for column in ("in_top_five", "ranked_first"):
        counts = table[column].fillna(0).astype(int)
        other = table["returns"].fillna(0).astype(int) - counts
        told = alike(pd.DataFrame({"chosen": counts, "not": other}))
        hidden[column] = with_companions(told, counts, policy)
    return {**hidden, "ranked": pd.Series(True, index=table.index)}
