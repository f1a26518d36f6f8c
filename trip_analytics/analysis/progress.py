"""What became of the priorities that teams named, year by year."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.analysis.options import (
    BREAKDOWNS,
    check_breakdown,
    check_parts_hold_teams,
    nobody_returned,
)
from trip_analytics.analysis.priorities import named_priorities
from trip_analytics.analysis.results import (
    COUNT,
    TEXT,
    YEAR,
    about,
    about_parts,
    nothing,
    parts_of,
    result,
    typed,
)
from trip_analytics.analysis.team_ratings import asked_items
from trip_analytics.returns import Returns

NOT_SAID: Final = "not_said"
PROGRESS: Final = ("not_started", "started", "achieved", "stopped", NOT_SAID)


def priority_progress(returns: Returns, *, by: str | None = None) -> pd.DataFrame:
    """How far teams have come with their priorities, over the years.

    Parameters
    ----------
    returns : Returns
    by : {"service_line", "team_type"}, optional
        One breakdown, by where a team belongs in that year.
        A part of one team is left out.

    Returns
    -------
    DataFrame
        A row for each year in which a return asks for priorities (and part that had such
        returns), the earliest first:

        - year, [the ``by`` column], the year in which the priorities were named;
        - priorities, how many were named;
        - not_started, started, achieved, stopped, how many of them their team's return
          gives that progress for, and not_said, for how many it gives none: together they
          are ``priorities``.

        ``attrs["notes"]`` says what a reader must know. Empty where no return asks for
        priorities.

    Raises
    ------
    AnalysisError
        The breakdown is none that returns have, or each part would be a single team.

    Examples
    --------
    >>> ratings = pd.DataFrame({"team": ["Ash"], "year": 2025, "item_id": "choices", "rating": 3})
    >>> priorities = pd.DataFrame({"team": "Ash", "year": 2025, "priority": ["Food", "Garden"]})
    >>> priorities["progress"] = ["achieved", None]
    >>> progress = priority_progress(Returns.from_tables(ratings=ratings, priorities=priorities))
    >>> progress.loc[0, ["priorities", "achieved", "not_said"]].tolist()
    [2, 1, 1]
    """
    check_breakdown(by)
    parts = {} if by is None else {by: TEXT}
    columns = {"year": YEAR, **parts, **dict.fromkeys(("priorities", *PROGRESS), COUNT)}
    if absent := nobody_returned(returns):
        return nothing("priority_progress", columns, absent)
    named = named_priorities(returns, *returns.years)
    asked = pd.concat([asked_items(returns, "ratings", returns.years), named])
    if asked.empty:
        return nothing("priority_progress", columns, ["No return asks for priorities."])
    # A team's part is that of its return, whatever stands beside a priority.
    asked = asked[["year", "unit", "team_id", *BREAKDOWNS]]
    asked = asked.groupby(["year", "unit"], as_index=False).first()
    check_parts_hold_teams(asked, by)
    rows = []
    by_year = list(asked.groupby("year"))
    for year, of_year in by_year:
        said = named.loc[named["year"] == year]
        for part, there in parts_of(of_year, by):
            counts = _counts(said.loc[said["unit"].isin(there["unit"]), "progress"])
            rows.append({"year": year, **({} if by is None else {by: part}), **counts})
    table = typed(columns, pd.DataFrame(rows, columns=list(columns)))
    notes = _notes(table) + about_parts(by, asked, *(of_year for _, of_year in by_year))
    return result("priority_progress", table, notes)


def _counts(progress: pd.Series) -> dict[str, int]:
    """How many priorities there are, and how many have come how far."""
    said = progress.fillna(NOT_SAID).str.replace("-", "_").value_counts()
    return {"priorities": len(progress), **{each: int(said.get(each, 0)) for each in PROGRESS}}


def _notes(table: pd.DataFrame) -> list[str]:
    notes = [
        "Progress is as the returns give it; one that was filled in when the priorities had just "
        "been named says little of it."
    ]
    silent = table.groupby("year")[["priorities", NOT_SAID]].sum()
    silent = silent.loc[(silent["priorities"] > 0) & (silent[NOT_SAID] == silent["priorities"])]
    return notes + about("No return says how far its priorities have come", map(str, silent.index))
