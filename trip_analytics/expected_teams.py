"""Which teams are expected to return a review. A module of its own: it needs the register alone."""

from __future__ import annotations

import pandas as pd


def expected_teams(register: pd.DataFrame, year: int) -> pd.DataFrame:
    """The teams of a register that are open in a year and still are at its end.

    Parameters
    ----------
    register : DataFrame
        The table ``teams``: see the guide "The tidy tables".
    year : int
        The review year.

    Returns
    -------
    DataFrame
        team, service_line and team_type of each team that opened in the year or
        before (or on no known date), has not closed in it or before, and has not
        become part of another on an unknown date; by team_id, which is the index.

    Examples
    --------
    >>> from trip_analytics.teams import load_register
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
