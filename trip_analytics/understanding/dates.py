"""Dates and years as people write them. Day first, always."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from trip_analytics.understanding.wording import tidy

_MONTHS = {name.casefold(): n for n, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name[:3]: n for name, n in list(_MONTHS.items())} | {"sept": 9}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_NUMERIC = re.compile(r"\b(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4}|\d{2})\b")
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_WORDED = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+({_MONTH})\.?,?[\s-]+(\d{{4}}|\d{{2}})\b"
)
_MONTH_YEAR = re.compile(rf"\b({_MONTH})\.?,?[\s-]+(\d{{4}})\b")
_MONTH_NUMBER_YEAR = re.compile(r"^(\d{1,2})[./](\d{4})$")
_FINANCIAL = re.compile(r"(?<!\d)(?:20)?(\d\d)\s*(?:[/_–-]|\bto\b)\s*(?:20)?(\d\d)(?!\d|[./-]\d)")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A date, and whether only its month was written (then its last day)."""

    date: dt.date
    month_only: bool = False


@dataclass(frozen=True, slots=True)
class ReadYear:
    """A review year; ``financial`` where it was written as 2024/25."""

    year: int
    financial: bool = False

    def covers(self, date: dt.date) -> bool:
        """Whether a date falls within this year, or this financial year."""
        if not self.financial:
            return date.year == self.year
        return dt.date(self.year, 4, 1) <= date < dt.date(self.year + 1, 4, 1)


def read_date(value: object, text: str) -> ReadDate | None:
    """The one date a cell holds, or None where it holds none or several."""
    if isinstance(value, dt.datetime):
        return ReadDate(value.date())
    if isinstance(value, dt.date):
        return ReadDate(value)
    line = tidy(text).casefold()
    for pattern, order in ((_ISO, (0, 1, 2)), (_NUMERIC, (2, 1, 0)), (_WORDED, (2, 1, 0))):
        found = pattern.findall(line)
        if len(found) > 1:
            return None
        if found:
            year, month, day = (found[0][position] for position in order)
            return _date(year, month, day)
    found = _MONTH_YEAR.findall(line) or _MONTH_NUMBER_YEAR.findall(line)
    if len(found) != 1:
        return None
    month, year = found[0]
    number = _month(month)
    if not 1 <= number <= 12:
        return None
    last = calendar.monthrange(int(year), number)[1]
    return ReadDate(dt.date(int(year), number, last), month_only=True)


def read_year(text: str) -> ReadYear | None:
    """The review year a text names: 2025, 2024/25, FY24-25; None where there is none or two."""
    line = tidy(text)
    for first, second in _FINANCIAL.findall(line):
        if (int(first) + 1) % 100 == int(second):
            return ReadYear(2000 + int(first), financial=True)
    years = set(_YEAR.findall(line))
    return ReadYear(int(years.pop())) if len(years) == 1 else None


def _month(text: str) -> int:
    return _MONTHS[text] if text in _MONTHS else int(text)


def _date(year: str, month: str, day: str) -> ReadDate | None:
    century = 2000 if len(year) == 2 else 0
    try:
        return ReadDate(dt.date(century + int(year), _month(month), int(day)))
    except ValueError:
        return None
