"""Whose return a form is, and of which year.

Taken from the form's own field, then its date, then the sheet, the file, the
folder, the options, in that order; two that disagree are a warning.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from trip_analytics.import_log import Entry, Place
from trip_analytics.loading.not_a_return import why_no_return
from trip_analytics.loading.team_and_year import Asked, NameAbove, team_of_form, years_of
from trip_analytics.teams import Team, TeamRegister, how_alike, name_key, named_in
from trip_analytics.understanding import Form


@dataclass(slots=True)
class Identity:
    """Whose return a form is. Without a year, or without anybody, it cannot be placed."""

    team: Team | None = None
    service_line: str | None = None
    organisation: str | None = None
    year: int | None = None
    returned_on: dt.date | None = None
    placed: bool = True
    """Whether the return can go into the tables."""
    no_return: bool = False
    """Whether the form is no team's return: an example, a blank form, guidance, a report."""
    log: list[Entry] = field(default_factory=list)
    other_years: Mapping[int, str] = field(default_factory=dict)
    """The years that disagree with it, and what names them."""


def identify(
    form: Form,
    source_file: str,
    register: TeamRegister,
    year: int | None,
    beside: Sequence[Form] = (),
    *,
    doubted: bool = False,
) -> Identity:
    """Whose return a form is and of which year, with what a person should check.

    ``beside`` are all the forms of the file: years or teams side by side explain what its
    name and its date say. ``doubted``: something on its sheet has to be asked
    about.
    """
    place = Place(source_file, form.sheet)
    names = tuple(_names_above(form, source_file))
    when = years_of(form, names, year, beside)
    asked = Asked(form, names, register, place, tuple(beside))
    why = why_no_return(form, asked.written, names, register, asked.at, beside, doubted=doubted)
    if why is not None:
        return Identity(placed=False, no_return=True, log=[why])
    identity = Identity(
        year=None if when.year is None else when.year - form.years_ago,
        returned_on=None if form.earlier else when.returned_on,
        other_years={} if form.earlier else when.others,
    )
    identity.log += when.entries(place)
    if identity.year is None:
        identity.log.append(Entry.of("no-year", place))
    if form.fields.organisation:
        identity.organisation = form.fields.organisation.text
    team, said = team_of_form(asked._replace(year=identity.year))
    identity.team = team
    identity.log += said
    identity.log += _closed(identity, register, place)
    identity.service_line = _service_line(form, names, register, identity, place)
    nobodys = identity.team is None and form.instrument.kind == "ratings"
    if nobodys:
        identity.log.append(Entry.of("no-team", place))
    identity.placed = identity.year is not None and not nobodys
    return identity


def _names_above(form: Form, source_file: str) -> Iterator[NameAbove]:
    """The names above a form, nearest first: its title, its sheet, its file, its folders."""
    path = PurePosixPath(source_file)
    if form.fields.title is not None:
        yield NameAbove("form's title", form.fields.title.text)
    if form.sheet is not None:
        yield NameAbove("sheet's name", form.sheet)
    yield NameAbove("file's name", path.stem)
    yield from (NameAbove("folder's name", part) for part in reversed(path.parts[:-1]))


def _closed(identity: Identity, register: TeamRegister, place: Place) -> Iterator[Entry]:
    """A warning where the team had closed by then and did not become part of another."""
    team, year = identity.team, identity.year
    if team is None or year is None or register.successor(team):
        return
    closed = register.closed(team)
    if closed is not None and closed < year:
        yield Entry.of("closed-team", place, used=team.team, team=team.team, closed=closed)


def _service_line(
    form: Form, names: Sequence[NameAbove], register: TeamRegister, identity: Identity, place: Place
) -> str | None:
    team, own = identity.team, form.fields.service_line
    at = Place(place.source_file, place.sheet, own.cell.address) if own else place
    said = [("form", line)] if own and (line := register.service_line(own.text)) else []
    said += [
        (source.what, line)
        for source in names
        if (line := register.service_line(named_in(source.text) or source.text))
    ]
    if team is not None and team.service_line is not None:
        used = team.service_line
    elif own is not None:
        used = register.service_line(own.text) or own.text
    else:
        within = (register.service_line_within(source.text) for source in names)
        return next((line for line in within if line), None)
    for source, line in said:
        if line != used:
            identity.log.append(
                Entry.of("service-line-disagrees", at, used=used, source=source, other=line)
            )
    if team is None and own and register.service_lines and not register.service_line(own.text):
        likely = sorted(
            line
            for line in register.service_lines
            if how_alike(own.text, line) or _within(own.text, line)
        )
        proposal = f" Is it {' or '.join(likely)}?" if likely else ""
        identity.log.append(
            Entry.of("unknown-service-line", at, found=own.text, used=used, proposal=proposal)
        )
    return used


def _within(one: str, other: str) -> bool:
    a, b = sorted((f" {name_key(one)} ", f" {name_key(other)} "), key=len)
    return a in b
