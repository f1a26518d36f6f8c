"""Forms on which many things are unusual at once."""

from __future__ import annotations

import random
from dataclasses import replace

from tools.forms import heads, wordings
from tools.forms.heads import Says, head
from tools.forms.paper import Page
from tools.forms.parts import (
    VIEWS,
    Column,
    Row,
    Team,
    around,
    own_rows,
    point_columns,
    rating_column,
    usual_rows,
)
from tools.forms.practice_tables import draw
from tools.forms.views_and_years import views_on


def many_things_at_once(team: Team) -> list[Page]:
    """Any answer columns, any rows, anywhere, with anything below."""
    chance = team.chance
    team = replace(team, odd=chance.choice((0.0, 0.1, 0.3)), remarks=chance.choice((0.0, 0.3, 0.9)))
    page = team.page()
    down, right = chance.choice((1, 1, 3, 8)), chance.choice((1, 1, 2, 4))
    says = Says(date=chance.random() < 0.3, service_line=chance.random() < 0.3)
    row = head(page, team, says, row=down, column=right)
    columns = around(chance, _answers(team, chance))
    row = draw(page, row, right, columns, _rows(chance), team) + 1
    if chance.random() < 0.5:
        row = heads.general_comment(page, row, right, chance)
    if chance.random() < 0.4:
        row = heads.assets(page, row, right, chance)
    if chance.random() < 0.4:
        row = heads.priorities(page, row, right, chance)
    if chance.random() < 0.4:
        heads.signatures(page, row, right, chance)
    return [page]


def _answers(team: Team, chance: random.Random) -> list[Column]:
    kind = chance.choice(("rating", "rating", "points", "points", "views", "years", "target"))
    if kind == "points":
        return [point_columns(chance, group=chance.choice((None, "Rating")))]
    if kind == "views":
        return [
            Column("rating", chance.choice(VIEWS[view]), perspective=view)
            for view in views_on(team)
        ]
    if kind == "years":
        return [Column("rating", year, year=year) for year in range(team.year - 1, team.year + 1)]
    target = Column("words", "Target", fill=lambda c: c.choice((3, 4, 5, None)))
    return [rating_column(chance), *([target] if kind == "target" else [])]


def _rows(chance: random.Random) -> list[Row]:
    hand = chance.choice((wordings.exact, wordings.exact, wordings.shortened, wordings.broken))
    order = list(wordings.STATEMENTS)
    if chance.random() < 0.3:
        chance.shuffle(order)
    rows = usual_rows(chance, hand, order=order, numbers=chance.choice(("right", "own", "none")))
    if chance.random() < 0.2:
        rows += own_rows(chance, 1, 9)
    if chance.random() < 0.2:
        rows.insert(4, Row("section", text="Part two"))
    if chance.random() < 0.2:
        rows.insert(chance.randint(1, 7), Row("blank"))
    return rows
