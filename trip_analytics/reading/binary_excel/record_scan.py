"""What is found of a binary workbook's sheets before python-calamine reads their values.

Calamine lays out each sheet as a full grid, gives errors as blanks, and does not say how
cells look. So the records are read first, which takes 0.2 ms of a form's 0.6: an .xls file
of 16 KB with two cells in opposite corners would cost calamine 1 GB.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from trip_analytics.reading.document import MOST_CELLS
from trip_analytics.reading.excel.cell_styles import PLAIN, Style
from trip_analytics.reading.excel.number_formats import BUILT_IN, number_format
from trip_analytics.reading.formatted_text import Look, symbol_font
from trip_analytics.reading.refusals import UnreadableFile

MOST_PLACES: Final = 4_000_000  # in the grids of a workbook; each takes calamine 60 to 90 bytes

Place = tuple[int, int]

_ERRORS: Mapping[int, str] = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}


@dataclass(slots=True)
class SheetScan:
    """One sheet: rows and columns from 1, as people count."""

    errors: dict[Place, str] = field(default_factory=dict)
    """The cells that show an error."""
    styles: dict[Place, Style] = field(default_factory=dict)
    """Of the cells that are not in a plain style."""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def hides(self, row: int, column: int) -> bool:
        """Whether the place is in a hidden row or column."""
        return row in self.hidden_rows or column in self.hidden_columns


class Scanner:
    """Notes the cells of one sheet after the other, and refuses what must not become a grid."""

    def __init__(self) -> None:
        self._places = self._cells = 0
        self._styles: Mapping[int, Style] = {}
        self.sheets: list[SheetScan] = []

    def use(self, styles: Sequence[Style]) -> None:
        """The workbook's styles, by the number that cells give."""
        self._styles = {n: style for n, style in enumerate(styles) if style != PLAIN}

    def start_sheet(self) -> SheetScan:
        """The cells that follow are on another sheet."""
        self._top = self._left = 1 << 32
        self._bottom = self._right = -1
        self._before = self._places
        self.sheets.append(SheetScan())
        return self.sheets[-1]

    def cell(self, row: int, column: int, style: int, error: int | None = None) -> None:
        """Note a cell; rows and columns count from 0."""
        self._cells += 1
        if not (self._top <= row <= self._bottom and self._left <= column <= self._right):
            self._top, self._bottom = min(self._top, row), max(self._bottom, row)
            self._left, self._right = min(self._left, column), max(self._right, column)
            height, width = self._bottom - self._top + 1, self._right - self._left + 1
            self._places = self._before + height * width
        if self._cells > MOST_CELLS or self._places > MOST_PLACES:
            raise UnreadableFile("too-large")
        place = row + 1, column + 1
        if error is not None:
            self.sheets[-1].errors[place] = _ERRORS.get(error, "#ERROR!")
        if style in self._styles:
            self.sheets[-1].styles[place] = self._styles[style]


def styles_of(
    formatted: Sequence[tuple[int, int]], looks: Sequence[Look], codes: Mapping[int, str]
) -> list[Style]:
    """The styles of a workbook from the font and the number format of each."""
    return [
        Style(
            looks[font] if font < len(looks) else Look(),
            number_format(codes.get(code, BUILT_IN.get(code, ""))),
        )
        for font, code in formatted
    ]


def look(flags: int, font: str) -> Look:
    """The look of a font; both formats have the same flag for strike-through."""
    return Look(bool(flags & 0x08), symbol_font(font))
