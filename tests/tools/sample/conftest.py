"""The script that made the fictional trust, and some of what it makes."""

from __future__ import annotations

import pandas as pd
import pytest

from tools.sample import challenges, files, intended, returns


@pytest.fixture(scope="module")
def ratings() -> pd.DataFrame:
    return intended.intended_ratings()


@pytest.fixture(scope="module")
def by_team(ratings) -> pd.DataFrame:
    """Agreed ratings, a row for each team and year, a column for each practice."""
    agreed = ratings[ratings["perspective"] == "team"].astype({"rating": "float64"})
    return agreed.pivot_table(index=["team_id", "year"], columns="item_id", values="rating")


@pytest.fixture(scope="module")
def some_returns() -> list[returns.TripReturn]:
    """Two returns of each layout, one of them with something other than a number or a tick."""
    chosen = []
    for layout in returns.LAYOUTS:
        of_layout = [each for each in returns.trip_returns() if each.layout == layout]
        odd = [
            each
            for each in of_layout
            if any(mark.state != "rated" for mark in each.marks.values()) and each.priorities
        ]
        chosen += [of_layout[0], odd[-1]]
    return chosen


@pytest.fixture(scope="module")
def some_names(some_returns) -> list[str]:
    """Files of every kind, few enough to make twice."""
    templates = [each.file for each in (*challenges.standings()[:7:6], *challenges.plans()[:2])]
    others = ["teams.csv", *files.LEFT_BEHIND]
    return list(dict.fromkeys([*(each.file for each in some_returns), *templates, *others]))
