"""Whose return a form is, and of which year.

Taken from the form's own field, then its date, then the sheet, the file, the
folder, the options, in that order; two that disagree are a warning.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from trip_analytics.import_log import (
    NO_TEAM,
    NO_YEAR,
    TEAM_DISAGREES,
    UNKNOWN_TEAM,
    YEAR_DISAGREES,
    Entry,
    Place,
)
from trip_analytics.teams import Team, TeamRegister
from trip_analytics.understanding import Form, ReadYear, normalise, read_year

# Words of file names that are no part of a team's name.
_NOT_A_TEAM = re.compile(
    r"\b(trip|returns?|forms?|template [ab]|recovery|plan|team recovery implementation plan|"
    r"final|draft|copy|corrected|revised|signed|v ?\d+|20\d\d|\d\d \d\d|fy ?\d+|\d+)\b"
)
_DATE_ON_FORM = "date on the form"


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
    log: list[Entry] = field(default_factory=list)


def identify(form: Form, source_file: str, register: TeamRegister, year: int | None) -> Identity:
    """Whose return a form is and of which year, with what a person should check."""
    identity = Identity(returned_on=form.fields.date.date if form.fields.date else None)
    place = Place(source_file, form.sheet)
    names = list(_names_around(form, source_file))
    identity.year = _year(form, names, year, place, identity.log)
    if identity.year is not None:
        identity.year -= form.years_ago
    if form.fields.organisation:
        identity.organisation = form.fields.organisation.text
    identity.team = _team(form, names, register, place, identity.log)
    identity.service_line = _service_line(form, names, register, identity.team)
    nobodys = identity.team is None and form.instrument.kind == "ratings"
    if nobodys:
        identity.log.append(Entry.of(NO_TEAM, place))
    identity.placed = identity.year is not None and not nobodys
    return identity


def _names_around(form: Form, source_file: str) -> Iterator[tuple[str, str]]:
    """The names a form stands under, nearest first: its sheet, its file, its folders."""
    path = PurePosixPath(source_file)
    if form.sheet is not None:
        yield "sheet's name", form.sheet
    yield "file's name", path.stem
    yield from (("folder's name", part) for part in reversed(path.parts[:-1]))


def _year(
    form: Form,
    names: list[tuple[str, str]],
    option: int | None,
    place: Place,
    log: list[Entry],
) -> int | None:
    found: list[tuple[str, ReadYear]] = []
    date = form.fields.date.date if form.fields.date else None
    if form.fields.year is not None:
        found.append(("form's year", form.fields.year))
    if date is not None:
        found.append((_DATE_ON_FORM, ReadYear(date.year)))
    found += [(source, year) for source, text in names if (year := read_year(text))]
    if not found:
        if option is None:
            log.append(Entry.of(NO_YEAR, place))
        return option
    used = found[0][1]
    others: dict[int, list[str]] = {}
    for source, other in found[1:]:
        if source == _DATE_ON_FORM and date is not None and used.covers(date):
            continue  # March 2025 is within the review year 2024/25
        if other.year != used.year:
            others.setdefault(other.year, []).append(source)
    log += [
        Entry.of(YEAR_DISAGREES, place, used=used.year, source=", ".join(sources), other=year)
        for year, sources in others.items()
    ]
    return used.year


def _team(
    form: Form,
    names: list[tuple[str, str]],
    register: TeamRegister,
    place: Place,
    log: list[Entry],
) -> Team | None:
    own = form.fields.team
    at = Place(place.source_file, place.sheet, own.cell.address) if own else place
    by_field = (register.find(own.text) or register.find_within(own.text)) if own else None
    around = [(s, team) for s, text in names if (team := register.find_within(text))]
    used = by_field or (around[0][1] if around and form.instrument.kind == "ratings" else None)
    if used is not None:
        if own is not None and by_field is None:
            log.append(Entry.of(UNKNOWN_TEAM, at, found=own.text, used=used.team, proposal=""))
        for source, team in around:
            if team != used:
                log.append(
                    Entry.of(TEAM_DISAGREES, at, used=used.team, source=source, other=team.team)
                )
        return used
    name = own.text if own else None
    if name is None and form.instrument.kind == "ratings":
        name = next((found for _, text in names if (found := _left_of(text))), None)
    if name is None:
        return None
    if not register.is_empty:
        likely = register.proposal_for(name)
        proposal = f" Is it {likely}?" if likely else ""
        log.append(Entry.of(UNKNOWN_TEAM, at, found=name, used=name, proposal=proposal))
    return Team(
        team_id=normalise(name).replace(" ", "-"),
        team=name,
        service_line=_own_service_line(form, register),
        team_type=form.fields.team_type.text if form.fields.team_type else None,
    )


def _left_of(text: str) -> str | None:
    """What may be a team's name in the name of a file or sheet."""
    left = " ".join(_NOT_A_TEAM.sub(" ", normalise(text.replace("_", " "))).split())
    generic = re.fullmatch(r"(sheet|benchmarking|ratings?|assets|priorities|data)?", left)
    return None if generic else left.title()


def _own_service_line(form: Form, register: TeamRegister) -> str | None:
    own = form.fields.service_line
    return (register.service_line(own.text) or own.text) if own else None


def _service_line(
    form: Form, names: list[tuple[str, str]], register: TeamRegister, team: Team | None
) -> str | None:
    if team is not None and team.service_line is not None:
        return team.service_line
    return _own_service_line(form, register) or next(
        (line for _, text in names if (line := register.service_line_within(text))), None
    )
