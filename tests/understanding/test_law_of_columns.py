"""The law on forms of their own: other scales, other columns, other words, sections, ticks.

Each answer is in a table with the value that the form gives it, or in the log; a form that
says another scale is never taken as typed; no other column is taken for the answers.
"""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tools.forms.cells import page_of, sheet_of
from tools.forms.places import meet
from trip_analytics.instruments import built_in_instruments, load_instrument
from trip_analytics.reading import Document, Note
from trip_analytics.understanding import Understanding

TRIP = load_instrument("trip")
STATEMENTS = [item.wordings[0].text for item in TRIP.items]
ITEMS = TRIP.item_ids
UNDERSTANDING = Understanding(built_in_instruments())
NAMES = [point.label for point in TRIP.scale]
OWN_NAMES = ["Not at all", "A little", "Partly", "Mostly", "Fully"]

# What the form says of its scale, and what an answer of 1 to 4 then is: as it stands,
# turned round, or none.
AS_IT_IS, TURNED, NONE = "as it is", "turned", "none"
KEYS = [
    (None, AS_IT_IS),
    ("Please rate each statement from 1 to 5", AS_IT_IS),
    ("1 = not at all, 5 = fully", AS_IT_IS),
    ("; ".join(f"{n} - {name}" for n, name in enumerate(NAMES, 1)), AS_IT_IS),
    ("; ".join(f"{6 - n} - {name}" for n, name in enumerate(NAMES, 1)), TURNED),
    ("Score 1 = excellent, 5 = very poor", TURNED),
    ("Rate from 1 (always) to 5 (never)", TURNED),
    ("NB a low score means that the practice is well developed", TURNED),
    ("Please score each from 1 to 10", NONE),
    ("Rate each line from one (hardly ever) to four (nearly always)", NONE),
    ("0 = never, 1 = sometimes, 2 = often, 3 = usually, 4 = always", NONE),
    ("Rating: 1 = no, 2 = a little, 3 = mostly, 4 = fully", NONE),
]
HEADINGS = ["Rating", "Score", "Answer", "Response", "Self-assessment", "How well we do this",
            "Current position"]  # fmt: skip
ASIDE = ["Importance", "Risk rating", "Weight", "Confidence (1-5)", "Target", "Baseline",
         "Peer review", "Evidence rating", "Maturity level", "Stage", "Required level",
         "Max score", "Score at last review", "Staff trained"]  # fmt: skip
WORDS = [["Agree", "Disagree", "Neutral"], ["Red", "Amber", "Green"], ["Yes", "No", "Partly"],
         ["Always", "Sometimes", "Never"], ["Met", "Not met", "Part met"]]  # fmt: skip

LAW = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
ANSWERS = st.lists(st.integers(1, 4), min_size=8, max_size=8)


class Form:
    """A sheet that is filled in cell by cell."""

    def __init__(self):
        self.page = page_of([["Team:", "Ash Ward"]], "Form")
        self.put = self.page.put
        self.margins = ()

    def read(self):
        document = Document((replace(sheet_of(self.page), margins=self.margins),))
        (form,), log = UNDERSTANDING.understand(document, "ash.xlsx")
        return {row["item_id"]: row for row in form.rows["ratings"]}, log


def is_logged(log, address, severities=("error", "warning", "note")):
    return any(entry.severity in severities and meet(entry.cell, address) for entry in log)


def meant(scale, answer):
    return {AS_IT_IS: answer, TURNED: 6 - answer, NONE: None}[scale]


@LAW
@given(
    st.sampled_from(KEYS), st.sampled_from(["above", "below", "at the foot of the page"]),
    st.sampled_from(HEADINGS),
    st.lists(st.sampled_from(ASIDE), max_size=3, unique=True), st.integers(0, 3), ANSWERS,
    st.lists(st.integers(1, 5), min_size=8, max_size=8), st.booleans(),
)  # fmt: skip
def test_the_answers_are_read_by_the_forms_scale_whatever_stands_beside(
    key, where, heading, aside, place, answers, others, sections
):
    text, scale = key
    form = Form()
    heads = [*aside[:place], heading, *aside[place:], "Comments"]
    if where == "at the foot of the page" and text:
        form.margins = (Note("page footer", text),)
    else:
        form.put(16 if where == "below" and not sections else 3, 1, text)
    for column, head in enumerate(["Statement", *heads], start=1):
        form.put(4, column, head)
    own = 2 + min(place, len(aside))
    places = {}
    row = 5
    for number, (item, statement) in enumerate(zip(ITEMS, STATEMENTS, strict=True)):
        if sections and number in (3, 6):
            for column, head in enumerate([f"Section {number}", *heads], start=1):
                form.put(row, column, head)
            row += 1
        form.put(row, 1, statement)
        for column in range(2, 2 + len(aside) + 1):
            form.put(row, column, answers[number] if column == own else others[number])
        places[item] = f"{chr(64 + own)}{row}"
        row += 1
    rows, log = form.read()
    for item, answer in zip(ITEMS, answers, strict=True):
        assert rows[item]["rating"] == meant(scale, answer), item
        assert rows[item]["cell"] == places[item]
    errors = [entry.kind for entry in log if entry.severity == "error"]
    assert errors == (["another-scale"] if scale == NONE else [])
    assert ("scale-turned" in {entry.kind for entry in log}) == (scale == TURNED)


@LAW
@given(
    st.sampled_from([*HEADINGS, "Status", "Your view", "Do we do this?", None]),
    st.sampled_from(WORDS),
    st.lists(st.integers(0, 2), min_size=8, max_size=8).filter(lambda n: len(set(n)) > 1),
    st.booleans(),
)
def test_words_off_the_scale_are_all_asked_about(heading, words, chosen, numbered):
    form = Form()
    first = 2 if numbered else 1
    form.put(3, first, "Statement")
    form.put(3, first + 1, heading)
    for number, statement in enumerate(STATEMENTS):
        if numbered:
            form.put(4 + number, 1, number + 1)
        form.put(4 + number, first, statement)
        form.put(4 + number, first + 1, words[chosen[number]])
    rows, log = form.read()
    for number, item in enumerate(ITEMS):
        address = f"{chr(65 + first)}{4 + number}"
        assert rows[item]["rating"] is None
        assert is_logged(log, address, ("error",))
        assert any(e.found == words[chosen[number]] for e in log if meet(e.cell, address))


@LAW
@given(
    st.sampled_from([NAMES, OWN_NAMES, [""] * 5]), st.sampled_from(["{n}", "{name} ({n})",
                                                                    "{n} - {name}"]),
    st.booleans(), st.booleans(), st.lists(st.integers(1, 7), min_size=8, max_size=8),
    st.sampled_from(["x", "✓", "X"]),
)  # fmt: skip
def test_a_column_for_each_point_is_read_under_any_names(names, shape, turned, apart, chosen, mark):
    """Points under numbers that go up while the names go down are turned round."""
    form = Form()
    labels = names[::-1] if turned else names
    heads = [shape.format(n=n, name=name).strip(" -()") or str(n) if name else str(n)
             for n, name in enumerate(labels, start=1)]  # fmt: skip
    heads = [f"{head})" if "(" in head and not head.endswith(")") else head for head in heads]
    heads += ["N/A", "D/K"] if apart else []
    form.put(3, 1, "Statement")
    for column, head in enumerate(heads, start=2):
        form.put(3, column, int(head) if head.isdigit() else head)
    for number, statement in enumerate(STATEMENTS):
        form.put(4 + number, 1, statement)
        if chosen[number] <= len(heads):
            form.put(4 + number, 1 + chosen[number], mark)
    rows, log = form.read()
    named = any(names) and shape != "{n}"
    for number, item in enumerate(ITEMS):
        point, row = chosen[number], rows[item]
        if point <= 5:
            assert row["rating"] == (6 - point if turned and named else point)
        elif point > len(heads):
            assert row["state"] == "not-answered"
        else:
            assert row["state"] == ("not-applicable" if point == 6 else "unclear")
            address = f"{chr(65 + point)}{4 + number}"
            assert point == 6 or is_logged(log, address, ("error",))
