"""What was published stays on the register, whatever else happens to the store."""

import dataclasses
import sqlite3

import pytest

from trip_analytics.store import (
    Release,
    Statement,
    add_release,
    add_statement,
    read_releases,
    reading,
    schema,
    take_back,
    write_tables,
    writing,
)
from trip_analytics.tables import Returns

BEFORE_THE_REGISTER = 2  # the schema's version that had no releases
BEFORE_STATEMENTS = 3


@pytest.fixture
def store(tmp_path):
    return tmp_path / "returns.store"


@pytest.fixture
def release():
    return Release(
        0,
        "annual report 2025",
        2025,
        "2026-03-03T16:20:00+00:00",
        "jlead",
        {"MINIMUM_TEAMS": 5},
        '{"any": "text"}',
        "[]",
        {"annual-report-2025.html": "ab12"},
    )


def on_register(store):
    with reading(store) as connection:
        return read_releases(connection)


def test_a_release_comes_back_equal_under_the_next_number(store, release):
    with writing(store) as connection:
        first = add_release(connection, release)
        second = add_release(connection, dataclasses.replace(release, name="annual report 2024"))
    assert (first.release_id, second.release_id) == (1, 2)
    assert on_register(store) == (first, second)
    assert first == dataclasses.replace(release, release_id=1)


def test_who_and_when_in_words(release):
    one = dataclasses.replace(release, release_id=1)
    assert one.in_words == "release 1, annual report 2025, published on 3 March 2026 by jlead"
    assert dataclasses.replace(one, published_by="").in_words.endswith("on 3 March 2026")


def test_only_what_nobody_has_seen_is_taken_back(store, release):
    with writing(store) as connection:
        first = add_release(connection, release)
        take_back(connection, add_release(connection, release))
    assert on_register(store) == (first,)


def test_new_returns_leave_the_register_as_it_is(store, release, returns):
    with writing(store) as connection:
        kept = add_release(connection, release)
        write_tables(connection, returns)
        write_tables(connection, Returns())
    assert on_register(store) == (kept,)


def test_every_part_of_a_release_has_a_column(store):
    with writing(store) as connection:
        columns = [name for _, name, *_ in connection.execute("PRAGMA table_info(releases)")]
    assert [*columns, "statement"] == [each.name for each in dataclasses.fields(Release)]


def test_the_last_statement_counts_and_all_are_kept(store, release):
    with writing(store) as connection:
        first = add_release(connection, release)
        add_release(connection, release)
    assert [one.is_out for one in on_register(store)] == [True, True]
    said = Statement(1, False, "J. Lead", "2026-03-04T09:00:00+00:00", "nobody saw it")
    with writing(store) as connection:
        add_statement(connection, said)
    one, other = on_register(store)
    assert (one.statement, one.is_out, other.is_out) == (said, False, True)
    assert one.in_words == (
        "release 1, annual report 2025, published on 3 March 2026 by jlead, never handed out, as "
        "J. Lead stated on 4 March 2026: nobody saw it"
    )
    with writing(store) as connection:
        add_statement(connection, dataclasses.replace(said, handed_out=True, why="one had"))
        assert connection.execute("SELECT count(*) FROM handed_out").fetchone() == (2,)
    assert on_register(store)[0].is_out
    assert on_register(store)[0].in_words == first.in_words


def test_nothing_is_stated_of_a_release_that_is_not_there(store):
    with pytest.raises(sqlite3.IntegrityError), writing(store) as connection:
        add_statement(connection, Statement(1, False, "J. Lead", "2026-03-04", "never made"))


def test_a_register_from_before_statements_is_all_out(store, release, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:BEFORE_STATEMENTS])
        with writing(store) as connection:
            add_release(connection, release)
            assert not connection.execute("PRAGMA table_info(handed_out)").fetchall()
    assert [one.is_out for one in on_register(store)] == [True]


def test_a_store_from_before_the_register_gets_an_empty_one(store, monkeypatch, returns):
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:BEFORE_THE_REGISTER])
        with writing(store) as connection:
            write_tables(connection, returns)
            assert not connection.execute("PRAGMA table_info(releases)").fetchall()
    assert on_register(store) == ()
    with reading(store) as connection:
        assert connection.execute("SELECT count(*) FROM ratings").fetchone() == (
            len(returns.ratings),
        )
