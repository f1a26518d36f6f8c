"""Tables with nothing in them but words, as most are: read in one go.

A table of a form has thousands of elements. Only those that matter are looked at here,
one behind the other; where any of them asks for more than that, the table is left to
those who look closely.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from trip_analytics.reading.formatted_text import symbol_font
from trip_analytics.reading.safe_xml import Element
from trip_analytics.reading.word.table_cells import ONE_CELL, CellProperties, cell_properties
from trip_analytics.reading.word.text_formats import PLAIN, Styles
from trip_analytics.reading.word.word_elements import NAMES, attribute

# What these say, their children say, or settling the controls has done.
_ONLY_FRAMES: Final = frozenset({
    "r", "rPr", "pPr", "tcPr", "trPr",
    "sdt", "sdtPr", "sdtContent", "checkbox", "checked", "checkedState", "showingPlcHdr",
})  # fmt: skip
_WATCHED: Final = tuple(tag for tag, name in NAMES.items() if name not in _ONLY_FRAMES)


class PlainCell(NamedTuple):
    """The words of a cell, in pieces, and its properties."""

    pieces: list[str]
    properties: CellProperties


def read_plain_table(table: Element, styles: Styles) -> Sequence[Sequence[PlainCell]] | None:
    """The cells of a table by row; None where it must be looked at more closely."""
    rows: list[list[PlainCell]] = []
    pieces: list[str] = []
    paragraphs = 0
    for element in table.iter(*_WATCHED):
        name = NAMES[element.tag]
        if name == "t":
            pieces.append(element.text or "")
        elif name == "p":
            paragraphs += 1
            if paragraphs > 1:
                pieces.append("\n")
        elif name == "tc" and rows:
            pieces, paragraphs = [], 0
            rows[-1].append(PlainCell(pieces, ONE_CELL))
        elif name == "tr":
            rows.append([])
        elif name in ("gridSpan", "vMerge"):
            properties = element.getparent()
            of = None if properties is None else properties.getparent()
            if properties is None or of is None or NAMES.get(of.tag) != "tc":
                return None  # what it was before a tracked change
            rows[-1][-1] = PlainCell(pieces, cell_properties(properties))
        elif name == "rFonts":
            if symbol_font(attribute(element, "ascii") or attribute(element, "hAnsi")):
                return None
        elif name in ("pStyle", "rStyle"):
            if styles.of(element) != PLAIN:
                return None
        elif element is not table:
            return None
    return rows
