"""How a release shows itself and says what it shows."""

from __future__ import annotations

import dataclasses
from io import StringIO

import pandas as pd
import pytest

from trip_analytics.analysis.practices import practice_profile
from trip_analytics.analysis.questions import describe
from trip_analytics.disclosure.released import Released, check_released, withhold
from trip_analytics.disclosure.releasing import release
from trip_analytics.disclosure.rules import ALL_TEAMS
from trip_analytics.errors import DisclosureError


@pytest.fixture(scope="module")
def trust(rated, spread):
    """30 teams in three lines agree on one practice, the teams of the last line on another."""
    lines = ["Adult"] * 10 + ["Older people"] * 10 + ["Rehabilitation"] * 10
    mixed = spread(0, 3, 3, 2, 2)
    practices = {"choices": spread(0, 0, 1, 29), "hope-stories": mixed * 2 + [3] * 10}
    return rated({2025: {**practices, "shared-safety": mixed * 3}}, lines=lines)


@pytest.fixture(scope="module")
def profile(trust):
    return practice_profile(trust)


@pytest.fixture(scope="module")
def released(trust, profile):
    return release(profile, trust)


def test_withheld_figures_are_marked_as_such_and_notes_are_below(released):
    html = released._repr_html_()
    shown = pd.read_html(StringIO(html), keep_default_na=False)[0].set_index("item_id")
    assert set(shown.loc["choices", "rated_1":"well_developed_high"]) == {"[c]"}
    assert shown.loc["choices", "half"] == "above 3"
    assert "[c]" not in set(shown.loc["shared-safety"])
    assert html.index("</table") < html.index("<li>A row is withheld where fewer than 5 teams")


def test_parts_are_described_each_for_itself(trust):
    released = release(practice_profile(trust, by="service_line"), trust)
    assert [line.split(":")[0] for line in describe(released).splitlines()] == [
        "All teams", "Adult", "Older people", "Rehabilitation"
    ]  # fmt: skip
    whole = released.where("service_line", ALL_TEAMS)
    assert "service_line" not in whole.table
    assert whole.table["teams"].tolist() == [30, 30, 30]
    assert whole.withheld.shape == whole.table.shape
    with pytest.raises(DisclosureError, match="no service_line called 'Nobody'"):
        released.where("service_line", "Nobody")


def test_a_release_without_rows(trust, profile):
    nothing = release(profile.head(0), trust)
    assert describe(nothing) == "There are no figures that can be shown."
    assert "<table" not in nothing._repr_html_()


def test_a_release_says_what_it_is_of_and_has_no_notes_of_the_analysis(rated):
    returns = rated({2025: {"choices": [4] * 12}})
    profile = practice_profile(returns)
    assert "all gave the same rating" in " ".join(profile.attrs["notes"])
    released = release(profile, returns)
    assert released.table.attrs["analysis"] == "practice_profile"
    assert "notes" not in released.table.attrs
    said = describe(released) + released._repr_html_() + released.table._repr_html_()
    assert "all gave the same rating" not in said


def test_groups_of_figures_are_withheld_row_by_row():
    table = pd.DataFrame({"practice": ["Hope", "Notes"], "gap": [0.5, 1.5], "share": [0.2, 0.4]})
    groups = {"gap": ["gap"], "share": ["share", "no such column"]}
    rows = {"gap": pd.Series([True, False]), "share": pd.Series([False, True])}
    released = withhold("perspective_gap", table, groups, rows, ["A note."])
    assert released.table["gap"].isna().tolist() == [True, False]
    assert released.table["share"].isna().tolist() == [False, True]
    assert released.withheld.to_numpy().tolist() == [[False, True, False], [False, False, True]]
    assert repr(released) == "Released('perspective_gap', 2 rows, 2 with withheld figures)"


def test_a_release_is_not_made_by_hand(released, profile):
    by_hand = (released.name, released.table, released.withheld, released.notes)
    with pytest.raises(DisclosureError, match="not made by hand"):
        Released(*by_hand)
    with pytest.raises((DisclosureError, ValueError)):
        dataclasses.replace(released, table=profile)
    with pytest.raises(dataclasses.FrozenInstanceError):
        released.table = profile
    with pytest.raises(DisclosureError, match="Only released tables"):
        check_released(profile)
    assert check_released(released) is released
