import datetime as dt
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trip_analytics.instruments import load_instrument
from trip_analytics.reading import Cell
from trip_analytics.understanding.marks import is_ticked, read_mark, read_ticks

SCALE = load_instrument("trip").scale
STAGES = load_instrument("template-a").scale


def text(content, **more):
    return Cell(1, 1, "A1", content, content, "text", **more)


@pytest.mark.parametrize(
    ("content", "rating"),
    [
        (4, 4), (4.0, 4), ("4", 4), ("4 ", 4), (" 4.0", 4), ("four", 4), ("Four", 4),
        ("4/5", 4), ("4 out of 5", 4), ("4 - mostly", 4), ("4 – mostly", 4), ("4 (mostly)", 4),
        ("4, with the new rota", 4), ("4.", 4), ("Rating: 4", 4), ("5/5", 5), ("Well developed", 4),
        ("4 Well developed", 4),
        ("３", 3),
    ],
)  # fmt: skip
def test_a_clear_mark_is_read(make_cell, content, rating):
    mark = read_mark(make_cell(content), SCALE)
    assert (mark.state, mark.value) == ("rated", rating)


@pytest.mark.parametrize(
    "content",
    [
        "3-4", "3/4", "3.5", 3.5, 3.67, "3½", "?", "4?", "-", "don't know", "4 or 5", "3 to 4",
        "4+", "4-", "0", 0, "6", 6, 45, "45", -3, "✓", "x", "yes", "3 staff trained", "2 of us",
        "one of our better areas", "we do this", "4 5", "4 - maybe a five", "4 - not sure",
        "#REF!x", dt.date(2025, 4, 3), True, "4%", "1st",
        "5 (was 3)", "4/10", "1,500",
    ],
)  # fmt: skip
def test_an_unclear_mark_is_never_guessed(make_cell, content):
    mark = read_mark(make_cell(content), SCALE)
    assert mark.state == "unclear"
    assert mark.value is None
    assert mark.why


@pytest.mark.parametrize(
    "content", ["n/a", "N/A", "NA", "na", "Not applicable to us", "n/a - ward"]
)
def test_not_applicable_in_any_words(make_cell, content):
    assert read_mark(make_cell(content), SCALE).state == "not-applicable"


def test_blank_cells_are_not_answered(make_cell):
    assert read_mark(None, SCALE).state == "not-answered"
    assert read_mark(make_cell("  "), SCALE).state == "not-answered"


def test_an_error_and_a_lost_formula_are_unclear():
    assert read_mark(Cell(1, 1, "A1", "#REF!", "#REF!", "error"), SCALE).state == "unclear"
    lost = Cell(1, 1, "A1", "", None, "number", formula="SUM(A2:A3)")
    assert read_mark(lost, SCALE).state == "unclear"


def test_what_is_struck_through_is_no_answer():
    assert read_mark(text("3 4", struck="3"), SCALE).value == 4
    assert read_mark(text("3", struck="3"), SCALE).state == "not-answered"


def test_a_number_is_what_is_stored_not_what_is_shown():
    assert read_mark(Cell(1, 1, "A1", "4", 3.67, "number"), SCALE).state == "unclear"


@pytest.mark.parametrize(
    ("content", "stage"), [(2, 2), ("Stage 2", 2), ("stage 3", 3), ("Development", 2), ("2/3", 2)]
)
def test_stages_are_read_by_their_own_scale(make_cell, content, stage):
    assert read_mark(make_cell(content), STAGES).value == stage


@given(st.text(max_size=30))
def test_whatever_is_written_is_a_rating_only_with_its_digit_or_word_in_it(written):
    mark = read_mark(text(written), SCALE)
    if mark.state == "rated":
        point = SCALE[mark.value - 1]
        words = ("one", "two", "three", "four", "five")
        shown = {str(point.value), words[point.value - 1], point.label.casefold()}
        plain = unicodedata.normalize("NFKC", written).casefold()
        assert any(word in plain for word in shown)


@pytest.mark.parametrize("content", ["✓", "✔", "x", "X", "☑", "☒", "Y", "yes", "1", 1, True, "[x]"])
def test_a_tick_is_a_tick(make_cell, content):
    assert is_ticked(make_cell(content)) is True


@pytest.mark.parametrize(("font", "letter"), [("Wingdings", "ü"), ("Wingdings 2", "P")])
def test_a_tick_is_a_tick_in_whatever_font(font, letter):
    assert is_ticked(text(letter, font=font)) is True
    assert is_ticked(text(letter)) is None


@pytest.mark.parametrize("content", ["☐", "[ ]", False, "  "])
def test_an_empty_box_is_no_tick(make_cell, content):
    assert is_ticked(make_cell(content)) is False


def row(make_cell, *contents):
    return {
        value: None if content is None else make_cell(content)
        for value, content in enumerate(contents, start=1)
    }


def test_one_tick_is_the_answer(make_cell):
    mark, ticked = read_ticks(row(make_cell, None, None, "✓", None, None))
    assert (mark.state, mark.value, ticked.text) == ("rated", 3, "✓")


def test_the_columns_own_number_is_a_tick_and_another_is_not(make_cell):
    assert read_ticks(row(make_cell, None, None, None, 4, None))[0].value == 4
    assert read_ticks(row(make_cell, None, None, None, 3, None))[0].state == "unclear"


def test_no_tick_is_not_answered_and_two_are_unclear(make_cell):
    assert read_ticks(row(make_cell, None, None, None, None, None))[0].state == "not-answered"
    assert read_ticks(row(make_cell, "x", None, "x", None, None))[0].state == "unclear"


def test_a_tick_for_not_applicable(make_cell):
    none = row(make_cell, None, None, None, None, None)
    assert read_ticks(none, make_cell("x"))[0].state == "not-applicable"
    assert read_ticks(row(make_cell, "x", None, None, None, None), make_cell("x"))[0].state == (
        "unclear"
    )
