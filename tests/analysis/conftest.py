from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pandas as pd
import pytest

from trip_analytics.instruments import load_instrument
from trip_analytics.returns import Returns

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
def reworded_trust() -> Callable[..., Returns]:
    """Returns of one item, ``said``: rows of team, year, wording and rating.

    Its wordings are old, then new and newest, which ask for something else than old.
    """

    def build(said: Sequence[tuple[str, int, str | None, int]], **columns: str) -> Returns:
        trip = load_instrument("trip")
        wordings = tuple(
            replace(trip.items[0].wordings[0], wording_id=name, comparable_with_previous=like)
            for name, like in [("old", True), ("new", False), ("newest", True)]
        )
        own = replace(trip, instrument_id="own", items=(replace(trip.items[0], wordings=wordings),))
        ratings = pd.DataFrame(said, columns=["team", "year", "wording_id", "rating"])
        ratings = ratings.assign(item_id=trip.items[0].item_id, **columns)
        # Words that nobody knows are refused in tables, and may still be in a file of ratings.
        returns = Returns.from_tables(ratings=ratings.drop(columns="wording_id"), instruments=[])
        words = ratings["wording_id"].astype("string")
        return replace(
            returns, ratings=returns.ratings.assign(wording_id=words), instruments=(own,)
        )

    return build


@pytest.fixture(scope="session")
def sound() -> Callable[[str], bool]:
    """Whether every line ends as a sentence does, and none shows a figure that is missing."""

    def check(words: str) -> bool:
        missing = re.search(r"\b(nan|NaN|NaT)\b|<NA>|\bNone\b(?! of)", words)
        return not missing and all(line.endswith(".") for line in words.splitlines())

    return check
