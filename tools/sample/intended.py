"""What every return in the sample means, by the contract's rules: what reading must find.

Each table has the columns that its rows are given here, of the types of the tidy tables.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import pandas as pd

from tools.sample.challenges import Plan, Standing, plans, standings
from tools.sample.returns import TripReturn, trip_returns

_TYPES: Final = {
    **dict.fromkeys(("year", "number", "rating", "stage"), "Int64"),
    **dict.fromkeys(("staff_lead", "service_user_lead"), "boolean"),
    **dict.fromkeys(("agreed_on", "next_review"), "datetime64[s]"),
}


def _table(rows: Iterable[dict[str, object]], **types: str) -> pd.DataFrame:
    """Rows as a table; a column that has no other type is text."""
    table = pd.DataFrame(list(rows), dtype="object")
    return table.astype({name: (_TYPES | types).get(str(name), "string") for name in table})


def intended_returns() -> pd.DataFrame:
    """Every return: ``sheet`` is missing for TRIP, ``team_id`` for a service line's own."""
    forms: list[tuple[str, TripReturn | Standing | Plan, str | None, str | None, str]]
    forms = [("trip", each, None, each.team.team_id, each.status) for each in trip_returns()]
    forms += [("template-a", each, each.sheet, None, "current") for each in standings()]
    forms += [("template-b", each, each.sheet, None, "current") for each in plans()]
    return _table(
        {
            "file": each.file,
            "sheet": sheet,
            "instrument": instrument,
            "team_id": team_id,
            "service_line": each.service_line,
            "year": each.year,
            "status": status,
        }
        for instrument, each, sheet, team_id, status in forms
    )


def intended_ratings() -> pd.DataFrame:
    """Every mark of every current TRIP return; a rating where its state is ``rated``."""
    return _table(
        {
            "team_id": each.team.team_id,
            "team": each.team.team,
            "year": each.year,
            "item_id": item_id,
            "perspective": perspective,
            "rating": mark.value,
            "state": mark.state,
            "file": each.file,
        }
        for each in trip_returns()
        if each.status == "current"
        for (item_id, perspective), mark in each.marks.items()
    )


def intended_priorities() -> pd.DataFrame:
    """Every priority of every current TRIP return, and the item that it is about, if any."""
    return _table(
        {
            "team_id": each.team.team_id,
            "year": each.year,
            "number": chosen.number,
            "item_id": chosen.item_id,
            "priority": chosen.priority,
            "staff_lead": chosen.has_staff_lead,
            "service_user_lead": chosen.has_service_user_lead,
            "file": each.file,
        }
        for each in trip_returns()
        if each.status == "current"
        for chosen in each.priorities
    )


def intended_stages() -> pd.DataFrame:
    """Every line of every Template A; ``priority`` is a rank from 1 to 10."""
    return _table(
        (
            {
                "service_line": each.service_line,
                "year": each.year,
                "item_id": item_id,
                "stage": mark.value,
                "state": mark.state,
                "priority": each.priorities.get(item_id),
                "file": each.file,
                "sheet": each.sheet,
            }
            for each in standings()
            for item_id, mark in each.marks.items()
        ),
        priority="Int64",
    )


def intended_action_plans() -> pd.DataFrame:
    """Every line of every Template B; goals and actions have numbers."""
    return _table(
        {
            "service_line": plan.service_line,
            "year": plan.year,
            "item_id": plan.item_id,
            "stage": plan.stage,
            "kind": kind,
            "number": number if kind in ("goal", "action") else None,
            "text": text,
            "agreed_on": plan.agreed,
            "next_review": plan.review,
            "file": plan.file,
            "sheet": plan.sheet,
        }
        for plan in plans()
        for kind, texts in (
            ("current-standard", (plan.standard,)),
            ("goal", plan.goals),
            ("action", plan.actions),
            ("evidence", (plan.evidence,)),
        )
        for number, text in enumerate(texts, start=1)
    )
