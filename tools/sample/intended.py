"""What every return in the sample means, by the contract's rules: what reading must find."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from tools.sample.challenges import plans, standings
from tools.sample.returns import TripReturn, trip_returns


def _current() -> list[TripReturn]:
    return [each for each in trip_returns() if each.status == "current"]


def intended_returns() -> pd.DataFrame:
    """Every return in the sample.

    Returns
    -------
    DataFrame
        file, sheet (``<NA>`` for TRIP, which may take up several), instrument,
        team_id (``<NA>`` for a service line's own), service_line, year, status
        (``current``, ``superseded``, ``duplicate``).
    """
    rows: list[tuple[object, ...]] = [
        (each.file, None, "trip", each.team.team_id, each.team.service_line, each.year, each.status)
        for each in trip_returns()
    ]
    for instrument, forms in (("template-a", standings()), ("template-b", plans())):
        rows += [
            (each.file, each.sheet, instrument, None, each.service_line, each.year, "current")
            for each in forms
        ]
    columns = ["file", "sheet", "instrument", "team_id", "service_line", "year", "status"]
    return _table(columns, rows, numbers={"year": "Int16"})


def intended_ratings() -> pd.DataFrame:
    """Every mark of every current TRIP return.

    Returns
    -------
    DataFrame
        team_id, team (as registered), year, item_id, perspective, rating (1-5, or
        ``<NA>``), state (``rated``, ``not-applicable``, ``not-answered``,
        ``unclear``), file.
    """
    rows = [
        (
            each.team.team_id,
            each.team.team,
            each.year,
            item_id,
            view,
            mark.rating,
            mark.state,
            each.file,
        )
        for each in _current()
        for (item_id, view), mark in each.marks.items()
    ]
    columns = ["team_id", "team", "year", "item_id", "perspective", "rating", "state", "file"]
    return _table(columns, rows, numbers={"year": "Int16", "rating": "Int8"})


def intended_priorities() -> pd.DataFrame:
    """Every priority of every current TRIP return.

    Returns
    -------
    DataFrame
        team_id, year, number (1-3), item_id (of the practice or the challenge it is
        about, ``<NA>`` where of none), priority (the text), staff_lead, service_user_lead
        (whether somebody is named), file.
    """
    rows = [
        (
            each.team.team_id,
            each.year,
            chosen.number,
            chosen.item_id,
            chosen.priority,
            chosen.has_staff_lead,
            chosen.has_service_user_lead,
            each.file,
        )
        for each in _current()
        for chosen in each.priorities
    ]
    columns = [
        "team_id",
        "year",
        "number",
        "item_id",
        "priority",
        "staff_lead",
        "service_user_lead",
        "file",
    ]
    kinds = {
        "year": "Int16",
        "number": "Int8",
        "staff_lead": "boolean",
        "service_user_lead": "boolean",
    }
    return _table(columns, rows, numbers=kinds)


def intended_stages() -> pd.DataFrame:
    """Every line of every Template A.

    Returns
    -------
    DataFrame
        service_line, year, item_id, stage (1-3, or ``<NA>``), state, priority
        (1-10, or ``<NA>``), file, sheet.
    """
    rows = [
        (
            each.service_line,
            each.year,
            item_id,
            mark.rating,
            mark.state,
            each.priorities.get(item_id),
            each.file,
            each.sheet,
        )
        for each in standings()
        for item_id, mark in each.marks.items()
    ]
    columns = ["service_line", "year", "item_id", "stage", "state", "priority", "file", "sheet"]
    return _table(columns, rows, numbers={"year": "Int16", "stage": "Int8", "priority": "Int8"})


def intended_action_plans() -> pd.DataFrame:
    """Every line of every Template B.

    Returns
    -------
    DataFrame
        service_line, year, item_id, stage (1-3), kind (``current-standard``,
        ``goal``, ``action``, ``evidence``), number (``<NA>`` where there is one),
        text, agreed_on, next_review (dates), file, sheet.
    """
    rows = []
    for plan in plans():
        lines: list[tuple[str, int | None, str]] = [("current-standard", None, plan.standard)]
        lines += [("goal", number, text) for number, text in enumerate(plan.goals, start=1)]
        lines += [("action", number, text) for number, text in enumerate(plan.actions, start=1)]
        lines += [("evidence", None, plan.evidence)]
        for kind, number, text in lines:
            rows.append(
                (
                    plan.service_line,
                    plan.year,
                    plan.item_id,
                    plan.stage,
                    kind,
                    number,
                    text,
                    plan.agreed,
                    plan.review,
                    plan.file,
                    plan.sheet,
                )
            )
    columns = [
        "service_line",
        "year",
        "item_id",
        "stage",
        "kind",
        "number",
        "text",
        "agreed_on",
        "next_review",
        "file",
        "sheet",
    ]
    kinds = {
        "year": "Int16",
        "stage": "Int8",
        "number": "Int8",
        "agreed_on": "datetime64[s]",
        "next_review": "datetime64[s]",
    }
    return _table(columns, rows, numbers=kinds)


def _table(
    columns: list[str], rows: Sequence[tuple[object, ...]], *, numbers: dict[str, str]
) -> pd.DataFrame:
    """Rows as a table; the columns not named in ``numbers`` are text."""
    kinds = dict.fromkeys(columns, "string") | numbers
    table = pd.DataFrame(rows, columns=columns, dtype="object")
    return table.astype(kinds)
