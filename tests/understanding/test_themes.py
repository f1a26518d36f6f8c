"""What a priority is about: a practice first, else a challenge, else neither."""

import pytest

from benchmarks.other_sentences import EVERY_KIND
from trip_analytics.instruments import built_in_instruments, load_instrument
from trip_analytics.understanding.themes import ThemeMatcher, practices_then_challenges
from trip_analytics.understanding.wording import ItemMatcher

INSTRUMENTS = built_in_instruments()
MATCHERS = {each.instrument_id: ItemMatcher(each) for each in INSTRUMENTS}
PRACTICES = ThemeMatcher(load_instrument("trip"), MATCHERS["trip"])
BOTH = practices_then_challenges(INSTRUMENTS, MATCHERS)["trip"]
CHALLENGES = load_instrument("template-a")


def test_a_priority_about_no_practice_may_be_about_a_challenge():
    for text, item_id, matched_by in [
        ("Changing day-to-day interactions", "challenge-1", "wording"),
        ("ensuring organisational commitment.", "challenge-4", "wording"),
        ("User involvement", "challenge-7", "name"),
        ("A life beyond illness", "challenge-10", "name"),
        ("All staff to have recovery training", "challenge-2", "key words"),
        ("Name a recovery champion on each shift", "challenge-4", "key words"),
        ("Business case for peer worker posts", "challenge-8", "key words"),
    ]:
        theme = BOTH.match(text)
        assert (theme.item_id, theme.matched_by) == (item_id, matched_by), text
        assert PRACTICES.match(text) is None


@pytest.mark.parametrize("key_word", CHALLENGES.key_words, ids=lambda each: each.phrase)
def test_each_key_word_of_a_challenge_tells_it_unless_a_practice_is_spoken_of(key_word):
    assert BOTH.match(f"Ours is {key_word.phrase} from May").item_id == key_word.item_id
    assert BOTH.match(f"{key_word.phrase} for carers").item_id == "family-and-friends"


@pytest.mark.parametrize(
    ("text", "practice"),
    [
        ("Set up a Recovery College", "recovery-education"),
        ("Establishing a Recovery Education Unit", "recovery-education"),
        ("Increasing choice and 'personalisation'", "choices"),
        ("Changing approaches to risk assessment and management", "shared-safety"),
        ("Anti-stigma work in the community", "roles-and-connections"),
    ],
)
def test_a_practice_goes_before_a_challenge(text, practice):
    assert BOTH.match(text) == PRACTICES.match(text)
    assert BOTH.match(text).item_id == practice


def test_what_speaks_of_two_practices_alike_is_about_no_challenge_either():
    text = "Carers and hope, against stigma"
    assert BOTH.match("Something against stigma").item_id == "challenge-10"
    assert BOTH.match(text) is None


# Lines of comments, guidance, headings, other lists and other challenges that are near the topic.
# Of the priorities among them one is about a challenge: peer workers are the new workforce.
def test_nothing_near_the_topic_is_taken_for_a_challenge():
    found = [
        (text, theme.item_id)
        for kind in EVERY_KIND.values()
        for text in kind
        if (theme := BOTH.match(text)) and theme.item_id in CHALLENGES.item_ids
    ]
    assert found == [("Increase the number of peer support workers", "challenge-8")]


@pytest.mark.parametrize(
    "text",
    ["Peer worker to run the walking group", "Recruit more nurses", "Personalisation of bedrooms",
     "Culture and diversity evening", "Ward leadership huddle", "Fire training", "Workforce plan",
     "Involvement in meal planning", "Personal independence payment advice", "Housing advice"],
)  # fmt: skip
def test_words_that_challenges_share_with_everyday_life_tell_none(text):
    assert BOTH.match(text) is None


def test_every_practice_is_told_as_without_challenges():
    texts = [w.text for w in load_instrument("trip").wordings]
    texts += [f"More {each.phrase}" for each in load_instrument("trip").key_words]
    for text in texts:
        if PRACTICES.match(text):
            assert BOTH.match(text) == PRACTICES.match(text)
