"""The law: whatever a person types where a form asks something is in a table or in the log."""

import unicodedata

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from trip_analytics.instruments import load_instrument

STATEMENTS = [item.wordings[0].text for item in load_instrument("trip").items]
TRIP = [
    ["Team:", "Ash Ward"],
    ["Service line:", "Rehabilitation"],
    ["Date of review:", "12/03/2025"],
    [],
    ["Statement", "Rating (1-5)", "Comments"],
    *([statement, 4, "as last year"] for statement in STATEMENTS),
    [],
    ["Our priorities"],
    [
        "Priority", "Action", "How will we know?", "By when", "Progress", "Staff lead",
        "Service user lead",
    ],
    ["Garden", "Dig", "Flowers", "31/05/2026", "Started", "Ann Lee", "Bo Day"],
    [],
    ["Assets"],
    ["Category", "What we can draw on"],
    ["Skills", "Guitar"],
    ["Community", "Allotment society"],
    [],
    ["General comments:", "A good year"],
]  # fmt: skip
PLAN = [
    ["Organisational challenge:", "Transforming the workforce"],
    ["Current standard", "Stage 1", "Stage 2", "Stage 3"],
    [None, None, "x", None],
    ["Describe:", "Two peers in post"],
    ["Local goals", "Four peers"],
    ["Actions required:", "Recruit"],
    ["Evidence sources:", "HR data"],
    ["Date agreed:", "12/03/2025"],
    ["Commissioner lead:", "Ann Lee"],
]
PLACES = {
    "the team": (TRIP, 0, 1),
    "the service line": (TRIP, 1, 1),
    "the date": (TRIP, 2, 1),
    "an answer": (TRIP, 6, 1),
    "a comment": (TRIP, 6, 2),
    "a priority": (TRIP, 16, 0),
    "an action": (TRIP, 16, 1),
    "a measure": (TRIP, 16, 2),
    "when it is due": (TRIP, 16, 3),
    "progress": (TRIP, 16, 4),
    "a staff lead": (TRIP, 16, 5),
    "a service user lead": (TRIP, 16, 6),
    "a category": (TRIP, 20, 0),
    "an asset": (TRIP, 20, 1),
    "a general comment": (TRIP, 23, 1),
    "a plan's standard": (PLAN, 3, 1),
    "a plan's goal": (PLAN, 4, 1),
    "a plan's action": (PLAN, 5, 1),
    "a plan's evidence": (PLAN, 6, 1),
    "a plan's date": (PLAN, 7, 1),
    "a plan's lead": (PLAN, 8, 1),
}
# What people type, and what forms print to be typed over, in every bracket.
PHRASES = st.sampled_from(
    """
    n/a|none|nil|nobody|tbc|to be confirmed|vacant|blank|not yet|please enter|choose an item
    |insert name|type here|e.g.|for example gardens|dd/mm/yyyy|A|JS|sam|peer lead|team|name|12
    |4|yes|as above|add peer workers|list up to three priorities here|look after the garden!|xx
    """.replace("\n", "").split("|")
).map(str.strip)
WORDS = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=8)
BRACKETS = st.sampled_from(["{}", "({})", "({} )", "[{}]", "<{}>", "{}.", "- {}", "__{}__"])
TEXTS = st.builds(
    lambda words, bracket: bracket.format(" ".join(words)),
    st.lists(PHRASES | WORDS, min_size=1, max_size=4),
    BRACKETS,
)


def at(rows, row, column, text):
    """The rows with another text at one place, and its address."""
    changed = [list(cells) for cells in rows]
    changed[row][column] = text
    return changed, f"{chr(65 + column)}{row + 1}"


def bare(text):
    """Letters and digits alone: lists lose their bullets, and lines to write on their dashes."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text))).casefold()


def says(values, text):
    """Whether one of the values is the text, or goes on from the number before it."""
    wanted = bare(text)
    texts = [bare(value) for value in values if isinstance(value, str)]
    return any(wanted in t or (t and wanted.removesuffix(t).isdecimal()) for t in texts)


def is_accounted_for(forms, log, text, address):
    log = [*log, *(entry for form in forms for entry in form.log)]
    if any(address in (entry.cell or "").replace(",", ":").split(":") for entry in log):
        return True
    rows = [row for form in forms for table in form.rows.values() for row in table]
    fields = [form.fields for form in forms]
    values = [value for row in rows for value in row.values()]
    values += [field.text for f in fields for field in (f.team, f.service_line, f.title) if field]
    if says(values, text):
        return True
    answered = [row for row in rows if row.get("cell") == address]
    return any(row.get("state") in ("rated", "not-applicable") for row in answered)


LEADS = [place for place in PLACES if place.endswith(("staff lead", "user lead"))]
OTHERS = [place for place in PLACES if place not in LEADS]
LAW = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    deadline=None,
)


def check(understand, sheet, text, address):
    if not any(character.isalpha() for character in text):  # forms print numbers and dots
        return
    forms, log = understand(sheet)
    assert forms
    assert is_accounted_for(forms, log, text, address), f"{text!r} at {address}"


@LAW
@given(st.sampled_from(OTHERS), TEXTS)
def test_no_text_is_lost(understand, make_sheet, place, text):
    rows, address = at(*PLACES[place], text)
    check(understand, make_sheet(rows), text, address)


@LAW
@given(st.sampled_from(LEADS), TEXTS)
@example("a service user lead", "(A )")
def test_no_lead_is_lost(understand, make_sheet, place, text):
    rows, address = at(*PLACES[place], text)
    check(understand, make_sheet(rows), text, address)


@pytest.mark.parametrize("name", ["(A )", "(a peer worker)"])
def test_a_lead_in_brackets_is_a_lead(understand, make_sheet, name):
    rows, _ = at(*PLACES["a service user lead"], name)
    (form,), _ = understand(make_sheet(rows))
    assert form.rows["priorities"][0]["service_user_lead"] is True
