"""Template B: the action plan for one organisational challenge."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from trip_analytics.reading import Cell
from trip_analytics.understanding.blank import is_blank, is_placeholder
from trip_analytics.understanding.form_page import Page
from trip_analytics.understanding.list_lines import lines_of, numbered
from trip_analytics.understanding.matching.item_matcher import ItemMatcher
from trip_analytics.understanding.plain_text import normalise, tidy
from trip_analytics.understanding.plans.plan_labels import PARTS, LabelKind, plan_label
from trip_analytics.understanding.plans.plan_stages import (
    Ticks,
    is_aside,
    read_stage_cell,
    stage_in_words,
)
from trip_analytics.understanding.words import remembered

Row = dict[str, Any]

# So many of a plan's parts, named by labels, make a page one with plans.
FEWEST_PARTS = 2
_DATES: Sequence[LabelKind] = ("agreed_on", "next_review")


@dataclass(slots=True)
class _Plan:
    """One challenge's plan while it is being read."""

    start: Cell
    item_id: str | None = None
    named: bool = False
    """Whether the challenge is given in words, not by its number alone."""
    ticks: Ticks = field(default_factory=Ticks)
    dates: dict[str, dt.date] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)


def has_action_plan(page: Page) -> bool:
    """Whether a page holds at least one Template B.

    It names a challenge, or its own title, and parts of a plan as labels.
    """
    labels = [label for _, text in page.remaining_texts() if (label := _labels(text)) is not None]
    parts = {kind for each in labels for kind in each.kinds} & {*PARTS, "stage"}
    strong = any(each.standard for each in labels) or bool(parts & {"goal", "action"})
    if not strong or len(parts) < FEWEST_PARTS:
        return False
    return any(each.titled or "challenge" in each.kinds for each in labels)


class _Labels(NamedTuple):
    """What a text labels, line by line, and what of a form's printed titles it begins with."""

    kinds: frozenset[LabelKind]
    titled: bool
    standard: bool


@remembered
def _labels(text: str) -> _Labels | None:
    """What a text labels of a plan; None where that is nothing."""
    lines = (text, *text.splitlines()) if "\n" in text else (text,)
    kinds = frozenset(label.kind for each in lines if (label := plan_label(each)) is not None)
    plain = normalise(text)
    titled, standard = plain.startswith("template b"), plain.startswith("current standard")
    return _Labels(kinds, titled, standard) if kinds or titled or standard else None


def has_table_of_plans(page: Page) -> bool:
    """Whether a page holds plans as rows of one table, with their challenges in a column.

    Such a table names stages as well, and is no Template A.
    """
    heads: dict[int, set[LabelKind]] = {}
    for (row, _), text in page.texts.items():
        if (label := plan_label(text)) is not None and not label.rest:
            heads.setdefault(row, set()).add(label.kind)
    return any(
        "challenge" in kinds and {"goal", "action"} & kinds and len(kinds) > FEWEST_PARTS
        for kinds in heads.values()
    )


def read_action_plans(page: Page, matcher: ItemMatcher) -> list[Row]:
    """Every plan on a page: a row for each standard, goal, action and evidence source.

    Rows of the table ``action_plans``, except for whose return it is.
    """
    reader = _Reader(page, matcher)
    page.take(*(cell for cell in page.remaining() if is_aside(cell)))
    for row in list(page.rows):
        cells = [cell for cell in page.rows[row] if not page.is_taken(cell)]
        if cells and not reader.read_table_row(row, cells):
            reader.read_line(cells)
    return [row for plan in reader.plans for row in _finished(page, plan)]


@dataclass(slots=True)
class _Reader:
    """A walk down a page. A class because a label holds for what follows it."""

    page: Page
    matcher: ItemMatcher
    plans: list[_Plan] = field(default_factory=list)
    kind: LabelKind | None = None
    number: int | None = None
    columns: Mapping[int, LabelKind | None] = field(default_factory=dict)

    def read_table_row(self, row: int, cells: Sequence[Cell]) -> bool:
        """Read a row of headings over columns for parts of a plan, or a row below such."""
        labels = [plan_label(cell.standing) for cell in cells]
        bare = [label for label in labels if label is not None and not label.rest]
        parts = {label.kind for label in bare} & {*PARTS, "challenge"}
        if not parts and not any(cell.standing.endswith(":") for cell in cells):
            parts = {label.kind for label in bare} & {"name", *_DATES}  # who signed, and when
        if len(parts) >= FEWEST_PARTS and len(bare) * 2 > len(cells) and self._is_filled_below(row):
            self.columns = {
                cell.column: label.kind if label else None
                for cell, label in zip(cells, labels, strict=True)
            }
            self.kind = None
            self.page.take(*cells)
            if not self.plans and "challenge" not in parts and parts & {*PARTS}:
                self.plans.append(_Plan(cells[0]))
            return True
        if not self.columns:
            return False
        first = plan_label(cells[0].standing)
        if (first is not None and len(cells) <= 2) or not any(
            cell.column in self.columns for cell in cells
        ):
            self.columns = {}
            return False
        self.number = None
        for cell in cells:
            self._read_in_table(cell, self.columns.get(cell.column))
        return True

    def _is_filled_below(self, row: int) -> bool:
        below = self.page.rows.get(self.page.row_below(row) or 0, [])
        return len(below) > 1 or not below or plan_label(below[0].standing) is None

    def _read_in_table(self, cell: Cell, kind: LabelKind | None) -> None:
        if kind == "challenge":
            self._begin(cell, cell.standing, None, cell)
        elif kind == "number":
            self.number = numbered(cell.standing)[0]
            self.page.take(cell)
        elif kind is None and plan_label(cell.standing) is not None:
            self.page.take(cell)  # whose name is in the row
        elif kind is None or not self.plans:
            self.page.note("unknown-column", cell)
        else:
            self._read_value(kind, cell.standing, cell)

    def read_line(self, cells: Sequence[Cell]) -> None:
        """Read a row of labels and what is behind or below them."""
        # Stages first: a box may stand before the name of its stage.
        for cell in cells if self.plans else []:
            if not self.page.is_taken(cell):
                read_stage_cell(self.page, cell, self.plans[-1].ticks)
        label: Cell | None = None
        for cell in cells:
            if self.page.is_taken(cell):
                continue
            found = plan_label(cell.standing) if cell.kind == "text" else None
            if label is not None and self.plans and not cell.standing.endswith(":"):
                found = found if found is not None and found.rest else None
            if found is None and label is not None and self.kind is not None:
                self._read_text(cell)
                label = None
            else:
                self._read_cell(cell)
                bare = found is not None and not found.rest and found.kind != "printed"
                label = cell if bare else None

    def _read_cell(self, cell: Cell) -> None:
        if cell.kind != "text" or (label := plan_label(cell.standing)) is None:
            first, *others = cell.standing.splitlines() or [""]
            label = plan_label(first) if others else None
            if label is None:
                self._read_text(cell)
                return
            self._meet(label.kind, label.number, cell)
            self._read_sections(cell, label.rest, others)
            return
        lines = label.rest.splitlines()
        self._meet(label.kind, label.number, cell)
        self._read_sections(cell, lines[0] if lines else "", lines[1:])

    def _read_sections(self, cell: Cell, rest: str, lines: Sequence[str]) -> None:
        """What follows a label in its cell: its value, and perhaps more labels in lines below."""
        value = [rest] if rest else []
        for line in lines:
            label = plan_label(line)
            if label is None:
                value.append(line)
                continue
            self._value_within(cell, value)
            self._meet(label.kind, label.number, cell)
            value = [label.rest] if label.rest else []
        self._value_within(cell, value)

    def _value_within(self, cell: Cell, value: Sequence[str]) -> None:
        text = "\n".join(value).strip("_ \n")
        if not text or self.kind is None:
            return
        if self.kind == "challenge":
            self._name_challenge(text, cell)
        else:
            part = cell._replace(text=text, value=text, struck="", unstruck=None)
            self._read_value(self.kind, text, part)

    def _meet(self, kind: LabelKind, number: int | None, cell: Cell) -> None:
        """Meet a label: what follows is of its kind."""
        if kind == "challenge":
            self.plans.append(_Plan(cell))
            self.page.take(cell)
            self._number_challenge(number, cell)
        elif not self.plans:
            if kind not in ("printed", "stage", *PARTS):
                return  # a field of the form, above its first plan
            self.plans.append(_Plan(cell))
        if kind != "printed":
            self.kind, self.number = kind, number if kind in PARTS else None
        self.page.take(cell)

    def _read_text(self, cell: Cell) -> None:
        if not self.plans:
            if self.matcher.match(cell.standing) is not None:
                self._begin(cell, cell.standing, None, cell)
            return
        plan = self.plans[-1]
        if read_stage_cell(self.page, cell, plan.ticks):
            return
        number, rest = numbered(cell.standing)
        if self.kind in PARTS and number is not None and not rest:
            self.number = number
            self.page.take(cell)
        elif is_blank(cell.standing) and not cell.struck:
            self.page.take(cell)
        elif is_placeholder(cell.standing):
            self.page.note("other-text", cell)
        elif self.kind == "challenge" and not plan.named and not plan.rows:
            self._name_challenge(cell.standing, cell)
            self.kind = None if self.plans[-1].named else "challenge"
        elif self.kind is not None and self.kind != "challenge":
            self._read_value(self.kind, cell.standing, cell)

    def _begin(self, start: Cell, text: str, number: int | None, cell: Cell) -> None:
        self.plans.append(_Plan(start))
        self._number_challenge(number, cell)
        self._name_challenge(text, cell)

    def _name_challenge(self, text: str, cell: Cell) -> None:
        """The challenge a plan is about: its wording decides, a number alone is to be checked."""
        plan = self.plans[-1]
        number, rest = numbered(text)
        match = self.matcher.match(text) or (self.matcher.match(rest) if rest else None)
        self.page.take(cell)
        if match is not None:
            plan.item_id, plan.named = match.item_id, True
            self.page.log[:] = [
                entry
                for entry in self.page.log
                if (entry.kind, entry.cell) != ("challenge-by-number", plan.start.address)
            ]
        elif number is not None and not rest:
            self._number_challenge(number, cell)
        else:
            plan.named = True
            if plan.item_id is None and number is not None:
                self._number_challenge(number, cell)
            elif plan.item_id is not None:
                self.page.note("challenge-by-number", cell, used=plan.item_id)
            else:
                self.page.note("unknown-statement", cell)

    def _number_challenge(self, number: int | None, cell: Cell) -> None:
        item_id = self.matcher.item_numbered(number)
        if item_id is not None:
            self.plans[-1].item_id = item_id
            self.plans[-1].start = cell
            self.page.note("challenge-by-number", cell, used=item_id)

    def _read_value(self, kind: LabelKind, text: str, cell: Cell) -> None:
        plan = self.plans[-1]
        if cell.struck:
            self.page.note("struck-through", cell, keep=kind != "name")
        if not text:
            self.page.take(cell)
        elif kind == "name":
            self.page.note("name-not-kept", cell, keep=False)
        elif kind in _DATES:
            self._read_date(kind, text, cell)
        elif kind == "stage" and (stage := stage_in_words(text)) is not None:
            plan.ticks.written.append((stage, cell))
            self.page.take(cell)
        elif kind in ("stage", "current-standard"):
            self._add("current-standard", None, text, cell)
        elif kind in PARTS:
            for line in lines_of(cell) or []:
                number = line.number if line.number is not None else self.number
                self._add(kind, number, line.text, cell)
            self.number = None
            self.page.take(cell)
        elif kind != "printed":
            self.page.note("other-text", cell)

    def _read_date(self, kind: LabelKind, text: str, cell: Cell) -> None:
        plan = self.plans[-1]
        found = self.page.read_date(cell, text, cell.value)
        if found is None:
            self.page.note("unclear-date", cell, why="write the date as 31/03/2025")
        elif kind in plan.dates and plan.dates[kind] != found.date:
            self.page.note("other-text", cell)
        else:
            plan.dates[kind] = found.date
            if found.month_only:
                self.page.note("month-alone", cell, used=found.date)
        self.page.take(cell)
        self.kind = None

    def _add(self, kind: str, number: int | None, text: str, cell: Cell) -> None:
        self.page.take(cell)
        if tidy(text):
            row = {"kind": kind, "number": number, "text": text, **self.page.where(cell)}
            self.plans[-1].rows.append(row)


def _finished(page: Page, plan: _Plan) -> list[Row]:
    """The plan's rows with what holds for all of them. A plan of nothing but a stage is a row."""
    stage, cell = plan.ticks.read(page)
    rows = plan.rows
    if not rows and (stage or plan.dates or plan.item_id):
        rows = [{"kind": "current-standard", **page.where(cell or plan.start)}]
    return [{"item_id": plan.item_id, "stage": stage, **plan.dates, **row} for row in rows]
