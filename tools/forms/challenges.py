"""Template A as organisations fill it in: where they stand on the ten challenges."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from tools.forms import hands, template_b
from tools.forms.grids import (
    Grid,
    Reading,
    Value,
    save_csv,
    save_word,
    save_workbook,
)
from tools.forms.truth import Answer, State, Words, Written
from trip_analytics import load_instrument

TEMPLATE_A: Final = load_instrument("template-a")
STAGES: Final = {point.value: point.label for point in TEMPLATE_A.scale}
EDITIONS: Final = ("2010-form", "2009", "2013", "2017-heading", "2017")
ORGANISATIONS: Final = ("Dales and Fells NHS Trust", "Northmoor Partnership", "Westhaven MH Trust")
SERVICE_LINES: Final = (
    "Adult acute",
    "Community adult",
    "Older people",
    "Secure services",
    "Children and young people",
    "Rehabilitation",
    "Learning disability",
    "Perinatal",
)
COLLATED_LINES: Final = ("Acute", "Community", "Later life", "Forensics", "CAMHS")
REMARKS: Final = (
    "Good start in two teams, nothing yet in the others",
    "Trainers' funding ends in March",
    "Board seminar held, policy to follow",
    "Patchy: see audit",
    "College now has its own rooms",
    "Carers on the steering group since June",
)
STAGE_FORMS: Final[dict[str, dict[int, Value]]] = {
    "number": {1: 1, 2: 2, 3: 3},
    "text": {1: "1", 2: "2", 3: "3"},
    "Stage n": {1: "Stage 1", 2: "Stage 2", 3: "Stage 3"},
    "name": STAGES,
    "both": {value: f"{value} - {label}" for value, label in STAGES.items()},
    "short": {1: "Eng", 2: "Dev", 3: "Trans"},
    "capitals": {value: label.upper() for value, label in STAGES.items()},
    "S n": {1: "S1", 2: "S2", 3: "S3"},
}
UNCLEAR: Final = ("1-2", "2/3", "?", "Stage 4", 1.5, "between 1 and 2", "don't know", "-", 0)
TICKS: Final = ("✓", "x", "X", "✔", "Y", "1", "yes", "●", "/")


class Line(NamedTuple):
    """What is said of one challenge: the stage, its priority, and a comment."""

    item_id: str
    number: int | None
    text: str
    state: State
    stage: int | None
    priority: Value
    rank: int | None
    comment: str | None
    clean: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """One Template A."""

    organisation: str
    service_line: str | None
    year: int
    lines: tuple[Line, ...]


def write(folder: Path, chance: random.Random) -> list[Written]:
    """Every layout several times, and Template B beside it."""
    hand = hands.Hand.of(chance)
    return [
        *(
            layout(folder, hand, count)
            for count in range(4)
            for layout in (ticked, staged, two_lines, in_word, collated)
        ),
        *template_b.written(folder, hand),
    ]


def wordings(edition: str) -> dict[str, tuple[str, int]]:
    """Each challenge's text and number as one year's list prints them."""
    year = int(edition[:4])
    shown: dict[str, tuple[str, int]] = {}
    for item in TEMPLATE_A.items:
        known = {one.wording_id.removeprefix(f"{item.item_id}-"): one for one in item.wordings}
        wording = known.get(edition) or item.wording_for(year)
        number = wording.printed_numbers[-1 if edition == "2013" else 0]
        shown[item.item_id] = wording.text, number
    return dict(sorted(shown.items(), key=lambda pair: pair[1][1]))


def made_up(
    hand: hands.Hand, service_line: str | None, year: int, *, untidy: float = 0.05
) -> Standing:
    """A Template A, filled in one way throughout as one person does."""
    edition = hand.choice([one for one in EDITIONS if int(one[:4]) <= year])
    shown = wordings(edition)
    numbers: list[int | None] = [number for _, number in shown.values()]
    match hand.choice(("as printed", "as printed", "none", "reordered", "lie")):
        case "none":
            numbers = [None] * len(numbers)
        case "reordered":
            shown = dict(hand.sample(list(shown.items()), len(shown)))
            numbers = list(range(1, len(shown) + 1))
        case "lie":
            numbers = [1, 2, 3, 3, 5, 6, 7, 8, 9, 9]
        case _:
            pass
    ranks = hand.sample(range(1, 11), 10)
    style = hand.choice(("all", "top five", "few", "ordinal", "ties", "none"))
    lines = []
    for place, (item_id, (text, _)) in enumerate(shown.items()):
        rank: int | None = ranks[place]
        priority: Value = rank
        clean = True
        if ranks[place] > {"top five": 5, "few": 3, "none": 0}.get(style, 10):
            rank = priority = None
        elif style == "ordinal":
            priority = f"{rank}{({1: 'st', 2: 'nd', 3: 'rd'}).get(rank or 0, 'th')}"
        elif style == "ties" and ranks[place] in (3, 4):
            rank, priority, clean = 3, hand.choice((3, "=3", "3=", "joint 3rd")), False
        if priority is not None and hand.random() < untidy / 2:
            rank, priority, clean = None, hand.choice(("high", "?", "1-2", 12, "later")), False
        stage = hand.randint(1, 3)
        state: State = "rated"
        throw = hand.random()
        if throw < untidy:
            state = hand.choice(("unclear", "not-applicable", "not-answered"))
        comment = hand.choice(REMARKS) if hand.random() < 0.35 else None
        lines.append(
            Line(
                item_id,
                numbers[place],
                text,
                state,
                stage if state == "rated" else None,
                priority,
                rank,
                comment,
                clean,
            )
        )
    return Standing(hand.choice(ORGANISATIONS), service_line, year, tuple(lines))


class Form:
    """One Template A on a sheet or in a Word document."""

    def __init__(self, reading: Reading, grid: Grid, standing: Standing) -> None:
        self.reading, self.grid, self.standing = reading, grid, standing

    def fields(self, hand: hands.Hand, row: int, column: int) -> int:
        """Organisation, service line, date and who completed it; the next free row."""
        standing = self.standing
        line = hand.choice(("Service line:", "Service line", "Directorate:", "Care group:"))
        pairs: list[tuple[str, Value]] = [("Organisation:", standing.organisation)]
        if standing.service_line:
            pairs.append((line, standing.service_line))
        date = f"{hand.randint(1, 28):02}/{hand.randint(1, 12):02}/{standing.year}"
        pairs.append(hand.choice((("Date:", date), ("Year:", standing.year), ("Date:", date))))
        for label, value in pairs:
            self.grid.put(row, column, label, head=True)
            self.grid.put(row, column + 1, value)
            row += 1
        if hand.random() < 0.5:
            name = hand.choice(hands.PEOPLE)
            self.grid.put(row, column, "Completed by:", head=True)
            self.grid.put(row, column + 1, name)
            self.words(row, column + 1, name, name=True)
            row += 1
        return row

    def words(self, row: int, column: int, text: str, *, name: bool = False) -> None:
        """Text that must be kept, or a name that must not."""
        address = self.grid.address(row, column)
        self.reading.words.append(Words(self.grid.name, address, text, name))

    def table(self, hand: hands.Hand, row: int, column: int, *, ticks: bool) -> int:
        """The ten challenges with their stages; the next free row."""
        numbered = self.standing.lines[0].number is not None
        titles = (["No."] if numbered else []) + [
            hand.choice(("Organisational Challenge", "Challenge", "Key challenge"))
        ]
        first = column + len(titles)
        stages = (
            [hand.choice(("Stage {n}", "{s}", "Stage {n}: {s}", "Stage {n} ({s})"))] * 3
            if ticks
            else [hand.choice(("Stage", "Stage (1-3)", "Current stage", "Stage reached"))]
        )
        titles += [
            text.format(n=place, s=STAGES.get(place)) for place, text in enumerate(stages, start=1)
        ]
        titles += [
            hand.choice(("Priority for action (1-10)", "Priority", "Priority (1 = highest)")),
            hand.choice(("Comments", "Comment", "Notes / evidence")),
        ]
        for place, title in enumerate(titles):
            self.grid.put(row, column + place, title, head=True)
        if ticks and hand.random() < 0.5:
            row += 1
            self.grid.put(row, first, "(tick ✓ one)", head=True)
            self.grid.merge(row, first, 1, 3)
        tick, form = hand.choice(TICKS), STAGE_FORMS[hand.choice(list(STAGE_FORMS))]
        for line in self.standing.lines:
            row += 1
            if line.number is not None:
                self.grid.put(row, column, line.number)
            self.grid.put(row, first - 1, line.text)
            if ticks:
                cell, state = self.ticks(hand, row, first, line, tick)
            else:
                cell, state = self.stage(hand, row, first, line, form)
            self.answer(line, cell, state)
            after = first + (3 if ticks else 1)
            self.grid.put(row, after, line.priority)
            if line.priority is not None and line.rank is None:
                self.words(row, after, str(line.priority))
            self.grid.put(row, after + 1, line.comment)
            if line.comment:
                self.words(row, after + 1, line.comment)
        return row + 1

    def ticks(
        self, hand: hands.Hand, row: int, first: int, line: Line, tick: str
    ) -> tuple[str | None, State]:
        """A mark in one of three columns; two for an unclear one, none for a blank."""
        if line.state == "not-applicable":
            self.grid.put(row, first, "n/a")
            return self.grid.address(row, first), "not-applicable"
        if line.state == "unclear":
            other = hand.randint(1, 2)
            self.grid.put(row, first, tick)
            self.grid.put(row, first + other, tick)
            if self.grid.table:
                cell = self.grid.address(row, first).replace("column", "columns")
                return f"{cell} to {first + 3}", "unclear"
            return f"{self.grid.address(row, first)}:{self.grid.address(row, first + 2)}", "unclear"
        if line.stage is None:
            return None, "not-answered"
        self.grid.put(row, first + line.stage - 1, tick)
        return self.grid.address(row, first + line.stage - 1), "rated"

    def stage(
        self, hand: hands.Hand, row: int, column: int, line: Line, form: dict[int, Value]
    ) -> tuple[str | None, State]:
        """The stage in one cell."""
        written = {
            "rated": form[line.stage or 1],
            "unclear": hand.choice(UNCLEAR),
            "not-applicable": hand.choice(("n/a", "Not applicable", "N/A for this service")),
            "not-answered": None,
        }[line.state]
        self.grid.put(row, column, written)
        return None if written is None else self.grid.address(row, column), line.state

    def answer(self, line: Line, cell: str | None, state: State) -> None:
        """What a person reads of one challenge."""
        self.reading.answers.append(
            Answer(
                "stages",
                None,
                self.standing.year,
                line.item_id,
                state,
                line.stage,
                self.grid.name,
                cell,
                priority=line.rank,
                service_line=self.standing.service_line,
                clean=line.clean,
            )
        )


def _one(folder: Path, hand: hands.Hand, name: str, habit: str, *, ticks: bool) -> Written:
    standing = made_up(hand, *hand.line_and_year((*SERVICE_LINES, None)))
    reading = Reading(f"{name}.xlsx", habit)
    grid = Grid(hand.choice(("Template A", "Sheet1", "Challenges")))
    form = Form(reading, grid, standing)
    row = 0
    if hand.random() < 0.7:
        title = ("Template A", "Recovery: ten organisational challenges", "Implementing Recovery")
        grid.put(0, 0, hand.choice(title), head=True)
        row = 2
    column = hand.randint(0, 2)
    row = form.fields(hand, row, column) + 1
    form.table(hand, row, column, ticks=ticks)
    save_workbook(folder / reading.file, [grid])
    return reading.finished()


def ticked(folder: Path, hand: hands.Hand, count: int) -> Written:
    """A column for each stage."""
    return _one(
        folder, hand, f"a{count}/Template A", "Template A, a column for each stage", ticks=True
    )


def staged(folder: Path, hand: hands.Hand, count: int) -> Written:
    """One column for the stage."""
    return _one(folder, hand, f"b{count}/Template A", "Template A, one stage column", ticks=False)


def two_lines(folder: Path, hand: hands.Hand, count: int) -> Written:
    """Two service lines in one workbook, a sheet each or both on one."""
    reading = Reading(f"c{count}/Challenges by service.xlsx", "Template A, two service lines")
    apart = count % 2 == 0
    grids = [Grid("Template A")]
    row = 0
    year = 2010 + count
    for place, service_line in enumerate(hand.sample(SERVICE_LINES, 2)):
        standing = made_up(hand, service_line, year)
        if apart:
            grids[place : place + 1] = [Grid(service_line)]
            row = 0
        form = Form(reading, grids[-1], standing)
        row = form.fields(hand, row, 0) + 1
        row = form.table(hand, row, 0, ticks=count < 2) + 2
    save_workbook(folder / reading.file, grids)
    return reading.finished()


def in_word(folder: Path, hand: hands.Hand, count: int) -> Written:
    """As a Word document: paragraphs for whose it is, a table for the challenges."""
    standing = made_up(hand, *hand.line_and_year(SERVICE_LINES))
    reading = Reading(f"d{count}/Template A {standing.service_line}.docx", "Template A, in Word")
    grid = Grid(table=1)
    form = Form(reading, grid, standing)
    form.table(hand, 0, 0, ticks=count % 2 == 0)
    date = f"{hand.randint(1, 28)} {hand.choice(('March', 'Oct', 'September'))} {standing.year}"
    parts: list[str | Grid] = [
        "Template A",
        f"Organisation: {standing.organisation}",
        f"Service line: {standing.service_line}",
        f"Date: {date}",
        grid,
    ]
    save_word(folder / reading.file, parts)
    return reading.finished()


def collated(folder: Path, hand: hands.Hand, count: int) -> Written:
    """Challenges down, a column for each service line, with or without its priority."""
    year = 2026 - count
    suffix = ".csv" if count == 2 else ".xlsx"
    reading = Reading(f"e{count}/Challenges {year}{suffix}", "Template A, service lines across")
    grid = Grid(None if suffix == ".csv" else "All service lines")
    lines = hand.sample(COLLATED_LINES, hand.randint(3, 5))
    made = made_up(hand, None, year)
    pairs = count == 1
    grid.put(0, 0, f"Organisational challenges {year}")
    grid.put(3, 0, "Challenge", head=True)
    for row, line in enumerate(made.lines, start=4):
        grid.put(row, 0, line.text if line.number is None else f"{line.number}. {line.text}")
    form = STAGE_FORMS[hand.choice(("number", "Stage n", "name", "both"))]
    for place, service_line in enumerate(lines):
        column = 1 + place * (2 if pairs else 1)
        grid.put(2 if pairs else 3, column, service_line, head=True)
        if pairs:
            grid.merge(2, column, 1, 2)
            grid.put(3, column, "Stage", head=True)
            grid.put(3, column + 1, "Priority", head=True)
        said = {one.item_id: one for one in made_up(hand, service_line, year).lines}
        table = Form(reading, grid, Standing("", service_line, year, ()))
        for row, shown in enumerate(made.lines, start=4):
            line = said[shown.item_id]
            if not pairs:
                line = line._replace(priority=None, rank=None, clean=True)
            cell, state = table.stage(hand, row, column, line, form)
            table.answer(line, cell, state)
            if pairs:
                grid.put(row, column + 1, line.priority)
                if line.priority is not None and line.rank is None:
                    table.words(row, column + 1, str(line.priority))
    _save(folder, reading, [grid])
    return reading.finished()


def _save(folder: Path, reading: Reading, grids: Sequence[Grid]) -> None:
    if reading.file.endswith(".csv"):
        save_csv(folder / reading.file, grids[0])
    else:
        save_workbook(folder / reading.file, grids)
