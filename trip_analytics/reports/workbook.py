"""The report's tables as a workbook, laid out as government guidance asks.

A cover, a list of contents, notes, then one table a sheet: no merged cells, no
blank rows, one header row marked as such, cell A1 selected on every sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING

from trip_analytics.plots.words import listed
from trip_analytics.reports.archive import without_clock_times
from trip_analytics.reports.model import Cell, Column, Missing, Report, Table, rounded

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

NHS_BLUE = "FF005EB8"
NHS_DARK_BLUE = "FF003087"
FONT = "Arial"
LINE = 15  # points, for text of 11 points
WIDEST = 70  # characters

# How Excel shows a figure, and to how many places it is written down.
NUMBER_FORMATS = {
    "rating": "0.0",
    "change": "+0.0;-0.0;0.0",
    "share": "0%",
}
PLACES = {"rating": 1, "change": 1, "share": 2, "probability": 3}

FlatCell = str | int | float


def to_workbook(report: Report) -> bytes:
    """Write a report's tables as an Excel workbook.

    Figures are numbers, rounded as the report shows them. Text is text, also where
    it begins like a formula.

    Parameters
    ----------
    report : Report

    Returns
    -------
    bytes
        The same report gives the same bytes.
    """
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    _add_cover(workbook, report)
    _add_contents(workbook, report)
    _add_notes(workbook, report)
    for number, table in enumerate(report.tables, 1):
        _add_table(workbook, number, table)
    properties = workbook.properties
    properties.title = f"{report.title}: tables"
    properties.creator = properties.lastModifiedBy = report.organisation
    properties.subject = f"Team recovery reviews {report.year}"
    properties.language = report.language
    saved = BytesIO()
    workbook.save(saved)
    return without_clock_times(saved.getvalue())


def _add_cover(workbook: Workbook, report: Report) -> None:
    lines = (
        report.organisation,
        f"The figures behind the report: {len(report.tables)} tables, each on its own worksheet.",
        "The report itself, with pictures and explanations, comes as a web page and in Word.",
        "Figures are rounded as in the report. Where one is not there, a shorthand says why:",
        *(f"{kind.value} {kind.meaning}" for kind in Missing),
    )
    sheet = _sheet(workbook, "Cover", f"{report.title}: tables", lines)
    sheet.column_dimensions["A"].width = WIDEST


def _add_contents(workbook: Workbook, report: Report) -> None:
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    lines = ("This worksheet contains one table, with links to the other worksheets.",)
    sheet = _sheet(workbook, "Contents", "Contents", lines)
    rows = [("Notes", "Notes on the tables")]
    rows += [(_name(number), table.title) for number, table in enumerate(report.tables, 1)]
    top = _add_grid(sheet, "contents", [Column("Worksheet"), Column("What it holds")], rows)
    for at, (name, _) in enumerate(rows, top + 1):
        link = sheet.cell(at, 1)
        link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{name}'!A1")
        link.font = Font(name=FONT, size=11, color=NHS_BLUE, underline="single")


def _add_notes(workbook: Workbook, report: Report) -> None:
    where: dict[str, list[str]] = {}
    for number, table in enumerate(report.tables, 1):
        for note in table.notes:
            where.setdefault(note, []).append(_name(number))
    lines = ("This worksheet contains one table.",)
    sheet = _sheet(workbook, "Notes", "Notes", lines if where else ("There are no notes.",))
    if where:
        rows = [(note, listed(names)) for note, names in where.items()]
        _add_grid(sheet, "notes", [Column("Note"), Column("Worksheets")], rows)


def _add_table(workbook: Workbook, number: int, table: Table) -> None:
    lines = [
        "This worksheet contains one table."
        + (" Its notes stand on the worksheet Notes." if table.notes else ""),
        *(f"{kind.value} {kind.meaning}" for kind in table.shorthand),
    ]
    sheet = _sheet(workbook, _name(number), f"{_name(number)}: {table.title}", lines)
    rows = [_flat(table, row) for row in table.rows]
    _add_grid(sheet, f"table_{number}", _flat_columns(table), rows)


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
    places = PLACES.get(column.shows)
    return figure if places is None else rounded(figure, places)


def _sheet(workbook: Workbook, name: str, title: str, lines: Sequence[str]) -> Worksheet:
    """A sheet with its title in A1 and lines of text below it."""
    from openpyxl.styles import Font
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet: Worksheet = workbook.create_sheet(name)
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for row, text in enumerate((title, *lines), 1):
        _write(sheet, row, 1, text)
    sheet.cell(1, 1).font = Font(name=FONT, size=15, bold=True, color=NHS_DARK_BLUE)
    sheet.row_dimensions[1].height = 1.6 * LINE
    return sheet


def _add_grid(
    sheet: Worksheet, name: str, columns: Sequence[Column], rows: Sequence[tuple[FlatCell, ...]]
) -> int:
    """Add a table as Excel knows it, whose header row is announced; return the header's row."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.table import Table as SheetTable

    top = sheet.max_row + 1
    widths = [_width(column, [row[at] for row in rows]) for at, column in enumerate(columns)]
    for at, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(at)].width = widths[at - 1]
        _write(sheet, top, at, column.title, column=column, heading=True)
    # The filter's button hides the end of a title's last line.
    titles = [f"{column.title} [v]" for column in columns]
    sheet.row_dimensions[top].height = _height(titles, widths)
    for below, row in enumerate(rows, top + 1):
        for at, (value, column) in enumerate(zip(row, columns, strict=True), 1):
            _write(sheet, below, at, value, column=column)
        sheet.row_dimensions[below].height = _height(row, widths)
    corner = f"{get_column_letter(len(columns))}{top + len(rows)}"
    sheet.add_table(SheetTable(displayName=name, name=name, ref=f"A{top}:{corner}"))
    return top


def _write(
    sheet: Worksheet,
    row: int,
    at: int,
    value: FlatCell,
    *,
    column: Column | None = None,
    heading: bool = False,
) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = sheet.cell(row, at)
    cell.value = value
    if isinstance(value, str):
        # "=2+3" that a team wrote is three characters, never a formula.
        cell.data_type = "s"
    cell.font = Font(name=FONT, size=11)
    if column is None:
        return
    cell.alignment = Alignment(
        wrap_text=True,
        vertical="bottom" if heading else "top",
        horizontal="left" if column.shows == "text" else "right",
    )
    if heading:
        cell.font = Font(name=FONT, size=11, bold=True, color="FFFFFFFF")
        cell.fill = PatternFill("solid", fgColor=NHS_BLUE)
    elif not isinstance(value, str):
        cell.number_format = NUMBER_FORMATS.get(column.shows, "General")


def _width(column: Column, values: Sequence[FlatCell]) -> int:
    """Characters, room for the filter's button in the header included."""
    longest_word = max(map(len, column.title.split())) + 5
    if column.shows != "text":
        return max(12, longest_word)
    return max(14, longest_word, min(WIDEST, 2 + max(len(str(value)) for value in values)))


def _height(values: Sequence[FlatCell], widths: Sequence[int]) -> float:
    """Points. Not every program that opens the workbook works row heights out."""
    lengths = [len(str(value)) for value in values]
    lines = [
        1 if length <= width - 2 else ceil(1.1 * length / width)
        for length, width in zip(lengths, widths, strict=True)
    ]
    return LINE * max(lines)
