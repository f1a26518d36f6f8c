import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trip_analytics.understanding.dates import ReadYear, read_date, read_year


@pytest.mark.parametrize(
    "text",
    ["03/04/2025", "3.4.25", "3/4/25", "03.04.25", "3-4-2025", "3 / 4 / 2025", "03 04 2025",
     "3 April 2025", "3rd April 2025", "3 Apr 25", "3-Apr-25", "3/Apr/2025", "3Apr2025",
     "Thursday 3rd of April, 2025", "April 3, 2025", "April 3rd 2025", "2025-04-03",
     "2025-04-03T10:00:00", "2025/04/03", "by 3 April 2025 at the latest", "03/04/2025 (agreed)",
     "3 April '25", "03/04/2025 10:30", "3/4/2025, i.e. 3 April 2025"],
)  # fmt: skip
def test_dates_are_day_first(text):
    assert read_date(None, text).date == dt.date(2025, 4, 3)
    assert not read_date(None, text).month_only


WRITTEN = ["%d/%m/%Y", "%d.%m.%y", "%d-%b-%Y", "%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%A %d %b %Y"]


@given(st.dates(dt.date(2000, 1, 1), dt.date(2069, 12, 31)), st.sampled_from(WRITTEN))
def test_every_date_is_read_back(date, pattern):
    assert read_date(None, date.strftime(pattern)).date == date
    assert read_date(date, "whatever is shown").date == date
    assert read_date(dt.datetime(date.year, date.month, date.day, 9), "").date == date  # noqa: DTZ001


@pytest.mark.parametrize(
    "text",
    ["Sept 2025", "end of September 2025", "by end Sep 2025", "Sep-25", "Sep '25", "09/2025",
     "9.2025", "September, 2025"],
)  # fmt: skip
def test_a_month_alone_is_its_last_day(text):
    found = read_date(None, text)
    assert found.month_only
    assert found.date == dt.date(2025, 9, 30)


@pytest.mark.parametrize(
    "text",
    ["ongoing", "", "by summer", "Spring 2025", "2025", "Q2 2025/26", "asap", "dd/mm/yyyy",
     "__/__/2025", "12 March", "June 25", "25-Mar",
     # days that do not exist
     "31/02/2025", "31/06/2025", "03/25/2025", "0/4/2025", "13/2025", "3/4/0025", "12/03/98",
     # more than one
     "3/4/2025 and 5/6/2025", "12-14 March 2025", "1 and 2 March 2025", "12/13 March 2025",
     "March/April 2025", "March - April 2025", "1 March to 3 April 2025", "June or July 2025",
     "12/03/2025 - 14 March 2025", "June 2025 (agreed 12/03/2025)", "May 2025, June 2025",
     "12-13/03/2025",
     # other parts of a month than its end
     "early June 2025", "start of June 2025", "mid June 2025", "after June 2025",
     # other numbers
     "01909 123456", "v2.1.25.3", "1.2.3.4"],
)  # fmt: skip
def test_what_is_no_single_date_is_none(text):
    assert read_date(None, text) is None


def test_a_small_number_that_excel_shows_as_a_date_is_none():
    assert read_date(dt.datetime(1900, 1, 4), "04/01/1900") is None  # noqa: DTZ001


def test_a_number_is_no_date():
    assert read_date(45730, "45730") is None


@pytest.mark.parametrize(
    "text",
    ["2025", "2025 returns", "TRIP_2025", "TRIP2025", "Ash 2025-03-12 v2", "12-03-2025", "2025 (2)",
     "TRIP_2025_final v2 12-03-2025", "TRIP 2025, sent 12-01-2026", "TRIP_20250312", "12032025 Ash",
     "12/03/2025", "12 March 2025", "March 2025", "Jan 2025 - Dec 2025", "Review year 2025",
     "Ward 3 2025", "Ash 2025 draft 3"],
)  # fmt: skip
def test_calendar_years(text):
    assert read_year(text) == ReadYear(2025)


@pytest.mark.parametrize(
    "text",
    ["2024/25", "2024-25", "2024–25", "2024 / 25", "24/25", "24-25", "24_25", "FY24/25", "FY 24-25",
     "FY 2024-2025", "2024/2025", "2024-2025", "2024 to 2025", "2024 to 25", "2024/5", "2024_25",
     "Returns 24-25", "2024/25 review", "April 2024 – March 2025", "Apr 2024 to Mar 2025",
     "1 April 2024 to 31 March 2025", "01/04/2024 - 31/03/2025", "TRIP 2024-25 sent 12-05-2025",
     "24/25 TRIP Ash"],
)  # fmt: skip
def test_financial_years_are_those_they_begin_in(text):
    assert read_year(text) == ReadYear(2024, financial=True)


@given(st.integers(2010, 2090), st.sampled_from(["{0}/{2}", "{0}-{1}", "FY{3}/{2}", "{0} to {1}"]))
def test_every_financial_year_is_read_back(year, pattern):
    short = f"{year % 100:02}"
    written = pattern.format(year, year + 1, f"{(year + 1) % 100:02}", short)
    assert read_year(written) == ReadYear(year, financial=True)


@pytest.mark.parametrize(
    "text",
    ["", "Ash Ward", "2022 and 2024", "2023-2025", "2024 & 2025", "12/03/25", "B24", "Year 3", "25",
     "12-13 March", "12-13 March meeting", "March 12-13", "Wards 10-11", "10-11am",
     "16/17 year olds", "24/25 staff", "between 24/25", "v24-25", "TRIP 0325", "01909 2024 123",
     "0115 2025 4567", "£2025.50", "FY25", "FY2025", "Year ending March 2025",
     "1-2", "2.24.25", "aged 18-19"],
)  # fmt: skip
def test_no_year_or_two_is_none(text):
    assert read_year(text) is None


def test_a_financial_year_runs_from_april():
    year = ReadYear(2024, financial=True)
    assert year.covers(dt.date(2025, 3, 31))
    assert not year.covers(dt.date(2025, 4, 1))
    assert not year.covers(dt.date(2024, 3, 31))
    assert ReadYear(2025).covers(dt.date(2025, 12, 31))
