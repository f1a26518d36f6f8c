"""Show a serial number by the date section of a number format."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from trip_analytics.reading.excel.number_layouts import general
from trip_analytics.reading.excel.serial_dates import Moment, moment, split_serial

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAYS: Final = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_ELAPSED: Final = {"h": 3_600_000, "m": 60_000, "s": 1000}


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
