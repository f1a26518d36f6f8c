from __future__ import annotations

import pandas as pd
import pytest

from trip_analytics.analysis.questions import describe
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
        "From 2021 to 2025, in the 31 to 33 teams that rated in two or more years, shared safety "
        "planning rose by 0.46 points a year on average (95% interval 0.36 to 0.56, 33 teams). "
        "Hope stories fell by 0.24 points a year on average (95% interval 0.04 to 0.44, 31 "
        "teams). Choices shows no clear trend, which does not mean that there is none. For one "
        "practice no trend can be given."
    )


def test_of_many_the_two_that_moved_most():
    rows = [
        (f"Practice {n}", 300, n / 100, n / 100 - 0.01, n / 100 + 0.01, 0, 0) for n in range(1, 5)
    ]
    assert told(*rows) == (
        "From 2021 to 2025, in the 300 teams that rated in two or more years, four practices rose "
        "by 0.01 to 0.04 points a year on average, most of all practice 4 (95% interval 0.03 to "
        "0.05, 300 teams)."
    )


def test_what_a_year_brings_is_not_rounded_up_to_a_tenth():
    # .033 a year was told as "about 0.1 points a year (give or take 0.1)".
    small = ("Hope stories", 40, 0.033, 0.014, 0.052, 0.001, 0.008)
    assert told(small, years=(2014, 2025)) == (
        "From 2014 to 2025, in the 40 teams that rated in two or more years, hope stories rose by "
        "0.3 points in ten years on average (95% interval 0.1 to 0.5, 40 teams)."
    )
    barely = ("Hope stories", 400, 0.004, 0.001, 0.007, 0.01, 0.04)
    assert "rose by less than 0.1 points in ten years on average (95% interval just over 0 to" in (
        told(barely, years=(2014, 2025))
    )


def test_nothing_beyond_chance_is_not_no_trend():
    assert told(UNSURE) == (
        "From 2021 to 2025, in the 32 teams that rated in two or more years, choices shows no "
        "clear trend, which does not mean that there is none."
    )


def test_too_little_for_a_trend():
    assert told(UNTESTED, NOT_GIVEN, years=(2024, 2025)).startswith(
        "From 2024 to 2025, no trend can be seen in the three teams"
    )
    assert told(NOT_GIVEN) == (
        "How practices moved over the years cannot be shown: no team rated in two years or more."
    )


def test_of_real_results_by_part(trust):
    years = {
        2020 + at: {f"T{n}": [1 + at + (n % 3 == at % 3)] for n in range(6)} for at in range(4)
    }
    lines = {f"T{n}": "North" if n < 3 else "South" for n in range(6)}
    said = describe(trend(trust(years, service_line=lines), by="service_line")).splitlines()
    assert [line.split(":")[0] for line in said] == ["North", "South"]
    assert "a rose by 1.00 points a year on average" in said[0]


@pytest.mark.parametrize("years", [{2025: {"Ash": [1]}}, {}])
def test_an_empty_result_says_why(trust, years):
    found = trend(trust(years))
    assert describe(found) == found.attrs["notes"][0]
