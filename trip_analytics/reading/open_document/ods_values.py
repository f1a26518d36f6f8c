"""What an OpenDocument cell holds, from its attributes and its text."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from trip_analytics.reading.document import Kind, Value, stored_number
from trip_analytics.reading.excel.number_formats import number_format
from trip_analytics.reading.excel.number_layouts import general
from trip_analytics.reading.open_document.ods_styles import named
from trip_analytics.reading.safe_xml import Element

_TYPE, _NUMBER, _DATE, _TIME, _TRUE, _STRING = (
    named(f"office:{name}")
    for name in (
        *("value-type", "value", "date-value", "time-value", "boolean-value", "string-value"),
    )
)
_LIBRE_OFFICE_TYPE: Final = named("calcext:value-type")
_FORMULA: Final = named("table:formula")
_ERROR: Final = re.compile(r"#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A)|Err:\d{3}")
_DURATION: Final = re.compile(
    r"(-?)P(?:(\d{1,6})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,7})M)?(?:(\d{1,9}(?:\.\d+)?)S)?)?"
)
_DAY: Final = dt.timedelta(days=1)
_MIDNIGHT: Final = dt.datetime(1900, 3, 1)  # noqa: DTZ001 # of any day


def content(cell: Element, text: str) -> tuple[Value, Kind, str]:
    """What a cell holds, of which kind that is, and the text that it shows.

    The text is in the file as its writer showed it; where it is not, it is shown in the
    usual way.
    """
    kind = cell.get(_TYPE, "")
    if cell.get(_FORMULA) is not None and (
        cell.get(_LIBRE_OFFICE_TYPE) == "error" or _ERROR.fullmatch(text)
    ):
        return text, "error", text
    if kind == "boolean":
        true = cell.get(_TRUE, "").lower() == "true"
        return true, "boolean", text or ("TRUE" if true else "FALSE")
    if kind == "date":
        date = _date(cell.get(_DATE, ""))
        if date is not None:
            return date, "date", text or _shown(date)
    elif kind == "time":
        time = _time(cell.get(_TIME, ""))
        if isinstance(time, float):
            return time, "number", text or number_format("[h]:mm:ss").show(time)
        if time is not None:
            return time, "date", text or _shown(time)
    elif kind in ("float", "percentage", "currency"):
        number = _number(cell.get(_NUMBER, ""))
        if number in (0, 1) and text == ("TRUE" if number else "FALSE"):
            return bool(number), "boolean", text  # as LibreOffice writes some of them
        if number is not None:
            return number, "number", text or general(number)
    stored = text or next(
        (said for name in (_STRING, _NUMBER, _DATE, _TIME) if (said := cell.get(name))), ""
    )
    return stored or None, "text", stored


def _number(written: str) -> int | float | None:
    number = stored_number(written)
    if number is None:
        return None
    return int(number) if number == int(number) and abs(number) < 1e15 else number


def _date(written: str) -> dt.datetime | dt.date | None:
    try:
        date = dt.datetime.fromisoformat(written).replace(tzinfo=None)
    except ValueError:
        return None
    return date if date.time() != dt.time() else date.date()


def _time(written: str) -> dt.time | float | None:
    """A time of the day, or the days that something took."""
    match = _DURATION.fullmatch(written)
    if match is None:
        return None
    sign, *parts = match.groups()
    days, hours, minutes, seconds = (float(part or 0) for part in parts)
    time = dt.timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    if sign or time >= _DAY:
        return (-time if sign else time) / _DAY
    return (_MIDNIGHT + time).time()


def _shown(value: dt.datetime | dt.date | dt.time) -> str:
    if isinstance(value, dt.time):
        return f"{value:%H:%M:%S}"
    date = f"{value.day:02}/{value.month:02}/{value.year:04}"
    return f"{date} {value:%H:%M}" if isinstance(value, dt.datetime) else date
