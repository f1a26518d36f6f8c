"""A table of statements holds in each cell what its column says, and the truth says the same."""

from random import Random

from tools.forms.page import Page
from tools.forms.table import Column, Row, draw, usual_rows
from tools.forms.team import Team
from tools.forms.words import ITEMS, STATEMENTS


def drawn(*columns, rows=None):
    team = Team("Ash Ward", 2025, Random(2), odd=0, remarks=1)
    page = Page("Form")
    below = draw(page, 3, 2, columns, rows or usual_rows(team.chance), team)
    return page, below


def column_of(page, column, rows=range(4, 12)):
    return [page.cells[row, column][0] for row in rows if (row, column) in page.cells]


def test_numbers_statements_ratings_and_comments_are_each_in_their_column():
    kinds = ("number", "statement", "rating", "comment")
    page, below = drawn(*(Column(kind, kind.title()) for kind in kinds))
    assert [page.cells[3, column][0] for column in range(2, 6)] == [k.title() for k in kinds]
    assert column_of(page, 2) == list(range(1, 9))
    assert column_of(page, 3) == list(STATEMENTS.values())
    assert below == 12
    assert [answer.item_id for answer in page.answers] == list(ITEMS)
    rated = [(answer.cell, answer.value) for answer in page.answers if answer.cell]
    assert rated == [(page.address(row, 4), page.cells[row, 4][0])
                     for row in range(4, 12) if (row, 4) in page.cells]  # fmt: skip
    assert [answer.comment for answer in page.answers] == column_of(page, 5)


def test_groups_stand_over_their_columns_and_points_take_one_each():
    page, below = drawn(
        Column("statement", "Practice"),
        Column("points", points=(5, 4, 3, 2, 1), na="N/A", group="Us"),
    )
    assert page.cells[3, 3][0] == "Us"
    assert (3, 3, 3, 8) in page.merged
    assert [page.cells[4, column][0] for column in range(3, 9)] == [5, 4, 3, 2, 1, "N/A"]
    assert below == 13
    for answer in page.answers:
        if answer.cell:
            assert page.address(5 + ITEMS.index(answer.item_id), 8 - answer.value) == answer.cell


def test_a_statement_of_the_teams_own_has_words_to_be_kept_and_no_answer():
    own = Row("own", text="We sing", number=9)
    page, _ = drawn(Column("statement", "Practice"), Column("rating", "Rating"), rows=[own])
    assert page.answers == []
    assert [words.text for words in page.words] == ["We sing", ""]


def test_a_total_counts_no_answer():
    total = Row("total", text="Total")
    rows = [*usual_rows(Random(1)), total]
    page, below = drawn(Column("statement", "Practice"), Column("rating", "Rating"), rows=rows)
    given = [answer.value for answer in page.answers if answer.value]
    assert page.cells[below - 1, 3][0] == sum(given)
    assert len(page.answers) == 8
