from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trip_analytics.instruments import load_instrument
from trip_analytics.understanding.matching.item_matcher import ItemMatcher
from trip_analytics.understanding.plain_text import tidy, without_number

TRIP = load_instrument("trip")
CHALLENGES = load_instrument("template-a")
WORDINGS = [(w, i) for i in (TRIP, CHALLENGES) for w in i.wordings]


@pytest.mark.parametrize(
    ("wording", "instrument"), WORDINGS, ids=lambda x: getattr(x, "wording_id", "")
)
def test_every_known_wording_is_its_own_item(wording, instrument):
    match = ItemMatcher(instrument).match(wording.text)
    assert match.item_id == wording.item_id
    assert match.exact


@given(st.sampled_from(WORDINGS), st.data())
def test_a_typing_slip_changes_nothing(chosen, data):
    wording, instrument = chosen
    place = data.draw(st.integers(1, len(wording.text) - 2))
    mistyped = wording.text[:place] + wording.text[place + 1 :]
    assert ItemMatcher(instrument).match(mistyped).item_id == wording.item_id


@pytest.mark.parametrize(
    ("text", "item_id"),
    [
        ("We involve significant others in care planning", "family-and-friends"),
        ("6. We provide examples of real success stories", "hope-stories"),
        ("We support the wellbeing of staff", "staff-wellbeing"),
        ("We write notes in collaboration with service users", "collaborative-notes"),
        ("We offer everyone access to recovery education", "recovery-education"),
        ("We offer eveyrone in our service access to recoevry educaiton", "recovery-education"),
        ("We work with sevrice users to unedrstand their perpsective on 'risk'", "shared-safety"),
        ("We encoruage people to make their own chocies", "choices"),
    ],
)
def test_a_shortened_statement_is_known(text, item_id):
    assert ItemMatcher(TRIP).match(text).item_id == item_id


@pytest.mark.parametrize(
    "text",
    ["6 staff, 4 service users", "What we can draw on", "We grow our own vegetables", "Comments",
     "Good practice statement", "We support staff", "People said they feel listened to on the ward",
     "", "x", "We have service users on interview panels"],
)  # fmt: skip
def test_other_text_is_no_statement(text):
    assert ItemMatcher(TRIP).match(text) is None


STATEMENT = "We support the wellbeing of staff (e.g. wellbeing plans, supervision and appraisal"
STATEMENT += " including personal reflections and wellbeing)."


@pytest.mark.parametrize(
    "text",
    ["Q8. {}", "8) {}", "(8) {}", "Statement 8: {}", "h) {}", "8 - {}", "1.8 {}", "• {}", "Q8 {}",
     "Please rate each statement [{}]", "Good practice [8. {}]", "{} (1-5)", "{} *",
     "{} * required",     "{} (please rate from 1 to 5)", "{}\n", "\u200b{}"],
)  # fmt: skip
def test_what_is_printed_around_a_statement_changes_nothing(text):
    match = ItemMatcher(TRIP).match(text.format(STATEMENT))
    assert match.item_id == "staff-wellbeing"
    assert match.exact


@pytest.mark.parametrize(
    "text",
    ["How would you rate: {}", "Please rate: {}", "To what extent does your team do this? {}",
     "{} Please give examples in the comments box.", "{}\nThink about night staff too.",
     "{}\n(our comment: not at night)", "{} (our rating was 3)"],
)  # fmt: skip
def test_words_beside_a_statement_are_told(text):
    match = ItemMatcher(TRIP).match(text.format(STATEMENT))
    assert match.item_id == "staff-wellbeing"
    assert not match.exact


@pytest.mark.parametrize("most", [40, 60, 80])
@pytest.mark.parametrize(
    ("wording", "instrument"), WORDINGS, ids=lambda x: getattr(x, "wording_id", "")
)
def test_a_statement_cut_off_is_known(wording, instrument, most):
    match = ItemMatcher(instrument).match(f"3. {wording.text[:most]}...")
    assert match.item_id == wording.item_id


@pytest.mark.parametrize("instrument", [TRIP, CHALLENGES])
def test_an_items_short_name_is_known(instrument):
    for item in instrument.items:
        assert ItemMatcher(instrument).match(f"{item.number}. {item.label}").item_id == item.item_id


@pytest.mark.parametrize(
    "text",
    ["We support the well-being of our staff", "The team supports the wellbeing of staff",
     "Wellbeing of staff", "We support the wellbeing of staff with supervision and appraisal",
     STATEMENT.replace("staff", "Staff").upper(), STATEMENT.replace("We support", "We help")],
)  # fmt: skip
def test_a_statement_in_other_words_is_known(text):
    match = ItemMatcher(TRIP).match(text)
    assert match.item_id == "staff-wellbeing"


@pytest.mark.parametrize(
    "word", ["patients", "people using the service", "people who use services", "clients"]
)
def test_people_using_services_are_called_many_names(word):
    text = f"We work with {word} to understand their perspective on risk"
    assert ItemMatcher(TRIP).match(text).item_id == "shared-safety"


@pytest.mark.parametrize(
    "text",
    [STATEMENT.replace("of staff", "of carers"), STATEMENT.replace("of staff", "of service users"),
     "We support the wellbeing of carers", "We support the wellbeing of service users",
     "We support the wellbeing of families and friends"],
)  # fmt: skip
def test_a_statement_about_others_is_another(text):
    assert ItemMatcher(TRIP).match(text) is None


@pytest.mark.parametrize("denied", ["We do not", "We don't", "We never", "We rarely", "We cannot"])
@pytest.mark.parametrize("wording", TRIP.wordings, ids=lambda wording: wording.wording_id)
def test_a_statement_denied_is_none(wording, denied):
    assert ItemMatcher(TRIP).match(wording.text.replace("We", denied, 1)) is None


def test_a_statement_that_denies_something_itself_is_known_without_its_end():
    text = "We encourage people to make their own choices even if we do not agree"
    assert ItemMatcher(TRIP).match(text).item_id == "choices"


def test_notes_deny_nothing():
    text = "We do not develop care plans in collaboration with service users"
    assert ItemMatcher(TRIP).match(text) is None
    text = "We develop care plans and write notes in collaboration with service users"
    assert ItemMatcher(TRIP).match(text).item_id == "collaborative-notes"


def test_a_long_text_is_no_statement():
    assert ItemMatcher(TRIP).match(f"{STATEMENT} " + "And so on and so forth. " * 40) is None


@pytest.mark.parametrize(
    ("text", "line", "number"),
    [("3. We", "We", 3), ("Q3 We", "We", 3), ("No. 3 We", "We", 3), ("c) We", "We", None),
     ("• We", "We", None), ("2017 We", "2017 We", None), ("3-4 times", "3-4 times", None),
     ("A ward", "A ward", None)],
)  # fmt: skip
def test_numbers_before_a_line(text, line, number):
    assert without_number(text) == (line, number)


def test_what_takes_no_room_and_dashes_of_every_kind_are_plain():
    assert tidy("\ufeffco\u00adproduced\u200b ‑ ‘x’\u00a0") == "coproduced - 'x'"


def test_a_text_as_near_to_two_statements_is_neither():
    items = tuple(
        replace(
            item,
            wordings=(replace(item.wordings[0], text=f"We plan {what} with people's families"),),
        )
        for item, what in zip(TRIP.items, ["care", "cars"], strict=False)
    )
    matcher = ItemMatcher(replace(TRIP, items=items))
    assert matcher.match("We plan care with people's families").item_id == items[0].item_id
    assert matcher.match("We plan cart with people's families") is None


def test_words_decide_and_the_number_lies():
    # The 2013 slides print "Transforming the workforce" as 6, which was risk in 2010.
    match = ItemMatcher(CHALLENGES).match("6. Transforming the workforce")
    assert match.item_id == "challenge-8"
