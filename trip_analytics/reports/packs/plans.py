"""What a team chose and what became of it, its assets, and its organisational challenges."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pandas as pd

from trip_analytics.people import find_personal_data
from trip_analytics.reports.model import Block, Column, Paragraph, Table
from trip_analytics.reports.packs.own_returns import OwnReturns
from trip_analytics.words import listed, number, printable, spelled

_PROGRESS: Final = {
    "not-started": "Not started",
    "started": "Started",
    "achieved": "Achieved",
    "stopped": "Stopped",
}
_KINDS: Final = {
    "current-standard": "Where we are",
    "goal": "Goal",
    "action": "Action",
    "evidence": "Evidence",
}
_LEFT_OUT: Final = "Left out: it may show who somebody is."


def priorities(own: OwnReturns) -> Iterator[Block]:
    """The priorities of every year, the latest first, each with what became of it."""
    table = own.returns.priorities.sort_values(["year", "number"], ascending=[False, True])
    if table.empty:
        yield Paragraph("There are no priorities in your returns.")
        return
    labels = _labels(own)
    for year, of_year in table.groupby("year", sort=False):
        rows = tuple(
            (
                _words(row["priority"]) or _words(row["action"]) or f"Priority {row['number']}",
                labels.get(row["item_id"], ""),
                _words(row["action"]),
                _date(row["due"]),
                _leads(row),
                _PROGRESS.get(row["progress"], "Not said"),
            )
            for row in of_year.to_dict("records")
        )
        columns = (
            Column("Priority"), Column("About"), Column("What you planned"), Column("By when"),
            Column("Leads"), Column("What became of it"),
        )  # fmt: skip
        yield Table(f"What you chose in {year}", columns, rows)


def chosen_in_words(own: OwnReturns) -> Iterator[str]:
    """How many priorities there were in the last year, and what became of those before."""
    table = own.returns.priorities
    if table.empty:
        return
    last = int(table["year"].max())
    of_last = table.loc[table["year"] == last]
    yield f"You chose {spelled(len(of_last), 'priority', 'priorities')} in {last}."
    before = table.loc[table["year"] < last, "progress"].dropna()
    if len(before):
        states = [
            f"{number(int((before == state).sum()))} {name.lower()}"
            for state, name in _PROGRESS.items()
            if (before == state).any()
        ]
        yield f"Of those that you chose before, your returns say: {listed(states)}."


def assets(own: OwnReturns) -> Iterator[Block]:
    """What the team can draw on, as its last list has it."""
    table = own.returns.assets
    if table.empty:
        yield Paragraph("There is no list of assets in your returns.")
        return
    year = int(table["year"].max())
    rows = tuple(
        (_words(row["asset"]), _words(row["category"]))
        for row in table.loc[table["year"] == year].to_dict("records")
    )
    yield Table(f"Your assets in {year}", (Column("Asset"), Column("Category")), rows)


def challenges(own: OwnReturns) -> Iterator[Block]:
    """The stages of the challenges, where the team filled in Template A, and its plans."""
    labels = _labels(own)
    stages = own.returns.stages
    years = sorted(int(year) for year in stages["year"].dropna().unique())
    if years:
        items = [item for item in labels if (stages["item_id"] == item).any()]
        rows = tuple(
            (labels[item], *(_stage(stages, item, year) for year in years)) for item in items
        )
        columns = (Column("Challenge"), *(Column(str(year)) for year in years))
        yield Table("The stage of each challenge, year by year", columns, rows)
    plans = own.returns.action_plans
    said = plans.loc[plans["text"].notna()]
    for year, of_year in said.groupby("year", sort=True):
        rows = tuple(
            (
                labels.get(row["item_id"], "Not said"),
                _KINDS.get(row["kind"], ""),
                _words(row["text"]),
                _date(row["next_review"]),
            )
            for row in of_year.to_dict("records")
        )
        columns = (Column("Challenge"), Column("Part"), Column("Your plan"), Column("Next review"))
        yield Table(f"Your plans of {year}", columns, rows)


def _labels(own: OwnReturns) -> dict[str, str]:
    """The names of every item, by id."""
    return {
        item_id: label
        for instrument in own.returns.instruments
        for item_id, label in instrument.labels.items()
    }


def _stage(stages: pd.DataFrame, item_id: str, year: int) -> str:
    here = stages.loc[(stages["item_id"] == item_id) & (stages["year"] == year), "stage"].dropna()
    return str(int(here.iloc[-1])) if len(here) else "–"


def _words(text: Any) -> str:  # noqa: ANN401 # as pandas holds it
    """A team's own words; left out where they may show who somebody is."""
    if not isinstance(text, str):
        return ""
    return _LEFT_OUT if find_personal_data(text) else printable(text)


def _date(date: Any) -> str:  # noqa: ANN401 # as pandas holds it
    return "" if pd.isna(date) else f"{date:%d/%m/%Y}"


def _leads(row: dict[Any, Any]) -> str:
    named = [
        who
        for column, who in (
            ("staff_lead", "staff"),
            ("service_user_lead", "a person using the service"),
        )
        if row[column] is True
    ]
    return " and ".join(named) or "none named"
