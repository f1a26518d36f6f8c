"""The part above the table of statements: the team, the year, and the scale."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from typing import Literal

from tools.forms.page import Content, Document, Page
from tools.forms.team import Team
from tools.forms.words import POINTS, pick

Shape = Literal["two cells", "one cell", "dash", "below", "far", "lines", "in a row"]


@dataclass(frozen=True)
class Says:
    """What of its team and year a form says itself."""

    team: bool = True
    year: bool = True
    date: bool = False
    service_line: bool = False


def says_by_chance(chance: random.Random) -> Says:
    """Team and year, and perhaps more."""
    return Says(date=chance.random() < 0.3, service_line=chance.random() < 0.3)


def year_as_written(year: int, chance: random.Random) -> Content:
    """A year as people write it in its field."""
    pattern = chance.choice(
        (None, None, "{y}", "{y}/{n}", "{y}-{n}", "{y}–{next}", "FY{s}/{n}", "{s}/{n}",
         "March {y}", "{y} review", "Spring {y}", "{y} / {n}", "FY {y}/{n}", "{y}/{next}",
         "September {y}")
    )  # fmt: skip
    if pattern is None:
        return year
    return pattern.format(y=year, next=year + 1, s=year % 100, n=(year + 1) % 100)


def date_as_written(date: dt.date, chance: random.Random, *, text: bool) -> Content:
    """A date as people write it, day first."""
    written = (
        f"{date:%d/%m/%Y}",
        f"{date:%d.%m.%y}",
        f"{date:%d-%b-%y}",
        f"{date.day} {date:%B %Y}",
        f"{date.day}{ordinal(date.day)} {date:%B %Y}",
        f"{date:%d/%m/%y}",
        f"{date:%a} {date.day} {date:%B %Y}",
        f"{date.day}/{date.month}/{date.year}",
        f"{date:%Y-%m-%d}",
        f"{date:%d %b %Y}",
    )
    if not text and chance.random() < 0.5:
        return date
    return chance.choice(written)


def ordinal(day: int) -> str:
    """What follows the number of a day."""
    return "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def fields_of(team: Team, says: Says) -> list[tuple[str, Content]]:
    """Labels with their values."""
    chance = team.chance
    fields: list[tuple[str, Content]] = []
    if says.team:
        fields.append((pick(chance, "team-labels"), team.name))
    if says.service_line:
        team.service_line = pick(chance, "service-lines")
        fields.append((pick(chance, "service-line-labels"), team.service_line))
    if says.year:
        fields.append((pick(chance, "year-labels"), year_as_written(team.year, chance)))
    if says.date:
        day = dt.date(team.year, chance.randint(4, 12), chance.randint(1, 28))
        text = date_as_written(day, chance, text=team.kept_by == "text")
        fields.append((pick(chance, "date-labels"), text))
    return fields


def heading(
    page: Page,
    team: Team,
    says: Says | None = None,
    *,
    row: int = 1,
    column: int = 1,
    shape: Shape | None = None,
    title: bool = True,
) -> int:
    """Title, fields and perhaps a guide to the scale; the first free row below them."""
    chance = team.chance
    says = says or says_by_chance(chance)
    shape = shape or chance.choice(
        ("two cells", "two cells", "one cell", "dash", "below", "far", "lines", "in a row")
    )
    if title:
        page.put(row, column, pick(chance, "titles"))
        row += chance.choice((1, 2))
    fields = fields_of(team, says)
    if shape == "below":
        page.put_row(row, column, [label.rstrip(":") for label, _ in fields])
        page.put_row(row + 1, column, [value for _, value in fields])
        row += 2
    elif shape == "in a row":
        page.put_row(row, column, [each for field in fields for each in field])
        row += 1
    else:
        for label, value in fields:
            text = value.strftime("%d/%m/%Y") if isinstance(value, dt.date) else value
            bare = label.rstrip(":")
            if shape == "one cell":
                page.put(row, column, f"{bare}: {text}")
            elif shape == "dash":
                page.put(row, column, f"{bare} {chance.choice('–-')} {text}")
            elif shape == "lines":
                page.put(row, column, f"{bare}:\n{text}")
            else:
                page.put(row, column, label)
                page.put(row, column + (1 if shape == "two cells" else 3), value)
            row += 1
    row += chance.choice((0, 1, 2))
    if chance.random() < 0.35:
        row = scale_guide(page, row, column, chance) + 1
    return row + 1


def scale_guide(page: Page, row: int, column: int, chance: random.Random) -> int:
    """What each number means, in a line or a line each."""
    if chance.random() < 0.5:
        said = ", ".join(f"{point} = {label.lower()}" for point, label in POINTS.items())
        page.put(row, column, f"Please rate each statement together: {said}.")
        return row + 1
    page.put(row, column, chance.choice(("Rating scale", "Key", "How to rate")))
    for point, label in POINTS.items():
        row += 1
        if chance.random() < 0.5:
            page.put_row(row, column, [point, label])
        else:
            page.put(row, column, f"{point} - {label}")
    return row + 1


def word_heading(document: Document, team: Team) -> None:
    """The same at the top of a Word document, in lines or in a table."""
    chance = team.chance
    says = says_by_chance(chance)
    document.paragraph(pick(chance, "titles"))
    shape = chance.choice(("lines", "table", "tabs"))
    fields = fields_of(team, says)
    if shape == "table":
        page = document.table()
        for row, field in enumerate(fields, start=1):
            page.put_row(row, 1, [str(each) for each in field])
    else:
        between = ":\t" if shape == "tabs" else ": "
        for label, value in fields:
            document.paragraph(f"{label.rstrip(':')}{between}{value}")
    document.paragraph()
