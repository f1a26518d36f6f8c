from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trip_analytics.analysis.perspectives import perspective_gap
from trip_analytics.errors import AnalysisError
from trip_analytics.returns import Returns

COLUMNS = ["item_id", "practice", "year", "teams", "mean_of", "mean_over"]
COLUMNS += ["gap", "gap_low", "gap_high", "p_value", "p_adjusted"]
FIGURES = ["mean_of", "mean_over", "gap", "gap_low", "gap_high", "p_value"]

# Six teams' answers of people using services and of staff, by practice.
USERS = {"a": [2, 3, 2, 4, 1, 3], "b": [3, 3, 4, 2, 5, 4], "c": [1, 2, 2, 1, 3, 3]}
STAFF = {"a": [4, 4, 2, 5, 3, 4], "b": [3, 2, 4, 3, 4, 5], "c": [2, 4, 3, 2, 5, 4]}
ALIKE = {item: [answer + 1 for answer in answers] for item, answers in USERS.items() if item != "b"}


def views(other=(), **by_perspective):
    """Returns of one year: each perspective's answers by practice, a team for each answer."""
    rows = [
        (f"T{n}", item, perspective.replace("_", "-"), answer)
        for perspective, of_items in by_perspective.items()
        for item, answers in of_items.items()
        for n, answer in enumerate(answers)
        if answer is not None
    ]
    ratings = pd.DataFrame([*rows, *other], columns=["team", "item_id", "perspective", "rating"])
    lines = ratings["team"].map(lambda team: "North" if team in ("T0", "T1") else "South")
    return Returns.from_tables(
        ratings=ratings.assign(year=2025, service_line=lines), instruments=[]
    )


@pytest.fixture(scope="module")
def returns():
    return views(people_using_services=USERS, staff=STAFF)


def test_columns_stand_as_in_the_contract(returns):
    by_line = perspective_gap(returns, by="service_line")
    assert by_line.columns.tolist() == [*COLUMNS[:2], "service_line", *COLUMNS[2:]]
    gap = perspective_gap(returns)
    assert gap.columns.tolist() == COLUMNS
    assert (gap.attrs["of"], gap.attrs["over"]) == ("people-using-services", "staff")


def test_against_r(returns):
    gap = perspective_gap(returns).set_index("item_id")
    assert gap["teams"].tolist() == [6, 6, 6]
    # R 4.2.2: mean(users), mean(staff), t.test(users, staff, paired = TRUE)
    expected = {
        "a": [2.5, 3.666666667, -1.166666667, -1.956653117, -0.3766802162, 0.01267660248],
        "b": [3.5, 3.5, 0, -0.9386437715, 0.9386437715, 1],
        "c": [2, 3.333333333, -1.333333333, -1.875259567, -0.7914070992, 0.001456581794],
    }
    for item, figures in expected.items():
        assert gap.loc[item, FIGURES].tolist() == pytest.approx(figures)
    # R 4.2.2: p.adjust(p, "holm")
    assert gap["p_adjusted"].tolist() == pytest.approx([0.025353204956, 1, 0.004369745383])


def test_a_team_counts_with_the_median_of_each_view():
    # T0: staff 4, and now 1 and 2: the middle is 2. People 2, and now 3: between them, 2.5.
    more = [
        ("T0", "a", "staff", 1),
        ("T0", "a", "staff", 2),
        ("T0", "a", "people-using-services", 3),
    ]
    gap = perspective_gap(views(more, people_using_services=USERS, staff=STAFF))
    assert gap.loc[0, "mean_of"] == pytest.approx(15.5 / 6)
    assert gap.loc[0, "mean_over"] == pytest.approx(20 / 6)


def test_teams_with_one_view_alone_count_in_no_figure(returns):
    more = [("T6", "a", "staff", 5), ("T7", "a", "people-using-services", 1)]
    gap = perspective_gap(views(more, people_using_services=USERS, staff=STAFF))
    pd.testing.assert_frame_equal(gap, perspective_gap(returns))


def test_fewer_than_five_teams_with_both_give_no_figures():
    users = {"a": [1, 2, 2, 3, None], "b": [1, 2, 2, 3, 4]}
    gap = perspective_gap(views(people_using_services=users, staff={"a": [3] * 5, "b": [3] * 5}))
    assert gap["teams"].tolist() == [4, 5]
    assert gap.loc[0, "mean_of":].isna().all()
    assert gap.loc[1, "mean_of":].notna().all()
    assert gap.loc[1, "p_adjusted"] == gap.loc[1, "p_value"]
    assert "Fewer than 5 teams have both views, so no gap is given: a." in gap.attrs["notes"]


def test_where_all_differ_alike_the_test_counts_teams():
    gap = perspective_gap(views(people_using_services=USERS, staff=ALIKE | {"b": STAFF["b"]}))
    a = gap.loc[0]
    assert a["gap"] == -1
    assert a[["gap_low", "gap_high"]].isna().all()
    assert a["p_value"] == 2 * 0.5**6
    assert "test counts teams (sign test): a, c." in gap.attrs["notes"][-2]
    assert "allow for 3 tests" in gap.attrs["notes"][-1]


def test_holm_and_the_five_teams_are_within_each_part():
    users = {item: answers * 3 for item, answers in USERS.items()}
    staff = {item: answers * 2 + [3] * 6 for item, answers in STAFF.items()}
    by_line = perspective_gap(views(people_using_services=users, staff=staff), by="service_line")
    north = by_line.loc[by_line["service_line"] == "North"]
    assert north["teams"].tolist() == [2, 2, 2]
    assert north.loc[:, "mean_of":].isna().all(axis=None)
    south = by_line.loc[by_line["service_line"] == "South"].sort_values("p_value")
    by_hand = (south["p_value"] * [3, 2, 1]).cummax().clip(upper=1)
    assert south["p_adjusted"].tolist() == pytest.approx(by_hand.tolist())


def test_what_teams_agreed_is_not_collated_from_the_view_it_is_held_against():
    agreed = {"a": [4, 4, 4, 3, 3]}
    returns = views(team=agreed, staff=STAFF)
    gap = perspective_gap(returns, of="team", over="staff").loc[0]
    assert gap["teams"] == 5
    assert gap["mean_of"] == pytest.approx(18 / 5)
    nothing_agreed = perspective_gap(views(staff=STAFF), of="team", over="staff")
    assert nothing_agreed["teams"].eq(0).all()
    assert nothing_agreed.attrs["notes"] == ["There are no ratings by teams as a whole in 2025."]


def test_a_gap_of_one_view_over_itself_is_refused(returns):
    with pytest.raises(AnalysisError, match="both are staff"):
        perspective_gap(returns, of="staff")


@pytest.mark.parametrize("option", ["of", "over"])
def test_an_unknown_view_is_refused(returns, option):
    with pytest.raises(AnalysisError, match="people-using-services"):
        perspective_gap(returns, **{option: "managers"})


def test_views_nobody_gave_are_named_once(returns):
    gap = perspective_gap(returns, of="family-and-friends")
    assert gap["teams"].eq(0).all()
    assert gap.attrs["notes"] == ["There are no ratings by family and friends in 2025."]


answers = st.lists(st.integers(1, 5), min_size=2, max_size=9)


@settings(max_examples=settings.default.max_examples // 12, deadline=None)
@given(answers, answers)
def test_the_gap_the_other_way_round_changes_its_sign(users, staff):
    returns = views(people_using_services={"a": users}, staff={"a": staff})
    one = perspective_gap(returns).loc[0]
    other = perspective_gap(returns, of="staff", over="people-using-services").loc[0]
    assert one["teams"] == other["teams"] == min(len(users), len(staff))
    assert pd.isna(one["gap"]) == (one["teams"] < 5)
    if pd.notna(one["gap"]):
        assert one["gap"] == pytest.approx(-other["gap"])
        assert one["mean_of"] == other["mean_over"]
    if pd.notna(one["gap_low"]):  # gaps all alike have a p-value and no interval
        assert one["gap_low"] == pytest.approx(-other["gap_high"])
    if pd.notna(one["p_value"]):
        assert one["p_value"] == pytest.approx(other["p_value"])
