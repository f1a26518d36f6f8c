from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trip_analytics.analysis.practices import practice_profile
from trip_analytics.analysis.strongest import strongest_practices
from trip_analytics.errors import AnalysisError
from trip_analytics.instruments import load_instrument
from trip_analytics.returns import Returns

FIGURES = ["mean", "mean_low", "mean_high"]
FIGURES += ["well_developed", "well_developed_low", "well_developed_high"]
COLUMNS = ["item_id", "practice", "year", "teams", "not_rated"]
COLUMNS += ["rated_1", "rated_2", "rated_3", "rated_4", "rated_5", *FIGURES]
COLUMNS += ["agreement", "rank_low", "rank_high"]

FIVE = {"Ash": [4, 1], "Elm": [5, 2], "Oak": [3, None], "Yew": [4, 2], "Fir": [2, 1]}


def test_columns_stand_as_in_the_contract(trust):
    parts = {"Ash": "N", "Elm": "N", "Oak": "S", "Yew": "S", "Fir": "S"}
    returns = trust({2025: FIVE}, service_line=parts)
    assert practice_profile(returns).columns.tolist() == COLUMNS
    by_line = practice_profile(returns, by="service_line")
    assert by_line.columns.tolist() == [*COLUMNS[:2], "service_line", *COLUMNS[2:]]


def test_five_teams_by_hand(trust):
    profile = practice_profile(trust({2025: FIVE})).set_index("item_id")
    counts = ["teams", "not_rated", *(f"rated_{point}" for point in range(1, 6))]
    assert profile.loc["a", counts].tolist() == [5, 0, 0, 1, 1, 2, 1]
    assert profile.loc["b", counts].tolist() == [4, 1, 2, 2, 0, 0, 0]
    assert profile["mean"].tolist() == pytest.approx([3.6, 1.5])
    assert profile["well_developed"].tolist() == pytest.approx([0.6, 0.0])
    # s = sqrt(1.3) over sqrt(5), t of 4 degrees 2.776445, place (3.6 - 1) / 4 = .65
    reach = 2.776445 * np.sqrt(1.3 / 5) / 4 / (0.65 * 0.35)
    at = np.log(0.65 / 0.35)
    expected = [1 + 4 / (1 + np.exp(-(at - reach))), 1 + 4 / (1 + np.exp(-(at + reach)))]
    assert profile.loc["a", ["mean_low", "mean_high"]].tolist() == pytest.approx(expected, abs=1e-6)
    # Four teams in both: no flip pattern of so few can tell two practices apart.
    assert profile[["rank_low", "rank_high"]].to_numpy().tolist() == [[1, 2], [1, 2]]


def test_one_team_has_a_mean_and_no_interval(trust):
    profile = practice_profile(trust({2025: {"Ash": [4, 2]}}))
    assert profile["mean"].tolist() == [4, 2]
    assert profile[["mean_low", "mean_high"]].isna().all(axis=None)
    assert profile["well_developed_high"].notna().all()
    assert "only one team rated it" in profile.attrs["notes"][0]


def test_where_all_agree_the_mean_has_no_interval(trust):
    profile = practice_profile(trust({2025: {team: [3, 3] for team in FIVE}}))
    assert profile[["mean_low", "mean_high"]].isna().all(axis=None)
    assert profile[["rank_low", "rank_high"]].to_numpy().tolist() == [[1, 2], [1, 2]]


def test_a_practice_nobody_rated_keeps_its_row(trust):
    profile = practice_profile(trust({2025: {"Ash": [4, None], "Elm": [2, None]}}))
    row = profile.set_index("item_id").loc["b"]
    assert row[["teams", "not_rated", "rated_1"]].tolist() == [0, 2, 0]
    assert row.loc["mean":].isna().all()
    assert profile.loc[0, "rank_high"] == 1
    assert any("Nobody rated" in note and "b" in note for note in profile.attrs["notes"])


def test_nobody_rated_anything(trust):
    profile = practice_profile(trust({2025: {"Ash": [None, None]}}))
    assert profile["teams"].tolist() == [0, 0]
    assert profile.loc[:, "mean":].isna().all(axis=None)
    assert "no ratings" in profile.attrs["notes"][0]


def test_practices_have_their_names_in_printed_order():
    ratings = pd.DataFrame(
        {"team": "Ash", "year": 2025, "item_id": ["staff-wellbeing", "choices"], "rating": [2, 3]}
    )
    profile = practice_profile(Returns.from_tables(ratings=ratings))
    assert len(profile) == 8
    assert profile["practice"].tolist()[1] == "Own choices and decisions"
    assert profile["item_id"].tolist()[-1] == "staff-wellbeing"


def test_ranks_within_each_part_and_teams_without_one_last(trust):
    teams = {f"T{i:02}": [4 + i % 2, 1 + i % 3, 3] for i in range(24)}
    lines = {team: "North" if i < 12 else None for i, team in enumerate(teams)}
    profile = practice_profile(trust({2025: teams}, service_line=lines), by="service_line")
    assert profile["item_id"].tolist() == ["a", "a", "b", "b", "c", "c"]
    assert profile["service_line"].fillna("none").tolist() == ["North", "none"] * 3
    assert profile["teams"].tolist() == [12] * 6
    assert profile.loc[profile["item_id"] == "a", "rank_high"].tolist() == [1, 1]
    assert any("service line is not known" in note for note in profile.attrs["notes"])


def test_population_corrects_the_intervals_and_names_its_target(trust):
    returns = trust({2025: FIVE})
    wide, narrow = practice_profile(returns), practice_profile(returns, population=6)
    assert (narrow["mean_low"] > wide["mean_low"]).all()
    assert (narrow["well_developed_high"] < wide["well_developed_high"]).all()
    assert narrow["rank_high"].equals(wide["rank_high"])
    assert "6 teams asked" in narrow.attrs["notes"][0]


@pytest.mark.parametrize("population", [4, 5.5, "45"])
def test_a_population_that_cannot_be_is_refused(trust, population):
    with pytest.raises(AnalysisError, match="5 returned"):
        practice_profile(trust({2025: FIVE}), population=population)


def test_a_population_is_of_the_whole_trust(trust):
    lines = dict.fromkeys(FIVE, "North")
    with pytest.raises(AnalysisError, match="whole trust"):
        practice_profile(trust({2025: FIVE}, service_line=lines), by="service_line", population=9)


def test_a_perspective_that_no_return_has_says_so(trust):
    profile = practice_profile(trust({2025: FIVE}), perspective="staff")
    assert profile["not_rated"].tolist() == [5, 5]
    assert profile.attrs["notes"] == ["There are no ratings from staff in this year."]


def rated_in_words(*used, first_years=(2013, 2020, 2024), **columns):
    """Twelve teams' ratings of TRIP's first item: the third wording asks what the second asks."""
    trip = load_instrument("trip")
    item = trip.items[0]
    wordings = tuple(
        replace(item.wordings[0], wording_id=name, first_year=year, comparable_with_previous=like)
        for name, year, like in zip(
            ("old", "new", "newer"), first_years, (True, False, True), strict=True
        )
    )
    ratings = pd.DataFrame(
        {
            "team": [f"T{i:02}" for i in range(12)],
            "year": 2025,
            "item_id": item.item_id,
            "wording_id": [*used, *[None] * (12 - len(used))],
            "rating": [2] * 4 + [5] * 5 + [None] * 3,
        }
    )
    own = replace(trip, instrument_id="own", items=(replace(item, wordings=wordings),))
    return Returns.from_tables(ratings=ratings.assign(**columns), instruments=[own])


def test_wordings_that_cannot_be_compared_are_not_pooled():
    returns = rated_in_words(*["old"] * 4, *["new"] * 3, *["newer"] * 2)
    profile = practice_profile(returns)
    assert profile["item_id"].tolist() == ["roles-and-connections"] * 2
    name = returns.instruments[0].items[0].label
    assert profile["practice"].tolist() == [
        f"{name} (wording of 2013)",
        f"{name} (wording of 2020)",
    ]
    assert profile[["teams", "not_rated"]].to_numpy().tolist() == [[4, 0], [5, 3]]
    assert profile["mean"].tolist() == [2, 5]
    # No team rated both: nothing tells them apart.
    assert profile[["rank_low", "rank_high"]].to_numpy().tolist() == [[1, 2], [1, 2]]
    (note,) = [note for note in profile.attrs["notes"] if "different things" in note]
    assert note.endswith(f": {name}.")
    assert (
        strongest_practices(returns, n=2)["practice"].tolist() == profile["practice"].tolist()[::-1]
    )


def test_each_part_has_the_rows_of_every_wording():
    line = ["North"] * 4 + ["South"] * 8
    returns = rated_in_words(*["old"] * 4, *["new"] * 5, service_line=line)
    profile = practice_profile(returns, by="service_line")
    assert profile["service_line"].tolist() == ["North", "South"] * 2
    assert profile["teams"].tolist() == [4, 0, 0, 5]


def test_forms_tried_in_the_same_year_have_their_ids():
    profile = practice_profile(
        rated_in_words(*["old"] * 4, *["new"] * 5, first_years=(2025, 2025, 2026))
    )
    assert [name.split(" (")[1] for name in profile["practice"]] == ["wording old)", "wording new)"]


@pytest.mark.parametrize(
    "used", [["new"] * 4 + ["newer"] * 5, ["old"] * 4 + [None] * 5, [None] * 9, ["old"] * 9]
)
def test_other_wordings_are_pooled(used):
    profile = practice_profile(rated_in_words(*used))
    assert profile[["teams", "not_rated"]].to_numpy().tolist() == [[9, 3]]
    assert "wording" not in profile.loc[0, "practice"]
    assert not any("wording" in note for note in profile.attrs["notes"])


grids = st.integers(1, 3).flatmap(
    lambda items: st.lists(
        st.lists(st.sampled_from([None, 1, 2, 3, 4, 5]), min_size=items, max_size=items),
        min_size=1,
        max_size=9,
    )
)


@settings(max_examples=settings.default.max_examples // 20, deadline=None)
@given(grids)
def test_counts_add_up_and_intervals_hold_their_figures(trust, rows):
    profile = practice_profile(trust({2025: {f"T{i}": row for i, row in enumerate(rows)}}))
    rated = [f"rated_{point}" for point in range(1, 6)]
    assert (profile[rated].sum(axis=1) == profile["teams"]).all()
    assert (profile["teams"] + profile["not_rated"] == len(rows)).all()
    known = profile.loc[profile["teams"] > 0]
    assert known["well_developed"].between(0, 1).all()
    for figure in ("mean", "well_developed"):
        given = known.dropna(subset=[f"{figure}_low"])
        assert (given[f"{figure}_low"] <= given[figure] + 1e-12).all()
        assert (given[figure] <= given[f"{figure}_high"] + 1e-12).all()
    assert known["mean_low"].dropna().between(1, 5).all()
    assert known["mean_high"].dropna().between(1, 5).all()
    assert (known["rank_low"] <= known["rank_high"]).all()
    assert (known["rank_high"] <= len(known)).all()


@settings(max_examples=settings.default.max_examples // 20, deadline=None)
@given(grids, st.randoms(use_true_random=False))
def test_names_and_order_of_teams_change_nothing(trust, rows, random):
    names = [f"T{i}" for i in range(len(rows))]
    profile = practice_profile(trust({2025: dict(zip(names, rows, strict=True))}))
    random.shuffle(names)
    random.shuffle(rows)
    shuffled = practice_profile(trust({2025: dict(zip(names, rows, strict=True))}))
    pd.testing.assert_frame_equal(profile, shuffled, rtol=1e-12)


@settings(max_examples=settings.default.max_examples // 20, deadline=None)
@given(grids)
def test_a_team_without_ratings_changes_not_rated_alone(trust, rows):
    teams = {f"T{i}": row for i, row in enumerate(rows)}
    before = practice_profile(trust({2025: teams}))
    after = practice_profile(trust({2025: teams | {"New": [None] * len(rows[0])}}))
    assert (after["not_rated"] == before["not_rated"] + 1).all()
    same = [column for column in before if column != "not_rated"]
    pd.testing.assert_frame_equal(before[same], after[same], check_exact=True)
