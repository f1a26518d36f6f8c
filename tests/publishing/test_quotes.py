"""Comments quoted in what was published: kept with it, and listed."""

import dataclasses

import pytest

import trip_analytics as ta
from trip_analytics.disclosure.published_figures import quotes_in
from trip_analytics.errors import DisclosureError, QuoteError
from trip_analytics.publishing.publications import list_publications, publications_in_words
from trip_analytics.store.opening import writing
from trip_analytics.store.tidy_tables import write_tables

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


def test_what_is_quoted_is_kept_with_its_address(publish, store, commented, choice):
    done = publish(commented, quotes=choice)
    assert [(each.place, each.words) for each in quotes_in(done.publication.figures)] == [
        ("one.xlsx, TRIP, C7", WORDS)
    ]
    assert list_publications(store)["quotes"].tolist() == [1]


def test_each_is_listed_below_its_year(publish, store, commented, choice):
    publish(commented, year=2024)
    publish(commented, quotes=choice)
    lines = publications_in_words(store).splitlines()
    assert lines[1].startswith("  the report of 2024")
    assert lines[2].startswith("  the report of 2025")
    assert lines[3:] == ["    quoted: one.xlsx, TRIP, C7: “Menus are ours to write.”"]


@pytest.mark.slow
def test_other_quotes_are_another_version(publish, commented, choice):
    publish(commented, quotes=choice)
    assert not publish(commented, quotes=choice).is_new
    with pytest.raises(DisclosureError, match="this version has other comments"):
        publish(commented)


def test_with_a_choice_that_is_refused_nothing_is_published(
    publish, store, commented, choice, tmp_path
):
    with pytest.raises(QuoteError):
        publish(commented, quotes=choice.assign(quote="perhaps"))
    assert list_publications(store).empty
    assert not (tmp_path / "out").exists()
