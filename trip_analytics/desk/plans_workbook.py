"""Priorities and plans by service line, as a workbook for commissioners. No ratings, no teams."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pandas as pd

from trip_analytics.analysis.options import chosen_year, nobody_returned
from trip_analytics.analysis.plans import with_owner
from trip_analytics.analysis.results import names_of
from trip_analytics.desk.check_workbook import write_workbook
from trip_analytics.desk.comments import QuotingRules
from trip_analytics.disclosure.rules import MINIMUM_TEAMS
from trip_analytics.disclosure.small_groups import merge_small_groups
from trip_analytics.errors import AnalysisError, DisclosureError
from trip_analytics.reports.model import Column, Missing
from trip_analytics.reports.workbook_parts import (
    FlatCell,
    add_contents,
    add_cover,
    add_table,
    new_workbook,
    saved,
)
from trip_analytics.returns import Returns
from trip_analytics.words import day_name

NOTHING: Final = Missing.NOT_APPLICABLE
LEFT_OUT: Final = "(left out: it may identify a person or a team, or give a rating)"
NO_LINE: Final = "No service line"
ALL_LINES: Final = "All services"
_PRIORITIES: Final = {
    "line": "Service line",
    "about": "About",
    "priority": "Priority",
    "action": "What the team will do",
    "measure": "How it will know",
    "impact": "Impact",
    "ease": "Ease",
    "due": "By when",
    "review_on": "Review on",
    "progress": "Progress",
    "leads": "Led by",
}
_PLANS: Final = {
    "line": "Service line",
    "about": "Challenge",
    "kind": "Part",
    "this": "This year's plan",
    "last": "Last year's plan",
    "next_review": "Next review",
}
_LEADS: Final = {
    (True, True): "staff and people using services",
    (True, False): "staff",
    (False, True): "people using services",
}


def write_plans(returns: Returns, folder: Path, *, year: int | str | None = None) -> Path:
    """Write what teams chose to do and what is planned for the challenges, by service line.

    ``priorities-and-plans-YEAR.xlsx``; replaced if it is there. No rating, no stage and no name of
    a team is in it, and no text that seems to have one or to identify a person. A service line of
    fewer than five teams is among "Other services". It is in people's own words, and somebody
    should read it before it is passed on.

    Raises AnalysisError: nobody returned in that year.
    Raises OutputError: the file cannot be written. Then it is as it was before.
    """
    year = chosen_year(returns, year)
    if (absent := nobody_returned(returns, year)) or year is None:
        raise AnalysisError(absent[0])
    out = folder / f"priorities-and-plans-{year}.xlsx"
    return write_workbook(out, _workbook(returns, year))


def _workbook(returns: Returns, year: int) -> bytes:
    workbook = new_workbook()
    title = f"Priorities and plans, {year}"
    add_cover(
        workbook,
        title,
        (
            f"What teams chose to work on after their recovery reviews of {year}, and what is "
            "planned for the organisational challenges, by service line.",
            "There is no rating, no stage and no name of a team in it.",
            "It is in people's own words: read it before you pass it on.",
            f"{NOTHING.value} {NOTHING.meaning}",
        ),
    )
    parts = [("Priorities", f"Priorities of {year}"), ("Plans", f"Plans of {year} and before")]
    add_contents(workbook, parts)
    together = (
        f"Teams of service lines of fewer than {MINIMUM_TEAMS} teams are together, so that no row "
        "is known to be one team's.",
        f"Some words are left out: {LEFT_OUT}.",
    )
    notes = (
        ("What a priority is about is judged from its words.", *together),
        ("Last year's plan is of the same service line for the same challenge.", *together),
    )
    rules = QuotingRules.of(returns)
    returns = _in_lines_of_many(returns, year)
    tables = (_priorities(returns, year, rules), _plans(returns, year, rules))
    asked = (_PRIORITIES, _PLANS)
    for (name, heading), titles, table, said in zip(parts, asked, tables, notes, strict=True):
        # A column in which nobody wrote anything takes room from the others.
        shown = [name for name in titles if table.empty or table[name].notna().any()]
        columns = [Column(titles[name]) for name in shown]
        rows = [tuple(map(_flat, row)) for row in table[shown].itertuples(index=False)]
        add_table(workbook, name, heading, columns, rows, notes=said)
    return saved(workbook, title=title, creator="trip_analytics", subject=title)


def _in_lines_of_many(returns: Returns, year: int) -> Returns:
    """The same returns, with the teams of small service lines together."""
    try:
        return merge_small_groups(returns, "service_line", year=year, least=MINIMUM_TEAMS)
    except DisclosureError:
        tables = {
            name: table.assign(
                service_line=table["service_line"].mask(table["team_id"].notna(), ALL_LINES)
            )
            for name in ("priorities", "action_plans")
            for table in [getattr(returns, name)]
        }
        return replace(returns, **tables)


def _priorities(returns: Returns, year: int, rules: QuotingRules) -> pd.DataFrame:
    table = returns.priorities
    table = table.loc[table["year"].eq(year)]
    words = ["priority", "action", "measure"]
    table = table.assign(**{name: table[name].map(_passed_on(rules)) for name in words})
    leads = table[["staff_lead", "service_user_lead"]].fillna(False).astype(bool)
    table = table.assign(
        line=table["service_line"].fillna(NO_LINE),
        about=table["item_id"].map(names_of(returns)),
        leads=[_LEADS.get((staff, user), "") for staff, user in leads.to_numpy().tolist()],
        progress=table["progress"].str.replace("-", " "),
    )
    # Within a service line by what they say: whose they are does not show.
    return table.sort_values(["line", "about", "priority"], key=_folded, kind="stable")


def _plans(returns: Returns, year: int, rules: QuotingRules) -> pd.DataFrame:
    """The lines of each plan of the year or the year before, kind by kind, beside each other."""
    lines = with_owner(returns)
    lines = lines.loc[lines["year"].isin([year, year - 1]) & lines["text"].notna()]
    lines = lines.assign(
        line=lines["service_line"].fillna(lines["organisation"]).fillna(NO_LINE),
        text=lines["text"].map(_passed_on(rules)),
        item_id=lines["item_id"].fillna(""),
        kind=lines["kind"].str.replace("-", " ").str.capitalize(),
    )
    plan = ["line", "unit", "item_id", "kind"]
    texts = lines.groupby([*plan, "year"])["text"].agg("\n".join).reset_index()
    of_year = (
        texts.loc[texts["year"].eq(year)].drop(columns="year").rename(columns={"text": "this"})
    )
    before = texts.loc[texts["year"].lt(year)].drop(columns="year").rename(columns={"text": "last"})
    both = of_year.merge(before, how="outer", on=plan)
    reviews = lines.groupby(plan)["next_review"].max().reset_index()
    both = both.merge(reviews, how="left", on=plan)
    both["about"] = both["item_id"].map(names_of(returns))
    # The order of the plans is that of their words: that of teams would say whose they are.
    said = both["this"].fillna(both["last"])
    both["first"] = said.groupby([both["line"], both["item_id"], both["unit"]]).transform("min")
    in_order = ["line", "about", "first", "unit", "kind"]
    return both.sort_values(in_order, key=_folded, kind="stable")


def _folded(column: pd.Series) -> pd.Series:
    return column.fillna("").str.casefold()


def _passed_on(rules: QuotingRules) -> Callable[[Any], Any]:
    """Words as they may be passed on: left out where a comment with them would not be quoted."""
    return lambda text: LEFT_OUT if isinstance(text, str) and rules.broken_by(text) else text


def _flat(value: Any) -> FlatCell:  # noqa: ANN401 # as pandas holds it
    if pd.isna(value) or value == "":
        return NOTHING.value
    if isinstance(value, pd.Timestamp):
        return day_name(value)
    return str(value)
