"""Workbooks, text tables and web pages as single teams return them, habit by habit."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from tools.forms import heads, layouts, mixtures, views_and_years, wordings
from tools.forms.entries import LABELS, Entry
from tools.forms.heads import Says, general_comment, head
from tools.forms.paper import (
    Page,
    with_csv,
    with_html,
    with_openpyxl,
    with_xlsxwriter,
    written,
)
from tools.forms.parts import (
    Row,
    SavedAs,
    Team,
    around,
    own_rows,
    point_columns,
    rating_column,
    reworded,
    usual_rows,
)
from tools.forms.people import team_names
from tools.forms.practice_tables import draw
from tools.forms.truth import Written
from tools.forms.wordings import STATEMENTS

ROUNDS: Final = 3
OFTENER: Final = {"marks of every kind": 9, "ticks of every kind": 6, "many things at once": 9}
"""Further times for habits with more to them than three forms can show."""
Habit = Callable[[Team], list[Page]]


def a_rating_column(team: Team) -> list[Page]:
    """The form as it was sent out."""
    page = team.page()
    row = head(page, team)
    columns = around(team.chance, [rating_column(team.chance)])
    row = draw(page, row, 1, columns, usual_rows(team.chance), team)
    if team.chance.random() < 0.6:
        general_comment(page, row + 1, 1, team.chance)
    return [page]


def a_column_for_each_point(team: Team) -> list[Page]:
    """Ticks."""
    page = team.page()
    row = head(page, team)
    grouped = team.chance.choice((None, "Rating (please tick one)", "Rating", "Please tick"))
    columns = around(team.chance, [point_columns(team.chance, group=grouped)])
    row = draw(page, row, 1, columns, usual_rows(team.chance), team)
    if team.chance.random() < 0.4:
        general_comment(page, row + 1, 1, team.chance)
    return [page]


def chosen_from_a_list(team: Team) -> list[Page]:
    """Every answer is the text of a drop-down list."""
    chance = team.chance
    pattern = chance.choice(
        (
            "{n} - {l}",
            "{n} – {l}",
            "{n}. {l}",
            "{l}",
            "{n} = {l}",
            "{l} ({n})",
            "{n}: {l}",
            "{n} {l}",
        ),
    )

    def entry(chance: random.Random) -> Entry:
        n = chance.randint(1, 5)
        kind = chance.random()
        if kind < 0.06:
            return Entry("Not applicable", "not-applicable")
        if kind < 0.1:
            # The list's own first line, left as it was.
            return Entry("Please select", "not-answered", clean=False)
        return Entry(pattern.format(n=n, l=LABELS[n - 1]), "rated", n)

    page = team.page()
    row = head(page, team)
    columns = around(chance, [rating_column(chance, entry=entry)])
    draw(page, row, 1, columns, usual_rows(chance), team)
    return [page]


def marks_of_every_kind(team: Team) -> list[Page]:
    """Whatever comes into people's heads, in a rating column."""
    team = replace(team, odd=0.75)
    return a_rating_column(team)


def ticks_of_every_kind(team: Team) -> list[Page]:
    """Two ticks, none, question marks."""
    team = replace(team, odd=0.4)
    return a_column_for_each_point(team)


def rows_in_another_order(team: Team) -> list[Page]:
    """Statements moved, and renumbered or not."""
    chance = team.chance
    order = list(STATEMENTS)
    chance.shuffle(order)
    kind = chance.choice(("right", "own", "none", "letters"))
    return _with_rows(team, usual_rows(chance, order=order, numbers=kind))


def rows_left_out(team: Team) -> list[Page]:
    """Statements deleted: not answered."""
    rows = usual_rows(team.chance, numbers=team.chance.choice(("right", "own")))
    gone = team.chance.sample(rows, team.chance.randint(1, 3))
    pages = _with_rows(team, [row for row in rows if row not in gone])
    return [_lacking(pages[0], [row.item_id for row in gone])]


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
    """Shortened, mistyped, broken into lines, with guidance behind."""
    return _with_rows(team, usual_rows(team.chance, reworded(team.chance)))


def a_number_before_the_statement(team: Team) -> list[Page]:
    """In the same cell; and the number need not be the printed one."""
    chance = team.chance
    pattern = chance.choice(wordings.NUMBERS)
    rows = [
        replace(row, text=pattern.format(n=at, a="abcdefgh"[at - 1]) + str(row.text), number=None)
        for at, row in enumerate(usual_rows(chance), start=1)
    ]
    if chance.random() < 0.5:
        chance.shuffle(rows)
    return _with_rows(team, rows)


def _with_rows(team: Team, rows: Sequence[Row]) -> list[Page]:
    chance = team.chance
    page = team.page()
    row = head(page, team)
    answers = rating_column(chance) if chance.random() < 0.6 else point_columns(chance)
    draw(page, row, 1, around(chance, [answers]), rows, team)
    return [page]


def _lacking(page: Page, items: Sequence[str | None]) -> Page:
    """The statements that the form lacks are not answered."""
    model = page.answers[0]
    page.answers += [
        replace(model, item_id=item, state="not-answered", value=None, cell=None, comment=None)
        for item in items
    ]
    return page


def last_years_form(team: Team) -> list[Page]:
    """Last year's form filled in again: the field says the old year, the date the new one.

    The form's own field comes first, so the old year holds, with a warning.
    """
    page = team.page()
    chance = team.chance
    page.put(1, 1, chance.choice(heads.TITLES))
    page.put(2, 1, chance.choice(heads.TEAM_LABELS))
    page.put(2, 2, team.name)
    page.put(3, 1, chance.choice(heads.YEAR_LABELS))
    page.put(3, 2, team.year)
    page.put(4, 1, chance.choice(heads.DATE_LABELS))
    page.put(4, 2, f"{chance.randint(10, 28)}/0{chance.randint(4, 9)}/{team.year + 1}")
    columns = around(chance, [rating_column(chance)])
    draw(page, 6, 1, columns, usual_rows(chance), team)
    return [page]


def no_year_but_a_date(team: Team) -> list[Page]:
    """The date says the year."""
    page = team.page()
    row = head(page, team, Says(year=False, date=True))
    draw(
        page,
        row,
        1,
        around(team.chance, [rating_column(team.chance)]),
        usual_rows(team.chance),
        team,
    )
    return [page]


HABITS: Final[dict[str, Habit]] = {
    "rating column": a_rating_column,
    "column per point": a_column_for_each_point,
    "drop-down texts": chosen_from_a_list,
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
    "many things at once": mixtures.many_things_at_once,
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


def write(folder: Path, chance: random.Random) -> list[Written]:
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
        ending = {"csv": "csv", "html": "html"}.get(saved_as, "xlsx")
        file = team.file or f"{chance.choice(FILES)} ({number})"
        found.append(written(f"{file}.{ending}", habit, *pages))
        save(folder / f"{file}.{ending}", saved_as, pages, chance)
    return found


FILES: Final = ("TRIP return", "TRIP", "Copy of TRIP form", "TRIP final", "scan", "Form")


def save(path: Path, saved_as: SavedAs, pages: list[Page], chance: random.Random) -> None:
    """Write the pages in the team's format."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if saved_as == "csv":
        with_csv(path, pages[0], chance.choice((",", ",", ";", "\t")))
    elif saved_as == "html":
        with_html(path, pages[0])
    else:
        (with_openpyxl if saved_as == "openpyxl" else with_xlsxwriter)(path, *pages)
