"""How a release shows itself and says what it shows."""

from __future__ import annotations

import dataclasses
from io import StringIO

import pandas as pd
import pytest

from trip_analytics.analysis import describe, practice_profile
from trip_analytics.disclosure import Published, Released, release_profile
from trip_analytics.disclosure.released import check_released, withhold
from trip_analytics.errors import DisclosureError
from trip_analytics.tables import Returns


def profiles(make_returns):
    """A profile and its parts; all teams agree on one practice, those of one part on another."""
    returns = make_returns(teams=36, years=(2025,), stages=0, priorities=False)
    ratings = returns.ratings.copy()
    ratings.loc[ratings["item_id"] == "choices", "rating"] = 4
    part = ratings["service_line"].eq("Rehabilitation") & ratings["item_id"].eq("shared-safety")
    ratings.loc[part, "rating"] = 3
    returns = Returns.from_tables(ratings=ratings)
    return practice_profile(returns), practice_profile(returns, by="service_line")


def test_withheld_figures_stand_as_such_and_notes_below(make_returns):
    profile, _ = profiles(make_returns)
    html = release_profile(profile)._repr_html_()
    shown = pd.read_html(StringIO(html), keep_default_na=False)[0].set_index("item_id")
    assert set(shown.loc["choices", "rated_1":]) == {"[c]"}
    assert "[c]" not in set(shown.loc["shared-safety"])
    assert html.index("For one practice no average can be given.") < html.index("<table")
    assert html.index("</table") < html.index("<li>A practice is withheld where")


def test_what_every_team_thought_alike_is_not_told(make_returns):
    profile, parts = profiles(make_returns)
    assert "all gave the same rating" in " ".join(profile.attrs["notes"])
    for released in (release_profile(profile), release_profile(profile, groups=parts)):
        said = describe(released) + released._repr_html_() + released.table._repr_html_()
        assert "all gave the same rating" not in said


def test_parts_are_described_though_they_have_other_notes(make_returns):
    profile, parts = profiles(make_returns)
    assert profile.attrs["notes"] != parts.attrs["notes"]
    lines = describe(release_profile(profile, groups=parts)).splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "All teams", "Adult community", "Older people", "Rehabilitation"
    ]  # fmt: skip
    assert lines[1].endswith("For two practices no average can be given.")


def test_a_release_without_rows(make_returns):
    profile, _ = profiles(make_returns)
    released = release_profile(profile.head(0))
    assert describe(released) == "There are no figures that can be shown."
    assert "<table" not in released._repr_html_()


def test_a_release_still_says_what_it_is_of_and_no_longer_the_notes_of_the_analysis():
    table = pd.DataFrame({"practice": ["Hope"], "gap": [0.5]})
    table.attrs = {
        "analysis": "perspective_gap",
        "of": "staff",
        "notes": ["All differ alike: Hope."],
    }
    released = withhold("gap", table, {"gap": ["gap"]}, {"gap": pd.Series([True])}, [])
    assert released.table.attrs == {"analysis": "perspective_gap", "of": "staff"}
    assert released.table["gap"].isna().all()


def test_a_release_is_not_made_by_hand(make_returns):
    profile, _ = profiles(make_returns)
    released = release_profile(profile)
    by_hand = (released.name, released.table, released.withheld, released.notes)
    with pytest.raises(DisclosureError, match="not made by hand"):
        Released(*by_hand)
    with pytest.raises((DisclosureError, ValueError)):
        dataclasses.replace(released, table=profile)
    with pytest.raises(dataclasses.FrozenInstanceError):
        released.table = profile
    for other in (profile, Published(*by_hand)):
        with pytest.raises(DisclosureError, match="Only released tables"):
            check_released(other)
    check_released(released)


def test_more_may_be_withheld_of_a_release(make_returns):
    profile, _ = profiles(make_returns)
    released = release_profile(profile)
    rows = released.table["item_id"].eq("shared-safety")
    more = released.without(rows, ["mean", "mean_low"], note="For a reason.")
    assert isinstance(more, Released)
    assert more.withheld.loc[rows, ["mean", "mean_low"]].all(axis=None)
    assert more.table.loc[rows, "mean"].isna().all()
    assert more.table.loc[rows, "mean_high"].notna().all()
    assert more.notes == (*released.notes, "For a reason.")
    fewer = released.without(rows, note="For a reason.")
    assert len(fewer.table) == len(released.table) - 1
    assert released.table.loc[rows, "mean"].notna().all()
