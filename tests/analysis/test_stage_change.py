from __future__ import annotations

from itertools import product

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trip_analytics.analysis.stage_change import stage_change
from trip_analytics.analysis.stages import stage_profile
from trip_analytics.errors import AnalysisError
from trip_analytics.returns import Returns

COLUMNS = ["item_id", "challenge", "from_year", "to_year", "from_stage", "to_stage", "teams"]
PAIRS = list(product((1, 2, 3), repeat=2))
LINES = {"Ash": "North", "Elm": "North", "Oak": "South", "Yew": "South", "Fir": "South"}


def returns_of(rows, **columns):
    """Returns from rows of return, team, year, challenge and stage."""
    names = ["return_id", "team_id", "year", "item_id", "stage"]
    table = pd.DataFrame(rows, columns=names).astype({"return_id": "string", "team_id": "string"})
    return Returns.from_tables(stages=table.assign(**columns))


def of_teams(before, after, item="challenge-4"):
    """One challenge's stages, team by team, in two years."""
    rows = [
        (f"{team} {year}", team, year, item, stage)
        for year, teams in ((2023, before), (2025, after))
        for team, stage in teams.items()
    ]
    return returns_of(rows, service_line=[LINES.get(team, "North") for _, team, *_ in rows])


def made(change, item="challenge-4"):
    """The pairs that anybody made, with how many did."""
    rows = change.loc[(change["item_id"] == item) & (change["teams"] > 0)]
    return {
        (before, after): teams
        for before, after, teams in zip(
            rows["from_stage"], rows["to_stage"], rows["teams"], strict=True
        )
    }


def test_transitions_by_hand():
    # Fir left, Bay joined, and Yew gave no stage at first: three are compared.
    change = stage_change(
        of_teams(
            {"Ash": 1, "Elm": 1, "Oak": 3, "Yew": None, "Fir": 2},
            {"Ash": 2, "Elm": 2, "Oak": 1, "Yew": 2, "Bay": 3},
        ),
        2023,
        2025,
    )
    assert change.columns.tolist() == COLUMNS
    assert change["item_id"].unique().tolist() == ["challenge-4"]
    assert change["challenge"].unique().tolist() == ["Organisational commitment"]
    assert list(zip(change["from_stage"], change["to_stage"], strict=True)) == PAIRS
    assert change["teams"].tolist() == [0, 2, 0, 0, 0, 0, 1, 0, 0]
    assert change["from_year"].eq(2023).all()
    assert change["to_year"].eq(2025).all()
    assert change.attrs["notes"] == [
        "Teams, service lines or organisations that gave the stage of a challenge in both years: "
        "3. Not compared, because they gave none in the other year: 1 of 2023, 2 of 2025."
    ]


def test_by_service_line_every_challenge_has_nine_rows_in_each_part():
    before = {"Ash": 1, "Elm": 1, "Oak": 3, "Yew": 2}
    returns = of_teams(before, {"Ash": 2, "Elm": 1, "Oak": 3, "Yew": 1})
    change = stage_change(returns, 2023, 2025, by="service_line")
    assert change.columns.tolist() == [*COLUMNS[:2], "service_line", *COLUMNS[2:]]
    assert change["service_line"].tolist() == ["North"] * 9 + ["South"] * 9
    north, south = (rows for _, rows in change.groupby("service_line"))
    assert made(north) == {(1, 1): 1, (1, 2): 1}
    assert made(south) == {(3, 3): 1, (2, 1): 1}


def test_a_team_belongs_where_it_is_in_the_later_year():
    rows = [
        (f"{team} {year}", team, year, "challenge-4", 1)
        for year in (2023, 2025)
        for team in ("Ash", "Elm", "Oak", "Yew")
    ]
    lines = ["North", "North", "South", "North", "South", "North", "South", "North"]
    change = stage_change(returns_of(rows, service_line=lines), 2023, 2025, by="service_line")
    assert change.groupby("service_line")["teams"].sum().to_dict() == {"North": 2, "South": 2}


def test_a_service_line_is_compared_with_itself_and_the_organisation_too():
    stages = pd.DataFrame(
        {
            "return_id": ["n23", "n25", "s23", "o23", "o25", "t23"],
            "team_id": pd.array([None] * 5 + ["Ash"], dtype="string"),
            "service_line": ["North", " north ", "South", None, None, "North"],
            "year": [2023, 2025, 2023, 2023, 2025, 2023],
            "item_id": "challenge-4",
            "stage": [1, 2, 3, 2, 1, 3],
        }
    )
    returns = stages.drop(columns=["item_id", "stage"]).assign(
        instrument="template-a", organisation=["T", "t", "T", "The  Trust", "the trust", "T"]
    )
    change = stage_change(Returns.from_tables(stages=stages, returns=returns), 2023, 2025)
    assert made(change) == {(1, 2): 1, (2, 1): 1}
    assert "in both years: 2." in change.attrs["notes"][0]
    assert "2 of 2023, 0 of 2025" in change.attrs["notes"][0]


@pytest.mark.parametrize(
    ("names", "compared"), [(["T", None], 1), ([None, None], 1), (["T", "U"], 0)]
)
def test_a_form_without_its_organisation_is_that_of_the_only_one(names, compared):
    stages = pd.DataFrame(
        {"return_id": ["a", "b"], "year": [2023, 2025], "item_id": "challenge-4", "stage": 1}
    )
    returns = stages[["return_id", "year"]].assign(instrument="template-a", organisation=names)
    change = stage_change(Returns.from_tables(stages=stages, returns=returns), 2023, 2025)
    assert change["teams"].sum() == compared
    assert change.empty == (compared == 0)


def test_who_returned_twice_in_a_year_counts_with_the_lower_middle_stage():
    rows = [("a", None, 2023, "challenge-4", 2), ("b", None, 2023, "challenge-4", 3)]
    rows += [("c", None, 2025, "challenge-4", 3)]
    change = stage_change(returns_of(rows, service_line="North"), 2023, 2025)
    assert made(change) == {(2, 3): 1}
    assert change.attrs["notes"][1].startswith("Returned more than once in a year: 1 of them.")


def test_words_that_ask_for_something_else_are_not_compared():
    rows = [
        (f"{team} {year}", team, year, item, 1)
        for year in (2010, 2017)
        for team in ("Ash", "Elm")
        for item in ("challenge-1", "challenge-2")
    ]
    wordings = {
        ("challenge-1", 2010): "challenge-1-2009",
        ("challenge-1", 2017): "challenge-1-2010-form",
        ("challenge-2", 2010): "challenge-2-2010-form",
        ("challenge-2", 2017): "challenge-2-2017",
    }
    ids = [wordings[item, year] for _, _, year, item, _ in rows]
    change = stage_change(returns_of(rows, wording_id=ids), 2010, 2017)
    assert made(change, "challenge-1") == {(1, 1): 2}
    reworded = change.loc[change["item_id"] == "challenge-2", "teams"]
    assert len(reworded) == 9
    assert reworded.isna().all()
    assert change.attrs["notes"][1] == (
        "The words of the two years ask for different things, so no change is given: "
        "Education and training."
    )


def test_a_challenge_nobody_assessed_in_both_years_is_left_out():
    rows = [("a 1", "a", 2023, "challenge-4", 1), ("a 2", "a", 2025, "challenge-4", 1)]
    rows += [("a 1", "a", 2023, "challenge-5", 1), ("a 2", "a", 2025, "challenge-5", None)]
    change = stage_change(returns_of(rows), 2023, 2025)
    assert len(change) == 9
    assert change.attrs["notes"][1:] == [
        "Nobody gave a stage in both years, so it is left out: Personalisation and choice."
    ]


def test_nobody_in_both_years_is_an_empty_table_with_the_reason():
    change = stage_change(of_teams({"Ash": 1}, {"Elm": 2}), 2023, 2025)
    assert change.empty
    assert change.columns.tolist() == COLUMNS
    assert "in both years: 0." in change.attrs["notes"][0]


def test_years_without_template_a_say_so(trust):
    change = stage_change(trust({2023: {"Ash": [3]}, 2025: {"Ash": [3]}}), 2023, 2025)
    assert change.empty
    assert "stages of challenges" in change.attrs["notes"][0]


@pytest.mark.parametrize("years", [(2025, 2023), (2025, 2025)])
def test_years_not_in_order_are_refused(years):
    with pytest.raises(AnalysisError, match="give the earlier year first"):
        stage_change(of_teams({"Ash": 1}, {"Ash": 2}), *years)


STAGES = st.dictionaries(
    st.sampled_from([*LINES, "Bay", "Box"]), st.sampled_from([1, 2, 3, None]), min_size=1
)


@settings(max_examples=settings.default.max_examples // 8, deadline=None)
@given(before=STAGES, after=STAGES)
def test_nine_rows_add_up_to_those_compared_and_agree_with_their_profiles(before, after):
    both = [team for team in before if before[team] and after.get(team)]
    change = stage_change(of_teams(before, after), 2023, 2025)
    assert len(change) == (9 if both else 0)
    assert change["teams"].sum() == len(both)
    if not both:
        return
    matched = of_teams({team: before[team] for team in both}, {team: after[team] for team in both})
    for year, column in ((2023, "from_stage"), (2025, "to_stage")):
        profile = stage_profile(matched, year=year).set_index("item_id").loc["challenge-4"]
        counted = [profile[f"stage_{stage}"] for stage in (1, 2, 3)]
        assert change.groupby(column)["teams"].sum().tolist() == counted


@settings(max_examples=settings.default.max_examples // 12, deadline=None)
@given(stages=STAGES)
def test_who_gives_the_same_stages_stays(stages):
    change = stage_change(of_teams(stages, stages), 2023, 2025)
    moved = change["from_stage"] != change["to_stage"]
    assert change.loc[moved, "teams"].sum() == 0
    assert change["teams"].sum() == sum(stage is not None for stage in stages.values())
