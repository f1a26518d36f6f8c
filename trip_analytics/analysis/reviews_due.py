"""Which priorities and plans have a date to come or passed, by name. No ratings."""

from __future__ import annotations

import datetime as dt
from typing import Final

import pandas as pd

from trip_analytics.analysis.options import NothingToSay, check_returns, chosen_day
from trip_analytics.analysis.plans import each_plan, with_owner
from trip_analytics.analysis.questions import Question
from trip_analytics.analysis.results import in_columns, result, typed
from trip_analytics.returns import Returns
from trip_analytics.returns.ratings_source import with_unit
from trip_analytics.tables.columns import BOOLEAN, DATE, TEXT, WHOLE
from trip_analytics.words import day_name, number, opening, spelled

COLUMNS = {
    **dict.fromkeys(("what", "team", "service_line"), TEXT),
    "year": WHOLE,
    **dict.fromkeys(("item_id", "text"), TEXT),
    **dict.fromkeys(("due", "review_on"), DATE),
    "progress": TEXT,
    "overdue": BOOLEAN,
}
NEEDS: Final = ("what", "overdue")
FINISHED: Final = ("achieved", "stopped")


@in_columns(COLUMNS)
def reviews_due(returns: Returns, *, on: dt.date | str | None = None) -> pd.DataFrame:
    """What teams still have to finish or to look at again, with its dates.

    Of each team's priorities only those of its latest return that names any; of plans for a
    challenge only the latest of each team, service line or organisation.

    Parameters
    ----------
    returns : Returns
    on : date or str, optional
        The day that counts as today, such as "2026-03-31"; today by default.

    Returns
    -------
    DataFrame
        A row for each priority that has a date and is neither achieved nor stopped, and for
        each plan that is to be reviewed, in the order of names alone:

        - what, ``priority`` or ``plan``;
        - team, `<NA>` for a service line's or an organisation's own plan; service_line; year;
        - item_id, what it is about, where known; text, the priority, or the goals of the plan;
        - due, the date by when; review_on, when it is to be looked at again (a priority without
          such a date of its own has that of its return); `NaT` where none is given;
        - progress, as the return gives it;
        - overdue, whether a date of it has passed.

    Raises
    ------
    AnalysisError
        ``on`` is no date.

    Examples
    --------
    >>> priorities = pd.DataFrame({"team": ["Ash"], "year": 2025, "priority": "Garden club"})
    >>> priorities["due"] = pd.to_datetime(["2026-01-31"])
    >>> returns = Returns.from_tables(priorities=priorities)
    >>> reviews_due(returns, on="2026-02-01")["overdue"].tolist()
    [True]
    """
    check_returns(returns)
    day = chosen_day(on)
    rows = pd.concat([_priorities(returns), _plans(returns)], ignore_index=True)
    if rows.empty:
        raise NothingToSay("No priority and no plan is waiting for a date.")
    rows["overdue"] = (rows["due"] < day) | (rows["review_on"] < day)
    whose = rows["team"].fillna(rows["service_line"]).fillna("")
    rows = rows.assign(whose=whose.str.casefold()).sort_values(
        ["whose", "what", "year", "number", "item_id"], kind="stable"
    )
    said = f"Dates are compared with {day_name(day)}."
    return result("reviews_due", typed(COLUMNS, rows.reset_index(drop=True)), [said])


def _priorities(returns: Returns) -> pd.DataFrame:
    on_form = returns.returns.drop_duplicates("return_id").set_index("return_id")["review_on"]
    table = with_unit(returns.priorities, "ratings").join(on_form.rename("of_form"), on="return_id")
    latest = table.groupby("unit")["year"].transform("max")
    table = table.loc[table["year"].eq(latest) & ~table["progress"].isin(FINISHED)]
    table = table.assign(
        what="priority",
        text=table["priority"].fillna(table["action"]),
        review_on=table["review_on"].fillna(table["of_form"]),
    )
    return _dated(table)


def _plans(returns: Returns) -> pd.DataFrame:
    lines = with_owner(returns)
    plan = ["unit", "year", "item_id"]
    goals = lines.loc[lines["kind"].eq("goal") & lines["text"].notna()]
    goals = goals.groupby(plan, dropna=False, as_index=False).agg(text=("text", "; ".join))
    written = each_plan(returns).merge(goals, how="left", on=plan)
    latest = written.loc[~written["reviewed"]]
    return _dated(latest.assign(what="plan", review_on=latest["next_review"]))


def _dated(table: pd.DataFrame) -> pd.DataFrame:
    """The rows that have a date."""
    columns = {name: kind for name, kind in COLUMNS.items() if name != "overdue"}
    columns["number"] = WHOLE
    table = typed(columns, table.reindex(columns=list(columns)))
    return table.loc[table["due"].notna() | table["review_on"].notna()]


def in_words(due: pd.DataFrame) -> str:
    """How many priorities and plans have a date, and for how many it has passed."""
    said = []
    for what, one in (("priority", "priorities"), ("plan", "plans")):
        rows = due.loc[due["what"] == what]
        if len(rows):
            late, has = int(rows["overdue"].sum()), "has" if len(rows) == 1 else "have"
            passed = "" if len(rows) == 1 else f" for {number(late) if late < len(rows) else 'all'}"
            passed = f", which has passed{passed}" if late else ", which has not passed yet"
            said.append(f"{spelled(len(rows), what, one)} {has} a date{passed}")
    return f"{opening('; '.join(said))}."


QUESTION: Final = Question(reviews_due, in_words, NEEDS)
