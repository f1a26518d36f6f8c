"""Template A: where a service line is on the ten challenges, drawn with what a person reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tools.forms.page import CENTRED, HEADING, Content, Page
from tools.forms.truth import Answer, State


class Challenge(NamedTuple):
    """What is said of one challenge; ``cells`` are the stage's cell, or one for each stage."""

    item_id: str
    number: int | None
    text: str
    cells: Sequence[Content]
    state: State
    stage: int | None
    priority: Content = None
    rank: int | None = None
    """The priority that a person reads."""
    comment: str | None = None
    clean: bool = True


class About(NamedTuple):
    """Which service line's, of which year."""

    service_line: str | None
    year: int


def challenge_table(
    page: Page,
    row: int,
    column: int,
    titles: Sequence[str],
    challenges: Sequence[Challenge],
    about: About,
    *,
    tick_one: bool,
) -> int:
    """Write a row for each challenge, below how to tick if wanted; the next free row."""
    numbered = len(titles) == len(challenges[0].cells) + 4
    first = column + 1 + numbered
    page.put_row(row, column, titles, HEADING)
    if tick_one:
        row += 1
        page.put(row, first, "(tick ✓ one)", span=3)
    for line in challenges:
        row += 1
        if numbered:
            page.put(row, column, line.number, CENTRED)
        page.put(row, first - 1, line.text)
        after = first + len(line.cells)
        put_stage(page, row, first, line, about)
        page.put(row, after, line.priority, CENTRED)
        if line.priority is not None and line.rank is None:
            page.expect(row, after, str(line.priority))
        page.say(row, after + 1, line.comment)
    return row + 1


def put_stage(page: Page, row: int, first: int, line: Challenge, about: About) -> None:
    """Write a challenge's stage from a column on, and what a person reads there."""
    page.put_row(row, first, line.cells, CENTRED)
    held = [first + at for at, cell in enumerate(line.cells) if cell is not None]
    if len(held) > 1:
        cell: str | None = page.range(row, first, first + len(line.cells) - 1)
    else:
        cell = page.address(row, held[0]) if held else None
    page.answers.append(
        Answer(
            "stages",
            None,
            about.year,
            line.item_id,
            line.state,
            line.stage,
            page.name,
            cell,
            priority=line.rank,
            service_line=about.service_line,
            clean=line.clean,
        )
    )
