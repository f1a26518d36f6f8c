"""A published year may be withdrawn, by name and with a reason, and stays on record."""

import pytest

from trip_analytics.errors import DecisionError, StoreError
from trip_analytics.publishing.publications import (
    list_publications,
    publications_in_words,
    withdraw_publication,
)

WHO = {"by": "J. Lead", "why": "an answer was read wrongly"}


def test_a_withdrawn_year_is_on_record_with_who_and_why(publish, store, trust):
    publish(trust)
    withdrawn = withdraw_publication(store, 2025, **WHO)
    assert not withdrawn.stands
    (row,) = list_publications(store).to_dict("records")
    assert (row["stands"], row["withdrawn_by"], row["why"]) == (False, WHO["by"], WHO["why"])
    assert row["documents"] == "annual-report-2025.html"
    lines = publications_in_words(store).splitlines()
    assert lines[0] == "Published from this store:"
    assert lines[1].startswith("  the report of 2025, published on ")
    assert lines[1].endswith(": an answer was read wrongly")
    assert "withdrawn by J. Lead on " in lines[1]


def test_nothing_published_is_said(store):
    assert publications_in_words(store) == "Nothing has been published from this store."
    assert list_publications(store).empty


@pytest.mark.slow_but(1)
@pytest.mark.parametrize(
    ("year", "by", "refused"),
    [
        (2019, "J. Lead", r"2019 is not published\. Published years: 2025\."),
        (2025, "  ", "Say who withdraws it"),
    ],
)
def test_what_cannot_be_withdrawn(publish, store, trust, year, by, refused):
    publish(trust)
    with pytest.raises(DecisionError, match=refused):
        withdraw_publication(store, year, by=by, why="so it was")
    assert list_publications(store)["stands"].all()


def test_no_year_is_withdrawn_twice(publish, store, trust):
    publish(trust)
    withdraw_publication(store, 2025, **WHO)
    with pytest.raises(DecisionError, match="Published years: none yet"):
        withdraw_publication(store, 2025, **WHO)


def test_no_store_is_made_for_it(tmp_path):
    with pytest.raises(StoreError):
        withdraw_publication(tmp_path / "none.store", 2025, **WHO)
    assert list(tmp_path.iterdir()) == []
