"""What no analysis gives: teams side by side, years nobody returned, other columns."""

from __future__ import annotations

from inspect import signature

import pandas as pd
import pytest

from trip_analytics import analysis
from trip_analytics.errors import AnalysisError
from trip_analytics.tables import Returns

# Whatever a function must be asked; everything else is told by its signature, so that a new
# function is held to all of this by being public.
ASKED = {
    "change_between": {"from_year": 2024, "to_year": 2025},
    "stage_change": {"from_year": 2024, "to_year": 2025},
    "control_chart": {"indicator": "Incidents"},
    "innovation_link": {"innovation": "peer workers", "from_year": 2024, "to_year": 2025},
}
FUNCTIONS = sorted(set(analysis.__all__) - {"describe"})


def taking(option):
    return [name for name in FUNCTIONS if option in signature(getattr(analysis, name)).parameters]


def ask(name, returns, **options):
    return getattr(analysis, name)(returns, **{**ASKED.get(name, {}), **options})


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
        assets=teams.assign(category="Community", asset="Allotment"),
        innovations=teams.assign(innovation="peer workers", introduced="2024-06-01"),
        indicators=teams.head(4).assign(indicator="Incidents", month="2024-06-01", value=2),
    )


@pytest.mark.parametrize("name", taking("by"))
@pytest.mark.parametrize("by", ["team", "team_id", "return_id", "item_id", "organisation", ""])
def test_other_breakdowns_are_refused(returns, name, by):
    with pytest.raises(AnalysisError, match="service_line"):
        ask(name, returns, by=by)


@pytest.mark.parametrize("name", taking("by"))
def test_a_breakdown_as_fine_as_teams_is_refused(returns, name):
    parts = ask(name, returns, by="service_line")["service_line"]
    assert list(dict.fromkeys(parts)) == ["North", "South"]
    with pytest.raises(AnalysisError, match="single teams"):
        ask(name, returns, by="team_type")


@pytest.mark.parametrize("name", taking("perspective"))
def test_an_unknown_perspective_is_refused(returns, name):
    with pytest.raises(AnalysisError, match="people-using-services"):
        ask(name, returns, perspective="managers")


@pytest.mark.parametrize("name", [*taking("year"), *taking("to_year")])
@pytest.mark.parametrize("empty", [True, False])
def test_a_year_nobody_returned_is_an_empty_table_with_the_reason(returns, name, empty):
    option = "year" if name in taking("year") else "to_year"
    table = ask(name, Returns() if empty else returns, **{option: 2031})
    assert table.empty
    assert table.dtypes.to_dict() == ask(name, returns).dtypes.to_dict()
    assert ("no returns" if empty else "2031") in " ".join(table.attrs["notes"])


@pytest.mark.parametrize("name", FUNCTIONS)
def test_no_returns_are_an_empty_table_with_the_reason(returns, name):
    table = ask(name, Returns())
    assert table.empty
    assert table.dtypes.to_dict() == ask(name, returns).dtypes.to_dict()
    assert table.attrs["notes"]


@pytest.mark.parametrize("name", [*taking("year"), *taking("to_year")])
@pytest.mark.parametrize("year", ["2025", 2025.0, True])
def test_a_year_is_a_whole_number(returns, name, year):
    option = "year" if name in taking("year") else "to_year"
    with pytest.raises(AnalysisError, match="whole number"):
        ask(name, returns, **{option: year})


@pytest.mark.parametrize("name", FUNCTIONS)
def test_results_are_flat_and_carry_no_team_beside_a_figure(returns, name):
    table = ask(name, returns)
    assert table.attrs["analysis"] == name
    assert table.index.equals(pd.RangeIndex(len(table)))
    assert {str(dtype) for dtype in table.dtypes} <= {
        "string",
        "Int64",
        "Int16",
        "Float64",
        "boolean",
        "datetime64[s]",
    }
    if name != "participation":
        assert not table.isin(["Ash", "Elm", "Oak", "Yew"]).any(axis=None)
        assert not {"team", "team_id"} & set(table.columns)


@pytest.mark.parametrize("name", taking("year"))
def test_the_latest_year_unless_another_is_asked_for(returns, name):
    latest = ask(name, returns)
    pd.testing.assert_frame_equal(latest, ask(name, returns, year=2025))
    if "year" in latest:
        assert latest["year"].unique().tolist() == [2025]


def test_the_returns_stay_as_they_are(returns):
    before = {name: getattr(returns, name).copy() for name in ("returns", "ratings", "priorities")}
    for name in FUNCTIONS:
        ask(name, returns)
    for name, table in before.items():
        pd.testing.assert_frame_equal(getattr(returns, name), table)
