"""What teams chose to work on, in sentences."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.words import counted, listed, mid_sentence, percent

_WITH: Final = (
    "with_staff_lead",
    "with_service_user_lead",
    "with_both_leads",
    "with_measure",
    "with_due",
)
NEEDS: Final = ("item_id", "practice", "year", "teams", "share")

MOST_OFTEN: Final = 3
_BY_ITS_WORDS: Final = (
    "What a priority is about is told from its words, so a few may be counted wrongly."
)


def in_words(themes: pd.DataFrame) -> str:
    """The practices and challenges that most teams chose, and how firmly they planned."""
    if themes["teams"].eq(0).fillna(False).all():
        return f"No team named a priority in {themes['year'].iloc[0]}."
    said = [_most_often(themes), _something_else(themes), _how_firmly(themes), _BY_ITS_WORDS]
    return " ".join(sentence for sentence in said if sentence)


def _most_often(themes: pd.DataFrame) -> str:
    chosen = themes.loc[themes["item_id"].notna() & themes["teams"].fillna(0).gt(0)]
    if chosen.empty:
        if themes["teams"].isna().any():
            return "Which practices teams chose is withheld, because too few teams chose any."
        return "Teams chose none of the practices."
    chosen = chosen.sort_values("teams", ascending=False, kind="stable")
    fewest = chosen["teams"].iloc[:MOST_OFTEN].min()
    most = chosen.loc[chosen["teams"] >= fewest]
    if len(most) > MOST_OFTEN + 1 and (chosen["teams"] > fewest).any():
        # So many tie with the third that naming them would say little.
        most = chosen.loc[chosen["teams"] > fewest]
    names = listed(
        f"{mid_sentence(row['practice'])} ({_teams(row['teams'])}, {percent(row['share'])})"
        for row in most.to_dict("records")
    )
    return f"Most often teams chose {names}."


def _something_else(themes: pd.DataFrame) -> str:
    others = themes.loc[themes["item_id"].isna() & themes["teams"].fillna(0).gt(0)]
    if others.empty:
        return ""
    row = others.iloc[0]
    return (
        f"{_teams(row['teams'])} ({percent(row['share'])}) named a priority that could not be "
        "linked to a practice or a challenge."
    )


def _how_firmly(themes: pd.DataFrame) -> str:
    """The shares with leads, a measure and a date; of some rows alone they would mislead."""
    # What is public of priorities has none of these.
    if not set(_WITH) <= set(themes) or themes[["teams", *_WITH]].isna().any(axis=None):
        return ""
    choices = int(themes["teams"].sum())
    staff, service_user, both, measure, due = (
        percent(themes[column].sum() / choices) for column in _WITH
    )
    return (
        f"Of their {counted(choices, 'choice')} in all, {staff} have a staff lead, {service_user} "
        f"a lead who uses the service and {both} both; {measure} have a measure and {due} a date."
    )


def _teams(count: int) -> str:
    return counted(int(count), "team")
