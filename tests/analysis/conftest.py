from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import pytest

from trip_analytics.tables import Returns

Grid = Mapping[str, Sequence[int | None]]


@pytest.fixture(scope="session")
def trust() -> Callable[..., Returns]:
    """Returns of a made-up trust: per year each team's ratings of items a, b, c ..."""

    def build(years: Mapping[int, Grid], **columns: Mapping[str, str]) -> Returns:
        ratings = pd.DataFrame(
            [
                (team, year, item, rating)
                for year, teams in years.items()
                for team, row in teams.items()
                for item, rating in zip("abcdefgh", row, strict=False)
            ],
            columns=["team", "year", "item_id", "rating"],
        )
        for column, of_team in columns.items():
            ratings[column] = ratings["team"].map(of_team)
        return Returns.from_tables(ratings=ratings, instruments=[])

    return build


@pytest.fixture(scope="session")
def sound() -> Callable[[str], bool]:
    """Whether every line ends as a sentence does, and none shows a figure that is missing."""

    def check(words: str) -> bool:
        missing = re.search(r"\b(nan|NaN|NaT)\b|<NA>|\bNone\b(?! of)", words)
        return not missing and all(line.endswith(".") for line in words.splitlines())

    return check
