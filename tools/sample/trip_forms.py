"""Draw a TRIP return in the layout its team uses."""

from __future__ import annotations

import numpy as np
from openpyxl import Workbook

from tools.sample.answers import TRIP
from tools.sample.returns import TripReturn
from tools.sample.trust import ORGANISATION, chance, pick
from tools.sample.workbooks import Page, look_of, saved

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
# How the columns of a sheet are shared out to its tables: widths; then for each
# table the number of columns that each of its cells takes up.
COLUMNS: dict[str, tuple[tuple[float, ...], dict[str, tuple[int, ...]]]] = {
    "rating column": (
        (5, 48, 12, 26, 28, 18, 16, 16, 16),
        {"statements": (1, 1, 1, 6), "assets": (2, 7), "priorities": (1, 1, 2, 1, 1, 1, 1, 1)},
    ),
    "column per point": (
        (5, 46, 6, 6, 6, 6, 6, 6, 28, 18, 16, 16, 16),
        {
            "statements": (1, 1, 1, 1, 1, 1, 1, 1, 5),
            "assets": (2, 11),
            "priorities": (1, 1, 6, 1, 1, 1, 1, 1),
        },
    ),
    "perspectives": (
        (5, 46, 11, 13, 11, 28, 18, 16, 16, 16),
        {
            "statements": (1, 1, 1, 1, 1, 5),
            "assets": (2, 8),
            "priorities": (1, 1, 3, 1, 1, 1, 1, 1),
        },
    ),
}
BENCHMARKING = ((5, 60, 13, 60), (1, 1, 1, 1))
ASSETS = ((34, 70), (1, 1))
ACTION_PLAN = ((5, 36, 36, 30, 18, 16, 16, 18), (1,) * 8)


def draw(trip_return: TripReturn) -> bytes:
    """The return as the bytes of a workbook."""
    rng = chance("look", trip_return.team.team_id, trip_return.layout)
    workbook = Workbook()
    if trip_return.layout == "three sheets":
        _three_sheets(workbook, trip_return, rng)
    else:
        _one_sheet(workbook, trip_return, rng)
    return saved(workbook, trip_return.dated)


def _one_sheet(workbook: Workbook, trip_return: TripReturn, rng: np.random.Generator) -> None:
    sheet = workbook.active
    sheet.title = pick(("TRIP", "TRIP", "Sheet1", "Form", "TRIP return"), rng)
    look, form = look_of(rng)
    layout = "rating column" if trip_return.layout == "moved" else trip_return.layout
    widths, spans = COLUMNS[layout]
    where = trip_return.arrangement
    page = Page(sheet, look, widths, row=where.first_row, column=where.first_column)
    _head(page, trip_return, rng, form)
    if layout == "column per point":
        _points_table(page, trip_return, spans["statements"], rng)
    else:
        _rating_table(page, trip_return, spans["statements"], rng)
    _general_comment(page, trip_return)
    page.section(SECTIONS[0])
    _assets_table(page, trip_return, spans["assets"])
    page.section(SECTIONS[1])
    _priorities_table(page, trip_return, spans["priorities"], form)


def _three_sheets(workbook: Workbook, trip_return: TripReturn, rng: np.random.Generator) -> None:
    look, form = look_of(rng)
    first = workbook.active
    first.title = "Benchmarking"
    page = Page(first, look, BENCHMARKING[0])
    _head(page, trip_return, rng, form)
    _rating_table(page, trip_return, BENCHMARKING[1], rng)
    _general_comment(page, trip_return)
    page = Page(workbook.create_sheet("Assets"), look, ASSETS[0])
    page.title(SECTIONS[0])
    _assets_table(page, trip_return, ASSETS[1])
    page = Page(workbook.create_sheet("Priorities"), look, ACTION_PLAN[0])
    page.title(SECTIONS[1])
    _priorities_table(page, trip_return, ACTION_PLAN[1], form)


def _head(page: Page, trip_return: TripReturn, rng: np.random.Generator, form: str) -> None:
    if rng.random() < 0.5:
        page.note(ORGANISATION)
    page.title("Team Recovery Implementation Plan (TRIP)")
    page.row += 1
    span = 6 if trip_return.layout == "column per point" else 2
    for label, value in trip_return.fields.items():
        page.field(label, value, label_span=2, span=span, form=form)
    page.row += 1
    if rng.random() < 0.6:
        points = ", ".join(f"{point.value} = {point.label.lower()}" for point in TRIP.scale)
        page.note(f"Please agree a rating for each statement together: {points}.")


def _rating_table(
    page: Page, trip_return: TripReturn, spans: tuple[int, ...], rng: np.random.Generator
) -> None:
    """One column for the rating, or three for whose view it is."""
    where = trip_return.arrangement
    views = trip_return.perspectives
    ratings = [VIEWS[view] for view in views] if len(views) > 1 else [pick(RATING, rng)]
    number = "No." if where.numbers else None
    page.headings([number, pick(STATEMENTS, rng), *ratings, pick(COMMENTS, rng)], spans)
    first_row = page.row
    for item_id in where.order:
        page.put(0, where.numbers[item_id] if where.numbers else None, centred=True)
        page.put(1, where.texts[item_id])
        for offset, view in enumerate(views):
            mark = trip_return.marks[item_id, view]
            page.put(2 + offset, mark.written, form="d-mmm", centred=True)
        page.put(2 + len(views), trip_return.comments.get(item_id), span=spans[-1])
        page.end_row()
    if where.extra:
        text, rating = where.extra
        page.cells([None, text, rating, None], spans)
    if where.hidden_column:
        page.hidden_references(first_row)


def _points_table(
    page: Page, trip_return: TripReturn, spans: tuple[int, ...], rng: np.random.Generator
) -> None:
    """A column for each point of the scale, ticked."""
    where = trip_return.arrangement
    number = "No." if where.numbers else None
    columns: list[object] = [point.value for point in TRIP.scale]
    if rng.random() < 0.4:
        for at, span in enumerate(spans[:2]):
            page.put(at, None, span=span, kind="heading")
        page.put(2, "Rating (please tick one)", span=6, kind="heading")
        page.put(8, None, span=spans[-1], kind="heading")
        page.end_row()
    page.headings([number, pick(STATEMENTS, rng), *columns, "N/A", pick(COMMENTS, rng)], spans)
    tick = pick(TICKS, chance("tick", trip_return.team.team_id, trip_return.year))
    for item_id in where.order:
        page.put(0, where.numbers[item_id] if where.numbers else None, centred=True)
        page.put(1, where.texts[item_id])
        ticked = trip_return.marks[item_id, "team"].written
        # N/A comes after the points.
        for offset, point in enumerate((1, 2, 3, 4, 5, 0)):
            marked = tick if point in ticked else None
            font = "Wingdings" if tick == "ü" else None
            page.put(2 + offset, marked, centred=True, font=font)
        page.put(8, trip_return.comments.get(item_id), span=spans[-1])
        page.end_row()


def _general_comment(page: Page, trip_return: TripReturn) -> None:
    page.put(0, "General comments:", span=2, kind="label")
    page.put(2, trip_return.general_comment, span=len(page.widths) - 2)
    page.end_row()


def _assets_table(page: Page, trip_return: TripReturn, spans: tuple[int, ...]) -> None:
    page.headings(["Category", "What we can draw on"], spans)
    for category, asset in trip_return.assets:
        page.cells([category, asset], spans)


def _priorities_table(
    page: Page, trip_return: TripReturn, spans: tuple[int, ...], form: str
) -> None:
    page.headings(PRIORITIES, spans)
    for number in (1, 2, 3):
        page.put(0, number, span=spans[0], centred=True)
        chosen = [each for each in trip_return.priorities if each.number == number]
        at = spans[0]
        texts: list[object] = [None] * 7
        for each in chosen:
            texts = [
                each.priority,
                each.action,
                each.measure or None,
                each.due,
                each.staff_lead,
                each.service_user_lead,
                each.progress,
            ]
        for text, span in zip(texts, spans[1:], strict=True):
            page.put(at, text, span=span, form=form)
            at += span
        page.end_row()
