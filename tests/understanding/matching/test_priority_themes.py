"""What a priority is about, told by what others write of each practice and challenge."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from tools.forms.words import WORDS
from trip_analytics.instruments import Example, built_in_instruments, load_instrument
from trip_analytics.understanding.matching.priority_themes import theme_matchers

INSTRUMENTS = built_in_instruments()
TRIP = load_instrument("trip")
CHALLENGES = load_instrument("template-a")
THEMES = theme_matchers(INSTRUMENTS)["trip"]

# 200 priorities that were written, and labelled twice, by somebody who did not know the examples;
# all are invented. priorities/README.md says how to read them.
with (Path(__file__).parent / "priorities" / "priorities.csv").open(encoding="utf-8") as file:
    WRITTEN = list(csv.DictReader(file))


def about(text, themes=THEMES):
    theme = themes.match(text)
    return theme.item_id if theme else None


def acceptable(row):
    """What a careful reader would accept of a priority; None for no answer."""
    named = {row["best"], *row["also"].split(";")} - {"", "none"}
    return named | {None} if row["fits"] == "maybe" or row["best"] == "none" else named


def test_most_priorities_that_surely_fit_are_told_right():
    surely = [row for row in WRITTEN if row["fits"] == "yes"]
    right = [row for row in surely if about(row["priority"]) in acceptable(row)]
    assert len(right) >= 0.85 * len(surely)
    best = [row for row in surely if about(row["priority"]) == row["best"]]
    assert len(best) >= 0.85 * len(surely)


def test_next_to_no_priority_is_told_wrongly():
    wrong = [
        row["priority"] for row in WRITTEN if about(row["priority"]) not in {None} | acceptable(row)
    ]
    assert len(wrong) <= 0.02 * len(WRITTEN), wrong


def test_no_example_is_one_of_the_priorities_that_the_examples_are_measured_by():
    examples = {example.text.casefold() for each in INSTRUMENTS for example in each.examples}
    assert not examples & {row["priority"].casefold() for row in WRITTEN}


@pytest.mark.parametrize(
    ("text", "item_id", "matched_by"),
    [
        ("Changing day-to-day interactions", "challenge-1", "wording"),
        ("ensuring organisational commitment.", "challenge-4", "wording"),
        ("We support the wellbeing of staff", "staff-wellbeing", "wording"),
        ("User involvement", "challenge-7", "name"),
        ("Stories that inspire hope", "hope-stories", "name"),
        ("A recovery champion for each shift", "challenge-4", "examples"),
        ("Business case for more peer worker posts", "challenge-8", "examples"),
        ("Carers to be invited to the ward round", "family-and-friends", "examples"),
    ],
)
def test_it_says_by_what_a_priority_was_told(text, item_id, matched_by):
    theme = THEMES.match(text)
    assert (theme.item_id, theme.matched_by) == (item_id, matched_by)


@pytest.mark.parametrize(
    "texts",
    [
        ("Care plans written with service users", "CPs written w SUs", "Care plan written with pt"),
        ("Peer support workers on the ward", "PSWs on the ward", "peer support worker on ward"),
        ("Carers at ward rounds", "Carers at WR", "carer at the ward round", "Carers in MDT"),
        ("Triangle of Care action plan", "ToC action plan", "TOC action plans"),
        ("Clinical supervision every month", "Clinical supervison every month"),
        ("Families asked at every review", "Famlies asked at every review"),
        ("Recovery college prospectus for everyone", "Recovery collage prospectus for everyone"),
        ("Crisis plan agreed with each client", "Crisis plan, on paper, agreed jointly w each SU"),
        ("Stories of people who moved on", "Storys of ppl who have since moved on"),
    ],
    ids=lambda texts: texts[0],
)
def test_abbreviations_plurals_spelling_and_words_between_hide_nothing(texts):
    assert len({about(text) for text in texts}) == 1
    assert about(texts[0]) is not None


@pytest.mark.parametrize(
    ("text", "item_id"),
    [
        ("Wellbeing plans for all staff", "staff-wellbeing"),
        ("WRAP for all staff in the team", "staff-wellbeing"),
        ("WRAP plans for all patients", "collaborative-notes"),
        ("Support group for carers", "family-and-friends"),
        ("Support group for staff", "staff-wellbeing"),
        ("Recovery training for all staff", "challenge-2"),
        ("Recovery college courses for all patients", "recovery-education"),
        ("Staff to be kinder to patients", "challenge-1"),
        ("Staff to be kinder to each other", "staff-wellbeing"),
        ("Employ peer workers", "challenge-8"),
        ("Peer workers to tell their own story to patients", "hope-stories"),
        ("Staff to share their own experience of mental illness", "challenge-9"),
        ("Debrief for staff after restraint", "staff-wellbeing"),
    ],
)
def test_who_does_what_for_whom_counts(text, item_id):
    assert about(text) == item_id


@pytest.mark.parametrize(
    "text",
    ["Risk", "Choice", "Community", "Notes", "Training", "Roles", "Learning", "Improve choice",
     "Better records", "Better food", "Garden", "Safety!", "More courses", "qwertyuiop",
     "Risk qwertyuiop", "", "  ", "?", "1"],
)  # fmt: skip
def test_single_general_words_never_answer_alone(text):
    assert about(text) is None


@pytest.mark.parametrize(
    "text",
    ["Fire safety training", "Risk register to be kept up to date", "E-roster signed off",
     "Infection control audit", "Datix backlog", "New laptops for the community team",
     "Improve communication", "Estates to fix the family room heating", "Ligature risk assessment",
     "Recruit more nurses", "Record keeping audit", "Supervision figures to HR",
     "Carers' car park", "Peer review by the Royal College", "Menu boards in the dining room",
     "Personal alarms for lone workers", "Personal independence payment forms", "Workforce plan",
     "Culture and diversity evening", "Ward leadership huddle"],
)  # fmt: skip
def test_words_that_practices_share_with_everyday_life_tell_none(text):
    assert about(text) is None


def test_guidance_speaks_of_no_challenge():
    for text in WORDS["other-sentences"]["guidance"]:
        assert about(text) not in CHALLENGES.item_ids, text


def test_what_a_person_said_settles_that_priority_and_helps_with_those_like_it():
    said = Example("choices", "Snoezelen corner for all")
    themes = theme_matchers(INSTRUMENTS, [said])["trip"]
    assert about("Snoezelen corner for all") is None
    theme = themes.match("snoezelen corner, for all")
    assert (theme.item_id, theme.matched_by) == ("choices", "decision")
    assert about("A Snoezelen corner", themes) == "choices"


def test_what_a_person_said_is_about_none_is_about_none():
    text = "Carers at the ward round"
    themes = theme_matchers(INSTRUMENTS, [Example(None, text)])["trip"]
    assert about(text) == "family-and-friends"
    assert about(text, themes) is None


def test_a_list_without_examples_borrows_those_of_the_practices_that_it_shares():
    ours = replace(TRIP, instrument_id="ours", examples=())
    renamed = {item_id: f"our-{item_id}" for item_id in TRIP.item_ids}
    items = tuple(
        replace(
            item,
            item_id=renamed[item.item_id],
            wordings=tuple(replace(w, item_id=renamed[item.item_id]) for w in item.wordings),
        )
        for item in TRIP.items[:4]
    )
    themes = theme_matchers([replace(ours, items=items), *INSTRUMENTS])["ours"]
    assert about("Care plans written with service users", themes) == "our-collaborative-notes"
    assert about("Crisis plans agreed with each client", themes) == "our-shared-safety"
    assert about("Reduce the use of restraint", themes) == "challenge-6"
    assert about("Carers at the ward round", themes) is None


def test_a_list_alone_tells_its_own_statements():
    ours = replace(TRIP, examples=())
    themes = theme_matchers([ours])["trip"]
    assert about("Staff wellbeing", themes) == "staff-wellbeing"
    assert about("We support the wellbeing of staff", themes) == "staff-wellbeing"


def test_the_nearest_examples_explain_an_answer():
    nearest = THEMES.nearest("Carers invited to the ward rounds")
    assert nearest[0].item_id == "family-and-friends"


def test_the_same_examples_always_give_the_same_answer():
    again = theme_matchers(INSTRUMENTS)["trip"]
    for row in WRITTEN[:40]:
        assert again.match(row["priority"]) == THEMES.match(row["priority"])
