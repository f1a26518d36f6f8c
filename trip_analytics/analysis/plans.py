"""What is planned for the organisational challenges, and what became of it (Template B)."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from trip_analytics.analysis.options import (
    BREAKDOWNS,
    NothingToSay,
    check_parts_hold_teams,
    today,
    year_returned,
)
from trip_analytics.analysis.questions import Question
from trip_analytics.analysis.results import about_parts, in_columns, item_rows, result
from trip_analytics.returns import Returns
from trip_analytics.tables.columns import TEXT, WHOLE
from trip_analytics.words import counted, listed, number, opening, spelled

KINDS: Final = {"goals": "goal", "actions": "action", "evidence": "evidence"}
COUNTED: Final = ("plans", *KINDS)
COLUMNS = {
    "item_id": TEXT,
    "challenge": TEXT,
    "year": WHOLE,
    **dict.fromkeys((*COUNTED, "reviewed", "overdue"), WHOLE),
}
NEEDS: Final = ("challenge", "year", *COUNTED)


@in_columns(COLUMNS)
def plans(
    returns: Returns, *, year: int | str | None = None, by: str | None = None
) -> pd.DataFrame:
    """How many plans there are for each challenge, what they hold, and which were reviewed.

    A plan is what one team, service line or organisation wrote on Template B about one
    challenge in one year.

    Parameters
    ----------
    returns : Returns
    year : int or str, optional
        The plans' year; the latest in the returns by default.
    by : {"service_line", "team_type"}, optional
        One breakdown. A part of one team is left out.

    Returns
    -------
    DataFrame
        A row for each challenge that anybody planned for (and part), in printed order:

        - item_id, challenge, [the ``by`` column], year;
        - plans, how many there are (1 or more);
        - goals, actions, evidence, how many of each they hold together (0 or more);
        - reviewed, how many plans have been followed by a later year's plan of the same team,
          service line or organisation for the same challenge;
        - overdue, how many were not, though the date of their next review has passed today.

        ``attrs["notes"]`` lists what a reader must know. Empty where nobody planned anything
        in that year.

    Raises
    ------
    AnalysisError
        The breakdown or the year is not one that the returns have, or each part would be a single
        team.

    Examples
    --------
    >>> ratings = pd.DataFrame({"team": ["Ash"], "year": 2025, "item_id": "choices", "rating": 3})
    >>> lines = pd.DataFrame({"team": "Ash", "year": 2025, "kind": ["goal", "action", "action"]})
    >>> lines = lines.assign(item_id="challenge-4", text=["Peers", "Advertise", "Train"])
    >>> planned = plans(Returns.from_tables(ratings=ratings, action_plans=lines))
    >>> planned[["plans", "goals", "actions", "reviewed"]].to_numpy().tolist()
    [[1, 1, 2, 0]]
    """
    year = year_returned(returns, year)
    current = returns.returns["status"].eq("current") & returns.returns["year"].eq(year)
    check_parts_hold_teams(returns.returns.loc[current], by)
    written = each_plan(returns)
    written = written.loc[written["year"] == year]
    known = written.loc[written["item_id"].notna()]
    if known.empty:
        raise NothingToSay(f"No return of {year} plans anything for a challenge.")
    table = item_rows(returns, known, COLUMNS, by=by, figures=_figures, year=year)
    table = table.loc[table["plans"] > 0].reset_index(drop=True)
    notes = about_parts(by, known)
    if unknown := len(written) - len(known):
        notes.append(f"{counted(unknown, 'plan')} for no known challenge: left out.")
    return result("plans", table, notes, year=year)


def each_plan(returns: Returns) -> pd.DataFrame:
    """A row for each plan: whose it is (``unit``), about what, what it holds and what came of it.

    ``reviewed``: a later year has a plan of the same unit for the same challenge; ``overdue``: none
    has, and the date of its next review has passed.
    """
    lines = with_owner(returns)
    lines = lines.assign(**{name: lines["kind"].eq(kind) for name, kind in KINDS.items()})
    plan = ["unit", "year", "item_id"]
    whose = ["team_id", "team", "organisation", *BREAKDOWNS]
    written = lines.groupby(plan, dropna=False, as_index=False).agg(
        **{name: (name, "sum") for name in KINDS},
        **{name: (name, "first") for name in (*whose, "agreed_on")},
        next_review=("next_review", "max"),
    )
    latest = written.groupby(["unit", "item_id"], dropna=False)["year"].transform("max")
    reviewed = written["item_id"].notna() & (written["year"] < latest)
    overdue = ~reviewed & (written["next_review"] < today())
    return written.assign(reviewed=reviewed.astype(bool), overdue=overdue.astype(bool))


def with_owner(returns: Returns) -> pd.DataFrame:
    """The lines of plans with whose each is: a team's, else a service line's or organisation's."""
    types = returns.returns.drop_duplicates("return_id").set_index("return_id")["team_type"]
    lines = returns.action_plans.join(types, on="return_id")
    owner = lines["team_id"].fillna("service line " + lines["service_line"])
    owner = owner.fillna("organisation " + lines["organisation"])
    return lines.assign(unit=owner.fillna("return " + lines["return_id"]))


def _figures(written: pd.DataFrame, items: list[str]) -> dict[str, Any]:
    of_item = written.assign(plans=1).groupby("item_id")
    figures = of_item[["plans", *KINDS, "reviewed", "overdue"]].sum().reindex(items, fill_value=0)
    return {str(name): figures[name].to_numpy() for name in figures}


def in_words(planned_for: pd.DataFrame) -> str:
    """How many plans there are, what they hold, and how many have been or are to be reviewed."""
    shown = planned_for.dropna(subset="plans")
    if shown.empty:
        return "What is planned for the challenges cannot be shown."
    words = planned(shown)
    if "reviewed" in shown:
        followed, late = int(shown["reviewed"].sum()), int(shown["overdue"].sum())
        words += (
            f" {_opened(followed)} been followed by a later plan, and the date for review has "
            f"passed for {number(late)}."
        )
    if withheld := len(planned_for) - len(shown):
        words += f" For {spelled(withheld, 'challenge')} this cannot be shown."
    return words


def _opened(followed: int) -> str:
    return f"{opening(number(followed))} {'has' if followed == 1 else 'have'}"


def planned(plans: pd.DataFrame) -> str:
    """How many plans there are for how many challenges, and what they hold."""
    shown = plans.dropna(subset="plans")
    total = {name: int(shown[name].sum()) for name in COUNTED}
    there = "is" if total["plans"] == 1 else "are"
    holds = [
        spelled(total["goals"], "goal"),
        spelled(total["actions"], "action"),
        spelled(total["evidence"], "source of evidence", "sources of evidence"),
    ]
    return (
        f"For {int(shown['year'].iloc[0])} there {there} {spelled(total['plans'], 'plan')} for "
        f"{spelled(len(shown), 'challenge')}, with {listed(holds).replace('none ', 'no ')}."
    )


QUESTION: Final = Question(plans, in_words, NEEDS)
