"""What was sent to a survey, and a tool's sheet of it with what a person reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from tools.forms import hands
from tools.forms.grids import Grid, Reading, Value, save_csv, save_workbook
from tools.forms.truth import Answer, Words, Written

ROLES: Final = (
    ("Member of staff", "staff"),
    ("Person using the service", "people-using-services"),
    ("Family member or friend", "family-and-friends"),
)
ROLE_QUESTION: Final = "I am a ..."
TEAM_QUESTIONS: Final = (
    "Which team are you completing this for?",
    "Team name",
    "What is the name of your team?",
    "Team",
)
RATE: Final = "Please rate each statement for your team"
FREE: Final = (
    ("What are your three priorities for the coming year?", "priorities"),
    ("Any other comments?", "comments"),
)
PRIORITIES: Final = (
    "1. More peer workers 2. A family evening each month 3. Safety plans written together",
    "Recovery college taster on the ward; notes shared with people; staff supervision",
    "Same as last year",
)
ADDRESSES: Final = ("10.21.4.7", "194.176.105.2", "81.2.69.142")

# How one tool, on one day, writes an answer: whole number, text or label.
FORMS: Final[dict[str, Callable[[int], Value]]] = {
    "number": lambda value: value,
    "text": str,
    "both": lambda value: f"{value} - {hands.POINTS[value]}",
    "label": lambda value: hands.POINTS[value],
}


@dataclass(frozen=True, slots=True)
class Sent:
    """One row of an export: what somebody sent."""

    team: str
    year: int
    when: datetime
    name: str
    email: str
    role: str | None
    perspective: str
    respondent: int | None
    marks: tuple[int | str | None, ...]
    remarks: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Export:
    """All that was sent to one survey, and how its tool writes answers."""

    sent: tuple[Sent, ...]
    year: int
    people: bool
    form: str
    team_question: str
    not_applicable: str


def made_up(chance: hands.Hand, *, people: bool, teams: int | None = None) -> Export:
    """What was sent: each team once, or several people of each."""
    year = chance.choice((2022, 2023, 2024, 2025))
    counted = teams or chance.randint(3, 7)
    sent: list[Sent] = []
    count: Counter[str] = Counter()
    named = [team for team, _ in hands.some_teams(chance, counted)]
    rows = [team for team in named for _ in range(chance.randint(2, 5) if people else 1)]
    chance.shuffle(rows)
    when = datetime(year, chance.randint(1, 6), chance.randint(13, 28), 9, 5, 11)  # noqa: DTZ001 # as a survey tool shows it
    for team in rows:
        count[team] += 1
        when += timedelta(hours=chance.randint(1, 60), seconds=chance.randint(1, 3000))
        name = chance.choice(hands.PEOPLE)
        role, perspective = chance.choice(ROLES) if people else (None, "team")
        sent.append(
            Sent(
                team,
                year,
                when,
                name,
                f"{name.replace(' ', '.').lower()}@nhs.example",
                role,
                perspective,
                count[team] if people else None,
                tuple(_answer(chance) for _ in hands.ITEMS),
                tuple(
                    chance.choice(texts) if chance.random() < 0.5 else None
                    for texts in (PRIORITIES, hands.REMARKS)
                ),
            )
        )
    if people and chance.random() < 0.5:
        # Somebody stopped after the first page.
        last = sent[-1]
        kept = tuple(mark if place < 3 else None for place, mark in enumerate(last.marks))
        sent[-1] = Sent(*(*_fields(last)[:8], kept, (None, None)))
    form = chance.choice(list(FORMS))
    return Export(
        tuple(sent),
        year,
        people,
        form,
        chance.choice(TEAM_QUESTIONS),
        chance.choice(("Not applicable", "N/A", "Not applicable to our team")),
    )


def _fields(sent: Sent) -> tuple[object, ...]:
    return tuple(getattr(sent, name) for name in Sent.__slots__)


def _answer(chance: hands.Hand) -> int | str | None:
    throw = chance.random()
    if throw < 0.03:
        return None
    if throw < 0.06:
        return "n/a"
    return chance.choices((1, 2, 3, 4, 5), (1, 3, 5, 5, 2))[0]


class Sheet:
    """An export's sheet, filled column by column, with what a person reads."""

    def __init__(self, reading: Reading, grid: Grid, export: Export, first: int) -> None:
        self.reading, self.grid, self.export, self.first = reading, grid, export, first
        self.column = 0

    def add(self, titles: Sequence[str | None], value: Callable[[Sent], Value]) -> int:
        """A column that is no answer: its titles, and a value for each row."""
        for row, title in enumerate(titles):
            self.grid.put(row, self.column, title, head=True)
        for place, sent in enumerate(self.export.sent):
            self.grid.put(self.first + place, self.column, value(sent))
        self.column += 1
        return self.column - 1

    def add_private(self, titles: Sequence[str | None], value: Callable[[Sent], str]) -> None:
        """A column of names or addresses, which are kept nowhere."""
        column = self.add(titles, value)
        for place, sent in enumerate(self.export.sent):
            self.words(self.first + place, column, value(sent), name=True)

    def add_remarks(self, titles: Sequence[str | None], which: int) -> None:
        """A column of free text."""
        column = self.add(titles, lambda sent: sent.remarks[which])
        for place, sent in enumerate(self.export.sent):
            self.words(self.first + place, column, sent.remarks[which], name=False)

    def add_answers(self, titles: Sequence[str | None], item: int) -> None:
        """A column of answers to one statement."""
        write_mark = FORMS[self.export.form]
        column = self.add(
            titles,
            lambda sent: (
                write_mark(mark)
                if isinstance(mark := sent.marks[item], int)
                else mark and self.export.not_applicable
            ),
        )
        for place, sent in enumerate(self.export.sent):
            self._answer(sent, item, self.first + place, column)

    def add_choices(
        self, titles: Sequence[str | None], item: int, *, ticked: str | int, heads: Sequence[str]
    ) -> None:
        """A column for each point of one statement; the chosen one holds a mark or its label."""
        first = self.column
        for point, head in enumerate(heads, start=1):

            def value(sent: Sent, point: int = point, head: str = head) -> Value:
                mark = sent.marks[item]
                chosen = mark == point or (mark == "n/a" and point == 6)
                return (head if ticked == "label" else ticked) if chosen else None

            self.add([*(titles if point == 1 else [None] * len(titles)), head], value)
        for place, sent in enumerate(self.export.sent):
            mark = sent.marks[item]
            column = first + (5 if mark == "n/a" else int(mark or 1) - 1)
            self._answer(sent, item, self.first + place, column)

    def _answer(self, sent: Sent, item: int, row: int, column: int) -> None:
        mark = sent.marks[item]
        state = "rated" if isinstance(mark, int) else "not-applicable" if mark else "not-answered"
        self.reading.answers.append(
            Answer(
                "ratings",
                sent.team,
                sent.year,
                hands.ITEMS[item],
                state,
                mark if isinstance(mark, int) else None,
                self.grid.name,
                None if mark is None else self.grid.put(row, column, None),
                sent.perspective,
                sent.respondent,
            )
        )

    def words(self, row: int, column: int, text: str | None, *, name: bool) -> None:
        """Text that must be kept, or a name that must not."""
        if text:
            address = self.grid.put(row, column, None)
            self.reading.words.append(Words(self.grid.name, address, text, name))


def saved(folder: Path, sheet: Sheet, **how: str) -> Written:
    """Write the file; what a person reads in it."""
    path = folder / sheet.reading.file
    if path.suffix == ".csv":
        save_csv(path, sheet.grid, **how)
    else:
        save_workbook(path, [sheet.grid])
    return sheet.reading.finished()


def try_out(chance: hands.Hand, sheet: Sheet, team: int, first: int) -> None:
    """The row that whoever built the survey sent to see whether it works: nobody's return.

    What it holds must be in the import log, and not among the ratings.
    """
    row = sheet.first + len(sheet.export.sent)
    said = chance.choice(("TEST - please ignore", "test", "Test Team"))
    sheet.grid.put(row, team, said)
    sheet.words(row, team, said, name=False)
    for column in range(first, first + len(hands.ITEMS)):
        sheet.grid.put(row, column, FORMS[sheet.export.form](3))


def kind(export: Export) -> str:
    """What a row is."""
    return "a row for each person" if export.people else "a row for each team"


def path(count: int, name: str, suffix: str, export: Export) -> str:
    """Where the file goes."""
    return f"export {count + 1}{' people' if export.people else ''}/{name}{suffix}"
