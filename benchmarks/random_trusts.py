"""Random trusts, and what yearly reports on one of them would publish."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from trip_analytics.disclosure.audit import Publication

from trip_analytics.analysis import change_between, practice_profile
from trip_analytics.analysis.team_ratings import team_ratings
from trip_analytics.disclosure import merge_small_groups, release_change, release_profile
from trip_analytics.errors import DisclosureError
from trip_analytics.reports.annual.findings import LONGEST_TIME
from trip_analytics.tables import Returns

YEARS = (2023, 2024, 2025)
SERVICE_LINES = ("Adult", "Older adult", "Forensic", "Rehabilitation", "Crisis", "Community")


def random_trust(
    random: np.random.Generator, teams: int, items: int, years: Sequence[int] = YEARS
) -> Returns:
    """Skewed ratings, some practices nearly unanimous, tiny service lines, joiners, leavers.

    About so many teams each year.
    """
    later = len(years) - 1
    teams = round(teams * (1 + 0.05 * (later - 2)))
    lines = random.choice(SERVICE_LINES, size=teams, p=random.dirichlet(np.full(6, 1.0)))
    joining, leaving = random.uniform(0, 0.075, size=2) * later
    first = np.where(random.random(teams) < joining, random.choice(range(1, later + 1), teams), 0)
    last = np.where(random.random(teams) < leaving, random.choice(range(later), teams), later)
    missed = random.random((teams, len(years))) < 0.05  # a year without a return
    rows = []
    for item in range(items):
        # One practice in thirty is rated alike by nearly everybody, others more or less apart.
        sharp = random.choice([0.7, 1.0, 1.4, 8.0], p=[0.3, 0.4, 0.27, 0.03])
        place, trend = random.uniform(0.7, 3.3), random.normal(0, 0.4 / later)
        own = random.normal(place, 1 / sharp, size=teams)
        for year, called in enumerate(years):
            ratings = own + trend * year + random.normal(0, 0.6 / sharp, size=teams)
            ratings = np.clip(np.rint(ratings), 0, 4).astype(int) + 1
            there = (first <= year) & (year <= last) & ~missed[:, year]
            there &= random.random(teams) > 0.01  # an item left out
            rows.append(
                pd.DataFrame(
                    {
                        "team": [f"Team {team:03}" for team in np.nonzero(there)[0]],
                        "service_line": lines[there],
                        "year": called,
                        "item_id": f"practice-{item:02}",
                        "rating": ratings[there],
                    }
                )
            )
    return Returns.from_tables(ratings=pd.concat(rows), instruments=())


def report(returns: Returns, year: int) -> Publication:
    """What the report of a year would publish by the rules alone."""
    profile = practice_profile(returns, year=year)
    merged, groups = returns, None
    try:
        merged = merge_small_groups(returns, "service_line", year=year)
        groups = practice_profile(merged, year=year, by="service_line")
    except DisclosureError:
        pass  # too few teams for a breakdown
    tables = {"profile": release_profile(profile, groups=groups)}
    for since in dict.fromkeys((year - 1, max(returns.years[0], year - LONGEST_TIME))):
        if returns.years[0] <= since < year:
            change = change_between(returns, since, year)
            tables[f"change since {since}"] = release_change(change, returns)
    years = [each for each in returns.years if each <= year]
    answers = team_ratings(merged, years, "team").rename(columns={"service_line": "part"})
    columns = ["unit", "year", "item_id", "rating", "part"]
    return Publication(f"the report of {year}", tables, answers[columns])
