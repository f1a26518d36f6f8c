"""A collated table: statements against people or teams, and what a person reads in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from xlsxwriter.utility import xl_rowcol_to_cell

from tools.forms import hands
from tools.forms.grids import Grid, Reading, Worked, save_workbook
from tools.forms.hands import Mark, Statement
from tools.forms.truth import Answer, Written

YEARS: Final = (2019, 2021, 2022, 2023, 2024, 2025)
ROOMS: Final = ("to do", "from Dan", "collated")


@dataclass(frozen=True, slots=True)
class Who:
    """Whose answers stand in one column (or row) of a collated table."""

    team: str
    year: int
    head: str
    group: str | None = None
    perspective: str = "team"
    respondent: int | None = None
    service_line: str | None = None
    remark: str | None = None


class Table:
    """A table of statements against people or teams, written where it starts.

    ``across`` has a column for each of ``whos``, else each has a row.
    """

    def __init__(
        self,
        reading: Reading,
        grid: Grid,
        shown: Sequence[Statement],
        whos: Sequence[Who],
        *,
        top: int,
        left: int,
        across: bool,
        gaps: frozenset[int] = frozenset(),
    ) -> None:
        self.reading, self.grid, self.shown, self.whos = reading, grid, shown, whos
        self.top, self.left, self.across = top, left, across
        self.offsets: list[int] = []
        at = 0
        for number in range(len(whos)):
            at += number in gaps
            self.offsets.append(at)
            at += 1
        self.length = at
        self.worked: list[str] = []
        self.lines_shown = False

    def place(self, statement: int, who: int) -> tuple[int, int]:
        """Row and column where two meet."""
        if self.across:
            return self.top + statement, self.left + self.offsets[who]
        return self.top + self.offsets[who], self.left + statement

    def fill(self, chance: hands.Hand, *, untidy: float = 0.06) -> None:
        """Write an answer everywhere, and what a person reads in it."""
        for statement in range(len(self.shown)):
            for who in range(len(self.whos)):
                self.answer(statement, who, hands.mark(chance, untidy=untidy))

    def answer(self, statement: int, who: int, mark: Mark) -> None:
        """Write one answer."""
        address = self.grid.put(*self.place(statement, who), mark.written)
        whose = self.whos[who]
        self.reading.answers.append(
            Answer(
                "ratings",
                whose.team,
                whose.year,
                self.shown[statement].item_id,
                mark.state,
                mark.value,
                self.grid.name,
                None if mark.written is None else address,
                whose.perspective,
                whose.respondent,
                service_line=whose.service_line if self.lines_shown else None,
                clean=mark.clean and self.shown[statement].clean,
            )
        )

    def head_statements(self, at: int) -> None:
        """The statements' texts, in the row or column ``at``."""
        for number, statement in enumerate(self.shown):
            row, column = self.place(number, 0)
            where = (row, at) if self.across else (at, column)
            self.grid.put(*where, statement.text, head=True)

    def head_whos(self, at: int, texts: Sequence[str | int | None]) -> None:
        """A text for each of the people or teams, in the row or column ``at``."""
        for number, text in enumerate(texts):
            row, column = self.place(0, number)
            self.grid.put(*((at, column) if self.across else (row, at)), text, head=True)

    def group_whos(self, at: int) -> None:
        """One merged heading over those that share a group."""
        number = 0
        while number < len(self.whos):
            last = number
            while (
                last + 1 < len(self.whos) and self.whos[last + 1].group == self.whos[number].group
            ):
                last += 1
            first_at, last_at = self.place(0, number), self.place(0, last)
            if self.across:
                self.grid.put(at, first_at[1], self.whos[number].group, head=True)
                self.grid.merge(at, first_at[1], 1, last_at[1] - first_at[1] + 1)
            else:
                self.grid.put(first_at[0], at, self.whos[number].group, head=True)
                self.grid.merge(first_at[0], at, last_at[0] - first_at[0] + 1, 1)
            number = last + 1

    def work_out(self, title: str, how: Callable[[Sequence[float]], float], *, each: str) -> None:
        """A figure at the end for each statement or for each of the people: nobody's answer."""
        statements, whos = len(self.shown), len(self.whos)
        lines = range(whos) if each == "who" else range(statements)
        along_rows = (each == "who") != self.across
        end = statements if each == "who" else self.length
        end += sum(1 for text in self.worked if text == each)
        self.worked.append(each)
        for line in lines:
            places = [
                self.place(other, line) if each == "who" else self.place(line, other)
                for other in (range(statements) if each == "who" else range(whos))
            ]
            held = [self.grid.cells.get(place) for place in places]
            numbers = [value for value in held if isinstance(value, (int, float))]
            if not numbers:
                continue
            row, column = places[0]
            where = (row, self.left + end) if along_rows else (self.top + end, column)
            span = f"{xl_rowcol_to_cell(*places[0])}:{xl_rowcol_to_cell(*places[-1])}"
            name = {"mean": "AVERAGE", "sum": "SUM", "len": "COUNT"}.get(how.__name__, "MAX")
            figure = round(float(how(numbers)), 4)
            self.grid.put(*where, Worked(f"={name}({span})", figure))
        where = (self.top - 1, self.left + end) if along_rows else (self.top + end, self.left - 1)
        self.grid.put(*where, title, head=True)


def saved(folder: Path, reading: Reading, grids: Sequence[Grid]) -> Written:
    """Write a workbook; what a person reads in it."""
    save_workbook(folder / reading.file, grids)
    return reading.finished()
