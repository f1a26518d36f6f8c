"""The parts below the table of statements: comments, assets, priorities, and who signed."""

from __future__ import annotations

import datetime as dt
import random
from typing import Final

from tools.forms.page import Page
from tools.forms.words import WORDS, pick, sentence

PRIORITY_HEADINGS: Final = {
    "number": ("No.", "", "#"),
    "priority": ("Priority", "Priorities", "What do we want to work on?"),
    "action": ("Action", "What we will do", "Actions", "How will we do it?"),
    "measure": ("How we will know", "Measure", "How will we know?"),
    "due": ("By when", "Due date", "When by", "Target date", "Timescale"),
    "staff_lead": ("Staff lead", "Lead (staff)", "Lead staff member"),
    "service_user_lead": ("Service user lead", "Lived experience lead"),
    "progress": ("Progress", "Status", "Progress so far"),
}
PROGRESS: Final = (
    ("Not started", "not-started"),
    ("Started", "started"),
    ("In progress", "started"),
    ("Achieved", "achieved"),
    ("Done", "achieved"),
    ("Completed", "achieved"),
    ("Stopped", "stopped"),
    (None, None),
)


def general_comment(page: Page, row: int, column: int, chance: random.Random) -> int:
    """A comment on all of it; the next free row, as of every part here."""
    page.put(
        row,
        column,
        chance.choice(("General comments:", "Any other comments", "Overall comments:")),
    )
    beside = chance.random() < 0.5
    text = sentence(chance, "general-comments")
    page.say(*((row, column + 1) if beside else (row + 1, column)), text)
    return row + (2 if beside else 3)


def assets(page: Page, row: int, column: int, chance: random.Random) -> int:
    """What the team can draw on."""
    titles = ("Identifying assets", "Assets", "Our assets", "What we already have: assets")
    page.put(row, column, chance.choice(titles))
    row += 1
    count = chance.randint(2, 5)
    if chance.random() < 0.6:
        asset = chance.choice(("What we can draw on", "Assets", "Asset"))
        page.put_row(row, column, ["Category", asset])
        for category in chance.sample(WORDS["asset-categories"], count):
            row += 1
            text = sentence(chance, "assets")
            page.put(row, column, category)
            cell = page.put(row, column + 1, text)
            page.line("assets", cell, asset=text, category=category)
        return row + 2
    for _ in range(count):
        text = sentence(chance, "assets")
        page.line("assets", page.put(row, column, text), asset=text)
        row += 1
    return row + 1


def priorities(page: Page, row: int, column: int, chance: random.Random) -> int:
    """What the team will work on, each with who leads on it."""
    titles = (
        "Top three priorities for action", "Priorities for action", "Our top three priorities",
        "Action plan", "Top 3 priorities",
    )  # fmt: skip
    page.put(row, column, chance.choice(titles))
    headings = {name: chance.choice(texts) for name, texts in PRIORITY_HEADINGS.items()}
    names = list(headings)
    names = [*names[:3], *(name for name in names[3:] if chance.random() < 0.7)]
    page.put_row(row + 1, column, [headings[name] for name in names])
    row += 2
    for number in range(1, chance.choice((2, 3, 3, 4))):
        held: dict[str, object] = {"number": number}
        cell = page.address(row, column + 1)
        for at, name in enumerate(names, start=column):
            held |= _part(page, row, at, name, number, chance)
        page.line("priorities", cell, **held)
        row += 1
    return row + 1


def _part(
    page: Page, row: int, column: int, name: str, number: int, chance: random.Random
) -> dict[str, object]:
    """Write one part of a priority; what it says."""
    match name:
        case "number":
            page.put(row, column, number)
            return {}
        case "priority" | "action" | "measure":
            kinds = {"priority": "priorities", "action": "actions", "measure": "measures"}
            text = sentence(chance, kinds[name])
            page.put(row, column, text)
            return {name: text}
        case "due" if chance.random() < 0.2:
            vague = chance.choice(("ongoing", "ASAP", "by the summer", "next year"))
            page.say(row, column, vague)
            return {}
        case "due":
            due = dt.date(2026, chance.randint(1, 12), chance.randint(1, 28))
            page.put(row, column, f"{due:%d/%m/%Y}")
            return {"due": due}
        case "progress":
            written, state = chance.choice(PROGRESS)
            page.put(row, column, written)
            return {"progress": state} if state else {}
        case _:
            named = chance.random() < 0.7
            if named:
                page.say(row, column, pick(chance, "people"), name=True)
            return {name: named}


def signatures(page: Page, row: int, column: int, chance: random.Random) -> int:
    """Who filled it in, and when they meet again."""
    labels = ("Completed by:", "Signed:", "Ward manager:", "Form completed by", "Team manager")
    for label in chance.sample(labels, 2):
        page.put(row, column, label)
        page.say(row, column + 1, pick(chance, "people"), name=True)
        row += 1
    if chance.random() < 0.4:
        page.put(row, column, "Who took part:")
        staff, users = chance.randint(3, 9), chance.randint(2, 8)
        page.say(row, column + 1, f"{staff} staff and {users} people using the service")
        row += 1
    if chance.random() < 0.3:
        page.put(row, column, chance.choice(("Date of next review:", "Next review")))
        page.say(row, column + 1, f"{chance.randint(10, 28)}/{chance.randint(10, 12)}/2027")
        row += 1
    return row + 1
