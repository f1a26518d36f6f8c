"""The fictional trust, end to end: read as meant, and its true patterns found."""

from pathlib import Path

import pandas as pd
import pytest

import trip_analytics as ta
from tools.sample import intended, trust

ROOT = Path(__file__).parents[1]


@pytest.fixture
def returns(sample):
    return sample


def differences(meant, found, on, columns):
    """Rows of two tables that are not in both, or not the same in both."""
    both = meant.merge(found, on=on, how="outer", suffixes=("_meant", "_found"), indicator=True)
    differ = both["_merge"] != "both"
    for column in columns:
        left, right = (both[f"{column}_{which}"].astype("string") for which in ("meant", "found"))
        differ |= left.fillna("") != right.fillna("")
    return both.loc[differ, on]


def test_every_rating_is_read_as_meant(returns):
    meant = intended.intended_ratings()
    key = ["team_id", "year", "item_id", "perspective"]
    assert len(meant) > 1_500
    assert differences(meant, returns.ratings, key, ["rating", "state", "team"]).empty


def test_every_return_is_told_whose_and_when_it_is(returns):
    meant = intended.intended_returns()
    # A TRIP return may take up several sheets; the challenges' forms have one each.
    meant["form"] = meant["sheet"].where(meant["instrument"] != "trip", "")
    found = returns.returns.rename(columns={"source_file": "file"})
    found["form"] = found["sheet"].where(found["instrument"] != "trip", "")
    columns = ["team_id", "service_line", "year", "status"]
    assert differences(meant, found, ["file", "instrument", "form"], columns).empty
    assert set(meant["status"]) == {"current", "superseded", "duplicate"}


def test_every_stage_and_plan_is_read_as_meant(returns):
    key = ["service_line", "year", "item_id"]
    stages = intended.intended_stages()
    assert differences(stages, returns.stages, key, ["stage", "state", "priority"]).empty
    plans = intended.intended_action_plans()
    columns = ["stage", "number", "agreed_on", "next_review"]
    assert differences(plans, returns.action_plans, [*key, "kind", "text"], columns).empty


def test_every_priority_and_whether_it_has_leads_is_read_as_meant(returns):
    meant = intended.intended_priorities()
    key = ["team_id", "year", "number"]
    columns = ["priority", "staff_lead", "service_user_lead"]
    assert differences(meant, returns.priorities, key, columns).empty


def test_priorities_are_matched_to_practices_and_never_to_a_wrong_one(returns):
    meant = intended.intended_priorities()
    both = meant.merge(
        returns.priorities, on=["team_id", "year", "number"], suffixes=("_meant", "_found")
    )
    matched = both.dropna(subset="item_id_found")
    assert matched["item_id_meant"].fillna("none").eq(matched["item_id_found"]).all()
    assert len(matched) >= 0.95 * both["item_id_meant"].notna().sum()


def test_every_file_is_accounted_for(returns):
    folder = ROOT / "data" / "sample"
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {*returns.returns["source_file"], *returns.import_log["source_file"]} == files
    assert (
        not returns.import_log["kind"].isin(["fault", "not-a-return", "no-team", "no-year"]).any()
    )


def test_the_strong_and_the_weak_practice_are_found(returns):
    for year in returns.years:
        strongest = ta.strongest_practices(returns, year=year, n=3)
        weakest = ta.weakest_practices(returns, year=year, n=3)
        assert strongest["item_id"].iloc[0] == trust.STRONG
        assert weakest["item_id"].iloc[0] == trust.WEAK
        assert strongest["standing"].iloc[0] == "clear"
        assert weakest["standing"].iloc[0] == "clear"


def test_the_improving_and_the_declining_practice_are_found_and_no_other(returns):
    change = ta.change_between(returns, 2022, 2025).set_index("item_id")
    sure = change[change["p_adjusted"] < 0.05]
    assert set(sure.index) == {trust.IMPROVING, trust.DECLINING}
    assert change.loc[trust.IMPROVING, "change_low"] > 0
    assert change.loc[trust.DECLINING, "change_high"] < 0


def test_two_practices_that_are_alike_are_not_separated(returns):
    alike = list(trust.INSEPARABLE)
    for year in returns.years:
        profile = ta.practice_profile(returns, year=year).set_index("item_id").loc[alike]
        assert profile["rank_low"].max() <= profile["rank_high"].min()


def test_the_challenges_move_up_over_the_years(returns):
    share = {
        year: ta.stage_profile(returns, year=year)["share_stage_1"].mean() for year in returns.years
    }
    assert share[2025] < share[2022]


@pytest.mark.slow
def test_reading_twice_gives_the_same(returns):
    again = ta.load_returns(ROOT / "data" / "sample")
    pd.testing.assert_frame_equal(again.ratings, returns.ratings)
    pd.testing.assert_frame_equal(again.import_log, returns.import_log)
