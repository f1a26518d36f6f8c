"""Template B: the action plan for one organisational challenge."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from trip_analytics.import_log import (
    NAME_NOT_KEPT,
    UNCLEAR_DATE,
    UNCLEAR_MARK,
    UNKNOWN_STATEMENT,
    Entry,
)
from trip_analytics.reading import Cell
from trip_analytics.understanding.dates import read_date
from trip_analytics.understanding.marks import is_ticked
from trip_analytics.understanding.page import Page
from trip_analytics.understanding.wording import ItemMatcher, tidy, without_number

Row = dict[str, Any]

_CHALLENGE = re.compile(r"^(organi[sz]ational )?challenge\s*:", re.I)
_STAGE = re.compile(r"^stage\s*([123])\b\s*:?\s*(.*)$", re.I)
_PARTS = (
    ("current-standard", re.compile(r"^describe\b", re.I)),
    ("goal", re.compile(r"^(local )?goals\b", re.I)),
    ("action", re.compile(r"^(specific )?actions\b", re.I)),
    ("evidence", re.compile(r"^evidence( sources?)?\b", re.I)),
)
_DATES = (
    ("agreed_on", re.compile(r"^date( agreed)?\s*:", re.I)),
    ("next_review", re.compile(r"^next review( date)?\s*:", re.I)),
)
_NAME = re.compile(r"^((commissioner|provider( lead)?)( name)?|name|signature|signed)\s*:", re.I)
_PRINTED = re.compile(r"^(current standard|\(?please tick one\)?)\s*:?$", re.I)


@dataclass(slots=True)
class _Plan:
    """One challenge's plan while it is being read."""

    item_id: str | None
    start: Cell
    ticked: dict[int, tuple[bool | None, Cell]] = field(default_factory=dict)
    dates: dict[str, object] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)


def has_action_plan(page: Page) -> bool:
    """Whether a page holds at least one Template B."""
    texts = [tidy(cell.standing) for cell in page.remaining() if cell.kind == "text"]
    return any(_CHALLENGE.match(text) for text in texts) and any(
        re.match(r"^(current standard|local goals|specific actions)", text, re.I) for text in texts
    )


def read_action_plans(page: Page, matcher: ItemMatcher) -> list[Row]:
    """Every plan on a page: a row for each standard, goal, action and evidence source."""
    plans: list[_Plan] = []
    part: str | None = None
    number: int | None = None
    for cell in list(page.remaining()):
        if page.is_taken(cell):
            continue
        text = tidy(cell.standing)
        if _CHALLENGE.match(text):
            plans.append(_new_plan(page, cell, matcher))
            part = number = None
        elif not plans or _PRINTED.match(text):
            page.take(cell if plans else None)
        elif stage := _STAGE.match(text):
            _read_stage(page, cell, stage, plans[-1])
        elif _read_date(page, cell, text, plans[-1]) or _read_name(page, cell, text):
            part = number = None
        elif (heading := _part(text)) is not None:
            part, number = heading, None
            page.take(cell)
            _, _, inline = text.partition(":")
            if tidy(inline):
                _add(page, plans[-1], part, None, tidy(inline), cell)
        elif re.fullmatch(r"\d{1,2}\s*[.):]?", text):
            number = int(re.sub(r"\D", "", text))
            page.take(cell)
        elif part is not None:
            line, printed = without_number(text)
            _add(page, plans[-1], part, printed or number, line, cell)
            number = None
    return [row for plan in plans for row in _finished(page, plan)]


def _new_plan(page: Page, cell: Cell, matcher: ItemMatcher) -> _Plan:
    value = _value(page, cell)
    page.take(cell)
    match = matcher.match(value[0]) if value else None
    if value and match is None:
        page.note(UNKNOWN_STATEMENT, value[1])
    page.take(value[1] if value else None)
    return _Plan(match.item_id if match else None, cell)


def _value(page: Page, label: Cell) -> tuple[str, Cell] | None:
    """What is written behind a label: in its own cell, or in the next one."""
    inline = tidy(tidy(label.standing).partition(":")[2]).strip("_ ")
    if inline:
        return inline, label
    beside = page.right_of(label)
    if beside is None or page.is_taken(beside) or _is_label(tidy(beside.standing)):
        return None
    return tidy(beside.standing), beside


def _is_label(text: str) -> bool:
    labels = [pattern for _, pattern in _DATES] + [_NAME, _CHALLENGE]
    return text.endswith(":") or any(pattern.match(text) for pattern in labels)


def _part(text: str) -> str | None:
    return next((part for part, pattern in _PARTS if pattern.match(text)), None)


def _read_stage(page: Page, cell: Cell, stage: re.Match[str], plan: _Plan) -> None:
    box = re.sub(r"\(?please tick one\)?", "", stage.group(2), flags=re.I)
    box = box.strip().strip("[]() ").strip()
    page.take(cell)
    ticked: tuple[bool | None, Cell] = (False, cell)
    beside, below = page.right_of(cell), page.cell(cell.row + 1, cell.column)
    if box:
        ticked = (_box_ticked(box), cell)
    elif below is not None and is_ticked(below) is not None:
        ticked = (is_ticked(below), below)
    elif beside is not None and not _belongs_to_stages(beside):
        ticked = (is_ticked(beside), beside)
    page.take(ticked[1])
    plan.ticked[int(stage.group(1))] = ticked


def _belongs_to_stages(cell: Cell) -> bool:
    text = tidy(cell.standing)
    return bool(_STAGE.match(text) or _PRINTED.match(text))


def _box_ticked(box: str) -> bool | None:
    """What stands in the brackets that the form prints behind a stage."""
    if box in ("☐", "□", "_"):
        return False
    return True if box.casefold() in ("x", "✓", "✔", "√", "☑", "☒", "y", "yes", "1") else None


def _read_date(page: Page, cell: Cell, text: str, plan: _Plan) -> bool:
    name = next((name for name, pattern in _DATES if pattern.match(text)), None)
    if name is None:
        return False
    page.take(cell)
    value = _value(page, cell)
    if value is not None:
        words, at = value
        found = read_date(None if at is cell else at.value, words)
        if found is None:
            page.note(UNCLEAR_DATE, at, why="write the date as 31/03/2025")
        else:
            plan.dates[name] = found.date
        page.take(at)
    return True


def _read_name(page: Page, cell: Cell, text: str) -> bool:
    if not _NAME.match(text):
        return False
    page.take(cell)
    value = _value(page, cell)
    if value is not None:
        page.note(NAME_NOT_KEPT, value[1], keep=False)
    return True


def _add(page: Page, plan: _Plan, part: str, number: int | None, text: str, cell: Cell) -> None:
    page.take(cell)
    if text:
        plan.rows.append({"kind": part, "number": number, "text": text, **page.where(cell)})


def _finished(page: Page, plan: _Plan) -> list[Row]:
    """The plan's rows with what holds for all of them. A plan of nothing but a stage is a row."""
    chosen = [stage for stage, (ticked, _) in plan.ticked.items() if ticked]
    doubtful = [cell for ticked, cell in plan.ticked.values() if ticked is None]
    if len(chosen) > 1 or doubtful:
        cells = doubtful or [plan.ticked[stage][1] for stage in chosen]
        page.log += [
            Entry.of(
                UNCLEAR_MARK,
                page.place(cell),
                found=cell.text,
                scale="1 to 3",
                why="not exactly one stage is ticked",
            )
            for cell in cells
        ]
        chosen = []
    stage = chosen[0] if chosen else None
    rows = plan.rows
    if not rows and (stage or plan.dates or plan.item_id):
        at = plan.ticked[stage][1] if stage else plan.start
        rows = [{"kind": "current-standard", **page.where(at)}]
    return [{"item_id": plan.item_id, "stage": stage, **plan.dates, **row} for row in rows]
