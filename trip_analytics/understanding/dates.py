"""Dates and years as people write them. Day first, always."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from trip_analytics.understanding.plain_text import tidy
from trip_analytics.understanding.words import remembered

_MONTHS = {name.casefold(): n for n, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name[:3]: n for name, n in list(_MONTHS.items())} | {"sept": 9}
_MONTH: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR_OF_DATE: Final = r"'?(\d{4}|\d{2})(?!\d|[/.-]\d)"
_DAY: Final = r"(?<![\d./-])(\d{1,2})"
# How dates are written, and which group is the year, the month and the day.
_DATES: Final[tuple[tuple[re.Pattern[str], tuple[int, int, int]], ...]] = (
    (re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)"), (0, 1, 2)),
    (re.compile(rf"{_DAY}\s*([./-])\s*(\d{{1,2}})\s*[./-]\s*{_YEAR_OF_DATE}"), (3, 2, 0)),
    (re.compile(r"^(\d{1,2}) (\d{1,2}) (\d{4})$"), (2, 1, 0)),
    (
        re.compile(
            rf"{_DAY}(?:st|nd|rd|th)?(?:\s+of)?[\s./-]*(?<![a-z])({_MONTH})(?![a-z])\.?,?[\s./-]*{_YEAR_OF_DATE}"
        ),
        (2, 1, 0),
    ),
    (
        re.compile(rf"\b({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})(?!\d)"),
        (2, 0, 1),
    ),
)
_MONTH_YEARS: Final = (
    re.compile(rf"\b({_MONTH})\b\.?,?(?:[\s./-]+(\d{{4}})|[\s]*['/-]\s*(\d\d))(?!\d|[/-]\d)"),
    re.compile(r"^(\d{1,2})\s*[./-]\s*(\d{4})()$"),
)
# Two days, or two months, that share a year: "12-14 March 2025", "March/April 2025".
_RANGE: Final = re.compile(
    rf"\d(?:st|nd|rd|th)?\s*(?:-|/|&|,|\+|\bto\b|\band\b|\bor\b)\s*\d{{1,2}}(?:st|nd|rd|th)?\s+"
    rf"(?:of\s+)?\b(?:{_MONTH})\b"
    rf"|\b(?:{_MONTH})\b\.?\s*(?:-|/|&|,|\bto\b|\band\b|\bor\b)\s*(?:\d+\w*\s+)?\b(?:{_MONTH})\b"
)
# The last day of a month is not meant where one of these stands before it.
_PART_OF_MONTH: Final = re.compile(
    r"\b(early|mid|middle|start|beginning|first|before|after|from|since|until)\b"
)
# What Excel shows of a small number in a cell for dates is in 1900.
_EARLIEST, _LATEST = 1901, 2199
# Of dates with two digits for the year, those from 1970 to 1999 are no review's.
_LAST_SHORT_YEAR: Final = 69

# Days since 30 December 1899, from 2000 to 2063; behind the point stands the time of day.
_SERIAL: Final = re.compile(r"(3[7-9]\d{3}|[45]\d{4})(?:[.,]\d+)?")
_DAY_ZERO: Final = dt.date(1899, 12, 30)

_UPTO: Final = r"\s*(?:[/_-]|\bto\b)\s*"
_LONG_PAIR: Final = re.compile(rf"(?<!\d)20(\d\d){_UPTO}(?:20)?(\d\d)(?!\d|[./-]\d)")
_SHORT_SECOND: Final = re.compile(r"(?<!\d)20(\d\d)/(\d)(?!\d|[./-]\d)")
# "24/25", unless it counts something: days, hours, ages, wards, pages.
_SHORT_PAIR: Final = re.compile(
    r"(?<![\d./-])(?<!v)(\d\d)\s*[/_-]\s*['’]?(\d\d)(?!\d|[./-]\d)"
    r"(?!\s*(?:st|nd|rd|th|am|pm|hrs?|hours?|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|of\b"
    r"|staff|people|patients|beds?|service users|weeks?|days?|months?|%|years?[ -]?olds?|[:°]))"
)
_COUNTED_BEFORE: Final = re.compile(
    r"\b(?:wards?|rooms?|beds?|bays?|age[ds]?|ages|units?|floors?|pages?|tel|phone|no|number"
    r"|questions?|items?|statements?|version|between|of|jan\w*|feb\w*|mar\w*|apr\w*|may|jun\w*"
    r"|jul\w*|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*)\W*$"
)
_RUN_TOGETHER: Final = re.compile(
    r"(?<!\d)(?:(20\d\d)(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])|(?:[0-2]\d|3[01])(?:0[1-9]|1[0-2])(20\d\d))"
    r"(?!\d)"
)
# Four digits that stand among others are a telephone number's.
_YEAR: Final = re.compile(r"(?<!\d)(?<!\d{3}[ -])(20\d\d)(?!\d|[ -]\d{3}|[.,]\d)")
_WRITTEN_OUT: Final = re.compile(
    r"\b(?:apr(?:il)?\W+|0?1[/.-]0?4[/.-])(?:20)?(\d\d)\s*(?:-|\bto\b|\buntil\b)\s*"
    r"(?:31(?:st)?\s+)?(?:mar(?:ch)?\W+|31[/.-]0?3[/.-])(?:20)?(\d\d)(?!\d)"
)
_YEAR_OF_ANY_DATE: Final = re.compile(r"(?<=[./-])(20\d\d)(?!\d)")
# "FY2025" is 2024/25 to some and 2025/26 to others.
_BY_AN_END: Final = re.compile(r"\b(?:fy|y/?e|year (?:ending|ended|end))(?![a-z])")
_ENDS_OR_BEGINS: Final = re.compile(rf"{_BY_AN_END.pattern}\W*(?:\w+ )?20\d\d")


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A date, and whether only its month was written (then its last day)."""

    date: dt.date
    month_only: bool = False


def read_date(value: object, text: str) -> ReadDate | None:
    """The one date a cell holds, or None where it holds none or several.

    Examples
    --------
    >>> read_date(None, "12th March 2025").date.isoformat()
    '2025-03-12'
    >>> read_date(None, "end of June 2025")
    ReadDate(date=datetime.date(2025, 6, 30), month_only=True)
    >>> read_date(None, "12-14 March 2025") is None
    True
    """
    if isinstance(value, dt.date):
        date = value.date() if isinstance(value, dt.datetime) else value
        return ReadDate(date) if date.year >= _EARLIEST else None
    return _date_in(text)


@remembered
def _date_in(text: str) -> ReadDate | None:
    """The one date that a text names."""
    line = tidy(text).casefold()
    if _RANGE.search(line):
        return None
    dates, rest = take_dates(line)
    months = set(_months(rest))
    if len(dates) + len(months) != 1 or None in dates or None in months:
        return None
    if dates:
        return ReadDate(next(filter(None, dates)))
    if _PART_OF_MONTH.search(line):
        return None
    return ReadDate(next(filter(None, months)), month_only=True)


def serial_date(text: str) -> dt.date | None:
    """The date that Excel counts by a number of days, as it shows where a date lost its format.

    Only for a place where a date must stand: elsewhere 45789 is a number like any other.

    Examples
    --------
    >>> serial_date("45789").isoformat(), serial_date("2025")
    ('2025-05-12', None)
    """
    found = _SERIAL.fullmatch(text.strip())
    return _DAY_ZERO + dt.timedelta(days=int(found[1])) if found else None


def take_dates(line: str) -> tuple[set[dt.date | None], str]:
    """The full dates in a line of lower case, and the line without them.

    One that does not exist is None.

    Examples
    --------
    >>> take_dates("ash 31/03/2025 v2")
    ({datetime.date(2025, 3, 31)}, 'ash   v2')
    >>> take_dates("31/06/2025")
    ({None}, ' ')
    """
    dates: set[dt.date | None] = set()
    for pattern, order in _DATES:
        for found in pattern.findall(line):
            year, month, day = (found[position] for position in order)
            dates.add(_date(year, month, day))
        line = pattern.sub(" ", line)
    return dates, line


def _months(line: str) -> Iterator[dt.date | None]:
    for pattern in _MONTH_YEARS:
        for month, year, short in pattern.findall(line):
            number = _month(month)
            full = int(year or f"20{short}")
            if not 1 <= number <= 12 or not _EARLIEST <= full <= _LATEST:
                yield None
            else:
                yield dt.date(full, number, calendar.monthrange(full, number)[1])


def _month(text: str) -> int:
    return _MONTHS[text] if text in _MONTHS else int(text)


def _date(year: str, month: str, day: str) -> dt.date | None:
    if len(year) == 2 and int(year) > _LAST_SHORT_YEAR:
        return None
    century = 2000 if len(year) == 2 else 0
    if not _EARLIEST <= century + int(year) <= _LATEST:
        return None
    try:
        return dt.date(century + int(year), _month(month), int(day))
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class ReadYear:
    """A review year; ``financial`` where it was written as 2024/25."""

    year: int
    financial: bool = False

    def covers(self, date: dt.date) -> bool:
        """Whether a date falls within this year, or this financial year.

        Examples
        --------
        >>> ReadYear(2024, financial=True).covers(dt.date(2025, 3, 31))
        True
        """
        if not self.financial:
            return date.year == self.year
        return dt.date(self.year, 4, 1) <= date < dt.date(self.year + 1, 4, 1)


@remembered
def read_year(text: str) -> ReadYear | None:
    """The review year a text names; None where there is none or two.

    A year of its own goes before the year of a date: "TRIP 2024, sent 12-01-2025".

    Examples
    --------
    >>> read_year("2025"), read_year("FY24/25")
    (ReadYear(year=2025, financial=False), ReadYear(year=2024, financial=True))
    >>> read_year("12-13 March") is None
    True
    """
    line = tidy(text).casefold().replace("–", "-")
    if (whole := _april_to_march(line)) is not None:
        return whole
    dates, rest = take_dates(line)
    together = {int(a or b) for a, b in _RUN_TOGETHER.findall(rest)}
    rest = _RUN_TOGETHER.sub(" ", rest)
    pairs = set(_pairs(rest))
    if pairs:
        return ReadYear(pairs.pop(), financial=True) if len(pairs) == 1 else None
    if _ENDS_OR_BEGINS.search(rest):
        return None
    years = {int(year) for year in _YEAR.findall(rest)}
    if not years:
        # Two digits are enough for a date, but not to tell a year by.
        written = {d.year for d in dates if d is not None and str(d.year) in line}
        if None in dates:  # month first, as "5/13/2025"
            written |= {int(year) for year in _YEAR_OF_ANY_DATE.findall(line)}
        years = written | together
    return ReadYear(years.pop()) if len(years) == 1 else None


def year_in_field(text: str) -> ReadYear | None:
    """The review year where one must be: a date with two digits says it too.

    Examples
    --------
    >>> year_in_field("May-25"), year_in_field("Year ending March 2025")
    (ReadYear(year=2025, financial=False), None)
    """
    year = read_year(text)
    if year is None and not _BY_AN_END.search(tidy(text).casefold()):
        date = read_date(None, text)
        return ReadYear(date.date.year) if date else None
    return year


def _pairs(line: str) -> list[int]:
    """The financial years in a line, by the year in which they begin."""
    found = _LONG_PAIR.findall(line)
    line = _LONG_PAIR.sub(" ", line)
    years = [2000 + int(a) for a, b in found if (int(a) + 1) % 100 == int(b)]
    years += [2000 + int(a) for a, b in _SHORT_SECOND.findall(line) if (int(a) + 1) % 10 == int(b)]
    for pair in _SHORT_PAIR.finditer(line):
        first, second = int(pair[1]), int(pair[2])
        if first + 1 == second and not _COUNTED_BEFORE.search(line[: pair.start()]):
            years.append(2000 + first)
    return years


def _april_to_march(line: str) -> ReadYear | None:
    """The financial year that is written out, from April to the next March."""
    if (found := _WRITTEN_OUT.search(line)) and int(found[1]) + 1 == int(found[2]):
        return ReadYear(2000 + int(found[1]), financial=True)
    return None
