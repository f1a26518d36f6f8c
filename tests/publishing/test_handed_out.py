"""A release that never left the desk is no reason to withhold or refuse anything."""

import dataclasses

import pytest

from trip_analytics.errors import DecisionError, DisclosureError, StoreError
from trip_analytics.publishing import (
    list_releases,
    publications,
    releases_in_words,
    state_handed_out,
)

WHO = {"by": "J. Lead", "why": "made to have a look"}


def without_one(returns):
    """The returns before the last team's of the year came in."""
    tables = {
        name: getattr(returns, name).loc[
            lambda it: it["team_id"].ne("team-12") | it["year"].ne(2025)
        ]
        for name in ("returns", "ratings")
    }
    return dataclasses.replace(returns, **tables)


def test_the_report_after_a_late_return_is_made_once_the_first_was_never_out(publish, store, trust):
    publish(without_one(trust))
    with pytest.raises(DisclosureError, match=r"decide STORE --not-handed-out 1 --by NAME"):
        publish(trust)
    one = state_handed_out(store, 1, handed_out=False, **WHO)
    assert not one.is_out
    assert publications(store) == ()
    done = publish(trust)
    assert done.release.release_id == 2
    assert not [each for each in done.withheld if each.startswith("all figures")]
    assert [each.name.split(",")[0] for each in publications(store)] == [
        "the report of 2025 (release 2"
    ]
    said = releases_in_words(store)
    assert "never handed out, as J. Lead stated on" in said
    listed = list_releases(store)
    assert listed["handed_out"].tolist() == [False, True]
    assert listed.loc[0, ["stated_by", "why"]].tolist() == ["J. Lead", "made to have a look"]


def test_taken_back_it_counts_again(publish, store, trust):
    publish(without_one(trust))
    state_handed_out(store, 1, handed_out=False, **WHO)
    assert state_handed_out(store, 1, handed_out=True, by="J. Lead", why="the Board had it").is_out
    assert len(publications(store)) == 1
    with pytest.raises(DisclosureError, match="report of 2025 already"):
        publish(trust)


def test_the_same_again_is_a_release_of_its_own(publish, store, trust):
    publish(trust)
    state_handed_out(store, 1, handed_out=False, **WHO)
    again = publish(trust)
    assert (again.is_new, again.release.release_id) == (True, 2)


@pytest.mark.parametrize(
    ("number", "handed_out", "by", "refused"),
    [
        (7, False, "J. Lead", "There is no release 7: there are 1"),
        (1, True, "J. Lead", "counts as handed out already"),
        (1, False, "  ", "Say who states it"),
    ],
)
def test_what_cannot_be_stated(publish, store, trust, number, handed_out, by, refused):
    publish(trust)
    with pytest.raises(DecisionError, match=refused):
        state_handed_out(store, number, handed_out=handed_out, by=by, why="so it was")
    assert list_releases(store)["stated_by"].isna().all()


def test_no_store_is_made_for_it(tmp_path):
    with pytest.raises(StoreError):
        state_handed_out(tmp_path / "none.store", 1, handed_out=False, **WHO)
    assert list(tmp_path.iterdir()) == []
