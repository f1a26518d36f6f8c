"""Comments quoted in what was published: on the register, and listed by the audit."""

import dataclasses
import json
import sqlite3

import pandas as pd
import pytest

import trip_analytics as ta
from trip_analytics.cli import main
from trip_analytics.errors import QuoteError
from trip_analytics.publishing import publications, releases_in_words
from trip_analytics.store import write_tables, writing

WORDS = "Menus are ours\nto write."


@pytest.fixture
def commented(trust, store):
    """The trust, two teams of which wrote comments; in the store too."""
    ratings = trust.ratings.reset_index(drop=True)
    at = ratings.index[(ratings["year"] == 2025) & (ratings["item_id"] == "choices")][:2]
    ratings.loc[at, "comment"] = [WORDS, "All plans are shared."]
    ratings.loc[at, "source_file"] = ["one.xlsx", "two.xlsx"]
    ratings.loc[at, ["sheet", "cell"]] = ["TRIP", "C7"]
    returns = dataclasses.replace(trust, ratings=ratings)
    with writing(store) as connection:
        write_tables(connection, returns)
    return returns


@pytest.fixture
def choice(commented):
    listed = ta.list_comments(commented)
    return listed.assign(quote=listed["quote"].mask(listed["source_file"].eq("one.xlsx"), "yes"))


def test_what_is_quoted_is_on_the_register(publish, store, commented, choice):
    assert publish(commented, quotes=choice).is_new
    (publication,) = publications(store)
    assert [(each.place, each.words) for each in publication.quotes] == [
        ("one.xlsx, TRIP, C7", WORDS)
    ]


def test_the_audit_lists_each_with_its_address(publish, store, commented, choice, capsys):
    publish(commented, year=2024)
    publish(commented, quotes=choice)
    lines = releases_in_words(store).splitlines()
    assert lines[1].startswith("  release 1, annual report 2024")
    assert lines[2].startswith("  release 2, annual report 2025")
    assert lines[3:] == ["    quoted: one.xlsx, TRIP, C7: “Menus are ours to write.”"]
    assert main(["audit", str(store)]) == 0
    assert lines[3] in capsys.readouterr().out.splitlines()


def test_other_quotes_are_another_release(publish, commented, choice):
    assert publish(commented).is_new
    assert publish(commented, quotes=choice).is_new
    assert not publish(commented, quotes=choice).is_new
    assert publish(commented, quotes=choice.assign(quote="yes")).is_new


def test_a_choice_that_is_refused_is_not_noted(publish, store, commented, choice, tmp_path):
    with pytest.raises(QuoteError):
        publish(commented, quotes=choice.assign(quote="perhaps"))
    assert not publications(store)
    assert not (tmp_path / "out").exists()


def test_a_release_from_before_comments_were_quoted_is_read(publish, store, commented, choice):
    publish(commented)
    with sqlite3.connect(store) as connection:
        (content,) = connection.execute("SELECT content FROM releases").fetchone()
        said = json.loads(content)
        del said["quotes"]
        said["version"] = 1
        connection.execute("UPDATE releases SET content = ?", (json.dumps(said),))
    connection.close()
    (older,) = publications(store)
    assert older.quotes == ()
    assert not publish(commented).is_new
    assert publish(commented, quotes=choice).is_new
    assert pd.Series(releases_in_words(store).splitlines()).str.startswith("    quoted").sum() == 1
