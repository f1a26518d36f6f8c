"""A sheet as somebody fills it in: what stands where, saved as people's programs save it."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

import docx
import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from tools.forms.truth import Answer, Line, Words, Written


class Worked(NamedTuple):
    """A figure that Excel works out: nobody's answer."""

    formula: str
    value: float | str


Value = str | int | float | bool | date | datetime | Worked | None


class Grid:
    """One sheet, or one table of a Word document; rows and columns count from 0."""

    def __init__(self, name: str | None = None, *, table: int = 0) -> None:
        self.name, self.table = name, table
        self.cells: dict[tuple[int, int], Value] = {}
        self.merged: list[tuple[int, int, int, int]] = []
        self.heads: set[tuple[int, int]] = set()

    def put(self, row: int, column: int, value: Value, *, head: bool = False) -> str:
        """Write a value; its address."""
        if value is not None and value != "":
            self.cells[row, column] = value
        if head:
            self.heads.add((row, column))
        return self.address(row, column)

    def address(self, row: int, column: int) -> str:
        """How the place is named in its kind of file."""
        if self.table:
            return f"table {self.table} row {row + 1} column {column + 1}"
        return xl_rowcol_to_cell(row, column)

    def merge(self, row: int, column: int, down: int, across: int) -> None:
        """Make one cell of so many down and across."""
        if down > 1 or across > 1:
            self.merged.append((row, column, row + down - 1, column + across - 1))

    @property
    def rows(self) -> int:
        """How many rows hold something."""
        return max((row for row, _ in self.cells), default=-1) + 1

    @property
    def columns(self) -> int:
        """How many columns hold something."""
        return max((column for _, column in self.cells), default=-1) + 1


@dataclass(slots=True)
class Reading:
    """What a person reads in one file, gathered while it is written."""

    file: str
    habit: str
    answers: list[Answer] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)

    def finished(self) -> Written:
        """The truth about the file, as it is handed on."""
        return Written(
            self.file, self.habit, tuple(self.answers), tuple(self.lines), tuple(self.words)
        )


def save_workbook(path: Path, grids: Sequence[Grid]) -> None:
    """As Excel saves it: formulas keep the figure that they showed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(path) as book:
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        head = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#DDE8F0"})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm:ss"})
        for grid in grids:
            sheet = book.add_worksheet(grid.name)
            for place in grid.merged:
                sheet.merge_range(*place, "", head)
            for (row, column), value in grid.cells.items():
                look = head if (row, column) in grid.heads else plain
                match value:
                    case Worked():
                        sheet.write_formula(row, column, value.formula, look, value.value)
                    case datetime():
                        sheet.write_datetime(row, column, value, moment)
                    case date():
                        sheet.write_datetime(row, column, value, day)
                    case bool():
                        sheet.write_boolean(row, column, value, look)
                    case int() | float():
                        sheet.write_number(row, column, value, look)
                    case _:
                        sheet.write_string(row, column, str(value), look)


def save_csv(
    path: Path, grid: Grid, *, encoding: str = "utf-8-sig", moment: str = "%d/%m/%Y %H:%M:%S"
) -> None:
    """As a survey tool or Excel saves it, each row as long as the longest."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        for row in range(grid.rows):
            values = (grid.cells.get((row, column)) for column in range(grid.columns))
            writer.writerow([_as_text(value, moment) for value in values])


def save_word(path: Path, parts: Sequence[str | Grid]) -> None:
    """As a Word document: paragraphs, and a table for each grid."""
    path.parent.mkdir(parents=True, exist_ok=True)
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(part.rows, part.columns)
        table.style = "Table Grid"
        for top, left, bottom, right in part.merged:
            table.cell(top, left).merge(table.cell(bottom, right))
        cells = [line.cells for line in table.rows]
        for (row, column), value in part.cells.items():
            cells[row][column].text = _as_text(value, "%d/%m/%Y")
    document.save(str(path))


def _as_text(value: Value, moment: str) -> str:
    match value:
        case None:
            return ""
        case Worked():
            return str(value.value)
        case datetime():
            return value.strftime(moment)
        case date():
            return value.strftime("%d/%m/%Y")
        case _:
            return str(value)
