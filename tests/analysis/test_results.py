import pandas as pd
import pytest

from trip_analytics.analysis.change import change_between
from trip_analytics.analysis.practices import practice_profile
from trip_analytics.analysis.questions import describe
from trip_analytics.errors import AnalysisError

BEFORE = {team: [2, 3] for team in "ABCDE"}
AFTER = {"A": [3, 3], "B": [3, 3], "C": [4, 4], "D": [3, 2], "E": [4, 3]}


def test_a_result_shows_what_it_says_and_its_notes(trust):
    html = change_between(trust({2024: BEFORE, 2025: AFTER}), 2024, 2025)._repr_html_()
    assert html.startswith("<p")
    assert (
        "years, a improved by 1.4 points on average (95% interval 0.7 to 2.1, five teams)" in html
    )
    assert ">1.4</td>" in html
    assert html.count("<li>") == 1  # how many tests there are


def test_names_in_a_result_are_written_as_text(trust):
    ratings = practice_profile(trust({2025: AFTER}))
    ratings["practice"] = "<b>Hope</b>"
    assert "&lt;b&gt;Hope" in ratings._repr_html_()
    assert "<b>Hope" not in ratings._repr_html_()


def test_an_empty_result_says_why_once(trust):
    html = change_between(trust({2025: AFTER}), 2024, 2025)._repr_html_()
    assert html.endswith(">Nobody returned a form for 2024: there are returns for 2025.</p>")
    assert html.count("<") == 2


def test_part_of_a_result_still_shows_and_a_table_of_other_columns_too(trust):
    change = change_between(trust({2024: BEFORE, 2025: AFTER}), 2024, 2025)
    assert "improved by" in change.head(1)._repr_html_()
    assert "improved by" not in change[["practice", "teams"]]._repr_html_()


def test_a_breakdown_is_described_part_by_part(trust):
    lines = {team: "Adult" if team in "ABC" else "Older" for team in "ABCDE"}
    returns = trust({2024: BEFORE, 2025: AFTER}, service_line=lines)
    adult, older = describe(change_between(returns, 2024, 2025, by="service_line")).splitlines()
    assert adult.startswith("Adult: Since 2024")
    assert older.startswith("Older: Since 2024")


def test_another_table_is_refused():
    with pytest.raises(AnalysisError, match="what a function of the analysis returned"):
        describe(pd.DataFrame({"practice": ["a"]}))
