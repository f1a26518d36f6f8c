from __future__ import annotations

import pandas as pd
import pytest

from trip_analytics.analysis.priorities import pooled_themes, priority_themes
from trip_analytics.analysis.priorities_left_over import priorities_left_over
from trip_analytics.analysis.questions import describe
from trip_analytics.disclosure.releasing import release
from trip_analytics.errors import DisclosureError
from trip_analytics.instruments import built_in_instruments
from trip_analytics.returns import Returns

COLUMNS = ["item_id", "practice", "year", "teams", "share", "with_staff_lead"]
COLUMNS += ["with_service_user_lead", "with_both_leads", "with_measure", "with_due"]
COLUMNS += ["priorities", "by_wording", "by_name", "by_examples"]

_WHAT = ["team", "number", "priority", "item_id"]
LINES = {"Ash": "North", "Elm": "North", "Oak": "South", "Yew": "South"}
# Yew names nothing. Ash names a twice: its leads meet on neither.
PRIORITIES = pd.DataFrame(
    [
        ("Ash", 1, "Alpha", "a", True, False, "a count", "2025-12-01"),
        ("Ash", 2, "Again", "a", False, True, None, None),
        ("Elm", 1, "Alpha", "a", True, True, None, None),
        ("Oak", 1, "Garden", None, None, True, None, "2026-01-01"),
        ("Oak", 2, "Beta", "b", None, None, "a survey", None),
        ("Oak", 3, None, None, True, True, "no priority", "2026-01-01"),
    ],
    columns=[*_WHAT, "staff_lead", "service_user_lead", "measure", "due"],
).assign(year=2025)


@pytest.fixture(scope="module")
def returns(trust):
    ratings = trust({2025: {team: [3, 3, 3] for team in LINES}}, service_line=LINES).ratings
    return Returns.from_tables(ratings=ratings, priorities=PRIORITIES, instruments=[])


def test_themes_by_hand(returns):
    themes = priority_themes(returns)
    assert themes.columns.tolist() == COLUMNS
    assert themes["practice"].tolist() == ["a", "b", "c", "Something else"]
    assert themes["item_id"].isna().tolist() == [False, False, False, True]
    assert themes["teams"].tolist() == [2, 1, 0, 1]
    assert themes["share"].tolist() == pytest.approx([2 / 3, 1 / 3, 0, 1 / 3])
    assert themes.loc[0, "with_staff_lead":"with_due"].tolist() == [2, 2, 1, 1, 1]
    assert themes.loc[1, "with_staff_lead":"with_due"].tolist() == [0, 0, 0, 1, 0]
    assert themes.loc[3, "with_staff_lead":"with_due"].tolist() == [0, 1, 0, 0, 1]
    assert "3 in all" in themes.attrs["notes"][0]


def test_themes_by_service_line_taken_from_the_return(returns):
    themes = priority_themes(returns, by="service_line")
    assert themes["service_line"].tolist() == ["North", "South"] * 4
    assert themes["teams"].tolist() == [2, 0, 0, 1, 0, 0, 0, 1]
    assert themes["share"].tolist() == [1, 0, 0, 1, 0, 0, 0, 1]


def test_nobody_named_anything(trust):
    themes = priority_themes(trust({2025: {"Ash": [3, 3], "Elm": [3, 3]}}))
    assert themes["teams"].tolist() == [0, 0]
    assert themes["share"].isna().all()


def test_a_year_without_forms_that_ask_says_so():
    stages = pd.DataFrame(
        {"return_id": ["r1"], "year": 2025, "item_id": "challenge-1", "stage": [1]}
    )
    themes = priority_themes(Returns.from_tables(stages=stages))
    assert themes.empty
    assert "asks for priorities" in themes.attrs["notes"][0]


def test_how_priorities_were_matched_is_counted_priority_by_priority(returns):
    told = ["wording", "examples", "wording", None, "name", None]
    matched = Returns.from_tables(
        ratings=returns.ratings, priorities=PRIORITIES.assign(matched_by=told), instruments=[]
    )
    themes = priority_themes(matched).set_index("practice")
    # Ash names a twice: two teams, three priorities.
    assert themes.loc["a", "priorities":].tolist() == [3, 2, 0, 1]
    assert themes.loc["b", "priorities":].tolist() == [1, 0, 1, 0]
    assert themes.loc["c", "priorities":].tolist() == [0, 0, 0, 0]
    assert themes.loc["Something else", "priorities":].tolist() == [1, 0, 0, 0]
    # Where a person told what a priority is about, it is in none of the three.
    assert priority_themes(returns).loc[0, "priorities":].tolist() == [3, 0, 0, 0]


@pytest.fixture(scope="module")
def with_challenges():
    """Nine teams, each with one priority; the trust's own challenges come before its practices."""
    teams = list("ABCDEFGHI")
    about = ["choices"] * 3 + ["challenge-8"] * 3 + ["challenge-4"] * 2 + [None]
    chosen = pd.DataFrame({"team": teams, "year": 2025, "item_id": about, "priority": "Ours"})
    ratings = pd.DataFrame({"team": teams, "year": 2025, "item_id": "choices", "rating": 3})
    trip, template_a, template_b = built_in_instruments()
    return Returns.from_tables(
        ratings=ratings, priorities=chosen, instruments=[template_a, trip, template_b]
    )


def test_challenges_that_teams_chose_stand_below_the_practices(with_challenges):
    themes = priority_themes(with_challenges)
    assert themes["item_id"].tolist()[-3:-1] == ["challenge-4", "challenge-8"]
    assert themes["practice"].tolist()[-3:] == [
        "Organisational commitment", "Transforming the workforce", "Something else"
    ]  # fmt: skip
    assert not themes["item_id"].iloc[:-3].str.startswith("challenge").any()
    assert themes["teams"].tolist() == [0, 3, 0, 0, 0, 0, 0, 0, 2, 3, 1]


def test_pooled_challenges_are_something_else(with_challenges):
    themes = priority_themes(with_challenges)
    pooled = pooled_themes(with_challenges, 2025)
    assert pooled.columns.tolist() == COLUMNS
    assert pooled["practice"].tolist() == [*themes["practice"].iloc[:8], "Something else"]
    # Of the nine teams three chose "choices", five a challenge, and one what is about none.
    assert pooled["teams"].tolist() == [0, 3, 0, 0, 0, 0, 0, 0, 6]
    assert pooled["share"].tolist() == pytest.approx([0, 1 / 3, *[0] * 6, 2 / 3])
    assert pooled["priorities"].tolist() == pooled["teams"].tolist()


def test_pooled_themes_have_the_same_rows_whatever_teams_chose(trust, returns):
    # Ash, Elm, Oak and Yew choose a twice, a, and something else and b.
    assert pooled_themes(returns, 2025)["teams"].tolist() == [2, 1, 0, 1]
    assert pooled_themes(returns, 2025).loc[0, "with_staff_lead":"with_due"].tolist() == [
        2,
        2,
        1,
        1,
        1,
    ]
    nobody = pooled_themes(trust({2025: {"Ash": [3, 3, 3], "Elm": [3, 3, 3]}}), 2025)
    assert nobody["practice"].tolist() == ["a", "b", "c", "Something else"]
    assert nobody["teams"].tolist() == [0, 0, 0, 0]
    assert nobody["share"].isna().all()
    assert pooled_themes(Returns(), 2025).empty


def test_no_order_is_told_where_all_were_chosen_as_often(returns):
    themes = priority_themes(returns)
    themes.loc[themes["teams"] > 0, "teams"] = 2
    themes.loc[themes["item_id"].isna(), "teams"] = 0
    assert describe(themes).startswith(
        "Teams chose a (2 teams, 67%) and b (2 teams, 33%), each equally often"
    )


def test_in_words(returns, with_challenges):
    # 4 choices: a by two teams, b by one, and one that is something else.
    assert describe(priority_themes(returns)) == (
        "Teams most often chose a (2 teams, 67%) and b (1 team, 33%). One team (33%) named a "
        "priority about something else. Of the 4 choices that "
        "teams made, 50% have a staff lead, 75% a lead who uses the service and 25% both; 50% "
        "have a measure and 50% a date. What a priority is about is judged from its words, so a "
        "few may be counted wrongly."
    )
    assert describe(pooled_themes(with_challenges, 2025)).startswith(
        "Teams most often chose own choices and decisions (3 teams, 33%). Six teams (67%) named "
        "a priority about something else."
    )


def test_in_words_where_there_is_little_to_say(trust, returns):
    nobody = priority_themes(trust({2025: {"Ash": [3, 3], "Elm": [3, 3]}}))
    assert describe(nobody) == "No team named a priority in 2025."
    other = priority_themes(returns).tail(1)
    assert describe(other).startswith("Teams chose none of the practices. One team (33%) named")
    few = release(priority_themes(returns), returns)
    assert describe(few).startswith("Which practices teams chose is withheld, because")
    north, south = describe(priority_themes(returns, by="service_line")).splitlines()
    assert north.startswith("North: Teams most often chose a (2 teams, 100%).")
    assert south.startswith("South: Teams most often chose b (1 team, 100%). One team (100%) named")


def test_names_are_named_up_to_the_third_and_ties_with_it(trust):
    themes = priority_themes(trust({2025: {team: [3] * 8 for team in "ABCDEFGHIJ"}})).assign(
        share=0.5, year=2025
    )
    said = describe(themes.assign(teams=[9, 8, 7, 7, 6, 5, 4, 3]))
    assert (
        "chose a (9 teams, 50%), b (8 teams, 50%), c (7 teams, 50%) and d (7 teams, 50%)." in said
    )
    said = describe(themes.assign(teams=[9, 8, 7, 7, 7, 5, 4, 3]))
    assert "chose a (9 teams, 50%) and b (8 teams, 50%)." in said


def left_over(*texts, told=()):
    rows = [(text, None) for text in texts] + [(text, "choices") for text in told]
    priorities = pd.DataFrame(rows, columns=["priority", "item_id"])
    priorities = priorities.assign(team=[f"Team {n}" for n in range(len(rows))], year=2025)
    ratings = priorities[["team", "year"]].assign(item_id="choices", rating=3)
    return priorities_left_over(Returns.from_tables(ratings=ratings, priorities=priorities))


def test_what_is_left_over_is_grouped_by_words_in_common_the_largest_group_first():
    found = left_over("Parking", "Better foods", "Gardens", "Food on nights", "Garden", "Food")
    assert found[["in_common", "priority"]].fillna("").to_numpy().tolist() == [
        ["food", "Better foods"], ["food", "Food"], ["food", "Food on nights"],
        ["garden", "Garden"], ["garden", "Gardens"],
        ["", "Parking"],
    ]  # fmt: skip


def test_words_as_common_in_what_is_told_make_no_group():
    told = ["More choice for patients", "Patients choose", "More options"]
    found = left_over("More parking for patients", "More food for patients", told=told)
    assert found["in_common"].isna().all()


def test_nothing_is_left_over_where_all_is_told():
    found = left_over(told=["Choice"])
    assert found.empty
    assert found.attrs["notes"] == ["0 of 1 priorities of 2025 are about no known item."]


def test_what_is_left_over_is_in_teams_words_and_never_released():
    ratings = pd.DataFrame({"team": list("ABCD"), "year": 2025, "item_id": "choices", "rating": 3})
    priorities = ratings[["team", "year"]].assign(priority="Garden")
    returns = Returns.from_tables(ratings=ratings, priorities=priorities)
    with pytest.raises(DisclosureError):
        release(priorities_left_over(returns), returns)
