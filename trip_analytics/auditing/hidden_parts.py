"""What files hold without showing it: which parts those are, and what sheets hide.

``hidden_parts.csv`` lists the parts. ``where`` is a pattern for the names of parts of an Office
file, or an XPath in a web page; ``holds``, where it says anything, is what such a part must
hold to be a finding: one of some elements, or any text.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Final, NamedTuple

from trip_analytics.auditing.figures import figure
from trip_analytics.auditing.finding import Finding
from trip_analytics.reading import Cell, Sheet
from trip_analytics.words import few_listed, listed

NAMED: Final = 5  # of many names
HIDDEN_TEXT: Final = Finding(
    "hidden-text", "A part of its text is hidden.", "Delete what is hidden."
)
# A figure with more digits than it shows differs from what it shows by more than this part of it.
_SHOWN: Final = 1e-9


class HiddenPart(NamedTuple):
    """Where a part is, one of what it must hold, and the finding that it is."""

    where: str
    holds: list[str]
    finding: Finding


@cache
def hidden_parts_of(document: str) -> tuple[HiddenPart, ...]:
    """The parts that readers do not see of one kind of document.

    Examples
    --------
    >>> [part.finding.kind for part in hidden_parts_of("html")][:2]
    ['html-comment', 'script']
    """
    table = resources.files("trip_analytics.auditing").joinpath("hidden_parts.csv")
    rows = csv.reader(table.read_text(encoding="utf-8").splitlines())
    return tuple(
        HiddenPart(where, holds.split(), Finding(*finding))
        for kind_of_document, where, holds, *finding in rows
        if kind_of_document == document
    )


def in_properties(titles: list[str]) -> Iterator[Finding]:
    """A finding where properties of a document say what its text does not."""
    if titles:
        yield Finding(
            "metadata",
            f"Its properties say what the document does not: {listed(dict.fromkeys(titles))}.",
            "Remove them (File, Info, Inspect document).",
        )


def in_picture(words: list[str]) -> Iterator[Finding]:
    """A finding where a picture's file holds more than the picture."""
    if words:
        yield Finding(
            "picture-data",
            f"The file of a picture holds {listed(dict.fromkeys(words))} beside the picture.",
            "Save the picture without it.",
        )


def hidden_in_sheet(sheet: Sheet) -> Iterator[Finding]:
    """A sheet that is hidden, or its hidden rows and columns, and digits that it does not show."""
    if sheet.hidden:
        yield Finding(
            "hidden-sheet",
            "The sheet is hidden, and any reader can show it again.",
            "Delete the sheet, or copy what may be read into a new workbook.",
            sheet.name or "",
        )
        return
    hidden = [cell.address for cell in sheet.cells.values() if cell.hidden and cell.text.strip()]
    if hidden and sheet.name is None:
        yield HIDDEN_TEXT
    elif hidden:
        yield Finding(
            "hidden-cells",
            f"Rows or columns are hidden: {few_listed(hidden, NAMED)}.",
            "Delete them.",
            sheet.name or "",
        )
    closer = [cell.address for cell in sheet.cells.values() if has_more_digits(cell)]
    if closer:
        yield Finding(
            "more-digits",
            f"Figures hold more digits than they show: {few_listed(closer, NAMED)}.",
            "Round the figures themselves, not only how they look.",
            sheet.name or "",
        )


def has_more_digits(cell: Cell) -> bool:
    """Whether a cell holds a figure to more digits than it shows."""
    if cell.kind != "number" or not isinstance(cell.value, int | float):
        return False
    shown = figure(cell.text)
    return shown is None or abs(shown - cell.value) > _SHOWN * max(1.0, abs(cell.value))
