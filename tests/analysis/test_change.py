from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from trip_analytics.analysis.change import change_between
from trip_analytics.analysis.questions import describe
from trip_analytics.errors import AnalysisError
from trip_analytics.instruments import load_instrument
from trip_analytics.returns import Returns

COLUMNS = ["item_id", "practice", "from_year", "to_year", "teams"]
COLUMNS += ["mean_change", "change_low", "change_high", "p_value", "p_adjusted"]
COLUMNS += ["improved", "same", "declined"]
COLUMNS += ["overall_change", "matched_part", "joiners_part", "leavers_part"]
COLUMNS += ["mean_before", "mean_after"]

# Ash to Yew are matched on a; Fir leaves, Bay joins; Yew gave no rating of b at first.
BEFORE = {"Ash": [2, 3], "Elm": [3, 3], "Oak": [4, 2], "Yew": [1, None], "Fir": [5, 5]}
AFTER = {"Ash": [4, 4], "Elm": [3, 4], "Oak": [3, 3], "Yew": [4, 5], "Bay": [1, None]}


@pytest.fixture(scope="module")
def change(trust):
    return change_between(trust({2023: BEFORE, 2025: AFTER}), 2023, 2025).set_index("item_id")


def test_columns_stand_as_in_the_contract(trust):
    lines = dict.fromkeys([*BEFORE, "Bay"], "North")
    returns = trust({2023: BEFORE, 2025: AFTER}, service_line=lines)
    by_line = change_between(returns, 2023, 2025, by="service_line")
    assert by_line.columns.tolist() == [*COLUMNS[:2], "service_line", *COLUMNS[2:]]
    assert change_between(returns, 2023, 2025).columns.tolist() == COLUMNS


def test_matched_change_by_hand_and_by_scipy(change):
    a = change.loc["a"]
    assert a[["from_year", "to_year", "teams"]].tolist() == [2023, 2025, 4]
    assert a["mean_change"] == 1.0  # 2, 0, -1 and 3
    reference = stats.ttest_rel([4, 3, 3, 4], [2, 3, 4, 1])
    assert a["p_value"] == pytest.approx(reference.pvalue)
    assert (a["change_low"], a["change_high"]) == pytest.approx(
        tuple(reference.confidence_interval())
    )
    assert a[["improved", "same", "declined"]].tolist() == [0.5, 0.25, 0.25]


def test_decomposition_by_hand(change):
    a = change.loc["a"]
    # 2025: mean 3 of five; 2023: mean 3 of five. Matched 3.5 and 2.5; one joiner, one leaver.
    assert a["overall_change"] == pytest.approx(0.0)
    assert a["matched_part"] == pytest.approx(1.0)
    assert a["joiners_part"] == pytest.approx((1 - 3.5) / 5)
    assert a["leavers_part"] == pytest.approx((5 - 2.5) / 5)


def test_the_means_of_the_two_years_are_those_of_the_same_teams(change):
    # Ash, Elm, Oak and Yew rated a in both years: 2, 3, 4, 1 and 4, 3, 3, 4.
    assert change.loc["a", ["mean_before", "mean_after"]].tolist() == [2.5, 3.5]
    # Ash, Elm and Oak alone rated b in both.
    assert change.loc["b", ["mean_before", "mean_after"]].tolist() == pytest.approx([8 / 3, 11 / 3])


def test_where_all_changed_alike_the_test_counts_teams(trust, change):
    b = change.loc["b"]
    assert (b["teams"], b["mean_change"]) == (3, 1.0)
    assert b[["change_low", "change_high"]].isna().all()
    assert b["p_value"] == 0.25
    # Holm by hand: .25 and .37 are two tests, the smaller counts twice.
    assert change.loc[["a", "b"], "p_adjusted"].tolist() == [0.5, 0.5]
    # Yew rated b for the first time: a joiner of b, though not of the trust.
    assert b["joiners_part"] == pytest.approx((5 - 11 / 3) / 4)
    notes = change_between(trust({2023: BEFORE, 2025: AFTER}), 2023, 2025).attrs["notes"]
    assert notes == [
        "No interval, as all teams changed alike; the test counts teams (sign test): b.",
        "Adjusted p-values allow for 2 tests, of all practices. “All practices” is a test by "
        "itself.",
    ]


def test_nobody_matched_gives_no_figures(trust):
    change = change_between(trust({2023: {"Ash": [2]}, 2025: {"Elm": [4]}}), 2023, 2025)
    assert change["teams"].tolist() == [0, 0]
    assert change.loc[:, "mean_change":].isna().all(axis=None)
    assert change.attrs["notes"][0].startswith(
        "No team rated in two of the years: of 1 team that rated in 2023 and 1 in 2025 none has"
    )
    assert (
        describe(change) == "What changed since 2023 cannot be shown: no team rated in both years."
    )


def test_holm_over_all_parts_and_practices(trust):
    draw = np.random.default_rng(3)
    before = {f"T{i}": row for i, row in enumerate(draw.integers(1, 5, (16, 3)).tolist())}
    after = {f"T{i}": row for i, row in enumerate(draw.integers(2, 6, (16, 3)).tolist())}
    lines = {team: "North" if i < 8 else "South" for i, team in enumerate(before)}
    returns = trust({2023: before, 2025: after}, service_line=lines)
    change = change_between(returns, 2023, 2025, by="service_line")
    of_all = change["item_id"] == "all"
    for family in (change.loc[~of_all], change.loc[of_all]):
        ordered = family.sort_values("p_value")
        # Holm: of six the smallest times six, the next times five, never falling.
        by_hand = (ordered["p_value"] * list(range(len(family), 0, -1))).cummax().clip(upper=1)
        assert ordered["p_adjusted"].tolist() == pytest.approx(by_hand.tolist())
    assert change["teams"].tolist() == [8] * 8
    assert change.attrs["notes"][-1] == (
        "Adjusted p-values allow for 6 tests, of all practices and service lines together. Those "
        "of “All practices” allow for the number of service lines."
    )


def test_all_practices_by_hand(trust):
    # Ash rated a and b in both years: 2.5 to 4; Elm a alone: 3 to 3, and its 5 of b is left out.
    before = {"Ash": [2, 3], "Elm": [3, 5], "Fir": [1, 2]}
    after = {"Ash": [4, 4], "Elm": [3, None], "Bay": [None, 4]}
    change = change_between(trust({2023: before, 2025: after}), 2023, 2025)
    assert change["item_id"].tolist() == ["a", "b", "all"]
    last = change.iloc[-1]
    assert last[["practice", "teams", "mean_change"]].tolist() == ["All practices", 2, 0.75]
    assert last[["mean_before", "mean_after"]].tolist() == [2.75, 3.5]
    assert last[["improved", "same", "declined"]].tolist() == [0.5, 0.5, 0]
    assert last["p_value"] == pytest.approx(stats.ttest_1samp([1.5, 0], 0).pvalue)
    assert last["p_adjusted"] == last["p_value"]
    # Bay joined with 4 and Fir left with 1.5: (4 - 3.5) / 3 and (1.5 - 2.75) / 3.
    parts = last[["joiners_part", "leavers_part"]].astype(float).tolist()
    assert parts == pytest.approx([0.5 / 3, -1.25 / 3])
    assert last["overall_change"] == pytest.approx(0.75 + 0.5 / 3 + 1.25 / 3)


def test_unanimity_is_never_weaker_than_near_unanimity(trust):
    # 12 of 12 up one, and 11 of 12: the first once read as no clear change.
    before = {f"T{n}": [2, 2] for n in range(12)}
    after = {f"T{n}": [3, 3 if n else 2] for n in range(12)}
    change = change_between(trust({2024: before, 2025: after}), 2024, 2025)
    assert change.loc[:1, "p_adjusted"].lt(0.05).all()
    assert describe(change).startswith(
        "Since 2024, in the 12 teams that rated in both years, two practices improved: a by 1.0 "
        "points in all 12 teams and b by 0.9 points on average (95% interval 0.7 to 1.1, 12 teams)"
    )


@pytest.mark.parametrize(
    ("teams", "said"),
    [
        (
            5,
            "Since 2024, in the five teams that rated in both years, a improved by 1.0 points in "
            "all five teams; with so few teams that may be chance.",
        ),
        (
            2,
            "Since 2024, in the two teams that rated in both years, a improved by 1.0 points in "
            "both teams; with so few",
        ),
    ],
)
def test_what_few_teams_all_did_is_said_and_not_claimed(trust, teams, said):
    before = {f"T{n}": [2] for n in range(teams)}
    after = {f"T{n}": [3] for n in range(teams)}
    change = change_between(trust({2024: before, 2025: after}), 2024, 2025)
    assert describe(change).startswith(said)
    same = change_between(trust({2024: before, 2025: before}), 2024, 2025)
    assert describe(same).startswith("Since 2024, in the")


def test_a_team_that_moved_counts_where_it_is_now():
    ratings = pd.DataFrame(
        {
            "team": ["Ash", "Elm", "Oak", "Yew"] * 2,
            "year": [2023] * 4 + [2025] * 4,
            "item_id": "a",
            "rating": [1, 2, 3, 4, 2, 4, 3, 5],
            "service_line": ["North", "North", "South", "North", *["North"] * 2, *["South"] * 2],
        }
    )
    returns = Returns.from_tables(ratings=ratings, instruments=[])
    change = change_between(returns, 2023, 2025, by="service_line")
    assert change["teams"].tolist() == [2, 2, 2, 2]
    assert change["mean_change"].tolist() == [1.5, 0.5, 1.5, 0.5]
    assert change[["joiners_part", "leavers_part"]].eq(0).all(axis=None)


@pytest.mark.parametrize(
    ("earlier", "later", "alike"),
    [
        (["T000", "T001"], ["T 000", "T-001"], True),
        (["North Ward", "Elm"], ["Ward North", "Oak"], True),
        (["North Ward"], ["Nth Ward"], True),
        (["Ash", "Elm"], ["Oak", "Yew"], False),
    ],
)
def test_names_that_do_not_meet_are_shown_with_the_likeliest_cure(trust, earlier, later, alike):
    years = {2024: {team: [2] for team in earlier}, 2025: {team: [3] for team in later}}
    (note,) = change_between(trust(years), 2024, 2025).attrs["notes"]
    assert ("may be one team" in note) == alike
    assert "aliases in a register of teams" in note


def test_a_breakdown_by_what_is_not_known_is_refused(trust):
    with pytest.raises(AnalysisError, match="No team's service line is known"):
        change_between(trust({2023: BEFORE, 2025: AFTER}), 2023, 2025, by="service_line")


@pytest.mark.parametrize("years", [(2025, 2023), (2025, 2025)])
def test_years_out_of_order_are_refused(trust, years):
    with pytest.raises(AnalysisError, match="earlier year first"):
        change_between(trust({2023: BEFORE, 2025: AFTER}), *years)


def test_both_years_must_be_given(trust):
    with pytest.raises(AnalysisError, match="whole number"):
        change_between(trust({2023: BEFORE}), None, 2023)


def reworded(comparable, used=("first", "second")):
    """Returns of one item whose second wording is or is not like the first."""
    trip = load_instrument("trip")
    item = trip.items[0]
    wordings = tuple(
        replace(
            item.wordings[0], wording_id=name, first_year=2020 + year, comparable_with_previous=like
        )
        for year, (name, like) in enumerate(
            [("first", True), ("second", comparable), ("third", True)]
        )
    )
    own = replace(trip, instrument_id="own", items=(replace(item, wordings=wordings),))
    ratings = pd.DataFrame(
        {
            "team": ["Ash", "Elm", "Oak"] * 2,
            "year": [2023] * 3 + [2025] * 3,
            "item_id": item.item_id,
            "wording_id": [used[0]] * 3 + [used[1]] * 3,
            "rating": [1, 2, 3, 3, 3, 3],
        }
    )
    return Returns.from_tables(ratings=ratings, instruments=[own])


def test_wordings_that_cannot_be_compared_are_not_bridged_unasked():
    returns = reworded(comparable=False, used=("first", "third"))
    change = change_between(returns, 2023, 2025)
    assert change["teams"].tolist() == [0, 0]
    assert change.loc[:, "mean_change":].isna().all(axis=None)
    assert "ask for different things" in change.attrs["notes"][0]
    bridged = change_between(returns, 2023, 2025, bridge_wordings=True)
    assert bridged["mean_change"].tolist() == [1.0, 1.0]
    assert "compared as asked" in bridged.attrs["notes"][0]


@pytest.mark.parametrize(
    ("comparable", "used"),
    [
        (True, ("first", "third")),
        (False, ("second", "third")),
        (False, ("second", "second")),
        (False, ("first", None)),
    ],
)
def test_other_wordings_are_compared(comparable, used):
    change = change_between(reworded(comparable, used), 2023, 2025)
    assert change["mean_change"].tolist() == [1.0, 1.0]
    assert change.attrs["notes"] == []


rows = st.lists(st.sampled_from([None, 1, 2, 3, 4, 5]), min_size=2, max_size=2)


@settings(max_examples=settings.default.max_examples // 20, deadline=None)
@given(st.lists(st.tuples(rows, rows), min_size=1, max_size=9))
def test_the_parts_add_up_exactly(trust, teams):
    before = {f"T{i}": row for i, (row, _) in enumerate(teams)}
    after = {f"T{i}": row for i, (_, row) in enumerate(teams)}
    change = change_between(trust({2023: before, 2025: after}), 2023, 2025)
    made_of = change["matched_part"] + change["joiners_part"] - change["leavers_part"]
    given_ = change["teams"] > 0
    assert (change["overall_change"] - made_of)[given_].abs().le(1e-12).all()
    assert change.loc[~given_, ["overall_change", "matched_part"]].isna().all(axis=None)
    from_means = change["mean_after"] - change["mean_before"]
    assert (change["mean_change"] - from_means)[given_].abs().le(1e-12).all()
    shares = change.loc[given_, ["improved", "same", "declined"]]
    assert (shares.sum(axis=1) - 1).abs().le(1e-12).all()
    overall = [
        np.mean([row[0] for row in year.values() if row[0] is not None] or [np.nan])
        for year in (after, before)
    ]
    if given_[0]:
        assert change.loc[0, "overall_change"] == pytest.approx(overall[0] - overall[1])
