"""The labelled fields of a form: whose it is, when it was filled in, by whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Final

from trip_analytics.reading import Cell
from trip_analytics.understanding.blank import is_guidance
from trip_analytics.understanding.dates import (
    ReadDate,
    ReadYear,
    read_date,
    serial_date,
    year_in_field,
)
from trip_analytics.understanding.fields.field_labels import FieldName, labels_of, values_of_two
from trip_analytics.understanding.fields.field_text import (
    is_no_value,
    label_and_value,
    may_name_people,
    several_fields,
    title_in,
    without_blanks,
)
from trip_analytics.understanding.fields.no_teams import no_team
from trip_analytics.understanding.fields.took_part import TookPart, count_in, took_part_in
from trip_analytics.understanding.form_page import Page
from trip_analytics.understanding.plain_text import tidy
from trip_analytics.understanding.words import remembered, word_set

# Fields of people: each cell behind or below their label is one's.
_COUNTED: Final = ("took_part_staff", "took_part_service_users")
_OF_PEOPLE: Final = ("name", "took_part", *_COUNTED)
# A "Review date" so long after the form's own date is when the team looks at it again.
_UNTIL_REVIEW: Final = dt.timedelta(days=28)
_BESIDE_NAMES: Final = word_set("fields", "beside_name")
# A form's title is in one of its first rows.
TITLE_ROWS: Final = 8
LONGEST_BELOW: Final = 150  # characters of a value below its label


@dataclass(frozen=True, slots=True)
class Field:
    """A value that a form gives for itself, and its cell."""

    text: str
    cell: Cell


@dataclass(slots=True)
class Fields:
    """What the form's own fields say. Anything may be missing.

    ``service`` is what is behind "Service:" or "Unit:", which may be the team or what
    the team belongs to; ``title`` is a title that says more than the form's own name, such
    as "TRIP: Ash Ward 2024/25"; ``review_on`` when the team looks at it again.
    """

    team: Field | None = None
    service_line: Field | None = None
    organisation: Field | None = None
    team_type: Field | None = None
    year: ReadYear | None = None
    date: ReadDate | None = None
    review_on: ReadDate | None = None
    took_part_staff: int | None = None
    took_part_service_users: int | None = None
    service: Field | None = None
    title: Field | None = None
    purpose: Field | None = None

    def fill_from(self, other: Fields) -> None:
        """Take what is missing here from another sheet of the same form."""
        for name in self.__slots__:
            if getattr(self, name) is None:
                setattr(self, name, getattr(other, name))

    def settle(self) -> None:
        """Decide what "Service:" names, once every sheet of the form has been read.

        Examples
        --------
        >>> fields = Fields(service=Field("Ash Ward", Cell(1, 1, "A1", "", "", "text")))
        >>> fields.settle()
        >>> fields.team.text
        'Ash Ward'
        """
        if self.team is None:
            self.team, self.service = self.service, None
        elif self.service_line is None and self.service is not None:
            label = self.service.cell
            self.service_line = Field(self.service.text, label)


@dataclass(slots=True)
class _Dates:
    """Dates whose meaning the form's other dates decide, with their cells."""

    by_name: list[ReadDate] = field(default_factory=list)
    of_review: list[tuple[ReadDate, Cell]] = field(default_factory=list)

    def settle(self, fields: Fields, page: Page) -> None:
        """Give each its field: a bare "Review date" may be of this review or of the next."""
        named = self.by_name[0] if len(set(self.by_name)) == 1 else None
        for found, cell in self.of_review:
            held = fields.date or named
            if _is_ahead(found.date, held, fields) and fields.review_on is None:
                fields.review_on = found
            elif fields.date is None:
                fields.date = found
            elif fields.date != found:
                page.note("other-text", cell)
        fields.date = fields.date or named


def _is_ahead(date: dt.date, held: ReadDate | None, fields: Fields) -> bool:
    """Whether a date is after the review that the form is about."""
    if held is not None:
        return date - held.date >= _UNTIL_REVIEW
    year = fields.year
    return year is not None and date.year > year.year and not year.covers(date)


def read_fields(page: Page) -> Fields:
    """Read every labelled field of a page that nothing else has taken."""
    fields = Fields()
    dates = _Dates()
    top = frozenset(list(page.rows)[:TITLE_ROWS])
    for at, text in list(page.remaining_texts()):
        cell = page.sheet.cells[at]
        if not _may_say_something(text) or page.is_taken(cell):
            continue
        several = several_fields(text)
        for name, text in several:
            part = cell._replace(text=text, value=text, struck="", unstruck=None)
            if text and (name is None or not _take(fields, name, tidy(text), part, page, dates)):
                page.note("other-text", part)
            if name == "took_part":
                _count_people(fields, text)
        if several:
            page.take(cell)
        elif not _read_field(fields, page, cell, dates):
            _read_title(fields, cell, top)
    dates.settle(fields, page)
    return fields


@remembered
def _may_say_something(text: str) -> bool:
    """Whether a text may be a field of the form, its label, or the form's title."""
    if several_fields(text) or labels_of(label_and_value(text)[0]) or title_in(text):
        return True
    return no_team(text, ("example",), whole=True) is not None


def _read_field(fields: Fields, page: Page, cell: Cell, dates: _Dates) -> bool:
    """Read a cell that holds one field, or the label of one."""
    label, inline = label_and_value(cell.standing)
    names = labels_of(label)
    if not names:
        return False
    name = names[0]
    if inline:
        values = [cell]
    else:
        values = list(_values_of(page, cell, name))
        if not values and not ends_with_colon(cell):
            return False
    page.take(cell)
    texts = [(inline or without_blanks(value.standing), value) for value in values]
    if name == "took_part":
        _count_people(fields, ", ".join(text for text, _ in texts))
    for text, value in texts:
        if not text:
            continue
        said = values_of_two(text, names) if len(names) == 2 else [(name, text)]
        for of, part in said:
            cell = value if part == text else value._replace(text=part, value=part, struck="")
            _take(fields, of, part, cell, page, dates)
    return True


def _read_title(fields: Fields, cell: Cell, top: Collection[int]) -> None:
    if cell.row not in top:
        return
    if fields.title is None:
        title = title_in(cell.standing)
        fields.title = Field(title, cell) if title else None
    if fields.purpose is None:
        says = no_team(cell.standing, ("example",), whole=True)
        fields.purpose = Field(tidy(cell.standing), cell) if says else None


def ends_with_colon(cell: Cell) -> bool:
    """Whether a cell can only be a label."""
    return cell.standing.rstrip().endswith(":")


def _is_label(cell: Cell) -> bool:
    if cell.kind != "text":
        return False
    return ends_with_colon(cell) or bool(labels_of(label_and_value(cell.standing)[0]))


def _values_of(page: Page, label: Cell, name: FieldName) -> Iterator[Cell]:
    """The cells that answer a label: to its right, else below or over it; of people several."""
    right = page.right_of(label) if not _heads_values(page, label.row) else None
    if right is not None and not page.is_taken(right) and _answers(page, label, right, name):
        yield right
        while name in _OF_PEOPLE and (right := page.right_of(right)) is not None:
            if page.is_taken(right) or _is_label(right):
                return
            yield right
        return
    row = page.last_row_of(label) + 1
    below = page.cell(row, label.column)
    if below is None and (above := _over_its_label(page, label)) is not None:
        yield above
    if below is None or not _stands_below(page, label, below, name):
        return
    yield below
    while name in _OF_PEOPLE and (below := page.cell(below.row + 1, label.column)) is not None:
        if page.is_taken(below) or _is_label(below):
            return
        yield below


def _answers(page: Page, label: Cell, right: Cell, name: FieldName) -> bool:
    """Whether what is to the right of a label is its value, and not another label."""
    if not _is_label(right):
        return name not in _OF_PEOPLE or not _heads_people(right)
    plain = not ends_with_colon(right) and not label_and_value(right.standing)[1]
    # "Team type: | Ward" is answered by a word that is a label on other forms.
    alone = page.right_of(right) is None
    return plain and alone and (ends_with_colon(label) or name == "team_type")


def _heads_people(cell: Cell) -> bool:
    """Whether a cell heads what is said of people beside their names: "Role"."""
    return tidy(cell.standing).casefold() in _BESIDE_NAMES


def _stands_below(page: Page, label: Cell, below: Cell, name: FieldName) -> bool:
    """Whether the cell below a label is its value, and not the first line of a table."""
    if page.is_taken(below) or _is_label(below) or len(below.standing) > LONGEST_BELOW:
        return False
    if name in _OF_PEOPLE or ends_with_colon(label) or _heads_values(page, label.row):
        return True
    labels = [cell for cell in page.rows[label.row] if _is_label(cell)]
    if len(labels) < len(page.rows[label.row]):
        return False
    following = [page.cell(below.row + 1, cell.column) for cell in labels]
    return not all(
        cell is not None
        and not page.is_taken(cell)
        and not _is_label(cell)
        and not is_guidance(cell.standing)
        for cell in following
    )


def _heads_values(page: Page, row: int) -> bool:
    """Whether a row of labels has its values below: where its date or its year can only be there.

    As "Team | Site | Year" over "Ash | Northmoor | 2025".
    """
    labels = [cell for cell in page.rows[row] if _is_label(cell) and not ends_with_colon(cell)]
    if len(labels) < 2:
        return False
    for label in labels:
        if labels_of(label.standing) in (("year",), ("date",)):
            below, next_ = (page.cell(row + n, label.column) for n in (1, 2))
            if _is_dated(below) and not _is_dated(next_) and not _is_dated(page.right_of(label)):
                return True  # and a table has more than one row
    return False


def _is_dated(cell: Cell | None) -> bool:
    if cell is None:
        return False
    text = cell.standing
    return bool(read_date(cell.value, text) or year_in_field(text) or serial_date(text))


def _over_its_label(page: Page, label: Cell) -> Cell | None:
    """The value over a label, where a row of labels has a row of values over it.

    As under the lines of a printed form, on which people write.
    """
    row = page.rows[label.row]
    over = [page.cell(cell.row - 1, cell.column) for cell in row]
    if len(row) < 2 or ends_with_colon(label) or not all(map(_is_label, row)):
        return None
    written = [cell for cell in over if cell is not None and not _is_label(cell)]
    if len(written) < len(row) or any(len(cell.standing) > LONGEST_BELOW for cell in written):
        return None
    above = page.cell(label.row - 1, label.column)
    return above if above is not None and not page.is_taken(above) else None


def _count_people(fields: Fields, text: str) -> None:
    """Take how many took part from words about everybody, unless its own field has said so."""
    counted = TookPart() if may_name_people(text) else took_part_in(text)
    if fields.took_part_staff is None:
        fields.took_part_staff = counted.staff
    if fields.took_part_service_users is None:
        fields.took_part_service_users = counted.service_users


def take_field(fields: Fields, name: FieldName, cell: Cell, page: Page) -> None:
    """Take what a cell says of a field that has no other value, for the field or for the log."""
    if not _take(fields, name, tidy(cell.standing), cell, page, _Dates()):
        page.note("other-text", cell)


def _take(
    fields: Fields, name: FieldName, text: str, cell: Cell, page: Page, dates: _Dates
) -> bool:
    """Take a value, for the log or as its field, unless that has one already."""
    if name == "name":
        page.note("name-not-kept", cell, keep=False)
        if (found := read_date(None, text)) is not None:
            dates.by_name.append(found)  # "Completed by J. Smith, 12/03/2025"
    elif name == "took_part":
        page.note("who-took-part", cell, keep=not may_name_people(text))
    elif name in _COUNTED:
        number = None if getattr(fields, name) is not None else count_in(text)
        if number is not None:
            setattr(fields, name, number)
        if number is None or not text.isdigit():
            page.note("who-took-part", cell, used=number, keep=not may_name_people(text))
    elif name == "comment":
        page.note("general-comment", cell)
    elif is_no_value(text):
        page.note("other-text", cell)
    elif name == "year":
        year = year_in_field(text) or (ReadYear(cell.value.year) if cell.kind == "date" else None)  # type: ignore[union-attr]
        if year is None and serial_date(text) and (counted := page.read_date(cell, text)):
            year = ReadYear(counted.date.year)
        fields.year = fields.year or year
        if year is None:
            page.note("unclear-date", cell, why="write the review year as 2025 or 2024/25")
    elif name in ("date", "review_on", "review_date"):
        found = page.read_date(cell, text, cell.value)
        if found is None:
            page.note("unclear-date", cell, why="write the date as 31/03/2025")
        elif name == "review_date":
            dates.of_review.append((found, cell))
        elif getattr(fields, name) is None:
            setattr(fields, name, found)
        elif getattr(fields, name) != found:
            return False
    elif name in ("service", "unit"):
        fields.service = fields.service or Field(text, cell)
        page.note("other-text", cell)
    elif getattr(fields, name) is None:
        setattr(fields, name, Field(text, cell))
    else:
        return False  # a second value of the same field stays for the log
    page.take(cell)
    return True
