"""Every result of the analysis becomes a release, or is refused with the reason."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import trip_analytics as ta
from tests.asking import QUESTIONS, ask
from tests.own_lists import trip_in_domains
from trip_analytics.disclosure.published_figures import as_text, tables_in
from trip_analytics.disclosure.released import Released
from trip_analytics.disclosure.rules import AUDIENCES, PROMISED, PUBLIC, Policy
from trip_analytics.disclosure.year import release_year
from trip_analytics.errors import AnalysisError, DisclosureError
from trip_analytics.returns import Returns
from trip_analytics.tables.check import check
from trip_analytics.words import WITHHELD

NO_RULE = {"assets_by_category", "innovation_link", "reviews_due"}
FOR_THE_BOARD = {"trend", "stage_change", "priority_effect"}


@pytest.fixture(scope="module")
def trust(make_returns):
    """33 teams over three years, with everything that they may have given."""
    returns = make_returns()
    teams = returns.returns.drop_duplicates("team_id")[["team_id", "team"]]
    staff = returns.ratings.assign(
        rating=(returns.ratings["rating"] + 1).clip(1, 5), perspective="staff"
    )
    users = returns.ratings.assign(perspective="people-using-services")
    return Returns.from_tables(
        returns=returns.returns,
        ratings=pd.concat([returns.ratings, staff, users]),
        stages=returns.stages,
        priorities=returns.priorities,
        teams=returns.teams,
        assets=teams.assign(year=2025, category="Community", asset="Allotment", return_id="a"),
        action_plans=teams.assign(
            year=2025, item_id="challenge-1", kind="goal", next_review="2026-03-01", return_id="b"
        ),
        innovations=teams.head(12).assign(innovation="peer workers", introduced="2024-03-01"),
        outcomes=pd.DataFrame(
            {"measure": "Hope", "month": "2024-04", "timing": ["before", "after"]}
        ).assign(n=[40, 36], mean=[2.1, 2.6], sd=[0.9, 0.8], lowest=0, highest=4),
        instruments=[trip_in_domains({"choices": "Hope"})],
        indicators=pd.DataFrame(
            {
                "indicator": "Incidents",
                "month": pd.date_range("2024-01-01", periods=14, freq="MS"),
                "value": [5, 4, 6, 5, 4, 6, 5, 4, 6, 5, 4, 6, 5, 15],
            }
        ),
    )


@pytest.fixture(scope="module")
def results(trust):
    return {name: ask(name, trust) for name in QUESTIONS}


def same(one, other):
    pd.testing.assert_frame_equal(
        pd.DataFrame(one), pd.DataFrame(other), check_dtype=False, check_categorical=False
    )


@pytest.mark.slow_but(16)
@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("name", sorted(set(QUESTIONS) - NO_RULE))
def test_every_result_has_its_release(trust, results, name, audience):
    result = results[name]
    assert len(result)
    if audience == "public" and name in FOR_THE_BOARD:
        with pytest.raises(DisclosureError, match="never public"):
            ta.release(result, trust)
        return
    released = ta.release(result, trust, audience=audience)
    assert isinstance(released, Released)
    assert released.table.attrs["analysis"] == name
    if (name, audience) != ("participation", "desk"):
        assert not {"team", "team_id"} & set(released.table.columns)
        assert not released.table.isin(trust.returns["team"].unique()).any(axis=None)
    assert released.table.isna().where(released.withheld, other=True).all(axis=None)
    said = ta.describe(released)
    assert not re.search(r"\bnan\b|<NA>|NaT", said)
    assert all(line.endswith(".") for line in said.splitlines())
    if released.withheld.any(axis=None):
        assert any("withheld" in note for note in released.notes)
        assert WITHHELD in released._repr_html_()


@pytest.mark.slow_but(8)
@pytest.mark.parametrize("name", QUESTIONS)
def test_the_desk_has_exact_figures_and_is_told_not_to_pass_them_on(trust, results, name):
    released = ta.release(results[name], trust, audience="desk")
    same(released.table, results[name].reset_index(drop=True))
    assert not released.withheld.any(axis=None)
    assert released.notes[0] == "For the desk: exact figures, not to be passed on."


@pytest.mark.parametrize("name", sorted(NO_RULE))
@pytest.mark.parametrize("audience", ["public", "board"])
def test_what_has_no_safe_rule_is_refused_with_the_reason(trust, results, name, audience):
    with pytest.raises(DisclosureError, match=r"never released|no safe rule"):
        ta.release(results[name], trust, audience=audience)


@pytest.mark.slow_but(6)
@pytest.mark.parametrize("name", sorted(set(QUESTIONS) - NO_RULE))
def test_a_result_without_rows_is_released_without_rows(trust, results, name):
    released = ta.release(results[name].head(0), trust).table
    if name == "participation":
        assert released["asked"].tolist() == [0]
    else:
        assert released.empty


ALTERED = {
    "practice_history": "mean",
    "change_between": "mean_change",
    "trend": "slope",
    "perspective_gap": "gap",
    "stage_profile": "stage_1",
    "stage_change": "teams",
    "challenge_priorities": "in_top_five",
    "priority_progress": "priorities",
    "priority_effect": "teams",
    "practice_profile": "teams",
}


@pytest.mark.slow_but(3)
@pytest.mark.parametrize("name", sorted(ALTERED))
def test_a_result_that_somebody_changed_is_refused(trust, results, name):
    result = results[name].copy()
    result[ALTERED[name]] += 1
    for audience in ("public", "board"):
        with pytest.raises(DisclosureError, match="not what the analysis makes"):
            ta.release(result, trust, audience=audience)


def test_of_themes_the_returns_are_asked_whatever_the_table_says(trust, results):
    wrong = results["priority_themes"].assign(teams=1)
    same(ta.release(wrong, trust).table, ta.release(results["priority_themes"], trust).table)


@pytest.mark.slow_but(3)
@pytest.mark.parametrize("name", sorted({*ALTERED} - {"practice_profile", "priority_effect"}))
def test_breakdowns_of_all_else_are_refused(trust, name):
    result = ask(name, trust, by="service_line")
    with pytest.raises(DisclosureError, match="`by`"):
        ta.release(result, trust, audience="board")


def test_a_profile_by_service_line_is_beside_all_teams_in_merged_parts(make_returns):
    lines = ("Adult", "Adult", "Older people", "Older people", "Forensic", "Rehabilitation")
    returns = make_returns(teams=42, years=(2025,), service_lines=lines)
    released = ta.release(ta.practice_profile(returns, by="service_line"), returns)
    assert released.table["service_line"].unique().tolist() == [
        "All teams", "Adult", "Older people", "Other services"
    ]  # fmt: skip


@pytest.mark.parametrize("perspective", ["staff", "people-using-services"])
def test_other_views_stay_at_the_desk(trust, perspective):
    for name in ("practice_profile", "practice_history", "trend", "change_between"):
        result = ask(name, trust, perspective=perspective)
        with pytest.raises(DisclosureError, match="as teams agreed them"):
            ta.release(result, trust, audience="board")
        assert len(ta.release(result, trust, audience="desk").table)


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("other", [pd.DataFrame({"mean": [3.0]}), "profile", None])
def test_only_results_are_released(trust, other, audience):
    with pytest.raises(DisclosureError, match="Only what a function of the analysis"):
        ta.release(other, trust, audience=audience)


def test_other_audiences_and_other_returns_are_refused(trust, results, tmp_path):
    with pytest.raises(DisclosureError, match="no such audience"):
        ta.release(results["practice_profile"], trust, audience="press")
    with pytest.raises(AnalysisError):
        ta.release(results["practice_profile"], results["practice_profile"])
    duckdb = pytest.importorskip("duckdb")
    path = tmp_path / "ratings.parquet"
    duckdb.from_df(trust.ratings.astype(object)).write_parquet(str(path))
    ratings = ta.open_ratings(path)
    with pytest.raises(DisclosureError, match="a file of ratings"):
        ta.release(ta.practice_profile(ratings), ratings)


def test_public_change_is_of_published_averages_and_the_board_s_of_the_same_teams(trust, results):
    public, board = (
        ta.release(results["change_between"], trust, audience=audience).table
        for audience in ("public", "board")
    )
    assert {"mean_before", "mean_after", "teams_before"} <= set(public)
    assert not {"matched_part", "improved", "overall_change"} & set(public)
    assert {"matched_part", "improved", "overall_change"} <= set(board)
    profiles = [
        ta.release(ta.practice_profile(trust, year=year), trust).table for year in (2024, 2025)
    ]
    assert public["mean_before"].tolist() == profiles[0]["mean"].tolist()
    assert public["mean_after"].tolist() == profiles[1]["mean"].tolist()
    of_some = ta.release(results["change_between"].head(3), trust).table
    assert of_some["item_id"].tolist() == public["item_id"].tolist()[:3]


def test_a_list_is_made_of_the_practices_that_are_shown(make_returns):
    """A strong practice on which all agree is not in the list, which is as long without it."""
    returns = make_returns(teams=20, years=(2025,))
    ratings = returns.ratings.copy()
    ratings.loc[ratings["item_id"] == "choices", "rating"] = 5
    returns = Returns.from_tables(ratings=ratings)
    strongest = ta.strongest_practices(returns, n=3)
    assert strongest["item_id"].iloc[0] == "choices"
    released = ta.release(strongest, returns).table
    assert len(released) == 3
    assert "choices" not in set(released["item_id"])
    # Nor is its place left free for it.
    assert released["rank_low"].min() == 1
    weakest = ta.release(ta.weakest_practices(returns, n=2), returns).table
    assert weakest["item_id"].iloc[0] == "collaborative-notes"


@pytest.mark.parametrize(("teams", "released"), [(4, False), (5, True)])
def test_a_chart_of_one_team_or_of_fewer_than_five_is_never_released(trust, teams, released):
    figures = trust.indicators[["indicator", "month", "value"]].assign(unit="count")
    own = pd.DataFrame({"team": [f"Ward {n}" for n in range(teams)], "more": range(teams)})
    each = figures.merge(own, how="cross").eval("value = value + more").drop(columns="more")
    returns = Returns.from_tables(indicators=each)
    for audience in ("public", "board"):
        of_one = ta.control_chart(returns, "Incidents", team="Ward 0")
        with pytest.raises(DisclosureError, match="one team's figures"):
            ta.release(of_one, returns, audience=audience)
        of_all = ta.control_chart(returns, "Incidents")
        if released:
            assert len(ta.release(of_all, returns, audience=audience).table) == 14
        else:
            with pytest.raises(DisclosureError, match="never leaves the desk"):
                ta.release(of_all, returns, audience=audience)


@pytest.mark.slow_but(3)
@pytest.mark.parametrize(
    ("incidents", "public", "board"),
    [
        ([0] * 6, False, False),  # each team had none
        ([0, 0, 0, 0, 0, 1], False, False),
        ([0, 0, 0, 0, 1, 1], False, True),
        ([0, 0, 0, 1, 1, 1], True, True),
        ([2] * 6, False, False),
    ],
)
def test_a_total_that_tells_what_each_team_counted_is_withheld(incidents, public, board):
    months = pd.date_range("2024-01-01", periods=14, freq="MS")
    rows = [
        {"team": f"Ward {n}", "month": month, "value": n % 3 + at % 2}
        for at, month in enumerate(months)
        for n in range(6)
    ]
    figures = pd.DataFrame(rows).assign(indicator="Falls", unit="count")
    figures.loc[figures["month"] == months[5], "value"] = incidents
    returns = Returns.from_tables(indicators=figures)
    chart = ta.control_chart(returns)
    for audience, shown in (("public", public), ("board", board)):
        released = ta.release(chart, returns, audience=audience)
        june = released.table.loc[5]
        assert released.withheld["value"].tolist() == [at == 5 and not shown for at in range(14)]
        assert june["points"] == (14 if shown else 13)
        others = [value for at, value in enumerate(chart["value"]) if shown or at != 5]
        assert released.table["mean"].tolist() == pytest.approx([sum(others) / len(others)] * 14)
        assert any("withheld" in note for note in released.notes) is not shown
    # The trust's own figures, which no team's follow from, are as they are.
    own = figures.groupby(["indicator", "month"], as_index=False)["value"].sum()
    returns = Returns.from_tables(indicators=own)
    assert ta.release(ta.control_chart(returns), returns).table.loc[5, "value"] == sum(incidents)


def test_of_several_charts_those_of_a_few_teams_are_left_out(trust):
    few = pd.DataFrame({"team": ["Ward 0", "Ward 1"]})
    sick = trust.indicators[["month", "value"]].assign(indicator="Sickness", unit="count")
    plans = trust.indicators[["month", "value"]].assign(indicator="Plans")
    returns = replace(
        trust,
        indicators=check(
            "indicators",
            pd.concat(
                [trust.indicators, sick.merge(few, how="cross"), plans.merge(few, how="cross")]
            ),
        ),
    )
    charts = ta.control_chart(returns, target={"incidents": 9}, better="lower")
    assert charts["indicator"].unique().tolist() == ["Incidents", "Sickness"]
    released = ta.release(charts, returns)
    assert released.table["indicator"].unique().tolist() == ["Incidents"]
    assert released.table["target"].tolist() == [9] * 14
    notes = " ".join(released.notes)
    assert "Left out, because too few teams give figures that differ: Sickness." in notes
    assert "Plans is left out" in notes
    assert "write count in a column" not in notes  # what to do is for the desk
    of_year = release_year(returns, 2025, by=None, audience="public", rule=PUBLIC)
    assert of_year["control_chart"].table["indicator"].unique().tolist() == ["Incidents"]
    # As a store keeps it, and back.
    again = tables_in(as_text({"control_chart": of_year["control_chart"]}))["control_chart"]
    pd.testing.assert_frame_equal(
        again.table.astype(object), of_year["control_chart"].table.astype(object)
    )
    changed = charts.assign(value=charts["value"] + 1)
    with pytest.raises(DisclosureError, match="not what the analysis makes"):
        ta.release(changed, returns)


def test_of_a_year_there_are_no_later_figures_and_none_without_a_table(trust):
    rule = {"by": None, "audience": "public", "rule": PUBLIC}
    until = release_year(trust, 2024, **rule)["control_chart"].table
    assert until["month"].max() == pd.Timestamp(2024, 12, 1)
    assert "control_chart" not in release_year(trust, 2023, **rule)


def test_a_higher_policy_withholds_more(trust, results):
    history = results["practice_history"]
    before = ta.release(history, trust).withheld["mean"]
    after = ta.release(history, trust, policy=Policy(minimum_teams=40)).withheld["mean"]
    assert before.sum() < after.sum() == len(history)
    strict = ta.release(results["practice_profile"], trust, policy=Policy(insiders=20))
    assert "fewer than 21 of them differ" in " ".join(strict.notes)
    assert strict.withheld["mean"].any()
    gap = ta.release(results["perspective_gap"], trust, policy=Policy(minimum_teams=40))
    assert gap.withheld["gap"].all()
    assert "fewer than 40 teams have both views" in " ".join(gap.notes)


def test_several_years_of_a_result_are_released_together(trust, results):
    progress = ta.release(results["priority_progress"], trust)
    assert progress.table["year"].tolist() == list(trust.years)


# What is published stays as it was published


@pytest.fixture(scope="module")
def later(trust, publish):
    """The same trust after 2025 was published in parts and a rating was put right."""
    tables = release_year(trust, 2025, by="service_line", audience="public", rule=PUBLIC)
    published = publish(trust, 2025, tables)
    changed = {}
    for name, column, low in (("ratings", "rating", 1), ("stages", "stage", 1)):
        table = getattr(trust, name).copy()
        now = table["year"].eq(2025) & table["team_id"].isin(["team-0", "team-1", "team-2"])
        table.loc[now, column] = low
        changed[name] = table
    return replace(published, **changed), tables


OF_THE_YEAR = {
    "practice_profile": {},
    "stage_profile": {},
    "challenge_priorities": {},
    "priority_themes": {},
    "perspective_gap": {},
    "participation": {},
}


@pytest.mark.slow_but(2)
@pytest.mark.parametrize("name", OF_THE_YEAR)
def test_a_published_year_is_released_as_it_was_published(later, name):
    returns, tables = later
    released = ta.release(ask(name, returns), returns)
    same(released.table, tables[name].table)
    assert released.notes == tables[name].notes
    unpublished = replace(returns, published=())
    if name in ("practice_profile", "stage_profile", "perspective_gap"):
        now = ta.release(ask(name, unpublished), unpublished).table
        assert not pd.DataFrame(now).equals(pd.DataFrame(tables[name].table))


def test_lists_history_and_change_are_of_what_was_published(later):
    returns, tables = later
    for name in ("strongest_practices", "weakest_practices"):
        n = len(tables[name].table)
        released = ta.release(ask(name, returns, n=n), returns)
        assert released.table["item_id"].tolist() == tables[name].table["item_id"].tolist()
    published = tables["practice_profile"].table["mean"].tolist()
    history = ta.release(ta.practice_history(returns), returns).table
    assert history.loc[history["year"] == 2025, "mean"].tolist() == published
    change = ta.release(ta.change_between(returns, 2024, 2025), returns).table
    assert change["mean_after"].tolist() == published


def test_of_a_published_year_there_is_one_partition(later, publish, trust):
    returns, tables = later
    released = ta.release(ta.practice_profile(returns, by="service_line"), returns)
    same(released.table, tables["in_parts"].table)
    with pytest.raises(DisclosureError, match="published without a breakdown by team_type"):
        ta.release(ta.practice_profile(returns, by="team_type"), returns)
    whole = {name: each for name, each in tables.items() if name != "in_parts"}
    without = publish(trust, 2025, whole)
    with pytest.raises(DisclosureError, match="published without a breakdown by service_line"):
        ta.release(ta.practice_profile(without, by="service_line"), without)


def test_another_gap_than_the_published_one_is_worked_out(later):
    returns, tables = later
    asked = {"of": "staff", "over": "people-using-services"}
    released = ta.release(ta.perspective_gap(returns, **asked), returns).table
    assert not np.allclose(
        released["gap"].to_numpy(float), tables["perspective_gap"].table["gap"].to_numpy(float)
    )


def test_the_policy_is_the_promised_one_if_none_is_given(trust, results):
    given = ta.release(results["practice_profile"], trust, policy=PROMISED)
    same(ta.release(results["practice_profile"], trust).table, given.table)


def test_the_returns_of_some_service_lines_are_for_the_desk(rated):
    """Released beside the whole, they would leave the five other teams, which all rated 4."""
    year = {2025: {"choices": [1, 2, 3, 4, 5, 1, 2, *[4] * 5]}}
    returns = rated(year, lines=["North"] * 7 + ["South"] * 5)
    north = returns.select(service_lines="North")
    for audience in ("public", "board"):
        for some in (north, north.select(years=2025)):
            with pytest.raises(DisclosureError, match="for the desk: taken from"):
                ta.release(ta.practice_profile(some), some, audience=audience)
            with pytest.raises(DisclosureError, match="by='service_line'"):
                release_year(some, 2025, by=None, audience=audience, rule=PUBLIC)
    assert ta.release(ta.practice_profile(north), north, audience="desk").table["teams"].max() == 7
    for all_of_them in (
        returns.select(years=2025),
        returns.select(service_lines=["North", "South"]),
    ):
        assert not ta.release(ta.practice_profile(all_of_them), all_of_them).table.empty
