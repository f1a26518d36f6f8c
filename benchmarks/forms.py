"""Returns to measure on, made by code: forms as trusts send them out and get them back."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Final, NamedTuple

import openpyxl

from tools.forms.files import File
from tools.forms.page import Document, Page
from tools.forms.words import STATEMENTS as BY_ITEM

STATEMENTS: Final = tuple(BY_ITEM.values())
COMMENTS: Final = (
    "We talked this through at the away day and think it is mostly there",
    "Staff say 4, people using the service say 3: we settled on 3",
    "Not for night staff",
    None,
    "Peer worker started in May, so this should move next year",
)
ASSETS: Final = ("A garden that people look after", "Peer support", "Links with the library", None)

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


def pages_of(form: Form) -> list[Page]:
    """As a workbook: all on one sheet, every cell of a table in a box, and a guide."""
    page, guide = Page("Form"), Page("Guidance")
    row = page.title(1, 1, form.title) + 1
    page.merge(1, 1, 1, 5)
    for name, value in form.fields:
        row = page.field(row, 2, name, value)
    for table in form.tables:
        _put(page, row + 1, table)
        row += len(table) + 1
    for number, text in enumerate(form.guidance, start=1):
        guide.put(number, 1, text)
    return [page, guide]


def _put(page: Page, top: int, table: Table) -> None:
    for row, values in enumerate(table, start=top):
        page.put_row(row, 1, values)
        page.boxes |= {(row, column) for column in range(1, 6)}


def document_of(form: Form) -> Document:
    """As a Word document with a table for each section."""
    document = Document(form.title, *(" ".join(field) for field in form.fields))
    for rows in form.tables:
        page = document.table()
        _put(page, 1, rows)
        document.paragraph()
    return document


def write_folder(
    folder: Path, number: int, *, word: bool = False, by_program: bool = False
) -> list[Path]:
    """So many forms, the same on every run."""
    chance = random.Random(number)  # noqa: S311 # not for secrets
    paths = []
    for count in range(number):
        form = made_up(f"ward {count}", chance)
        name = f"ward {count}.{'docx' if word else 'xlsx'}"
        content = document_of(form) if word else pages_of(form)
        File(name, "", content, by_program=by_program).save(folder)
        paths.append(folder / name)
    return paths


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
