"""Release of who took part, in numbers."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.disclosure.released import Released, withhold
from trip_analytics.disclosure.rules import ALL_TEAMS, PROMISED, Policy
from trip_analytics.errors import DisclosureError

_HOW: Final = [
    "complete",
    "priorities",
    "with_staff_lead",
    "with_service_user_lead",
    "with_both_leads",
]
_NO_PART: Final = "Not known"


def release_participation(
    participation: pd.DataFrame, *, by: str = "service_line", policy: Policy = PROMISED
) -> Released:
    """How many teams were asked and returned, and how they went about it. No names.

    That a team returned is no answer of its own, and may be known. How it went
    about it (complete or not, with whom) is withheld in every part where one part
    has fewer than 10 teams; the figures for all teams stay.

    Parameters
    ----------
    participation : DataFrame
        As of ``participation``: a row for each team asked.
    by : {"service_line", "team_type"}
    policy : Policy

    Returns
    -------
    Released
        A row for each part by name, "All teams" last: the ``by`` column; asked, returned
        and complete, numbers of teams; priorities, with_staff_lead,
        with_service_user_lead and with_both_leads, numbers of priorities.

    Raises
    ------
    DisclosureError
        ``by`` is something else.

    Examples
    --------
    >>> teams = pd.DataFrame({"team": ["Ash", "Elm"], "service_line": "Adult"})
    >>> teams["returned"] = teams["complete"] = [True, False]
    >>> released = release_participation(teams.assign(priorities=[3, None]))
    >>> released.table[["asked", "returned"]].values.tolist()
    [[2, 1], [2, 1]]
    """
    if by not in ("service_line", "team_type"):
        raise DisclosureError(
            "Participation is released by='service_line' or by='team_type', not by anything finer."
        )
    counted = participation.reindex(columns=["returned", *_HOW]).astype("Int64").fillna(0)
    counted.insert(0, "asked", 1)
    parts = counted.groupby(participation[by].astype("string").fillna(_NO_PART)).sum()
    table = parts.rename_axis(by).reset_index()
    whole = counted.sum().to_frame().T.assign(**{by: ALL_TEAMS})
    table = pd.concat([table, whole[table.columns]], ignore_index=True)
    table = table.astype({by: "string", **dict.fromkeys(counted.columns, "Int64")})
    table.attrs = participation.attrs
    small = bool((parts["asked"] < policy.minimum_group).any())
    hidden = table[by].ne(ALL_TEAMS).astype(bool) & small
    notes = ["Teams are counted, never named."]
    if hidden.any():
        notes.append(
            f"How teams went about it is withheld by {by.replace('_', ' ')}, because one has fewer "
            f"than {policy.minimum_group} teams and the others would give it away."
        )
    return withhold("participation", table, {"how": _HOW}, {"how": hidden}, notes)
