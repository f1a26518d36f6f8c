import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl.utils.datetime import to_excel

from trip_analytics.reading.excel.serial_dates import LAST_DAY, moment, serial_of, stored_date

APRIL = dt.date(2025, 4, 3)
milliseconds = st.integers(0, 86_399_999).map(lambda number: dt.timedelta(milliseconds=number))


@given(st.dates(dt.date(1900, 1, 1), dt.date(9999, 12, 31)))
@example(dt.date(1900, 1, 4))
@example(dt.date(1900, 2, 28))
@example(dt.date(1900, 3, 1))
def test_a_date_comes_back_from_its_serial_number(date):
    assert stored_date(to_excel(date), time_only=False) == date


@given(st.dates(dt.date(1900, 3, 1), dt.date(9999, 12, 31)), milliseconds)
def test_a_date_and_time_come_back_to_the_millisecond(date, since_midnight):
    when = dt.datetime.combine(date, dt.time()) + since_midnight
    back = stored_date(serial_of(when), time_only=False)
    assert back == (when if since_midnight else date)


@given(milliseconds)
def test_a_time_comes_back_to_the_millisecond(since_midnight):
    back = stored_date(since_midnight / dt.timedelta(days=1), time_only=True)
    assert back == (dt.datetime.combine(APRIL, dt.time()) + since_midnight).time()


@pytest.mark.parametrize("serial", [0, 60, -1, -0.5, LAST_DAY + 1, 1e300])
def test_numbers_that_are_no_date_give_none(serial):
    assert stored_date(serial, time_only=False) is None


def test_excels_own_calendar_is_kept_for_show():
    false_leap_day = moment(60)
    assert (false_leap_day.month, false_leap_day.day) == (2, 29)
    assert moment(0).day == 0
    assert moment(-1) is None


@given(st.dates(dt.date(1900, 3, 1), dt.date(9999, 12, 31)))
def test_weekdays_count_from_sunday(date):
    assert moment(to_excel(date)).weekday == date.isoweekday() % 7


def test_a_second_is_rounded_as_excel_shows_it():
    noon = moment(45750.5 - 0.4 / 86_400)
    assert (noon.hour, noon.minute, noon.second) == (12, 0, 0)
    midnight = moment(45750 - 0.4 / 86_400)
    assert (midnight.month, midnight.day, midnight.hour) == (4, 3, 0)
