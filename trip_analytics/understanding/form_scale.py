"""The scale that a form itself says it is rated on, beside the instrument's."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, NamedTuple

from trip_analytics.instruments import ScalePoint
from trip_analytics.reading import Cell
from trip_analytics.understanding.headings import (
    rates_another_matter,
    says_other_subject,
    says_rating,
)
from trip_analytics.understanding.mark import Mark, unclear
from trip_analytics.understanding.marks import read_mark
from trip_analytics.understanding.scale_keys import (
    FEWEST_POINTS,
    Comparison,
    ScaleKey,
    compare,
    key_in,
    key_of,
    names_of,
    number_and_label,
    says_an_end,
)
from trip_analytics.understanding.sections import heads_section
from trip_analytics.understanding.statement_tables import StatementTable
from trip_analytics.understanding.wording import normalise, tidy

# A key stands within so many rows of the statements.
FURTHEST_KEY: Final = 25
LONGEST_GUIDANCE: Final = 1500  # characters
OTHER_SCALE: Final = "the form's own scale is another one"

_GRAVITY: Final[Sequence[Comparison]] = ("same", "own-words", "reversed", "other")


class PrintedKey(NamedTuple):
    """A key as it stands on a form, and how surely it is one of the ratings."""

    key: ScaleKey
    cells: tuple[Cell, ...]
    of_answers: bool = False
    """It stands over the answers themselves."""
    numbered: bool = True
    """Its points have numbers on the form; without, they are on no scale that we know."""
    said: str = ""
    """Its words where they stand in no cell, but in a drop-down list."""
    at: str = ""
    """Where that list is."""

    @property
    def text(self) -> str:
        """Its words, on one line."""
        return self.said or " | ".join(cell.text for cell in self.cells)

    def beside(self, scale: Sequence[ScalePoint]) -> Comparison:
        """What it is beside an instrument's scale."""
        return compare(self.key, scale) if self.numbered else "other"


@dataclass(frozen=True)
class FormScale:
    """How a form's answers are read: by its own scale, where it prints one.

    Attributes
    ----------
    scale : sequence of ScalePoint
        The instrument's.
    comparison : {"same", "own-words", "reversed", "other"}
        The form's scale beside that one.
    printed : PrintedKey or None
        Where the form says so.
    """

    scale: Sequence[ScalePoint]
    comparison: Comparison = "same"
    printed: PrintedKey | None = None

    @cached_property
    def _points(self) -> tuple[ScalePoint, ...]:
        """The points as the form numbers and names them."""
        named = dict(self.printed.key.labels) if self.printed else {}
        points = tuple(
            ScalePoint(self._turn(p.value), p.label, p.meaning) for p in self.scale
        )  # fmt: skip
        known = names_of(self.scale)
        own = {value: name for value, name in named.items() if normalise(name) not in known}
        return tuple(
            replace(
                p, label=own.get(p.value, p.label), meaning=p.label if p.value in own else p.meaning
            )
            for p in sorted(points, key=lambda point: point.value)
        )

    def _turn(self, value: int) -> int:
        """A point as the other of the two scales numbers it."""
        ends = self.scale[0].value + self.scale[-1].value
        return ends - value if self.comparison == "reversed" else value

    def read(self, cell: Cell | None) -> Mark:
        """The answer written in a cell, on the instrument's scale."""
        if self.printed is None:
            return read_mark(cell, self.scale)
        return self.settled(read_mark(cell, self._points))

    def settled(self, mark: Mark) -> Mark:
        """A mark read by the form's numbers as one of the instrument's scale."""
        if self.comparison == "other" and mark.state in ("rated", "unclear"):
            return unclear(OTHER_SCALE)
        return mark if mark.value is None else replace(mark, value=self._turn(mark.value))


def read_form_scale(
    table: StatementTable,
    heads: Sequence[Cell],
    points: PrintedKey | None,
    below: Collection[int] = (),
    answers: Collection[int] = (),
) -> FormScale:
    """The scale of a form, by the headings over its answers and the key of its points' columns.

    On lines ``below`` statements stand answers, and no key. ``answers`` are the units for
    answers on the whole scale, in which a drop-down list may say what there is to choose.
    """
    scale = table.instrument.scale
    over = [
        PrintedKey(key, (cell,), of_answers=True)
        for cell in heads
        if (key := key_in(cell.standing)) is not None
    ]
    found = [*over, *_printed_keys(table, below), *_listed(table, answers)]
    found += [points] if points else []
    if not found:
        return FormScale(scale)
    return _weighed(found, scale)


def _listed(table: StatementTable, answers: Collection[int]) -> Iterator[PrintedKey]:
    """The scales of drop-down lists, and of rules for numbers, over the cells for answers."""
    view, sheet = table.view, table.view.page.sheet
    if view.turned or not sheet.choices:
        return
    for choice in sheet.choices:
        over = [(n, u) for n in table.lines for u in answers if choice.holds(n, u)]
        if len(over) * 2 < len(table.lines):
            continue
        said = [one for entry in choice.entries if (one := number_and_label(entry)) is not None]
        labels = tuple(said) if all(label for _, label in said) else ()
        values = [value for value, _ in said]
        if len(set(values)) == len(values) >= FEWEST_POINTS:
            key = ScaleKey(min(values), max(values), labels)
            entries = " | ".join(choice.entries)
            yield PrintedKey(key, (), of_answers=True, said=entries, at=view.stretch(over))


def _weighed(found: Sequence[PrintedKey], scale: Sequence[ScalePoint]) -> FormScale:
    """The key that counts: over the answers first, then with most points, the gravest first."""

    def weight(one: PrintedKey) -> tuple[bool, bool, int]:
        comparison = one.beside(scale)
        return one.of_answers, len(one.key.labels) > 1, _GRAVITY.index(comparison)

    chosen = max(found, key=weight)
    named = [one for one in found if len(one.key.labels) > 1]
    if not chosen.key.labels and chosen.beside(scale) == "same" and named:
        chosen = max(named, key=weight)  # "Rating (1-5)" does not say which end is the better
    return FormScale(scale, chosen.beside(scale), chosen)


def _printed_keys(table: StatementTable, answered: Collection[int]) -> Iterator[PrintedKey]:
    """The keys that stand above a table or below it, before its other parts begin."""
    page = table.view.page
    if table.view.turned:
        rows = [row for row in page.rows if row < table.label]
    else:
        lines = {*table.lines, *answered}
        below = _end_of_region(table)
        rows = [row for row in page.rows if row not in lines and row < below]
    near = [row for row in rows if row >= _top(table) - FURTHEST_KEY]
    for row in near:
        for cell in page.rows[row]:
            if cell.kind == "text" and 3 < len(cell.standing) <= LONGEST_GUIDANCE:
                key = key_in(cell.standing)
                if key is not None and _is_of_ratings(key, cell, table):
                    yield PrintedKey(key, (cell,))
    yield from _keys_in_cells(table, near)


def _top(table: StatementTable) -> int:
    return table.label if table.view.turned else table.first


def _end_of_region(table: StatementTable) -> int:
    """The first row below a table that belongs to another part of the form."""
    page = table.view.page
    for row in page.rows_from(table.last + 1):
        if row > table.last + FURTHEST_KEY or heads_section(page, row):
            return row
    return table.last + FURTHEST_KEY


def _is_of_ratings(key: ScaleKey, cell: Cell, table: StatementTable) -> bool:
    """Whether a text's key is one of the ratings, and no list and no other matter's."""
    line = tidy(cell.standing)
    first = next((i for i, c in enumerate(line) if c.isdigit()), len(line))
    if key.labels and normalise(line).startswith(normalise(key.labels[0][1])):
        first = 0  # the name stands before its number
    before = line[:first]
    if rates_another_matter(before):
        return False
    if len(key.labels) >= FEWEST_POINTS and not key.listed:
        return True
    if len(key.labels) >= 2 and _names_a_scale(key.names, table):
        return True
    return not key.listed and says_rating(line if key.labels else before)


def _names_a_scale(names: dict[int, str], table: StatementTable) -> bool:
    """Whether names are those of a scale: the instrument's, or what ends are called."""
    known = names_of(table.instrument.scale)
    ends = (names[min(names)], names[max(names)])
    return sum(name in known for name in names.values()) >= 2 or all(map(says_an_end, ends))


def _keys_in_cells(table: StatementTable, rows: Sequence[int]) -> Iterator[PrintedKey]:
    """Keys with a point in each row, or in each column."""
    page = table.view.page
    points: dict[tuple[int, int], tuple[int, str, tuple[Cell, ...]]] = {}
    for row in rows:
        cells = page.rows[row]
        for at, cell in enumerate(cells):
            said = number_and_label(cell.standing)
            if said is None or isinstance(cell.value, bool) or cell.kind == "date":
                continue
            value, label = said
            beside = cells[at + 1] if at + 1 < len(cells) else None
            below = page.cell(row + 1, cell.column)
            if label:
                points[cell.row, cell.column] = (value, label, (cell,))
            elif beside is not None and at == 0 and len(cells) <= 3 and _is_name(beside):
                points[cell.row, cell.column] = (value, beside.standing, (cell, beside))
            elif below is not None and _is_name(below) and row + 1 in rows:
                points[cell.row, cell.column] = (value, below.standing, (cell, below))
    for run in [*_runs(points, down=True), *_runs(points, down=False)]:
        key = key_of([(value, label) for value, label, _ in run], listed=True)
        cells_of = tuple(cell for _, _, cells in run for cell in cells)
        distinct = len({normalise(label) for _, label, _ in run}) == len(run)
        if key is not None and distinct and (
            _names_a_scale(key.names, table) or _titled(table, cells_of[0])
        ):  # fmt: skip
            yield PrintedKey(key, cells_of)


def _is_name(cell: Cell) -> bool:
    return cell.kind == "text" and number_and_label(cell.standing) is None and (
        1 < len(cell.standing) <= 120
    )  # fmt: skip


def _runs(
    points: dict[tuple[int, int], tuple[int, str, tuple[Cell, ...]]], *, down: bool
) -> Iterator[list[tuple[int, str, tuple[Cell, ...]]]]:
    """Points whose numbers follow each other in a column, or in a row."""
    order = sorted(points, key=lambda place: place[::-1] if down else place)
    run: list[tuple[int, str, tuple[Cell, ...]]] = []
    before: tuple[int, int] | None = None
    for place in order:
        row, column = place
        follows = (
            before is not None
            and (column == before[1] and row - before[0] <= 2 if down else row == before[0])
            and abs(points[place][0] - run[-1][0]) == 1
            and (len(run) < 2 or points[place][0] - run[-1][0] == run[-1][0] - run[-2][0])
        )
        if not follows:
            if len(run) >= FEWEST_POINTS:
                yield run
            run = []
        run.append(points[place])
        before = place
    if len(run) >= FEWEST_POINTS:
        yield run


def _titled(table: StatementTable, first: Cell) -> bool:
    """Whether a title right above, or before, says that this is the key of the ratings."""
    page = table.view.page
    near = [c for row in (first.row - 1, first.row - 2) for c in page.rows.get(row, [])]
    near += [c for c in page.rows.get(first.row, []) if c.column < first.column]
    return any(
        len(c.standing) <= 80 and says_rating(c.standing) and not says_other_subject(c.standing)
        for c in near
    )
