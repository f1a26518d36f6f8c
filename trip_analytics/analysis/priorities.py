"""What teams chose as their priorities for action."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd

from trip_analytics.analysis.intervals import Figures, divided
from trip_analytics.analysis.one_list import one_list
from trip_analytics.analysis.options import (
    BREAKDOWNS,
    NothingToSay,
    check_parts_hold_teams,
    year_returned,
)
from trip_analytics.analysis.questions import Question
from trip_analytics.analysis.results import about_parts, in_columns, item_rows, result
from trip_analytics.analysis.team_ratings import asked_items
from trip_analytics.returns import Returns
from trip_analytics.returns.ratings_source import with_unit
from trip_analytics.returns.worked_out_once import worked_out_once
from trip_analytics.tables.columns import FLOAT, TEXT, WHOLE
from trip_analytics.words import counted, listed, mid_sentence, opening, percent, spelled

SOMETHING_ELSE = "Something else"
_NO_ITEM = ""  # a group of its own, which a missing value would not be

_MATCHED = {"by_wording": "wording", "by_name": "name", "by_examples": "examples"}
LEADS_AND_PLANS = (
    "with_staff_lead",
    "with_service_user_lead",
    "with_both_leads",
    "with_measure",
    "with_due",
)
COLUMNS = {
    "item_id": TEXT,
    "practice": TEXT,
    "year": WHOLE,
    "teams": WHOLE,
    "share": FLOAT,
    **dict.fromkeys((*LEADS_AND_PLANS, "priorities", *_MATCHED), WHOLE),
}
NEEDS: Final = ("item_id", "practice", "year", "teams", "share")

MOST_OFTEN: Final = 3
_BY_ITS_WORDS: Final = (
    "What a priority is about is judged from its words, so a few may be counted wrongly."
)


@in_columns(COLUMNS, "ratings")
def priority_themes(
    returns: Returns,
    *,
    year: int | str | None = None,
    by: str | None = None,
    instrument: str | None = None,
) -> pd.DataFrame:
    """Which practices and challenges teams chose to work on, and how firmly they planned it.

    Parameters
    ----------
    returns : Returns
    year : int or str, optional
        The review year; the latest in the returns by default.
    by : {"service_line", "team_type"}, optional
        One breakdown. A part of one team is left out.
    instrument : str, optional
        Which list of statements, by its id. Lists are never pooled: by default it is the only
        one there is; of several, TRIP (then a note names the others).
        The priorities are those on its forms.

    Returns
    -------
    DataFrame
        A row for each practice (and part), in printed order, then for each
        organisational challenge that a team chose, and a last one without
        item_id, "Something else", where priorities are about none of them:

        - item_id, practice, [the ``by`` column], year: the id and the name of
          the practice or challenge;
        - teams, how many named a priority that is about it; share, their share
          (0-1) of the teams that named any priority, `<NA>` where none did;
        - with_staff_lead, with_service_user_lead, with_both_leads (of one and
          the same priority), with_measure, with_due: how many of ``teams`` have
          such a priority about it;
        - priorities, how many priorities are about it (a team may name two), and
          how that was recognised: by_wording, of these how many quote its statement,
          by_name its short name, by_examples are like what is said of it.
          What is left was recognised otherwise, such as by a person.

        ``attrs["notes"]`` says how many teams named any priority. Empty where
        nobody returned in that year.

    Raises
    ------
    AnalysisError
        The breakdown or the year is not one that the returns have, or each part would
        be a single team.

    Examples
    --------
    >>> ratings = pd.DataFrame(
    ...     {"team": ["Ash", "Elm"], "year": 2025, "item_id": "choices", "rating": [2, 3]}
    ... )
    >>> priorities = pd.DataFrame(
    ...     {"team": ["Ash"], "year": 2025, "number": 1, "priority": "Choice", "item_id": "choices"}
    ... )
    >>> themes = priority_themes(Returns.from_tables(ratings=ratings, priorities=priorities))
    >>> themes.set_index("item_id").loc["choices", ["teams", "share"]].astype(float).tolist()
    [1.0, 1.0]
    """
    of_list = one_list(returns, instrument)
    returns = of_list.returns
    year = year_returned(returns, year)
    chosen = _chosen(returns, year)
    if chosen.empty:
        raise NothingToSay(f"No return of {year} asks for priorities.")
    if by is not None:
        part_of_unit = chosen.groupby("unit")[by].first()
        chosen = chosen.assign(**{by: chosen["unit"].map(part_of_unit).astype("string")})
    check_parts_hold_teams(chosen, by)

    themes = _themes(returns, chosen, year, by)
    teams = chosen.loc[chosen["named"], "unit"].nunique()
    notes = [f"Shares are of the teams that named any priority: {teams} in all."]
    return result("priority_themes", themes, notes + about_parts(by, chosen), of_list=of_list)


def pooled_themes(returns: Returns, year: int) -> pd.DataFrame:
    """What :func:`priority_themes` says, with challenges among anything else.

    So that which rows there are says nothing of what teams chose: those of the practices that
    teams were asked about, and one for anything else.
    """
    of_list = one_list(returns, None)
    returns = of_list.returns
    chosen = _chosen(returns, year)
    if chosen.empty:
        return priority_themes(returns, year=year)
    asked = chosen.loc[~chosen["named"], "item_id"]
    pooled = chosen["item_id"].where(chosen["item_id"].isin(asked), _NO_ITEM)
    # A row that nobody chose is there as well.
    other = pd.DataFrame({"item_id": [_NO_ITEM], "named": False})
    other = other.assign(**dict.fromkeys((*LEADS_AND_PLANS, *_MATCHED), False))
    themes = _themes(returns, pd.concat([chosen.assign(item_id=pooled), other]), year, None)
    return result("priority_themes", themes, [], of_list=of_list)


def _themes(returns: Returns, chosen: pd.DataFrame, year: int, by: str | None) -> pd.DataFrame:
    """A row for each item, those that teams were asked about first."""
    themes = item_rows(returns, chosen, COLUMNS, by=by, year=year, figures=_figures)
    other = themes["item_id"] == _NO_ITEM
    themes["practice"] = themes["practice"].mask(other, SOMETHING_ELSE)
    themes["item_id"] = themes["item_id"].mask(other)
    asked = chosen.loc[~chosen["named"], "item_id"]
    behind = themes["item_id"].isna() * 2 + ~themes["item_id"].isin(asked)
    return themes.iloc[behind.argsort(kind="stable")].reset_index(drop=True)


@worked_out_once
def named_priorities(returns: Returns, *years: int) -> pd.DataFrame:
    """The priorities that teams put a name to, each with what it comes with."""
    table = with_unit(returns.priorities.loc[returns.priorities["year"].isin(years)], "ratings")
    table = table.loc[table["priority"].notna() | table["item_id"].notna()]
    staff, service_user = (
        table[lead].fillna(False).astype(bool) for lead in ("staff_lead", "service_user_lead")
    )
    return table.assign(
        with_staff_lead=staff,
        with_service_user_lead=service_user,
        with_both_leads=staff & service_user,
        with_measure=table["measure"].notna(),
        with_due=table["due"].notna(),
    )


@worked_out_once
def _chosen(returns: Returns, year: int) -> pd.DataFrame:
    """The year's priorities, below the items that they could have been about."""
    table = named_priorities(returns, year)
    how = {column: table["matched_by"].eq(way).fillna(False) for column, way in _MATCHED.items()}
    priorities = table[["unit", "team_id", *BREAKDOWNS, *LEADS_AND_PLANS]].assign(
        item_id=table["item_id"].fillna(_NO_ITEM), named=True, **how
    )
    asked = asked_items(returns, "ratings", [year]).assign(
        named=False, **dict.fromkeys((*LEADS_AND_PLANS, *_MATCHED), False)
    )
    return pd.concat([asked[priorities.columns], priorities], ignore_index=True)


def _figures(chosen: pd.DataFrame, items: list[str]) -> dict[str, Any]:
    unit, units = pd.factorize(chosen["unit"])
    item = pd.Index(items).get_indexer(pd.Index(chosen["item_id"]))

    def priorities(which: str) -> Figures:
        """How many of each team (rows) are about each item (columns)."""
        counted = np.zeros((len(units), len(items)))
        rows = chosen[which].to_numpy(bool) & (item >= 0)
        np.add.at(counted, (unit[rows], item[rows]), 1)
        return counted

    named = priorities("named")
    teams = (named > 0).sum(axis=0).astype(float)
    anybody = float(chosen.loc[chosen["named"], "unit"].nunique())
    return {
        "teams": teams,
        "share": divided(teams, np.full(len(items), anybody)),
        **{column: (priorities(column) > 0).sum(axis=0) for column in LEADS_AND_PLANS},
        "priorities": named.sum(axis=0),
        **{column: priorities(column).sum(axis=0) for column in _MATCHED},
    }


def in_words(themes: pd.DataFrame) -> str:
    """The practices and challenges that most teams chose, and how firmly they planned."""
    if themes["teams"].eq(0).fillna(False).all():
        return f"No team named a priority in {themes['year'].iloc[0]}."
    said = [most_often(themes), _something_else(themes), _how_firmly(themes), _BY_ITS_WORDS]
    return " ".join(sentence for sentence in said if sentence)


def chosen(themes: pd.DataFrame) -> pd.DataFrame:
    """The practices and challenges that any team chose, those of most teams first."""
    some: pd.DataFrame = themes.loc[themes["item_id"].notna() & themes["teams"].fillna(0).gt(0)]
    return some.sort_values("teams", ascending=False, kind="stable")


def chosen_most(themes: pd.DataFrame) -> pd.DataFrame:
    """Those that most teams chose; none where so many tie that naming them would say little."""
    every = chosen(themes)
    fewest = every["teams"].iloc[:MOST_OFTEN].min()
    most: pd.DataFrame = every.loc[every["teams"] >= fewest]
    if len(most) > MOST_OFTEN + 1:
        most = every.loc[every["teams"] > fewest]
    return most


def most_often(themes: pd.DataFrame) -> str:
    """Which practices and challenges most teams chose, with how many did."""
    every, most = chosen(themes), chosen_most(themes)
    if every.empty:
        if themes["teams"].isna().any():
            return (
                "Which practices teams chose is withheld, because it would show what single teams "
                "chose."
            )
        return "Teams chose none of the practices."
    if most.empty:
        each = every["teams"].iloc[0]
        tied = int(every["teams"].eq(each).sum())
        return f"No practice was chosen more often than the others: {tied} by {_teams(each)} each."
    names = listed(
        f"{mid_sentence(row['practice'])} ({_teams(row['teams'])}, {percent(row['share'])})"
        for row in most.to_dict("records")
    )
    if len(most) == len(every) > 1 and most["teams"].min() == most["teams"].max():
        return f"Teams chose {names}, each equally often."
    return f"Teams most often chose {names}."


def _something_else(themes: pd.DataFrame) -> str:
    others = themes.loc[themes["item_id"].isna() & themes["teams"].fillna(0).gt(0)]
    if others.empty:
        return ""
    row = others.iloc[0]
    teams = opening(spelled(int(row["teams"]), "team"))
    return f"{teams} ({percent(row['share'])}) named a priority about something else."


def _how_firmly(themes: pd.DataFrame) -> str:
    """The shares with leads, a measure and a date; of some rows alone they would mislead."""
    # What is public of priorities has none of these.
    if not set(LEADS_AND_PLANS) <= set(themes) or themes[["teams", *LEADS_AND_PLANS]].isna().any(
        axis=None
    ):
        return ""
    choices = int(themes["teams"].sum())
    staff, service_user, both, measure, due = (
        percent(themes[column].sum() / choices) for column in LEADS_AND_PLANS
    )
    return (
        f"Of the {counted(choices, 'choice')} that teams made, {staff} have a staff lead, "
        f"{service_user} a lead who uses the service and {both} both; {measure} have a measure and "
        f"{due} a date."
    )


def _teams(count: int) -> str:
    return counted(int(count), "team")


QUESTION: Final = Question(priority_themes, in_words, NEEDS, "ratings")
