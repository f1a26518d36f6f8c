import pandas as pd
import pytest

from trip_analytics import analysis
from trip_analytics.disclosure.rules import PUBLIC
from trip_analytics.disclosure.year import release_year
from trip_analytics.tables import Returns

YEARS = (2023, 2024, 2025)


def trust(teams=12, years=YEARS):
    rows = [
        (f"Team {team}", year, "choices", 1 + (team + year) % 5)
        for team in range(teams)
        for year in years
    ]
    ratings = pd.DataFrame(rows, columns=["team", "year", "item_id", "rating"])
    return Returns.from_tables(ratings=ratings)


def released(returns):
    return release_year(returns, 2025, by=None, audience="public", rule=PUBLIC)


def test_a_trust_that_never_filled_in_template_a_has_a_report():
    tables = released(trust())
    assert tables["stage_profile"].table.empty
    assert tables["challenge_priorities"].table.empty
    assert tables["practice_profile"].table["mean"].notna().sum() == 1


def test_the_practices_of_each_year_are_worked_out_once(monkeypatch):
    asked = []
    profile = analysis.practice_profile

    def counted(returns, *, year, **options):
        asked.append(year)
        return profile(returns, year=year, **options)

    monkeypatch.setattr(analysis, "practice_profile", counted)
    released(trust())
    assert sorted(asked) == list(YEARS)


def test_a_team_that_sent_no_ratings_in_a_year_is_not_in_both_years():
    returns = trust(years=(2024, 2025))
    late = pd.DataFrame(
        {
            "team": ["Team 0", "Team 99", "Team 99"],
            "year": [2024, 2024, 2025],
            "item_id": "challenge-1",
            "stage": 2,
        }
    )
    ratings = returns.ratings[["team", "year", "item_id", "rating"]]
    with_stages = Returns.from_tables(ratings=ratings, stages=late)
    assert released(with_stages)["change_between"].table.attrs["teams_both"] == 12


@pytest.mark.parametrize("year", YEARS[:2])
def test_earlier_years_are_shown_beside_the_change_since_the_last(year):
    tables = released(trust())
    assert f"practice_profile {year}" in tables
    assert tables["change_between"].table["from_year"].unique().tolist() == [2024]
