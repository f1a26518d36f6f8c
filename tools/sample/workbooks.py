"""Draw forms as workbooks that look as people keep them, the same bytes every time."""

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

from tools.sample.marks import StruckOut
from tools.sample.trust import ORGANISATION, pick


@dataclass(frozen=True)
class Look:
    """A form's fonts and colours; every copy that goes round has its own."""

    font: str
    size: int
    heading: str
    heading_ink: str
    label: str | None
    line: str


LOOKS = (
    Look("Arial", 10, "005EB8", "FFFFFF", "E8EDEE", "768692"),
    Look("Calibri", 11, "D9E2F3", "1F3864", None, "8EAADB"),
    Look("Calibri", 11, "D9D9D9", "000000", None, "000000"),
    Look("Arial", 11, "E2EFD9", "375623", "F4F9F1", "A8D08D"),
    Look("Verdana", 9, "41B6E6", "003087", "E8F6FC", "999999"),
    Look("Times New Roman", 12, "FFFFFF", "000000", None, "000000"),
)
DATE_FORMATS = ("dd/mm/yyyy", "dd/mm/yyyy", "d mmmm yyyy", "dd-mmm-yy")


class Page:
    """A sheet filled from the top down, a row at a time."""

    def __init__(
        self,
        sheet: Worksheet,
        look: Look,
        widths: Sequence[float],
        *,
        row: int = 1,
        column: int = 1,
    ) -> None:
        self.sheet, self.look, self.widths = sheet, look, widths
        self.row, self.first_column = row, column
        self._height = 0.0
        side = Side(style="thin", color=look.line)
        self._border = Border(side, side, side, side)
        for offset, width in enumerate(widths):
            sheet.column_dimensions[get_column_letter(column + offset)].width = width
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True

    def title(self, text: str) -> None:
        """The form's title over the whole width."""
        self._merged(text, Font(name=self.look.font, size=self.look.size + 6, bold=True), 26)

    def section(self, text: str) -> None:
        """The heading of a part of the form, after an empty row."""
        self.row += 1
        self._merged(text, Font(name=self.look.font, size=self.look.size + 2, bold=True), 20)

    def note(self, text: str) -> None:
        """A line of guidance over the whole width."""
        font = Font(name=self.look.font, size=self.look.size - 1, italic=True)
        lines = math.ceil(len(text) / (sum(self.widths) * 1.1))
        self._merged(text, font, 14.0 * lines + 2)

    def field(self, label: str, value: object, *, label_span: int, span: int, form: str) -> None:
        """A label with its value beside it."""
        self.put(0, label, span=label_span, kind="label")
        self.put(label_span, value, span=span, form=form)
        self.end_row()

    def headings(self, texts: Sequence[object], spans: Sequence[int]) -> None:
        """A table's row of column titles."""
        self.cells(texts, spans, kind="heading")

    def cells(self, values: Sequence[object], spans: Sequence[int], *, kind: str = "body") -> None:
        """A row of a table."""
        at = 0
        for value, span in zip(values, spans, strict=True):
            self.put(at, value, span=span, kind=kind)
            at += span
        self.end_row()

    def put(
        self,
        at: int,
        value: object,
        *,
        span: int = 1,
        kind: str = "body",
        form: str = "dd/mm/yyyy",
        centred: bool = False,
        font: str | None = None,
    ) -> None:
        """A value in the current row, ``at`` columns from the form's left edge."""
        column = self.first_column + at
        cell = self.sheet.cell(self.row, column)
        look = self.look
        ink = look.heading_ink if kind == "heading" else "000000"
        cell.font = Font(name=font or look.font, size=look.size, bold=kind != "body", color=ink)
        centred = centred or (kind == "heading" and len(str(value)) < 12)
        cell.alignment = Alignment(
            horizontal="center" if centred else "left", vertical="top", wrap_text=True
        )
        fill = {"heading": look.heading, "label": look.label}.get(kind)
        for offset in range(span):
            other = self.sheet.cell(self.row, column + offset)
            other.border = self._border
            if fill:
                other.fill = PatternFill("solid", start_color=fill)
        if isinstance(value, StruckOut):
            old = TextBlock(InlineFont(rFont=look.font, sz=look.size, strike=True), str(value.old))
            new = TextBlock(InlineFont(rFont=look.font, sz=look.size), f" {value.new}")
            value = CellRichText(old, new)
        cell.value = value
        if isinstance(value, date):
            cell.number_format = form
        if span > 1:
            self.sheet.merge_cells(
                start_row=self.row,
                end_row=self.row,
                start_column=column,
                end_column=column + span - 1,
            )
        width = sum(self.widths[at : at + span])
        lines = math.ceil(len(str(value or "")) * 1.05 / width) or 1
        self._height = max(self._height, lines * look.size * 1.35 + 3)

    def end_row(self) -> None:
        """Give the row the height that its text needs, and go to the next."""
        self.sheet.row_dimensions[self.row].height = round(self._height, 1)
        self.row, self._height = self.row + 1, 0.0

    def hidden_references(self, first_row: int) -> None:
        """A column left of the form that somebody once needed, hidden since."""
        column = self.first_column - 1
        for number, row in enumerate(range(first_row, self.row), start=1):
            self.sheet.cell(row, column, f"Q{number:02}")
        self.sheet.column_dimensions[get_column_letter(column)].hidden = True

    def _merged(self, text: str, font: Font, height: float) -> None:
        last = self.first_column + len(self.widths) - 1
        cell = self.sheet.cell(self.row, self.first_column, text)
        cell.font = font
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        self.sheet.merge_cells(
            start_row=self.row, end_row=self.row, start_column=self.first_column, end_column=last
        )
        self.sheet.row_dimensions[self.row].height = height
        self.row += 1


def look_of(rng: np.random.Generator) -> tuple[Look, str]:
    """One of the looks, and how its dates are shown."""
    return pick(LOOKS, rng), pick(DATE_FORMATS, rng)


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
