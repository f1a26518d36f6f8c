"""What was sent to a survey, and a tool's sheet of it with what a person reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from tools.forms.page import HEADING, Content, Page
from tools.forms.people import Lead
from tools.forms.truth import Answer, State
from tools.forms.words import ITEMS, POINTS, STATEMENTS, pick

ROLES: Final = (
    ("Member of staff", "staff"),
    ("Person using the service", "people-using-services"),
    ("Family member or friend", "family-and-friends"),
)
ROLE_QUESTION: Final = "I am a ..."
RATE: Final = "Please rate each statement for your team"
FREE_QUESTIONS: Final = (
    "What are your three priorities for the coming year?",
    "Any other comments?",
)
ADDRESSES: Final = ("10.21.4.7", "194.176.105.2", "81.2.69.142")

Titles = str | Sequence[str | None]
"""The titles of a column, in one row or several."""

# How one tool, on one day, writes an answer: whole number, text or label.
FORMS: Final[dict[str, Callable[[int], Content]]] = {
    "number": lambda value: value,
    "text": str,
    "both": lambda value: f"{value} - {POINTS[value]}",
    "label": lambda value: POINTS[value],
}


@dataclass(frozen=True)
class Sent:
    """One row of an export: what somebody sent."""

    number: int
    team: str
    year: int
    when: datetime
    name: str
    role: str | None
    perspective: str
    person: int | None
    marks: tuple[int | str | None, ...]
    free: tuple[str | None, ...]

    @property
    def email(self) -> str:
        """An address that nobody has."""
        return f"{self.name.replace(' ', '.').lower()}@nhs.example"

    @property
    def network_address(self) -> str:
        """Where it was sent from."""
        return ADDRESSES[self.number % 3]

    def minutes_before(self, minutes: int) -> datetime:
        """When they began."""
        return self.when - timedelta(minutes=minutes)


@dataclass(frozen=True)
class Export:
    """All that was sent to one survey, and how its tool writes answers."""

    sent: tuple[Sent, ...]
    year: int
    form: str
    team_question: str
    not_applicable: str


def made_up(lead: Lead, *, people: bool, teams: int | None = None) -> Export:
    """What was sent: each team once, or several people of each."""
    year = lead.choice((2022, 2023, 2024, 2025))
    counted = teams or lead.randint(3, 7)
    named = [team for team, _ in lead.teams(counted)]
    rows = [team for team in named for _ in range(lead.randint(2, 5) if people else 1)]
    lead.shuffle(rows)
    when = datetime(year, lead.randint(1, 6), lead.randint(13, 28), 9, 5, 11)  # noqa: DTZ001 # as a survey tool shows it
    sent: list[Sent] = []
    count: Counter[str] = Counter()
    for number, team in enumerate(rows, start=1):
        count[team] += 1
        when += timedelta(hours=lead.randint(1, 60), seconds=lead.randint(1, 3000))
        name = pick(lead, "leads-people")
        role, perspective = lead.choice(ROLES) if people else (None, "team")
        person = count[team] if people else None
        marks = tuple(_mark(lead) for _ in ITEMS)
        free = tuple(
            pick(lead, texts) if lead.random() < 0.5 else None
            for texts in ("priorities-in-surveys", "remarks")
        )
        sent.append(Sent(number, team, year, when, name, role, perspective, person, marks, free))
    if people and lead.random() < 0.5:
        # Somebody stopped after the first page.
        marks = (*sent[-1].marks[:3], *[None] * 5)
        sent[-1] = replace(sent[-1], marks=marks, free=(None, None))
    return Export(
        tuple(sent),
        year,
        lead.choice(list(FORMS)),
        pick(lead, "team-questions"),
        lead.choice(("Not applicable", "N/A", "Not applicable to our team")),
    )


def _mark(lead: Lead) -> int | str | None:
    throw = lead.random()
    if throw < 0.03:
        return None
    if throw < 0.06:
        return "n/a"
    return lead.choices((1, 2, 3, 4, 5), (1, 3, 5, 5, 2))[0]


class Sheet:
    """An export's sheet, filled column by column below so many rows of titles."""

    def __init__(self, page: Page, export: Export, rows_of_titles: int) -> None:
        self.page, self.export, self.first = page, export, rows_of_titles + 1
        self.column = 1

    def add(self, titles: Titles, value: Callable[[Sent], Content] | Content = None) -> int:
        """A column that is no answer: its titles, and a value for each row."""
        for row, title in enumerate([titles] if isinstance(titles, str) else titles, start=1):
            self.page.put(row, self.column, title, HEADING)
        for row, sent in enumerate(self.export.sent, start=self.first):
            self.page.put(row, self.column, value(sent) if callable(value) else value)
        self.column += 1
        return self.column - 1

    def add_private(self, titles: Titles, value: Callable[[Sent], str]) -> None:
        """A column of names or addresses, which are kept nowhere."""
        column = self.add(titles)
        for row, sent in enumerate(self.export.sent, start=self.first):
            self.page.say(row, column, value(sent), name=True)

    def add_team(self, titles: Callable[[str], Titles]) -> int:
        """Which team it is about."""
        return self.add(titles(self.export.team_question), lambda sent: sent.team)

    def add_role(self, titles: Titles) -> None:
        """Who they are, where it is people who answer."""
        if self.export.sent[0].role:
            self.add(titles, lambda sent: sent.role)

    def add_statements(self, titles: Callable[[int, str], Titles]) -> None:
        """A column of answers for each statement."""
        for number, text in enumerate(STATEMENTS.values(), start=1):
            column = self.add(titles(number, text))
            for row, sent in enumerate(self.export.sent, start=self.first):
                self.page.put(row, column, self._written(sent.marks[number - 1]))
                self._answer(sent, number - 1, row, column)

    def add_choices(
        self, titles: Callable[[int, str], Sequence[str | None]], mark: str | int | None
    ) -> None:
        """A column for each point of each statement; a mark, or its label, in the chosen one."""
        labels = [*POINTS.values(), "Not applicable"]
        for item, text in enumerate(STATEMENTS.values()):
            first = self.column
            above = titles(item, text)
            for label in labels:
                self.add([*above, label])
                above = [None] * len(above)
            for row, sent in enumerate(self.export.sent, start=self.first):
                chosen = sent.marks[item]
                if chosen is not None:
                    at = 5 if isinstance(chosen, str) else chosen - 1
                    self.page.put(row, first + at, mark or labels[at])
                    self._answer(sent, item, row, first + at)
                else:
                    self._answer(sent, item, row, first)

    def add_free(
        self, titles: Callable[[int, str], Titles], questions: Sequence[int] = (0, 1)
    ) -> None:
        """Columns of free text, their questions numbered from 0."""
        for which in questions:
            column = self.add(titles(which, FREE_QUESTIONS[which]))
            for row, sent in enumerate(self.export.sent, start=self.first):
                self.page.say(row, column, sent.free[which])

    def try_out(self, lead: Lead, team: int, first: int) -> None:
        """The row that whoever built the survey sent to see whether it works: nobody's return.

        What it holds must be in the import log, and not among the ratings.
        """
        row = self.first + len(self.export.sent)
        self.page.say(row, team, lead.choice(("TEST - please ignore", "test", "Test Team")))
        self.page.put_row(row, first, [self._written(3)] * len(ITEMS))

    def _written(self, mark: int | str | None) -> Content:
        if isinstance(mark, int):
            return FORMS[self.export.form](mark)
        return mark and self.export.not_applicable

    def _answer(self, sent: Sent, item: int, row: int, column: int) -> None:
        mark = sent.marks[item]
        value = mark if isinstance(mark, int) else None
        state: State = "rated" if value else "not-applicable" if mark else "not-answered"
        cell = None if mark is None else self.page.address(row, column)
        self.page.answers.append(
            Answer(
                "ratings", sent.team, sent.year, ITEMS[item], state, value, self.page.name, cell,
                sent.perspective, sent.person,
            )
        )  # fmt: skip
