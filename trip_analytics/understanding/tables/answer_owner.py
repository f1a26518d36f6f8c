"""Whose answers stand somewhere: what headings, and cells under titles, say of it."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, NamedTuple

from trip_analytics.reading import Cell
from trip_analytics.understanding.dates import ReadDate, ReadYear, read_date, read_year, serial_date
from trip_analytics.understanding.fields.fields import Field
from trip_analytics.understanding.plain_text import tidy
from trip_analytics.understanding.tables.header_cells import Describes, Heading, perspective_of


class Owner(NamedTuple):
    """Whose answers stand somewhere, as far as headings or columns beside them say."""

    team: Field | None = None
    service_line: Field | None = None
    organisation: Field | None = None
    team_type: Field | None = None
    year: ReadYear | None = None
    years_ago: int = 0
    date: ReadDate | None = None
    perspective: str | None = None
    respondent: str | None = None

    def within(self, wider: Owner) -> Owner:
        """What is said here, and what is said further out where this says nothing."""
        if self == NOBODY:
            return wider
        if wider == NOBODY:
            return self
        said = zip(self, wider, strict=True)
        return Owner._make(own if own not in (None, 0) else other for own, other in said)

    def with_field(self, name: str, field_of: Field) -> Owner:
        """The same, with a team, a service line or another field that names it."""
        named: dict[str, Any] = {name: field_of}
        return self._replace(**named)


NOBODY = Owner()
"""Nobody in particular: nothing is said of whose the answers are."""


def of_heading(heading: Heading, owner: Owner) -> Owner:
    """What a heading says of whose answers are below it, and what is known already."""
    return owner._replace(
        perspective=heading.perspective or owner.perspective,
        year=heading.year or owner.year,
        years_ago=heading.years_ago or owner.years_ago,
        respondent=heading.respondent or owner.respondent,
    )


def said_of_owner(owner: Owner, what: Describes, cell: Cell) -> Owner:
    """What a cell under a title says of whoever answered."""
    text = tidy(cell.standing)
    if what in ("team", "service_line", "organisation", "team_type"):
        return owner.with_field(what, Field(text, cell))
    if what == "year":
        dated = ReadYear(cell.value.year) if isinstance(cell.value, dt.date) else None
        return owner._replace(year=dated or read_year(text))
    if what == "date":
        iso = re.sub(r"^(\d{4})/(\d{1,2})/(\d{1,2})", r"\1-\2-\3", text)
        counted = serial_date(text)
        date = read_date(cell.value, iso) or (ReadDate(counted) if counted else None)
        year = None if date else read_year(text)  # of a date with its month first
        return owner._replace(date=owner.date or date, year=owner.year or year)
    if what == "perspective":
        return owner._replace(perspective=perspective_of(text))
    if what == "respondent":
        short = text if len(text) <= 40 and any(c.isdigit() for c in text) else None
        return owner._replace(respondent=owner.respondent or short)
    return owner
