"""Which of a form's columns hold its answers: evidence for each, weighed over all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from trip_analytics.people import begins_with_a_given_name
from trip_analytics.understanding.marks.answer_cells import read_mark
from trip_analytics.understanding.marks.scale_keys import FEWEST_POINTS, says_an_end
from trip_analytics.understanding.plain_text import normalise, tidy
from trip_analytics.understanding.tables.answer_owner import Owner
from trip_analytics.understanding.tables.form_scale import FormScale
from trip_analytics.understanding.tables.header_cells import Heading
from trip_analytics.understanding.tables.statement_tables import StatementTable
from trip_analytics.understanding.tables.table_layout import Layout, Unit, Weighed, key_of

# What each piece of evidence weighs. A column is taken that outweighs the others by so much.
SURE_HEADING: Final = 4
LIKELY_HEADING: Final = 1
CLEAR_ANSWERS: Final = 2
FEW_WORDS: Final = 1
BEFORE_THE_STATEMENTS: Final = -2
ALL_THE_SAME: Final = -1
MARGIN: Final = 2

# Longer texts, or more different ones, are comments and no answers in words.
LONGEST_WORDS: Final = 30
MOST_WORDS: Final = 4


def settle_answers(table: StatementTable, layout: Layout, marks: Mapping[int, int]) -> None:
    """Decide which units take the whole scale; where two are equally likely, neither does."""
    chosen = _Answers(table, layout, marks).chosen()
    points = [u for u in layout.units.values() if u.heading.point is not None and _may_answer(u)]
    duplicated = Counter((key_of(p), p.heading.point) for p in points)
    for number, unit in layout.units.items():
        if unit.heading.point is not None and duplicated[(key_of(unit), unit.heading.point)] > 1:
            layout.unclear.append(number)
    for number, unit in layout.units.items():
        if number in layout.unclear:
            unit.heading = Heading()
            unit.unknown = unit.unknown or "?"
        elif number in chosen:
            unit.heading = unit.heading._replace(role="rating")
            unit.unknown = None
        elif unit.heading.point is None and unit.heading.role in ("rating", None):
            unit.heading = unit.heading._replace(role=None)
            unit.unknown = unit.unknown or "?"


def rival_columns(table: StatementTable, layout: Layout) -> list[dict[str, Any]]:
    """The columns whose answers are all clear, where several were weighed.

    Other forms of the same layout can tell which of them is printed. Each has its
    ``heading``, ``at`` which cell, whether it was ``taken``, and its ``answers``: the value,
    the state and the cell for each item.
    """
    numbers = sorted({one.unit for one in layout.weighed})
    taken = [unit for unit in layout.units.values() if unit.heading.role == "rating"]
    points = any(unit.heading.point is not None for unit in layout.units.values())
    several = len(taken) > 1 or points  # views beside each other, each with its own answers
    if len(numbers) < 2 or several or table.long or table.view.turned:
        return []
    scale = layout.scale or FormScale(table.instrument.scale)
    columns = []
    for number in numbers:
        answers = {}
        for line, match in sorted(table.lines.items()):
            mark = scale.read(table.view.cell(line, number))
            answers[match.item_id] = [mark.value, mark.state, table.view.address(line, number)]
        if any(state == "unclear" for _, state, _ in answers.values()):
            return []
        head = layout.heads.get(number)
        unit = layout.units.get(number)
        columns.append(
            {
                "heading": tidy(head.text) if head and head not in layout.people else "",
                "at": head.address if head else table.view.address(table.first, number),
                "taken": unit is not None and unit.heading.role == "rating",
                "answers": answers,
            }
        )
    return columns


@dataclass
class _Answers:
    """The columns of one table. A class, for each step weighs the same columns."""

    table: StatementTable
    layout: Layout
    marks: Mapping[int, int]

    def chosen(self) -> dict[int, Unit]:
        """The units that take the whole scale, by their numbers."""
        points = [u for u in self.layout.units.values() if u.heading.point is not None]
        points = [unit for unit in points if _may_answer(unit)]
        found = self._headed(points)
        self._leave_to_teams(found)
        owned_by: dict[tuple[object, ...], list[int]] = {}
        for number, unit in found.items():
            owned_by.setdefault(key_of(unit), []).append(number)
        agreed = self._agreed(found)
        for key, numbers in owned_by.items():
            if agreed and len(numbers) == 1 and key == key_of(Unit()):
                del found[numbers[0]]  # "agreed" goes before a plain "rating" or "score"
                continue
            rivals = numbers if points or self._is_sure(numbers) else [*numbers, *self._free()]
            if key == key_of(Unit()) or len(numbers) > 1:
                for number in set(numbers) - set(self._best(rivals)):
                    del found[number]
        rated_below = any(u.heading.role == "rating" for _, u in self.layout.below.values())
        if not found and not points and not self.layout.unclear and not rated_below:
            for number in self._best(self._free(words=True), alone=True):
                found[number] = self.layout.units.setdefault(number, Unit())
        return found

    def _agreed(self, found: dict[int, Unit]) -> bool:
        """Whether there is an agreed answer; an empty column for it takes nothing from a rating."""
        team = [n for n, unit in found.items() if unit.owner.perspective == "team"]
        plain = [n for n, unit in found.items() if unit.owner == Owner() and n in self.marks]
        if plain and not any(map(self._held, team)):
            for number in team:
                del found[number]
            return False
        return bool(team)

    def _headed(self, points: Sequence[Unit]) -> dict[int, Unit]:
        """The units that their headings make answers: of a rating, or of somebody."""
        found: dict[int, Unit] = {}
        for number, unit in self.layout.units.items():
            if unit.heading.point is not None or unit.describes or not _may_answer(unit):
                continue
            # "Working together" over the numbers of the statements is a section's title.
            titled = number < self.table.label and not self._held(number)
            takes = unit.heading.role == "rating" or (unit.owner != Owner() and not titled)
            if takes and not (points and unit.owner.perspective is None and unit.heading.role):
                found[number] = unit
        if not points:
            return found
        ticked = {key_of(unit) for unit in points}
        return {n: u for n, u in found.items() if n in self.marks and key_of(u) not in ticked}

    def _leave_to_teams(self, found: dict[int, Unit]) -> None:
        """Beside columns of teams, one that names none is worked out from theirs, or no answer."""
        if any(unit.owner.team or unit.owner.service_line for unit in found.values()):
            for number, unit in list(found.items()):
                if not (unit.owner.team or unit.owner.service_line):
                    del found[number]
                    dated = unit.heading.years_ago is not None or not unit.heading.sure
                    unit.heading = Heading("other-time" if dated else "computed")

    def _is_sure(self, numbers: Iterable[int]) -> bool:
        units = self.layout.units
        return any(units[number].heading.sure for number in numbers if number in units)

    def _free(self, *, words: bool = False) -> list[int]:
        """The units under no heading that we know which hold answers (or few ``words``)."""
        units = self.layout.units
        holding = [*self.marks]
        if words:
            used = {u for line in self.table.lines for u in self.table.view.lines.get(line, {})}
            holding += [n for n in used - {*holding, self.table.label} if self._few_words(n)]
        return [
            n
            for n in sorted(holding)
            if n not in self.layout.numbers
            and (
                n not in units
                or (
                    units[n].heading.role is None
                    and units[n].heading.point is None
                    and units[n].owner == Owner()
                    and units[n].describes is None
                )
            )
        ]

    def _best(self, numbers: Sequence[int], *, alone: bool = False) -> list[int]:
        """The one of several units of one owner that outweighs the others, if one does."""
        if (latest := self._latest(numbers)) is not None:
            return [latest]
        weighed = sorted((self._weigh(n, numbers) for n in numbers), key=lambda w: -w.weight)
        self.layout.weighed += weighed
        if not weighed:
            return []
        if len(weighed) > 1 and weighed[0].weight - weighed[1].weight < MARGIN:
            self.layout.unclear += [
                w.unit for w in weighed if w.weight > weighed[0].weight - MARGIN
            ]
            return []
        best = weighed[0].unit
        short = alone and len(self.table.lines) >= 4 and self._held(best) < FEWEST_POINTS
        printed = best < self.table.label and not self._is_sure([best])
        if short or printed:
            self.layout.unclear.append(best)
            return []
        self._set_aside(number for number in numbers if number != best)
        return [best]

    def _set_aside(self, numbers: Iterable[int]) -> None:
        """Levels and stages beside the answers are those of something else."""
        for unit in (self.layout.units[n] for n in numbers if n in self.layout.units):
            if unit.heading.role == "rating" and not unit.heading.sure:
                unit.heading = Heading("other-subject")

    def _latest(self, numbers: Sequence[int]) -> int | None:
        """The last of several times in one year; none where their order is not clear."""
        units = self.layout.units
        moments = [units[n].heading.moment for n in sorted(numbers) if n in units]
        known = [moment for moment in moments if moment is not None]
        if len(known) < 2 or len(known) < len(numbers) or known != sorted(set(known)):
            return None
        *earlier, latest = sorted(numbers)
        for number in earlier:
            units[number].heading = Heading("other-time")
        self.layout.later_taken.append(latest)
        return latest

    def _weigh(self, number: int, rivals: Sequence[int]) -> Weighed:
        """The evidence that a unit holds the answers."""
        heading = self.layout.units[number].heading if number in self.layout.units else Heading()
        found: list[tuple[int, str]] = []
        if heading.role == "rating" and heading.sure:
            found.append((SURE_HEADING, "its heading speaks of a rating"))
        elif heading.role == "rating":
            found.append((LIKELY_HEADING, "its heading may speak of a rating"))
        if number in self.marks:
            found.append((CLEAR_ANSWERS, f"{self.marks[number]} of its cells are clear answers"))
        elif self._few_words(number):
            found.append((FEW_WORDS, "its cells hold a few different words"))
        if number < self.table.label:
            found.append((BEFORE_THE_STATEMENTS, "it stands before the statements"))
        if len(self._texts(number)) == 1 and any(len(self._texts(n)) > 1 for n in rivals):
            found.append((ALL_THE_SAME, "all its cells hold the same"))
        return Weighed(number, tuple(found))

    def _held(self, number: int) -> int:
        return len(self.table.cells_of(number))

    def _texts(self, number: int) -> set[str]:
        return {normalise(cell.standing) for cell in self.table.cells_of(number)}

    def _few_words(self, number: int) -> bool:
        """Whether a unit holds answers in words: short ones, of which some recur."""
        cells = [cell for cell in self.table.cells_of(number) if cell.standing]
        texts = [tidy(cell.standing) for cell in cells if cell.kind == "text"]
        if len(texts) < FEWEST_POINTS or len(texts) * 2 < len(self.table.lines):
            return False
        if any(len(t) > LONGEST_WORDS or len(t.split()) > MOST_WORDS for t in texts):
            return False
        if any(begins_with_a_given_name(text) and " " in text for text in texts):
            return False
        scale = self.table.instrument.scale
        known = [t for t, c in zip(texts, cells, strict=False)
                 if says_an_end(t) or read_mark(c, scale).state == "rated"]  # fmt: skip
        return len({normalise(text) for text in texts}) < len(texts) or len(known) * 2 >= len(texts)


def _may_answer(unit: Unit) -> bool:
    return unit.heading.role in ("rating", None)
