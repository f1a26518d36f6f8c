"""Pages that look as people keep them, and workbooks of the same bytes every time."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

import numpy as np
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tools.forms.page import LABEL, PLAIN, Content, Look, Page
from tools.sample.trust import ORGANISATION, pick


@dataclass(frozen=True)
class Style:
    """A form's fonts and colours; every copy that goes round has its own."""

    font: str
    size: int
    heading: str
    heading_ink: str
    label: str | None
    line: str


STYLES = (
    Style("Arial", 10, "005EB8", "FFFFFF", "E8EDEE", "768692"),
    Style("Calibri", 11, "D9E2F3", "1F3864", None, "8EAADB"),
    Style("Calibri", 11, "D9D9D9", "000000", None, "000000"),
    Style("Arial", 11, "E2EFD9", "375623", "F4F9F1", "A8D08D"),
    Style("Verdana", 9, "41B6E6", "003087", "E8F6FC", "999999"),
    Style("Times New Roman", 12, "FFFFFF", "000000", None, "000000"),
)
DATE_FORMATS = ("dd/mm/yyyy", "dd/mm/yyyy", "d mmmm yyyy", "dd-mmm-yy")


class StyledPage(Page):
    """A sheet drawn with fonts, colours and borders, each row as high as its text needs."""

    def __init__(
        self,
        sheet: Worksheet,
        style: Style,
        date_format: str,
        widths: Sequence[float],
        *,
        left: int = 1,
        field_spans: tuple[int, int] = (2, 2),
    ) -> None:
        super().__init__(sheet.title)
        self.sheet, self.style, self.date_format, self.widths = sheet, style, date_format, widths
        self.left, self.field_spans = left, field_spans
        side = Side(style="thin", color=style.line)
        self._border = Border(side, side, side, side)
        for offset, width in enumerate(widths):
            sheet.column_dimensions[get_column_letter(left + offset)].width = width
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr] # set by openpyxl

    def title(self, row: int, _: int, text: str) -> int:
        """Write what the form is called, over the whole width; the next row."""
        return self._line(
            row, text, Font(name=self.style.font, size=self.style.size + 6, bold=True), 26
        )

    def section(self, row: int, text: str) -> int:
        """Write what a part of the form is called; the next row."""
        return self._line(
            row, text, Font(name=self.style.font, size=self.style.size + 2, bold=True), 20
        )

    def guidance(self, row: int, text: str) -> int:
        """Write a line of guidance; the next row."""
        font = Font(name=self.style.font, size=self.style.size - 1, italic=True)
        lines = math.ceil(len(text) / (sum(self.widths) * 1.1))
        return self._line(row, text, font, 14.0 * lines + 2)

    def field(self, row: int, column: int, label: str, value: Content) -> int:
        """Write a label with its value beside it; the next row."""
        self.put(row, column, label, LABEL, span=self.field_spans[0])
        self.put(row, column + self.field_spans[0], value, span=self.field_spans[1])
        return row + 1

    def wide(self, row: int, column: int, text: str, look: Look = PLAIN) -> str:
        """Write a line over the whole width; its address."""
        return self.put(row, column, text, look, span=len(self.widths))

    def put(
        self, row: int, column: int, content: Content, look: Look = PLAIN, *, span: int = 1
    ) -> str:
        """Write into a cell, over so many columns, its box drawn even if empty; its address."""
        cell, style = self.sheet.cell(row, column), self.style
        heading = look.kind == "heading"
        ink = style.heading_ink if heading else "000000"
        bold = look.kind != "body"
        cell.font = Font(name=look.font or style.font, size=style.size, bold=bold, color=ink)
        centred = look.centred or (heading and len(str(content)) < 12)
        cell.alignment = Alignment(
            horizontal="center" if centred else "left", vertical="top", wrap_text=True
        )
        fill = {"heading": style.heading, "label": style.label}.get(look.kind)
        for offset in range(span):
            other = self.sheet.cell(row, column + offset)
            other.border = self._border
            if fill:
                other.fill = PatternFill("solid", start_color=fill)
        shown = str(content or "")
        if look.struck:
            old = TextBlock(InlineFont(rFont=style.font, sz=style.size, strike=True), look.struck)
            new = TextBlock(InlineFont(rFont=style.font, sz=style.size), f" {content}")
            cell.value = CellRichText(old, new)
            shown = str(cell.value)
        else:
            cell.value = content  # type: ignore[assignment] # no formula is in the sample
        if isinstance(content, date):
            cell.number_format = look.number_format or self.date_format
        if span > 1:
            self.sheet.merge_cells(
                start_row=row, end_row=row, start_column=column, end_column=column + span - 1
            )
        at = column - self.left
        lines = math.ceil(len(shown) * 1.05 / sum(self.widths[at : at + span])) or 1
        height = round(lines * style.size * 1.35 + 3, 1)
        dimensions = self.sheet.row_dimensions[row]
        dimensions.height = max(dimensions.height or 0.0, height)
        return super().put(row, column, content, look)

    def hidden_references(self, first: int, below: int) -> None:
        """A column left of the form that somebody once needed, hidden since."""
        column = self.left - 1
        for number, row in enumerate(range(first, below), start=1):
            self.sheet.cell(row, column, f"Q{number:02}")
        self.sheet.column_dimensions[get_column_letter(column)].hidden = True

    def _line(self, row: int, text: str, font: Font, height: float) -> int:
        last = self.left + len(self.widths) - 1
        cell = self.sheet.cell(row, self.left, text)
        cell.font = font
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        self.sheet.merge_cells(start_row=row, end_row=row, start_column=self.left, end_column=last)
        self.sheet.row_dimensions[row].height = height
        return row + 1


def style_of(rng: np.random.Generator) -> tuple[Style, str]:
    """One of the styles, and how its dates are shown."""
    return pick(STYLES, rng), pick(DATE_FORMATS, rng)


def saved(workbook: Workbook, day: date) -> bytes:
    """The workbook's bytes as if saved at noon of that day, whenever and wherever it is made."""
    noon = datetime.combine(day, time(12))
    workbook.properties.creator = workbook.properties.lastModifiedBy = ORGANISATION
    workbook.properties.created = noon
    written = io.BytesIO()
    workbook.save(written)
    steady = io.BytesIO()
    with (
        zipfile.ZipFile(written) as parts,
        zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out,
    ):
        for name in parts.namelist():
            part = parts.read(name)
            if name == "docProps/core.xml":
                stamp = noon.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                part = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, part)
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 12, 0, 0))
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            out.writestr(entry, part)
    return steady.getvalue()
