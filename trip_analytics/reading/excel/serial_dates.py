"""Excel's dates: days since the end of 1899, the day's part as a fraction.

Excel counts a 29 February 1900 that never was (day 60) and shows day 0 as
0 January 1900; both can be shown, neither is a date. Files of the 1904 system are
brought to this one first.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import Final

DAYS_TO_1904: Final = 1462  # from day 0 of the 1900 system to day 0 of the 1904 one
LAST_DAY: Final = 2_958_465  # 31 December 9999

_EPOCH: Final = dt.date(1899, 12, 30)  # right from 1 March 1900 on
_FALSE_LEAP_DAY: Final = 60


@dataclass(frozen=True, slots=True)
class Moment:
    """A serial number taken apart as Excel shows it. Weekday 0 is a Sunday."""

    year: int
    month: int
    day: int
    weekday: int
    hour: int
    minute: int
    second: int
    millisecond: int


def split_serial(serial: float, *, to_milliseconds: bool = False) -> tuple[int, int]:
    """Whole days, and milliseconds of the day rounded to seconds (or not) as shown."""
    days = math.floor(serial)
    step = 1 if to_milliseconds else 1000
    milliseconds = round((serial - days) * 86_400_000 / step) * step
    return (days + 1, 0) if milliseconds >= 86_400_000 else (days, milliseconds)


def moment(serial: float, *, to_milliseconds: bool = False) -> Moment | None:
    """The serial number as date and time, or None where Excel has none for it."""
    days, milliseconds = split_serial(serial, to_milliseconds=to_milliseconds)
    if not 0 <= days <= LAST_DAY:
        return None
    if days == 0:
        year, month, day = 1900, 1, 0
    elif days == _FALSE_LEAP_DAY:
        year, month, day = 1900, 2, 29
    else:
        date = _date(days)
        year, month, day = date.year, date.month, date.day
    seconds, millisecond = divmod(milliseconds, 1000)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return Moment(year, month, day, (days - 1) % 7, hour, minute, second, millisecond)


def stored_date(serial: float, *, time_only: bool) -> dt.datetime | dt.date | dt.time | None:
    """The date, the date and time, or the time that a serial number stands for.

    Examples
    --------
    >>> stored_date(45750, time_only=False)
    datetime.date(2025, 4, 3)
    >>> stored_date(0.75, time_only=True)
    datetime.time(18, 0)
    >>> stored_date(60, time_only=False) is None
    True
    """
    days, milliseconds = split_serial(serial, to_milliseconds=True)
    clock = _clock(milliseconds)
    if days == 0 and time_only:
        return clock
    if not 0 < days <= LAST_DAY or days == _FALSE_LEAP_DAY:
        return None
    date = _date(days)
    return dt.datetime.combine(date, clock) if milliseconds else date


def serial_of(date: dt.datetime) -> float:
    """The serial number of a date after February 1900."""
    since = date - dt.datetime.combine(_EPOCH, dt.time())
    return since / dt.timedelta(days=1)


def _clock(milliseconds: int) -> dt.time:
    return (dt.datetime.combine(_EPOCH, dt.time()) + dt.timedelta(milliseconds=milliseconds)).time()


def _date(days: int) -> dt.date:
    return _EPOCH + dt.timedelta(days=days + (days < _FALSE_LEAP_DAY))
