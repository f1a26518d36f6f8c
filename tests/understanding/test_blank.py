"""What stands where nobody has written, and what only looks so."""

import pytest

from trip_analytics.understanding.blank import (
    is_blank,
    is_guidance,
    is_placeholder,
    says_nobody,
    says_nothing,
)


@pytest.mark.parametrize("text", ["", " ", "_", "____", "_ _ _", "...", "……", "☐", "[ ]", "( )"])
def test_lines_and_boxes_to_write_on_are_blank(text):
    assert is_blank(text)


@pytest.mark.parametrize("text", ["-", "--", ".", "?", "x", "n/a", "✓", "(A )", "0"])
def test_what_somebody_may_have_meant_is_not_blank(text):
    assert not is_blank(text)


@pytest.mark.parametrize(
    "text",
    [
        "Choose an item.", "Click or tap here to enter text.", "Please select", "enter text",
        "type here", "insert team name", "[insert name]", "<name>", "{date}", "(name of lead)",
        "dd/mm/yyyy", "e.g. Ash Ward", "for example gardening",
    ],
)  # fmt: skip
def test_what_a_form_prints_for_an_answer_is_a_placeholder(text):
    assert is_placeholder(text)


@pytest.mark.parametrize(
    "text",
    [
        "Add peer workers", "Write a plan", "Select new staff", "Enter the community",
        "Click and collect", "Type 2 diabetes team", "[Sam]", "(Acute)", "Team",
    ],
)  # fmt: skip
def test_what_a_team_may_write_is_no_placeholder(text):
    assert not is_placeholder(text)


@pytest.mark.parametrize(
    "text",
    ["Please list up to three priorities.", "(please complete)", "(in full)", "(what it is)"],
)
def test_guidance_tells_how_to_fill_in_a_form(text):
    assert is_guidance(text)


@pytest.mark.parametrize("text", ["(A )", "(JS)", "(a peer worker)", "(Jane Doe)", "Add peers"])
def test_brackets_alone_are_no_guidance(text):
    assert not is_guidance(text)


@pytest.mark.parametrize(
    "text", ["n/a", "N.A.", "none", "nil", "nothing", "tbc", "TBD", "(tbc)", "-"]
)
def test_a_word_for_nothing_says_nothing(text):
    assert says_nothing(text)
    assert says_nobody(text)


@pytest.mark.parametrize(
    "text", ["nobody", "no one", "vacant", "awaiting recruitment", "no lead yet"]
)
def test_a_word_for_nobody_says_that_there_is_none(text):
    assert says_nobody(text)
    assert not says_nothing(text)


@pytest.mark.parametrize("text", ["Nona", "Nil Patel", "None of the above group leads", "Sam"])
def test_a_name_is_somebody(text):
    assert not says_nobody(text)
