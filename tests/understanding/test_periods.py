"""Months, quarters and years as people write them."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trip_analytics.understanding.periods import possible_periods
from trip_analytics.words import period_name


def read(text):
    return [(f"{each.begins:%Y-%m}", each.length) for each in possible_periods(None, text)]


@pytest.mark.parametrize(
    ("texts", "begins", "length"),
    [
        (["2011", "CY2011", "calendar year 2011", "Jan-Dec 2011"], "2011-01", "year"),
        (
            ["2024/25", "2024-25", "FY24/25", "24/25", "FY 2024/25", "2024/2025", "2024–25"],
            "2024-04",
            "financial-year",
        ),
        (
            ["financial year 2011/12", "2011/12 financial year", "FY 2011-12", "2011 to 2012"],
            "2011-04",
            "financial-year",
        ),
        (
            ["Apr 2011 - Mar 2012", "April 2011 to March 2012", "year ending March 2012"],
            "2011-04",
            "financial-year",
        ),
        (["y/e 31 March 2012", "year to 31st March 2012"], "2011-04", "financial-year"),
        (
            ["Q1 2024/25", "Q1 24/25", "2024/25 Q1", "Quarter 1 2024-25", "Apr-Jun 2024"],
            "2024-04",
            "quarter",
        ),
        (
            ["Q1 (Apr-Jun) 2024", "April to June 2024", "1st quarter of 2024/25"],
            "2024-04",
            "quarter",
        ),
        (
            ["Q4 2024/25", "Jan-Mar 2024/25", "Jan - Mar 25", "Q1 calendar year 2025"],
            "2025-01",
            "quarter",
        ),
        (
            ["2025-03", "03/2025", "Mar 2025", "March 2025", "Mar-25", "31/03/2025", "2025-03-31"],
            "2025-03",
            "month",
        ),
        (["45738"], "2025-03", "month"),
    ],
)
def test_a_period_has_one_meaning_however_it_is_written(texts, begins, length):
    for text in texts:
        assert read(text) == [(begins, length)], text


@pytest.mark.parametrize(
    ("text", "meanings"),
    [
        ("2011/12", [("2011-04", "financial-year"), ("2011-12", "month")]),
        ("2010-11", [("2010-04", "financial-year"), ("2010-11", "month")]),
        ("2024/5", [("2024-04", "financial-year"), ("2024-05", "month")]),
        ("Q1 2025", [("2025-01", "quarter"), ("2025-04", "quarter")]),
        ("2024 Q3", [("2024-07", "quarter"), ("2024-10", "quarter")]),
    ],
)
def test_what_may_be_two_periods_is_both(text, meanings):
    assert read(text) == meanings


@pytest.mark.parametrize(
    "text",
    [
        *("soon", "", "12", "11/12", "FY2012", "2025/13", "2010/2012", "Sep-Nov 2024", "June"),
        *("Apr-Mar 2025", "week 12", "Dec 24 - Feb 25", "0000", "Apr-Jun 2024/26", "Q5 2024/25"),
    ],
)
def test_what_is_no_period_is_none(text):
    assert read(text) == []


def test_a_date_is_its_month():
    for value in (dt.date(2025, 3, 31), pd.Timestamp(2025, 3, 31, 12)):
        (period,) = possible_periods(value, "x")
        assert (period.begins, period.length) == (dt.date(2025, 3, 1), "month")


@given(st.dates(dt.date(1980, 1, 1), dt.date(2099, 12, 31)))
def test_every_period_is_read_as_it_is_shown(day):
    """What charts show of a period is a way to write it."""
    month = pd.Timestamp(day.replace(day=1))
    april = month.replace(month=4)
    quarter = month.replace(month=3 * ((month.month - 1) // 3) + 1)
    shown = {
        "month": month,
        "quarter": quarter,
        "year": month.replace(month=1),
        "financial-year": april,
    }
    for length, begins in shown.items():
        meanings = possible_periods(None, period_name(begins, length))
        assert (begins.date(), length) in [(each.begins, each.length) for each in meanings]
