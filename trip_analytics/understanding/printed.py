"""What forms print that is nobody's answer: headings, guidance, and pages to read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from trip_analytics.instruments import Instrument
from trip_analytics.instruments.blank_form import (
    form_words,
    printed_headings,
    printed_on_forms,
    printed_to_read,
)
from trip_analytics.reading import Sheet
from trip_analytics.understanding.blank import is_page_number
from trip_analytics.understanding.plain_text import normalise, without_number


class Printed:
    """The texts that the forms of some instruments print. A class: they are looked up often."""

    def __init__(self, instruments: Iterable[Instrument]) -> None:
        instruments = tuple(instruments)
        self._texts = {normalise(text) for i in instruments for text in printed_on_forms(i)}
        self._to_read = {normalise(text) for i in instruments for text in printed_to_read(i)}
        self._to_read.discard("")
        self._boxes = frozenset(form_words()["boxes"].values())
        self._headings = {normalise(text) for text in printed_headings()}

    def holds(self, text: str) -> bool:
        """Whether forms print a text, a number before it or not."""
        if is_page_number(text):
            return True
        return normalise(text) in self._texts or normalise(without_number(text)[0]) in self._texts

    def heads(self, text: str) -> bool:
        """Whether a text is the title of a form's part, or the guidance below one."""
        return normalise(text) in self._headings or is_page_number(text)

    def without_printed(self, sheet: Sheet) -> Sheet:
        """A sheet without what could be taken for answers though forms print it.

        That is what boxes show before they are filled in, and the rows that say what stages look
        like and give examples, in which challenges are named. What a person wrote into such a
        row is kept.
        """
        rows = {
            cell.row
            for cell in sheet.cells.values()
            if cell.kind == "text" and normalise(cell.standing) in self._to_read
        }
        left_out = {
            at
            for at, cell in sheet.cells.items()
            if cell.standing in self._boxes or (cell.row in rows and self.holds(cell.standing))
        }
        if not left_out:
            return sheet
        return replace(
            sheet, cells={at: cell for at, cell in sheet.cells.items() if at not in left_out}
        )
