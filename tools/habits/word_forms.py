"""Word documents as single teams return them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from tools.forms import sections
from tools.forms.files import File
from tools.forms.form import Answers, points, ratings
from tools.forms.heading import word_heading
from tools.forms.marks import Marks
from tools.forms.page import Document, Page
from tools.forms.people import team_names
from tools.forms.statements import reworded
from tools.forms.table import Column, Row, around, draw, usual_rows
from tools.forms.team import Team
from tools.forms.truth import Answer
from tools.forms.words import STATEMENTS, WORDS, pick, sentence

Habit = Callable[[Team], Document]
ROUNDS: Final = 4


def _begun(team: Team) -> Document:
    document = Document()
    word_heading(document, team)
    return document


def a_table(team: Team, answers: Answers = ratings) -> Document:
    """A table with a rating column, or other answers."""
    document = _begun(team)
    columns = around(team.chance, answers(team))
    draw(document.table(), 1, 1, columns, usual_rows(team.chance), team)
    return document


def a_table_of_points(team: Team) -> Document:
    """A table with a column for each point."""
    return a_table(team, points)


def boxes_in_every_cell(team: Team) -> Document:
    """Boxes, one of them ticked."""
    marks = team.chance.choice((Marks("☒", "☐"), Marks("☑", "☐"), Marks("[x]", "[ ]")))
    return a_table(replace(team, marks=marks), points)


def views(team: Team) -> Document:
    """A column for each group of people."""

    def answers(team: Team) -> list[Column]:
        return [
            Column("rating", team.chance.choice(WORDS["views"][view]), perspective=view)
            for view in ("staff", "people-using-services", "team")
        ]

    return a_table(team, answers)


def reworded_statements(team: Team) -> Document:
    """Statements in somebody's own hand, with headings between."""
    document = _begun(team)
    rows = usual_rows(team.chance, reworded)
    rows.insert(4, Row("section", text="Part two"))
    draw(document.table(), 1, 1, around(team.chance, ratings(team)), rows, team)
    return document


def _answered(page: Page, team: Team, item_id: str, rating: int, cell: str) -> None:
    page.answers.append(
        Answer("ratings", team.name, team.year, item_id, "rated", rating, None, cell)
    )


def in_paragraphs(team: Team) -> Document:
    """No table: each statement is a line, its answer the next, or after it."""
    chance = team.chance
    document = _begun(team)
    shape = chance.choice(("next line", "label", "after it"))
    for number, (item_id, text) in enumerate(STATEMENTS.items(), start=1):
        n = chance.randint(1, 5)
        if shape == "after it":
            cell = document.paragraph(f"{number}. {text} Rating: {n}")
        else:
            document.paragraph(f"{number}. {text}")
            cell = document.paragraph(f"Rating: {n}" if shape == "label" else f"{n}")
        if chance.random() < 0.3:
            comment = sentence(chance, "comments")
            document.say(f"Comments: {comment}", part=comment)
        _answered(document.outside, team, item_id, n, cell)
    return document


def a_table_for_each_statement(team: Team) -> Document:
    """Each statement has a table of its own: the statement, the rating, the comment."""
    chance = team.chance
    document = _begun(team)
    for number, (item_id, text) in enumerate(STATEMENTS.items(), start=1):
        page = document.table()
        n = chance.randint(1, 5)
        page.put(1, 1, f"{number}. {text}", span=2)
        page.put(2, 1, "Rating (1-5)")
        _answered(page, team, item_id, n, page.put(2, 2, n))
        page.put(3, 1, "Comments")
        if chance.random() < 0.5:
            page.say(3, 2, sentence(chance, "comments"))
        document.paragraph()
    return document


def with_sections(team: Team) -> Document:
    """Assets and priorities in tables of their own, comments and names below."""
    chance = team.chance
    document = a_table(team)
    for part in (sections.assets, sections.priorities):
        document.paragraph()
        part(document.table(), 1, 1, chance)
    document.paragraph("General comments:")
    document.say(sentence(chance, "general-comments"))
    person = pick(chance, "people")
    document.say(f"Completed by: {person}", name=True, part=person)
    return document


HABITS: Final[dict[str, Habit]] = {
    "Word: table": a_table,
    "Word: table of points": a_table_of_points,
    "Word: boxes in every cell": boxes_in_every_cell,
    "Word: views": views,
    "Word: statements reworded": reworded_statements,
    "Word: paragraphs": in_paragraphs,
    "Word: a table each": a_table_for_each_statement,
    "Word: sections": with_sections,
}


def files(chance: random.Random) -> list[File]:
    """Every habit several times over."""
    names = team_names(chance)
    return [
        File(
            f"TRIP return ({number}).docx",
            habit,
            draw_form(Team(next(names), chance.randint(2022, 2025), chance, saved_as="docx")),
        )
        for number, (habit, draw_form) in enumerate(list(HABITS.items()) * ROUNDS, start=1)
    ]
