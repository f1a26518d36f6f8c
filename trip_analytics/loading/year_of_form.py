"""Which year's review a form is: by its own field, its date, its sheet, file and folders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from trip_analytics.import_log import UNLIKELY_YEAR, YEAR_DISAGREES, Entry, Place
from trip_analytics.understanding import Form, ReadYear, read_year
from trip_analytics.understanding.dates import read_date

DATE_ON_FORM: Final = "date on the form"
EARLIEST: Final = 2000  # before it there was no such form
YEARS_AHEAD: Final = 1  # a review may be of next year; of a later one it is mistyped


class NameAbove(NamedTuple):
    """A name above a form, such as its file's: what it is the name of, and its text."""

    what: str
    text: str


class _YearNamed(NamedTuple):
    """A year that something names; with the date, where it is one."""

    what: str
    year: ReadYear
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class When:
    """The year of a form, and what a person should check about it."""

    year: int | None
    returned_on: dt.date | None = None
    others: Mapping[int, str] = field(default_factory=dict)
    """Years that disagree, and what names them."""
    unlikely: Mapping[int, str] = field(default_factory=dict)
    ahead: bool = False

    def entries(self, place: Place) -> Iterator[Entry]:
        """The warnings."""
        for other, source in self.unlikely.items():
            yield Entry.of(
                UNLIKELY_YEAR,
                place,
                used=self.year,
                said=f"{other} by the {source} cannot be the year of a review and was not used",
            )
        if self.ahead:
            said = f"{self.year} is still to come"
            yield Entry.of(UNLIKELY_YEAR, place, used=self.year, said=said)
        for other, source in self.others.items():
            yield Entry.of(YEAR_DISAGREES, place, used=self.year, source=source, other=other)


def years_of(
    form: Form,
    names: Sequence[NameAbove],
    option: int | None,
    beside: Sequence[Form] = (),
    today: dt.date | None = None,
) -> When:
    """The year of a form: by its own word, its date, the names around it, the option.

    ``beside`` are all the forms of the file: where several years are side by side,
    the file's name and the date on it are about one of them.
    """
    this_year = (today or dt.datetime.now(tz=dt.UTC).date()).year
    last = this_year + YEARS_AHEAD
    said = list(_years_named(form, names))
    unlikely = _listed((each for each in said if not EARLIEST <= each.year.year <= last), None)
    likely = [each for each in said if EARLIEST <= each.year.year <= last]
    date = form.fields.date.date if form.fields.date else None
    siblings = [
        other.fields.year
        for other in beside
        if other is not form and other.fields.year and _same_team(form, other)
    ]
    if not likely:
        return When(option, date, unlikely=unlikely)
    used = likely[0].year
    if date is not None and not used.covers(date) and any(year.covers(date) for year in siblings):
        date = None  # it says when the other year's column was filled in
    explained = {year.year for year in siblings}
    others = _listed(
        (
            each
            for each in likely[1:]
            if each.year.year not in explained
            and not (each.date is not None and used.covers(each.date))
        ),
        used.year,
    )
    return When(used.year, date, others, unlikely, ahead=used.year > this_year)


def _years_named(form: Form, names: Sequence[NameAbove]) -> Iterator[_YearNamed]:
    if form.fields.year is not None:
        yield _YearNamed("form's year", form.fields.year)
    if form.fields.date is not None:
        date = form.fields.date.date
        yield _YearNamed(DATE_ON_FORM, ReadYear(date.year), date)
    for what, text in names:
        readable = text.replace("_", " ")
        dated = read_date(None, readable)
        if dated is not None:
            yield _YearNamed(what, ReadYear(dated.date.year), dated.date)
        elif year := read_year(text):
            yield _YearNamed(what, year)


def _same_team(one: Form, other: Form) -> bool:
    teams = [form.fields.team.text if form.fields.team else None for form in (one, other)]
    return teams[0] == teams[1] and one.instrument == other.instrument


def _listed(said: Iterator[_YearNamed], but: int | None) -> dict[int, str]:
    """What names each year, in its order."""
    found: dict[int, list[str]] = {}
    for each in said:
        if each.year.year != but:
            found.setdefault(each.year.year, []).append(each.what)
    return {year: ", ".join(dict.fromkeys(what)) for year, what in found.items()}
