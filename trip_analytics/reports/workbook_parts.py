"""What accessible workbooks are made of, as government guidance asks.

One table a sheet, its title in A1 and its header row marked as such; no merged cells,
no blank rows; cell A1 selected on every sheet; text is never a formula.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING, Final

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
WIDEST = 70  # characters, of a column of text
MANY = 3
WIDEST_OF_MANY = 36  # where there are more than so many: they must be legible on paper
WIDEST_OF_TEXT = 110  # characters, of a sheet without a table
MOST_FROZEN = 12  # rows that stay while the others are scrolled: more would leave no room for them
FILTER = 3  # characters: the button beside a column's title
LETTERS = 1.12  # of text, in the width of one digit, which widths are measured in

CONTENTS: Final = "Contents"
_BETWEEN_SENTENCES: Final = re.compile(r"(?<=[.?!]) (?=[A-Z])")

# How Excel shows a figure.
NUMBER_FORMATS = {
    "rating": "0.0",
    "agreement": "0.00",
    "change": "+0.0;-0.0;0.0",
    "slope": "+0.00;-0.00;0.00",
    "share": "0%",
    "probability": "0.000",
}

WORDS = ("text", "lines")

FlatCell = str | int | float


def new_workbook() -> Workbook:
    """A workbook without sheets. Its columns are measured in the letters that it is written in."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils.indexed_list import IndexedList

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    letters = Font(name=FONT, size=11)
    workbook._fonts = IndexedList([letters])  # type: ignore[attr-defined] # not in its stubs
    workbook._named_styles["Normal"].font = letters  # type: ignore[attr-defined]
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
    from openpyxl.styles import Alignment

    sheet = _add_sheet(workbook, "Cover", title, lines)
    sheet.column_dimensions["A"].width = WIDEST_OF_TEXT
    for row, text in enumerate(lines, 2):
        sheet.cell(row, 1).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[row].height = LINE * lines_of(text, WIDEST_OF_TEXT)


def add_contents(workbook: Workbook, rows: Sequence[tuple[str, str]]) -> None:
    """Add a list of the other sheets, each with what it holds, that leads to them."""
    columns = [Column("Worksheet"), Column("What it holds")]
    top = add_table(workbook, CONTENTS, CONTENTS, columns, rows)
    sheet = workbook[CONTENTS]
    for at, (name, _) in enumerate(rows, top + 1):
        _link(sheet, at, name)


def add_table(
    workbook: Workbook,
    name: str,
    title: str,
    columns: Sequence[Column],
    rows: Sequence[tuple[FlatCell, ...]],
    *,
    notes: Sequence[str] = (),
) -> int:
    """Add a sheet with a table and its notes, a sentence to a line; return the header's row.

    If the workbook has contents, the sheet leads back to them. Long text is wrapped. Without rows
    a line says that there are none.
    """
    has_contents = CONTENTS in workbook.sheetnames
    sheet = _add_sheet(
        workbook,
        name,
        title,
        (
            *(["Back to the contents"] if has_contents else []),
            "This worksheet contains one table." if rows else "There are none.",
            *(sentence for note in notes for sentence in _BETWEEN_SENTENCES.split(note)),
        ),
    )
    if has_contents:
        _link(sheet, 2, CONTENTS)
    return _add_grid(sheet, name.casefold().replace(" ", "_"), columns, rows) if rows else 0


def _add_sheet(workbook: Workbook, name: str, title: str, lines: Sequence[str]) -> Worksheet:
    """A sheet with its title in A1 and lines of text below it."""
    from openpyxl.styles import Font

    sheet = new_sheet(workbook, name)
    sheet.sheet_view.showGridLines = False
    for row, text in enumerate((title, *lines), 1):
        _write(sheet, row, 1, text)
    sheet.cell(1, 1).font = Font(name=FONT, size=15, bold=True, color=NHS_DARK_BLUE)
    sheet.row_dimensions[1].height = 1.6 * LINE
    return sheet


def new_sheet(workbook: Workbook, name: str) -> Worksheet:
    """An empty sheet, which is printed on A4 pages with their numbers, as wide as it is."""
    from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet: Worksheet = workbook.create_sheet(name)
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart("&A"), right=_HeaderFooterPart("Page &P of &N")
    )
    return sheet


def mark_as_table(sheet: Worksheet, name: str, top: int) -> None:
    """Make the rows from ``top`` a table, whose titles are announced, stay and are printed."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.table import Table as SheetTable

    corner = f"{get_column_letter(sheet.max_column)}{sheet.max_row}"
    if sheet.max_row > top:  # Excel knows no table without rows
        sheet.add_table(SheetTable(displayName=name, name=name, ref=f"A{top}:{corner}"))
    sheet.print_title_rows = f"{top}:{top}"
    if top <= MOST_FROZEN:
        sheet.freeze_panes = f"A{top + 1}"


def _link(sheet: Worksheet, row: int, to: str) -> None:
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    cell = sheet.cell(row, 1)
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{to}'!A1")
    cell.font = Font(name=FONT, size=11, color=NHS_BLUE, underline="single")


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


def _add_grid(
    sheet: Worksheet,
    name: str,
    columns: Sequence[Column],
    rows: Sequence[tuple[FlatCell, ...]],
) -> int:
    """Add a table below what is on the sheet; return its header's row."""
    from openpyxl.utils import get_column_letter

    top = sheet.max_row + 1
    texts = sum(column.shows in WORDS for column in columns)
    widest = WIDEST if texts <= MANY else WIDEST_OF_MANY
    widths = [
        _width(column, [row[at] for row in rows], widest) for at, column in enumerate(columns)
    ]
    for at, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(at)].width = widths[at - 1]
        _write(sheet, top, at, column.title, column=column, heading=True)
    titles = [column.title for column in columns]
    beside = [width - FILTER for width in widths]
    sheet.row_dimensions[top].height = height_of(titles, beside)
    for below, row in enumerate(rows, top + 1):
        for at, (value, column) in enumerate(zip(row, columns, strict=True), 1):
            _write(sheet, below, at, value, column=column)
        sheet.row_dimensions[below].height = height_of(row, widths)
    mark_as_table(sheet, name, top)
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
        # Beside the filter's button, which would hide the end of the title.
        indent=2 if heading and column.shows not in WORDS else 0,
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
    longest_word = max(map(len, column.title.split())) + FILTER + 2  # its letters are bold
    if column.shows not in WORDS:
        return max(13, longest_word)
    longest_line = max(len(line) for value in values for line in _lines(value))
    if column.shows == "lines":  # its letters are wider, and aligned only as long as none wraps
        return max(14, longest_word, 2 + ceil(1.2 * longest_line))
    return max(14, longest_word, min(widest, 2 + longest_line))


def height_of(values: Sequence[FlatCell], widths: Sequence[int]) -> float:
    """How high a row is, in points: not every program that opens the workbook works it out."""
    needed = (lines_of(value, width) for value, width in zip(values, widths, strict=True))
    return min(HIGHEST, LINE * max(needed))


@lru_cache(maxsize=4096)  # the same words are in many rows
def lines_of(value: FlatCell, width: float) -> int:
    """How many lines a value takes in a cell that is so many characters wide."""
    return sum(
        1 if len(line) < width else max(1, len(textwrap.wrap(line, int(LETTERS * width) - 1)))
        for line in _lines(value)
    )


def _lines(value: FlatCell) -> list[str]:
    return str(value).split("\n")
