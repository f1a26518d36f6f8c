"""What a caller may ask for: a year, a breakdown, a perspective."""

from __future__ import annotations

import datetime as dt
from numbers import Integral
from typing import NamedTuple

import pandas as pd

from trip_analytics.errors import AnalysisError
from trip_analytics.returns.ratings_source import RatingsSource, perspectives_of
from trip_analytics.words import year_written

BREAKDOWNS = ("service_line", "team_type")


def chosen_year(returns: RatingsSource, year: int | str | None) -> int | None:
    """The year asked for, else the latest in the returns, else None."""
    years = years_of(returns)
    if year is None:
        return years[-1] if years else None
    return whole_year(year)


def check_returns(returns: object) -> None:
    """Refuse what are no returns."""
    # Asked of its class: isinstance would have the returns work out their years.
    if not hasattr(type(returns), "answers_in"):
        raise AnalysisError(
            'Give the returns first, as load_returns gives them: returns = load_returns("folder").'
        )


def years_of(returns: RatingsSource) -> tuple[int, ...]:
    """The years in the returns; refuse what are none."""
    check_returns(returns)
    return returns.years


def whole_year(year: int | str) -> int:
    """The year that is meant by 2025, "2025" or "2024/25"; refuse what is none."""
    whole = year_written(year)
    if whole is None:
        raise AnalysisError("Give the year as a whole number, such as 2025, or as 2024/25.")
    return whole


def today() -> pd.Timestamp:
    """The day that it is, to compare dates with."""
    return pd.Timestamp(dt.datetime.now(tz=dt.UTC).date())


def chosen_day(on: object) -> pd.Timestamp:
    """The day asked for, as a date or written as 2026-03-31; today where none is."""
    if on is None:
        return today()
    if isinstance(on, str):
        try:
            on = dt.date.fromisoformat(on)
        except ValueError:
            on = None
    if not isinstance(on, dt.date):
        raise AnalysisError('Give the day as a date, or written as in on="2026-03-31".')
    return pd.Timestamp(on).normalize()


def years_in_order(from_year: int | str, to_year: int | str) -> tuple[int, int]:
    """Refuse two years of which the later comes first."""
    earlier, later = whole_year(from_year), whole_year(to_year)
    if earlier >= later:
        raise AnalysisError(
            f"Change runs from an earlier to a later year, not from {earlier} to {later}: "
            "give the earlier year first."
        )
    return earlier, later


def is_whole(number: object) -> bool:
    """Whether it is a whole number, which yes and no are not."""
    return isinstance(number, Integral) and not isinstance(number, bool)


class NothingToSay(Exception):  # noqa: N818 # it is no error: an answer without rows says it
    """Why returns do not answer a question.

    Raised anywhere below the function of the question, which is ``in_columns``.
    """

    def __init__(self, *reasons: str) -> None:
        super().__init__(*reasons)
        self.reasons = reasons


def year_returned(returns: RatingsSource, year: int | str | None) -> int:
    """The year asked for, else the latest, in which somebody returned a form."""
    chosen = chosen_year(returns, year)
    absent = nobody_returned(returns, chosen)
    if absent or chosen is None:
        raise NothingToSay(*absent)
    return chosen


def check_returned(returns: RatingsSource, *years: int) -> None:
    """Say nothing of years for one of which there is no return."""
    if absent := nobody_returned(returns, *years):
        raise NothingToSay(*absent)


def nobody_returned(returns: RatingsSource, *years: int | None) -> list[str]:
    """Say for which of the years there is no return; nothing where all have one."""
    there_are = years_of(returns)
    if not there_are:
        return ["There are no returns to look at."]
    known = ", ".join(map(str, there_are))
    return [
        f"Nobody returned a form for {year}: there are returns for {known}."
        for year in years
        if year not in there_are
    ]


def rows_about(table: pd.DataFrame, column: str, wanted: str) -> pd.DataFrame:
    """The rows of a table whose column holds a name, in any capitals; refuse an unknown one."""
    rows = table.loc[table[column].map(name_key) == name_key(wanted)]
    if rows.empty:
        known = ", ".join(sorted(map(repr, table[column].unique()), key=str.casefold))
        raise AnalysisError(f"There is no {column} {wanted!r}: ask for one of {known}.")
    return rows


def name_key(name: object) -> str:
    """What spellings of a name share that differ in capitals and spaces alone."""
    return " ".join(str(name).casefold().split())


def check_perspective(returns: RatingsSource, perspective: object) -> None:
    """Refuse a perspective that ratings do not have."""
    check_returns(returns)
    known = perspectives_of(returns.instruments)
    if not isinstance(perspective, str) or perspective not in known:
        raise AnalysisError(f"There is no such perspective: ask for {', '.join(known)}.")


def check_breakdown(by: object) -> None:
    """Refuse every breakdown but the two that hold many teams in each part."""
    if by is None or (isinstance(by, str) and by in BREAKDOWNS):
        return
    instead = "ask for by='service_line', by='team_type', or the trust as a whole without `by`."
    if not isinstance(by, str):
        raise AnalysisError(f"`by` is the name of one breakdown: {instead}")
    if by in ("team", "team_id", "return_id"):
        raise AnalysisError(f"Results are never shown team by team: {instead}")
    raise AnalysisError(f"There is no breakdown by {by!r}: {instead}")


class OneTeam(NamedTuple):
    """The parts of a breakdown that are one team each; whether those without a name are one."""

    named: set[str]
    unnamed: bool


def parts_of_one_team(asked: pd.DataFrame, by: str) -> OneTeam:
    """The parts in which everything is from one team (``unit``, ``team_id``).

    Returns of a whole service line or organisation belong to no team.
    """
    number = asked.groupby(by, dropna=False, observed=True)[["unit", "team_id"]].nunique()
    which = number.index[number.eq(1).all(axis=1)]
    return OneTeam(set(which.dropna()), bool(which.isna().any()))


def check_parts_hold_teams(asked: pd.DataFrame, by: str | None) -> None:
    """Refuse a breakdown of which no part is known, or whose every part is a single team.

    ``asked`` has a row for each team (``team_id``) with its part (``by``).
    Returns of a whole service line or organisation belong to no team.
    """
    if by is None:
        return
    word = by.replace("_", " ")
    if len(asked) and asked[by].isna().all():
        raise AnalysisError(
            f"No team's {word} is known, so there are no parts to show: give it in a register of "
            f"teams (a column {word.capitalize()!r}), or leave `by` out."
        )
    teams_in_parts = asked.groupby(by, dropna=False, observed=True)["team_id"].nunique()
    if len(teams_in_parts) and teams_in_parts.max() == 1:
        raise AnalysisError(
            f"Each {word} has only one team, so its figures would be that team's answers: "
            "leave `by` out."
        )
