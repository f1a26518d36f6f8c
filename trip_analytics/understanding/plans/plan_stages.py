"""The stage that is ticked on an action plan: in a box beside, below or within its name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeGuard

from trip_analytics.import_log import Entry
from trip_analytics.reading import Cell
from trip_analytics.understanding.blank import is_blank
from trip_analytics.understanding.form_page import Page
from trip_analytics.understanding.marks.ticks import is_ticked, tick_in
from trip_analytics.understanding.plain_text import tidy
from trip_analytics.understanding.plans.plan_labels import plan_label
from trip_analytics.understanding.words import vocabulary

_SAID: Final = vocabulary("plans")
STAGES: Final[Mapping[str, int]] = {
    name: stage for stage, name in enumerate(_SAID.entries["stages"], start=1)
}
_NAME: Final = r"{stage_noun}\s*:?\s*([123])\b|\b(" + "|".join(STAGES) + r")\b"
_ONE_STAGE: Final = _SAID.pattern(
    rf"(?s)^(?P<before>\W*?)\s*(?:{_NAME})[\s:.,–—-]*(?:\(?{{stages}}\)?)?(?P<after>.*)$"
)
_EACH: Final = _SAID.pattern(r"{stage_noun}\s*:?\s*[123]\b")
_STAGE_NAME: Final = _SAID.pattern(r"\b{stages}\b")
_BARE: Final = _SAID.pattern(r"^{stage_noun}?\s*:?\s*([123])(?:\.0)?[\s:.(–—-]*(?:{stages})?\)?$")
_LONGEST_MARK = 3  # letters


@dataclass(slots=True)
class Ticks:
    """What is ticked of the three stages. A class because a form says it cell by cell."""

    marks: dict[int, tuple[bool | None, Cell]] = field(default_factory=dict)
    written: list[tuple[int, Cell]] = field(default_factory=list)
    """Stages given in words: "Stage reached: 2"."""
    bare: set[int] = field(default_factory=set)
    """Stages that are named without any box or tick."""

    def read(self, page: Page) -> tuple[int | None, Cell | None]:
        """The one stage, and its cell; what is unclear goes to the log."""
        chosen = [(stage, cell) for stage, (ticked, cell) in self.marks.items() if ticked]
        doubtful = [cell for ticked, cell in self.marks.values() if ticked is None]
        if not chosen and not doubtful:
            chosen = self.written or self._only_one(page)
        if len({stage for stage, _ in chosen}) > 1 or doubtful:
            for cell in doubtful or [cell for _, cell in chosen]:
                place = page.place(cell)
                page.log.append(
                    Entry.of(
                        "unclear-mark",
                        place,
                        found=cell.text,
                        scale="1 to 3",
                        why="not exactly one stage is ticked",
                    )
                )
            return None, None
        return chosen[0] if chosen else (None, None)

    def _only_one(self, page: Page) -> list[tuple[int, Cell]]:
        """The one stage that is named, or that stands where the others are struck out."""
        struck = [stage for stage, (_, cell) in self.marks.items() if cell.struck]
        left = [(s, cell) for s, (_, cell) in self.marks.items() if s not in struck]
        if len(left) != 1 or left[0][0] not in self.bare:
            return []
        for stage in struck:
            page.note("struck-through", self.marks[stage][1])
        return left


def read_stage_cell(page: Page, cell: Cell, ticks: Ticks) -> bool:
    """Read a cell that names one stage or several, with its tick wherever that stands."""
    text = _SAID["tick_one"].pattern.sub("", tidy(cell.text if cell.struck else cell.standing))
    named = list(_EACH.pattern.finditer(text))
    if len(named) > 1:
        return _read_several(page, cell, text, [found.start() for found in named], ticks)
    found = _ONE_STAGE.match(text)
    if found is None:
        return False
    stage = int(found.group(2)) if found.group(2) else STAGES[found.group(3).casefold()]
    before, after = _box(found.group("before")), _box(found.group("after"))
    inside = [box for box in (before, after) if box]
    if len(inside) == 1 and _says(inside[0]) is None and re.search(r"\w", inside[0]):
        return False  # a sentence that begins with a stage
    page.take(cell)
    ticks.marks[stage] = (_says(inside[0]), cell) if inside else _around(page, cell)
    page.take(ticks.marks[stage][1])
    if not inside and ticks.marks[stage][1] is cell:
        ticks.bare.add(stage)
    return True


def is_aside(cell: Cell) -> bool:
    """Whether a cell only says how to tick."""
    return _SAID["tick_one"].fullmatch(tidy(cell.standing)) is not None


def stage_in_words(text: str) -> int | None:
    """The stage that a value names: ``2``, ``Stage 2 - Development``, ``Development``.

    Examples
    --------
    >>> stage_in_words("Stage 2 - Development"), stage_in_words("We are nearly there")
    (2, None)
    """
    line = tidy(text)
    if found := _BARE.match(line):
        return int(found.group(1))
    found = _ONE_STAGE.match(line)
    if found is None or len(_EACH.pattern.findall(line)) > 1:
        return None
    if re.search(r"\w", found.group("before") + found.group("after")):
        return None
    return int(found.group(2)) if found.group(2) else STAGES[found.group(3).casefold()]


def _read_several(page: Page, cell: Cell, text: str, starts: Sequence[int], ticks: Ticks) -> bool:
    """``Stage 1 ☐ Stage 2 ☒ Stage 3 ☐`` in one cell, the boxes before the names or behind."""
    ahead = bool(_box(text[: starts[0]]))
    bounds = [*starts, len(text)]
    for place, start in enumerate(starts):
        stage = int(re.sub(r"\D", "", _EACH.match(text[start:]).group()))  # type: ignore[union-attr]
        if ahead:
            box = _box(text[bounds[place - 1] if place else 0 : start])
            box = box[-1:] if place else box
        else:
            box = _box(_EACH.pattern.sub("", text[start : bounds[place + 1]], count=1))
        ticks.marks[stage] = (_says(box), cell)
    page.take(cell)
    return True


def _box(text: str) -> str:
    return _STAGE_NAME.pattern.sub("", text).strip().strip("[](){} :.,–—-/|").strip()


def _says(box: str) -> bool | None:
    tick = tick_in(box)
    if tick.sign == "box" or is_blank(box):
        return False
    return True if tick.chosen and not tick.beside else None


def _around(page: Page, cell: Cell) -> tuple[bool | None, Cell]:
    """The tick of a stage without a box of its own: below it, beside it or before it."""
    below = page.cell(cell.row + 1, cell.column)
    if _may_be_mark(below, page):
        return is_ticked(below), below
    in_row = page.rows[cell.row]
    place = in_row.index(cell)
    before = in_row[place - 1] if place else None
    beside = in_row[place + 1] if place + 1 < len(in_row) else None
    if _stand_before(page, in_row):
        return (is_ticked(before), before) if _may_be_mark(before, page) else (False, cell)
    if not _may_be_mark(beside, page):
        return False, cell
    following = in_row[place + 2] if place + 2 < len(in_row) else None
    first = next(c for c in in_row if _names_stage(c))
    if (
        following is not None
        and _names_stage(following)
        and first is in_row[0]
        and following.column - beside.column == 1 == first.column - 1
    ):
        return None, beside  # it may as well be the tick of the stage that follows
    return is_ticked(beside), beside


def _stand_before(page: Page, in_row: Sequence[Cell]) -> bool:
    """Whether the ticks of a row stand before the names of the stages."""
    places = [place for place, cell in enumerate(in_row) if _names_stage(cell)]
    ahead = in_row[places[0] - 1] if places[0] else None
    behind = in_row[places[-1] + 1] if places[-1] + 1 < len(in_row) else None
    return _may_be_mark(ahead, page) and not _may_be_mark(behind, page)


def _names_stage(cell: Cell) -> bool:
    return _ONE_STAGE.match(_SAID["tick_one"].pattern.sub("", tidy(cell.text))) is not None


def _may_be_mark(cell: Cell | None, page: Page) -> TypeGuard[Cell]:
    """Whether a cell holds a tick, an empty box, or something as short in its place."""
    if cell is None or page.is_taken(cell) or not cell.standing:
        return False
    text = tidy(cell.standing)
    if _names_stage(cell) or is_aside(cell) or plan_label(text):
        return False
    return is_ticked(cell) is not None or (len(text) <= _LONGEST_MARK and not re.match(r"\d", text))
