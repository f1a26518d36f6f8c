"""The mark of one answer: in one cell, or ticked in a column for each point."""

from __future__ import annotations

from typing import NamedTuple

from trip_analytics.reading import Cell
from trip_analytics.understanding.answers.answer_places import Place, Slot
from trip_analytics.understanding.answers.signs_and_colours import coloured, pictured
from trip_analytics.understanding.marks.answer_cells import (
    NOT_APPLICABLE,
    NOT_KNOWN,
    PRINTED_NOT_KNOWN,
    Mark,
    is_ticked,
    read_ticks,
    unclear,
)
from trip_analytics.understanding.plain_text import plain_line
from trip_analytics.understanding.tables.form_scale import FormScale
from trip_analytics.understanding.tables.header_cells import read_heading
from trip_analytics.understanding.tables.statement_tables import StatementTable
from trip_analytics.understanding.tables.table_layout import Layout


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
        if plain_line(read.found) in self._not_known_words:
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
        mark = self.scale.settled(mark)
        self.page.take(*cells.values(), apart)
        found = " | ".join(cell.text for cell in (*cells.values(), apart) if cell)
        places = [*slot.points.values()]
        if apart is not None and slot.not_applicable and mark.state == "unclear":
            places.append(slot.not_applicable)
        address = ticked.address if ticked else self.view.stretch(places)
        return AnswerMark(mark, ticked, address, found)

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
            mark = unclear("it is a picture and not a number")
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
