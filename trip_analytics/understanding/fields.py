"""The labelled fields of a form: whose it is, when it was filled in, by whom."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trip_analytics.import_log import (
    GENERAL_COMMENT,
    NAME_NOT_KEPT,
    OTHER_TEXT,
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
# Fields of any length, in whose words a colon means nothing.
_LONG = ("comment", "took_part")
_LONGEST_LABEL = 4  # words

_Part = tuple[FieldName | None, str]
"""A field of a cell and its value; or no field, and a line of text."""


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
        several = _several(cell.standing)
        for name, text in several:
            part = cell._replace(text=text, value=text, struck="", unstruck=None)
            if text and (name is None or not _take(fields, name, tidy(text), part, page)):
                page.note(OTHER_TEXT, part)
        if several:
            page.take(cell)
        else:
            _read_field(fields, page, cell)
    return fields


def _read_field(fields: Fields, page: Page, cell: Cell) -> None:
    """Read a cell that holds one field, or the label of one."""
    label, inline = _split(cell.standing)
    name = label_of(label)
    if name is None:
        return
    value = cell if inline else _value_beside(page, cell)
    text = inline or (tidy(value.standing) if value is not None else "")
    if value is None and not label_ends_with_colon(cell):
        return
    page.take(cell)
    if value is not None and text:
        _take(fields, name, text, value, page)


def _several(text: str) -> list[_Part]:
    """The fields that share one cell, in lines or behind each other; none where it holds one.

    A line without a label goes on with the comment above it, or answers the label above
    it; else it stands for itself.
    """
    found: list[_Part] = []
    for line in text.splitlines():
        of_line = _fields_of_line(line)
        if not of_line and not found:
            return []
        name, value = found[-1] if found else (None, "")
        if of_line:
            found += of_line
        elif name in _LONG or (name is not None and not value):
            found[-1] = (name, f"{value}\n{line}".strip())
        else:
            found.append((None, line.strip()))
    return found if sum(name is not None for name, _ in found) > 1 else []


def _fields_of_line(line: str) -> list[_Part]:
    """``Team: Ash Ward  Year: 2025`` as its fields; nothing where no label begins it."""
    first, *pieces = line.split(":")
    name = label_of(first) if pieces else None
    if name is None:
        return []
    found: list[_Part] = [(name, "")]
    for piece in pieces[:-1]:
        words, following = _label_at_end(piece)
        name, value = found[-1]
        if following is None or name in _LONG or following in dict(found):
            found[-1] = (name, f"{value}{piece}:")
        else:
            found[-1] = (name, f"{value}{words}")
            found.append((following, ""))
    name, value = found[-1]
    found[-1] = (name, value + pieces[-1])
    return [(name, value.strip()) for name, value in found]


def _label_at_end(text: str) -> tuple[str, FieldName | None]:
    """What stands before the label with which a text ends, and that label."""
    words = text.split()
    for count in range(min(_LONGEST_LABEL, len(words)), 0, -1):
        if (name := label_of(" ".join(words[-count:]))) is not None:
            return " ".join(words[:-count]), name
    return text, None


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


def _take(fields: Fields, name: FieldName, text: str, cell: Cell, page: Page) -> bool:
    """Take a value, for the log or as its field, unless that has one already."""
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
        return False  # a second value of the same field stays for the log
    page.take(cell)
    return True
