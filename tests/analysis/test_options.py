"""What no analysis gives: teams side by side, years nobody returned, other columns."""

from __future__ import annotations

import pandas as pd
import pytest

from trip_analytics import analysis
from trip_analytics.errors import AnalysisError
from trip_analytics.tables import Returns

BY = {
    "practice_profile": {},
    "change_between": {"from_year": 2024, "to_year": 2025},
    "stage_profile": {},
    "priority_themes": {},
}


@pytest.fixture(scope="module")
def returns():
    teams = pd.DataFrame(
        {
            "team": ["Ash", "Elm", "Oak", "Yew"] * 2,
            "year": [2024] * 4 + [2025] * 4,
            "service_line": ["North", "North", "South", "South"] * 2,
            "team_type": ["w", "x", "y", "z"] * 2,
        }
    )
    return Returns.from_tables(
        ratings=teams.assign(item_id="choices", rating=[1, 2, 3, 4, 2, 2, 4, 5]),
        stages=teams.assign(item_id="challenge-1", stage=[1, 1, 2, 2, 2, 2, 3, 3]),
        priorities=teams.assign(item_id="choices", priority="Choice", number=1),
    )


@pytest.mark.parametrize("name", BY)
@pytest.mark.parametrize("by", ["team", "team_id", "return_id", "item_id", "organisation", ""])
def test_other_breakdowns_are_refused(returns, name, by):
    with pytest.raises(AnalysisError, match="service_line"):
        getattr(analysis, name)(returns, by=by, **BY[name])


@pytest.mark.parametrize("name", BY)
def test_a_breakdown_as_fine_as_teams_is_refused(returns, name):
    function = getattr(analysis, name)
    assert function(returns, by="service_line", **BY[name])["service_line"].tolist()[:2] == [
        "North",
        "South",
    ]
    with pytest.raises(AnalysisError, match="single teams"):
        function(returns, by="team_type", **BY[name])


@pytest.mark.parametrize("name", ["practice_profile", "change_between"])
def test_an_unknown_perspective_is_refused(returns, name):
    with pytest.raises(AnalysisError, match="people-using-services"):
        getattr(analysis, name)(returns, perspective="managers", **BY[name])


@pytest.mark.parametrize("name", analysis.__all__)
@pytest.mark.parametrize("empty", [True, False])
def test_a_year_nobody_returned_is_an_empty_table_with_the_reason(returns, name, empty):
    function = getattr(analysis, name)
    years = (2024, 2031) if name == "change_between" else ()
    asked = {} if years else {"year": 2031}
    some = Returns() if empty else returns
    table = function(some, *years, **asked)
    full = function(returns, *((2024, 2025) if years else ()))
    assert table.empty
    assert table.dtypes.to_dict() == full.dtypes.to_dict()
    assert "standing" in table or name not in ("strongest_practices", "weakest_practices")
    assert ("no returns" if empty else "2031") in " ".join(table.attrs["notes"])


@pytest.mark.parametrize("name", analysis.__all__)
@pytest.mark.parametrize("year", ["2025", 2025.0, True])
def test_a_year_is_a_whole_number(returns, name, year):
    years = {"from_year": 2024, "to_year": year} if name == "change_between" else {"year": year}
    with pytest.raises(AnalysisError, match="whole number"):
        getattr(analysis, name)(returns, **years)


@pytest.mark.parametrize("name", analysis.__all__)
def test_results_are_flat_and_carry_no_team_beside_a_figure(returns, name):
    table = getattr(analysis, name)(returns, **BY.get(name, {}))
    assert table.index.equals(pd.RangeIndex(len(table)))
    assert {str(dtype) for dtype in table.dtypes} <= {
        "string",
        "Int64",
        "Int16",
        "Float64",
        "boolean",
    }
    if name != "participation":
        assert not table.isin(["Ash", "Elm", "Oak", "Yew"]).any(axis=None)
        assert not {"team", "team_id"} & set(table.columns)


@pytest.mark.parametrize("name", sorted(set(analysis.__all__) - {"change_between"}))
def test_the_latest_year_unless_another_is_asked_for(returns, name):
    latest = getattr(analysis, name)(returns)
    pd.testing.assert_frame_equal(latest, getattr(analysis, name)(returns, year=2025))
    if "year" in latest:
        assert latest["year"].unique().tolist() == [2025]


def test_the_returns_stay_as_they_are(returns):
    before = {name: getattr(returns, name).copy() for name in ("returns", "ratings", "priorities")}
    for name in analysis.__all__:
        getattr(analysis, name)(returns, **BY.get(name, {}))
    for name, table in before.items():
        pd.testing.assert_frame_equal(getattr(returns, name), table)
