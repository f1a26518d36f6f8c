"""The law: every answer cell is in a table or in the log, and no value differs from a person's.

Forms are those of the benchmark, each in a layout and with entries of its own, in memory.
"""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tools.forms import sections
from tools.forms.cells import sheet_of
from tools.forms.form import drawn
from tools.forms.people import team_names
from tools.forms.places import meet
from tools.forms.team import Team
from tools.forms.words import TEMPLATE_A, pick, sentence
from tools.habits.layouts import many_things_at_once
from tools.habits.one_team import HABITS
from trip_analytics.reading import Document

LONG_ENOUGH = 4  # shorter texts may stand anywhere: those must be in the log by address


def filled_in(seed, draw_form):
    """The pages of a form by somebody who decides by this seed."""
    chance = random.Random(seed)
    names = team_names(chance)
    saved_as = chance.choice(("openpyxl", "xlsxwriter"))
    year = chance.randint(2022, 2025)
    return draw_form(Team(next(names), year, chance, saved_as=saved_as, names=names))


class Read:
    """What was understood of a form, to be asked for cells."""

    def __init__(self, forms, log):
        self.rows = [
            (table, row) for form in forms for table, rows in form.rows.items() for row in rows
        ]
        self.log = [*log, *(entry for form in forms for entry in form.log)]
        reviews = [form.fields.review_on.date for form in forms if form.fields.review_on]
        self.reviews = [date.strftime("%d/%m/%Y") for date in reviews]

    def answers_at(self, page, address):
        return [
            row for table, row in self.rows
            if table == "ratings" and row["sheet"] == page.name and meet(row["cell"], address)
        ]  # fmt: skip

    def is_logged(self, page, address, severities=("error", "warning", "note")):
        return any(
            entry.severity in severities
            and ((entry.sheet == page.name and meet(entry.cell, address))
                 or (entry.severity == "error" and entry.cell is None
                     and entry.sheet in (None, page.name)))
            for entry in self.log
        )  # fmt: skip

    def says(self, text):
        wanted = " ".join(text.split())
        values = [value for _, row in self.rows for value in row.values()]
        values += [entry.found for entry in self.log] + self.reviews
        return any(isinstance(value, str) and wanted in " ".join(value.split()) for value in values)


def check_no_value_differs(page, read):
    answers = {answer.cell: answer for answer in page.answers if answer.cell}
    for table, row in read.rows:
        if table != "ratings" or row["sheet"] != page.name or row["state"] == "not-answered":
            continue
        meant = [answer for cell, answer in answers.items() if meet(cell, row["cell"])]
        if read.is_logged(page, row["cell"], ("error", "warning")):
            continue
        assert meant, f"an answer at {row['cell']} that nobody gave"
        (answer,) = meant
        assert (row["item_id"], row["perspective"]) == (answer.item_id, answer.perspective)
        assert (row["state"], row["rating"]) == (answer.state, answer.value), answer.cell


def check_no_answer_is_lost(page, read):
    for answer in page.answers:
        if answer.cell is None or answer.state == "not-answered":
            continue
        rows = read.answers_at(page, answer.cell)
        assert rows or read.is_logged(page, answer.cell, ("error", "warning")), answer.cell
        if answer.state == "unclear":
            assert read.is_logged(page, answer.cell, ("error", "warning")), answer.cell


def check_no_words_are_lost(page, read):
    for words in page.words:
        if words.name:
            assert not read.says(words.text), f"a name at {words.cell} is kept"
            continue
        kept = len(words.text) >= LONG_ENOUGH and read.says(words.text)
        assert kept or read.is_logged(page, words.cell), words.cell
    for line in page.lines:
        text = line.columns.get("priority") or line.columns.get("asset")
        assert read.says(text) or read.is_logged(page, line.cell), line.cell


def check_lines_are_rows_of_their_tables(page, read):
    """A priority, or an asset with its sort, is in its own table, or somebody is asked."""
    of_tables = {(table, row.get("priority") or row.get("asset"), row.get("category"))
                 for table, row in read.rows}  # fmt: skip
    for line in page.lines:
        text = line.columns.get("priority") or line.columns.get("asset")
        found = (line.table, text, line.columns.get("category")) in of_tables
        assert found or read.is_logged(page, line.cell, ("error", "warning")), line.cell


def understood(understanding, pages):
    document = Document(tuple(sheet_of(page) for page in pages))
    return Read(*understanding.understand(document, "returns/ash.xlsx"))


def check(understanding, pages):
    read = understood(understanding, pages)
    for page in pages:
        check_no_value_differs(page, read)
        check_no_answer_is_lost(page, read)
        check_no_words_are_lost(page, read)


LAW = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)


def priorities_beside(team):
    """The priorities' table to the right of the ratings, a column apart from them."""
    page, top, _, width = drawn(team, title=False)
    sections.priorities(page, top + team.chance.randint(-1, 2), width + 3, team.chance)
    return [page]


def challenges_between(team):
    """A Template A below the ratings, and the priorities below that."""
    page, _, below, _ = drawn(team, title=False)
    row = below + 1
    page.put(row, 1, team.chance.choice(("Organisational challenges", "Part 2", "Challenges")))
    page.put(row + 1, 1, "Challenge")
    page.put(row + 1, 2, "Stage (1-3)")
    for item in TEMPLATE_A.items:
        page.put(row + 1 + item.number, 1, item.wordings[0].text)
        page.put(row + 1 + item.number, 2, team.chance.randint(1, 3))
    sections.priorities(page, row + 14, 1, team.chance)
    return [page]


def assets_by_sort(team):
    """Assets below a question, a column for each sort."""
    page, _, below, _ = drawn(team, title=False)
    row = below + 1
    page.put(row, 1, team.chance.choice(("Identifying assets: what have we got?", "Our assets")))
    for column, sort in enumerate(("Staff", "People using the service", "Community"), start=1):
        page.put(row + 1, column, sort)
        for below in range(team.chance.randint(1, 3)):
            text = sentence(team.chance, "assets")
            cell = page.put(row + 2 + below, column, text)
            page.line("assets", cell, asset=text, category=sort)
    return [page]


def names_in_a_table_of_its_own(team):
    """A table that is no part of the form, and names people."""
    page, _, below, _ = drawn(team, title=False)
    row = below + 1
    page.put(row + 3, 1, "Topic")
    page.put(row + 3, 2, team.chance.choice(("Lead", "Who leads?", "Staff lead")))
    for below in range(1, 4):
        page.say(row + 3 + below, 1, team.chance.choice(("Garden", "Music", "Meals")))
        page.say(row + 3 + below, 2, pick(team.chance, "people"), name=True)
    return [page]


PARTS = (priorities_beside, challenges_between, assets_by_sort, names_in_a_table_of_its_own)


@pytest.mark.parametrize("draw_form", PARTS)
@settings(LAW, max_examples=settings.default.max_examples // 6)
@given(seed=st.integers(0, 2**32))
def test_what_stands_beside_and_below_the_ratings(understanding, draw_form, seed):
    pages = filled_in(seed, draw_form)
    check(understanding, pages)
    read = understood(understanding, pages)
    for page in pages:
        check_lines_are_rows_of_their_tables(page, read)


@LAW
@given(st.integers(0, 2**32))
def test_whatever_is_unusual_at_once(understanding, seed):
    check(understanding, filled_in(seed, many_things_at_once))


@pytest.mark.slow_but(14)
@pytest.mark.parametrize("habit", HABITS)
@settings(LAW, max_examples=settings.default.max_examples // 10)
@given(seed=st.integers(0, 2**32))
def test_every_habit(understanding, habit, seed):
    check(understanding, filled_in(seed, HABITS[habit]))
