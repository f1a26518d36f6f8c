"""What teams have and what they will do: assets and priorities in many layouts."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from tools.forms.files import File
from tools.forms.heading import ordinal
from tools.forms.page import HEADING, Content, Document, Page
from tools.forms.people import Lead
from tools.forms.truth import Answer
from tools.forms.words import STATEMENTS, WORDS

# What is written for a date; whether everybody reads it as that date.
DATES: Final[tuple[Callable[[date], tuple[Content, bool]], ...]] = (
    lambda due: (due, True),
    lambda due: (due.strftime("%d/%m/%Y"), True),
    lambda due: (due.strftime("%d.%m.%y"), True),
    lambda due: (f"{due.day} {due:%B %Y}", True),
    lambda due: (f"{due.day} {due:%b %Y}", True),
    lambda due: (f"{due.day}{ordinal(due.day)} {due:%B %Y}", True),
    lambda due: (due.isoformat(), True),
    lambda due: (f"end of {due:%B %Y}", False),
    lambda due: (f"{due:%B %Y}", False),
)
LEADS: Final = {"staff": "staff_lead", "user": "service_user_lead"}

Places = Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Priority:
    """One priority: its parts as written, and what nobody could doubt of its date and progress."""

    written: Mapping[str, Content]
    due: date | None
    dated: bool
    progress: str | None


class Form:
    """Where the parts of a form go: all on one sheet, a sheet each, or tables in Word."""

    def __init__(self, kind: str, *opening: str) -> None:
        self.kind = kind
        self.document = Document(*opening)
        self.pages: list[Page] = []

    def part(self, title: str, name: str) -> tuple[Page, int]:
        """The page for the next part and its first free row; the title is above it."""
        if self.kind == "word":
            self.document.paragraph(title)
            return self.document.table(), 1
        if self.kind == "sheets" or not self.pages:
            self.pages.append(Page(name))
        page = self.pages[-1]
        row = page.last_row + (3 if page.last_row else 1)
        return page, page.title(row, 1, title)


Layout = Callable[[Form, Lead, int], None]
"""Writes one part of the form of a year."""


def _chosen(lead: Lead, year: int) -> list[Priority]:
    chosen: list[Priority] = []
    count = lead.choice((1, 2, 3, 3, 3, 3, 5))
    for priority, action, measure in lead.sample(WORDS["plans"], count):
        day = date(year + 1, lead.randint(1, 12), lead.randint(1, 28))
        written_due, clear = lead.choice(DATES)(day)
        dated = clear or lead.random() < 0.3
        if not dated:
            written_due = lead.choice((*WORDS["no-dates"], None))
        progress = lead.choice(list(WORDS["plan-progress"]))
        written = {
            "priority": priority,
            "action": action if lead.random() < 0.85 else None,
            "measure": measure if lead.random() < 0.7 else None,
            "staff": lead.choice((*WORDS["leads-people"], "TBC", None)),
            "user": lead.choice((*WORDS["leads-people"], "tbc", None)),
            "due": written_due,
            "progress": progress,
        }
        meant = WORDS["plan-progress"][progress] or None
        chosen.append(Priority(written, day if clear else None, dated, meant))
    return chosen


def _put(page: Page, places: Places, said: Priority, number: int | None) -> None:
    """Write a priority's parts in their places, and what a person reads in it."""
    for name, place in places.items():
        page.put(*place, number if name == "number" else said.written[name])
    columns: dict[str, object] = {"priority": said.written["priority"]}
    if number is not None and number <= 3:
        columns["number"] = number
    for name in ("action", "measure"):
        if name in places and said.written[name]:
            columns[name] = said.written[name]
    for name, column in LEADS.items():
        who = said.written[name]
        if name in places and isinstance(who, str):
            columns[column] = who.casefold() != "tbc"
            if columns[column]:
                page.say(*places[name], who, name=True)
    if "due" in places:
        if said.due:
            columns["due"] = said.due
        elif said.written["due"] is not None:
            if not said.dated:
                columns["due"] = None
            page.expect(*places["due"], str(said.written["due"]))
    if "progress" in places:
        if said.progress:
            columns["progress"] = said.progress
        else:
            page.expect(*places["progress"], str(said.written["progress"]))
    page.line("priorities", page.address(*places["priority"]), **columns)


def _title(lead: Lead) -> str:
    return lead.choice(("Top three priorities for action", "Priorities for action", "Action plan"))


def _names(lead: Lead) -> list[str]:
    """Which parts there are, in the order that somebody likes."""
    rest = [name for name in ("staff", "user", "due", "measure") if lead.random() < 0.75]
    if lead.random() < 0.3:
        lead.shuffle(rest)
    return ["priority", "action", *rest, *(["progress"] if lead.random() < 0.6 else [])]


def _headings(lead: Lead, names: Sequence[str]) -> list[str]:
    return [lead.choice(WORDS["plan-headings"][name]) for name in names]


def priorities_as_a_table(form: Form, lead: Lead, year: int) -> None:
    """A row for each priority."""
    page, row = form.part(_title(lead), "Action plan")
    numbered = lead.random() < 0.6
    names = [*(["number"] if numbered else []), *_names(lead)]
    page.put_row(row, 1, _headings(lead, names), HEADING)
    chosen = _chosen(lead, year)
    for number, said in enumerate(chosen, start=1):
        _put(page, {name: (row + number, at) for at, name in enumerate(names, 1)}, said, number)
    for number in range(len(chosen) + 1, 4 if numbered else 0):
        # Lines that the form has and the team left empty.
        page.put(row + number, 1, number)


def priorities_as_blocks(form: Form, lead: Lead, year: int) -> None:
    """Each priority as a block of labels and what is said, below each other."""
    page, row = form.part(_title(lead), "Priorities")
    names = _names(lead)[1:]
    labels = {
        "action": lead.choice(("Action:", "What we will do:")),
        "staff": "Staff lead:",
        "user": "Service user lead:",
        "due": lead.choice(("By when:", "Target date:")),
        "measure": "How will we know:",
        "progress": "Progress:",
    }
    gap = lead.random() < 0.5
    for number, said in enumerate(_chosen(lead, year), start=1):
        page.put(row, 1, f"Priority {number}{lead.choice((':', ''))}", HEADING)
        places = {"priority": (row, 2)}
        for name in names:
            row += 1
            page.put(row, 1, labels[name], HEADING)
            places[name] = row, 2
        _put(page, places, said, number)
        row += 2 if gap else 1


def priorities_across(form: Form, lead: Lead, year: int) -> None:
    """A column for each priority, a row for each part."""
    page, row = form.part(_title(lead), "Plan")
    names = _names(lead)
    chosen = _chosen(lead, year)
    count = max(3, len(chosen))
    page.put_row(row, 2, [f"Priority {number}" for number in range(1, count + 1)], HEADING)
    for below, heading in enumerate(_headings(lead, names), start=row + 1):
        page.put(below, 1, heading, HEADING)
    for number, said in enumerate(chosen, start=1):
        places = {name: (below, number + 1) for below, name in enumerate(names, start=row + 1)}
        _put(page, places, said, number)


def priorities_as_lines(form: Form, lead: Lead, year: int) -> None:
    """Nothing but three lines."""
    title = lead.choice(("Our top three priorities", "Top three priorities"))
    page, row = form.part(title, "Next")
    shape = lead.choice(("plain", "numbered", "beside"))
    for number, said in enumerate(_chosen(lead, year), start=1):
        column = 1 + (shape == "beside")
        _put(page, {"priority": (row, column)}, said, None)
        if shape == "beside":
            page.put(row, 1, number)
        elif shape == "numbered":
            page.put(row, 1, f"{number}. {said.written['priority']}")
        row += 1


def priorities_in_one_cell(form: Form, lead: Lead, year: int) -> None:
    """All of them in one cell."""
    title = lead.choice(("Our top three priorities", "Top three priorities for action"))
    page, row = form.part(title, "Next")
    _in_one_cell(page, lead, row, [str(said.written["priority"]) for said in _chosen(lead, year)])


def _in_one_cell(page: Page, lead: Lead, row: int, texts: Sequence[str]) -> None:
    """Several texts in one cell, as people part them."""
    match lead.choice(("numbers", "bullets", "commas", "lines")):
        case "numbers":
            whole = "\n".join(f"{n}) {text}" for n, text in enumerate(texts, start=1))
        case "bullets":
            whole = "\n".join(f"• {text}" for text in texts)
        case "commas":
            whole = ", ".join(texts)
        case _:
            whole = "\n".join(texts)
    page.put(row, 1, whole)
    for text in texts:
        page.expect(row, 1, text)


def _owned(lead: Lead) -> list[tuple[str, str]]:
    """Assets with their categories."""
    return [
        (category, asset)
        for category, assets in WORDS["owned"].items()
        for asset in lead.sample(assets, lead.randint(1, len(assets)))
    ]


def _assets(form: Form, lead: Lead) -> tuple[Page, int]:
    titles = ("Identifying assets", "Our assets", "What we already have", "Team assets")
    return form.part(lead.choice(titles), "Assets")


def assets_as_a_list(form: Form, lead: Lead, _: int) -> None:
    """One below the other."""
    page, row = _assets(form, lead)
    for _category, asset in _owned(lead):
        page.line("assets", page.put(row, 1, asset), asset=asset)
        row += 1


def assets_with_categories(form: Form, lead: Lead, _: int) -> None:
    """The category beside each."""
    page, row = _assets(form, lead)
    page.put(row, 1, lead.choice(("Category", "Type", "Kind of asset")), HEADING)
    page.put(row, 2, lead.choice(("Asset", "Assets", "What we have")), HEADING)
    for category, asset in _owned(lead):
        row += 1
        page.put(row, 1, category)
        page.line("assets", page.put(row, 2, asset), asset=asset, category=category)


def assets_in_columns(form: Form, lead: Lead, _: int) -> None:
    """A column for each category."""
    page, row = _assets(form, lead)
    owned = _owned(lead)
    for column, category in enumerate(WORDS["owned"], start=1):
        page.put(row, column, category, HEADING)
        of_category = [asset for its, asset in owned if its == category]
        for below, asset in enumerate(of_category, start=row + 1):
            cell = page.put(below, column, asset)
            page.line("assets", cell, asset=asset, category=category)


def assets_in_one_cell(form: Form, lead: Lead, _: int) -> None:
    """All of them in one cell."""
    page, row = _assets(form, lead)
    owned = [asset for _category, asset in _owned(lead)]
    _in_one_cell(page, lead, row, owned)


PRIORITIES: Final[dict[str, Layout]] = {
    "priorities as a table": priorities_as_a_table,
    "priorities as blocks": priorities_as_blocks,
    "priorities across": priorities_across,
    "priorities as lines": priorities_as_lines,
    "priorities in one cell": priorities_in_one_cell,
}
ASSETS: Final[dict[str, Layout]] = {
    "assets as a list": assets_as_a_list,
    "assets with categories": assets_with_categories,
    "assets in columns": assets_in_columns,
    "assets in one cell": assets_in_one_cell,
}


def _file(lead: Lead, kind: str, habit: str, priorities: Layout, assets: Layout) -> File:
    ((team, _),) = lead.teams(1)
    year = lead.randint(2021, 2025)
    name = f"{team} TRIP {year}"
    if kind == "word":
        form = Form(kind, "Team Recovery Implementation Plan", f"Team: {team}", f"Year: {year}")
        page, row = form.part("Benchmarking", "")
    else:
        form = Form(kind)
        page, row = form.part("Team Recovery Implementation Plan", "TRIP")
        page.put_row(row, 1, ["Team", team])
        page.put_row(row + 1, 1, ["Year", year])
        row += 3
    page.put_row(row, 1, ["No.", "Good practice statement", "Rating (1-5)"], HEADING)
    for number, (item_id, text) in enumerate(STATEMENTS.items(), start=1):
        value = lead.randint(1, 5)
        page.put_row(row + number, 1, [number, text, value])
        cell = page.address(row + number, 3)
        page.answers.append(Answer("ratings", team, year, item_id, "rated", value, page.name, cell))
    layouts = [priorities, assets]
    lead.shuffle(layouts)
    for layout in layouts:
        layout(form, lead, year)
    if kind == "word":
        return File(f"{name}.docx", habit, form.document)
    return File(f"{name}.xlsx", habit, form.pages)


def files(chance: random.Random) -> list[File]:
    """Each way with priorities, with one with assets, on one sheet, on several, and in Word."""
    lead = Lead.of(chance)
    table = priorities_as_a_table
    return [
        _file(lead, kind, habit, priorities, lead.choice(list(ASSETS.values())))
        for kind in ("one sheet", "sheets", "word", "one sheet")
        for habit, priorities in PRIORITIES.items()
    ] + [
        _file(lead, kind, habit, table, assets)
        for kind in ("one sheet", "sheets", "word")
        for habit, assets in ASSETS.items()
    ]
