"""The law: every answer cell is in a table or in the log, and no value differs from a person's.

Forms are those of the benchmark, each in a layout and with entries of its own, in memory.
"""

import datetime as dt
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.places import meet
from benchmarks.written import mixtures
from benchmarks.written.paper import Formula, Page, shown
from benchmarks.written.parts import Team
from benchmarks.written.people import team_names
from benchmarks.written.team_forms import HABITS
from trip_analytics.reading import Cell, Document, Sheet
from trip_analytics.reading.document import Note

KINDS = {bool: "boolean", int: "number", float: "number", dt.date: "date"}
FORMATS = {"0%": lambda n: f"{n:.0%}", "0": lambda n: f"{n:.0f}", '0" / 5"': "{} / 5".format}
LONG_ENOUGH = 4  # shorter texts may stand anywhere: those must be in the log by address


def cell_of(row, column, address, content, look, hidden):
    """A cell as a workbook's reader gives it."""
    text, formula = shown(content), None
    if isinstance(content, Formula):
        formula, content = content
    kind = "error" if text.startswith("#") else KINDS.get(type(content), "text")
    if kind == "number" and look.number_format in FORMATS:
        text = FORMATS[look.number_format](content)
    elif kind == "number" and "d" in (look.number_format or ""):
        kind, content = "date", dt.date(1899, 12, 31) + dt.timedelta(content)
        text = content.strftime("%d/%m/%Y")
    struck, unstruck = (text, None) if look.all_struck else ("", None)
    if look.struck:
        struck, unstruck, text = look.struck, f" {text}", f"{look.struck} {text}"
        content = text
    symbols = (
        look.font if look.font in ("Wingdings", "Wingdings 2", "Webdings", "Marlett") else None
    )
    return Cell(
        row, column, address, text, content, kind, struck, symbols, hidden, formula, unstruck
    )


def sheet_of(page: Page):
    """A page as a workbook's reader gives it."""
    cells = {}
    for (row, column), (content, look) in page.cells.items():
        hidden = row in page.hidden_rows or column in page.hidden_columns
        address = page.name_of(row, column)
        cells[row, column] = cell_of(row, column, address, content, look, hidden)
    notes = tuple(Note(page.name_of(*place), text) for place, text in page.notes.items())
    return Sheet(page.name, cells, tuple(page.merged), notes=notes)


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
        values += [entry.found for entry in self.log]
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


def check(understanding, pages):
    document = Document(tuple(sheet_of(page) for page in pages))
    read = Read(*understanding.understand(document, "returns/ash.xlsx"))
    for page in pages:
        check_no_value_differs(page, read)
        check_no_answer_is_lost(page, read)
        check_no_words_are_lost(page, read)


LAW = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)


@LAW
@given(st.integers(0, 2**32))
def test_whatever_is_unusual_at_once(understanding, seed):
    check(understanding, filled_in(seed, mixtures.many_things_at_once))


@pytest.mark.parametrize("habit", HABITS)
@settings(LAW, max_examples=8)
@given(seed=st.integers(0, 2**32))
def test_every_habit(understanding, habit, seed):
    check(understanding, filled_in(seed, HABITS[habit]))
