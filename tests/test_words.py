import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trip_analytics.disclosure.rules import rounded
from trip_analytics.reports.model import Column
from trip_analytics.reports.model import shown as shown_in_document
from trip_analytics.words import (
    counted,
    decimals,
    figure,
    interval,
    listed,
    nearest,
    one_decimal,
    percent,
    probability,
    signed,
    spread,
    year_written,
)


def test_figures_are_written_as_people_round():
    assert [one_decimal(x) for x in (3.25, 3.0, 0.04)] == ["3.3", "3.0", "0.0"]
    assert [signed(x) for x in (0.25, -0.25, -0.04, 1)] == ["+0.3", "−0.3", "0.0", "+1.0"]
    assert [percent(x) for x in (0.425, 0, 1)] == ["43%", "0%", "100%"]
    assert [percent(x) for x in (0.0049, 0.005, 0.994, 0.9999)] == [
        "under 1%",
        "1%",
        "99%",
        "over 99%",
    ]


@given(st.integers(-5000, 5000), st.integers(0, 2))
def test_halves_round_away_from_zero(thousandths, places):
    figure = thousandths / 1000
    step = 10 ** (3 - places)
    expected = (abs(thousandths) + step // 2) // step * step / 1000
    assert abs(float(nearest(figure, places))) == pytest.approx(expected, abs=1e-12)


@given(st.floats(-5, 5), st.integers(0, 3))
def test_there_is_one_rounding_in_sentences_documents_and_releases(value, places):
    shown = float(decimals(value, places).replace("−", "-"))
    assert shown == float(nearest(value, places)) == rounded(pd.Series([value]), places)[0]
    assert abs(shown - value) <= 0.5 / 10**places + 1e-8
    if places == 1:
        in_a_document = shown_in_document(value, Column("Average", "rating"))
        assert float(in_a_document.replace("−", "-")) == shown


def test_small_rates_are_written_out():
    # A rate of 0.000024 was told as 2.4e-05.
    assert [figure(x) for x in (0.000024, 0.0467, 0.5, 3.25, 0)] == [
        "0.000024", "0.047", "0.50", "3.3", "0.0"
    ]  # fmt: skip
    assert [probability(x) for x in (0.0004, 0.0491, 0.05)] == ["<0.001", "0.050", "0.050"]


def test_counts_say_what_they_are_of():
    assert [counted(1, "team"), counted(2, "team")] == ["1 team", "2 teams"]
    assert spread(pd.Series([45, 41, pd.NA, 0], dtype="Int64"), "team") == "41 to 45 teams"
    assert spread(pd.Series([1, 1]), "return") == "1 return"
    assert spread(pd.Series([], dtype="Int64"), "team") == "no teams"


def test_intervals_stand_where_there_is_one():
    row = pd.Series({"low": 1.25, "high": 2.0, "none": pd.NA})
    assert interval(row, "low", "high", one_decimal) == " (1.3 to 2.0)"
    assert interval(row, "low", "none", one_decimal) == ""


def test_lists():
    assert [listed(["a"]), listed(["a", "b", "c"])] == ["a", "a, b and c"]


@pytest.mark.parametrize(
    ("written", "year"),
    [(2025, 2025), ("2025", 2025), (" 2025 ", 2025), ("2024/25", 2024), ("2024-25", 2024),
     ("2024–25", 2024), ("2024/2025", 2024), ("24/25", 2024), ("FY 24/25", 2024),
     ("1999/2000", 1999), ("2025/27", None), ("25", None), ("2025.0", None), (2025.0, None),
     (True, None), (None, None), ("", None), ("year", None)],
)  # fmt: skip
def test_a_review_year_in_every_writing(written, year):
    assert year_written(written) == year
