"""A blank form as an Excel workbook: a sheet for each part, locked but for the answers.

Accessible as government guidance asks: one table a sheet with its header row marked as such, its
title in A1, no merged cells, nothing hidden, answers found with the Tab key alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final, cast

from trip_analytics.desk.forms.model import PRINTED, Answer, BlankForm, Field, Grid, Part
from trip_analytics.documents import mark_as_blank_form, without_clock_times
from trip_analytics.reports.workbook_parts import (
    FONT,
    HIGHEST,
    LINE,
    NHS_BLUE,
    NHS_DARK_BLUE,
    lines_of,
    new_workbook,
)
from trip_analytics.words import printable

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

_PALE: Final = "FFE8EDEE"
_ANSWER: Final = "FFFFFBE6"
_LINE: Final = "FF768692"
_FIELD_WIDTHS: Final = (34, 92)  # characters, where a part has no table
_LONGEST_LIST: Final = 255  # characters of a list that a cell's own rule may hold
_LONGEST_HINT: Final = 255
_LONGEST_FOOTER: Final = 80  # Excel takes 255 characters, of which each & is two
_DATE_FORMAT: Final = "dd/mm/yyyy"
_MOST: Final = 100_000


def to_workbook(form: BlankForm) -> bytes:
    """A blank form as the bytes of a workbook; the same form gives the same bytes."""
    from openpyxl.packaging.custom import StringProperty

    workbook = new_workbook()
    for part in form.parts:
        _Page(workbook, form, part).draw()
    properties = workbook.properties
    properties.title = f"{form.title} {form.year}: {form.whose}"
    properties.creator = properties.lastModifiedBy = "trip_analytics"
    properties.language = "en-GB"
    mark_as_blank_form(properties)
    for name, value in form.inside.items():
        workbook.custom_doc_props.append(  # type: ignore[attr-defined] # not in its stubs
            StringProperty(name=name, value=value)
        )
    packed = BytesIO()
    workbook.save(packed)
    return without_clock_times(packed.getvalue())


@dataclass
class _Page:
    """One sheet while it is drawn, from the top down. A class because it keeps the next row."""

    workbook: Workbook
    form: BlankForm
    part: Part

    def __post_init__(self) -> None:
        self.sheet: Worksheet = self.workbook.create_sheet(self.part.name)
        self.row = 1
        self.widths = self._widths()
        self._rules: dict[Answer, DataValidation] = {}

    def _widths(self) -> tuple[int, ...]:
        if not self.part.grids:
            return _FIELD_WIDTHS
        return tuple(column.width for column in self.part.grids[0].columns)

    def draw(self) -> None:
        """Draw the whole part."""
        part = self.part
        self._line(part.title, bold=True, size=15, colour=NHS_DARK_BLUE)
        for text in part.guidance:
            self._line(text)
        for field in part.fields:
            self._field(field)
        for text in part.notes:
            self._line(text)
        for grid in part.grids:
            self._grid(grid)
        for field in part.below:
            self._field(field, len(self.widths))
        self._set_up()

    def _line(
        self, text: str, *, bold: bool = False, size: int = 11, colour: str = "FF212B32"
    ) -> None:
        from openpyxl.styles import Font

        self._write(self.row, 1, text).font = Font(name=FONT, size=size, bold=bold, color=colour)
        self.sheet.row_dimensions[self.row].height = size * 1.5
        self.row += 1

    def _field(self, field: Field, at: int = 2) -> None:
        """A label, and its answer in the column of that number."""
        label = self._write(self.row, 1, field.label)
        for column in range(1, at):
            self._look(self._cell(self.row, column), fill=_PALE)
        self._look(label, fill=_PALE, bold=True)
        if field.answer == PRINTED:
            self._look(self._write(self.row, at, field.value), wrap=False)
        else:
            self._answer(self.row, at, field.answer, field.label)
        self.sheet.row_dimensions[self.row].height = LINE * field.lines + 4
        self.row += 1

    def _grid(self, grid: Grid) -> None:
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.table import Table

        top = self.row
        titles = [column.title for column in grid.columns]
        for at, title in enumerate(titles, 1):
            cell = self._write(top, at, title)
            self._look(cell, fill=NHS_BLUE, bold=True, colour="FFFFFFFF", vertical="bottom")
        self.sheet.row_dimensions[top].height = self._height(titles, 1)
        for texts in grid.rows:
            self.row += 1
            for at, (text, column) in enumerate(zip(texts, grid.columns, strict=True), 1):
                if column.answer == PRINTED:
                    self._look(self._write(self.row, at, text), fill=_PALE)
                else:
                    self._answer(self.row, at, column.answer, column.title)
            self.sheet.row_dimensions[self.row].height = self._height(texts, grid.lines)
        corner = f"{get_column_letter(len(titles))}{self.row}"
        name = re.sub(r"\W", "_", f"{grid.name}_{len(self.workbook.worksheets)}")
        table = Table(displayName=name, name=name, ref=f"A{top}:{corner}")
        table.autoFilter = None  # a locked sheet filters nothing
        self.sheet.add_table(table)
        self.sheet.print_title_rows = f"{top}:{top}"
        self.row += 1

    def _cell(self, row: int, column: int) -> Cell:
        return cast("Cell", self.sheet.cell(row, column))  # nothing is merged

    def _write(self, row: int, column: int, value: str | int | None) -> Cell:
        cell = self._cell(row, column)
        if isinstance(value, str):
            cell.value = printable(value)
            cell.data_type = "s"  # a team called "=2+3" is text
        else:
            cell.value = value
        return cell

    def _look(
        self,
        cell: Cell,
        *,
        fill: str | None = None,
        bold: bool = False,
        colour: str = "FF212B32",
        vertical: str = "top",
        wrap: bool = True,
    ) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        cell.font = Font(name=FONT, size=11, bold=bold, color=colour)
        cell.alignment = Alignment(wrap_text=wrap, vertical=vertical, horizontal="left")
        if fill is not None:
            cell.fill = PatternFill("solid", fgColor=fill)
            side = Side(style="thin", color=_LINE)
            cell.border = Border(side, side, side, side)

    def _answer(self, row: int, column: int, answer: Answer, title: str) -> None:
        from openpyxl.styles import Protection

        cell = self._cell(row, column)
        self._look(cell, fill=_ANSWER)
        cell.protection = Protection(locked=False)
        if answer.asks == "date":
            cell.number_format = _DATE_FORMAT
        rule = self._rules.get(answer) or self._new_rule(answer, title)
        if rule is not None:
            rule.add(cell)

    def _new_rule(self, answer: Answer, title: str) -> DataValidation | None:
        """What a cell takes: a list to choose from, a date, a number; text takes anything."""
        from openpyxl.worksheet.datavalidation import DataValidation

        hint = answer.hint[:_LONGEST_HINT]
        listed = self._list_of(answer.choices) if answer.asks == "choice" else None
        if listed is not None:
            rule = DataValidation("list", formula1=listed)
            rule.error, rule.errorTitle, rule.showErrorMessage = hint, title[:32], True
        elif answer.asks == "date":
            rule = DataValidation("date", operator="greaterThan", formula1="36526")
            rule.error, rule.errorStyle, rule.showErrorMessage = hint, "warning", True
        elif answer.asks == "number":
            rule = DataValidation("whole", operator="between", formula1="0", formula2=str(_MOST))
            rule.error, rule.errorStyle, rule.showErrorMessage = hint, "warning", True
        elif answer.hint:
            rule = DataValidation()  # takes anything: the hint alone
        else:
            return None
        rule.allow_blank = True
        rule.prompt, rule.showInputMessage = hint, True
        self._rules[answer] = rule
        self.sheet.add_data_validation(rule)
        return rule

    def _list_of(self, choices: Sequence[str]) -> str | None:
        """The choices in the rule itself or, where they are too long, where they are printed.

        None where they are printed nowhere: then the answer is written.
        """
        listed = ",".join(choices)
        if len(listed) <= _LONGEST_LIST and not any("," in each or '"' in each for each in choices):
            return f'"{listed}"'
        for part in self.form.parts:
            for grid in part.grids:
                if [row[0] for row in grid.rows] == list(choices):
                    first = 2 + len(part.guidance) + len(part.fields) + len(part.notes) + 1
                    return f"'{part.name}'!$A${first}:$A${first + len(choices) - 1}"
        return None

    def _height(self, texts: Iterable[str | int | None], lines: int) -> float:
        """Points. Not every program works row heights out for itself."""
        needed = (
            lines_of(text, width)
            for text, width in zip(texts, self.widths, strict=True)
            if text is not None
        )
        return min(HIGHEST, LINE * max(lines, *needed) + 4)

    def _set_up(self) -> None:
        """Widths, paper and protection."""
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
        from openpyxl.worksheet.properties import PageSetupProperties

        sheet = self.sheet
        for at, width in enumerate(self.widths, 1):
            sheet.column_dimensions[get_column_letter(at)].width = width
        sheet.sheet_view.showGridLines = False
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
        sheet.page_setup.fitToHeight = 0 if self.part.grids else 1  # a plan is on one page
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        margins = sheet.page_margins
        margins.left = margins.right = margins.top = 0.5
        whose = self.form.whose[:_LONGEST_FOOTER]
        whose = f"{whose}, {self.form.year}".replace("&", "&&")
        sheet.HeaderFooter.oddFooter = HeaderFooterItem(
            left=_HeaderFooterPart(whose), right=_HeaderFooterPart("Page &P of &N")
        )
        lock = sheet.protection
        lock.sheet = True  # without a password
        lock.formatColumns = lock.formatRows = lock.formatCells = False  # these stay allowed
