"""What was published stays in the store, whatever else happens to it."""

import dataclasses
import json
import sqlite3

import pytest

from tests.old_stores import write_store_without_publications
from trip_analytics.returns import Returns
from trip_analytics.store import opening
from trip_analytics.store.opening import reading, writing
from trip_analytics.store.records import (
    Publication,
    add_publication,
    mark_withdrawn,
    read_publications,
    read_secret,
    take_back,
)
from trip_analytics.store.tidy_tables import write_tables

WITH_RELEASES = 4  # the last version of the schema that had a register of releases


@pytest.fixture
def store(tmp_path):
    return tmp_path / "returns.store"


@pytest.fixture
def publication():
    return Publication(
        0,
        2025,
        "2026-03-03T16:20:00+00:00",
        "jlead",
        {"minimum_teams": 5},
        '{"any": "text"}',
        {"ash.xlsx": "cd34"},
        {"annual-report-2025.html": "ab12"},
    )


def kept(store):
    with reading(store) as connection:
        return read_publications(connection)


def test_a_publication_comes_back_equal_under_the_next_number(store, publication):
    with writing(store) as connection:
        first = add_publication(connection, publication)
        second = add_publication(connection, dataclasses.replace(publication, year=2024))
    assert (first.number, second.number) == (1, 2)
    assert kept(store) == (first, second)
    assert first == dataclasses.replace(publication, number=1)


def test_who_and_when_in_words(publication):
    assert publication.in_words == "the report of 2025, published on 3 March 2026 by jlead"
    nameless = dataclasses.replace(publication, published_by="")
    assert nameless.in_words.endswith("on 3 March 2026")


def test_what_is_withdrawn_stays_on_record(store, publication):
    with writing(store) as connection:
        first = add_publication(connection, publication)
        add_publication(connection, dataclasses.replace(publication, year=2024))
        mark_withdrawn(
            connection, 1, by="J. Lead", at="2026-03-04T09:00:00+00:00", why="nobody has it"
        )
    withdrawn, other = kept(store)
    assert (withdrawn.stands, other.stands) == (False, True)
    assert withdrawn.in_words == (
        f"{first.in_words}, withdrawn by J. Lead on 4 March 2026: nobody has it"
    )


def test_only_what_nobody_has_seen_is_taken_back(store, publication):
    with writing(store) as connection:
        first = add_publication(connection, publication)
        take_back(connection, add_publication(connection, publication))
    assert kept(store) == (first,)


def test_new_returns_leave_it_as_it_is(store, publication, returns):
    with writing(store) as connection:
        one = add_publication(connection, publication)
        write_tables(connection, returns)
        write_tables(connection, Returns())
    assert kept(store) == (one,)


def test_every_part_of_a_publication_has_a_column(store):
    with writing(store) as connection:
        columns = [name for _, name, *_ in connection.execute("PRAGMA table_info(publications)")]
    assert columns == [each.name for each in dataclasses.fields(Publication)]


def test_each_store_has_a_secret_of_its_own_that_stays(tmp_path):
    secrets = []
    for name in ("one.store", "other.store", "one.store"):
        with writing(tmp_path / name):
            pass
        with reading(tmp_path / name) as connection:
            secrets.append(read_secret(connection))
    assert secrets[0] == secrets[2] != secrets[1]
    assert len(secrets[0]) == 64


RELEASE = """
    INSERT INTO releases (name, year, published_at, published_by, policy, content, returns,
        documents) VALUES (?, ?, ?, 'jlead', '{"insiders": 2}', ?, '[]', '{"a.html": "ab12"}')
"""
STATED = "INSERT INTO handed_out VALUES (?, ?, 'J. Lead', '2026-03-04T09:00:00+00:00', ?)"


def test_releases_of_before_become_publications_without_the_answers_behind_them(store, monkeypatch):
    """Of several releases of a year the last that was handed out stands; all stay on record."""
    content = json.dumps({"version": 2, "name": "x", "tables": {}, "answers": ["secret"]})
    with monkeypatch.context() as patch:
        patch.setattr(opening, "MIGRATIONS", opening.MIGRATIONS[:WITH_RELEASES])
        with writing(store) as connection:
            for number, year in enumerate((2024, 2025, 2025, 2025), 1):
                connection.execute(RELEASE, ("x", year, f"2026-03-0{number}T09:00:00", content))
            connection.execute(STATED, (3, 0, "a look"))
            connection.execute(STATED, (3, 1, "one had it"))
            connection.execute(STATED, (4, 0, "nobody saw it"))
    migrated = kept(store)
    assert [(each.number, each.year, each.stands) for each in migrated] == [
        (1, 2024, True), (2, 2025, False), (3, 2025, True), (4, 2025, False)
    ]  # fmt: skip
    assert migrated[1].why == "a later version of the same year was published"
    assert (migrated[3].withdrawn_by, migrated[3].why) == ("J. Lead", "nobody saw it")
    assert all(json.loads(each.figures) == {"version": 2, "name": "x", "tables": {}}
               for each in migrated)  # fmt: skip
    assert migrated[0].documents == {"a.html": "ab12"}
    with sqlite3.connect(store) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
    connection.close()
    assert not tables & {"releases", "handed_out"}


def test_a_store_from_before_any_of_it_has_none(store, monkeypatch, returns):
    write_store_without_publications(store, returns, monkeypatch)
    assert kept(store) == ()
    with reading(store) as connection:
        assert connection.execute("SELECT count(*) FROM ratings").fetchone() == (
            len(returns.ratings),
        )
