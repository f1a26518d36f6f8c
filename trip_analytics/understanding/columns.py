"""What the columns of a table of statements hold, by their headings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from trip_analytics.instruments import Instrument
from trip_analytics.reading import Cell
from trip_analytics.understanding.marks import read_mark
from trip_analytics.understanding.page import Page
from trip_analytics.understanding.vocabulary import (
    perspective_of,
    point_of,
    says_comment,
    says_not_applicable,
    says_number,
    says_other_time,
    says_priority,
    says_rating,
    says_stage,
)
from trip_analytics.understanding.wording import tidy

# Headings stand within this many rows above the first statement.
HEADING_ROWS = 4
# Fewer point columns than this are no scale with a column per point.
FEWEST_POINTS = 3


@dataclass(slots=True)
class Columns:
    """The columns of a table of statements, each by what it holds."""

    points: dict[int, int] = field(default_factory=dict)
    """Scale point -> column, where each point has one."""
    whole: dict[str, int] = field(default_factory=dict)
    """Perspective -> column, where one column takes the whole scale."""
    not_applicable: int | None = None
    comments: list[int] = field(default_factory=list)
    priority: int | None = None
    numbers: list[int] = field(default_factory=list)
    headings: list[Cell] = field(default_factory=list)

    @property
    def understood(self) -> set[int]:
        """Every column whose cells are read."""
        lone = {self.not_applicable, self.priority} - {None}
        return {
            *self.points.values(),
            *self.whole.values(),
            *self.comments,
            *self.numbers,
            *(column for column in lone if column is not None),
        }

    @property
    def take_answers(self) -> bool:
        """Whether there is any column to take answers from."""
        return bool(self.points or self.whole)


def read_columns(
    page: Page, instrument: Instrument, item_column: int, item_rows: Sequence[int]
) -> Columns:
    """Read the headings above a table; without a heading, look where marks stand."""
    columns = Columns()
    first = min(item_rows)
    headings = _headings(page, instrument, item_column, first)
    points = _points(headings, instrument)
    columns.points = {point: found[0] for point, found in points.items()}
    for cell in headings:
        if cell.column not in columns.understood and cell.column != item_column:
            _assign(columns, cell, instrument)
    whole = _whole(headings, columns, item_column, instrument)
    if any(len(found) > 1 for found in (*points.values(), *whole.values())):
        # Years or views side by side: whose answer stands in which column is not told.
        columns.points, columns.whole = {}, {}
        return _with_headings(columns, headings, item_column)
    columns.whole = {perspective: found[0] for perspective, found in whole.items()}
    if not columns.take_answers:
        columns.whole = _column_of_marks(page, instrument, item_column, item_rows, columns)
    if item_column - 1 not in columns.understood and _is_numbering(page, item_column, item_rows):
        columns.numbers.append(item_column - 1)
    return _with_headings(columns, headings, item_column)


def _with_headings(columns: Columns, headings: Sequence[Cell], item_column: int) -> Columns:
    known = {item_column, *columns.understood}
    columns.headings = [cell for cell in headings if cell.column in known]
    return columns


def _points(headings: Sequence[Cell], instrument: Instrument) -> dict[int, list[int]]:
    """The columns headed by each point of the scale; more than one where forms stand abreast."""
    top = instrument.scale[-1].value
    points: dict[int, list[int]] = {}
    for cell in headings:
        point = point_of(tidy(cell.standing), top)
        if point is not None and cell.column not in points.get(point, []):
            points.setdefault(point, []).append(cell.column)
    return dict(sorted(points.items())) if len(points) >= min(FEWEST_POINTS, top) else {}


def _whole(
    headings: Sequence[Cell], columns: Columns, item_column: int, instrument: Instrument
) -> dict[str, list[int]]:
    """The columns that take the whole scale, by perspective; "agreed" goes before "rating"."""
    staged = instrument.kind == "stages"
    named: dict[str, list[int]] = {}
    plain: list[int] = []
    for cell in headings:
        text = tidy(cell.standing)
        perspective = None if staged else perspective_of(text)
        answers = says_stage(text) if staged else bool(says_rating(text) or perspective)
        taken = {item_column, *columns.understood, *plain, *(c for f in named.values() for c in f)}
        if not answers or cell.column in taken or columns.points or says_other_time(text):
            continue
        if perspective is None:
            plain.append(cell.column)
        else:
            named.setdefault(perspective, []).append(cell.column)
    return named if "team" in named or not plain else {"team": plain, **named}


def _headings(page: Page, instrument: Instrument, item_column: int, first: int) -> list[Cell]:
    """The cells that head the table's columns, nearest first."""
    top = instrument.scale[-1].value
    known: list[Callable[[str], object]] = [
        says_comment, says_rating, says_stage, says_priority, says_number, says_not_applicable,
        perspective_of, lambda text: point_of(text, top),
    ]  # fmt: skip
    headings: list[Cell] = []
    for row in range(first - 1, max(0, first - 1 - HEADING_ROWS), -1):
        cells = [
            cell
            for cell in page.rows.get(row, [])
            if not tidy(cell.standing).endswith(":") and not page.is_taken(cell)
        ]
        heading = [
            cell
            for cell in cells
            if cell.column != item_column and any(say(tidy(cell.standing)) for say in known)
        ]
        above_items = any(cell.column == item_column for cell in cells)
        if len(heading) >= 2 or (heading and above_items):
            headings += cells
        elif headings:
            break
    return headings


def _assign(columns: Columns, cell: Cell, instrument: Instrument) -> None:
    text = tidy(cell.standing)
    if says_number(text):
        columns.numbers.append(cell.column)
    elif says_not_applicable(text):
        columns.not_applicable = columns.not_applicable or cell.column
    elif says_comment(text):
        columns.comments.append(cell.column)
    elif instrument.kind == "stages" and says_priority(text):
        columns.priority = columns.priority or cell.column


def _column_of_marks(
    page: Page,
    instrument: Instrument,
    item_column: int,
    item_rows: Sequence[int],
    columns: Columns,
) -> dict[str, int]:
    """The one column without a heading in which mostly clear answers stand, if there is one."""
    candidates = []
    for column in sorted({column for _, column in page.sheet.cells if column > item_column}):
        if column in columns.understood:
            continue
        cells = [cell for row in item_rows if (cell := page.cell(row, column)) is not None]
        clear = [cell for cell in cells if read_mark(cell, instrument.scale).state == "rated"]
        if len(clear) >= FEWEST_POINTS and len(clear) * 2 > len(cells):
            candidates.append(column)
    return {"team": candidates[0]} if len(candidates) == 1 else {}


def _is_numbering(page: Page, item_column: int, item_rows: Sequence[int]) -> bool:
    cells = [cell for row in item_rows if (cell := page.cell(row, item_column - 1)) is not None]
    return bool(cells) and all(tidy(cell.text).rstrip(".)").isdigit() for cell in cells)
