"""All that may be said of a year, table by table."""

import pandas as pd
import pytest

from trip_analytics.analysis.practices import practice_profile
from trip_analytics.analysis.questions import questions
from trip_analytics.disclosure import practices as of_practices
from trip_analytics.disclosure.practices import release_practices
from trip_analytics.disclosure.released import Released
from trip_analytics.disclosure.releasing import release
from trip_analytics.disclosure.rules import PUBLIC, rule_for
from trip_analytics.disclosure.year import release_year
from trip_analytics.errors import DisclosureError
from trip_analytics.returns import Returns

OF_THE_YEAR = ["participation", "practice_profile", "strongest_practices", "weakest_practices"]
BY_THE_RULE = [
    "stage_profile", "challenge_priorities", "plans", "priority_themes", "priority_progress"
]  # fmt: skip
BY_THE_RULE += ["perspective_gap", "asset_categories"]


def tables_of(returns, year=2025, *, by=None, audience="public"):
    return release_year(returns, year, by=by, audience=audience, rule=rule_for(audience))


@pytest.fixture(scope="module")
def tables(returns):
    return tables_of(returns, by="service_line")


def test_the_tables_of_a_year_and_of_those_before(tables):
    earlier = ["practice_profile 2023", "practice_profile 2024", "change_between"]
    earlier += ["practice_history", "change_since_first"]
    assert set(tables) == {*OF_THE_YEAR, "in_parts", *BY_THE_RULE, *earlier}
    assert all(isinstance(each, Released) for each in tables.values())
    of = {
        name: each.table["year"].unique().tolist()
        for name, each in tables.items()
        if "year" in each.table
    }
    assert of.pop("practice_profile 2023") == [2023]
    assert of.pop("practice_profile 2024") == [2024]
    assert of.pop("practice_history") == [2023, 2024, 2025]
    assert all(years in ([2025], []) for years in of.values())
    change = tables["change_between"].table
    assert change[["from_year", "to_year"]].drop_duplicates().to_numpy().tolist() == [[2024, 2025]]


def test_of_the_same_teams_there_is_nothing(tables):
    assert not {"trend", "stage_change", "priority_effect"} & set(tables)
    for released in tables.values():
        assert not {"matched_part", "improved", "joiners_part"} & set(released.table.columns)


@pytest.mark.parametrize("name", ["practice_profile", *BY_THE_RULE])
def test_they_are_what_a_release_of_the_same_result_is(returns, tables, name):
    result = questions()[name].function(returns)
    if name == "priority_progress":
        result = result.loc[result["year"] == 2025]
    released = release(result, returns)
    pd.testing.assert_frame_equal(
        pd.DataFrame(released.table), pd.DataFrame(tables[name].table), check_dtype=False
    )


@pytest.mark.slow
def test_a_later_year_has_no_part_in_an_earlier_one(make_returns, returns):
    now = tables_of(returns, 2024)
    before = tables_of(make_returns(years=(2023, 2024)), 2024)
    assert list(now) == list(before)
    for name in set(now) - {"participation"}:  # whom a register lists is no answer
        pd.testing.assert_frame_equal(
            pd.DataFrame(now[name].table), pd.DataFrame(before[name].table)
        )


def test_earlier_years_are_as_they_were_published(rated, spread, publish):
    was = rated({2024: {"a": spread(1, 2, 3, 2)}})
    now = rated({2024: {"a": spread(5, 2, 3, 2)}, 2025: {"a": spread(0, 2, 3, 2)}})
    known = release_practices(was, 2024, rule=PUBLIC).profile
    now = publish(now, 2024, {"practice_profile": known})
    tables = tables_of(now)
    assert tables["practice_profile 2024"].table["mean"].tolist() == known.table["mean"].tolist()
    assert tables["change_between"].table["mean_before"].tolist() == [2.8]  # 22 / 8


def test_a_year_alone_has_no_change_and_a_trust_without_parts_none(rated, spread):
    returns = rated({2025: {"a": spread(2, 2, 2), "b": spread(0, 2, 2, 2)}})
    tables = tables_of(returns)
    assert "change_between" not in tables
    assert "in_parts" not in tables
    with pytest.raises(DisclosureError, match="whole trust"):
        tables_of(returns, by="service_line")


@pytest.mark.parametrize(
    ("practices", "listed"),
    [
        (2, 1),
        pytest.param(5, 2, marks=pytest.mark.slow),
        (6, 3),
        pytest.param(8, 3, marks=pytest.mark.slow),
        pytest.param(14, 5, marks=pytest.mark.slow),
        (20, 5),
    ],
)
def test_lists_are_of_three_or_five_practices_and_of_half_at_most(rated, spread, practices, listed):
    # Averages 1.5, 1.6 and so on, so that none is listed with another for a tie.
    ratings = {
        f"p{n:02}": [rating + 2 * (k < n) for k, rating in enumerate(spread(10, 10))]
        for n in range(practices)
    }
    tables = tables_of(rated({2025: ratings}))
    assert [len(tables[name].table) for name in OF_THE_YEAR[2:]] == [listed] * 2


def test_the_board_has_the_same_tables_by_its_own_rule(rated, spread):
    returns = rated({2025: {"a": spread(0, 0, 8, 2), "b": spread(3, 3, 3)}})
    public, board = (tables_of(returns, audience=audience) for audience in ("public", "board"))
    assert set(public) == set(board)
    assert public["practice_profile"].withheld["mean"].tolist() == [True, False]
    assert not board["practice_profile"].withheld["mean"].any()


def test_at_the_desk_everything_is_shown(rated):
    tables = tables_of(rated({2025: {"a": [3, 3]}}), audience="desk")
    assert tables["practice_profile"].table["mean"].tolist() == [3.0]


YEARS = (2023, 2024, 2025)


def trust(teams=12, years=YEARS):
    rows = [
        (f"Team {team}", year, "choices", 1 + (team + year) % 5)
        for team in range(teams)
        for year in years
    ]
    ratings = pd.DataFrame(rows, columns=["team", "year", "item_id", "rating"])
    return Returns.from_tables(ratings=ratings)


def public_tables(returns):
    return release_year(returns, 2025, by=None, audience="public", rule=PUBLIC)


def test_a_trust_that_never_filled_in_template_a_has_a_report():
    tables = public_tables(trust())
    assert tables["stage_profile"].table.empty
    assert tables["challenge_priorities"].table.empty
    assert tables["practice_profile"].table["mean"].notna().sum() == 1


def test_the_practices_of_each_year_are_worked_out_once(monkeypatch):
    asked = []

    def counted(returns, *, year, **options):
        asked.append(year)
        return practice_profile(returns, year=year, **options)

    monkeypatch.setattr(of_practices, "practice_profile", counted)
    public_tables(trust())
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
    assert public_tables(with_stages)["change_between"].table.attrs["teams_both"] == 12


def test_earlier_years_are_shown_beside_the_change_since_the_last():
    tables = public_tables(trust())
    assert {f"practice_profile {year}" for year in YEARS[:2]} <= set(tables)
    assert tables["change_between"].table["from_year"].unique().tolist() == [2024]
