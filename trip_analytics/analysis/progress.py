"""What became of the priorities that teams named, year by year."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.analysis.one_list import one_list
from trip_analytics.analysis.options import (
    BREAKDOWNS,
    NothingToSay,
    check_parts_hold_teams,
    check_returned,
)
from trip_analytics.analysis.priorities import named_priorities
from trip_analytics.analysis.questions import Question
from trip_analytics.analysis.results import about, about_parts, in_columns, parts_of, result, typed
from trip_analytics.analysis.team_ratings import asked_items
from trip_analytics.returns import Returns
from trip_analytics.tables.columns import TEXT, WHOLE
from trip_analytics.words import listed, percent, spelled

NOT_SAID: Final = "not_said"
PROGRESS: Final = ("not_started", "started", "achieved", "stopped", NOT_SAID)
_STATES: Final = {
    "achieved": "achieved",
    "started": "started",
    "not_started": "not started",
    "stopped": "stopped",
}
NEEDS: Final = ("year", "priorities", *_STATES, "not_said")

# More years than these are in the table.
_YEARS: Final = 5
# If more is not said than this, what is said may be far from the whole.
_MOSTLY_SAID: Final = 0.2


@in_columns(lambda by, _: _columns(by), "ratings")
def priority_progress(
    returns: Returns, *, by: str | None = None, instrument: str | None = None
) -> pd.DataFrame:
    """How far teams have come with their priorities, over the years.

    Parameters
    ----------
    returns : Returns
    by : {"service_line", "team_type"}, optional
        One breakdown, by where a team belongs in that year.
        A part of one team is left out.
    instrument : str, optional
        Which list of statements, by its id. Lists are never pooled: by default it is the only
        one there is; of several, TRIP (then a note names the others).
        The priorities are those on its forms.

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
        The breakdown or the list is not one that the returns have, or each part would be a
        single team.

    Examples
    --------
    >>> ratings = pd.DataFrame({"team": ["Ash"], "year": 2025, "item_id": "choices", "rating": 3})
    >>> priorities = pd.DataFrame({"team": "Ash", "year": 2025, "priority": ["Food", "Garden"]})
    >>> priorities["progress"] = ["achieved", None]
    >>> progress = priority_progress(Returns.from_tables(ratings=ratings, priorities=priorities))
    >>> progress.loc[0, ["priorities", "achieved", "not_said"]].tolist()
    [2, 1, 1]
    """
    columns = _columns(by)
    of_list = one_list(returns, instrument)
    returns = of_list.returns
    check_returned(returns)
    named = named_priorities(returns, *returns.years)
    asked = pd.concat([asked_items(returns, "ratings", returns.years), named])
    if asked.empty:
        raise NothingToSay("No return asks for priorities.")
    # A team's part is that of its return, whatever is written beside a priority.
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
    return result("priority_progress", table, notes, of_list=of_list)


def _columns(by: str | None) -> dict[str, str]:
    parts = {} if by is None else {by: TEXT}
    return {"year": WHOLE, **parts, **dict.fromkeys(("priorities", *PROGRESS), WHOLE)}


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


def in_words(progress: pd.DataFrame) -> str:
    """How far priorities have come, over all years and year by year."""
    withheld = int(progress["achieved"].isna().sum())
    progress = progress.loc[progress["achieved"].notna()]
    if progress.empty:
        return "What became of priorities cannot be shown."
    years = [int(year) for year in progress["year"]]
    named = int(progress["priorities"].sum())
    when = f"in {years[0]}" if len(years) == 1 else f"from {years[0]} to {years[-1]}"
    if named == 0:
        return f"No priority was named {when}."
    states = listed(
        f"{_with_share(progress[column], named)} {state}" for column, state in _STATES.items()
    )
    sentences = [
        f"Of the {spelled(named, 'priority', 'priorities')} named {when}, the returns say: "
        f"{states}."
    ]
    if len(years) > 1:
        sentences.append(_achieved_by_year(progress))
    if silent := int(progress["not_said"].sum()):
        off = ", so the true shares may be quite different" if silent > _MOSTLY_SAID * named else ""
        sentences.append(f"For {_with_share(progress['not_said'], named)} they say nothing{off}.")
    if withheld:
        sentences.append(f"For {spelled(withheld, 'year')} this cannot be shown.")
    return " ".join(sentences)


def _with_share(counts: pd.Series, of: int) -> str:
    count = int(counts.sum())
    return f"{count} ({percent(count / of)})"


def _achieved_by_year(progress: pd.DataFrame) -> str:
    some = progress.loc[progress["priorities"] > 0].tail(_YEARS)
    first, *rest = (
        (percent(row["achieved"] / row["priorities"]), row["year"])
        for row in some.to_dict("records")
    )
    shares = [f"{first[0]} of those named in {first[1]}"]
    shares += [f"{share} of those of {year}" for share, year in rest]
    return f"So far {listed(shares)} have been achieved."


QUESTION: Final = Question(priority_progress, in_words, NEEDS, about="ratings")
