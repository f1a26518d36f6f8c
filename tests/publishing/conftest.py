"""A trust small enough to be published in seconds, and a store to publish from."""

import dataclasses
import datetime as dt
import pickle
import shutil

import pytest

from trip_analytics.publishing import report
from trip_analytics.publishing.report import publish_report
from trip_analytics.reports.annual.report_data import gather_data
from trip_analytics.reports.annual.sections import withheld_in_words
from trip_analytics.reports.model import Report
from trip_analytics.store.opening import writing
from trip_analytics.store.tidy_tables import write_tables

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


@pytest.fixture(scope="session")
def written_store(tmp_path_factory, trust):
    path = tmp_path_factory.mktemp("written") / "returns.store"
    with writing(path) as connection:
        write_tables(connection, trust)
    return path


@pytest.fixture
def store(tmp_path, written_store):
    return shutil.copy(written_store, tmp_path / "returns.store")


@pytest.fixture(scope="session")
def gather_once():
    """``gather_data``, which works out the same returns with the same published years once."""
    known = {}

    def gather_once(returns, request):
        key = pickle.dumps((returns, request))
        if key not in known:
            known[key] = gather_data(returns, request)
        return known[key]

    return gather_once


class Noon:
    """The module ``datetime`` on a day on which it is always noon.

    What is published of the same returns is then the same in each test.
    """

    class datetime(dt.datetime):  # noqa: N801 # as it is called there
        @classmethod
        def now(cls, tz=None):
            return cls(2026, 3, 2, 12, tzinfo=tz)


@pytest.fixture
def publish(store, gather_once, tmp_path, monkeypatch):
    """Publish into one folder, a short document instead of the whole report."""

    def in_short(data):
        title = "A draft" if data.is_draft else "Published"
        return Report(title, "", data.year, (), withheld=withheld_in_words(data))

    monkeypatch.setattr(report, "dt", Noon)
    monkeypatch.setattr(report, "gather_data", gather_once)
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
