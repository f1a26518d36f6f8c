"""Which year's review a form is, and which team's: by its own fields, and by the names above it.

The names above a form are those of its sheet, its file and its folders.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from trip_analytics.errors import SourceError
from trip_analytics.import_log import Entry, Place
from trip_analytics.teams.names import distinctive, kinds_in, named_in, words_of
from trip_analytics.teams.register import Match, Team, TeamRegister
from trip_analytics.understanding import (
    Field,
    Form,
    ReadYear,
    is_full_name,
    is_name,
    no_team,
    read_year,
)
from trip_analytics.understanding.dates import read_date
from trip_analytics.words import year_written

DATE_ON_FORM: Final = "date on the form"
EARLIEST: Final = 2000  # before it there was no such form
YEARS_AHEAD: Final = 1  # a review may be of next year; of a later one it is mistyped


def year_asked(year: int | str | None) -> int | None:
    """The year given for returns that do not say theirs: 2025, "2025" or "2024/25".

    Raises SourceError: it is none.
    """
    if year is None:
        return None
    whole = year_written(year)
    if whole is None:
        raise SourceError(f"{year!r} is not a review year: write it as 2025 or 2024/25.")
    return whole


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
                "unlikely-year",
                place,
                used=self.year,
                said=f"{other} by the {source} cannot be the year of a review and was not used",
            )
        if self.ahead:
            said = f"{self.year} is still to come"
            yield Entry.of("unlikely-year", place, used=self.year, said=said)
        for other, source in self.others.items():
            yield Entry.of("year-disagrees", place, used=self.year, source=source, other=other)


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


class Asked(NamedTuple):
    """A form, and all by which its team can be found."""

    form: Form
    names: tuple[NameAbove, ...]
    register: TeamRegister
    place: Place
    beside: tuple[Form, ...] = ()
    year: int | None = None

    @property
    def own(self) -> Field | None:
        """The form's own word."""
        return self.form.fields.team

    @property
    def written(self) -> str | None:
        """The form's own word, where it is a name."""
        text = self.own.text if self.own else ""
        return text if is_name(text) and no_team(text, ("template",)) is None else None

    @property
    def at(self) -> Place:
        """Where an entry belongs: the form's own word, if it has one."""
        if self.own is None:
            return self.place
        return Place(self.place.source_file, self.place.sheet, self.own.cell.address)

    def by_now(self, team: Team) -> Team:
        """The team, or the one that it has become part of."""
        return team if self.year is None else self.register.in_year(team, self.year)


class _Named(NamedTuple):
    """A team that the name of a sheet, a file or a folder names."""

    source: str
    match: Match


def team_of_form(asked: Asked) -> tuple[Team | None, list[Entry]]:
    """The team, and what a person should check about it."""
    register, at = asked.register, asked.at
    written = asked.written
    around = list(_around(asked))
    match = register.match(written) if written else None
    if match is not None:
        log = [
            Entry.of("team-taken-as", at, found=written, used=match.team.team, how=match.how)
            for _ in [match.how]
            if match.how
        ]
        return match.team, [*log, *_disagreeing(asked, match.team, around)]
    if written is not None:
        return _unknown(asked, written, around)
    if asked.form.instrument.kind != "ratings":  # a service line's own: its name may be a team's
        return None, []
    return _by_names(asked, around)


def _around(asked: Asked) -> Iterator[_Named]:
    for source in asked.names:
        match = asked.register.within(source.text)
        if match is None:
            continue
        # A folder holds many teams' forms: it counts only where its whole name is a team's.
        if source.what == "folder's name" and (match.how is not None or match.doubtful):
            continue
        yield _Named(source.what, match)


def _disagreeing(asked: Asked, used: Team, around: Sequence[_Named]) -> Iterator[Entry]:
    """Entries on other teams that are named, except those with forms of their own in the file."""
    fields = [form.fields.team for form in asked.beside if form is not asked.form]
    beside = [match.team for own in fields if own and (match := asked.register.match(own.text))]
    for source, match in around:
        if match.team not in beside and asked.by_now(match.team) != asked.by_now(used):
            other = match.team.team
            yield Entry.of("team-disagrees", asked.at, used=used.team, source=source, other=other)


def _unknown(asked: Asked, written: str, around: Sequence[_Named]) -> tuple[Team, list[Entry]]:
    """The team of a name that the register does not know: the form's own word counts.

    Only a registered team of a similar name, which the file names too, is taken instead.
    """
    register = asked.register
    if register.is_empty:
        return _team_called(asked, written), []
    near = around[0] if around else None
    likely = register.proposal_for(written)
    if near is not None and not near.match.doubtful and near.match.team.team == likely:
        used = near.match.team
        proposal = f" It was taken for {used.team}, which the {near.source} names."
        return used, [
            Entry.of("unknown-team", asked.at, found=written, used=used.team, proposal=proposal),
            *_disagreeing(asked, used, around[1:]),
        ]
    proposal = f" Is it {likely}?" if likely else ""
    if near is not None:
        proposal += f" The {near.source} names {near.match.team.team}."
    entry = Entry.of("unknown-team", asked.at, found=written, used=written, proposal=proposal)
    return _team_called(asked, written), [entry]


def _by_names(asked: Asked, around: Sequence[_Named]) -> tuple[Team | None, list[Entry]]:
    """The team by the names above the form, where it does not say itself."""
    own, at = asked.own, asked.at
    if around:
        source, match = around[0]
        log = list(_disagreeing(asked, match.team, around[1:]))
        if match.doubtful or own is not None:
            found, used = own.text if own else None, match.team.team
            log.append(Entry.of("team-from-name", at, found=found, used=used, source=source))
        return match.team, log
    if any(other.fields.team and other.sheet == asked.form.sheet for other in asked.beside):
        return None, []  # the sheet names other teams: what is above it is no name of this one
    # A sheet called "Our answers" names nobody, so it is asked last unless it says a kind of team.
    sheets = [named for named in asked.names if named.what == "sheet's name"]
    for number, (source, text) in enumerate((*asked.names, *sheets)):
        name = named_in(text)
        says_a_kind = is_full_name(name) or bool(kinds_in(words_of(name)))
        several = len(asked.beside) > 1
        first_time = number < len(asked.names)
        if not name or no_team(name) or not _may_name(asked, source, name):
            continue
        if source == "sheet's name" and first_time and not (says_a_kind or several):
            continue
        if not first_time and read_year(text) is None:
            continue
        if not asked.register.is_empty:
            likely = asked.register.proposal_for(name)
            proposal = f" Is it {likely}?" if likely else ""
            entry = Entry.of("unknown-team", at, found=name, used=name, proposal=proposal)
        elif says_a_kind and source != "folder's name":
            how = f"the form names none, the {source} does"
            entry = Entry.of("team-taken-as", at, used=name, how=how)
        else:
            entry = Entry.of("team-from-name", at, used=name, source=source)
        return _team_called(asked, name), [entry]
    return None, []


def _may_name(asked: Asked, source: str, name: str) -> bool:
    """Whether what is above a form may be a team's name that nobody has listed.

    A letter or a number names no file's team. A folder holds many teams' forms, so it counts
    only where its name can be nothing but a team's.
    """
    if source != "folder's name":
        return sum(map(str.isalpha, name)) > 1 or source == "sheet's name"
    return asked.register.is_empty and is_full_name(name) and bool(distinctive(words_of(name)))


def _team_called(asked: Asked, name: str) -> Team:
    fields = asked.form.fields
    line = fields.service_line.text if fields.service_line else None
    return Team(
        team_id="-".join(words_of(name)),
        team=name,
        service_line=(asked.register.service_line(line) or line) if line else None,
        team_type=fields.team_type.text if fields.team_type else None,
    )
