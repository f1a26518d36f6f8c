from __future__ import annotations

import pandas as pd

from trip_analytics.analysis.practices import practice_profile
from trip_analytics.analysis.questions import describe
from trip_analytics.analysis.results import result

TEN = "ABCDEFGHIJ"


def profile(trust, *ratings, teams=TEN):
    return practice_profile(
        trust({2025: dict(zip(teams, zip(*ratings, strict=True), strict=True))})
    )


def test_where_averages_run_and_what_can_be_told_apart(trust):
    high, low, middle = [5] * 8 + [4, 4], [1] * 8 + [2, 2], [3, 2, 3, 4, 3, 2, 3, 4, 3, 3]
    # Means 4.8, 1.2 and 3.0; no team orders the three otherwise.
    assert describe(profile(trust, high, low, middle)) == (
        "In 2025, practices were rated from 1.2 (b) to 4.8 (a) on average, by ten teams. "
        "Typically, chance could have moved an average by about 0.4 points either way. All of "
        "them can be told apart. Teams differ most on c (agreement 0.70) and least on a and b "
        "(0.90): 1 would mean the same rating from all teams, 0 each rating equally often, and −1 "
        "half the teams at each end. 80% of the teams already give the highest rating to a: "
        "there they cannot rise any further."
    )


def test_of_many_the_places_that_are_sure_are_told():
    places = pd.DataFrame({"practice": [f"P{n}" for n in range(40)], "year": 2025, "teams": 45})
    places = places.assign(mean=[4.5, *[3.0] * 38, 1.5], mean_low=1.0, mean_high=5.0)
    places = places.assign(rank_low=[1, *[2] * 38, 36], rank_high=[7, *[39] * 38, 40])
    assert describe(result("practice_profile", places, [])).endswith(
        "P0 is among the strongest seven of 40. P39 is among the weakest five of 40. Where the "
        "places of practices overlap, we cannot say which is stronger."
    )


def test_what_those_who_did_not_answer_could_change_is_told(trust):
    # Ten of twelve teams asked rated: ten rate 4 or 5, so between 10 / 12 and 12 / 12.
    found = practice_profile(trust({2025: {team: [4] for team in TEN}}), population=12)
    assert describe(found).endswith(
        "Two of the 12 teams asked returned no ratings. Their answers could have moved a "
        "share by up to 17 percentage points, which no interval allows for."
    )


def test_teams_that_returned_nothing_are_not_those_that_left_a_practice_blank(trust):
    # As in the table's column: of the two practices, 0 and 1 of the ten returns lack a rating.
    rated = {team: [4, 3] for team in TEN} | {"A": [4, None]}
    found = practice_profile(trust({2025: rated}), population=12)
    assert (
        "Two of the 12 teams asked returned no ratings, and up to one other team did not rate a "
        "practice."
    ) in describe(found)


def test_the_ratings_of_one_team_are_no_average(trust):
    assert describe(profile(trust, [2], teams="A")).startswith(
        "In 2025, a was rated 2.0 by one team."
    )


def test_what_may_be_chance_is_not_told_apart(trust):
    said = describe(profile(trust, [2, 3, 3], [3, 2, 3], teams="ABC"))
    assert said.startswith("In 2025, both practices were rated 2.7 on average, by three teams.")
    assert said.endswith(
        "No practice can be told apart from the others, so their order may be chance."
    )


def test_one_practice_and_one_without_figures(trust):
    said = describe(profile(trust, [2, 3, 4], [None] * 3, teams="ABC"))
    assert said.startswith("In 2025, a was rated 3.0 on average, by three teams.")
    assert said.endswith("For one practice no average can be given.")


def test_a_profile_that_is_withheld(trust):
    withheld = profile(trust, [2, 3, 4], teams="ABC")
    withheld["mean"] = pd.NA
    assert describe(withheld) == "How practices were rated in 2025 cannot be shown."


def test_how_far_off_is_told_from_the_ends_as_they_are_released(trust):
    unrounded = profile(trust, [2, 3, 4], teams="ABC")
    unrounded[["mean_low", "mean_high"]] = [3.04, 3.46]  # 0.42 wide, and 0.5 from 3.0 to 3.5
    assert "by about 0.3 points either way" in describe(unrounded)
