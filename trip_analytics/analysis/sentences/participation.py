"""Who took part: of a list of teams, or of the numbers of teams that may be shown."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.words import listed, number, opening, spelled

_LEADS: Final = {
    "with_staff_lead": "a staff lead",
    "with_service_user_lead": "a lead who uses the service",
    "with_both_leads": "both",
}
NEEDS: Final = ("returned", "complete", "priorities", *_LEADS)


def in_words(participation: pd.DataFrame) -> str:
    """How many teams returned, and with whom they chose their priorities."""
    return f"{returned(participation)} {leads(participation)}".strip()


def returned(participation: pd.DataFrame) -> str:
    """How many of the teams asked returned, and how many of these answered everything."""
    asked, came = _asked(participation), int(participation["returned"].sum())
    if came == 0:
        return "No team returned a review."
    if asked == came:
        said = f"{'All ' if asked > 1 else 'The '}{spelled(asked, 'team')} we asked"
    else:
        said = f"{came} of the {asked} teams we asked"
    return f"{said} returned a review.{_complete(participation, came)}"


def leads(participation: pd.DataFrame) -> str:
    """How many priorities have a staff lead, a lead who uses the service, and both."""
    if participation["priorities"].isna().all():
        return ""
    named = int(participation["priorities"].sum())
    if named == 0:
        return ""
    were = "priority was" if named == 1 else "priorities were"
    said = [
        f"{number(int(participation[lead].sum()))} with {whose}"
        for lead, whose in _LEADS.items()
        if participation[lead].notna().any()
    ]
    colon = f": {listed(said)}" if said else ""
    return f"{opening(number(named))} {were} named in all{colon}."


def _asked(participation: pd.DataFrame) -> int:
    # A list has a row for each team; numbers of teams say how many were asked.
    if "asked" not in participation:
        return len(participation)
    return int(participation["asked"].sum())


def _complete(participation: pd.DataFrame, came: int) -> str:
    if participation["complete"].isna().all():
        return ""
    complete = int(participation["complete"].sum())
    if complete == came:
        each = "Each of them" if came > 1 else "It"
        return f" {each} answered every statement."
    if complete == 0:
        return " None of them answered every statement."
    return f" {opening(spelled(complete, 'team'))} answered every statement."
