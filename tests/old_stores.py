"""Stores as earlier versions wrote them."""

from trip_analytics.store import opening, tidy_tables
from trip_analytics.store.opening import writing
from trip_analytics.store.tidy_tables import write_tables


def write_store_without_publications(store, returns, monkeypatch):
    """A store of the second schema: no publications, and fewer of a trust's own tables."""
    given = {"teams": tidy_tables.GIVEN["teams"]}
    with monkeypatch.context() as patch:
        patch.setattr(opening, "MIGRATIONS", opening.MIGRATIONS[:2])
        patch.setattr(tidy_tables, "GIVEN", given)
        patch.setattr(tidy_tables, "STORED", {**tidy_tables.WORKED_OUT, **given})
        with writing(store) as connection:
            write_tables(connection, returns)
