"""What is left of a table of statements once its answers are read: each cell to the log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from trip_analytics.reading import Cell
from trip_analytics.understanding.blank import is_placeholder
from trip_analytics.understanding.fields.field_labels import label_of
from trip_analytics.understanding.fields.no_teams import no_team
from trip_analytics.understanding.marks.answer_cells import read_mark
from trip_analytics.understanding.marks.mark import WORDS_ALONE
from trip_analytics.understanding.plain_text import normalise, tidy
from trip_analytics.understanding.sections import heads_section
from trip_analytics.understanding.tables.header_cells import read_heading
from trip_analytics.understanding.tables.header_rows import LONGEST_GROUP
from trip_analytics.understanding.tables.statement_tables import StatementTable
from trip_analytics.understanding.tables.table_layout import Layout, Unit

# So many rows numbered one after the other are no answers.
FEWEST_NUMBERED = 3


def log_left_over(table: StatementTable, layout: Layout) -> None:
    """Account for every cell on a table's own lines that is no answer."""
    _LeftOver(table, layout).log()


class _LeftOver:
    """A table whose answers are read. A class, for all of it looks at one table."""

    def __init__(self, table: StatementTable, layout: Layout) -> None:
        self.table = table
        self.layout = layout
        self.view = table.view
        self.page = table.view.page

    def log(self) -> None:
        if self.view.turned:
            self._rest_of_export()
            return
        for line in [*self.table.lines, *self.layout.below]:
            for unit, cell in self.view.lines.get(line, {}).items():
                if not self.page.is_taken(cell):
                    self._log_other(cell, self.layout.units.get(unit))
        for line in self._lines_of_their_own():
            cells = self.view.lines.get(line, {})
            first = next(iter(cells.values()))
            if all(map(self.page.is_taken, cells.values())):
                continue  # beside a statement that is merged over several lines
            if self._heads_again(line):
                self._take_headings(cells)
                continue
            computed = (
                read_heading(first, self.table.instrument).role == "computed"
                or no_team(first.standing, ("summary",)) is not None
            )
            example = is_placeholder(first.standing) or no_team(first.standing, ("example",))
            kind = "computed" if computed else "other-text" if example else "unknown-statement"
            if kind == "unknown-statement":
                self.layout.unknown.add(line)
            for unit, cell in cells.items():
                if unit in self.layout.numbers:
                    self.page.take(cell)
                elif not self.page.is_taken(cell):
                    self.page.note("hidden-cell" if cell.hidden else kind, cell)

    def _log_other(self, cell: Cell, unit: Unit | None) -> None:
        role = unit.heading.role if unit else None
        aside = self.layout.aside.get(self.view.at(cell)[0])
        if cell.hidden:
            self.page.note("hidden-cell", cell)
        elif unit is not None and unit.describes:
            if unit.describes == "name":
                self.page.note("name-not-kept", cell, keep=False)
            self.page.take(cell)
        elif role == "computed" or aside == "computed":
            self.page.note("computed", cell)
        elif role == "other-time" or aside == "other-time":
            self.page.note("other-time", cell)
        elif role == "other-subject" and self._is_like_an_answer(cell):
            self.page.note("other-question", cell)
        elif self._is_like_an_answer(cell):
            self.page.note("unknown-column", cell)
        # Words are left for the sections: assets and priorities may be beside a table.

    def _is_like_an_answer(self, cell: Cell) -> bool:
        mark = read_mark(cell, self.table.instrument.scale)
        wordy = mark.why == WORDS_ALONE or len(cell.standing) >= 20
        return mark.state != "not-answered" and not wordy

    def _lines_of_their_own(self) -> Iterator[int]:
        """Lines among and beside the statements that hold answers to other statements."""
        answers = {
            number
            for number, unit in self.layout.units.items()
            if unit.heading.point is not None or unit.heading.role == "rating"
        }
        comments = {n for n, u in self.layout.units.items() if u.heading.role == "comment"}
        last = max([self.table.last, *self.layout.below])
        while self._has_answer(last + 1, answers) and not heads_section(self.page, last + 1):
            last += 1
        known = {*self.table.lines, *self.layout.below}
        first = self.table.first
        heads = {self.view.at(cell)[0] for cell in self.layout.headings}
        while first - 1 not in heads and self._is_rated(first - 1):
            first -= 1
        for line in range(first, last + 1):
            if line not in known and self._has_answer(line, answers | comments):
                yield line

    def _heads_again(self, line: int) -> bool:
        """Whether a line among the statements heads the columns of a section anew.

        Over each column of answers stands the heading that it has already, or another one
        that heads answers; whatever is over the statements.
        """
        cells = self.view.lines.get(line, {})
        over = [c for u, c in cells.items() if u in self.layout.units and u != self.table.label]
        answers = [
            u in cells and self._is_heading_of(u, cells[u])
            for u, unit in self.layout.units.items()
            if unit.heading.point is not None or (unit.heading.role == "rating" and u in cells)
        ]
        others = [read_heading(c, self.table.instrument) for c in over]
        return bool(answers) and all(answers) and all(
            not heading.says_nothing or len(cell.standing.split()) <= LONGEST_GROUP
            for heading, cell in zip(others, over, strict=True)
        )  # fmt: skip

    def _is_heading_of(self, number: int, cell: Cell) -> bool:
        own = {normalise(c.standing) for c in self.layout.headings if self.view.at(c)[1] == number}
        if normalise(cell.standing) in own:
            return True
        title = self.view.cell(self.view.at(cell)[0], self.table.label)
        texts = [each.standing for each in (cell, title) if each is not None]
        # "well rated" beside a team's own statement is its answer in words.
        short = all(len(text.split()) <= LONGEST_GROUP for text in texts)
        said = read_heading(cell, self.table.instrument)
        return said.role == "rating" and short and not self._is_rated_by(cell)

    def _take_headings(self, cells: Mapping[int, Cell]) -> None:
        """Tick off headings that are known; a section's name is kept as a note."""
        known = {normalise(cell.standing) for cell in self.layout.headings}
        for cell in cells.values():
            if normalise(cell.standing) in known:
                self.page.take(cell)
            elif not self.page.is_taken(cell):
                self.page.note("other-text", cell)

    def _is_rated_by(self, cell: Cell) -> bool:
        return read_mark(cell, self.table.instrument.scale).state in ("rated", "not-applicable")

    def _is_rated(self, line: int) -> bool:
        """Whether a rating is in a line above the statements, where headings may be too."""
        return any(
            not self.page.is_taken(cell)
            and unit in self.layout.units
            and self.layout.units[unit].heading.role == "rating"
            and self._is_rated_by(cell)
            for unit, cell in self.view.lines.get(line, {}).items()
        )

    def _has_answer(self, line: int, units: set[int]) -> bool:
        cells = self.view.lines.get(line, {})
        if not cells:
            return False
        first = next(iter(cells.values()))
        if label_of(first.standing) or first.standing.endswith(":"):
            return False  # a field of the form stands right below its statements
        return any(u in units and not self.page.is_taken(c) for u, c in cells.items())

    def _rest_of_export(self) -> None:
        titles = {unit for line in self.view.lines.values() for unit in line}
        titles -= set(self.layout.units)
        for line, cells in self.view.lines.items():
            what = self.layout.described.get(line)
            left = [
                (unit, cell)
                for unit, cell in cells.items()
                if unit in self.layout.units and not self.page.is_taken(cell)
            ]
            rated = [c for _, c in left if self._is_rated_by(c)]
            heads = [cell for u in sorted(titles) if (cell := self.view.cell(line, u))]
            heading = read_heading(heads[0] if heads else None, self.table.instrument)
            for unit, cell in left:
                if unit in self.layout.tests and what not in ("name", "machine"):
                    self.page.note("test-row", cell)
                    continue
                owner = self.layout.units[unit].heading.role
                if cell.hidden:
                    self.page.note("hidden-cell", cell)
                elif what == "name":
                    self.page.note("name-not-kept", cell, keep=False)
                elif what is not None:
                    self.page.take(cell)
                elif heading.role == "computed" or owner == "computed":
                    self.page.note("computed", cell)
                elif owner == "other-time":
                    self.page.note("other-time", cell)
                elif len(rated) * 2 > len(left) and not _counts_rows(left):
                    self.layout.unknown.add(line)
                    self.page.note("unknown-statement", cell)
                else:
                    self.page.note("other-question", cell)


def _counts_rows(cells: Sequence[tuple[int, Cell]]) -> bool:
    """Whether a survey's column only numbers its rows: 1, 2, 3 and so on, or 0, 1, 2."""
    texts = [tidy(cell.standing).removesuffix(".0") for _, cell in sorted(cells)]
    if len(texts) < FEWEST_NUMBERED or not all(text.isdecimal() for text in texts):
        return False
    first = int(texts[0])
    return [int(text) for text in texts] == list(range(first, first + len(texts)))
