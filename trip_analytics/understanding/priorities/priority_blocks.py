"""Priorities below each other or side by side, with a label before each answer; and plain lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from trip_analytics.reading import Cell
from trip_analytics.understanding.blank import is_blank, is_guidance
from trip_analytics.understanding.fields.field_labels import label_of
from trip_analytics.understanding.form_page import Page
from trip_analytics.understanding.list_lines import lines_of, numbered
from trip_analytics.understanding.plain_text import normalise, tidy
from trip_analytics.understanding.priorities.priority_records import Record, Section
from trip_analytics.understanding.priorities.section_headings import (
    Role,
    is_heading,
    priority_number,
    role_of,
    titles_assets,
    titles_priorities,
)
from trip_analytics.understanding.words import remembered

_WIDEST_GAP = 2  # empty rows between the parts of one block
_LONGEST_LABEL = 10  # words


@dataclass(frozen=True, slots=True)
class _Label:
    """A label: what it is for, the number of its priority, and what follows in its own cell."""

    role: Role
    number: int | None
    rest: str
    heading: str


def find_blocks(page: Page) -> Iterator[Section]:
    """Priorities side by side with labels down, then labelled blocks and lists below titles."""
    rows = page.rows_where(_may_begin)
    for row in rows:
        if (section := _side_by_side(page, row)) is not None:
            yield section
    for row in rows:
        if (section := _downwards(page, row)) is not None:
            yield section


@remembered
def _may_begin(text: str) -> bool:
    """Whether a text may be a title, a label or a number with which a section begins."""
    labels = is_heading(text) or _label(text) is not None or numbered(text)[0] is not None
    return labels or titles_priorities("".join(text.splitlines()[:1]))


@remembered
def _label(text: str) -> _Label | None:
    """What a text labels, where it is a label: ``Action:``, ``Who will lead?``, ``Priority 1``."""
    line = text.strip()
    if found := priority_number(line):
        return _Label("priority", found[0], found[1], line)
    head, colon, rest = line.partition(":")
    if not colon and "?" in line:
        head, _, rest = line.partition("?")
    if len(head.split()) > _LONGEST_LABEL or not is_heading(head) or "(" in head.rpartition(")")[2]:
        return None
    role = role_of(head)
    if role in (None, "number", "other") or (role == "comment" and not colon):
        return None
    if role == "priority" and titles_priorities(line) and tidy(head).casefold() != "priority":
        return None
    if rest.strip() and not colon:
        return None
    return _Label(role, None, rest.strip(), tidy(head))


def _side_by_side(page: Page, row: int) -> Section | None:
    """A column for each priority, and labels down the first column."""
    cells = page.written(row)
    if len(cells) < 2:
        return None
    heads = [c for c in cells if priority_number(c.standing) or numbered(c.standing)[0] is not None]
    if (
        len(heads) >= 2
        and heads == cells[-len(heads) :]
        and (below := [r for r in page.rows_between(row + 1, row + 3) if page.written(r)])
    ):
        column = min(c.column for r in below for c in page.written(r))
        if column < heads[0].column and _roles_down(page, row + 1, column) >= 2:
            records = {}
            for cell in heads:
                number, rest = priority_number(cell.standing) or numbered(cell.standing)
                records[cell.column] = record = Record(number)
                if rest:
                    record.add("priority", rest, cell)
            printed = [*cells, *_title_above(page, row)]
            return _fill_across(page, row + 1, column, records, printed)
    if len(cells) < 3 or not _is_priority_label(cells[0].standing):
        return None
    if _roles_down(page, row, cells[0].column) < 3:
        return None
    return _fill_across(
        page, row, cells[0].column, {c.column: Record() for c in cells[1:]}, _title_above(page, row)
    )


def _is_priority_label(text: str) -> bool:
    found = _label(text)
    return bool(found and found.role == "priority" and not found.rest) or (
        role_of(text) == "priority" and is_heading(text)
    )


def _role_label(text: str) -> Role | None:
    """What a label in the first column is for; a bare "Priorities" is one there."""
    found = _label(text)
    if found is not None and not found.rest:
        return found.role
    return role_of(text) if is_heading(text) else None


def _roles_down(page: Page, row: int, column: int) -> int:
    """How many different things the labels of a column ask for, one row after the other."""
    roles: set[Role] = set()
    for following in range(row, row + 20):
        cell = page.cell(following, column)
        if cell is not None and not page.is_taken(cell) and (role := _role_label(cell.standing)):
            roles.add(role)
    return len(roles)


def _fill_across(
    page: Page, row: int, column: int, records: dict[int, Record], printed: list[Cell]
) -> Section:
    role: Role | None = None
    heading = ""
    asked: set[Role] = set()
    columns = sorted(records)
    last = row - 1
    for following in page.rows_from(row):
        cells = page.written(following)
        inside = [c for c in cells if c.column >= column]
        if not inside:
            continue
        if following - last - 1 > _WIDEST_GAP:
            break
        label = inside[0] if inside[0].column < columns[0] else None
        if label is not None:
            said = _role_label(label.standing)
            values = [c for c in inside if c is not label]
            if said is None and (len(values) < 1 or following - last > 1 or _is_end(label)):
                break
            role, heading = said or "other", tidy(label.standing)
            if normalise(heading) == "what" and not any(r.parts for r in records.values()):
                role = "priority"  # and how, who, when below it
            asked.add(role)
            printed.append(label)
            inside = values
        elif role is None or following - last > 1:
            break
        for cell in inside:
            at = max((c for c in columns if c <= cell.column), default=columns[0])
            records[at].add(role, cell.standing, cell, heading)
        last = following
    for record in records.values():
        record.asked = frozenset(asked)
    return Section(printed, [records[c] for c in columns])


def _is_end(cell: Cell) -> bool:
    """Whether a cell begins something that is no priority: another section, or a field."""
    text = tidy(cell.standing)
    head, colon, _ = text.partition(":")
    return titles_assets(text) or bool(label_of(head) and (colon or label_of(text)))


def _title_above(page: Page, row: int) -> list[Cell]:
    above = page.rows_between(row - 3, row - 1)
    return [c for r in above for c in page.written(r) if titles_priorities(c.standing)]


@dataclass(slots=True)
class _Walk:
    """A walk down a section, line by line. A class because labels hold for what follows them."""

    page: Page
    printed: list[Cell] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    role: Role = "priority"
    heading: str = ""
    labelled: bool = False
    pending: int | None = None
    label: Cell | None = None
    """The label that waits for its value."""

    def is_value(self, cell: Cell, label: _Label) -> bool:
        """Whether a text that could be a label answers the one before: "Done", for progress."""
        before = self.label
        if before is None or label.rest or cell.standing.endswith(":") or label.number is not None:
            return False
        beside = before.row == cell.row
        return beside or before.standing.endswith(":") or label.role == self.role

    def meet_label(self, cell: Cell, label: _Label) -> None:
        if label.role == "priority" and (
            label.number is not None or not self.records or self.records[-1].parts
        ):
            self.records.append(Record(label.number))
        elif not self.records:
            self.records.append(Record())
        self.role, self.heading, self.labelled = label.role, label.heading, True
        record = self.records[-1]
        record.asked |= {label.role}
        if label.rest:
            record.add(label.role, label.rest, cell, label.heading)
        else:
            self.printed.append(cell)
        self.label = None if label.rest else cell

    def meet_text(self, cell: Cell) -> None:
        self.label = None
        if self.labelled and self.records and (self.role != "priority" or not self._has_priority):
            self.records[-1].add(self.role, cell.standing, cell, self.heading)
            return
        lines = lines_of(cell)
        if not lines:
            self.printed.append(cell)
        for line in lines:
            number = line.number if line.number is not None else self.pending
            self.records.append(Record(number))
            self.records[-1].add("priority", line.text, cell)
            self.pending = None

    @property
    def _has_priority(self) -> bool:
        return bool(self.records[-1].parts.get("priority"))


def _downwards(page: Page, row: int) -> Section | None:
    cells = page.written(row)
    if not cells:
        return None
    first = cells[0]
    head, *following = first.standing.splitlines() or [""]
    title = titles_priorities(head)
    titled = title and len(cells) <= 2 and (len(cells) == 1 or not _label(cells[1].standing))
    if not titled and not _begins_block(page, row, cells):
        return None
    walk = _Walk(page)
    if titled:
        walk.printed.append(first)
        if following:
            for line in lines_of(first):
                if not titles_priorities(line.text) and not is_guidance(line.text):
                    walk.records.append(Record(line.number))
                    walk.records[-1].add("priority", line.text, first)
            return Section(walk.printed, walk.records)
        for cell in cells[1:]:
            walk.meet_text(cell)
    else:
        walk.printed += _title_above(page, row)
        _walk_row(walk, cells)
    last = row
    if title and (unread := _table_below(page, first)):
        return Section(walk.printed, walk.records, unread)
    for below in page.rows_from(row + 1):
        inside = [c for c in page.written(below) if c.column >= first.column - 1]
        if not inside:
            if page.rows[below] and any(c.column == first.column for c in page.rows[below]):
                break
            continue
        if not _goes_on(walk, inside, below - last - 1, first):
            break
        _walk_row(walk, inside)
        last = below
    return Section(walk.printed, walk.records)


def _table_below(page: Page, title: Cell) -> list[Cell]:
    """The cells of a table below a title whose headings do not say what its columns are for."""
    cells: list[Cell] = []
    last = title.row
    for row in page.rows_from(title.row + 1):
        own = [c for c in page.written(row) if c.column >= title.column - 1]
        if not own and not cells:
            continue  # headings that something else has taken
        texts = [c for c in own if numbered(c.standing)[1]]
        if row - last > 1 + (not cells) or (len(texts) < 2 and not cells) or not own:
            break
        if any(_label(c.standing) or _is_end(c) for c in own):
            break
        cells += own
        last = row
    return cells


def _begins_block(page: Page, row: int, cells: Sequence[Cell]) -> bool:
    """Whether a row begins a block of labelled lines: Priority 1, then Action and so on."""
    label = _label(cells[0].standing)
    if label is None or label.role != "priority" or len(cells) > 2:
        return False
    if label.number is None and not label.rest and len(cells) == 1 and ":" not in cells[0].standing:
        return False
    below = [c for r in page.rows_between(row + 1, row + 4) for c in page.written(r)[:1]]
    if any(found.role != "priority" for c in below if (found := _label(c.standing)) is not None):
        return True
    numbers = [priority_number(c.standing) for c in below]
    return label.number is not None and (bool(label.rest) or any(numbers) or len(cells) == 2)


def _goes_on(walk: _Walk, cells: Sequence[Cell], gap: int, start: Cell) -> bool:
    """Whether a row is still of the section."""
    first = cells[0]
    text = first.standing
    label = _label(text)
    if label is not None and label.role == "review_on" and _is_of_the_form(walk, gap):
        return False
    if label is not None and (label.role != "comment" or walk.labelled):
        return gap <= _WIDEST_GAP and (label.role == "priority" or bool(walk.records))
    if titles_assets(text) or titles_priorities(text) or _is_end(first):
        return False
    if numbered(text)[0] is not None:
        return gap <= _WIDEST_GAP
    if (is_guidance(text) or is_blank(text)) and len(cells) == 1:
        return gap <= _WIDEST_GAP
    if len(cells) > 1 or text.endswith(":"):
        return False
    if walk.labelled:
        values_at = first.column > start.column or not walk.records[-1].parts.get(walk.role)
        return gap == 0 and values_at
    return gap == 0 or (not walk.records and gap <= _WIDEST_GAP)


def _is_of_the_form(walk: _Walk, gap: int) -> bool:
    """Whether a date of review is the whole form's: no priority before asks for one of its own."""
    before = walk.records[:-1]
    return bool(gap or before) and not any("review_on" in record.asked for record in before)


def _walk_row(walk: _Walk, cells: Sequence[Cell]) -> None:
    for cell in cells:
        number, rest = numbered(cell.standing)
        label = _label(cell.standing)
        if label is not None and not walk.is_value(cell, label):
            walk.meet_label(cell, label)
        elif number is not None and not rest and walk.role == "priority":
            walk.pending = number
            walk.printed.append(cell)
        elif is_guidance(cell.standing) and not walk.labelled:
            continue  # the log keeps it
        elif is_blank(cell.standing) and not cell.struck:
            walk.printed.append(cell)
        else:
            walk.meet_text(cell)
