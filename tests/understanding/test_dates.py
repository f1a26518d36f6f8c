import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trip_analytics.understanding.dates import ReadYear, read_date, read_year


@pytest.mark.parametrize(
    "text",
    ["03/04/2025", "3.4.25", "3-4-2025", "3 April 2025", "3rd April 2025", "3 Apr 25",
     "Thursday 3rd of April, 2025", "2025-04-03"],
)  # fmt: skip
def test_dates_are_day_first(text):
    assert read_date(None, text).date == dt.date(2025, 4, 3)


@given(st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)))
def test_every_date_is_read_back(date):
    assert read_date(None, date.strftime("%d/%m/%Y")).date == date
    assert read_date(date, "whatever is shown").date == date


def test_a_month_alone_is_its_last_day():
    found = read_date(None, "Sept 2025")
    assert found.month_only
    assert found.date == dt.date(2025, 9, 30)


@pytest.mark.parametrize("text", ["ongoing", "", "31/02/2025", "3/4/2025 and 5/6/2025", "2025"])
def test_what_is_no_single_date_is_none(text):
    assert read_date(None, text) is None


@pytest.mark.parametrize(
    ("text", "year"),
    [("2025", 2025), ("2024/25", 2024), ("2024-25", 2024), ("FY24/25", 2024), ("24-25", 2024),
     ("2024/2025", 2024), ("2023 returns", 2023), ("TRIP_2022", 2022), ("2024 to 2025", 2024),
     ("Ash 2025-03-12 v2", 2025)],
)  # fmt: skip
def test_years_as_people_write_them(text, year):
    assert read_year(text).year == year


@pytest.mark.parametrize("text", ["", "Ash Ward", "2022 and 2024", "12/03/25", "B24"])
def test_no_year_or_two_is_none(text):
    assert read_year(text) is None


def test_a_financial_year_runs_from_april():
    year = ReadYear(2024, financial=True)
    assert year.covers(dt.date(2025, 3, 31))
    assert not year.covers(dt.date(2025, 4, 1))
    assert not year.covers(dt.date(2024, 3, 31))
