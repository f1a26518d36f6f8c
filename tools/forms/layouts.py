"""Where forms, their rows and their parts stand: moved, merged, on several sheets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from tools.forms import heads
from tools.forms.heads import Says, general_comment, head
from tools.forms.paper import Page
from tools.forms.parts import (
    COMMENT,
    STATEMENT,
    VIEWS,
    Column,
    Row,
    Team,
    around,
    point_columns,
    rating_column,
    usual_rows,
)
from tools.forms.people import COMMENTS, in_words
from tools.forms.practice_tables import draw
from tools.forms.truth import Words
from tools.forms.views_and_years import views_on


def sections_between(team: Team) -> list[Page]:
    """Headings, blank rows, the table's head again, totals."""
    chance = team.chance
    page = team.page()
    row = head(page, team)
    rows = usual_rows(chance)
    for title in chance.sample(
        ("Relationships", "Section B", "Working together", "B. Safety", "People and places"),
        2,
    ):
        rows.insert(chance.randint(1, len(rows) - 1), Row("section", text=title))
    if chance.random() < 0.5:
        rows = [each for line in rows for each in (line, Row("blank"))]
    answers = rating_column(chance) if chance.random() < 0.6 else point_columns(chance)
    draw(page, row, 1, around(chance, [answers]), rows, team)
    return [page]


def heading_again(team: Team) -> list[Page]:
    """The table's head repeated half way, as for printing."""
    chance = team.chance
    page = team.page()
    row = head(page, team)
    rows = usual_rows(chance)
    rows.insert(chance.randint(3, 5), Row("heading"))
    answers = rating_column(chance) if chance.random() < 0.5 else point_columns(chance)
    draw(page, row, 1, around(chance, [answers]), rows, team)
    return [page]


def sums_below(team: Team) -> list[Page]:
    """A total and an average, which are nobody's answer."""
    chance = team.chance
    page = team.page()
    row = head(page, team)
    rows = usual_rows(chance)
    rows += [Row("total", text=chance.choice(("Total", "TOTAL", "Total score", "Sum")))]
    rows += [Row("average", text=chance.choice(("Average", "Mean score", "Overall average")))]
    kind = chance.random()
    answers = (
        [rating_column(chance)]
        if kind < 0.5
        else [Column("rating", VIEWS[view][0], perspective=view) for view in views_on(team)]
        if kind < 0.8
        else [point_columns(chance)]
    )
    draw(page, row, 1, around(chance, answers), rows, team)
    return [page]


def moved(team: Team) -> list[Page]:
    """Somewhere down and to the right."""
    chance = team.chance
    page = team.page()
    down, right = chance.randint(2, 30), chance.randint(2, 12)
    row = head(page, team, row=down, column=right)
    right += chance.choice((0, 0, 1))
    answers = rating_column(chance) if chance.random() < 0.5 else point_columns(chance)
    draw(page, row, right, around(chance, [answers]), usual_rows(chance), team)
    return [page]


def merged_cells(team: Team) -> list[Page]:
    """Statements over several columns."""
    chance = team.chance
    page = team.page()
    row = head(page, team)
    answers = rating_column(chance) if chance.random() < 0.5 else point_columns(chance)
    columns = [
        Column("statement", chance.choice(STATEMENT), span=chance.randint(2, 4)),
        answers,
        Column("comment", chance.choice(COMMENT)),
    ]
    draw(page, row, 1, columns, usual_rows(chance), team)
    return [page]


def statement_in_two_columns(team: Team) -> list[Page]:
    """The practice in one column, its examples in the next."""
    chance = team.chance
    page = team.page()
    row = head(page, team)
    rows = []
    for line in usual_rows(chance):
        text = str(line.text)
        at = text.find("(e.g.")
        if at > 0:
            line = replace(line, text=text[:at].strip(), rest=text[at:])
        rows.append(line)
    answers = rating_column(chance) if chance.random() < 0.5 else point_columns(chance)
    columns = [
        Column("statement", chance.choice(STATEMENT)),
        Column("rest", chance.choice(("Examples", "For example", "Guidance"))),
        answers,
        Column("comment", chance.choice(COMMENT)),
    ]
    draw(page, row, 1, columns, rows, team)
    return [page]


def no_headings(team: Team) -> list[Page]:
    """Numbers beside statements, under nothing or an odd word."""
    chance = team.chance
    page = team.page()
    row = head(page, team)
    columns = [
        Column("statement", chance.choice((None, "Recovery", "TRIP"))),
        Column("rating", chance.choice((None, "Us", "How are we doing?", "Our position"))),
    ]
    team = replace(team, odd=0.0)
    draw(page, row, 1, columns, usual_rows(chance), team)
    return [page]


def two_columns_unlabelled(team: Team) -> list[Page]:
    """Two numbers beside each statement, and nobody can tell whose or when."""
    chance = team.chance
    page = team.page()
    row = head(page, team)
    columns = [
        Column("statement", chance.choice(STATEMENT)),
        Column("rating", None, known=False),
        Column("rating", None, known=False),
    ]
    team = replace(team, odd=0.0)
    draw(page, row, 1, columns, usual_rows(chance), team)
    return [page]


def votes_counted(team: Team) -> list[Page]:
    """How many people gave each point: the team's own answer is not known."""
    chance = team.chance
    page = team.page()
    row = head(page, team)
    columns = around(chance, [point_columns(chance, na=None)], comment=False)
    start = 1 + sum(column.width for column in columns[:-1])
    first = row + 1
    quiet = replace(team, odd=0.0)
    draw(page, row, 1, columns, [replace(line, empty=True) for line in usual_rows(chance)], quiet)
    for at, answer in enumerate(page.answers):
        chosen = sorted(chance.sample(range(5), chance.randint(2, 4)))
        for point in chosen:
            page.put(first + at, start + point, chance.randint(2, 9))
        cell = f"{page.name_of(first + at, start)}:{page.name_of(first + at, start + 4)}"
        page.answers[at] = replace(answer, state="unclear", cell=cell, clean=False)
    return [page]


def _another(team: Team, **said: object) -> Team:
    assert team.names is not None  # noqa: S101 # whoever asks has given them
    return replace(team, **{"name": next(team.names), **said})


def two_forms_below(team: Team) -> list[Page]:
    """Two teams, or two years, one below the other."""
    page = team.page()
    other = _another(team) if team.chance.random() < 0.5 else replace(team, year=team.year - 1)
    row = 1
    for one in (team, other):
        columns = around(one.chance, [rating_column(one.chance)])
        row = head(page, one, Says(), row=row, shape="two cells")
        row = draw(page, row, 1, columns, usual_rows(one.chance), one) + 2
    return [page]


def two_forms_beside(team: Team) -> list[Page]:
    """Two teams side by side, each with its own head."""
    page = team.page()
    other = _another(team) if team.chance.random() < 0.5 else replace(team, year=team.year - 1)
    columns = around(team.chance, [rating_column(team.chance)])
    left = 1
    for one in (team, other):
        row = 1
        for label, value in (("Team:", one.name), ("Year:", one.year)):
            page.put(row, left, label)
            page.put(row, left + 1, value)
            row += 1
        draw(page, row + 1, left, columns, usual_rows(one.chance), one)
        left += sum(column.width for column in columns) + team.chance.choice((0, 1, 2))
    return [page]


def several_sheets(team: Team) -> list[Page]:
    """A sheet for each of several teams."""
    pages = []
    for number, one in enumerate((team, _another(team), _another(team)), start=1):
        page = Page(f"Team {number}")
        row = head(page, one, Says())
        columns = around(one.chance, [rating_column(one.chance)])
        draw(page, row, 1, columns, usual_rows(one.chance), one)
        pages.append(page)
    return pages


def cover_sheet(team: Team) -> list[Page]:
    """Whose form it is stands on a sheet before it."""
    cover, page = Page("Cover"), Page("Ratings")
    head(cover, team, shape="two cells")
    columns = around(team.chance, [rating_column(team.chance)])
    draw(page, 1, 1, columns, usual_rows(team.chance), team)
    return [cover, page]


def in_the_sheets_name(team: Team) -> list[Page]:
    """Team and year stand on the tab alone."""
    name = f"{team.name} {team.year}"
    clean = "".join(" " if letter in "[]:*?/\\'" else letter for letter in name)
    team.name = clean[:-5].strip()
    page = Page(f"{team.name} {team.year}"[:31])
    if len(f"{team.name} {team.year}") > 31:
        team.name = "Alder Ward"
        page = Page(f"Alder Ward {team.year}")
    return _unsaid(team, page)


def in_the_files_name(team: Team) -> list[Page]:
    """Team and year are in the file's name."""
    bare = "".join(" " if letter in ":/\\'" else letter for letter in team.name)
    team.name = " ".join(bare.split())
    shape = team.chance.choice(
        (
            "{t} TRIP {y}",
            "TRIP {y} - {t}",
            "TRIP_{y}_{u}",
            "{t} - TRIP return {y}",
            "{y} TRIP {t} FINAL",
            "Copy of {t} TRIP {y}",
        ),
    )
    team.file = shape.format(t=team.name, y=team.year, u=team.name.replace(" ", "_"))
    return _unsaid(team, team.page("Sheet1"))


def in_the_folders_name(team: Team) -> list[Page]:
    """The year is the folder's, the team the form's."""
    shape = team.chance.choice(("{y}", "{y} returns", "TRIP {y}", "returns/{y}-{n}", "{y}/wards"))
    folder = shape.format(y=team.year, n=(team.year + 1) % 100)
    team.file = f"{folder}/TRIP return {team.chance.randint(1, 10**9)}"
    page = team.page()
    row = head(page, team, Says(year=False))
    columns = around(team.chance, [rating_column(team.chance)])
    draw(page, row, 1, columns, usual_rows(team.chance), team)
    return [page]


def _unsaid(team: Team, page: Page) -> list[Page]:
    page.put(1, 1, team.chance.choice(heads.TITLES))
    columns = around(team.chance, [rating_column(team.chance)])
    draw(page, 3, 1, columns, usual_rows(team.chance), team)
    return [page]


def sections_below(team: Team) -> list[Page]:
    """Assets, priorities, comments and names below the statements."""
    chance = team.chance
    page = team.page()
    row = head(page, team)
    answers = rating_column(chance) if chance.random() < 0.5 else point_columns(chance)
    row = draw(page, row, 1, around(chance, [answers]), usual_rows(chance), team) + 1
    parts: list[Callable[[int], int]] = [
        lambda at: heads.assets(page, at, 1, chance),
        lambda at: heads.priorities(page, at, 1, chance),
        lambda at: general_comment(page, at, 1, chance),
    ]
    chance.shuffle(parts)
    for part in parts:
        row = part(row)
    heads.signatures(page, row, 1, chance)
    return [page]


def sections_beside(team: Team) -> list[Page]:
    """Assets to the right of the statements, priorities below."""
    chance = team.chance
    page = team.page()
    row = head(page, team, title=True)
    columns = around(chance, [rating_column(chance)])
    below = draw(page, row, 1, columns, usual_rows(chance), team) + 1
    right = 2 + sum(column.width for column in columns)
    heads.assets(page, row, right, chance)
    heads.priorities(page, max(below, page.last_row + 2), 1, chance)
    return [page]


def sections_on_other_sheets(team: Team) -> list[Page]:
    """A sheet for each part of the form."""
    chance = team.chance
    first, second, third = Page("Benchmarking"), Page("Assets"), Page("Priorities")
    row = head(first, team)
    columns = around(chance, [rating_column(chance)])
    draw(first, row, 1, columns, usual_rows(chance), team)
    heads.assets(second, 1, 1, chance)
    row = heads.priorities(third, 1, 1, chance)
    heads.signatures(third, row, 1, chance)
    return [first, second, third]


def notes_on_cells(team: Team) -> list[Page]:
    """What people attach to cells."""
    chance = team.chance
    page = team.page()
    row = head(page, team)
    columns = around(chance, [rating_column(chance)])
    draw(page, row, 1, columns, usual_rows(chance), team)
    for at in chance.sample(range(1, 9), 2):
        page.note(row + at, len(columns), in_words(COMMENTS, chance))
    return [page]


def remarks_beside(team: Team) -> list[Page]:
    """Words to the right of the table, under no heading."""
    chance = team.chance
    page = team.page()
    row = head(page, team)
    columns = around(chance, [rating_column(chance)])
    below = draw(page, row, 1, columns, usual_rows(chance), team)
    width = sum(column.width for column in columns)
    for at in chance.sample(range(row + 1, below), 2):
        page.say(at, width + 1, in_words(COMMENTS, chance))
    address = page.put(below + 2, 1, in_words(COMMENTS, chance))
    page.words.append(Words(page.name, address, str(page.cells[below + 2, 1][0])))
    return [page]


HABITS: Final[dict[str, Callable[[Team], list[Page]]]] = {
    "sections between": sections_between,
    "heading repeated": heading_again,
    "totals below": sums_below,
    "moved": moved,
    "merged cells": merged_cells,
    "statement in two columns": statement_in_two_columns,
    "no headings": no_headings,
    "two columns unlabelled": two_columns_unlabelled,
    "votes counted": votes_counted,
    "two forms below": two_forms_below,
    "two forms beside": two_forms_beside,
    "several sheets": several_sheets,
    "cover sheet": cover_sheet,
    "in the sheet's name": in_the_sheets_name,
    "in the file's name": in_the_files_name,
    "in the folder's name": in_the_folders_name,
    "sections below": sections_below,
    "sections beside": sections_beside,
    "sections on other sheets": sections_on_other_sheets,
    "notes on cells": notes_on_cells,
    "remarks beside": remarks_beside,
}
