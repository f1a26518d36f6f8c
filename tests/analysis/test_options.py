"""What no analysis gives: teams side by side, years nobody returned, other columns."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from inspect import signature
from pathlib import Path

import pandas as pd
import pytest

from tests.asking import QUESTIONS, ask
from tests.own_lists import trip_in_domains
from trip_analytics.analysis.questions import can_describe, describe, questions
from trip_analytics.errors import AnalysisError
from trip_analytics.returns import Returns


def taking(option):
    return [
        name for name in QUESTIONS if option in signature(questions()[name].function).parameters
    ]


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
        action_plans=teams.assign(item_id="challenge-1", kind="goal", next_review="2026-03-01"),
        assets=teams.assign(category="Community", asset="Allotment"),
        innovations=teams.assign(innovation="peer workers", introduced="2024-06-01"),
        indicators=teams.head(4).assign(
            indicator="Incidents", month="2024-06-01", value=2, unit="count"
        ),
        instruments=[trip_in_domains({"choices": "Hope"})],
    )


@pytest.mark.parametrize("name", taking("by"))
@pytest.mark.parametrize(
    "by", ["team", "team_id", "return_id", "item_id", "organisation", "", ["service_line"], 2025]
)
def test_other_breakdowns_are_refused(returns, name, by):
    with pytest.raises(AnalysisError, match="service_line"):
        ask(name, returns, by=by)


@pytest.mark.slow_but(4)
@pytest.mark.parametrize("name", taking("by"))
def test_a_breakdown_as_fine_as_teams_is_refused(returns, name):
    parts = ask(name, returns, by="service_line")["service_line"]
    assert list(dict.fromkeys(parts)) == ["North", "South"]
    with pytest.raises(AnalysisError, match="only one team"):
        ask(name, returns, by="team_type")


def with_parts(returns, parts):
    """The same returns, each team in a service line of this name."""
    tables = {
        name: getattr(returns, name).assign(
            service_line=getattr(returns, name)["team"].map(parts).astype("string")
        )
        for name in ("returns", "ratings", "stages", "priorities", "action_plans")
    }
    return replace(returns, **tables)


@pytest.mark.slow_but(4)
@pytest.mark.parametrize("name", taking("by"))
def test_a_part_of_one_team_is_left_out(returns, name):
    """As where 39 of 40 service lines are a team each: these are no more to be seen than teams."""
    parts = {"Ash": "North", "Elm": "North", "Oak": "South", "Yew": "west"}
    table = ask(name, with_parts(returns, parts), by="service_line")
    assert set(table["service_line"]) == {"North"}
    assert table.dtypes.to_dict() == ask(name, returns, by="service_line").dtypes.to_dict()
    assert [note for note in table.attrs["notes"] if "one team are left out" in note] == [
        "Service lines of one team are left out, because the figures would be that team's "
        "answers: South, west."
    ]


@pytest.mark.slow_but(4)
@pytest.mark.parametrize("name", taking("by"))
def test_one_team_without_a_part_is_left_out(returns, name):
    table = ask(name, with_parts(returns, {"Ash": "North", "Elm": "North"}), by="service_line")
    assert table["service_line"].isna().any()  # two of them are shown together
    parts = {"Ash": "North", "Elm": "North", "Oak": "North"}
    table = ask(name, with_parts(returns, parts), by="service_line")
    assert set(table["service_line"]) == {"North"}
    assert "that team's answers: not known." in " ".join(table.attrs["notes"])


@pytest.mark.slow_but(4)
@pytest.mark.parametrize("name", taking("by"))
def test_a_service_lines_own_return_is_no_teams(returns, name):
    """Template A of a service line is made to be shared."""
    stages = returns.stages.assign(
        service_line=returns.stages["team"].map({"Ash": "North"}).fillna("South").astype("string"),
        team_id=returns.stages["team_id"].mask(returns.stages["team"].eq("Ash")),
    )
    table = ask(name, replace(returns, stages=stages), by="service_line")
    assert set(table["service_line"]) == {"North", "South"}


def test_a_change_is_of_the_teams_of_both_years(returns):
    """Elm rated in 2024 alone, so that the change of the North would be Ash's."""
    ratings = returns.ratings
    gone = ratings["team"].eq("Elm") & ratings["year"].eq(2025)
    table = ask("change_between", replace(returns, ratings=ratings[~gone]), by="service_line")
    assert set(table["service_line"]) == {"South"}
    assert "answers: North." in " ".join(table.attrs["notes"])


def test_a_year_of_one_team_is_left_out_of_a_parts_history(returns):
    tables = {
        name: getattr(returns, name).loc[lambda it: it["team"].ne("Elm") | it["year"].ne(2024)]
        for name in ("returns", "ratings")
    }
    history = ask("practice_history", replace(returns, **tables), by="service_line")
    years = history.groupby("service_line")["year"].unique().map(list).to_dict()
    assert years == {"North": [2025], "South": [2024, 2025]}


@pytest.mark.parametrize("name", ["practice_history", "priority_progress"])
def test_years_in_which_every_part_was_one_team_are_an_empty_table_with_the_reason(returns, name):
    tables = {}
    for table in ("returns", "ratings", "priorities"):
        rows = getattr(returns, table)
        keep = (rows["team"].eq("Ash") & rows["year"].eq(2024)) | (
            rows["team"].eq("Elm") & rows["year"].eq(2025)
        )
        tables[table] = rows[keep | rows["team"].isin(["Oak", "Yew"]) & rows["year"].eq(2025)]
    table = ask(name, replace(returns, **tables), by="service_line")
    assert set(table["service_line"]) == {"South"}


@pytest.mark.parametrize("name", taking("perspective"))
@pytest.mark.parametrize("perspective", ["managers", "", None, ["team"]])
def test_an_unknown_perspective_is_refused(returns, name, perspective):
    with pytest.raises(AnalysisError, match="people-using-services"):
        ask(name, returns, perspective=perspective)


@pytest.mark.parametrize("name", taking("n"))
@pytest.mark.parametrize("n", [0, -1, 2.0, "3", True])
def test_how_many_is_a_whole_number_from_one(returns, name, n):
    with pytest.raises(AnalysisError, match="a whole number, 1 or more"):
        ask(name, returns, n=n)


@pytest.mark.parametrize("name", taking("to_year"))
@pytest.mark.parametrize("years", [(2025, 2024), (2025, 2025)])
def test_years_run_forwards(returns, name, years):
    with pytest.raises(AnalysisError, match="give the earlier year first"):
        ask(name, returns, from_year=years[0], to_year=years[1])


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("other", [None, "returns/2025", Path("returns"), 2025, "table"])
def test_what_is_no_returns_is_refused_in_one_sentence(returns, name, other):
    with pytest.raises(AnalysisError, match="Give the returns first") as refused:
        ask(name, returns.ratings if other == "table" else other)
    assert "Ash" not in str(refused.value)


@pytest.mark.slow_but(8)
@pytest.mark.parametrize("name", [*taking("year"), *taking("to_year")])
@pytest.mark.parametrize("empty", [True, False])
def test_a_year_nobody_returned_is_an_empty_table_with_the_reason(returns, name, empty):
    option = "year" if name in taking("year") else "to_year"
    table = ask(name, Returns() if empty else returns, **{option: 2031})
    assert table.empty
    assert table.dtypes.to_dict() == ask(name, returns).dtypes.to_dict()
    assert ("no returns" if empty else "2031") in " ".join(table.attrs["notes"])


@pytest.mark.slow_but(8)
@pytest.mark.parametrize("name", QUESTIONS)
def test_no_returns_are_an_empty_table_with_the_reason(returns, name):
    table = ask(name, Returns())
    assert table.empty
    assert table.dtypes.to_dict() == ask(name, returns).dtypes.to_dict()
    assert table.attrs["notes"]


@pytest.mark.parametrize("name", [*taking("year"), *taking("to_year")])
@pytest.mark.parametrize("year", ["2024/26", 2025.0, True, date(2025, 4, 1), [2025], pd.NA])
def test_a_year_is_a_whole_number(returns, name, year):
    option = "year" if name in taking("year") else "to_year"
    with pytest.raises(AnalysisError, match="whole number"):
        ask(name, returns, **{option: year})


@pytest.mark.parametrize("name", QUESTIONS)
def test_results_are_flat_and_carry_no_team_beside_a_figure(returns, name):
    table = ask(name, returns)
    assert table.attrs["analysis"] == name
    assert table.index.equals(pd.RangeIndex(len(table)))
    assert {str(dtype) for dtype in table.dtypes} <= {
        "string",
        "Int64",
        "Float64",
        "boolean",
        "datetime64[s]",
    }
    if name not in ("participation", "reviews_due"):
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
    for name in QUESTIONS:
        ask(name, returns)
    for name, table in before.items():
        pd.testing.assert_frame_equal(getattr(returns, name), table)


def of(ratings=((2, 3), (3, 3)), teams=("Ash", "Elm", "Oak", "Yew"), years=(2024, 2025)):
    """Returns in which each team gives, year by year, these ratings of two practices."""
    asked = pd.DataFrame(
        [(team, year) for team in teams for year in years], columns=["team", "year"]
    ).assign(service_line="North", team_type="ward")
    rows = [
        asked.loc[asked["year"] == year].assign(item_id=item_id, rating=rating)
        for year, of_year in zip(years, ratings, strict=False)
        for item_id, rating in zip(("choices", "hope-stories"), of_year, strict=True)
    ]
    return Returns.from_tables(
        ratings=pd.concat(rows).astype({"rating": "Int64"}),
        stages=asked.assign(item_id="challenge-1", stage=pd.array([pd.NA] * len(asked), "Int64")),
        priorities=asked.assign(item_id=pd.NA, priority=pd.NA, number=1),
    )


AWKWARD = {
    "one team": lambda: of(teams=["Ash"]),
    "two teams": lambda: of(teams=["Ash", "Elm"]),
    "one year": lambda: of(years=[2025]),
    "all alike in every year": lambda: of(),
    "no answers": lambda: of([(pd.NA, pd.NA)] * 2),
    "a practice nobody rated": lambda: of([(2, pd.NA), (3, pd.NA)]),
    "a practice nobody rated in one year": lambda: of([(2, pd.NA), (3, 1)]),
    "all at the end of the scale": lambda: of([(1, 5), (5, 1)]),
    "stages alone": lambda: Returns.from_tables(stages=of().stages),
    "priorities alone": lambda: Returns.from_tables(priorities=of().priorities),
}


@cache
def awkward_returns(which):
    return AWKWARD[which]()


@pytest.mark.slow_but(44)
@pytest.mark.parametrize("awkward", AWKWARD)
@pytest.mark.parametrize("name", QUESTIONS)
def test_returns_that_say_little_give_a_table_or_a_plain_sentence(name, awkward, sound):
    asked = [{}]
    asked += [{"by": "service_line"}] if name in taking("by") else []
    asked += [{"perspective": "staff"}] if name in taking("perspective") else []
    for options in asked:
        try:
            table = ask(name, awkward_returns(awkward), **options)
        except AnalysisError as refused:
            assert str(refused).endswith(".")  # noqa: PT017 # either will do
            continue
        assert len(table) or table.attrs["notes"]
        if can_describe(table):
            assert sound(describe(table))
        assert "nan" not in table._repr_html_()


def test_years_are_asked_for_as_people_write_them():
    ratings = pd.DataFrame(
        {"team": list("ABCDE") * 2, "year": [2024] * 5 + [2025] * 5, "item_id": "choices",
         "rating": [1, 2, 3, 4, 5] * 2}
    )  # fmt: skip
    returns = Returns.from_tables(ratings=ratings)
    for year in ("2024", "2024/25"):
        pd.testing.assert_frame_equal(
            ask("practice_profile", returns, year=year),
            ask("practice_profile", returns, year=2024),
        )
        change = ask("change_between", returns, from_year=year, to_year="2025")
        assert change["from_year"].unique().tolist() == [2024]
    with pytest.raises(AnalysisError, match="or as 2024/25"):
        ask("practice_profile", returns, year="2024/26")
