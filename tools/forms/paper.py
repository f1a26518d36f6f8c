"""Sheets and documents while they are filled in, and how each is saved."""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

import docx
import openpyxl
import xlsxwriter
from docx.table import Table
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from tools.forms.truth import Answer, Line, Words, Written

Content = str | int | float | bool | dt.date | None


class Look(NamedTuple):
    """What of a cell is no content: its font, its number format, text struck out before it."""

    font: str | None = None
    number_format: str | None = None
    struck: str = ""
    all_struck: bool = False
    bold: bool = False


class Formula(NamedTuple):
    """A formula with the result that Excel stored beside it."""

    text: str
    result: float | str


PLAIN: Final = Look()


@dataclass
class Page:
    """A sheet, or a table of a document: its cells, and what a person reads in them."""

    name: str | None
    name_of: Callable[[int, int], str] = lambda row, column: f"{get_column_letter(column)}{row}"
    cells: dict[tuple[int, int], tuple[Content | Formula, Look]] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    notes: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    answers: list[Answer] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)

    def put(self, row: int, column: int, content: Content | Formula, look: Look = PLAIN) -> str:
        """Write into a cell; its address."""
        if content is not None and content != "":
            self.cells[row, column] = content, look
        return self.name_of(row, column)

    def say(self, row: int, column: int, text: str, *, name: bool = False) -> str:
        """Write what must be found again, or, of people's names, must not."""
        address = self.put(row, column, text)
        self.words.append(Words(self.name, address, text, name=name))
        return address

    def note(self, row: int, column: int, text: str) -> None:
        """Attach a note to a cell, which must be found again."""
        self.notes[row, column] = text
        self.words.append(Words(self.name, self.name_of(row, column), text))

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Make one cell of several."""
        if (top, left) != (bottom, right):
            self.merged.append((top, left, bottom, right))

    @property
    def last_row(self) -> int:
        """The lowest row that holds something."""
        return max((row for row, _ in self.cells), default=0)

    def rows(self) -> Iterator[list[tuple[int, int, Content | Formula, Look]]]:
        """Every cell from the first row and column on, the empty ones too."""
        width = max((column for _, column in self.cells), default=0)
        for row in range(1, self.last_row + 1):
            yield [
                (row, column, *self.cells.get((row, column), (None, PLAIN)))
                for column in range(1, width + 1)
            ]


def written(file: str, habit: str, *pages: Page) -> Written:
    """What a person reads in a file of these pages."""
    return Written(
        file,
        habit,
        tuple(answer for page in pages for answer in page.answers),
        tuple(line for page in pages for line in page.lines),
        tuple(words for page in pages for words in page.words),
    )


def with_openpyxl(path: Path, *pages: Page) -> None:
    """As programs store a workbook."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    box = Border(*(Side(style="thin"),) * 4)
    for page in pages:
        sheet = workbook.create_sheet(page.name)
        for (row, column), (content, look) in page.cells.items():
            cell = sheet.cell(row, column)
            if look.struck:
                struck = TextBlock(InlineFont(strike=True), look.struck)
                cell.value = CellRichText(struck, f" {content}")
            else:
                cell.value = f"={content.text}" if isinstance(content, Formula) else content
            if look.font or look.all_struck or look.bold:
                cell.font = Font(name=look.font, strike=look.all_struck, bold=look.bold)
            if look.number_format:
                cell.number_format = look.number_format
            elif isinstance(content, dt.date):
                cell.number_format = "DD/MM/YYYY"
            cell.border, cell.alignment = box, Alignment(wrap_text=True)
        for (row, column), text in page.notes.items():
            sheet.cell(row, column).comment = Comment(text, "")
        for top, left, bottom, right in page.merged:
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        for row in page.hidden_rows:
            sheet.row_dimensions[row].hidden = True
        for column in page.hidden_columns:
            sheet.column_dimensions[get_column_letter(column)].hidden = True
    workbook.save(path)


def with_xlsxwriter(path: Path, *pages: Page) -> None:
    """As Excel stores a workbook: texts in a table that cells refer to."""
    with xlsxwriter.Workbook(path) as workbook:
        struck = workbook.add_format({"font_strikeout": True})
        for page in pages:
            sheet = workbook.add_worksheet(page.name)
            for top, left, bottom, right in page.merged:
                sheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, "")
            for (row, column), (content, look) in page.cells.items():
                dated = "dd/mm/yyyy" if isinstance(content, dt.date) else "General"
                said = {
                    "text_wrap": True,
                    "border": 1,
                    "num_format": look.number_format or dated,
                    "font_strikeout": look.all_struck,
                    "bold": look.bold,
                }
                if look.font:
                    said["font_name"] = look.font
                style = workbook.add_format(said)
                at = row - 1, column - 1
                if look.struck:
                    sheet.write_rich_string(*at, struck, look.struck, f" {content}", style)
                elif isinstance(content, Formula):
                    sheet.write_formula(*at, f"={content.text}", style, content.result)
                elif isinstance(content, str):
                    sheet.write_string(*at, content, style)
                elif isinstance(content, dt.date):
                    sheet.write_datetime(*at, content, style)
                else:
                    sheet.write(*at, content, style)
            for (row, column), text in page.notes.items():
                sheet.write_comment(row - 1, column - 1, text)
            for row in page.hidden_rows:
                sheet.set_row(row - 1, None, None, {"hidden": True})
            for column in page.hidden_columns:
                sheet.set_column(column - 1, column - 1, None, None, {"hidden": True})


def shown(content: Content | Formula) -> str:
    """A cell's content as text, as it looks on screen."""
    if content is None:
        return ""
    if isinstance(content, Formula):
        return str(content.result)
    if isinstance(content, dt.date):
        return content.strftime("%d/%m/%Y")
    if isinstance(content, bool):
        return str(content).upper()
    return (
        f"{content:g}"
        if isinstance(content, float)
        else content
        if isinstance(content, str)
        else str(content)
    )


def with_csv(path: Path, page: Page, delimiter: str = ",", encoding: str = "utf-8-sig") -> None:
    """As Excel saves a sheet as text."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(
        [shown(content) for _, _, content, _ in cells] for cells in page.rows()
    )
    path.write_bytes(text.getvalue().encode(encoding, "replace"))


def with_html(path: Path, *pages: Page, lines: Sequence[str] = ()) -> None:
    """As a page that a system saved."""
    parts = [f"<p>{html.escape(line)}</p>" for line in lines]
    for page in pages:
        spans = {
            (top, left): (bottom - top + 1, right - left + 1)
            for top, left, bottom, right in page.merged
        }
        covered = {
            (row, column)
            for top, left, bottom, right in page.merged
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
            if (row, column) != (top, left)
        }
        parts.append("<table border=1>")
        for cells in page.rows():
            parts.append("<tr>")
            for row, column, content, _ in cells:
                if (row, column) not in covered:
                    down, across = spans.get((row, column), (1, 1))
                    text = html.escape(shown(content)).replace("\n", "<br>")
                    parts.append(f"<td rowspan={down} colspan={across}>{text}</td>")
            parts.append("</tr>")
        parts.append("</table>")
    body = "\n".join(parts)
    path.write_text(f"<html><meta charset=utf-8><body>{body}</body></html>", encoding="utf-8")


class Document:
    """A Word document, block by block; each table is a page."""

    def __init__(self) -> None:
        self.blocks: list[str | Page] = []
        self.said: list[Page] = [Page(None)]

    def paragraph(self, text: str = "") -> str:
        """Add a line of text; its address."""
        self.blocks.append(text)
        count = sum(isinstance(block, str) for block in self.blocks)
        return f"paragraph {count}"

    def say(self, text: str, *, name: bool = False, told: str | None = None) -> None:
        """Add a line with words to be found again: ``told``, or all of it."""
        address = self.paragraph(text)
        self.said[0].words.append(Words(None, address, told or text, name=name))

    def table(self) -> Page:
        """Begin a table."""
        number = 1 + sum(isinstance(block, Page) for block in self.blocks)
        page = Page(None, lambda row, column: f"table {number} row {row} column {column}")
        self.blocks.append(page)
        return page

    @property
    def pages(self) -> list[Page]:
        """Everything a person reads in it."""
        return [*self.said, *(block for block in self.blocks if isinstance(block, Page))]

    def save(self, path: Path) -> None:
        """As Word stores it."""
        document = docx.Document()
        for block in self.blocks:
            if isinstance(block, str):
                document.add_paragraph(block)
                continue
            rows = list(block.rows())
            table = document.add_table(len(rows), len(rows[0]) if rows else 1)
            table.style = "Table Grid"
            _fill(table, block, rows)
        document.save(str(path))


def _fill(
    table: Table, page: Page, rows: list[list[tuple[int, int, Content | Formula, Look]]]
) -> None:
    for top, left, bottom, right in page.merged:
        table.cell(top - 1, left - 1).merge(table.cell(bottom - 1, right - 1))
    for cells in rows:
        for row, column, content, look in cells:
            if content is None:
                continue
            paragraph = table.cell(row - 1, column - 1).paragraphs[0]
            if look.struck:
                paragraph.add_run(look.struck).font.strike = True
            run = paragraph.add_run(shown(content) if not look.struck else f" {shown(content)}")
            run.font.strike = look.all_struck or None
            run.font.name = look.font
