from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trip_analytics.instruments import load_instrument
from trip_analytics.understanding.wording import ItemMatcher

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
