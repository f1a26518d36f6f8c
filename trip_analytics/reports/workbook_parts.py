"""What accessible workbooks are made of, as government guidance asks.

One table a sheet, its title in A1 and its header row marked as such; no merged cells,
no blank rows; cell A1 selected on every sheet; text is never a formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING

from trip_analytics.documents import mark_as_own, without_clock_times
from trip_analytics.reports.model import PLAIN, Column, Look

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

NHS_BLUE = "FF005EB8"
NHS_DARK_BLUE = "FF003087"
FONT = "Arial"
MONOSPACED = "Courier New"
LINE = 15  # points, for text of 11 points
HIGHEST = 409  # points: Excel has no higher rows
WIDEST = 70  # characters
MOST_FROZEN = 12  # rows that stay while the others are scrolled: more would leave no room for them

# How Excel shows a figure.
NUMBER_FORMATS = {
    "rating": "0.0",
    "change": "+0.0;-0.0;0.0",
    "share": "0%",
}

WORDS = ("text", "lines")

FlatCell = str | int | float


def new_workbook() -> Workbook:
    """A workbook without sheets."""
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    return workbook


def saved(
    workbook: Workbook, *, title: str, creator: str, subject: str, language: str = "en-GB"
) -> bytes:
    """A workbook as a file's bytes, with its properties; the same content gives the same bytes."""
    properties = workbook.properties
    properties.title = title
    properties.creator = properties.lastModifiedBy = creator
    properties.subject = subject
    properties.language = language
    mark_as_own(properties)
    packed = BytesIO()
    workbook.save(packed)
    return without_clock_times(packed.getvalue())


def add_cover(workbook: Workbook, title: str, lines: Sequence[str]) -> None:
    """Add the sheet that says what the workbook is."""
    sheet = add_sheet(workbook, "Cover", title, lines)
    sheet.column_dimensions["A"].width = WIDEST


def add_contents(workbook: Workbook, rows: Sequence[tuple[str, str]]) -> None:
    """Add a list of the other sheets, each with what it holds, that leads to them."""
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    lines = ("This worksheet contains one table, with links to the other worksheets.",)
    sheet = add_sheet(workbook, "Contents", "Contents", lines)
    top = add_grid(sheet, "contents", [Column("Worksheet"), Column("What it holds")], rows)
    for at, (name, _) in enumerate(rows, top + 1):
        link = sheet.cell(at, 1)
        link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{name}'!A1")
        link.font = Font(name=FONT, size=11, color=NHS_BLUE, underline="single")


def add_notes(workbook: Workbook, rows: Sequence[tuple[str, str]]) -> None:
    """Add the notes, each with the worksheets that it is about."""
    lines = ("This worksheet contains one table.",) if rows else ("There are no notes.",)
    sheet = add_sheet(workbook, "Notes", "Notes", lines)
    if rows:
        add_grid(sheet, "notes", [Column("Note"), Column("Worksheets")], rows)


def add_sheet(workbook: Workbook, name: str, title: str, lines: Sequence[str]) -> Worksheet:
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


def mark_pages(workbook: Workbook, notice: str) -> None:
    """Print a notice at the head of each page, if there is one."""
    from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart

    for sheet in workbook.worksheets if notice else ():
        sheet.HeaderFooter.oddHeader = HeaderFooterItem(center=_HeaderFooterPart(notice))


def set_colours(workbook: Workbook, look: Look) -> None:
    """Give headings and links the trust's colours, if it has any."""
    from openpyxl.styles import Font, PatternFill

    if look == PLAIN:
        return
    own = {NHS_BLUE: _argb(look.colour), NHS_DARK_BLUE: _argb(look.dark)}
    for sheet in workbook.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if cell.font.color is not None and cell.font.color.rgb in own:
                font = {name: getattr(cell.font, name) for name in ("name", "sz", "b", "u")}
                cell.font = Font(**font, color=own[cell.font.color.rgb])
            if cell.fill.fgColor.rgb == NHS_BLUE:
                cell.fill = PatternFill("solid", fgColor=own[NHS_BLUE])


def _argb(colour: str) -> str:
    return f"FF{colour.removeprefix('#')}"


def add_grid(
    sheet: Worksheet,
    name: str,
    columns: Sequence[Column],
    rows: Sequence[tuple[FlatCell, ...]],
    *,
    widest: int = WIDEST,
) -> int:
    """Add a table as Excel knows it, whose header row is announced; return the header's row.

    No column of text is wider than ``widest`` characters: what is longer is wrapped.
    """
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.table import Table as SheetTable

    top = sheet.max_row + 1
    widths = [
        _width(column, [row[at] for row in rows], widest) for at, column in enumerate(columns)
    ]
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
    if top <= MOST_FROZEN:
        sheet.freeze_panes = f"A{top + 1}"
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
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = sheet.cell(row, at)
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", value)
        # "=2+3" that a team wrote is three characters, never a formula.
        cell.data_type = "s"
    else:
        cell.value = value
    in_lines = column is not None and column.shows == "lines" and not heading
    cell.font = Font(name=MONOSPACED if in_lines else FONT, size=11)
    if column is None:
        return
    cell.alignment = Alignment(
        wrap_text=True,
        vertical="bottom" if heading else "top",
        horizontal="left" if column.shows in WORDS else "right",
    )
    if heading:
        cell.font = Font(name=FONT, size=11, bold=True, color="FFFFFFFF")
        cell.fill = PatternFill("solid", fgColor=NHS_BLUE)
    elif not isinstance(value, str):
        cell.number_format = NUMBER_FORMATS.get(column.shows, "General")
        if column.shows == "share" and round(value, 2) != value:  # 0.3%, which is not none
            cell.number_format = "0.0%"


def _width(column: Column, values: Sequence[FlatCell], widest: int) -> int:
    """Characters, room for the filter's button in the header included."""
    longest_word = max(map(len, column.title.split())) + 5
    if column.shows not in WORDS:
        return max(12, longest_word)
    longest_line = max(len(line) for value in values for line in _lines(value))
    if column.shows == "lines":  # its letters are wider, and aligned only as long as none wraps
        return max(14, longest_word, 2 + ceil(1.2 * longest_line))
    return max(14, longest_word, min(widest, 2 + longest_line))


def _height(values: Sequence[FlatCell], widths: Sequence[int]) -> float:
    """Points. Not every program that opens the workbook works row heights out."""
    lines = [
        sum(
            1 if len(line) <= width - 2 else ceil(1.1 * len(line) / width) for line in _lines(value)
        )
        for value, width in zip(values, widths, strict=True)
    ]
    return min(HIGHEST, LINE * max(lines))


def _lines(value: FlatCell) -> list[str]:
    return str(value).split("\n")
