"""Release of who took part, in numbers."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.analysis.participation import QUESTION
from trip_analytics.disclosure.published_figures import published_tables, table_name
from trip_analytics.disclosure.released import Released, withhold
from trip_analytics.disclosure.releases import InItsOwnWay, already_published
from trip_analytics.disclosure.rules import ALL_TEAMS, PUBLIC, Audience, Rule, passes
from trip_analytics.returns import Returns

LEADS: Final = ["with_staff_lead", "with_service_user_lead", "with_both_leads"]
_NO_PART: Final = "Not known"


def release_participation(participation: pd.DataFrame, *, rule: Rule) -> Released:
    """How many teams were asked and returned, and how they did their reviews. No names.

    That a team returned is no answer of its own, and may be known; nor is whether it answered
    everything, or how many priorities it named. These are given for all teams. With whom it
    chose its priorities is, and is given where the rule allows it.

    A row for each service line by name, "All teams" last: service_line; asked and returned, numbers
    of teams; for all teams complete, the number that answered everything, and priorities,
    with_staff_lead, with_service_user_lead and with_both_leads, numbers of priorities.

    Examples
    --------
    >>> teams = pd.DataFrame({"team": ["Ash", "Elm"], "service_line": "Adult"})
    >>> teams["returned"] = teams["complete"] = [True, False]
    >>> released = release_participation(teams.assign(priorities=[3, None]), rule=Rule())
    >>> released.table[["asked", "returned"]].values.tolist()
    [[2, 1], [2, 1]]
    """
    how = ["complete", "priorities", *LEADS]
    counted = participation.reindex(columns=["returned", *how]).astype("Int64").fillna(0)
    counted.insert(0, "asked", 1)
    parts = counted.groupby(participation["service_line"].astype("string").fillna(_NO_PART)).sum()
    # The parts are those that people know, not the merged ones: so how teams did it is
    # given for all teams alone.
    parts = parts.drop(columns=how)
    whole = counted.sum().to_frame().T.assign(service_line=ALL_TEAMS)
    table = pd.concat([parts.rename_axis("service_line").reset_index(), whole], ignore_index=True)
    table = table[["service_line", *counted.columns]]
    table = table.astype({"service_line": "string", **dict.fromkeys(counted.columns, "Int64")})
    table.attrs = participation.attrs
    named = counted.loc[counted["priorities"].gt(0)]
    hidden = {}
    for lead in LEADS:
        # A team's value is of how many of its own priorities it is so.
        of_own = (named[lead] / named["priorities"]).value_counts().to_frame().T
        fails = bool(len(named)) and not bool(passes(of_own, rule).all())
        hidden[lead] = table["service_line"].eq(ALL_TEAMS).astype(bool) & fails
    notes = ["Teams are counted, never named."]
    if any(rows.any() for rows in hidden.values()):
        notes.append(
            "How many priorities have leads is withheld where nearly all teams did the same."
        )
    return withhold(QUESTION.name, table, {lead: [lead] for lead in LEADS}, hidden, notes)


def release_of_list(participation: pd.DataFrame) -> Released:
    """How many teams returned one of several lists, answered all of it, and named priorities.

    With whom they chose these is said over all lists alone: beside that, one list's numbers would
    give those of another.
    """
    table = release_participation(participation, rule=PUBLIC).table.drop(columns=LEADS)
    table = table.loc[table["service_line"].eq(ALL_TEAMS)]
    return withhold(QUESTION.name, table, {}, {}, ["Teams are counted, never named."])


def _release(participation: pd.DataFrame, returns: Returns, _: Audience, rule: Rule) -> Released:
    year = int(participation.attrs.get("year", 0))
    if instrument := participation.attrs.get("instrument"):
        published = (published_tables(returns, year) or {}).get(
            table_name(QUESTION.name, instrument)
        )
        return published or release_of_list(participation)
    published = already_published(QUESTION.name, year, participation, returns)
    return published or release_participation(participation, rule=rule)


RELEASE: Final = InItsOwnWay(QUESTION, _release, even_empty=True)
