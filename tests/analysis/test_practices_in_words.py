from __future__ import annotations

import pandas as pd

from trip_analytics.analysis.describe import describe
from trip_analytics.analysis.practices import practice_profile

TEN = "ABCDEFGHIJ"


def profile(trust, *ratings, teams=TEN):
    return practice_profile(
        trust({2025: dict(zip(teams, zip(*ratings, strict=True), strict=True))})
    )


def test_where_averages_run_and_what_can_be_told_apart(trust):
    high, low, middle = [5] * 8 + [4, 4], [1] * 8 + [2, 2], [3, 2, 3, 4, 3, 2, 3, 4, 3, 3]
    # Means 4.8, 1.2 and 3.0; no team orders the three otherwise.
    assert describe(profile(trust, high, low, middle)) == (
        "In 2025, practices were rated from 1.2 (b) to 4.8 (a) on average by ten teams. Typically, "
        "chance could have moved an average by about 0.4 points either way. All of them can be "
        "told apart."
    )


def test_what_may_be_chance_is_not_told_apart(trust):
    said = describe(profile(trust, [2, 3, 3], [3, 2, 3], teams="ABC"))
    assert said.startswith("In 2025, both practices were rated 2.7 on average by three teams.")
    assert said.endswith(
        "No practice can be told apart from the others, so their order may be chance."
    )


def test_one_practice_and_one_without_figures(trust):
    said = describe(profile(trust, [2, 3, 4], [None] * 3, teams="ABC"))
    assert said.startswith("In 2025, a was rated 3.0 on average by three teams.")
    assert said.endswith("For one practice no average can be given.")


def test_a_profile_that_is_withheld(trust):
    withheld = profile(trust, [2, 3, 4], teams="ABC")
    withheld["mean"] = pd.NA
    assert describe(withheld) == "How practices were rated in 2025 cannot be shown."


def test_how_far_off_is_told_from_the_ends_as_they_are_released(trust):
    unrounded = profile(trust, [2, 3, 4], teams="ABC")
    unrounded[["mean_low", "mean_high"]] = [3.04, 3.46]  # 0.42 wide, and 0.5 from 3.0 to 3.5
    assert "by about 0.3 points either way" in describe(unrounded)
