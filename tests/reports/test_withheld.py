"""What is withheld, told to whoever makes the report: no more than the report itself shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from trip_analytics.reports.annual.report_data import ReportRequest, gather_data
from trip_analytics.reports.annual.sections import withheld_in_words


@pytest.fixture
def two_years(make_returns):
    """36 teams, the same in both years, in two service lines that may be shown."""
    returns = make_returns(
        teams=40, years=(2024, 2025), stages=0, priorities=False, service_lines=("Adult", "Older")
    )
    late = returns.ratings["team_id"].isin([f"team-{number}" for number in (15, 16, 32, 33)])
    return replace(returns, ratings=returns.ratings.loc[~late])


def rate(returns, item, rating, *, year=2025, teams=None):
    """The same returns, a practice rated alike by all teams or some."""
    ratings = returns.ratings.copy()
    rows = ratings["year"].eq(year) & ratings["item_id"].eq(item)
    if teams is not None:
        rows &= ratings["team_id"].isin(teams)
    ratings.loc[rows, "rating"] = rating
    return replace(returns, ratings=ratings)


def test_nothing_withheld_nothing_said(two_years):
    assert withheld_in_words(gather_data(two_years, ReportRequest(by="service_line"))) == ()


@pytest.mark.slow
def test_a_practice_that_goes_is_named_once(two_years):
    alike = rate(two_years, "shared-safety", 4)
    assert withheld_in_words(gather_data(alike, ReportRequest(by="service_line"))) == (
        "the ratings of 'Shared safety planning' in 2025",
    )


def test_the_breakdown_and_the_change_that_go_by_themselves(two_years):
    adult = [f"team-{number}" for number in range(0, 40, 2)]
    found = gather_data(
        rate(two_years, "shared-safety", 4, teams=adult), ReportRequest(by="service_line")
    )
    assert withheld_in_words(found) == ("the figures by service line of 'Shared safety planning'",)
    last_year = gather_data(rate(two_years, "choices", 4, year=2024))
    assert withheld_in_words(last_year) == ("the change since 2024 of 'Own choices and decisions'",)


@pytest.mark.slow
def test_many_are_counted_and_all_are_each(two_years):
    alike = two_years
    for item in ("shared-safety", "choices", "hope-stories", "recovery-education"):
        alike = rate(alike, item, 4, year=2024)
    assert withheld_in_words(gather_data(alike)) == ("the change since 2024 of four practices",)
    everything = two_years.ratings.assign(rating=4).astype({"rating": "Int64"})
    assert withheld_in_words(gather_data(replace(two_years, ratings=everything))) == (
        "the ratings of each practice in 2025",
    )


def test_it_names_no_team_and_stays_short(returns, found):
    said = withheld_in_words(found)
    assert said
    assert len(said) <= 10
    assert max(map(len, said)) < 160
    names = {*returns.teams["team"], *returns.teams["team_id"]}
    assert not [name for name in names if name in " ".join(said)]
    assert "how many put each challenge among their first five" in said


def test_a_report_carries_it(report, found):
    assert report.withheld == withheld_in_words(found)
