from __future__ import annotations

import pandas as pd
import pytest

from trip_analytics.analysis.describe import describe
from trip_analytics.analysis.results import result
from trip_analytics.analysis.trend import trend

FIGURES = ["slope", "slope_low", "slope_high", "p_value", "p_adjusted"]


def told(*rows, years=(2021, 2025)):
    """What is said of rows of practice, teams and figures."""
    table = pd.DataFrame(rows, columns=["practice", "teams", *FIGURES])
    table = table.assign(first_year=years[0], last_year=years[1], years=years[1] - years[0] + 1)
    types = {"practice": "string", "teams": "Int64", **dict.fromkeys(FIGURES, "Float64")}
    return describe(result("trend", table.astype(types), []))


RISES = ("Shared safety planning", 33, 0.46, 0.36, 0.56, 0.0001, 0.001)
FALLS = ("Hope stories", 31, -0.24, -0.44, -0.04, 0.01, 0.04)
UNSURE = ("Choices", 32, 0.02, -0.08, 0.12, 0.5, 1.0)
UNTESTED = ("Notes", 3, 0.5, None, None, None, None)
NOT_GIVEN = ("Roles", 0, None, None, None, None, None)


def test_what_rose_and_fell_beyond_chance():
    assert told(RISES, UNSURE, FALLS, NOT_GIVEN) == (
        "From 2021 to 2025, one practice rose: shared safety planning by about 0.5 points a year "
        "on average (give or take 0.1, 33 teams) and one practice fell: hope stories by about 0.2 "
        "points a year on average (give or take 0.2, 31 teams), in the 31 to 33 teams that rated "
        "in two years or more. For one other practice there is no trend we can be sure of, which "
        "is not the same as no trend. For one practice no trend can be given."
    )


def test_of_many_the_two_that_moved_most():
    rows = [
        (f"Practice {n}", 300, n / 100, n / 100 - 0.01, n / 100 + 0.01, 0, 0) for n in range(1, 5)
    ]
    assert told(*rows) == (
        "From 2021 to 2025, four practices rose, most of all practice 4 by about 0.1 points a year "
        "on average (give or take 0.1, 300 teams) and practice 3 by about 0.1 points a year on "
        "average (give or take 0.1, 300 teams), in the 300 teams that rated in two years or more."
    )


def test_nothing_beyond_chance_is_not_no_trend():
    assert told(UNSURE) == (
        "From 2021 to 2025 there is no trend we can be sure of, in the 32 teams that rated in two "
        "years or more. That is not the same as no trend."
    )


def test_too_little_for_a_trend():
    assert told(UNTESTED, NOT_GIVEN, years=(2024, 2025)).startswith(
        "From 2024 to 2025 no trend can be seen in the three teams"
    )
    assert told(NOT_GIVEN) == "How practices moved over the years cannot be shown."


def test_of_real_results_by_part(trust):
    years = {
        2020 + at: {f"T{n}": [1 + at + (n % 3 == at % 3)] for n in range(6)} for at in range(4)
    }
    lines = {f"T{n}": "North" if n < 3 else "South" for n in range(6)}
    said = describe(trend(trust(years, service_line=lines), by="service_line")).splitlines()
    assert [line.split(":")[0] for line in said] == ["North", "South"]
    assert "one practice rose: a by about" in said[0]


@pytest.mark.parametrize("years", [{2025: {"Ash": [1]}}, {}])
def test_an_empty_result_says_why(trust, years):
    found = trend(trust(years))
    assert describe(found) == found.attrs["notes"][0]
