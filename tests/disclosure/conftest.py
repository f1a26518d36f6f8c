from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from trip_analytics.disclosure.published_figures import as_text
from trip_analytics.instruments import load_instrument
from trip_analytics.returns import PublishedYear, Returns


def answers(*counts):
    """Ratings of which so many are 1, so many 2 and so on."""
    return [rating for rating, n in enumerate(counts, 1) for _ in range(n)]


@pytest.fixture(scope="session")
def spread():
    """Ratings of which so many are 1, so many 2 and so on: see ``answers``."""
    return answers


@pytest.fixture(scope="session")
def rated():
    """Factory of returns: of each year and practice, what each team rated it (None: not)."""

    def build(years, *, lines=None):
        rows = [
            (f"Team {team:03}", year, item, rating)
            for year, practices in years.items()
            for item, ratings in practices.items()
            for team, rating in enumerate(ratings)
            if rating is not None
        ]
        ratings = pd.DataFrame(rows, columns=["team", "year", "item_id", "rating"])
        if lines is not None:
            ratings["service_line"] = [lines[int(team[-3:])] for team in ratings["team"]]
        return Returns.from_tables(ratings=ratings, instruments=())

    return build


@pytest.fixture(scope="session")
def reworded():
    """Factory of returns of one practice, whose new wording asks for something else than the old.

    Of each year and wording ("old", "new"), what teams rated it, one team after the other.
    """

    def build(years):
        trip = load_instrument("trip")
        practice = trip.items[0]
        wordings = tuple(
            replace(practice.wordings[0], wording_id=name, comparable_with_previous=like)
            for name, like in (("old", True), ("new", False))
        )
        own = replace(trip, instrument_id="own", items=(replace(practice, wordings=wordings),))
        rows = [
            (f"Team {team:03}", year, wording, rating)
            for year, said in years.items()
            for team, (wording, rating) in enumerate(
                (wording, rating) for wording, ratings in said.items() for rating in ratings
            )
        ]
        ratings = pd.DataFrame(rows, columns=["team", "year", "wording_id", "rating"])
        ratings = ratings.assign(item_id=practice.item_id, instrument="own")
        return Returns.from_tables(ratings=ratings, instruments=[own])

    return build


@pytest.fixture(scope="session")
def publish():
    """The returns after a year was published: with what was released of it."""

    def publish(returns, year, tables):
        published = PublishedYear(year, f"{year + 1}-03-01T09:00+00:00", as_text(tables))
        return replace(returns, published=(*returns.published, published))

    return publish
