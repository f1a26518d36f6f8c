"""Who returned a review, and how far it was made together. No ratings."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
import pandas as pd

from trip_analytics.analysis.options import NothingToSay, chosen_year, nobody_returned
from trip_analytics.analysis.priorities import named_priorities
from trip_analytics.analysis.questions import Question
from trip_analytics.analysis.results import in_columns, result, typed
from trip_analytics.analysis.significance import every
from trip_analytics.analysis.team_ratings import answers_of, who_was_asked
from trip_analytics.returns import Returns
from trip_analytics.tables.columns import BOOLEAN, TEXT, WHOLE
from trip_analytics.words import listed, number, opening, spelled

_LEADS = {
    "with_staff_lead": "a staff lead",
    "with_service_user_lead": "a lead who uses the service",
    "with_both_leads": "both",
}
COLUMNS = {
    **dict.fromkeys(("team", "service_line", "team_type"), TEXT),
    "returned": BOOLEAN,
    "complete": BOOLEAN,
    "priorities": WHOLE,
    **dict.fromkeys(_LEADS, WHOLE),
}
_TEAM = ["team", "service_line", "team_type"]
_ANSWERS = ("rated", "not-applicable")
_BY_REGISTER = "The teams expected are those that the register has as open in the year."
_WITHOUT_REGISTER = (
    "There is no register of teams: those that returned in this year or before are expected, so "
    "a team that has closed is listed as not returned."
)
NEEDS: Final = ("returned", "complete", "priorities", *_LEADS)


@in_columns(COLUMNS)
def participation(
    returns: Returns, *, year: int | str | None = None, instrument: str | None = None
) -> pd.DataFrame:
    """Which teams returned a review in a year, by name.

    Parameters
    ----------
    returns : Returns
        With a register (``returns.teams``), the teams expected are those open in
        the year: opened in it or before (or on no known date), and not closed in
        it or before. Who returned is the team of then, though it has become part of
        another since. Without one, those that have returned in that year or any
        before. A team that returned is listed in any case.
    year : int or str, optional
        The review year; the latest in the returns by default.
    instrument : str, optional
        The form that was returned, by its id. By default any: a team has returned if any form of
        it came back, and is complete if all that did are.

    Returns
    -------
    DataFrame
        A row for each team, in the order of their names alone:

        - team, service_line, team_type;
        - returned, whether there is a current return of the year;
        - complete, whether each statement has an answer, "not applicable" being
          one; `<NA>` where the team has not returned, or was asked nothing;
        - priorities, how many it named, and of these with_staff_lead,
          with_service_user_lead and with_both_leads; `<NA>` where it has not
          returned.

        ``attrs["notes"]`` says which teams were expected. Empty where nobody
        returned in that year.

    Raises
    ------
    AnalysisError
        ``year`` is not a whole number, or there are no returns by that form.

    Examples
    --------
    >>> ratings = pd.DataFrame(
    ...     {"team": ["Elm", "Ash"], "year": [2024, 2025], "item_id": "choices", "rating": 3}
    ... )
    >>> listed = participation(Returns.from_tables(ratings=ratings))
    >>> listed[["team", "returned"]].values.tolist()
    [['Ash', True], ['Elm', False]]
    """
    if instrument is not None:
        returns = returns.select(instrument=instrument)
    year = chosen_year(returns, year)
    absent = nobody_returned(returns, year)
    if year is None or (absent and returns.teams.empty):
        raise NothingToSay(*absent)
    returns = _by_who_returned(returns)
    current = returns.returns
    current = current.loc[current["status"].eq("current") & current["team_id"].notna()]
    returned = _teams_of(current.loc[current["year"] == year])
    if len(returns.teams):
        expected, note = expected_teams(returns.teams, year), _BY_REGISTER
    else:
        expected, note = _teams_of(current.loc[current["year"] <= year]), _WITHOUT_REGISTER

    listed = returned.combine_first(expected).sort_index()
    listed["team"] = listed["team"].fillna(pd.Series(listed.index, index=listed.index))
    listed = listed.sort_values("team", key=lambda names: names.str.casefold(), kind="stable")
    listed["returned"] = listed.index.isin(returned.index)
    listed["complete"] = _complete(returns, year).reindex(listed.index)
    priorities = _priorities(returns, year).reindex(returned.index, fill_value=0)
    listed = listed.join(priorities)
    table = typed(COLUMNS, listed.reset_index(drop=True))
    register = len(returns.teams) > 0
    answer = result("participation", table, [note], year=year, register=register)
    if instrument is not None:
        answer.attrs["instrument"] = instrument
    return answer


def expected_teams(register: pd.DataFrame, year: int) -> pd.DataFrame:
    """The teams of a register that are open in a year and still are at its end.

    Of each team that opened in the year or before (or on no known date), has not closed in it or
    before, and has not become part of another on an unknown date: team, service_line and team_type,
    by team_id, which is the index.

    Examples
    --------
    >>> from trip_analytics.teams.load_register import load_register
    >>> teams = load_register("data/sample/teams.csv").table
    >>> len(expected_teams(teams, 2022)), len(expected_teams(teams, 2025))
    (44, 44)
    """
    opened, closed = register["opened"].dt.year, register["closed"].dt.year
    gone = closed.isna() & register["merged_into"].notna()
    is_open = (opened.isna() | (opened <= year)) & (closed.isna() | (closed > year)) & ~gone
    columns = ["team", "service_line", "team_type"]
    teams: pd.DataFrame = register.loc[is_open].groupby("team_id")[columns].first()
    return teams


def _by_who_returned(returns: Returns) -> Returns:
    """The returns under the teams that made them, where they count as another's past."""
    made_by = returns.before_mergers.set_index("return_id")
    if made_by.empty:
        return returns

    def relabelled(table: pd.DataFrame) -> pd.DataFrame:
        earlier = table["return_id"].isin(made_by.index)
        columns = [column for column in ("team_id", *_TEAM) if column in table]
        table = table.copy()
        table.loc[earlier, columns] = made_by.loc[
            table.loc[earlier, "return_id"], columns
        ].to_numpy()
        return table

    return replace(
        returns,
        returns=relabelled(returns.returns),
        ratings=relabelled(returns.ratings),
        stages=relabelled(returns.stages),
        priorities=relabelled(returns.priorities),
    )


def _teams_of(current: pd.DataFrame) -> pd.DataFrame:
    """Each team's name, service line and type, as its latest return has them."""
    teams: pd.DataFrame = (
        current.sort_values("year", kind="stable").groupby("team_id")[_TEAM].last()
    )
    return teams


def _complete(returns: Returns, year: int) -> pd.Series:
    """Whether each team that was asked something answered all of it."""
    complete = []
    for kind in ("ratings", "stages"):
        asked = who_was_asked(returns, kind, [year])
        answered = answers_of(returns, kind, [year])["state"].isin(_ANSWERS).to_numpy(bool)
        team, teams = pd.factorize(asked.units["team_id"])
        unit, item = np.nonzero(asked.grid)
        # A row for each team, and a last one for returns of none.
        unanswered = np.zeros((len(teams) + 1, len(asked.items)), dtype=bool)
        unanswered[team[unit], item] = True
        was_asked = np.flatnonzero(unanswered[:-1].any(axis=1))
        unanswered[team[asked.unit[answered]], asked.item[answered]] = False
        lacks = unanswered[was_asked].any(axis=1)
        complete.append(pd.Series(~lacks, index=teams[was_asked]))
    both: pd.Series = pd.concat(complete).groupby(level=0).all().astype("boolean")
    return both


def _priorities(returns: Returns, year: int) -> pd.DataFrame:
    """How many priorities each team named, and how many of them have leads."""
    named = named_priorities(returns, year)
    counted = named[list(_LEADS)].assign(priorities=1).astype(WHOLE)
    return counted.groupby(named["team_id"]).sum()


def in_words(participation: pd.DataFrame) -> str:
    """How many teams returned, and with whom they chose their priorities."""
    return f"{returned(participation)} {leads(participation)}".strip()


def returned(participation: pd.DataFrame) -> str:
    """How many of the teams asked returned, and how many of these answered everything."""
    came = int(participation["returned"].sum())
    unknown = ""
    if came and not participation.attrs.get("register", True):
        unknown = " How many were asked is not known, because there is no register of teams."
    answered = _answered_everything(participation, came) if came else ""
    return f"{who_returned(participation)}{answered}{unknown}"


def who_returned(participation: pd.DataFrame) -> str:
    """How many of the teams asked returned a review.

    Without a register nobody knows who was asked: only who has returned a review before.
    """
    asked, came = _asked(participation), int(participation["returned"].sum())
    if came == 0:
        return "No team returned a review."
    if not participation.attrs.get("register", True):
        if asked > came:
            return f"{came} of the {asked} teams that have returned a review in any year did so."
        return f"{opening(spelled(came, 'team'))} returned a review."
    if asked == came:
        said = f"{'The one team' if asked == 1 else opening(every(asked))} we asked"
    else:
        said = f"{opening(number(came))} of the {number(asked)} teams we asked"
    return f"{said} returned a review."


def leads(participation: pd.DataFrame) -> str:
    """How many priorities have a staff lead, a lead who uses the service, and both; or nothing."""
    if participation["priorities"].isna().all():
        return ""
    named = int(participation["priorities"].sum())
    if named == 0:
        return ""
    said = [
        f"{number(int(participation[lead].sum()))} with {whose}"
        for lead, whose in _LEADS.items()
        if participation[lead].notna().any()
    ]
    priorities = spelled(named, "priority", "priorities")
    return f"Together, teams named {priorities}: {listed(said)}." if said else ""


def _asked(participation: pd.DataFrame) -> int:
    # A list has a row for each team; numbers of teams say how many were asked.
    if "asked" not in participation:
        return len(participation)
    return int(participation["asked"].sum())


def _answered_everything(participation: pd.DataFrame, came: int) -> str:
    if participation["complete"].isna().all():
        return ""
    complete = int(participation["complete"].sum())
    if complete == came:
        each = "Each of them" if came > 1 else "It"
        return f" {each} answered every statement."
    if complete == 0:
        return " None of them answered every statement."
    return f" {opening(spelled(complete, 'team'))} answered every statement."


QUESTION: Final = Question(participation, in_words, NEEDS)
