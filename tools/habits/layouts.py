"""Where forms, their rows and their parts are: moved, merged, on several sheets."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from tools.forms import sections
from tools.forms.form import drawn, points, ratings, ratings_or_points
from tools.forms.heading import Says, heading, says_by_chance
from tools.forms.page import Page
from tools.forms.statements import broken, exact, shortened
from tools.forms.table import (
    Column,
    Row,
    around,
    draw,
    own_rows,
    point_columns,
    rating_column,
    usual_rows,
)
from tools.forms.team import Team
from tools.forms.words import STATEMENTS, pick, sentence
from tools.habits.views_and_years import VIEWS, a_column_each, views_on


def sections_between(team: Team) -> list[Page]:
    """Headings between the statements, and blank rows."""

    def rows(chance: random.Random) -> list[Row]:
        rows = usual_rows(chance)
        titles = ("Relationships", "Section B", "Working together", "B. Safety",
                  "People and places")  # fmt: skip
        for title in chance.sample(titles, 2):
            rows.insert(chance.randint(1, len(rows) - 1), Row("section", text=title))
        if chance.random() < 0.5:
            rows = [each for line in rows for each in (line, Row("blank"))]
        return rows

    return [drawn(team, partial(ratings_or_points, share=0.6), rows).page]


def heading_again(team: Team) -> list[Page]:
    """The table's headings repeated half way, as for printing."""

    def rows(chance: random.Random) -> list[Row]:
        rows = usual_rows(chance)
        rows.insert(chance.randint(3, 5), Row("heading"))
        return rows

    return [drawn(team, ratings_or_points, rows).page]


def totals_below(team: Team) -> list[Page]:
    """A total and an average, which are nobody's answer."""

    def rows(chance: random.Random) -> list[Row]:
        total = chance.choice(("Total", "TOTAL", "Total score", "Sum"))
        average = chance.choice(("Average", "Mean score", "Overall average"))
        return [*usual_rows(chance), Row("total", text=total), Row("average", text=average)]

    def answers(team: Team) -> list[Column]:
        kind = team.chance.random()
        if kind < 0.5:
            return ratings(team)
        if kind < 0.8:
            views = views_on(team)
            return [Column("rating", VIEWS[view][0], perspective=view) for view in views]
        return points(team)

    return [drawn(team, answers, rows).page]


def moved(team: Team) -> list[Page]:
    """Somewhere down and to the right."""
    chance = team.chance
    page = team.page()
    down, right = chance.randint(2, 30), chance.randint(2, 12)
    row = heading(page, team, row=down, column=right)
    right += chance.choice((0, 0, 1))
    columns = around(chance, ratings_or_points(team))
    draw(page, row, right, columns, usual_rows(chance), team)
    return [page]


def merged_cells(team: Team) -> list[Page]:
    """Statements over several columns."""

    def columns(team: Team) -> list[Column]:
        answers = ratings_or_points(team)
        texts = pick(team.chance, "statement-headings")
        statement = Column("statement", texts, span=team.chance.randint(2, 4))
        return [statement, *answers, Column("comment", pick(team.chance, "comment-headings"))]

    return [drawn(team, columns=columns).page]


def statement_in_two_columns(team: Team) -> list[Page]:
    """The practice in one column, its examples in the next."""

    def rows(chance: random.Random) -> Iterator[Row]:
        for line in usual_rows(chance):
            before, eg, rest = str(line.text).partition("(e.g.")
            yield replace(line, text=before.strip(), rest=eg + rest) if eg else line

    def columns(team: Team) -> list[Column]:
        answers = ratings_or_points(team)
        return [
            Column("statement", pick(team.chance, "statement-headings")),
            Column("rest", team.chance.choice(("Examples", "For example", "Guidance"))),
            *answers,
            Column("comment", pick(team.chance, "comment-headings")),
        ]

    return [drawn(team, rows=lambda chance: list(rows(chance)), columns=columns).page]


def no_headings(team: Team) -> list[Page]:
    """Numbers beside statements, under nothing or an odd word."""

    def columns(team: Team) -> list[Column]:
        over_ratings = (None, "Us", "How are we doing?", "Our position")
        return [
            Column("statement", team.chance.choice((None, "Recovery", "TRIP"))),
            Column("rating", team.chance.choice(over_ratings)),
        ]

    return [drawn(replace(team, odd=0.0), columns=columns).page]


def two_columns_unlabelled(team: Team) -> list[Page]:
    """Two numbers beside each statement, and nobody can tell who gave which, or when."""

    def columns(team: Team) -> list[Column]:
        unlabelled = Column("rating", known=False)
        statement = Column("statement", pick(team.chance, "statement-headings"))
        return [statement, unlabelled, unlabelled]

    return [drawn(replace(team, odd=0.0), columns=columns).page]


def votes_counted(team: Team) -> list[Page]:
    """How many people gave each point: the team's own answer is not known."""

    def columns(team: Team) -> list[Column]:
        return around(team.chance, [replace(*points(team), na=None)], comment=False)

    quiet = replace(team, odd=0.0)
    empty = [replace(line, empty=True) for line in usual_rows(team.chance)]
    page, top, _, width = drawn(quiet, rows=empty, columns=columns)
    first = width - 4
    for row, answer in enumerate(page.answers, start=top + 1):
        for point in sorted(team.chance.sample(range(5), team.chance.randint(2, 4))):
            page.put(row, first + point, team.chance.randint(2, 9))
        cell = page.range(row, first, first + 4)
        page.answers[row - top - 1] = replace(answer, state="unclear", cell=cell, clean=False)
    return [page]


def _another(team: Team) -> Team:
    assert team.names is not None  # noqa: S101 # whoever asks has given them
    return replace(team, name=next(team.names))


def _another_or_last_year(team: Team) -> Team:
    return _another(team) if team.chance.random() < 0.5 else replace(team, year=team.year - 1)


def two_forms_below(team: Team) -> list[Page]:
    """Two teams, or two years, one below the other."""
    page = team.page()
    row = 1
    for one in (team, _another_or_last_year(team)):
        columns = around(one.chance, ratings(one))
        row = heading(page, one, Says(), row=row, shape="two cells")
        row = draw(page, row, 1, columns, usual_rows(one.chance), one) + 2
    return [page]


def two_forms_beside(team: Team) -> list[Page]:
    """Two teams side by side, each with its own heading."""
    page = team.page()
    other = _another_or_last_year(team)
    columns = around(team.chance, ratings(team))
    left = 1
    for one in (team, other):
        page.put_row(1, left, ["Team:", one.name])
        page.put_row(2, left, ["Year:", one.year])
        draw(page, 4, left, columns, usual_rows(one.chance), one)
        left += sum(column.width for column in columns) + team.chance.choice((0, 1, 2))
    return [page]


def several_sheets(team: Team) -> list[Page]:
    """A sheet for each of several teams."""
    teams = (team, _another(team), _another(team))
    return [
        drawn(one, page=Page(f"Team {number}"), says=Says()).page
        for number, one in enumerate(teams, start=1)
    ]


def cover_sheet(team: Team) -> list[Page]:
    """Team and year are on a sheet before the ratings."""
    cover, page = Page("Cover"), Page("Ratings")
    heading(cover, team, shape="two cells")
    draw(page, 1, 1, around(team.chance, ratings(team)), usual_rows(team.chance), team)
    return [cover, page]


def in_the_sheets_name(team: Team) -> list[Page]:
    """Team and year are on the tab alone."""
    name = f"{team.name} {team.year}"
    clean = "".join(" " if letter in "[]:*?/\\'" else letter for letter in name)
    team.name = clean[:-5].strip()
    if len(f"{team.name} {team.year}") > 31:
        team.name = "Alder Ward"
    return _without_heading(team, Page(f"{team.name} {team.year}"))


def in_the_files_name(team: Team) -> list[Page]:
    """Team and year are in the file's name."""
    bare = "".join(" " if letter in ":/\\'" else letter for letter in team.name)
    team.name = " ".join(bare.split())
    shape = pick(team.chance, "files-named-after-the-team")
    team.file = shape.format(t=team.name, y=team.year, u=team.name.replace(" ", "_"))
    return _without_heading(team, team.page("Sheet1"))


def in_the_folders_name(team: Team) -> list[Page]:
    """The year is the folder's, the team the form's."""
    shape = team.chance.choice(("{y}", "{y} returns", "TRIP {y}", "returns/{y}-{n}", "{y}/wards"))
    folder = shape.format(y=team.year, n=(team.year + 1) % 100)
    team.file = f"{folder}/TRIP return {team.chance.randint(1, 10**9)}"
    return [drawn(team, says=Says(year=False)).page]


def _without_heading(team: Team, page: Page) -> list[Page]:
    page.put(1, 1, pick(team.chance, "titles"))
    draw(page, 3, 1, around(team.chance, ratings(team)), usual_rows(team.chance), team)
    return [page]


def sections_below(team: Team) -> list[Page]:
    """Assets, priorities, comments and names below the statements."""
    page, _, below, _ = drawn(team, ratings_or_points)
    parts = [sections.assets, sections.priorities, sections.general_comment]
    team.chance.shuffle(parts)
    row = below + 1
    for part in [*parts, sections.signatures]:
        row = part(page, row, 1, team.chance)
    return [page]


def sections_beside(team: Team) -> list[Page]:
    """Assets to the right of the statements, priorities below."""
    page, top, below, width = drawn(team)
    sections.assets(page, top, 2 + width, team.chance)
    sections.priorities(page, max(below + 1, page.last_row + 2), 1, team.chance)
    return [page]


def sections_on_other_sheets(team: Team) -> list[Page]:
    """A sheet for each part of the form."""
    first, second, third = Page("Benchmarking"), Page("Assets"), Page("Priorities")
    drawn(team, page=first)
    sections.assets(second, 1, 1, team.chance)
    row = sections.priorities(third, 1, 1, team.chance)
    sections.signatures(third, row, 1, team.chance)
    return [first, second, third]


def notes_on_cells(team: Team) -> list[Page]:
    """What people attach to cells."""
    page, top, _, width = drawn(team)
    for at in team.chance.sample(range(1, 9), 2):
        page.note(top + at, width, sentence(team.chance, "comments"))
    return [page]


def remarks_beside(team: Team) -> list[Page]:
    """Words to the right of the table, under no heading."""
    page, top, below, width = drawn(team)
    for row in team.chance.sample(range(top + 1, below), 2):
        page.say(row, width + 1, sentence(team.chance, "comments"))
    page.say(below + 2, 1, sentence(team.chance, "comments"))
    return [page]


def many_things_at_once(team: Team) -> list[Page]:
    """Any answer columns, any rows, anywhere, with anything below."""
    chance = team.chance
    team = replace(team, odd=chance.choice((0.0, 0.1, 0.3)), remarks=chance.choice((0.0, 0.3, 0.9)))
    page = team.page()
    down, right = chance.choice((1, 1, 3, 8)), chance.choice((1, 1, 2, 4))
    row = heading(page, team, says_by_chance(chance), row=down, column=right)
    columns = around(chance, _any_answers(team))
    row = draw(page, row, right, columns, _any_rows(chance), team) + 1
    for part, share in (
        (sections.general_comment, 0.5),
        (sections.assets, 0.4),
        (sections.priorities, 0.4),
        (sections.signatures, 0.4),
    ):
        if chance.random() < share:
            row = part(page, row, right, chance)
    return [page]


def _any_answers(team: Team) -> Sequence[Column]:
    chance = team.chance
    kind = chance.choice(("rating", "rating", "points", "points", "views", "years", "target"))
    match kind:
        case "points":
            return [point_columns(chance, group=chance.choice((None, "Rating")))]
        case "views":
            return a_column_each(team)
        case "years":
            return [Column("rating", year, year=year) for year in (team.year - 1, team.year)]
    target = Column("words", "Target", fill=lambda: chance.choice((3, 4, 5, None)))
    return [rating_column(chance), *([target] if kind == "target" else [])]


def _any_rows(chance: random.Random) -> list[Row]:
    hand = chance.choice((exact, exact, shortened, broken))
    order = list(STATEMENTS)
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


HABITS: Final[dict[str, Callable[[Team], list[Page]]]] = {
    "sections between": sections_between,
    "heading repeated": heading_again,
    "totals below": totals_below,
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
    "many things at once": many_things_at_once,
}
