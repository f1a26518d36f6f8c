"""Every result of the analysis becomes a release, or is refused with the reason."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

import trip_analytics as ta
from trip_analytics import analysis
from trip_analytics.disclosure import Policy, Released
from trip_analytics.errors import DisclosureError
from trip_analytics.tables import Returns
from trip_analytics.words import WITHHELD

ASKED = {
    "change_between": {"from_year": 2023, "to_year": 2025},
    "stage_change": {"from_year": 2023, "to_year": 2025},
    "control_chart": {"indicator": "Incidents"},
    "innovation_link": {"innovation": "peer workers", "from_year": 2023, "to_year": 2025},
}
NO_RULE = {"assets_by_category", "innovation_link"}
FUNCTIONS = sorted(set(analysis.__all__) - {"describe"})


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
        innovations=teams.head(12).assign(innovation="peer workers", introduced="2024-03-01"),
        indicators=pd.DataFrame(
            {
                "indicator": "Incidents",
                "month": pd.date_range("2024-01-01", periods=14, freq="MS"),
                "value": [5, 4, 6, 5, 4, 6, 5, 4, 6, 5, 4, 6, 5, 15],
            }
        ),
    )


def ask(name, returns, **options):
    return getattr(analysis, name)(returns, **{**ASKED.get(name, {}), **options})


@pytest.mark.parametrize("name", sorted(set(FUNCTIONS) - NO_RULE))
def test_every_result_has_its_release(trust, name):
    result = ask(name, trust)
    assert len(result)
    released = ta.release(result, trust)
    assert isinstance(released, Released)
    assert released.table.attrs["analysis"] == name
    assert not {"team", "team_id"} & set(released.table.columns)
    assert not released.table.isin(trust.returns["team"].unique()).any(axis=None)
    assert released.table.isna().where(released.withheld, other=True).all(axis=None)
    said = ta.describe(released)
    assert not re.search(r"\bnan\b|<NA>|NaT", said)
    assert all(line.endswith(".") for line in said.splitlines())
    if released.withheld.any(axis=None):
        assert any("withheld" in note for note in released.notes)
        assert WITHHELD in released._repr_html_()


@pytest.mark.parametrize("name", sorted(NO_RULE))
def test_what_has_no_safe_rule_is_refused_with_the_reason(trust, name):
    with pytest.raises(DisclosureError, match=r"never released|no safe rule"):
        ta.release(ask(name, trust), trust)


@pytest.mark.parametrize("name", sorted(set(FUNCTIONS) - NO_RULE))
def test_a_result_without_rows_is_released_without_rows(trust, name):
    result = ask(name, trust).head(0)
    if name == "participation":
        assert ta.release(result, trust).table["asked"].tolist() == [0]
    else:
        assert ta.release(result, trust).table.empty


ALTERED = {
    "practice_history": "mean",
    "change_between": "mean_change",
    "trend": "slope",
    "perspective_gap": "gap",
    "stage_profile": "stage_1",
    "stage_change": "teams",
    "challenge_priorities": "in_top_five",
    "priority_themes": "teams",
    "priority_progress": "priorities",
    "practice_profile": "teams",
}


@pytest.mark.parametrize("name", sorted(ALTERED))
def test_a_result_that_somebody_changed_is_refused(trust, name):
    result = ask(name, trust)
    result[ALTERED[name]] += 1
    with pytest.raises(DisclosureError, match="not what the analysis makes"):
        ta.release(result, trust)


@pytest.mark.parametrize("name", sorted({*ALTERED} - {"practice_profile"}))
def test_breakdowns_of_all_else_are_refused(trust, name):
    result = ask(name, trust, by="service_line")
    with pytest.raises(DisclosureError, match="`by`"):
        ta.release(result, trust)


def test_a_profile_by_service_line_stands_beside_all_teams_in_merged_parts(make_returns):
    lines = ("Adult", "Adult", "Older people", "Older people", "Forensic", "Rehabilitation")
    returns = make_returns(teams=42, years=(2025,), service_lines=lines)
    released = ta.release(ta.practice_profile(returns, by="service_line"), returns)
    assert released.table["service_line"].unique().tolist() == [
        "All teams", "Adult", "Older people", "Other services"
    ]  # fmt: skip


@pytest.mark.parametrize("perspective", ["staff", "people-using-services"])
def test_other_views_stay_at_the_desk(trust, perspective):
    for name in ("practice_profile", "practice_history", "trend", "change_between"):
        with pytest.raises(DisclosureError, match="as teams agreed them"):
            ta.release(ask(name, trust, perspective=perspective), trust)


@pytest.mark.parametrize("other", [pd.DataFrame({"mean": [3.0]}), "profile", None])
def test_only_results_are_released(trust, other):
    with pytest.raises(DisclosureError, match="Only what a function of the analysis"):
        ta.release(other, trust)


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
    profile = ta.release(ta.practice_profile(returns), returns).table
    assert profile["rank_low"].min() == 1
    assert profile["rank_high"].max() == 7


def test_a_team_s_own_chart_is_never_released(trust):
    figures = trust.indicators.assign(team="Kestrel Ward 00", team_id="team-0")
    returns = Returns.from_tables(indicators=figures)
    for whose in ({"team": "team-0"}, {}):
        with pytest.raises(DisclosureError, match="one team's figures"):
            ta.release(ta.control_chart(returns, "Incidents", **whose), returns)


def test_a_higher_policy_withholds_more(trust):
    history = ta.practice_history(trust)
    before = ta.release(history, trust).withheld.sum().sum()
    after = ta.release(history, trust, policy=Policy(minimum_teams=40)).withheld["mean"]
    assert before < after.sum() == len(history)
    strict = ta.release(ta.practice_profile(trust), trust, policy=Policy(insiders=20))
    assert "20 teams" in " ".join(strict.notes)
    assert strict.withheld["mean"].any()


def test_the_history_withholds_the_years_that_their_profiles_withhold(make_returns):
    returns = make_returns(teams=12)
    ratings = returns.ratings.copy()
    random = np.random.default_rng(1)
    ratings["rating"] = np.where(random.random(len(ratings)) < 0.8, 3, ratings["rating"])
    returns = Returns.from_tables(ratings=ratings)
    history = ta.release(ta.practice_history(returns), returns)
    for year in returns.years:
        profile = ta.release(ta.practice_profile(returns, year=year), returns)
        of_year = history.table["year"] == year
        assert profile.withheld["mean"].tolist() == history.withheld.loc[of_year, "mean"].tolist()
        shown = profile.table["mean"].tolist()
        assert shown == history.table.loc[of_year, "mean"].tolist()
    assert 0 < history.withheld["mean"].sum() < len(history.table)


def test_a_file_of_ratings_is_not_enough(trust, tmp_path):
    duckdb = pytest.importorskip("duckdb")
    path = tmp_path / "ratings.parquet"
    duckdb.from_df(trust.ratings.astype(object)).write_parquet(str(path))
    ratings = ta.open_ratings(path)
    with pytest.raises(DisclosureError, match="a file of ratings"):
        ta.release(ta.practice_profile(ratings), ratings)
