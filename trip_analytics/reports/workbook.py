"""The report's tables as a workbook, laid out as government guidance asks.

A cover, a list of contents, then one table a sheet with its notes: no merged cells, no
blank rows, one header row marked as such, cell A1 selected on every sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from trip_analytics.reports.model import Cell, Column, Missing, Quotations, Report, Table
from trip_analytics.reports.workbook_parts import (
    FlatCell,
    add_contents,
    add_cover,
    add_table,
    mark_pages,
    new_workbook,
    saved,
    set_colours,
)
from trip_analytics.words import nearest, nearest_share, rounded_up

if TYPE_CHECKING:
    from openpyxl import Workbook

# To how many places figures are written down.
PLACES = {"rating": 1, "agreement": 2, "change": 1, "slope": 2, "probability": 3}

QUOTES, QUOTES_TITLE = "Quotes", "In teams' own words"


def to_workbook(report: Report) -> bytes:
    """Write a report's tables as an Excel workbook; the same report gives the same bytes.

    Figures are numbers, rounded as the report shows them. Text is text, also where
    it begins like a formula.
    """
    workbook = new_workbook()
    _add_cover(workbook, report)
    named = [(_name(number), table.title) for number, table in enumerate(report.tables, 1)]
    quoted = [block for block in report.blocks if isinstance(block, Quotations)]
    if quoted:
        named.append((QUOTES, QUOTES_TITLE))
    add_contents(workbook, named)
    for number, table in enumerate(report.tables, 1):
        _add_table(workbook, report, number, table)
    if quoted:
        _add_quotes(workbook, quoted)
    mark_pages(workbook, report.notice)
    set_colours(workbook, report.look)
    return saved(
        workbook,
        title=f"{report.title}: tables",
        creator=report.organisation,
        subject=f"Team recovery reviews {report.year}",
        language=report.language,
    )


def _add_cover(workbook: Workbook, report: Report) -> None:
    lines = (
        report.organisation,
        *report.look.lines,
        *_notice(report),
        f"The figures behind the report: {len(report.tables)} tables, each on its own worksheet.",
        "The report itself, with pictures and explanations, comes as a web page and in Word.",
        "Figures are rounded as in the report.",
        *_signs(report),
    )
    add_cover(workbook, f"{report.title}: tables", lines)


def _signs(report: Report) -> tuple[str, ...]:
    """What the shorthand in its tables means; nothing where there is none."""
    used = {kind for table in report.tables for kind in table.shorthand}
    signs = tuple(f"{kind.value} {kind.meaning}" for kind in Missing if kind in used)
    return ("Where a figure is missing, a sign says why:", *signs) if signs else ()


def _notice(report: Report) -> tuple[str, ...]:
    return (report.notice,) if report.notice else ()


def _add_table(workbook: Workbook, report: Report, number: int, table: Table) -> None:
    name = _name(number)
    signs = (f"{kind.value} {kind.meaning}" for kind in table.shorthand)
    add_table(
        workbook,
        name,
        f"{name}: {table.title}",
        _flat_columns(table),
        [_flat(table, row) for row in table.rows],
        notes=(*_notice(report), *table.notes, *signs),
    )


def _add_quotes(workbook: Workbook, quoted: Sequence[Quotations]) -> None:
    add_table(
        workbook,
        QUOTES,
        QUOTES_TITLE,
        [Column("Practice or challenge"), Column("Comment")],
        [(each.about, text) for each in quoted for text in each.texts],
        notes=("A person chose each of these comments.",),
    )


def _name(number: int) -> str:
    return f"Table {number}"


def _flat_columns(table: Table) -> list[Column]:
    """The columns, those of intervals as two."""
    return [
        Column(title, column.shows)
        for column in table.columns
        for title in (column.ends or (column.title,))
    ]


def _flat(table: Table, row: tuple[Cell, ...]) -> tuple[FlatCell, ...]:
    flat: list[FlatCell] = []
    for cell, column in zip(row, table.columns, strict=True):
        if isinstance(cell, tuple):
            flat += [_rounded(end, column) for end in cell]
        elif isinstance(cell, Missing):
            flat += [cell.value] * (2 if column.ends else 1)
        else:
            flat.append(cell if isinstance(cell, str) else _rounded(cell, column))
    return tuple(flat)


def _rounded(figure: float, column: Column) -> float:
    if column.shows == "share":
        return float(nearest_share(figure))
    places = PLACES.get(column.shows)
    if places is None:
        return figure
    to = rounded_up if column.shows == "probability" else nearest
    return float(to(figure, places))
