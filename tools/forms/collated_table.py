"""A collated table: statements against people or teams, and what a person reads in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from tools.forms.marks import Entry, a_rating_copied
from tools.forms.page import HEADING, Content, Formula, Page
from tools.forms.people import Lead
from tools.forms.statements import Statement
from tools.forms.truth import Answer

Each = Literal["statement", "respondent"]


@dataclass(frozen=True, slots=True)
class Respondent:
    """A team, or one of its people, with answers in one column (or row) of a collated table."""

    team: str
    year: int
    heading: Content
    group: str | None = None
    perspective: str = "team"
    person: int | None = None
    """Which of several people, by number."""
    service_line: str | None = None


def teams_of(lead: Lead, year: int, count: int) -> list[Respondent]:
    """So many teams in a year, grouped by service line."""
    return [
        Respondent(team, year, team, line, service_line=line) for team, line in lead.teams(count)
    ]


class CollatedTable:
    """A table of statements against people or teams, written from its first answer on.

    ``across`` has a column for each of ``respondents``, else each has a row. Statements and
    headings are just before the answers, groups of headings before those; ``gaps`` are
    columns left free. ``lines_shown`` is whether it gives service lines.
    """

    def __init__(
        self,
        page: Page,
        shown: Sequence[Statement],
        respondents: Sequence[Respondent],
        *,
        top: int,
        left: int,
        across: bool = True,
        headings: bool = True,
        grouped: bool = False,
        gaps: frozenset[int] = frozenset(),
        lines_shown: bool = False,
    ) -> None:
        self.page, self.shown, self.respondents = page, shown, respondents
        self.top, self.left, self.across, self.lines_shown = top, left, across, lines_shown
        self.offsets = [n + sum(gap <= n for gap in gaps) for n in range(len(respondents))]
        self.worked_out: list[str] = []
        if headings:
            self.head_statements()
            self.head([one.heading for one in respondents])
        if grouped:
            self._group()

    def place(self, statement: int, who: int) -> tuple[int, int]:
        """Row and column where two meet."""
        down, along = statement, self.offsets[who]
        if not self.across:
            down, along = along, down
        return self.top + down, self.left + along

    def head_statements(self) -> None:
        """The statements' texts."""
        for number, statement in enumerate(self.shown):
            row, column = self.place(number, 0)
            where = (row, self.left - 1) if self.across else (self.top - 1, column)
            self.page.put(*where, statement.text, HEADING)

    def head(self, texts: Sequence[Content], before: int = 1) -> None:
        """A text for each of the people or teams, so many rows or columns before the answers."""
        for number, text in enumerate(texts):
            row, column = self.place(0, number)
            where = (self.top - before, column) if self.across else (row, self.left - before)
            self.page.put(*where, text, HEADING)

    def _group(self) -> None:
        """One merged heading over those that share a group."""
        numbered = groupby(
            range(len(self.respondents)), lambda number: self.respondents[number].group
        )
        for group, alike in numbered:
            numbers = list(alike)
            (top, left), (bottom, right) = (self.place(0, numbers[at]) for at in (0, -1))
            if self.across:
                top = bottom = self.top - 2
            else:
                left = right = self.left - 2
            self.page.put(top, left, group, HEADING)
            self.page.merge(top, left, bottom, right)

    def fill(self, lead: Lead, *, untidy: float = 0.06) -> None:
        """Write an answer everywhere, and what a person reads in it."""
        for statement in range(len(self.shown)):
            for who in range(len(self.respondents)):
                self._answer(statement, who, a_rating_copied(lead, untidy=untidy))

    def _answer(self, statement: int, who: int, entry: Entry) -> None:
        address = self.page.put(*self.place(statement, who), entry.content)
        respondent = self.respondents[who]
        self.page.answers.append(
            Answer(
                "ratings",
                respondent.team,
                respondent.year,
                self.shown[statement].item_id,
                entry.state,
                entry.value,
                self.page.name,
                None if entry.content is None else address,
                respondent.perspective,
                respondent.person,
                service_line=respondent.service_line if self.lines_shown else None,
                clean=entry.clean and self.shown[statement].clean,
            )
        )

    def work_out(
        self,
        title: str,
        how: Callable[[Sequence[float]], float],
        *,
        each: Each,
    ) -> None:
        """A figure at the end for each statement, or each of the people: nobody's answer."""
        statements, respondents = range(len(self.shown)), range(len(self.respondents))
        along_rows = (each == "respondent") != self.across
        end = len(statements) if each == "respondent" else self.offsets[-1] + 1
        end += self.worked_out.count(each)
        self.worked_out.append(each)
        name = {"mean": "AVERAGE", "sum": "SUM"}.get(how.__name__, "MAX")
        for line in respondents if each == "respondent" else statements:
            places = (
                [self.place(other, line) for other in statements]
                if each == "respondent"
                else [self.place(line, other) for other in respondents]
            )
            held = (self.page.cells[place][0] for place in places if place in self.page.cells)
            numbers = [value for value in held if isinstance(value, (int, float))]
            if not numbers:
                continue
            row, column = places[0]
            where = (row, self.left + end) if along_rows else (self.top + end, column)
            span = f"{self.page.address(*places[0])}:{self.page.address(*places[-1])}"
            self.page.put(*where, Formula(f"{name}({span})", round(float(how(numbers)), 4)))
        where = (self.top - 1, self.left + end) if along_rows else (self.top + end, self.left - 1)
        self.page.put(*where, title, HEADING)
