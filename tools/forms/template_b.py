"""Template B as organisations fill it in: what they will do about a challenge."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from tools.forms import hands
from tools.forms.grids import Grid, Reading, Value, save_word, save_workbook
from tools.forms.truth import Line, Words, Written
from trip_analytics import load_instrument

CHALLENGES: Final = load_instrument("template-a").items
STAGES: Final = {point.value: point.label for point in load_instrument("template-a").scale}
SERVICE_LINES: Final = ("Acute wards", "Community teams", "Older adults", "Secure care")
STANDARDS: Final = (
    "Some good practice on two wards, nothing systematic yet",
    "Strategy agreed by the Board but few staff could say what is in it",
    "Training runs each quarter; about a third of staff have been",
)
GOALS: Final = (
    "Half of all staff trained",
    "Recovery questions in every supervision",
    "A course on each site every term",
    "One safety planning form in place of two",
    "Users on all interview panels",
    "Twenty personal budgets",
)
ACTIONS: Final = (
    "Book monthly dates and put them in the rota",
    "Recruit three more trainers with lived experience",
    "Pathway group to meet with four service users",
    "Take the proposal to clinical governance in May",
    "Write the leaflet together",
    "Try the new review twice",
)
EVIDENCE: Final = (
    "Training records and feedback forms",
    "National patient survey, audit of care plans",
    "Minutes of the patients' council",
)


@dataclass(frozen=True, slots=True)
class Plan:
    """One Template B."""

    service_line: str | None
    item_id: str
    challenge: str
    stage: int
    standard: str
    goals: tuple[str, ...]
    actions: tuple[str, ...]
    evidence: str | None
    agreed: date
    review: date


def written(folder: Path, hand: hands.Hand) -> list[Written]:
    """Template B singly, several on a sheet, a sheet each, in Word, and as one table."""
    layouts: tuple[Callable[[Path, hands.Hand, int], Written], ...] = (
        single,
        stacked,
        sheet_each,
        in_word,
        one_table,
    )
    return [layout(folder, hand, count) for count in range(3) for layout in layouts]


def made_up(hand: hands.Hand, count: int) -> list[Plan]:
    """So many plans of one service line, each about another challenge."""
    line, year = hand.line_and_year(SERVICE_LINES)
    agreed = date(year, hand.randint(1, 9), hand.randint(1, 28))
    return [
        Plan(
            line,
            item.item_id,
            hand.choice(item.wordings[:2]).text,
            hand.randint(1, 3),
            hand.choice(STANDARDS),
            tuple(hand.sample(GOALS, hand.randint(1, 3))),
            tuple(hand.sample(ACTIONS, hand.randint(1, 3))),
            hand.choice((*EVIDENCE, None)),
            agreed,
            date(year + 1, agreed.month, agreed.day),
        )
        for item in hand.sample(CHALLENGES, count)
    ]


class Form:
    """A Template B, written from a row downwards."""

    def __init__(self, reading: Reading, grid: Grid, plan: Plan) -> None:
        self.reading, self.grid, self.plan = reading, grid, plan

    def line(self, row: int, column: int, kind: str, text: str) -> None:
        """An entry that must be in the table, under its challenge."""
        columns = {"kind": kind, "text": text, "item_id": self.plan.item_id}
        columns["stage"] = self.plan.stage
        self.reading.lines.append(
            Line("action_plans", self.grid.name, self.grid.address(row, column), columns)
        )

    def several(
        self, hand: hands.Hand, row: int, kind: str, texts: tuple[str, ...], form: str
    ) -> int:
        """Goals or actions below each other, beside their numbers, or all in one cell."""
        if form == "one cell":
            self.grid.put(row, 0, "\n".join(f"{n}. {text}" for n, text in enumerate(texts, 1)))
            for text in texts:
                self.reading.words.append(Words(self.grid.name, self.grid.address(row, 0), text))
            return row + 1
        for number, text in enumerate(texts, start=1):
            match form:
                case "numbered":
                    self.grid.put(row, 0, f"{number}. {text}")
                    self.line(row, 0, kind, text)
                case "beside":
                    self.grid.put(row, 0, number)
                    self.grid.put(row, 1, text)
                    self.line(row, 1, kind, text)
                case _:
                    self.grid.put(row, 0, text)
                    self.line(row, 0, kind, text)
            row += 1
        if form == "numbered" and hand.random() < 0.5:
            self.grid.put(row, 0, f"{len(texts) + 1}.")
            row += 1
        return row

    def write(self, hand: hands.Hand, row: int) -> int:
        """The whole form; the next free row."""
        plan, grid = self.plan, self.grid

        def field(label: str, value: Value) -> None:
            nonlocal row
            grid.put(row, 0, label, head=True)
            grid.put(row, 1, value)
            row += 1

        grid.put(row, 0, "Template B", head=True)
        row += 1
        field("Service line:", plan.service_line)
        field("ORGANISATIONAL CHALLENGE:", plan.challenge)
        grid.put(row, 0, "CURRENT STANDARD", head=True)
        if hand.random() < 0.5:
            for stage in STAGES:
                mark = "x" if stage == plan.stage else " "
                grid.put(row, stage, f"Stage {stage} [{mark}]")
            grid.put(row, 4, "(Please tick one)")
        else:
            for stage in STAGES:
                grid.put(row, stage, f"Stage {stage}", head=True)
            grid.put(row, 4, "(Please tick one)")
            row += 1
            grid.put(row, plan.stage, hand.choice(("✓", "X", "x")))
        row += 1
        self.line(row, 1, "current-standard", plan.standard)
        field("Describe:", plan.standard)
        form = hand.choice(("numbered", "beside", "plain", "one cell"))
        grid.put(row, 0, "Local goals (agreed by commissioners and providers)", head=True)
        row = self.several(hand, row + 1, "goal", plan.goals, form)
        field("Date:", plan.agreed)
        actions = "Specific actions required to make progress on goals before next review"
        grid.put(row, 0, actions, head=True)
        row = self.several(hand, row + 1, "action", plan.actions, form)
        if plan.evidence:
            self.line(row, 1, "evidence", plan.evidence)
        field("Evidence sources:", plan.evidence)
        for role in ("Commissioner name:", "Provider lead name:"):
            if hand.random() < 0.6:
                name = hand.choice(hands.PEOPLE)
                self.reading.words.append(
                    Words(self.grid.name, self.grid.address(row, 1), name, name=True)
                )
                field(role, name)
        field("Next Review Date:", plan.review)
        return row


def single(folder: Path, hand: hands.Hand, count: int) -> Written:
    """One plan on a sheet."""
    plan = made_up(hand, 1)[0]
    reading = Reading(f"f{count}/Template B {plan.agreed.year}.xlsx", "Template B, one")
    grid = Grid("Template B")
    Form(reading, grid, plan).write(hand, count)
    save_workbook(folder / reading.file, [grid])
    return reading.finished()


def stacked(folder: Path, hand: hands.Hand, count: int) -> Written:
    """Several below each other on one sheet."""
    reading = Reading(f"g{count}/Action plans.xlsx", "Template B, several on a sheet")
    grid = Grid("Action plans")
    row = 0
    for plan in made_up(hand, 3):
        row = Form(reading, grid, plan).write(hand, row) + 2
    save_workbook(folder / reading.file, [grid])
    return reading.finished()


def sheet_each(folder: Path, hand: hands.Hand, count: int) -> Written:
    """A sheet for each challenge."""
    reading = Reading(f"h{count}/Template B all.xlsx", "Template B, a sheet each")
    grids = []
    for plan in made_up(hand, 3):
        grid = Grid(f"Challenge {plan.item_id.removeprefix('challenge-')}")
        Form(reading, grid, plan).write(hand, 0)
        grids.append(grid)
    save_workbook(folder / reading.file, grids)
    return reading.finished()


def in_word(folder: Path, hand: hands.Hand, count: int) -> Written:
    """A Word table for each challenge."""
    reading = Reading(f"i{count}/Template B.docx", "Template B, in Word")
    parts: list[str | Grid] = ["Action plans for recovery"]
    for number, plan in enumerate(made_up(hand, 1 + count), start=1):
        grid = Grid(table=number)
        Form(reading, grid, plan).write(hand, 0)
        parts += [grid, ""]
    save_word(folder / reading.file, parts)
    return reading.finished()


def one_table(folder: Path, hand: hands.Hand, count: int) -> Written:
    """All plans as the rows of one table, a column for each part."""
    plans = made_up(hand, 4)
    reading = Reading(
        f"j{count}/Recovery action plan {plans[0].agreed.year}.xlsx", "Template B, one table"
    )
    grid = Grid("Plan")
    grid.put(0, 0, f"Template B - {plans[0].service_line}")
    titles = (
        "Organisational challenge",
        "Stage",
        "Current standard",
        "Local goals",
        "Specific actions",
        "Evidence sources",
        "Next review date",
    )
    for column, title in enumerate(titles):
        grid.put(2, column, title, head=True)
    for row, plan in enumerate(plans, start=3):
        goal, action = plan.goals[0], plan.actions[0]
        texts = (plan.standard, goal, action, plan.evidence)
        cells = (plan.challenge, plan.stage, *texts, plan.review)
        for column, value in enumerate(cells):
            grid.put(row, column, value)
        for column, text in enumerate(texts, start=2):
            if text:
                reading.words.append(Words(grid.name, grid.put(row, column, None), text))
    save_workbook(folder / reading.file, [grid])
    return reading.finished()
