"""The law: each cell of a form is in a table or in the log, and no answer is guessed."""

import datetime as dt

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tools.forms.cells import cell_of, sheet_of
from tools.forms.page import Page
from trip_analytics.instruments import built_in_instruments, load_instrument
from trip_analytics.reading import Document, Sheet
from trip_analytics.understanding import Understanding
from trip_analytics.understanding.fields.field_labels import label_of
from trip_analytics.understanding.form_page import Printed

TRIP = load_instrument("trip")
STATEMENTS = [item.wordings[0].text for item in TRIP.items]

MARKS = [
    (4, 4), ("4 ", 4), ("four", 4), ("3 - mostly", 3), ("5/5", 5), ("2.0", 2), (1, 1),
    ("n/a", "not-applicable"), ("not applicable to us", "not-applicable"),
    ("3-4", "unclear"), ("?", "unclear"), (3.5, "unclear"), (45, "unclear"), ("-", "unclear"),
    (dt.date(2025, 4, 3), "unclear"), ("we do this a lot", "unclear"), ("✓", "unclear"),
    (None, "not-answered"),
]  # fmt: skip
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)


@st.composite
def filled_forms(draw):
    """A form in a random layout with random human entries, and what each entry means."""
    order = draw(st.permutations(range(8)))
    per_point = draw(st.booleans())
    down, right = draw(st.integers(0, 4)), draw(st.integers(0, 3))
    comments_first = draw(st.booleans()) and not per_point
    page, meant, remarks = Page("Form"), {}, {}
    put = page.put
    top, left = down + 3, right + 1
    put(1, 1, "Team:")
    put(1, 2, "Ash Ward")
    answer, comment = (left + 2, left + 1) if comments_first else (left + 1, left + 2)
    put(top - 1, left, "Statement")
    if per_point:
        comment = left + 6
        for point in range(1, 6):
            put(top - 1, left + point, point)
    else:
        put(top - 1, answer, "Rating (1-5)")
    put(top - 1, comment, "Comments")
    for line, index in enumerate(order):
        row, item = top + line, TRIP.items[index].item_id
        put(row, left, STATEMENTS[index])
        if per_point:
            ticked = draw(st.lists(st.integers(1, 5), max_size=2, unique=True))
            for point in ticked:
                put(row, left + point, "✓")
            one = ticked[0] if len(ticked) == 1 else None
            meant[item] = one or ("unclear" if ticked else "not-answered")
        else:
            content, meaning = draw(st.sampled_from(MARKS))
            put(row, answer, content)
            meant[item] = meaning
        if draw(st.booleans()):
            remarks[item] = draw(SENTENCES)
            put(row, comment, remarks[item])
    # "DATE:" is a label, and "Describe:" is printed on forms.
    general = draw(SENTENCES.filter(lambda text: label_of(text) is None and not PRINTED(text)))
    put(top + 10, left, "General comments:")
    where = put(top + 10, left + 1, general)
    return Document((sheet_of(page),)), meant, remarks, (where, general)


UNDERSTANDING = Understanding(built_in_instruments())
PRINTED = Printed(built_in_instruments()).holds


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(filled_forms())
def test_nothing_is_lost_and_nothing_guessed(filled):
    document, meant, remarks, (where, general) = filled
    (form,), log = UNDERSTANDING.understand(document, "ash.xlsx")
    ratings = {row["item_id"]: row for row in form.rows["ratings"]}
    logged = {address for entry in log for address in (entry.cell or "").split(":")}
    for item, meaning in meant.items():
        row = ratings[item]
        got = row["rating"] if row["state"] == "rated" else row["state"]
        assert got == meaning
        if meaning == "unclear":
            assert row["cell"].split(":")[0] in logged
    for item, remark in remarks.items():
        assert ratings[item]["comment"] == remark.strip()
    assert [entry.found for entry in log if entry.cell == where] == [general]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(filled_forms(), st.data())
def test_every_cell_of_a_form_is_in_a_table_or_in_the_log(filled, data):
    """Cells anybody adds anywhere on the form's sheet are accounted for as well."""
    document, *_ = filled
    cells = dict(document.sheets[0].cells)
    row, column = data.draw(st.integers(1, 30)), data.draw(st.integers(1, 12))
    if (row, column) in cells:
        return
    added = f"zz{data.draw(WORDS)}zz"
    cells[row, column] = cell_of(row, column, added)
    (form,), log = UNDERSTANDING.understand(Document((Sheet("Form", cells, ()),)), "ash.xlsx")
    in_tables = [value for rows in form.rows.values() for one in rows for value in one.values()]
    in_log = [entry.found for entry in log]
    fields = [form.fields.team, form.fields.service_line, form.fields.organisation]
    texts = [*in_tables, *in_log, *(field.text for field in fields if field)]
    assert any(added in text for text in texts if isinstance(text, str))
