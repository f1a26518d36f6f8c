"""What teams have and what they will do: assets and priorities in many layouts."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from tools.forms import assets, hands
from tools.forms.grids import Grid, Reading, Value
from tools.forms.plan_page import Layout, Page, in_one_cell
from tools.forms.truth import Answer, Line, Written

PRIORITIES: Final = (
    ("Write notes together with people", "Two workers try it, then roll out", "Audit of 20 notes"),
    ("More involvement of families", "Family evening on the first Tuesday", "Ten families came"),
    ("Hope board in the day room", "Collect stories at community meeting", "Board is up"),
    ("Safety plans that people hold", "Print wallet cards", "Everyone has a copy"),
    ("Links with the local college", "Invite the tutor each month", "Eight people enrolled"),
    ("Protected time for reflective practice", "Cover from bank one hour a week", "Rota shows it"),
    ("Real choice at meal times", "Menu group with the caterers", "Feedback cards"),
)

# What is written for a date; the date that everybody reads in it, where there is one.
DATES: Final[tuple[Callable[[date], tuple[Value, bool]], ...]] = (
    lambda due: (due, True),
    lambda due: (due.strftime("%d/%m/%Y"), True),
    lambda due: (due.strftime("%d.%m.%y"), True),
    lambda due: (f"{due.day} {due:%B %Y}", True),
    lambda due: (f"{due.day} {due:%b %Y}", True),
    lambda due: (f"{due.day}{_ordinal(due.day)} {due:%B %Y}", True),
    lambda due: (due.isoformat(), True),
    lambda due: (f"end of {due:%B %Y}", False),
    lambda due: (f"{due:%B %Y}", False),
)
NO_DATES: Final = ("Q2", "ongoing", "ASAP", "31/6/25", "TBC", "when we have a manager", "next year")
PROGRESS: Final[dict[str, str | None]] = {
    "Not started": "not-started",
    "not yet started": "not-started",
    "In progress": "started",
    "Started": "started",
    "under way": "started",
    "Done": "achieved",
    "Completed": "achieved",
    "Achieved": "achieved",
    "Stopped": "stopped",
    "Amber": None,
    "50%": None,
    "nearly there": None,
    "see minutes": None,
}
HEADS: Final = {
    "number": ("No.", "#", ""),
    "priority": ("Priority", "Our priority", "Priority for action", "What we want to work on"),
    "action": ("Action", "Actions", "What will we do?", "How we will do it", "Steps"),
    "staff": ("Staff lead", "Lead (staff)", "Staff member leading"),
    "user": ("Service user lead", "Lead - person using the service", "SU lead"),
    "due": ("By when", "Target date", "Deadline", "Completion date", "By when?"),
    "measure": ("How will we know", "Measure", "How will we know it has worked?", "Outcome"),
    "progress": ("Progress", "Status", "Progress so far", "Where are we now?"),
}


@dataclass(frozen=True, slots=True)
class Priority:
    """One priority as written; ``due`` and ``progress`` are None where nobody could tell."""

    priority: str
    action: str | None
    measure: str | None
    staff: str | None
    user: str | None
    written_due: Value
    due: date | None
    dated: bool
    written_progress: str | None
    progress: str | None

    def written(self, name: str) -> Value:
        """What stands in the column of that name."""
        value: Value = getattr(
            self, {"due": "written_due", "progress": "written_progress"}.get(name, name)
        )
        return value


def write(folder: Path, chance: random.Random) -> list[Written]:
    """Each way with priorities, with one with assets, on one sheet, on several, and in Word."""
    hand = hands.Hand.of(chance)
    return [
        _form(folder, hand, kind, habit, priorities, hand.choice(list(assets.LAYOUTS.values())))
        for kind in ("one sheet", "sheets", "word", "one sheet")
        for habit, priorities in PRIORITY_LAYOUTS.items()
    ] + [
        _form(folder, hand, kind, habit, table, owned)
        for kind in ("one sheet", "sheets", "word")
        for habit, owned in assets.LAYOUTS.items()
    ]


def _form(
    folder: Path, hand: hands.Hand, kind: str, habit: str, priorities: Layout, owned: Layout
) -> Written:
    team, _ = hands.some_teams(hand, 1)[0]
    year = hand.randint(2021, 2025)
    suffix = "docx" if kind == "word" else "xlsx"
    page = Page(Reading(f"{team} TRIP {year}.{suffix}", habit), kind)
    if kind == "word":
        page.parts += ["Team Recovery Implementation Plan", f"Team: {team}", f"Year: {year}"]
        grid, row = page.part("Benchmarking", "")
    else:
        grid, row = page.part("Team Recovery Implementation Plan", "TRIP")
        grid.put(row, 0, "Team")
        grid.put(row, 1, team)
        grid.put(row + 1, 0, "Year")
        grid.put(row + 1, 1, year)
        row += 3
    _ratings(page, hand, grid, row, team, year)
    order = [priorities, owned]
    hand.shuffle(order)
    for layout in order:
        layout(page, hand, year)
    return page.save(folder)


def _ratings(page: Page, hand: hands.Hand, grid: Grid, row: int, team: str, year: int) -> None:
    for column, head in enumerate(("No.", "Good practice statement", "Rating (1-5)")):
        grid.put(row, column, head, head=True)
    for number, (item_id, text) in enumerate(hands.STATEMENTS.items(), start=1):
        value = hand.randint(1, 5)
        grid.put(row + number, 0, number)
        grid.put(row + number, 1, text)
        cell = grid.put(row + number, 2, value)
        page.reading.answers.append(
            Answer("ratings", team, year, item_id, "rated", value, grid.name, cell)
        )


def _chosen(hand: hands.Hand, year: int) -> list[Priority]:
    chosen: list[Priority] = []
    count = hand.choice((1, 2, 3, 3, 3, 3, 5))
    for priority, action, measure in hand.sample(PRIORITIES, count):
        day = date(year + 1, hand.randint(1, 12), hand.randint(1, 28))
        written, clear = hand.choice(DATES)(day)
        dated = clear or hand.random() < 0.3
        if not dated:
            written = hand.choice((*NO_DATES, None))
        progress = hand.choice(list(PROGRESS))
        chosen.append(
            Priority(
                priority,
                action if hand.random() < 0.85 else None,
                measure if hand.random() < 0.7 else None,
                hand.choice((*hands.PEOPLE, "TBC", None)),
                hand.choice((*hands.PEOPLE, "tbc", None)),
                written,
                day if clear else None,
                dated,
                progress,
                PROGRESS[progress],
            )
        )
    return chosen


def _read(
    page: Page, grid: Grid, places: dict[str, tuple[int, int]], said: Priority, number: int | None
) -> None:
    """What a person reads in a priority whose parts stand in these places."""
    columns: dict[str, object] = {"priority": said.priority}
    if number is not None and number <= 3:
        columns["number"] = number
    for name in ("action", "measure"):
        if name in places and said.written(name):
            columns[name] = said.written(name)
    for name in ("staff", "user"):
        who = said.written(name)
        if name in places and isinstance(who, str):
            named = who.casefold() != "tbc"
            columns["staff_lead" if name == "staff" else "service_user_lead"] = named
            if named:
                page.say(grid, *places[name], who, name=True)
    if "due" in places:
        if said.due:
            columns["due"] = said.due
        elif said.written_due is not None:
            if not said.dated:
                columns["due"] = None
            page.say(grid, *places["due"], str(said.written_due))
    if "progress" in places and said.written_progress:
        if said.progress:
            columns["progress"] = said.progress
        else:
            page.say(grid, *places["progress"], said.written_progress)
    cell = grid.address(*places["priority"])
    page.reading.lines.append(Line("priorities", grid.name, cell, columns))


def _title(hand: hands.Hand) -> str:
    return hand.choice(("Top three priorities for action", "Priorities for action", "Action plan"))


def _names(hand: hands.Hand) -> list[str]:
    """Which columns there are, in the order that somebody likes."""
    rest = [name for name in ("staff", "user", "due", "measure") if hand.random() < 0.75]
    if hand.random() < 0.3:
        hand.shuffle(rest)
    return ["priority", "action", *rest, *(["progress"] if hand.random() < 0.6 else [])]


def table(page: Page, hand: hands.Hand, year: int) -> None:
    """A row for each priority."""
    grid, row = page.part(_title(hand), "Action plan")
    numbered = hand.random() < 0.6
    names = (["number"] if numbered else []) + _names(hand)
    for column, name in enumerate(names):
        grid.put(row, column, hand.choice(HEADS[name]), head=True)
    chosen = _chosen(hand, year)
    for number, said in enumerate(chosen, start=1):
        row += 1
        places: dict[str, tuple[int, int]] = {}
        for column, name in enumerate(names):
            grid.put(row, column, number if name == "number" else said.written(name))
            places[name] = row, column
        _read(page, grid, places, said, number)
    for number in range(len(chosen) + 1, 4):
        # Lines that the form has and the team left empty.
        row += 1
        if numbered:
            grid.put(row, 0, number)


def blocks(page: Page, hand: hands.Hand, year: int) -> None:
    """Each priority as a block of labels and what is said, below each other."""
    grid, row = page.part(_title(hand), "Priorities")
    names = _names(hand)[1:]
    labels = {
        "action": hand.choice(("Action:", "What we will do:")),
        "staff": "Staff lead:",
        "user": "Service user lead:",
        "due": hand.choice(("By when:", "Target date:")),
        "measure": "How will we know:",
        "progress": "Progress:",
    }
    gap = hand.random() < 0.5
    for number, said in enumerate(_chosen(hand, year), start=1):
        grid.put(row, 0, f"Priority {number}{hand.choice((':', ''))}", head=True)
        grid.put(row, 1, said.priority)
        places = {"priority": (row, 1)}
        for name in names:
            row += 1
            grid.put(row, 0, labels[name], head=True)
            grid.put(row, 1, said.written(name))
            places[name] = row, 1
        _read(page, grid, places, said, number)
        row += 2 if gap else 1


def across(page: Page, hand: hands.Hand, year: int) -> None:
    """A column for each priority, a row for each part."""
    grid, row = page.part(_title(hand), "Plan")
    names = _names(hand)
    chosen = _chosen(hand, year)
    for number in range(1, max(3, len(chosen)) + 1):
        grid.put(row, number, f"Priority {number}", head=True)
    for place, name in enumerate(names, start=1):
        grid.put(row + place, 0, hand.choice(HEADS[name]), head=True)
    for number, said in enumerate(chosen, start=1):
        places = {}
        for place, name in enumerate(names, start=1):
            grid.put(row + place, number, said.written(name))
            places[name] = row + place, number
        _read(page, grid, places, said, number)


def lines(page: Page, hand: hands.Hand, year: int) -> None:
    """Nothing but three lines."""
    grid, row = page.part(hand.choice(("Our top three priorities", "Top three priorities")), "Next")
    form = hand.choice(("plain", "numbered", "beside"))
    for number, said in enumerate(_chosen(hand, year), start=1):
        if form == "beside":
            grid.put(row, 0, number)
        column = int(form == "beside")
        grid.put(row, column, f"{number}. {said.priority}" if form == "numbered" else said.priority)
        _read(page, grid, {"priority": (row, column)}, said, None)
        row += 1


def one_cell(page: Page, hand: hands.Hand, year: int) -> None:
    """All of them in one cell."""
    title = hand.choice(("Our top three priorities", "Top three priorities for action"))
    grid, row = page.part(title, "Next")
    texts = [said.priority for said in _chosen(hand, year)]
    in_one_cell(page, hand, grid, row, texts)


def _ordinal(day: int) -> str:
    return "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


PRIORITY_LAYOUTS: Final[dict[str, Layout]] = {
    "priorities as a table": table,
    "priorities as blocks": blocks,
    "priorities across": across,
    "priorities as lines": lines,
    "priorities in one cell": one_cell,
}
