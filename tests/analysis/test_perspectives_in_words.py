from __future__ import annotations

import pandas as pd

from trip_analytics.analysis.perspectives import perspective_gap
from trip_analytics.analysis.questions import describe
from trip_analytics.analysis.results import result
from trip_analytics.returns import Returns

FIGURES = ["gap", "gap_low", "gap_high", "p_adjusted"]
LOWER = ("Shared safety planning", 14, -0.86, -1.36, -0.36, 0.01)
HIGHER = ("Hope stories", 12, 0.5, 0.3, 0.7, 0.05)
UNSURE = ("Choices", 13, 0.1, -0.4, 0.6, 1.0)
ALIKE = ("Notes", 6, 1.0, None, None, 0.09)
NOT_GIVEN = ("Roles", 3, None, None, None, None)


def told(*rows):
    """What is said of rows of practice, teams and figures."""
    table = pd.DataFrame(rows, columns=["practice", "teams", *FIGURES]).assign(year=2025)
    types = {"practice": "string", "teams": "Int64", **dict.fromkeys(FIGURES, "Float64")}
    gap = result("perspective_gap", table.astype(types), [])
    gap.attrs |= {"of": "people-using-services", "over": "staff"}
    return describe(gap)


def test_what_is_seen_differently_beyond_chance():
    assert told(LOWER, UNSURE, HIGHER, ALIKE, NOT_GIVEN) == (
        "In 2025, in the 6 to 14 teams that have both views, people using services rated hope "
        "stories higher than staff by 0.5 points on average (95% interval 0.3 to 0.7, 12 teams). "
        "People using services rated shared safety planning lower than staff by 0.9 points on "
        "average (95% interval 0.4 to 1.4, 14 teams). Choices was not rated clearly differently "
        "by people using services and by staff, which does not mean that they agree. People using "
        "services rated notes higher than staff by 1.0 points in all six teams; with so few "
        "teams that may be chance. For one practice no gap can be given."
    )


def test_nothing_beyond_chance_is_not_no_difference():
    assert told(UNSURE) == (
        "In 2025, in the 13 teams that have both views, choices was not rated clearly differently "
        "by people using services and by staff, which does not mean that they agree."
    )


def test_nothing_that_can_be_shown():
    assert told(NOT_GIVEN) == (
        "Whether people using services and staff see practices alike in 2025 cannot be shown."
    )


def test_part_by_part():
    ratings = pd.DataFrame({"team": [f"T{n}" for n in range(12)] * 2, "year": 2025})
    ratings = ratings.assign(
        item_id="a",
        perspective=["staff"] * 12 + ["family-and-friends"] * 12,
        rating=[3, 4] * 6 + [1, 2, 2] * 4,
        service_line=ratings["team"].map(lambda team: "North" if int(team[1:]) < 6 else "South"),
    )
    returns = Returns.from_tables(ratings=ratings, instruments=[])
    said = describe(perspective_gap(returns, of="family-and-friends", by="service_line"))
    north, south = said.splitlines()
    assert north.startswith(
        "North: In 2025, in the six teams that have both views, family and friends rated a "
        "lower than staff by 1.8 points on "
    )
    assert south.startswith("South: ")
