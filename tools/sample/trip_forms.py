"""Draw a TRIP return in the layout its team uses."""

from __future__ import annotations

import numpy as np
from openpyxl import Workbook

from tools.forms.marks import Entry, Ticks
from tools.forms.page import CENTRED, HEADING, LABEL, Content, Look
from tools.forms.table import Column, Row, draw
from tools.sample.answers import TRIP
from tools.sample.marks import Ticked
from tools.sample.returns import TripReturn
from tools.sample.trust import ORGANISATION, chance, pick
from tools.sample.workbooks import StyledPage, saved, style_of

TICKS = ("✓", "✓", "x", "X", "Y", "ü")  # ü is a tick in Wingdings
SECTIONS = ("Identifying assets", "Top three priorities for action")
STATEMENTS = ("Good practice statement", "Good practice statements", "Statement")
RATING = ("Rating (1-5)", "Rating (1-5)", "Rating", "Our rating 1 to 5")
COMMENTS = ("Comments / evidence", "Comments", "Comments and evidence")
VIEWS = {
    "staff": "Staff",
    "people-using-services": "People using the service",
    "team": "Agreed rating",
}
PRIORITIES = (
    "No.",
    "Priority",
    "What we will do",
    "How we will know",
    "By when",
    "Staff lead",
    "Service user lead",
    "Progress",
)


# How wide the columns of a sheet are. Its tables share all of them out: the last cell of
# statements and of assets, and the action of priorities, take up what the others leave.
WIDTHS = {
    "rating column": (5, 48, 12, 26, 28, 18, 16, 16, 16),
    "moved": (5, 48, 12, 26, 28, 18, 16, 16, 16),
    "column per point": (5, 46, 6, 6, 6, 6, 6, 6, 28, 18, 16, 16, 16),
    "perspectives": (5, 46, 11, 13, 11, 28, 18, 16, 16, 16),
}
BENCHMARKING, ASSETS, ACTION_PLAN = (5, 60, 13, 60), (34, 70), (5, 36, 36, 30, 18, 16, 16, 18)


class KnownAnswers:
    """What a team writes in the table of statements, where all of it is known."""

    def __init__(self, trip_return: TripReturn) -> None:
        self.name, self.year = trip_return.team.team, trip_return.year
        self.service_line: str | None = trip_return.service_line
        self.marks, self.comments = trip_return.marks, trip_return.comments
        self.own_rating = (trip_return.arrangement.extra or ("", None))[1]
        self.tick = pick(TICKS, chance("tick", trip_return.team.team_id, trip_return.year))

    def rating(self, row: Row, column: Column) -> Entry:
        """A mark, or the rating of a statement of the team's own."""
        if row.item_id is None:
            return Entry(self.own_rating, "rated", self.own_rating)
        mark = self.marks[row.item_id, column.perspective]
        assert isinstance(mark, Entry)  # noqa: S101 # on forms with a rating column
        return mark

    def ticks(self, row: Row, column: Column) -> Ticks:
        """Ticks, and the same font in the columns without."""
        mark = self.marks[str(row.item_id), column.perspective]
        assert isinstance(mark, Ticked)  # noqa: S101 # on forms with a column for each point
        look = Look(font="Wingdings" if self.tick == "ü" else None, centred=True)
        cells = {n: (self.tick if n in mark.points else None, look) for n in (1, 2, 3, 4, 5, 0)}
        at = mark.points[0] if len(mark.points) == 1 else None
        return Ticks(cells, mark.state, mark.value, at)

    def comment(self, row: Row) -> str | None:
        """What the team says of a statement."""
        return self.comments.get(str(row.item_id))


def drawn(trip_return: TripReturn) -> bytes:
    """The return as the bytes of a workbook."""
    rng = chance("look", trip_return.team.team_id, trip_return.layout)
    workbook = Workbook()
    if trip_return.layout == "three sheets":
        _three_sheets(workbook, trip_return, rng)
    else:
        _one_sheet(workbook, trip_return, rng)
    return saved(workbook, trip_return.dated)


def _one_sheet(workbook: Workbook, trip_return: TripReturn, rng: np.random.Generator) -> None:
    sheet = workbook.worksheets[0]
    sheet.title = pick(("TRIP", "TRIP", "Sheet1", "Form", "TRIP return"), rng)
    style, date_format = style_of(rng)
    where = trip_return.arrangement
    widths, field_spans = WIDTHS[trip_return.layout], (2, 2)
    if trip_return.layout == "column per point":
        field_spans = (2, 6)
    page = StyledPage(
        sheet, style, date_format, widths, left=where.first_column, field_spans=field_spans
    )
    row = _heading(page, where.first_row, trip_return, rng)
    row = _statements(page, row, trip_return, rng)
    row = page.section(row + 1, SECTIONS[0])
    row = _assets(page, row, trip_return)
    row = page.section(row + 1, SECTIONS[1])
    _priorities(page, row, trip_return)


def _three_sheets(workbook: Workbook, trip_return: TripReturn, rng: np.random.Generator) -> None:
    style, date_format = style_of(rng)
    first = workbook.worksheets[0]
    first.title = "Benchmarking"
    page = StyledPage(first, style, date_format, BENCHMARKING)
    row = _heading(page, 1, trip_return, rng)
    _statements(page, row, trip_return, rng)
    page = StyledPage(workbook.create_sheet("Assets"), style, date_format, ASSETS)
    _assets(page, page.title(1, 1, SECTIONS[0]), trip_return)
    page = StyledPage(workbook.create_sheet("Priorities"), style, date_format, ACTION_PLAN)
    _priorities(page, page.title(1, 1, SECTIONS[1]), trip_return)


def _heading(page: StyledPage, row: int, trip_return: TripReturn, rng: np.random.Generator) -> int:
    if rng.random() < 0.5:
        row = page.guidance(row, ORGANISATION)
    row = page.title(row, page.left, "Team Recovery Implementation Plan (TRIP)") + 1
    for label, value in trip_return.fields.items():
        row = page.field(row, page.left, label, value)
    row += 1
    if rng.random() < 0.6:
        points = ", ".join(f"{point.value} = {point.label.lower()}" for point in TRIP.scale)
        row = page.guidance(row, f"Please agree a rating for each statement together: {points}.")
    return row


def _statements(
    page: StyledPage,
    row: int,
    trip_return: TripReturn,
    rng: np.random.Generator,
) -> int:
    """The table of statements, and a comment on all of it; the next free row."""
    where, views = trip_return.arrangement, trip_return.perspectives
    if trip_return.layout == "column per point":
        above = "Rating (please tick one)" if rng.random() < 0.4 else None
        answers = [Column("points", na="N/A", group=above)]
    elif len(views) > 1:
        answers = [Column("rating", VIEWS[view], perspective=view) for view in views]
    else:
        answers = [Column("rating", pick(RATING, rng))]
    rows = [
        Row("item", item_id, where.texts[item_id], number=(where.numbers or {}).get(item_id))
        for item_id in where.order
    ]
    if where.extra:
        rows.append(Row("own", text=where.extra[0]))
    columns = [
        Column("number", "No." if where.numbers else None),
        Column("statement", pick(STATEMENTS, rng)),
        *answers,
    ]
    left_over = len(page.widths) - sum(column.width for column in columns)
    columns.append(Column("comment", pick(COMMENTS, rng), span=left_over))
    below = draw(page, row, page.left, columns, rows, KnownAnswers(trip_return))
    if where.hidden_column:
        page.hidden_references(row + 1, below)
    page.put(below, page.left, "General comments:", LABEL, span=2)
    span = len(page.widths) - 2
    page.put(below, page.left + 2, trip_return.general_comment, span=span)
    return below + 1


def _assets(page: StyledPage, row: int, trip_return: TripReturn) -> int:
    first = 2 if len(page.widths) > len(ASSETS) else 1
    spans = (first, len(page.widths) - first)
    page.put_row(row, page.left, ["Category", "What we can draw on"], HEADING, spans=spans)
    for asset in trip_return.assets:
        row += 1
        page.put_row(row, page.left, asset, spans=spans)
    return row + 1


def _priorities(page: StyledPage, row: int, trip_return: TripReturn) -> None:
    spans = (1, 1, len(page.widths) - 7, 1, 1, 1, 1, 1)
    chosen = {each.number: each for each in trip_return.priorities}
    page.put_row(row, page.left, PRIORITIES, HEADING, spans=spans)
    for number in (1, 2, 3):
        page.put(row + number, page.left, number, CENTRED)
        texts: list[Content] = [None] * 7
        if each := chosen.get(number):
            texts = [
                each.priority,
                each.action,
                each.measure or None,
                each.due,
                each.staff_lead,
                each.service_user_lead,
                each.progress,
            ]
        page.put_row(row + number, page.left + 1, texts, spans=spans[1:])
