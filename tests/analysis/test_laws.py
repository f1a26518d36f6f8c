"""What holds of every result, whatever the returns: laws tried on returns made at random."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trip_analytics.analysis.change import change_between
from trip_analytics.analysis.participation import participation
from trip_analytics.analysis.practices import practice_profile
from trip_analytics.analysis.questions import describe
from trip_analytics.analysis.strongest import strongest_practices, weakest_practices
from trip_analytics.disclosure.releasing import release
from trip_analytics.instruments import load_instrument
from trip_analytics.returns import Returns

ITEMS = load_instrument("trip").item_ids[:4]
TEAMS = [
    f"Team-of-{name}" for name in ("Ash", "Bay", "Box", "Elm", "Fir", "Hop", "Ivy", "Oak", "Yew")
]
LINES = ("North", "South", None)

FUNCTIONS = {
    "profile": practice_profile,
    "strongest": lambda returns: strongest_practices(returns, n=2),
    "weakest": lambda returns: weakest_practices(returns, n=2),
    "change": lambda returns: change_between(returns, 2024, 2025),
}
PARTS = {
    "profile": lambda returns: practice_profile(returns, by="service_line"),
    "change": lambda returns: change_between(returns, 2024, 2025, by="service_line"),
}


@st.composite
def rating_tables(draw):
    """Ratings of two years by a few teams, with gaps; a team is in one line for good."""
    teams = draw(st.lists(st.sampled_from(TEAMS), min_size=2, max_size=9, unique=True))
    rows = []
    line = "North"
    for at, team in enumerate(teams):
        # Two share a line, since a part of one team is left out of a breakdown.
        if 0 < at < len(teams) - 1 and at % 2 == 0:
            line = draw(st.sampled_from(LINES))
        for year in (2024, 2025):
            given_ratings = draw(
                st.lists(st.one_of(st.none(), st.integers(1, 5)), min_size=4, max_size=4)
            )
            rows += [
                (team, year, line, item, rating)
                for item, rating in zip(ITEMS, given_ratings, strict=True)
            ]
    table = pd.DataFrame(rows, columns=["team", "year", "service_line", "item_id", "rating"])
    return table.astype({"rating": "Int64", "service_line": "string"})


def as_returns(table):
    return Returns.from_tables(ratings=table)


def of_items(result, items=ITEMS):
    kept = result.loc[result["item_id"].isin(items)].reset_index(drop=True)
    return pd.DataFrame(kept)


def same(one, other):
    pd.testing.assert_frame_equal(pd.DataFrame(one), pd.DataFrame(other), rtol=1e-9, atol=1e-9)


@pytest.mark.slow_but(2)
@pytest.mark.parametrize("name", FUNCTIONS)
@given(table=rating_tables(), seed=st.integers(0, 99))
@settings(deadline=None, max_examples=settings.default.max_examples // 20)
def test_the_order_of_rows_does_not_matter(name, table, seed):
    function = FUNCTIONS[name]
    shuffled = table.sample(frac=1, random_state=seed, ignore_index=True)
    same(function(as_returns(table)), function(as_returns(shuffled)))


@pytest.mark.slow_but(2)
@pytest.mark.parametrize("name", FUNCTIONS)
@given(table=rating_tables(), order=st.permutations(TEAMS))
@settings(deadline=None, max_examples=settings.default.max_examples // 20)
def test_the_names_of_teams_do_not_matter(name, table, order):
    function = FUNCTIONS[name]
    renamed = table.assign(team=table["team"].map(dict(zip(TEAMS, order, strict=True))))
    same(function(as_returns(table)), function(as_returns(renamed)))


@pytest.mark.slow_but(2)
@pytest.mark.parametrize("name", FUNCTIONS)
@given(table=rating_tables())
@settings(deadline=None, max_examples=settings.default.max_examples // 20)
def test_a_practice_that_nobody_answered_changes_no_other(name, table):
    function = FUNCTIONS[name]
    blank = table.drop_duplicates(["team", "year"]).assign(item_id="staff-wellbeing", rating=pd.NA)
    more = pd.concat([table, blank.astype(table.dtypes)], ignore_index=True)
    same(of_items(function(as_returns(table))), of_items(function(as_returns(more))))


@given(table=rating_tables())
@settings(deadline=None, max_examples=settings.default.max_examples // 16)
def test_overall_change_is_exactly_what_it_is_made_of(table):
    change = change_between(as_returns(table), 2024, 2025).dropna(subset="overall_change")
    parts = change["matched_part"] + change["joiners_part"] - change["leavers_part"]
    assert np.allclose(change["overall_change"].astype(float), parts.astype(float), 0, 1e-12)


@given(table=rating_tables())
@settings(deadline=None, max_examples=settings.default.max_examples // 20)
def test_parts_make_up_the_whole(table):
    returns = as_returns(table)
    counts = ["teams", "not_rated", *(f"rated_{rating}" for rating in range(1, 6))]
    parts = practice_profile(returns, by="service_line").groupby("item_id", sort=False)[counts]
    same(parts.sum(), practice_profile(returns).set_index("item_id")[counts])
    of_parts = change_between(returns, 2024, 2025, by="service_line")
    whole = change_between(returns, 2024, 2025).set_index("item_id")["teams"]
    matched = of_parts.groupby("item_id")["teams"].sum().reindex(whole.index, fill_value=0)
    if "left out" in " ".join(of_parts.attrs["notes"]):  # a part of which one team is matched
        assert (matched <= whole).all()
    else:
        pd.testing.assert_series_equal(matched, whole)


@given(table=rating_tables())
@settings(deadline=None, max_examples=settings.default.max_examples // 16)
def test_every_result_says_sound_sentences_and_shows_itself(sound, table):
    returns = as_returns(table)
    taken_part = participation(returns)
    change = FUNCTIONS["change"](returns)
    profile = practice_profile(returns)
    shown = [
        *(function(returns) for function in (*FUNCTIONS.values(), *PARTS.values())),
        release(profile, returns),
        release(profile.head(1), returns),
        *(release(FUNCTIONS[end](returns), returns) for end in ("strongest", "weakest")),
        *(release(change, returns, audience=audience) for audience in ("public", "board")),
        release(taken_part, returns),
    ]
    for result in shown:
        said, html = describe(result), result._repr_html_()
        assert sound(said)
        assert "nan" not in html
        assert not [team for team in TEAMS if team in said + html]
    assert sound(said := describe(taken_part))
    assert not [team for team in TEAMS if team in said]


@pytest.mark.slow_but(1)
@pytest.mark.parametrize("seed", range(3))
def test_where_nothing_is_withheld_a_release_says_what_the_result_says(make_returns, seed):
    returns = make_returns(years=(2025,), seed=seed)
    for name in ("profile", "strongest", "weakest"):
        result = FUNCTIONS[name](returns)
        released = release(result, returns)
        assert not released.withheld.any(axis=None)
        assert describe(released) == describe(result)


@pytest.mark.slow
@given(
    table=rating_tables(),
    text=st.text(min_size=1, max_size=12).map(lambda text: f"<script>{text}&"),
)
@settings(deadline=None, max_examples=settings.default.max_examples // 20)
def test_whatever_stands_in_a_result_is_shown_as_text(table, text):
    profile = practice_profile(as_returns(table))
    profile["practice"] = text
    profile[text] = [text] * len(profile)
    for shown in (profile, profile[[text]], profile.set_index(text), profile.T, profile.describe()):
        assert "<script>" not in shown._repr_html_()
