"""The newest schema holds what the program keeps; older stores are brought up to it."""

import sqlite3

import pytest

from trip_analytics.errors import StoreError
from trip_analytics.returns import Returns
from trip_analytics.store import opening
from trip_analytics.store.opening import is_store, reading, writing
from trip_analytics.store.records import Decision
from trip_analytics.store.tidy_tables import GIVEN, are_of_this_version, write_tables
from trip_analytics.tables.columns import DATE, FLOAT, TEXT

COLUMN_TYPES = {TEXT: "TEXT", DATE: "TEXT", FLOAT: "REAL"}


@pytest.fixture
def store(tmp_path):
    path = tmp_path / "returns.store"
    with writing(path):
        pass
    return path


def columns(store, table):
    with reading(store) as connection:
        return [
            (name, kind) for _, name, kind, *_ in connection.execute(f"PRAGMA table_info({table})")
        ]


@pytest.mark.parametrize("table", GIVEN)
def test_a_new_column_of_a_table_that_is_given_needs_a_migration(table, store):
    defined = [(column.name, COLUMN_TYPES.get(column.dtype, "INTEGER")) for column in GIVEN[table]]
    assert sorted(columns(store, table)) == sorted(defined), "add a migration to store/migrations/"


@pytest.mark.parametrize("change", ["ADD COLUMN colour TEXT", "DROP COLUMN category"])
def test_tables_that_were_worked_out_with_other_columns_are_made_anew(store, change):
    with writing(store) as connection:
        write_tables(connection, Returns())
        assert are_of_this_version(connection)
    usual = columns(store, "assets")
    with writing(store) as connection:
        connection.execute(f"ALTER TABLE assets {change}")
        assert not are_of_this_version(connection)
        write_tables(connection, Returns())
    assert columns(store, "assets") == usual


def test_every_part_of_a_decision_has_a_column(store):
    names = [name for name, _ in columns(store, "decisions")]
    assert names == list(Decision.__dataclass_fields__)


def test_a_store_knows_itself_and_its_version(store, tmp_path):
    assert is_store(store)
    with reading(store) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(opening.MIGRATIONS),)
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE birds (name)")
    connection.close()
    assert not is_store(other)
    assert not is_store(tmp_path)
    assert not is_store(tmp_path / "nowhere")


def test_readers_and_writers_do_not_wait_for_each_other(store):
    with reading(store) as reader:
        assert reader.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        with writing(store) as writer:
            writer.execute("INSERT INTO teams (team_id, team) VALUES ('T1', 'Ash Ward')")
        assert reader.execute("SELECT count(*) FROM teams").fetchone() == (0,)
    with reading(store) as reader:
        assert reader.execute("SELECT count(*) FROM teams").fetchone() == (1,)


def test_rows_belong_to_rows_that_are_there(store):
    with writing(store) as connection:
        write_tables(connection, Returns())
    with pytest.raises(sqlite3.IntegrityError), writing(store) as connection:
        connection.execute("INSERT INTO assets (return_id, year) VALUES ('nobody', 2025)")
    with pytest.raises(sqlite3.IntegrityError), writing(store) as connection:
        connection.execute("INSERT INTO teams (team_id, team, opened) VALUES (1, 2, x'00')")


def test_an_older_store_is_brought_up_to_date(store, monkeypatch):
    added = "ALTER TABLE runs ADD COLUMN colour TEXT"
    monkeypatch.setattr(opening, "MIGRATIONS", (*opening.MIGRATIONS, (added,)))
    assert ("colour", "TEXT") in columns(store, "runs")
    with writing(store) as connection:
        connection.execute("SELECT colour FROM runs")
        assert connection.execute("PRAGMA user_version").fetchone() == (len(opening.MIGRATIONS),)


def test_a_step_that_fails_leaves_the_store_as_it_was(store, monkeypatch):
    steps = ("ALTER TABLE runs ADD COLUMN colour TEXT", "no SQL at all")
    with monkeypatch.context() as patch:
        patch.setattr(opening, "MIGRATIONS", (*opening.MIGRATIONS, steps))
        with pytest.raises(sqlite3.OperationalError), writing(store):
            pass
    assert "colour" not in dict(columns(store, "runs"))


def test_a_store_of_a_newer_program_is_refused(store):
    with writing(store) as connection:
        connection.execute(f"PRAGMA user_version = {len(opening.MIGRATIONS) + 1}")
    for way in (reading, writing):
        with pytest.raises(StoreError, match="newer version"), way(store):
            pass


def test_decisions_of_an_older_store_stay_when_a_new_kind_is_allowed(store, monkeypatch):
    columns = "kind, source_file, sha256, value, decided_by, decided_at, why"
    decide = f"INSERT INTO decisions ({columns}) VALUES (?, 'ash.xlsx', 'aa', ?, 'J', '2025', '?')"  # noqa: S608 # our own names
    store.unlink()
    with monkeypatch.context() as patch:
        patch.setattr(opening, "MIGRATIONS", opening.MIGRATIONS[:4])
        with writing(store) as connection:
            connection.execute(decide, ("year", "2025"))
    with writing(store) as connection:
        connection.execute(decide, ("about", "choices"))
        kinds = connection.execute("SELECT decision_id, kind FROM decisions ORDER BY 1")
        assert kinds.fetchall() == [(1, "year"), (2, "about")]
