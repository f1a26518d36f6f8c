"""The labelled fields of a form: whose it is, when it was filled in, by whom."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trip_analytics.import_log import (
    GENERAL_COMMENT,
    NAME_NOT_KEPT,
    TOOK_PART,
    UNCLEAR_DATE,
)
from trip_analytics.reading import Cell
from trip_analytics.understanding.dates import ReadDate, ReadYear, read_date, read_year
from trip_analytics.understanding.page import Page
from trip_analytics.understanding.vocabulary import FieldName, label_of
from trip_analytics.understanding.wording import tidy

# Two words with capitals in a row are taken for a person's name.
_LIKELY_NAME = re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]+\b")


@dataclass(frozen=True, slots=True)
class Field:
    """A value that a form gives for itself, and its cell."""

    text: str
    cell: Cell


@dataclass(slots=True)
class Fields:
    """What the form's own fields say. Anything may be missing."""

    team: Field | None = None
    service_line: Field | None = None
    organisation: Field | None = None
    team_type: Field | None = None
    year: ReadYear | None = None
    date: ReadDate | None = None

    def fill_from(self, other: Fields) -> None:
        """Take what is missing here from another sheet of the same form."""
        for name in self.__slots__:
            if getattr(self, name) is None:
                setattr(self, name, getattr(other, name))


def read_fields(page: Page) -> Fields:
    """Read every labelled field of a page that nothing else has taken."""
    fields = Fields()
    for cell in list(page.remaining()):
        if cell.kind != "text" or page.is_taken(cell):
            continue
        label, inline = _split(cell.standing)
        name = label_of(label)
        if name is None:
            continue
        value = cell if inline else _value_beside(page, cell)
        text = inline or (tidy(value.standing) if value is not None else "")
        if value is None and not label_ends_with_colon(cell):
            continue
        page.take(cell)
        if value is not None and text:
            _take(fields, name, text, value, page)
    return fields


def label_ends_with_colon(cell: Cell) -> bool:
    """Whether a cell can only be a label."""
    return cell.standing.rstrip().endswith(":")


def _split(text: str) -> tuple[str, str]:
    """``Team: Ash Ward`` as its label and its value; other text as a label alone."""
    label, colon, value = text.partition(":")
    return (label, tidy(value)) if colon and label_of(label) else (text, "")


def _value_beside(page: Page, label: Cell) -> Cell | None:
    """The cell that answers a label: to its right, unless that is a label as well."""
    beside = page.right_of(label)
    if beside is None or page.is_taken(beside):
        return None
    if beside.kind == "text" and (label_ends_with_colon(beside) or _split(beside.standing)[1]):
        return None
    return beside


def _take(fields: Fields, name: FieldName, text: str, cell: Cell, page: Page) -> None:
    if name == "year":
        fields.year = fields.year or read_year(text)
        if read_year(text) is None:
            page.note(UNCLEAR_DATE, cell, why="write the review year as 2025 or 2024/25")
    elif name == "date":
        found = read_date(cell.value, text)
        if found is None:
            page.note(UNCLEAR_DATE, cell, why="write the date as 31/03/2025")
        elif fields.date is None:
            fields.date = found
    elif name == "name":
        page.note(NAME_NOT_KEPT, cell, keep=False)
    elif name == "took_part":
        page.note(TOOK_PART, cell, keep=not _LIKELY_NAME.search(text))
    elif name == "comment":
        page.note(GENERAL_COMMENT, cell)
    elif getattr(fields, name) is None:
        setattr(fields, name, Field(text, cell))
    else:
        return  # a second value of the same field stays for the log
    page.take(cell)
