"""Forms as files, saved as people's programs save them."""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docx
import openpyxl
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, Side

from tools.forms.page import Document, Formula, Page, shown
from tools.forms.truth import Written


@dataclass(frozen=True)
class File:
    """A file to be saved: its name in the folder, the habit it shows, and what is in it.

    ``csv`` says how a file of text is saved: its ``delimiter``, its ``encoding``, and how
    the ``moment`` of a date with a time is written.
    """

    name: str
    habit: str
    form: Document | Sequence[Page]
    csv: Mapping[str, str] = field(default_factory=dict)
    by_program: bool = False
    """Whether a program other than Excel saved the workbook."""

    def save(self, folder: Path) -> Written:
        """Write it; what a person reads in it."""
        path = folder / self.name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(self.form, Document):
            with_word(path, self.form)
            pages = self.form.pages
        else:
            pages = list(self.form)
            if path.suffix == ".csv":
                with_csv(path, pages[0], **self.csv)
            elif path.suffix == ".html":
                with_html(path, pages)
            else:
                (with_openpyxl if self.by_program else with_excel)(path, pages)
        return Written(
            self.name,
            self.habit,
            tuple(answer for page in pages for answer in page.answers),
            tuple(line for page in pages for line in page.lines),
            tuple(words for page in pages for words in page.words),
        )


def with_openpyxl(path: Path, pages: Sequence[Page]) -> None:
    """As programs store a workbook: each text in its cell."""
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
        for row, column in page.boxes - page.cells.keys():
            sheet.cell(row, column).border = box
        for (row, column), text in page.notes.items():
            sheet.cell(row, column).comment = Comment(text, "")
        for top, left, bottom, right in page.merged:
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        for row in page.hidden_rows:
            sheet.row_dimensions[row].hidden = True
    workbook.save(path)


def with_excel(path: Path, pages: Sequence[Page]) -> None:
    """As Excel stores a workbook: texts in a table that cells refer to, results of formulas."""
    with xlsxwriter.Workbook(path) as workbook:
        struck = workbook.add_format({"font_strikeout": True})
        for page in pages:
            sheet = workbook.add_worksheet(page.name)
            for top, left, bottom, right in page.merged:
                sheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, "")
            for (row, column), (content, look) in page.cells.items():
                dated = "dd/mm/yyyy" if isinstance(content, dt.date) else "General"
                if isinstance(content, dt.datetime):
                    dated = "dd/mm/yyyy hh:mm:ss"
                said: dict[str, Any] = {
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
            boxed = workbook.add_format({"border": 1})
            for row, column in page.boxes - page.cells.keys():
                sheet.write_blank(row - 1, column - 1, None, boxed)
            for (row, column), text in page.notes.items():
                sheet.write_comment(row - 1, column - 1, text)
            for row in page.hidden_rows:
                sheet.set_row(row - 1, None, None, {"hidden": True})


def with_csv(
    path: Path,
    page: Page,
    delimiter: str = ",",
    encoding: str = "utf-8-sig",
    moment: str = "%d/%m/%Y %H:%M:%S",
) -> None:
    """As Excel or a survey tool saves a sheet as text."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(
        [shown(content, moment) for _, _, content, _ in cells] for cells in page.rows()
    )
    path.write_bytes(text.getvalue().encode(encoding, "replace"))


def with_html(path: Path, pages: Sequence[Page]) -> None:
    """As a page that a system saved."""
    parts = []
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


def with_word(path: Path, form: Document) -> None:
    """As Word stores a document."""
    document = docx.Document()
    for block in form.blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        rows = list(block.rows())
        table = document.add_table(len(rows), len(rows[0]) if rows else 1)
        table.style = "Table Grid"
        for top, left, bottom, right in block.merged:
            table.cell(top - 1, left - 1).merge(table.cell(bottom - 1, right - 1))
        at = [line.cells for line in table.rows]
        for row, column, content, look in (cell for cells in rows for cell in cells):
            if content is None:
                continue
            paragraph = at[row - 1][column - 1].paragraphs[0]
            if look.struck:
                paragraph.add_run(look.struck).font.strike = True
            run = paragraph.add_run(f" {shown(content)}" if look.struck else shown(content))
            run.font.strike = look.all_struck or None
            run.font.name = look.font
    document.save(str(path))
