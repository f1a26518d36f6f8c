"""Word documents as single teams return them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from tools.forms import heads
from tools.forms.entries import Marks
from tools.forms.heads import Says, word_head
from tools.forms.paper import Document, written
from tools.forms.parts import (
    VIEWS,
    Column,
    Row,
    Team,
    around,
    point_columns,
    rating_column,
    reworded,
    usual_rows,
)
from tools.forms.people import COMMENTS, GENERAL, PEOPLE, in_words, team_names
from tools.forms.practice_tables import draw
from tools.forms.truth import Answer, Words, Written
from tools.forms.wordings import STATEMENTS

ROUNDS: Final = 4


def a_table(team: Team) -> Document:
    """A table with a rating column."""
    document = _begun(team)
    columns = around(team.chance, [rating_column(team.chance)])
    draw(document.table(), 1, 1, columns, usual_rows(team.chance), team)
    return document


def a_table_of_points(team: Team) -> Document:
    """A table with a column for each point."""
    document = _begun(team)
    columns = around(team.chance, [point_columns(team.chance)])
    draw(document.table(), 1, 1, columns, usual_rows(team.chance), team)
    return document


def boxes_in_every_cell(team: Team) -> Document:
    """Boxes, one of them ticked."""
    marks = team.chance.choice((Marks("☒", "☐"), Marks("☑", "☐"), Marks("[x]", "[ ]")))
    return a_table_of_points(replace(team, marks=marks))


def views(team: Team) -> Document:
    """A column for each group of people."""
    chance = team.chance
    document = _begun(team)
    answers = [
        Column("rating", chance.choice(VIEWS[view]), perspective=view)
        for view in ("staff", "people-using-services", "team")
    ]
    draw(document.table(), 1, 1, around(chance, answers), usual_rows(chance), team)
    return document


def reworded_statements(team: Team) -> Document:
    """Statements in somebody's own hand, with headings between."""
    document = _begun(team)
    rows = usual_rows(team.chance, reworded(team.chance))
    rows.insert(4, Row("section", text="Part two"))
    columns = around(team.chance, [rating_column(team.chance)])
    draw(document.table(), 1, 1, columns, rows, team)
    return document


def in_paragraphs(team: Team) -> Document:
    """No table: each statement is a line, its answer the next, or behind it."""
    chance = team.chance
    document = _begun(team)
    shape = chance.choice(("next line", "label", "behind"))
    page = document.said[0]
    for number, (item_id, text) in enumerate(STATEMENTS.items(), start=1):
        n = chance.randint(1, 5)
        if shape == "behind":
            cell = document.paragraph(f"{number}. {text} Rating: {n}")
        else:
            document.paragraph(f"{number}. {text}")
            cell = document.paragraph(f"Rating: {n}" if shape == "label" else f"{n}")
        comment = None
        if chance.random() < 0.3:
            comment = in_words(COMMENTS, chance)
            address = document.paragraph(f"Comments: {comment}")
            page.words.append(Words(None, address, comment))
        page.answers.append(
            Answer("ratings", team.name, team.year, item_id, "rated", n, None, cell)
        )
    return document


def a_table_for_each_statement(team: Team) -> Document:
    """Each statement has a table of its own: the statement, the rating, the comment."""
    chance = team.chance
    document = _begun(team)
    for number, (item_id, text) in enumerate(STATEMENTS.items(), start=1):
        page = document.table()
        n = chance.randint(1, 5)
        page.put(1, 1, f"{number}. {text}")
        page.merge(1, 1, 1, 2)
        page.put(2, 1, "Rating (1-5)")
        cell = page.put(2, 2, n)
        page.put(3, 1, "Comments")
        if chance.random() < 0.5:
            page.say(3, 2, in_words(COMMENTS, chance))
        page.answers.append(
            Answer("ratings", team.name, team.year, item_id, "rated", n, None, cell)
        )
        document.paragraph()
    return document


def with_sections(team: Team) -> Document:
    """Assets and priorities in tables of their own, comments and names below."""
    chance = team.chance
    document = a_table(team)
    document.paragraph()
    heads.assets(document.table(), 1, 1, chance)
    document.paragraph()
    heads.priorities(document.table(), 1, 1, chance)
    document.paragraph("General comments:")
    document.say(in_words(GENERAL, chance))
    person = chance.choice(PEOPLE)
    document.say(f"Completed by: {person}", name=True, told=person)
    return document


def _begun(team: Team) -> Document:
    document = Document()
    says = Says(date=team.chance.random() < 0.3, service_line=team.chance.random() < 0.3)
    word_head(document, team, says)
    return document


HABITS: Final[dict[str, Callable[[Team], Document]]] = {
    "Word: table": a_table,
    "Word: table of points": a_table_of_points,
    "Word: boxes in every cell": boxes_in_every_cell,
    "Word: views": views,
    "Word: statements reworded": reworded_statements,
    "Word: paragraphs": in_paragraphs,
    "Word: a table each": a_table_for_each_statement,
    "Word: sections": with_sections,
}


def write(folder: Path, chance: random.Random) -> list[Written]:
    """Every habit several times over."""
    names = team_names(chance)
    found = []
    for number, (habit, draw_form) in enumerate(list(HABITS.items()) * ROUNDS, start=1):
        team = Team(next(names), chance.randint(2022, 2025), chance, saved_as="docx")
        document = draw_form(team)
        file = f"TRIP return ({number}).docx"
        document.save(folder / file)
        found.append(written(file, habit, *document.pages))
    return found
