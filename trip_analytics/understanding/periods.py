"""The month, quarter or year that a figure is of, as people write it."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from trip_analytics.understanding.dates import read_date, serial_date
from trip_analytics.understanding.plain_text import tidy

MONTH, QUARTER, YEAR, FINANCIAL_YEAR = "month", "quarter", "year", "financial-year"

_MONTHS: Final = {name.casefold(): n for n, name in enumerate(calendar.month_abbr) if name}
_NAME: Final = (
    r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|t?ember"
    r"|t|ober|ember)?\b\.?"
)
_FINANCIAL: Final = r"(?:fy|f/y|financial year|fin year|tax year)"
_CALENDAR: Final = r"(?:cy|calendar year|year)"
_YEAR: Final = re.compile(rf"(?:{_CALENDAR}\W*)?(\d{{4}})(?:\.0)?(?:\W*{_CALENDAR})?")
# "2024/25", "2024-2025", "FY24/25"; "2024-03" is a month.
_PAIR: Final = re.compile(
    rf"({_FINANCIAL})?\W*(\d{{4}}|\d\d)\s*([-/._]|\bto\b)\s*(\d{{4}}|\d\d|\d)(?:\W*({_FINANCIAL}))?"
)
_QUARTER: Final = re.compile(
    r"\b(?:q|qtr|quarter)\s*([1-4])\b|\b([1-4])(?:st|nd|rd|th)?\s*(?:q|qtr|quarter)\b"
)
_QUARTER_AFTER_YEAR: Final = re.compile(r"(\d{4})\W*q([1-4])\b")
_SPAN: Final = re.compile(
    rf"\b{_NAME}\W*(\d{{4}}|\d\d)?\s*(?:-|/|\bto\b|\band\b)\s*{_NAME}\W*(\d{{4}}|\d\d)?"
    r"(?:\s*/\s*(\d\d))?(?!\d)"
)
_TO_MARCH: Final = re.compile(
    r"(?:y\W?e|(?:financial )?year (?:ending|ended|end|to))\W*(?:31(?:st)?\W*)?mar(?:ch)?\W*"
    r"(\d{4}|\d\d)"
)
_FIRST_MONTHS_OF_QUARTERS: Final = (1, 4, 7, 10)
_EARLIEST, _LATEST = 1900, 2199


@dataclass(frozen=True, slots=True)
class Period:
    """A period by its first day and its length: month, quarter, year or financial-year."""

    begins: dt.date
    length: str


def possible_periods(value: object, text: str) -> tuple[Period, ...]:
    """The periods that a cell may mean: none where it is no period, two where it may be either.

    Examples
    --------
    >>> [each.length for each in possible_periods(None, "2011")]
    ['year']
    >>> possible_periods(None, "Q1 2024/25")
    (Period(begins=datetime.date(2024, 4, 1), length='quarter'),)
    >>> [each.length for each in possible_periods(None, "2011-12")]
    ['financial-year', 'month']
    """
    if isinstance(value, dt.date):
        return _period(value.year, value.month, MONTH)
    found = _periods_in(text)
    return found if all(_EARLIEST <= each.begins.year <= _LATEST for each in found) else ()


@lru_cache(maxsize=20_000)
def _periods_in(text: str) -> tuple[Period, ...]:
    line = tidy(text).casefold()
    if year := _YEAR.fullmatch(line):
        return _period(int(year[1]), 1, YEAR)
    if pair := _PAIR.fullmatch(line):
        return _of_pair(pair)
    if ended := _TO_MARCH.fullmatch(line):
        return _period(_full(ended[1]) - 1, 4, FINANCIAL_YEAR)
    if span := _SPAN.search(line):
        return _of_span(span, line)
    if _QUARTER.search(line) or _QUARTER_AFTER_YEAR.search(line):
        return _of_quarter(line)
    found = read_date(None, line)
    date = found.date if found else serial_date(line)
    return _period(date.year, date.month, MONTH) if date else ()


def _of_pair(pair: re.Match[str]) -> tuple[Period, ...]:
    """Two numbers beside each other: a financial year, a month, or either."""
    before, first, between, second, behind = pair.groups()
    named = before or behind
    digits = min(len(first), len(second))
    consecutive = (int(first) + 1) % 10**digits == int(second) % 10**digits
    if len(first) == 2:
        if len(second) == 4:  # 03/2025
            return _period(int(second), int(first), MONTH)
        # "11/12" may be three things; "24/25" is one.
        return (
            _period(_full(first), 4, FINANCIAL_YEAR)
            if consecutive and (named or int(first) > 12)
            else ()
        )
    year = _period(int(first), 4, FINANCIAL_YEAR) if consecutive else ()
    is_month = not named and len(second) < 4 and between != "to" and 1 <= int(second) <= 12
    return (*year, *(_period(int(first), int(second), MONTH) if is_month else ()))


def _of_span(span: re.Match[str], line: str) -> tuple[Period, ...]:
    """From one month to another: a quarter or a year."""
    first, year, last, second, third = span.groups()
    begins, ends = _MONTHS[first], _MONTHS[last]
    months = (ends - begins) % 12 + 1
    over_new_year = int(ends < begins)
    if third and second:  # "Apr-Jun 2024/25"
        start = _full(second) if begins >= 4 else _full(second) + 1
        if (_full(second) + 1) % 100 != int(third):
            return ()
    elif year:
        start = _full(year)
        if second and _full(second) != start + over_new_year:
            return ()
    elif second and not over_new_year:
        start = _full(second)
    else:
        before = re.search(r"(\d{4})", line[: span.start()])
        if before is None or over_new_year or re.search(r"\d{4}\s*[-/]\s*\d", line):
            return ()
        start = int(before[1])
    if months == 3 and begins in _FIRST_MONTHS_OF_QUARTERS:
        return _period(start, begins, QUARTER)
    lengths = {1: YEAR, 4: FINANCIAL_YEAR}
    return _period(start, begins, lengths[begins]) if months == 12 and begins in lengths else ()


def _of_quarter(line: str) -> tuple[Period, ...]:
    """A numbered quarter: of a financial year, of a calendar year, or of either."""
    if found := _QUARTER_AFTER_YEAR.fullmatch(line):
        number, rest = int(found[2]), found[1]
    else:
        found = _QUARTER.search(line)
        if found is None:
            return ()
        number = int(found[1] or found[2])
        rest = (line[: found.start()] + " " + line[found.end() :]).strip(" ,:-/()")
    rest = re.sub(r"^of ", "", rest)
    if pair := _PAIR.fullmatch(rest):
        years = [each for each in _of_pair(pair) if each.length == FINANCIAL_YEAR]
        return _quarter_of(years[0].begins.year, number, 4) if years else ()
    if re.fullmatch(rf"{_CALENDAR}\W*\d{{4}}|\d{{4}}\W*{_CALENDAR}", rest):
        year = re.search(r"\d{4}", rest)
        return _quarter_of(int(year[0]), number, 1) if year else ()
    if re.fullmatch(r"\d{4}", rest):
        return (*_quarter_of(int(rest), number, 1), *_quarter_of(int(rest), number, 4))
    return ()


def _quarter_of(year: int, number: int, first_month: int) -> tuple[Period, ...]:
    years, month = divmod(first_month - 1 + 3 * (number - 1), 12)
    return _period(year + years, month + 1, QUARTER)


def _period(year: int, month: int, length: str) -> tuple[Period, ...]:
    if not (1 <= year <= 9998 and 1 <= month <= 12):
        return ()
    return (Period(dt.date(year, month, 1), length),)


def _full(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)
