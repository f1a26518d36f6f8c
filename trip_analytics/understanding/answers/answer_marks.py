"""The mark of one answer: in one cell, or ticked in a column for each point.

What a sign or a colour means is seen beside those of the other cells in its column.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from trip_analytics.reading import Cell
from trip_analytics.understanding.answers.answer_places import Place, Slot
from trip_analytics.understanding.marks.answer_cells import (
    NOT_APPLICABLE,
    NOT_KNOWN,
    PRINTED_NOT_KNOWN,
    Mark,
    is_ticked,
    read_ticks,
    unclear,
)
from trip_analytics.understanding.marks.mark import PICTURE
from trip_analytics.understanding.marks.ticks import CROSS_SIGNS, EMPTY_BOXES, TICK_SIGNS
from trip_analytics.understanding.plain_text import plain_line
from trip_analytics.understanding.tables.form_scale import FormScale
from trip_analytics.understanding.tables.header_cells import read_heading
from trip_analytics.understanding.tables.statement_tables import StatementTable
from trip_analytics.understanding.tables.table_layout import Layout

FEWEST_COLOURS: Final = 2  # in one column: a single one marks where to write
_OF_TICKS: Final = frozenset(f"{TICK_SIGNS}{CROSS_SIGNS}{EMPTY_BOXES}\ufe0f")
_OF_PICTURES: Final = ("So", "Sm", "Sk")  # Unicode's categories of symbols


def pictured(table: StatementTable, layout: Layout) -> frozenset[int]:
    """The units whose answers are pictures, so that an empty circle is one of them.

    Half-filled circles, faces and the like: ``○ ◔ ◑ ◕ ●``.
    """
    return frozenset(
        number
        for number in _whole(layout)
        if any(_is_picture(cell.standing) for cell in table.cells_of(number))
    )


def _is_picture(text: str) -> bool:
    signs = set(text.strip()) - _OF_TICKS
    return bool(signs) and all(unicodedata.category(sign) in _OF_PICTURES for sign in signs)


def coloured(table: StatementTable, layout: Layout) -> frozenset[Place]:
    """The empty cells for answers that a colour sets apart, by line and unit.

    In a column for the whole scale several colours must stand. Of the points' columns one
    is set apart from its line, and from its own column. A colour that goes on along the
    line is a stripe and no answer.
    """
    if table.view.turned or not table.view.page.sheet.fills:
        return frozenset()
    fills = {(line, unit): fill for (line, unit), fill in table.view.page.sheet.fills.items()}
    points = [n for n, unit in layout.units.items() if unit.heading.point is not None]
    found: set[Place] = set()
    for number in _whole(layout):
        places = [p for p in _empty(table, [number]) if p in fills and not _is_stripe(p, fills)]
        if len({fills[place] for place in places}) >= FEWEST_COLOURS:
            found.update(places)
    usual = {n: _usual(fills.get((line, n)) for line in table.lines) for n in points}
    for line in table.lines:
        row = [(line, n) for n in points]
        odd = [p for p in row if p in fills and fills[p] != usual[p[1]]]
        if row and len(odd) == 1 and set(row) <= set(_empty(table, points)):
            found.update(odd)
    return frozenset(found)


def _whole(layout: Layout) -> list[int]:
    return [
        number
        for number, unit in layout.units.items()
        if unit.heading.role == "rating" and unit.heading.point is None
    ]


def _empty(table: StatementTable, numbers: Iterable[int]) -> list[Place]:
    cell = table.view.cell
    return [(line, n) for line in table.lines for n in numbers if cell(line, n) is None]


def _is_stripe(place: Place, fills: Mapping[Place, str]) -> bool:
    line, unit = place
    return any(fills.get((line, unit + step)) == fills[place] for step in (-1, 1))


def _usual(fills: Iterable[str | None]) -> str | None:
    return Counter(fills).most_common(1)[0][0]


class AnswerMark(NamedTuple):
    """What an answer is read as, the cell that says so, where it is and what it holds."""

    mark: Mark
    cell: Cell | None
    address: str | None
    found: str


class MarkReader:
    """Reads the marks of a table. A class, to look at its columns once."""

    def __init__(self, table: StatementTable, layout: Layout) -> None:
        self.table = table
        self.view = table.view
        self.page = table.view.page
        self.scale = layout.scale or FormScale(table.instrument.scale)
        self._not_known_words = {plain_line(text) for text in table.instrument.not_known}
        self._pictured = pictured(table, layout)
        self._coloured = coloured(table, layout)

    def read(self, slot: Slot) -> AnswerMark:
        """The mark of one answer; its cells are ticked off."""
        unknown = self.view.cell(*slot.not_known) if slot.not_known else None
        self.page.take(unknown)
        if unknown is not None and is_ticked(unknown) is not False:
            return self._not_known(slot, unknown)
        read = self._of_points(slot) if slot.points else self._of_whole(slot)
        if self._not_known_words and plain_line(read.found) in self._not_known_words:
            return read._replace(mark=PRINTED_NOT_KNOWN)
        if read.mark.state == "not-answered" and read.cell is None:
            places = [*slot.points.values(), *slot.whole]
            if by_colour := [place for place in places if place in self._coloured]:
                why = unclear("a colour marks it, which we cannot read as an answer")
                return AnswerMark(why, None, self.view.stretch(by_colour), "")
        return read

    def _not_known(self, slot: Slot, unknown: Cell) -> AnswerMark:
        """What a tick in a column for "don't know" says, whatever else is ticked."""
        places = [*slot.points.values(), *slot.whole]
        places += [slot.not_known] if slot.not_known else []
        held = [cell for place in places if (cell := self.view.cell(*place)) is not None]
        self.page.take(*held)
        found = " | ".join(cell.text for cell in held)
        if self.table.instrument.not_known and held == [unknown]:
            return AnswerMark(PRINTED_NOT_KNOWN, unknown, unknown.address, found)
        return AnswerMark(NOT_KNOWN, unknown, self.view.stretch(places), found)

    def _of_points(self, slot: Slot) -> AnswerMark:
        cells = {point: self._tick(point, place) for point, place in slot.points.items()}
        apart = self.view.cell(*slot.not_applicable) if slot.not_applicable else None
        mark, ticked = read_ticks(cells, apart)
        if ticked is not None and self._spans(ticked) > 1:
            mark, ticked = unclear("the tick stands across several points"), None
        mark = self.scale.settled(mark)
        self.page.take(*cells.values(), apart)
        found = " | ".join(cell.text for cell in (*cells.values(), apart) if cell)
        places = [*slot.points.values()]
        if apart is not None and slot.not_applicable and mark.state == "unclear":
            places.append(slot.not_applicable)
        address = ticked.address if ticked else self.view.stretch(places)
        return AnswerMark(mark, ticked, address, found)

    def _spans(self, cell: Cell) -> int:
        """How many columns a cell is merged over."""
        places = ((top, left, right) for top, left, _, right in self.page.sheet.merged)
        return next((r - left + 1 for top, left, r in places if (top, left) == cell[:2]), 1)

    def _of_whole(self, slot: Slot) -> AnswerMark:
        filled = [(p, c) for p in slot.whole if (c := self.view.cell(*p)) is not None]
        place, cell = filled[0] if filled else (slot.whole[0], None)
        self.page.take(*(c for _, c in filled))
        mark = self.scale.read(cell)
        apart = self.view.cell(*slot.not_applicable) if slot.not_applicable else None
        self.page.take(apart)
        if apart is not None and mark.state == "not-answered" and apart.standing:
            return AnswerMark(NOT_APPLICABLE, apart, apart.address, apart.text)
        if mark.state == "not-answered" and cell is not None and self._is_one_of_pictures(place):
            mark = unclear(PICTURE)
        if len(filled) > 1:
            mark = unclear("more than one answer is written")
        found = " | ".join(c.text for _, c in filled)
        return AnswerMark(mark, cell, cell.address if cell else self.view.address(*place), found)

    def _is_one_of_pictures(self, place: Place) -> bool:
        """Whether an empty circle is one of several pictures, of which it is the least."""
        cell = self.view.cell(*place)
        signs = cell.standing if cell is not None else ""
        return place[1] in self._pictured and len(signs) == 1 and not signs.isalnum()

    def _tick(self, point: int, place: Place) -> Cell | None:
        """A cell that takes a tick. An export writes the option's own words into it."""
        cell = self.view.cell(*place)
        if cell is None or cell.kind != "text" or not self.view.turned:
            return cell
        said = read_heading(cell, self.table.instrument)
        if said.point == point:
            return cell._replace(text="x", value="x", font=None)
        return cell
