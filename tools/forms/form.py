"""A team's form in the order that most have: heading, statements, and sections below."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import NamedTuple

from tools.forms.heading import Says, heading
from tools.forms.page import Page
from tools.forms.table import Column, Row, around, draw, point_columns, rating_column, usual_rows
from tools.forms.team import Team

Answers = Callable[[Team], Sequence[Column]]
Rows = Sequence[Row] | Callable[[random.Random], Sequence[Row]]
Saying = Says | Callable[[random.Random], Says] | None


class Drawn(NamedTuple):
    """Where the table of statements is: its first row, the row below it, its width."""

    page: Page
    top: int
    below: int
    width: int


def ratings(team: Team) -> list[Column]:
    """One column for the rating."""
    return [rating_column(team.chance)]


def points(team: Team) -> list[Column]:
    """A column for each point."""
    return [point_columns(team.chance)]


def ratings_or_points(team: Team, share: float = 0.5) -> list[Column]:
    """One or the other."""
    return ratings(team) if team.chance.random() < share else points(team)


def drawn(
    team: Team,
    answers: Answers = ratings,
    rows: Rows = usual_rows,
    *,
    columns: Answers | None = None,
    page: Page | None = None,
    says: Saying = None,
    title: bool = True,
) -> Drawn:
    """A page with a heading and a table: ``columns``, or the usual ones around ``answers``."""
    chance = team.chance
    page = page or team.page()
    row = heading(page, team, says(chance) if callable(says) else says, title=title)
    lines = rows(chance) if callable(rows) else rows
    all_columns = columns(team) if columns else around(chance, answers(team))
    below = draw(page, row, 1, all_columns, lines, team)
    return Drawn(page, row, below, sum(column.width for column in all_columns))
