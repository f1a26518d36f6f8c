"""The scale that a form itself says it is rated on, beside the instrument's."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from trip_analytics.instruments import ScalePoint
from trip_analytics.reading import Cell
from trip_analytics.understanding.marks.answer_cells import read_mark
from trip_analytics.understanding.marks.mark import Mark, unclear
from trip_analytics.understanding.marks.scale_keys import (
    Comparison,
    ScaleKey,
    are_two_ends,
    key_in,
    names_of,
    number_and_label,
)
from trip_analytics.understanding.plain_text import normalise, tidy
from trip_analytics.understanding.tables.printed_keys import PrintedKey, find_keys
from trip_analytics.understanding.tables.statement_tables import StatementTable

OTHER_SCALE: Final = "the form's own scale is another one"

FEWEST_BEYOND: Final = 3  # answers beyond the scale, that it is taken to be another one
LARGEST_SCALE: Final = 10

_GRAVITY: Final[Sequence[Comparison]] = ("same", "own-words", "reversed", "other")


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
        if mark.value is None or self.comparison != "reversed":
            return mark
        return replace(mark, value=self._turn(mark.value))


def read_form_scale(
    table: StatementTable,
    heads: Sequence[Cell],
    points: PrintedKey | None,
    below: Collection[int] = (),
    answers: Collection[int] = (),
    elsewhere: Sequence[PrintedKey] = (),
) -> FormScale:
    """The scale of a form, by the headings over its answers and the key of its points' columns.

    On lines ``below`` statements stand answers, and no key. ``answers`` are the units for
    answers on the whole scale, in which a drop-down list may say what there is to choose.
    What is printed ``elsewhere``, on a sheet of guidance, counts where the form's own
    prints nothing.
    """
    scale = table.instrument.scale
    notes = {note.address: note.text for note in table.view.page.sheet.notes}
    over = [
        PrintedKey(key, (cell,), of_answers=True, said=text)
        for cell in heads
        for text in (cell.standing, notes.get(cell.address, ""))
        if (key := key_in(text)) is not None
    ]
    found = [*over, *find_keys(table, below, answers), *_written_beside(table, answers)]
    found += [points] if points else []
    found = found or list(elsewhere)
    said = _weighed(found, scale) if found else FormScale(scale)
    beyond = _numbers_beyond(table, answers) if said.comparison == "same" else None
    return said if beyond is None else FormScale(scale, "other", beyond)


def _written_beside(table: StatementTable, answers: Collection[int]) -> Iterator[PrintedKey]:
    """The key that answers with their names give: ``1 - Embedded`` ... ``5 - Not started``.

    Only where both ends are named so, and by one name each.
    """
    cells = [cell for unit in answers for cell in table.cells_of(unit)]
    said = [(one, c) for c in cells if (one := number_and_label(c.standing)) and one[1]]
    names = {value: label for (value, label), _ in said}
    low, high = table.instrument.scale[0].value, table.instrument.scale[-1].value
    one_each = all(names[value] == label for (value, label), _ in said)
    if one_each and {low, high} <= set(names) and are_two_ends(names[low], names[high]):
        ends = ((low, names[low]), (high, names[high]))
        yield PrintedKey(ScaleKey(low, high, ends), (said[0][1],), of_answers=True)


def _numbers_beyond(table: StatementTable, answers: Collection[int]) -> PrintedKey | None:
    """Answers beyond the scale, where there are so many that it must be another one.

    A slip of the keyboard is a number beyond the scale too; three on one form are none.
    """
    if table.view.turned or len(answers) != 1:
        return None
    (number,) = answers
    low, high = table.instrument.scale[0].value, table.instrument.scale[-1].value
    cells = table.cells_of(number)
    whole = {
        cell: int(text)
        for cell in cells
        if (text := tidy(cell.standing).removesuffix(".0")).isdecimal() and len(text) <= 2
    }
    beyond = [cell for cell, value in whole.items() if not low <= value <= high]
    within_ten = all(value <= LARGEST_SCALE for value in whole.values())
    if len(beyond) < FEWEST_BEYOND or len(beyond) * 4 < len(whole) or not within_ten:
        return None
    key = ScaleKey(min(whole.values()), max(whole.values()))
    return PrintedKey(key, tuple(beyond), of_answers=True, by_answers=True)


def _weighed(found: Sequence[PrintedKey], scale: tuple[ScalePoint, ...]) -> FormScale:
    """The key that counts: over the answers first, then with most points, the gravest first."""

    def weight(one: PrintedKey) -> tuple[bool, bool, int]:
        comparison = one.beside(scale)
        return one.of_answers, len(one.key.labels) > 1, _GRAVITY.index(comparison)

    chosen = max(found, key=weight)
    named = [one for one in found if len(one.key.labels) > 1]
    if not chosen.key.labels and chosen.beside(scale) == "same" and named:
        chosen = max(named, key=weight)  # "Rating (1-5)" does not say which end is the better
    return FormScale(scale, chosen.beside(scale), chosen)
