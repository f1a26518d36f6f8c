"""The law: a form says the same whatever forms were understood before it."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from trip_analytics.instruments import built_in_instruments
from trip_analytics.reading import Document, Note
from trip_analytics.understanding import Understanding

from .conftest import sheet_of_rows

INSTRUMENTS = [one for one in built_in_instruments() if one.instrument_id != "template-a"]
STATEMENTS = [item.wordings[-1].text for item in INSTRUMENTS[0].items]
HEADS = ["No.", "Statement", "Rating", "Comments"]
FORM = [
    ["TRIP"],
    ["Team:", "Ash Ward", None, "Date:", "31/03/2025"],
    HEADS,
    *([number, text, 3, None] for number, text in enumerate(STATEMENTS, start=1)),
    [],
    ["Priority", "Action", "Lead", "By when"],
    [STATEMENTS[1], "Ask people", "Ann Lee", "01/09/2025"],
]
GUIDANCE = [
    ["How to fill this in"],
    ["1 = not yet, 2 = a start, 3 = partly, 4 = mostly, 5 = fully"],
    ["Send it to Ann Lee."],
]
BLANK = [["Team:"], HEADS, *([number, text] for number, text in enumerate(STATEMENTS, start=1))]
SHORT = [" ".join(item.label.split()[:2]) for item in INSTRUMENTS[0].items]
TITLES = [HEADS, *([None, title] for title in SHORT)]
SHEETS = {"Form": FORM, "Guidance": GUIDANCE, "Copy": BLANK, "Titles": TITLES}
TYPED = [
    None, 1, 4, 2025, "x", "4", "n/a", "3-4", "Birch Ward", "Team: Birch Ward", "Rating", "Total",
    "Last year", "Lead", "Not yet", "1 = fully, 5 = not yet", "0 = no, 5 = yes", "Our priorities",
    "Please rate from 1 to 10", STATEMENTS[0], STATEMENTS[2], "We listen to one another",
]  # fmt: skip

PLACE = st.tuples(st.integers(0, 12), st.integers(0, 4))
CHANGE = st.one_of(
    st.tuples(st.just("type"), PLACE, st.sampled_from(TYPED)),
    st.tuples(st.just("column"), PLACE, st.sampled_from(TYPED)),
    st.tuples(st.just("row"), PLACE, st.sampled_from(TYPED)),
    st.tuples(st.just("leave out"), PLACE, st.none()),
    st.tuples(st.just("note"), PLACE, st.sampled_from(["4", "Changed to 2", "0 to 10"])),
)
CHANGES = st.lists(st.tuples(st.sampled_from(list(SHEETS)), CHANGE), max_size=3)
WORKBOOK = st.tuples(st.lists(st.sampled_from(list(SHEETS)), unique=True, min_size=1), CHANGES)
ANOTHER_KEY = ("Guidance", ("type", (1, 0), "5 = not yet, 3 = partly, 1 = fully"))


def changed(rows, changes):
    """Rows with something typed into them, and the notes at them."""
    rows = [list(row) for row in rows]
    notes = []
    for what, (row, column), typed in changes:
        row = min(row, len(rows) - 1)
        if what == "type":
            rows[row] += [None] * (column + 1 - len(rows[row]))
            rows[row][column] = typed
        elif what == "column":
            for each in rows:
                if len(each) > column:
                    each.insert(column, typed)
        elif what == "row":
            rows.insert(row, [*[None] * column, typed])
        elif what == "leave out":
            rows.pop(row)
        else:
            notes.append(Note(f"{'ABCDE'[column]}{row + 1}", typed))
    return rows, tuple(notes)


def workbook(names, changes=()):
    sheets = []
    for name in names:
        typed, notes = changed(SHEETS[name], [change for of, change in changes if of == name])
        sheets.append(replace(sheet_of_rows(typed, name), notes=notes))
    return Document(tuple(sheets))


def said(understanding, document, name):
    forms, log = understanding.understand(document, name)
    return [(f.instrument.instrument_id, f.sheet, f.fields, f.rows, f.log, f.columns, f.years_ago,
             f.answerable, f.unlike, f.earlier) for f in forms], log, \
        understanding.explain(document, name)  # fmt: skip


@pytest.fixture(scope="module")
def after_others():
    """What has understood many forms of the same layout already, and goes on to."""
    understanding = Understanding(INSTRUMENTS)
    for number in range(100):
        understanding.understand(workbook(list(SHEETS)[:3]), f"{number}.xlsx")
    return understanding


@settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    deadline=None,
)
@example([(["Copy", "Guidance"], []), (["Copy", "Guidance"], [ANOTHER_KEY])])
@given(st.lists(WORKBOOK, min_size=1, max_size=3))
def test_a_form_says_the_same_after_others_of_its_layout(after_others, workbooks):
    for number, (names, changes) in enumerate([*workbooks, workbooks[0]]):
        document, file = workbook(names, changes), f"ward {number}.xlsx"
        alone = said(Understanding(INSTRUMENTS), document, file)
        assert said(after_others, document, file) == alone
