"""What a caller may ask for: a year, a breakdown, a perspective."""

from __future__ import annotations

from numbers import Integral

import pandas as pd

from trip_analytics.errors import AnalysisError
from trip_analytics.ratings_file import RatingsFile
from trip_analytics.tables import PERSPECTIVES, Returns

BREAKDOWNS = ("service_line", "team_type")


def chosen_year(returns: Returns | RatingsFile, year: int | None) -> int | None:
    """The year asked for, else the latest in the returns, else None."""
    if year is None:
        return returns.years[-1] if returns.years else None
    return whole_year(year)


def whole_year(year: int) -> int:
    """Refuse a year that is not a whole number."""
    if not isinstance(year, Integral) or isinstance(year, bool):
        raise AnalysisError("Give the year as a whole number, such as 2025.")
    return int(year)


def nobody_returned(returns: Returns | RatingsFile, *years: int | None) -> list[str]:
    """Say for which of the years there is no return; nothing where all have one."""
    if not returns.years:
        return ["There are no returns to look at."]
    known = ", ".join(map(str, returns.years))
    return [
        f"Nobody returned a form for {year}: there are returns for {known}."
        for year in years
        if year not in returns.years
    ]


def check_perspective(perspective: str) -> None:
    """Refuse a perspective that ratings do not have."""
    if perspective not in PERSPECTIVES:
        raise AnalysisError(
            f"There is no perspective {perspective!r}: ask for one of {', '.join(PERSPECTIVES)}."
        )


def check_breakdown(by: str | None) -> None:
    """Refuse every breakdown but the two that hold many teams in each part."""
    if by is None or by in BREAKDOWNS:
        return
    instead = "ask for by='service_line', by='team_type', or the trust as a whole without `by`."
    if by in ("team", "team_id", "return_id"):
        raise AnalysisError(f"Results are never shown team by team: {instead}")
    raise AnalysisError(f"There is no breakdown by {by!r}: {instead}")


def check_parts_hold_teams(asked: pd.DataFrame, by: str | None) -> None:
    """Refuse a breakdown whose every part is a single team.

    ``asked`` has a row for each team (``team_id``) with its part (``by``).
    Returns of a whole service line or organisation belong to no team.
    """
    if by is None:
        return
    teams_in_parts = asked.groupby(by, dropna=False, observed=True)["team_id"].nunique()
    if len(teams_in_parts) and teams_in_parts.max() == 1:
        raise AnalysisError(
            f"Each {by} holds one team, so a breakdown by it would show single teams' answers: "
            "leave `by` out."
        )
