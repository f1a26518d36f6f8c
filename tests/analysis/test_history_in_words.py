from __future__ import annotations

import pandas as pd

from trip_analytics.analysis.history import practice_history
from trip_analytics.analysis.questions import describe
from trip_analytics.analysis.results import result

COLUMNS = ["item_id", "year", "teams", "mean", "mean_low", "mean_high", "comparable_with_previous"]
TYPES = {
    "year": "Int64",
    "teams": "Int64",
    **dict.fromkeys(("mean", "mean_low", "mean_high"), "Float64"),
    "comparable_with_previous": "boolean",
}
END = (
    "Typically, an average could be about 0.3 points off. Teams come and go between the years, so "
    "these differences are not change in the same teams."
)


def told(*rows):
    """What is said of rows of practice, year, teams, mean and whether words are comparable."""
    with_ranges = [
        (*row[:4], *((None, None) if row[3] is None else (row[3] - 0.3, row[3] + 0.3)), row[4])
        for row in rows
    ]
    table = pd.DataFrame(with_ranges, columns=COLUMNS).astype(TYPES)
    return describe(result("practice_history", table, []))


def test_the_last_year_beside_the_first():
    said = told(
        ("up", 2023, 30, 2.0, None),
        ("up", 2024, 32, 3.5, True),
        ("up", 2025, 31, 2.7, True),
        ("down", 2023, 30, 3.0, None),
        ("down", 2025, 31, 2.3, True),
        ("alike", 2023, 30, 3.0, None),
        ("alike", 2025, 31, 3.4, True),
        ("withheld", 2023, 30, None, None),
        ("withheld", 2025, 31, 3.5, True),
        ("reworded", 2023, 30, 1.0, None),
        ("reworded", 2024, 30, 5.0, False),
        ("reworded", 2025, 31, 5.0, True),
    )
    assert said == (
        "From 2023 to 2025, each practice was rated by 30 to 32 teams a year. Compared with 2023, "
        "the average in 2025 is clearly higher for one practice, clearly lower for one and not "
        "clearly different for one. For one practice the words "
        f"changed so that the years before and after cannot be compared. {END}"
    )


def test_practices_that_cannot_be_compared_are_not():
    said = told(("a", 2024, 8, 2.0, None), ("b", 2025, 9, 4.0, None))
    assert said == f"From 2024 to 2025, each practice was rated by 8 to 9 teams a year. {END}"


def test_one_year_and_none():
    assert told(("a", 2025, 8, 2.0, None)) == (
        "In 2025, each practice was rated by eight teams; there is no other year to compare with."
    )
    assert told(("a", 2025, 0, None, None)) == (
        "How practices were rated over the years cannot be shown."
    )


def test_what_is_clear_allows_for_all_parts_that_are_shown_together(trust):
    # In part P 2.5 (2.1 to 2.9) became 3.2 (2.9 to 3.5): p is about .02, and .08 among four.
    now = [3] * 8 + [4] * 2
    years = {
        year: {
            f"{part}{n}": [now[n] if moved and part == "P" else 2 + n % 2]
            for n in range(10)
            for part in "PQRS"
        }
        for year, moved in ((2024, False), (2025, True))
    }
    returns = trust(years, service_line={team: team[0] for team in years[2024]})
    history = practice_history(returns, by="service_line")
    of_p = describe(history).splitlines()[0]
    assert of_p.startswith("P: ")
    assert "is not clearly different for one practice" in of_p
    alone = trust(
        {
            year: {team: row for team, row in teams.items() if team[0] == "P"}
            for year, teams in years.items()
        }
    )
    assert "is clearly higher for one practice" in describe(practice_history(alone))
