"""A trust small enough to be published in seconds, and a store to publish from."""

import dataclasses

import pytest

from trip_analytics.publishing import publish_report, report
from trip_analytics.reports.annual.sections import withheld_in_words
from trip_analytics.reports.model import Report
from trip_analytics.store import write_tables, writing

PRACTICES = ("choices", "hope-stories")


@pytest.fixture(scope="session")
def trust(make_returns):
    """13 teams over three years rate two practices, each return a file of its own."""
    returns = make_returns(
        teams=13, years=(2023, 2024, 2025), stages=0, priorities=False, register=False
    )
    ratings = returns.ratings.loc[returns.ratings["item_id"].isin(PRACTICES)]
    named = returns.returns.assign(
        source_file=returns.returns["return_id"] + ".xlsx",
        sha256=returns.returns["return_id"],
        sheet="TRIP",
    )
    return dataclasses.replace(returns, returns=named, ratings=ratings)


@pytest.fixture
def store(tmp_path, trust):
    path = tmp_path / "returns.store"
    with writing(path) as connection:
        write_tables(connection, trust)
    return path


@pytest.fixture
def publish(store, tmp_path, monkeypatch):
    """Publish into one folder, a short document instead of the whole report."""

    def in_short(data):
        return Report("", "", data.year, (), withheld=withheld_in_words(data))

    monkeypatch.setattr(report, "compose", in_short)
    monkeypatch.setattr(
        report, "documents_of", lambda found: {f"annual-report-{found.year}.html": b"figures"}
    )

    def publish(returns, *, store=store, **asked):
        return publish_report(returns, store=store, out=tmp_path / "out", **asked)

    return publish


@pytest.fixture(scope="session")
def only():
    """These returns with some of the rows of each table, chosen by a function."""

    def only(returns, rows):
        tables = {name: getattr(returns, name) for name in ("returns", "ratings")}
        return dataclasses.replace(
            returns, **{name: table.loc[rows(table)] for name, table in tables.items()}
        )

    return only
