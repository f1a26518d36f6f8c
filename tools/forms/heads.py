"""What stands around the table of statements: whose form it is, assets, priorities, names."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from typing import Final, Literal

from tools.forms.entries import LABELS
from tools.forms.paper import Content, Document, Page
from tools.forms.parts import Team
from tools.forms.people import (
    ACTIONS,
    ASSETS,
    CATEGORIES,
    GENERAL,
    MEASURES,
    PEOPLE,
    PRIORITIES,
    in_words,
)
from tools.forms.truth import Line

TITLES: Final = (
    "Team Recovery Implementation Plan (TRIP)",
    "TRIP",
    "Team Recovery Implementation Plan",
    "TRIP review",
    "Recovery self-assessment (TRIP)",
)
TEAM_LABELS: Final = (
    "Team:",
    "Team",
    "Team name",
    "Team name:",
    "Name of team",
    "Name of team/ward",
    "Ward/team",
    "Team / Ward:",
    "Ward",
    "TEAM NAME",
    "Ward / Team name",
    "Name of ward or team:",
)
YEAR_LABELS: Final = (
    "Year",
    "Year:",
    "Review year",
    "Year of review",
    "TRIP year",
    "Review year:",
    "Financial year",
    "YEAR",
)
DATE_LABELS: Final = (
    "Date",
    "Date:",
    "Date completed",
    "Date of review",
    "Completed on",
    "Date of meeting:",
    "Date of completion",
)
LINE_LABELS: Final = ("Service line", "Service line:", "Directorate", "Division", "Care group")
SERVICE_LINES: Final = ("Adult inpatient", "Community", "Older people", "Forensic", "CYP")

Shape = Literal["two cells", "one cell", "dash", "below", "far", "lines", "in a row"]
SHAPES: Final[tuple[Shape, ...]] = (
    "two cells",
    "two cells",
    "one cell",
    "dash",
    "below",
    "far",
    "lines",
    "in a row",
)


def year_texts(year: int, chance: random.Random) -> Content:
    """A year as people write it in its field."""
    short, after = year % 100, (year + 1) % 100
    return chance.choice(
        (
            year,
            year,
            str(year),
            f"{year}/{after}",
            f"{year}-{after}",
            f"{year}–{year + 1}",
            f"FY{short}/{after}",
            f"{short}/{after}",
            f"March {year}",
            f"{year} review",
            f"Spring {year}",
            f"{year} / {after}",
            f"FY {year}/{after}",
            f"{year}/{year + 1}",
            f"September {year}",
        )
    )


def date_texts(date: dt.date, chance: random.Random, *, text: bool) -> Content:
    """A date as people write it, day first."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(
        date.day % 10 if date.day not in (11, 12, 13) else 0, "th"
    )
    written = (
        f"{date:%d/%m/%Y}",
        f"{date:%d.%m.%y}",
        f"{date:%d-%b-%y}",
        f"{date.day} {date:%B %Y}",
        f"{date.day}{ending} {date:%B %Y}",
        f"{date:%d/%m/%y}",
        f"{date:%a} {date.day} {date:%B %Y}",
        f"{date.day}/{date.month}/{date.year}",
        f"{date:%Y-%m-%d}",
        f"{date:%d %b %Y}",
    )
    if not text and chance.random() < 0.5:
        return date
    return chance.choice(written)


@dataclass(frozen=True)
class Says:
    """What of its team and year a form says itself."""

    team: bool = True
    year: bool = True
    date: bool = False
    service_line: bool = False


def fields_of(team: Team, says: Says) -> list[tuple[str, Content]]:
    """Labels and what stands with them."""
    chance = team.chance
    fields: list[tuple[str, Content]] = []
    if says.team:
        fields.append((chance.choice(TEAM_LABELS), team.name))
    if says.service_line:
        team.service_line = chance.choice(SERVICE_LINES)
        fields.append((chance.choice(LINE_LABELS), team.service_line))
    if says.year:
        fields.append((chance.choice(YEAR_LABELS), year_texts(team.year, chance)))
    if says.date:
        day = dt.date(team.year, chance.randint(4, 12), chance.randint(1, 28))
        text = date_texts(day, chance, text=team.kept_by == "text")
        fields.append((chance.choice(DATE_LABELS), text))
    return fields


def head(
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
    says = says or Says(date=chance.random() < 0.3, service_line=chance.random() < 0.3)
    shape = shape or chance.choice(SHAPES)
    if title:
        page.put(row, column, chance.choice(TITLES))
        row += chance.choice((1, 2))
    fields = fields_of(team, says)
    if shape == "below":
        for at, (label, value) in enumerate(fields):
            page.put(row, column + at, label.rstrip(":"))
            page.put(row + 1, column + at, value)
        row += 2
    elif shape == "in a row":
        for at, (label, value) in enumerate(fields):
            page.put(row, column + 2 * at, label)
            page.put(row, column + 2 * at + 1, value)
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
    points = list(enumerate(LABELS, start=1))
    if chance.random() < 0.5:
        said = ", ".join(f"{point} = {label.lower()}" for point, label in points)
        page.put(row, column, f"Please rate each statement together: {said}.")
        return row + 1
    page.put(row, column, chance.choice(("Rating scale", "Key", "How to rate")))
    row += 1
    for point, label in points:
        if chance.random() < 0.5:
            page.put(row, column, point)
            page.put(row, column + 1, label)
        else:
            page.put(row, column, f"{point} - {label}")
        row += 1
    return row


def general_comment(page: Page, row: int, column: int, chance: random.Random) -> int:
    """A comment on all of it."""
    label = chance.choice(("General comments:", "Any other comments", "Overall comments:"))
    page.put(row, column, label)
    if chance.random() < 0.5:
        page.say(row, column + 1, in_words(GENERAL, chance))
        return row + 2
    page.say(row + 1, column, in_words(GENERAL, chance))
    return row + 3


def assets(page: Page, row: int, column: int, chance: random.Random, *, width: int = 2) -> int:
    """What the team can draw on."""
    page.put(
        row,
        column,
        chance.choice(
            ("Identifying assets", "Assets", "Our assets", "What we already have: assets")
        ),
    )
    row += 1
    count = chance.randint(2, 5)
    if width > 1 and chance.random() < 0.6:
        page.put(row, column, "Category")
        page.put(row, column + 1, chance.choice(("What we can draw on", "Assets", "Asset")))
        row += 1
        for category in chance.sample(CATEGORIES, count):
            text = in_words(ASSETS, chance)
            page.put(row, column, category)
            cell = page.put(row, column + 1, text)
            columns = {"asset": text, "category": category}
            page.lines.append(Line("assets", page.name, cell, columns))
            row += 1
    else:
        for _ in range(count):
            text = in_words(ASSETS, chance)
            cell = page.put(row, column, text)
            page.lines.append(Line("assets", page.name, cell, {"asset": text}))
            row += 1
    return row + 1


def priorities(page: Page, row: int, column: int, chance: random.Random) -> int:
    """What the team will work on, each with who leads on it."""
    title = chance.choice(
        (
            "Top three priorities for action",
            "Priorities for action",
            "Our top three priorities",
            "Action plan",
            "Top 3 priorities",
        ),
    )
    page.put(row, column, title)
    heads = {
        "number": chance.choice(("No.", "", "#")),
        "priority": chance.choice(("Priority", "Priorities", "What do we want to work on?")),
        "action": chance.choice(("Action", "What we will do", "Actions", "How will we do it?")),
        "measure": chance.choice(("How we will know", "Measure", "How will we know?")),
        "due": chance.choice(("By when", "Due date", "When by", "Target date", "Timescale")),
        "staff_lead": chance.choice(("Staff lead", "Lead (staff)", "Lead staff member")),
        "service_user_lead": chance.choice(("Service user lead", "Lived experience lead")),
        "progress": chance.choice(("Progress", "Status", "Progress so far")),
    }
    wanted = ["number", "priority", "action"]
    wanted += [name for name in list(heads)[3:] if chance.random() < 0.7]
    row += 1
    for at, name in enumerate(wanted):
        page.put(row, column + at, heads[name])
    row += 1
    for number in range(1, chance.choice((2, 3, 3, 4))):
        held: dict[str, object] = {"number": number}
        cell = None
        for at, name in enumerate(wanted):
            place = row, column + at
            if name == "number":
                page.put(*place, number)
            elif name == "priority":
                held["priority"] = in_words(PRIORITIES, chance)
                cell = page.put(*place, str(held["priority"]))
            elif name in ("action", "measure"):
                held[name] = in_words(ACTIONS if name == "action" else MEASURES, chance)
                page.put(*place, str(held[name]))
            elif name == "due":
                held.update(_due(page, place, chance))
            elif name == "progress":
                text, state = chance.choice(
                    (
                        ("Not started", "not-started"),
                        ("Started", "started"),
                        ("In progress", "started"),
                        ("Achieved", "achieved"),
                        ("Done", "achieved"),
                        ("Completed", "achieved"),
                        ("Stopped", "stopped"),
                        (None, None),
                    ),
                )
                page.put(*place, text)
                if state:
                    held["progress"] = state
            else:
                named = chance.random() < 0.7
                if named:
                    page.say(*place, chance.choice(PEOPLE), name=True)
                held[name] = named
        page.lines.append(Line("priorities", page.name, cell, held))
        row += 1
    return row + 1


def _due(page: Page, place: tuple[int, int], chance: random.Random) -> dict[str, object]:
    if chance.random() < 0.2:
        page.say(*place, chance.choice(("ongoing", "ASAP", "by the summer", "next year")))
        return {}
    due = dt.date(2026, chance.randint(1, 12), chance.randint(1, 28))
    page.put(*place, f"{due:%d/%m/%Y}")
    return {"due": due}


def signatures(page: Page, row: int, column: int, chance: random.Random) -> int:
    """Who filled it in, and when they meet again."""
    for label in chance.sample(
        ("Completed by:", "Signed:", "Ward manager:", "Form completed by", "Team manager"),
        2,
    ):
        page.put(row, column, label)
        page.say(row, column + 1, chance.choice(PEOPLE), name=True)
        row += 1
    if chance.random() < 0.4:
        page.put(row, column, "Who took part:")
        page.say(
            row,
            column + 1,
            f"{chance.randint(3, 9)} staff and {chance.randint(2, 8)} people using the service",
        )
        row += 1
    if chance.random() < 0.3:
        page.put(row, column, chance.choice(("Date of next review:", "Next review")))
        page.say(row, column + 1, f"{chance.randint(10, 28)}/{chance.randint(10, 12)}/2027")
        row += 1
    return row + 1


def word_head(document: Document, team: Team, says: Says) -> None:
    """The same at the top of a Word document, in lines or in a table."""
    chance = team.chance
    document.paragraph(chance.choice(TITLES))
    shape = chance.choice(("lines", "table", "tabs"))
    fields = fields_of(team, says)
    if shape == "table":
        page = document.table()
        for row, (label, value) in enumerate(fields, start=1):
            page.put(row, 1, label)
            page.put(row, 2, value if not isinstance(value, int) else str(value))
    else:
        for label, value in fields:
            between = ":\t" if shape == "tabs" else ": "
            document.paragraph(f"{label.rstrip(':')}{between}{value}")
    document.paragraph()
