"""Excel's dates: days since the end of 1899, the day's part as a fraction.

Excel counts a 29 February 1900 that never was (day 60) and shows day 0 as
0 January 1900; both can be shown, neither is a date. Files of the 1904 system are
brought to this one first.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from trip_analytics.reading.excel.number_layouts import general

DAYS_TO_1904: Final = 1462  # from day 0 of the 1900 system to day 0 of the 1904 one
LAST_DAY: Final = 2_958_465  # 31 December 9999

_EPOCH: Final = dt.date(1899, 12, 30)  # right from 1 March 1900 on
_FALSE_LEAP_DAY: Final = 60
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAYS: Final = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_ELAPSED: Final = {"h": 3_600_000, "m": 60_000, "s": 1000}


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
    """The date, the date and time, or the time that a serial number means.

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


def show_date(tokens: Sequence[tuple[str, str]], serial: float) -> str:
    """The date or time as it looks; a number that is none, as General shows it."""
    fractions = _fractions_of_seconds(tokens)
    when = moment(serial, to_milliseconds=fractions > 0)
    elapsed = any(kind == "elapsed" for kind, _ in tokens)
    if elapsed and serial >= 0:
        days, milliseconds = split_serial(serial, to_milliseconds=fractions > 0)
        total = days * 86_400_000 + milliseconds
        when = when or moment(serial % 1, to_milliseconds=fractions > 0)
    if when is None:
        return general(serial)
    half_day = any(kind == "half" for kind, _ in tokens)
    pieces = []
    for kind, text in tokens:
        if kind == "elapsed":
            pieces.append(str(total // _ELAPSED[text[0]]).zfill(len(text)))
        elif kind == "date":
            pieces.append(_date_piece(text, when, half_day=half_day))
        elif kind == "minute":
            pieces.append(str(when.minute).zfill(len(text)))
        elif kind == "half":
            half = "AM" if when.hour < 12 else "PM"
            pieces.append(half if len(text) > 3 else half[0])
        elif kind == "digits":
            pieces.append(f"{when.millisecond:03}"[: len(text)])
        else:
            pieces.append(text)
    return "".join(pieces).strip()


def _date_piece(text: str, when: Moment, *, half_day: bool) -> str:
    letter, length = text[0], len(text)
    if letter == "y":
        return f"{when.year % 100:02}" if length <= 2 else f"{when.year:04}"
    if letter == "e":
        return f"{when.year:04}"
    if letter == "m":
        name = _MONTHS[when.month - 1]
        names = {3: name[:3], 4: name, 5: name[0]}
        return str(when.month).zfill(length) if length <= 2 else names.get(length, name)
    if letter == "d":
        name = _DAYS[when.weekday]
        return str(when.day).zfill(length) if length <= 2 else name[:3] if length == 3 else name
    if letter == "h":
        hour = (when.hour % 12 or 12) if half_day else when.hour
        return str(hour).zfill(min(length, 2))
    return str(when.second).zfill(min(length, 2))


def _fractions_of_seconds(tokens: Sequence[tuple[str, str]]) -> int:
    return sum(len(text) for kind, text in tokens if kind == "digits")
