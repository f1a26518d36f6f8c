"""Where on a worksheet its controls are: anchors, and the sizes of rows and columns.

A control floats over the cells. Its anchor gives the cells of its first and its last
corner, and how far into them these are, in EMU (914,400 to the inch).
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import Final, NamedTuple

from trip_analytics.reading.addresses import LAST_COLUMN, LAST_ROW
from trip_analytics.reading.refusals import UnreadableFile
from trip_analytics.reading.safe_xml import (
    Element,
    Source,
    begun_and_ended,
    drop,
    relationship_id,
    spreadsheet_tags,
    switched_on,
)

PIXEL: Final = 9525  # EMU
MOST_CONTROLS: Final = 10_000  # on a sheet; a form with a box for every answer has 50

_POINT: Final = 12_700  # EMU
_ROW_HEIGHT: Final = 15.0  # points, where a sheet does not say
_COLUMN_WIDTH: Final = 8.43  # digits, likewise
_MOST_HEIGHTS: Final = 100_000  # rows of a height of their own, in the sheet's order
_FARTHEST: Final = 200  # rows or columns that a control is followed over
_HALF_A_MARK: Final = 9 * PIXEL  # from a box's left edge to the middle of its mark

_NUMBERS: Final = [
    f"{{{space}}}{name}"
    for space in (
        "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
        "http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing",
    )
    for name in ("col", "colOff", "row", "rowOff")
]


class Corner(NamedTuple):
    """A cell, counted from 0, and how far into it, in EMU."""

    column: int
    across: int
    row: int
    down: int


class Anchor(NamedTuple):
    """The cells that a control covers."""

    first: Corner
    last: Corner

    @classmethod
    def of(cls, numbers: Sequence[str], unit: int = 1) -> Anchor | None:
        """The anchor from its eight numbers, or None if they are not eight numbers."""
        try:
            given = [max(0, int(number)) for number in numbers]
        except ValueError:
            return None
        if len(given) != 8:
            return None
        ends = (LAST_COLUMN - 1, LAST_COLUMN * _POINT, LAST_ROW - 1, LAST_ROW * _POINT) * 2
        units = (1, unit) * 4
        kept = [min(n * u, end) for n, u, end in zip(given, units, ends, strict=True)]
        return cls(Corner(*kept[:4]), Corner(*kept[4:]))


class Spot(NamedTuple):
    """The cell that a control belongs to, and how far into it, in EMU."""

    row: int
    column: int
    down: float
    across: float
    hidden: bool


class Placed(NamedTuple):
    """A control as its worksheet lists it."""

    shape: str
    relationship: str
    anchor: Anchor | None
    link: str


class Layout:
    """What only the controls of a worksheet need of it, for which it is read once more."""

    def __init__(self, source: Source) -> None:
        self.controls: list[Placed] = []
        self._heights: dict[int, int] = {}
        self._widths = array("l", [-1]) * LAST_COLUMN
        self._row_height = round(_ROW_HEIGHT * _POINT)
        self._column_width = _of_digits(_COLUMN_WIDTH)
        self._row = 0
        try:
            for element, ended in begun_and_ended(source, _READERS):
                if ended:
                    _READERS[element.tag](self, element)
                    drop(element)
        except ValueError as error:  # not a number where there must be one
            raise UnreadableFile("damaged") from error

    def spot(self, anchor: Anchor, *, box: bool) -> Spot:
        """The cell that a control belongs to.

        Boxes are drawn by hand and often begin a little above their row, so what counts
        is the middle. Across, it is the middle of the mark itself, at the box's left: the
        frame of a box without a caption still reaches over the next column.
        """
        first, last = anchor
        row, down = _middle(first.row, first.down, last.row, last.down, self._height)
        column, across = _middle(
            first.column,
            first.across,
            last.column,
            last.across,
            self._width,
            _HALF_A_MARK if box else None,
        )
        hidden = not (self._height(row) and self._width(column))
        return Spot(row + 1, column + 1, down, across, hidden)

    def _height(self, row: int) -> int:
        return self._heights.get(row, self._row_height)

    def _width(self, column: int) -> int:
        width = self._widths[column]
        return self._column_width if width < 0 else width

    def _read_defaults(self, element: Element) -> None:
        self._row_height = _of_points(element.get("defaultRowHeight", str(_ROW_HEIGHT)))
        if _is_on(element, "zeroHeight"):
            self._row_height = 0
        if (width := element.get("defaultColWidth")) is not None:
            self._column_width = _of_digits(float(width))

    def _read_columns(self, element: Element) -> None:
        first = max(1, int(element.get("min", 1)))
        last = min(LAST_COLUMN, int(element.get("max", first)))
        width = _of_digits(float(element.get("width", _COLUMN_WIDTH)))
        if _is_on(element, "hidden"):
            width = 0
        if first <= last:
            self._widths[first - 1 : last] = array("l", [width]) * (last - first + 1)

    def _read_row(self, element: Element) -> None:
        self._row = int(element.get("r", self._row + 1))
        height = element.get("ht")
        hidden = _is_on(element, "hidden")
        if (hidden or height is not None) and len(self._heights) < _MOST_HEIGHTS:
            self._heights[self._row - 1] = 0 if hidden else _of_points(height or "")

    def _read_control(self, element: Element) -> None:
        if len(self.controls) >= MOST_CONTROLS:
            raise UnreadableFile("too-large")
        numbers = [part.text or "" for part in islice(element.iter(*_NUMBERS), 8)]
        links = [part.get("linkedCell", "") for part in element.iter("{*}controlPr")]
        self.controls.append(
            Placed(
                element.get("shapeId", ""),
                relationship_id(element),
                Anchor.of(numbers),
                links[-1] if links else "",
            )
        )


_READERS: Final[Mapping[str, Callable[[Layout, Element], None]]] = {
    tag: read
    for name, read in {
        "sheetFormatPr": Layout._read_defaults,
        "col": Layout._read_columns,
        "row": Layout._read_row,
        "control": Layout._read_control,
    }.items()
    for tag in spreadsheet_tags(name)
}


def _is_on(element: Element, name: str) -> bool:
    return name in element.attrib and switched_on(element.get(name))


def _middle(
    first: int,
    start: int,
    last: int,
    end: int,
    size: Callable[[int], int],
    reach: int | None = None,
) -> tuple[int, float]:
    """The row or column in which the middle lies, and how far into it.

    What begins in a hidden one stays there: hiding it squeezed the control to nothing.
    """
    if not size(first):
        return first, 0
    last = min(max(first, last), first + _FARTHEST)
    start = min(start, size(first))
    whole = sum(size(at) for at in range(first, last)) + min(end, size(last))
    distance = (start + max(start, whole)) / 2
    if reach is not None:
        distance = min(distance, start + reach)
    at = first
    while at < last and distance >= size(at):
        distance -= size(at)
        at += 1
    return at, distance


def _of_points(points: str) -> int:
    return round(min(max(0.0, float(points)), 409.5) * _POINT)


def _of_digits(digits: float) -> int:
    # Seven pixels a digit and five of margin, in the font that Excel begins with.
    return round(min(max(0.0, digits), 255.0) * 7 + 5) * PIXEL if digits else 0
