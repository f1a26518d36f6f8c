"""Whose answers stand somewhere: what headings, and cells under titles, say of it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import Any

from trip_analytics.reading import Cell
from trip_analytics.understanding.dates import ReadDate, ReadYear, read_date, read_year, serial_date
from trip_analytics.understanding.fields.fields import Field
from trip_analytics.understanding.plain_text import tidy
from trip_analytics.understanding.tables.header_cells import Describes, Heading, perspective_of


@dataclass(frozen=True, slots=True)
class Whose:
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

    def within(self, wider: Whose) -> Whose:
        """What is said here, and what is said further out where this says nothing."""
        own = {n: v for n in self.__slots__ if (v := getattr(self, n)) not in (None, 0)}
        return replace(wider, **own)

    def with_field(self, name: str, field_of: Field) -> Whose:
        """The same, with a team, a service line or another field that names it."""
        named: dict[str, Any] = {name: field_of}
        return replace(self, **named)


def of_heading(heading: Heading, whose: Whose) -> Whose:
    """What a heading says of whose answers stand below it, and what is known already."""
    return replace(
        whose,
        perspective=heading.perspective or whose.perspective,
        year=heading.year or whose.year,
        years_ago=heading.years_ago or whose.years_ago,
        respondent=heading.respondent or whose.respondent,
    )


def said_of_owner(whose: Whose, what: Describes, cell: Cell) -> Whose:
    """What a cell under a title says of whoever answered."""
    text = tidy(cell.standing)
    if what in ("team", "service_line", "organisation", "team_type"):
        return whose.with_field(what, Field(text, cell))
    if what == "year":
        dated = ReadYear(cell.value.year) if isinstance(cell.value, dt.date) else None
        return replace(whose, year=dated or read_year(text))
    if what == "date":
        iso = re.sub(r"^(\d{4})/(\d{1,2})/(\d{1,2})", r"\1-\2-\3", text)
        counted = serial_date(text)
        date = read_date(cell.value, iso) or (ReadDate(counted) if counted else None)
        return replace(whose, date=whose.date or date)
    if what == "perspective":
        return replace(whose, perspective=perspective_of(text))
    if what == "respondent":
        short = text if len(text) <= 40 and any(c.isdigit() for c in text) else None
        return replace(whose, respondent=whose.respondent or short)
    return whose
