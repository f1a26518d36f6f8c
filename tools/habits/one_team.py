"""Workbooks, text tables and web pages as single teams return them, habit by habit."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from tools.forms.files import File
from tools.forms.form import Rows, drawn, ratings_or_points
from tools.forms.heading import Says
from tools.forms.marks import chosen_from_a_list
from tools.forms.page import Page
from tools.forms.people import team_names
from tools.forms.sections import general_comment
from tools.forms.statements import NUMBERS, reworded
from tools.forms.table import (
    Column,
    Numbers,
    around,
    draw,
    own_rows,
    point_columns,
    rating_column,
    usual_rows,
)
from tools.forms.team import SavedAs, Team
from tools.forms.words import STATEMENTS, pick
from tools.habits import layouts, views_and_years

Habit = Callable[[Team], list[Page]]


def a_rating_column(team: Team) -> list[Page]:
    """The form as it was sent out."""
    page, _, below, _ = drawn(team)
    if team.chance.random() < 0.6:
        general_comment(page, below + 1, 1, team.chance)
    return [page]


def a_column_for_each_point(team: Team) -> list[Page]:
    """Ticks."""

    def answers(team: Team) -> list[Column]:
        above = team.chance.choice((None, "Rating (please tick one)", "Rating", "Please tick"))
        return [point_columns(team.chance, group=above)]

    page, _, below, _ = drawn(team, answers)
    if team.chance.random() < 0.4:
        general_comment(page, below + 1, 1, team.chance)
    return [page]


def drop_down_texts(team: Team) -> list[Page]:
    """Every answer is the text of a drop-down list."""
    entry = chosen_from_a_list(team.chance)
    return [drawn(team, lambda team: [rating_column(team.chance, entry)]).page]


def marks_of_every_kind(team: Team) -> list[Page]:
    """Whatever comes into people's heads, in a rating column."""
    return a_rating_column(replace(team, odd=0.75))


def ticks_of_every_kind(team: Team) -> list[Page]:
    """Two ticks, none, question marks."""
    return a_column_for_each_point(replace(team, odd=0.4))


def _with_rows(team: Team, rows: Rows) -> list[Page]:
    return [drawn(team, partial(ratings_or_points, share=0.6), rows).page]


def rows_in_another_order(team: Team) -> list[Page]:
    """Statements moved, and renumbered or not."""
    order = list(STATEMENTS)
    team.chance.shuffle(order)
    kind: Numbers = team.chance.choice(("right", "own", "none", "letters"))
    return _with_rows(team, usual_rows(team.chance, order=order, numbers=kind))


def rows_left_out(team: Team) -> list[Page]:
    """Statements deleted: not answered."""
    rows = usual_rows(team.chance, numbers=team.chance.choice(("right", "own")))
    gone = team.chance.sample(rows, team.chance.randint(1, 3))
    (page,) = _with_rows(team, [row for row in rows if row not in gone])
    model = replace(
        page.answers[0], state="not-answered", value=None, cell=None, clean=True, comment=None
    )
    page.answers += [replace(model, item_id=str(row.item_id)) for row in gone]
    return [page]


def rows_hidden(team: Team) -> list[Page]:
    """Statements hidden, with and without an answer in them."""
    rows = usual_rows(team.chance)
    for at in team.chance.sample(range(8), 2):
        rows[at] = replace(rows[at], hidden=True, empty=team.chance.random() < 0.5)
    return _with_rows(team, rows)


def rows_of_the_teams_own(team: Team) -> list[Page]:
    """Statements added at the end or between."""
    chance = team.chance
    rows = usual_rows(chance)
    for own in own_rows(chance, chance.randint(1, 3), 9):
        rows.insert(chance.choice((len(rows), chance.randint(1, len(rows)))), own)
    return _with_rows(team, rows)


def statements_in_another_hand(team: Team) -> list[Page]:
    """Shortened, mistyped, broken into lines, with guidance after them."""
    return _with_rows(team, usual_rows(team.chance, reworded))


def a_number_before_the_statement(team: Team) -> list[Page]:
    """In the same cell; and the number need not be the printed one."""
    pattern = team.chance.choice(NUMBERS)
    rows = [
        replace(row, text=pattern.format(n=at, a="abcdefgh"[at - 1]) + str(row.text), number=None)
        for at, row in enumerate(usual_rows(team.chance), start=1)
    ]
    if team.chance.random() < 0.5:
        team.chance.shuffle(rows)
    return _with_rows(team, rows)


def last_years_form(team: Team) -> list[Page]:
    """Last year's form filled in again: the field says the old year, the date the new one.

    The form's own field comes first, so the old year holds, with a warning.
    """
    page = team.page()
    chance = team.chance
    page.put(1, 1, pick(chance, "titles"))
    page.put_row(2, 1, [pick(chance, "team-labels"), team.name])
    page.put_row(3, 1, [pick(chance, "year-labels"), team.year])
    label = pick(chance, "date-labels")
    date = f"{chance.randint(10, 28)}/0{chance.randint(4, 9)}/{team.year + 1}"
    page.put_row(4, 1, [label, date])
    draw(page, 6, 1, around(chance, [rating_column(chance)]), usual_rows(chance), team)
    return [page]


def no_year_but_a_date(team: Team) -> list[Page]:
    """The date says the year."""
    return [drawn(team, says=Says(year=False, date=True)).page]


HABITS: Final[dict[str, Habit]] = {
    "rating column": a_rating_column,
    "column per point": a_column_for_each_point,
    "drop-down texts": drop_down_texts,
    "marks of every kind": marks_of_every_kind,
    "ticks of every kind": ticks_of_every_kind,
    "rows reordered": rows_in_another_order,
    "rows deleted": rows_left_out,
    "rows hidden": rows_hidden,
    "own statements": rows_of_the_teams_own,
    "statements reworded": statements_in_another_hand,
    "number in the statement's cell": a_number_before_the_statement,
    "last year's form": last_years_form,
    "a date alone": no_year_but_a_date,
    **views_and_years.HABITS,
    **layouts.HABITS,
}
IN_WORKBOOKS_ALONE: Final = frozenset(
    {
        "rows hidden",
        "several sheets",
        "cover sheet",
        "sections on other sheets",
        "notes on cells",
        "in the sheet's name",
    }
)
ROUNDS: Final = 3
OFTENER: Final = {"marks of every kind": 9, "ticks of every kind": 6, "many things at once": 9}
"""Further times for habits with more to them than three forms can show."""


def files(chance: random.Random) -> list[File]:
    """Every habit several times over."""
    names = team_names(chance)
    found = []
    habits = [*HABITS] * ROUNDS + [habit for habit, times in OFTENER.items() for _ in range(times)]
    for number, habit in enumerate(habits, start=1):
        saved_as: SavedAs = chance.choices(
            ("openpyxl", "xlsxwriter", "csv", "html"),
            (5, 5, 0, 0) if habit in IN_WORKBOOKS_ALONE else (5, 5, 1, 1),
        )[0]
        team = Team(next(names), chance.randint(2022, 2025), chance, saved_as=saved_as, names=names)
        pages = HABITS[habit](team)
        name = team.file or f"{pick(chance, 'file-names')} ({number})"
        suffix = saved_as if saved_as in ("csv", "html") else "xlsx"
        how = {"delimiter": chance.choice((",", ",", ";", "\t"))} if saved_as == "csv" else {}
        by_program = saved_as == "openpyxl"
        found.append(File(f"{name}.{suffix}", habit, pages, csv=how, by_program=by_program))
    return found
