"""Whose return a form is, and of which year; or why it is no team's return.

Taken from the form's own field, then its date, then the sheet, the file, the
folder, the options, in that order; two that disagree are a warning.

Examples, blank forms, guidance and figures made of returns are nobody's. What a form says of
itself, what it is under and what it holds are weighed together: a registered team's form is its
return even on a sheet called "Example", and a form that names no team is none where nobody has
filled it in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Final

from trip_analytics.import_log import Entry, Place
from trip_analytics.loading.comparable_answers import answers_of
from trip_analytics.loading.team_and_year import Asked, NameAbove, team_of_form, years_of
from trip_analytics.teams.names import how_alike, kinds_in, name_key, named_in, words_of
from trip_analytics.teams.register import Team, TeamRegister
from trip_analytics.understanding import Form, NoTeam, no_team, normalise


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


# So many averages, and so large a share of the answers, are the figures of several teams.
FEWEST_AVERAGES: Final = 3
SHARE_OF_AVERAGES: Final = 0.5
_NOT_SHOWN: Final = frozenset(
    ("item_id", "wording_id", "perspective", "respondent", "state", "source_file", "sheet", "cell",
     "priority_cell", "matched_by")
)  # fmt: skip
_KINDS: Final[dict[NoTeam, str]] = {
    "example": "worked-example",
    "test": "test-form",
    "template": "empty-template",
    "guidance": "guidance",
    "report": "made-of-returns",
    "summary": "made-of-returns",
    "reference": "made-of-returns",
}
_OF_FORMS: Final = tuple(_KINDS)
NO_RETURNS: Final = frozenset((*_KINDS.values(), "another-list"))
"""The kinds of entry for a form that is not a team's return."""


def why_no_return(
    form: Form,
    own: str | None,
    names: Sequence[NameAbove],
    register: TeamRegister,
    place: Place,
    beside: Sequence[Form] = (),
    *,
    doubted: bool = False,
) -> Entry | None:
    """What the log says of a form that is no team's return; None where it is one.

    ``own`` is the name in the form's own field for the team, ``names`` what it is under,
    ``beside`` all the forms of the file. ``doubted``: something on its sheet has to be asked
    about, so that it cannot be called blank.
    """
    if form.unlike:
        title = form.instrument.title
        return Entry.of("another-list", place, found="; ".join(_said(form)) or None, title=title)
    if form.instrument.kind != "ratings" or (own is not None and register.match(own)):
        return None
    role = _role(form, own, names, register, beside, doubted=doubted)
    if role is None:
        return None
    called = own or next((text for text in _texts(form, names) if no_team(text)), None)
    what = f"{called}: " if called else ""
    return Entry.of(_KINDS[role], place, found=what + "; ".join(_said(form)) or None)


def _role(
    form: Form,
    own: str | None,
    names: Sequence[NameAbove],
    register: TeamRegister,
    beside: Sequence[Form],
    *,
    doubted: bool,
) -> NoTeam | None:
    if own is not None:
        role = no_team(own, _OF_FORMS)
        if role not in (None, "template"):
            return role
        shown = _is_example(form, names) and _is_filled_beside(form, own, beside)
        return "example" if shown else None
    near = [source for source in names if source.what not in ("folder's name", "file's name")]
    file = [source for source in names if source.what == "file's name"]
    registered = any(register.within(source.text) for source in (*near, *file))
    of_file = _called(_texts(form, file, purpose=False))
    named = registered or any(named_in(source.text) for source in file if not of_file)
    # A file that names a team may hold its only answers on a sheet called "Results".
    of_sheet = _called(_texts(form, near))
    if of_sheet not in (None, "template") and (not named or _is_filled_beside(form, own, beside)):
        return of_sheet
    if registered:
        return None
    # Where there is nothing but the statements, it is clear that no answers were found.
    doubted = doubted and form.answerable
    blank = not form.log and not doubted and answers_of(form.rows).is_blank
    called = of_file or (of_sheet if of_sheet == "template" else None)
    if called == "template":
        called = "template" if blank else None  # a team's, whose name nobody wrote
    if called is None and blank and not any(map(_says_a_kind, (*near, *file))):
        called = "template"
    if called is None and _holds_averages(form):
        return "summary"
    return "guidance" if called == "template" and not form.answerable else called


def _called(texts: Iterable[str]) -> NoTeam | None:
    return next((role for text in texts if (role := no_team(text, _OF_FORMS))), None)


def _texts(form: Form, names: Sequence[NameAbove], *, purpose: bool = True) -> Iterator[str]:
    """What a form is called, nearest first; folders hold many forms and say little of one."""
    if purpose and form.fields.purpose is not None:
        yield form.fields.purpose.text
    printed = {normalise(heading) for heading in form.instrument.printed}
    for source in names:
        # A sheet called "Benchmarking" is a part of the form, and no benchmark.
        if source.what != "folder's name" and normalise(source.text) not in printed:
            yield named_in(source.text) or source.text


def _is_example(form: Form, names: Sequence[NameAbove]) -> bool:
    return any(no_team(text, ("example",)) for text in _texts(form, names))


def _is_filled_beside(form: Form, own: str | None, beside: Sequence[Form]) -> bool:
    """Whether another form of the same file is filled in, by another team if this names one."""
    return any(
        other is not form
        and other.instrument is form.instrument
        and (other.fields.team is None or other.fields.team.text != own)
        and not answers_of(other.rows).is_blank
        for other in beside
    )


def _says_a_kind(source: NameAbove) -> bool:
    """Whether a sheet's or a file's name says that it is a ward's or a team's."""
    return bool(kinds_in(words_of(named_in(source.text))))


def _holds_averages(form: Form) -> bool:
    """Whether most answers are not whole numbers: the means of several teams."""
    answered = [row for row in form.rows.get("ratings", []) if row["state"] != "not-answered"]
    parts = [entry for entry in form.log if _is_fraction(entry.found)]
    return len(parts) >= max(FEWEST_AVERAGES, SHARE_OF_AVERAGES * len(answered))


def _is_fraction(text: str | None) -> bool:
    try:
        return not float((text or "").replace(",", ".")).is_integer()
    except (ValueError, OverflowError):
        return False


def _said(form: Form) -> Iterator[str]:
    """What is written in a form, each with its cell, so that nothing is lost."""
    unclear = {entry.cell: entry.found for entry in form.log if entry.found is not None}
    yielded: set[str | None] = set()
    for rows in form.rows.values():
        for row in rows:
            values = [_shown(value) for key, value in row.items() if key not in _NOT_SHOWN]
            text = " - ".join(value for value in values if value)
            if not text and row.get("state") not in (None, "not-answered"):
                text = unclear.get(row.get("cell")) or row["state"]
            if text:
                yielded.add(row.get("cell"))
                yield f"{row.get('cell')} {text}"
    yield from (f"{cell} {text}" for cell, text in unclear.items() if cell not in yielded)


def _shown(value: Any) -> str:  # noqa: ANN401 # whatever a table holds
    return "" if value is None or isinstance(value, bool) else str(value)
