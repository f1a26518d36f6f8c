"""Returns to measure on, made by code: forms as trusts send them out and get them back."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import docx
import openpyxl
import xlsxwriter
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from trip_analytics import load_instrument

STATEMENTS: Final = tuple(item.wordings[-1].text for item in load_instrument("trip").items)
COMMENTS: Final = (
    "We talked this through at the away day and think it is mostly there",
    "Staff say 4, people using the service say 3: we settled on 3",
    "Not for night staff",
    None,
    "Peer worker started in May, so this should move next year",
)
ASSETS: Final = ("A garden that people look after", "Peer support", "Links with the library", None)
WIDTHS: Final = (5, 60, 10, 50, 20)

Value = str | int | None
Table = list[tuple[Value, ...]]


class Form(NamedTuple):
    """What one team returns; the head of each table is its first row."""

    title: str
    fields: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    guidance: tuple[str, ...]


def made_up(team: str, chance: random.Random) -> Form:
    """A form, filled in: eight statements, assets, three priorities, and a guide."""
    ratings: Table = [("", "Statement", "Rating 1-5", "Why we think so", "Who agreed it")]
    for number, statement in enumerate(STATEMENTS, start=1):
        ratings.append((number, statement, chance.randint(1, 5), chance.choice(COMMENTS), None))
    assets: Table = [("", "What we already have: people, places, skills", "", "Where", "")]
    assets += [(None, chance.choice(ASSETS), None, None, None) for _ in range(6)]
    plans: Table = [("", "Our three priorities", "By when", "How we shall do it", "How we know")]
    for number in (1, 2, 3):
        aim, step = chance.choice(STATEMENTS), chance.choice(COMMENTS)
        plans.append((number, aim, f"0{number}/09/2025", step, "We asked people"))
    points = ("not yet", "a start", "partly", "mostly", "fully")
    return Form(
        "Team Recovery Implementation Plan",
        (
            ("Team:", team),
            ("Service line:", chance.choice(("Adult inpatient", "Community", "Older adults"))),
            ("Date:", f"{chance.randint(1, 28):02}/04/2025"),
        ),
        (ratings, assets, plans),
        (
            "How to fill this in",
            *(f"{point} = {words} in place" for point, words in enumerate(points, start=1)),
            *(f"{statement} Talk about what this means first." for statement in STATEMENTS),
        ),
    )


def write_folder(
    folder: Path, number: int, write: Callable[[Path, Form], None], suffix: str
) -> list[Path]:
    """So many forms, the same on every run."""
    folder.mkdir()
    chance = random.Random(number)  # noqa: S311 # not for secrets
    paths = [folder / f"ward {count}{suffix}" for count in range(number)]
    for path in paths:
        write(path, made_up(path.stem, chance))
    return paths


def with_openpyxl(path: Path, form: Form) -> None:
    """As programs store a workbook: each text in its cell."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    line = Side(style="thin")
    box = Border(left=line, right=line, top=line, bottom=line)
    wrapped = Alignment(wrap_text=True, vertical="top")
    head = PatternFill("solid", fgColor="DDE8F0")
    for column, width in zip("ABCDE", WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    sheet["A1"].font = Font(size=16, bold=True)
    sheet.merge_cells("A1:E1")
    for row, column, value, look in _cells(form):
        cell = sheet.cell(row, column, value)
        if look != "plain":
            cell.border, cell.alignment = box, wrapped
        if look == "head":
            cell.fill, cell.font = head, Font(bold=True)
    guide = workbook.create_sheet("Guidance")
    for row, text in enumerate(form.guidance, start=1):
        guide.cell(row, 1, text)
    workbook.save(path)


def with_xlsxwriter(path: Path, form: Form) -> None:
    """As Excel stores a workbook: texts in a table that cells refer to."""
    with xlsxwriter.Workbook(path) as workbook:
        boxed = {"border": 1, "text_wrap": True, "valign": "top"}
        looks = {
            "plain": workbook.add_format(),
            "box": workbook.add_format(boxed),
            "head": workbook.add_format({**boxed, "bold": True, "bg_color": "#DDE8F0"}),
        }
        sheet = workbook.add_worksheet("Form")
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        sheet.merge_range("A1:E1", "", workbook.add_format({"bold": True, "font_size": 16}))
        for row, column, value, look in _cells(form):
            sheet.write(row - 1, column - 1, value, looks[look])
        guide = workbook.add_worksheet("Guidance")
        for row, text in enumerate(form.guidance):
            guide.write(row, 0, text)


def with_docx(path: Path, form: Form) -> None:
    """As a Word document with a table for each section."""
    document = docx.Document()
    document.add_heading(form.title)
    for field in form.fields:
        document.add_paragraph(" ".join(field))
    for rows in form.tables:
        table = document.add_table(len(rows), len(rows[0]))
        for line, values in zip(table.rows, rows, strict=True):
            for cell, value in zip(line.cells, values, strict=True):
                cell.text = "" if value is None else str(value)
        document.add_paragraph()
    document.save(str(path))


def write_long_sheet(path: Path, rows: int) -> None:
    """A collated sheet: a row for each team and statement."""
    chance = random.Random(rows)  # noqa: S311 # not for secrets
    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet("All teams")
    sheet.append(["Team", "Year", "Statement", "Staff", "People using services", "Comment"])
    for row in range(rows):
        statement, rating = STATEMENTS[row % len(STATEMENTS)], chance.randint(1, 5)
        comment = chance.choice(COMMENTS)
        sheet.append([f"Ward {row // 8}", 2025, statement, rating, 6 - rating, comment])
    workbook.save(path)


def _cells(form: Form) -> Iterator[tuple[int, int, Value, str]]:
    """Row, column, value and look of every cell, the empty ones with a box too."""
    yield 1, 1, form.title, "plain"
    row = 3
    for name, value in form.fields:
        yield row, 2, name, "plain"
        yield row, 3, value, "plain"
        row += 1
    for table in form.tables:
        row += 1
        for line, values in enumerate(table):
            for column, held in enumerate(values, start=1):
                yield row, column, held or None, "box" if line else "head"
            row += 1
