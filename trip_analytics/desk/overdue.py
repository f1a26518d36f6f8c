"""What was to be done or looked at again by now: priorities and plans, as queries to teams."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator

import pandas as pd

from trip_analytics.analysis.results import names_of
from trip_analytics.analysis.reviews_due import reviews_due
from trip_analytics.desk.queries import Query, QueryKind
from trip_analytics.people.personal_data import find_personal_data
from trip_analytics.returns import Returns
from trip_analytics.words import day_name, mid_sentence

_ASK = {
    "priority": "Please tell us how far each is: not started, started, achieved or stopped.",
    "plan": "Please look at each again, and send us the plan as it is now.",
}


def overdue_queries(
    returns: Returns, year: int, teams: Collection[str], *, on: dt.date | str | None = None
) -> Iterator[Query]:
    """A query for each priority and each plan, of that year or before, whose date has passed.

    ``teams`` are those there are in that year: one that has closed is not asked. Words that may
    identify a person are not repeated.
    """
    due = reviews_due(returns, on=on)
    due = due.loc[due["overdue"].fillna(False).astype(bool) & due["year"].le(year)]
    due = due.loc[due["team"].isna() | due["team"].isin(teams)]
    names = names_of(returns)
    for row in due.astype(object).where(due.notna(), None).to_dict("records"):
        named = (row["team"], row["service_line"])
        is_plan = row["what"] == "plan"
        about = _plan(names.get(row["item_id"])) if is_plan else _priority(row["text"])
        yield Query(
            QueryKind.OVERDUE,
            _ASK[row["what"]],
            next(filter(None, named), "The organisation"),
            year=int(row["year"]),
            statement=f"{about} ({_dates(row['due'], row['review_on'])})",
        )


def _priority(text: object) -> str:
    if not isinstance(text, str) or find_personal_data(text):
        return "a priority"
    return f'"{" ".join(text.split())}"'


def _plan(challenge: str | None) -> str:
    return f"the plan for {mid_sentence(challenge)}" if challenge else "the plan for a challenge"


def _dates(due: pd.Timestamp | None, review_on: pd.Timestamp | None) -> str:
    dates = (("by", due), ("review on", review_on))
    return ", ".join(f"{word} {day_name(day)}" for word, day in dates if day)
