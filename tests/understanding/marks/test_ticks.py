import pytest

from trip_analytics.instruments import load_instrument
from trip_analytics.reading import Cell
from trip_analytics.understanding.marks.answer_cells import is_ticked, read_ticks
from trip_analytics.understanding.marks.ticks import tick_in


def text(content, **more):
    return Cell(1, 1, "A1", content, content, "text", **more)


def row(make_cell, *contents):
    return {
        value: None if content is None else make_cell(content)
        for value, content in enumerate(contents, start=1)
    }


@pytest.mark.parametrize(
    "content",
    ["✓", "✔", "✔️", "√", "☑", "☒", "✗", "✘", "×", "✖", "✅", "🗸", "●", "•", "■", "*", "/", "\\",
     "\\/", "v", "V", "x", "X", "xx", "✓✓", "Y", "yes", "Yes.", "tick", "Ticked", "1", 1, "1.0",
     True, "TRUE", "[x]", "(x)", "[ X ]", "(✓)"],
)  # fmt: skip
def test_a_tick_is_a_tick(make_cell, content):
    assert is_ticked(make_cell(content)) is True


@pytest.mark.parametrize(
    ("font", "letter"),
    [("Wingdings", "ü"), ("Wingdings", "\uf0fc"), ("Wingdings", "x"), ("Wingdings", "l"),
     ("Wingdings 2", "P"), ("Webdings", "a"), ("Symbol", "Ö")],
)  # fmt: skip
def test_a_tick_is_a_tick_in_whatever_font(font, letter):
    assert is_ticked(text(letter, font=font)) is True


@pytest.mark.parametrize("letter", ["ü", "P", "l", "Ö", "a"])
def test_a_letter_in_a_font_of_letters_is_no_tick(letter):
    assert is_ticked(text(letter)) is None


def test_an_unknown_picture_is_neither():
    assert is_ticked(text("J", font="Wingdings")) is None


@pytest.mark.parametrize("content", ["☐", "□", "[ ]", False, "FALSE", "  ", "No", "N", "0", 0])
def test_an_empty_box_and_a_no_are_no_tick(make_cell, content):
    assert is_ticked(make_cell(content)) is False
    assert is_ticked(text("¨", font="Wingdings")) is False


@pytest.mark.parametrize("content", ["?", "needs work", "2", "-", "x?", "✓ not sure", "✓+", "½"])
def test_other_than_a_tick_is_neither(make_cell, content):
    assert is_ticked(make_cell(content)) is None


def test_a_lost_formula_and_an_error_are_neither():
    assert is_ticked(Cell(1, 1, "A1", "", None, "number", formula="B1")) is None
    assert is_ticked(Cell(1, 1, "A1", "#REF!", "#REF!", "error")) is None


def test_a_struck_tick_is_no_tick(make_cell):
    struck = Cell(1, 1, "A1", "✓", "✓", "text", struck="✓")
    assert is_ticked(struck) is False
    cells = row(make_cell, None, "x", None) | {1: struck}
    assert read_ticks(cells)[0].value == 2


@pytest.mark.parametrize("content", ["x - just about", "x just about", "✓ mostly", "✓ (mostly)",
                                     "Yes, in the main", "mostly ✓"])  # fmt: skip
def test_a_tick_with_words_is_a_tick(content):
    tick = tick_in(content)
    assert tick.chosen
    assert tick.beside


@pytest.mark.parametrize("content", ["yes but not always", "xylophone", "very good", "y not"])
def test_words_that_begin_like_a_tick_are_none(content):
    assert not tick_in(content).chosen


def test_one_tick_is_the_answer(make_cell):
    mark, ticked = read_ticks(row(make_cell, None, None, "✓", None, None))
    assert (mark.state, mark.value, mark.beside, ticked.text) == ("rated", 3, False, "✓")
    mark, _ = read_ticks(row(make_cell, None, None, "x - just about", None, None))
    assert (mark.value, mark.beside) == (3, True)


def test_the_columns_own_number_is_a_tick_and_another_is_not(make_cell):
    assert read_ticks(row(make_cell, None, None, None, 4, None))[0].value == 4
    assert read_ticks(row(make_cell, None, None, None, "four", None))[0].value == 4
    assert read_ticks(row(make_cell, None, None, None, 3, None))[0].state == "unclear"


@pytest.mark.parametrize(
    "contents",
    [("-", "-", "✓", "-", "-"), ("N", "N", "Y", "N", "N"), (0, 0, 1, 0, 0),
     ("☐", "☐", "☒", "☐", "☐"), (False, False, True, False, False), ("x", "x", "✓", "x", "x"),
     (1, 2, "✓", 4, 5), (1, 2, "(3)", 4, 5), (1, 2, "3 ✓", 4, 5), (None, None, "[x]", "[ ]", None)],
)  # fmt: skip
def test_an_answer_among_denials_and_printed_numbers(make_cell, contents):
    assert read_ticks(row(make_cell, *contents))[0].value == 3


@pytest.mark.parametrize(
    ("contents", "why"),
    [
        (("x", None, "x", None, None), "more than one column is ticked"),
        (("x", None, "✓", None, None), "more than one column is ticked"),
        ((1, None, "✓", None, None), "more than one column is ticked"),
        (("✓", "✓", "x", "✓", "✓"), "more than one column is ticked"),
        ((1, 2, 3, 4, 5), "the whole scale is there and none of its numbers is marked"),
        (("-", "-", "-", "-", "-"), "there are only dashes"),
        ((None, "No", None, None, None), "there are only dashes"),
        ((None, "don't know", None, None, None), "it says that they do not know"),
        ((None, "needs work", None, None, None), "something other than a tick"),
        ((None, "x", None, None, "needs work"), "something other than a tick"),
        ((None, "x - not sure", None, None, None), "the words beside it are in doubt"),
        ((None, "x", None, "n/a", None), "more than one column is ticked"),
    ],
)
def test_an_unclear_row_is_never_guessed_and_says_why(make_cell, contents, why):
    mark, ticked = read_ticks(row(make_cell, *contents))
    assert (mark.state, mark.value, ticked) == ("unclear", None, None)
    assert mark.why.startswith(why)


@pytest.mark.parametrize("contents", [(None,) * 5, ("☐",) * 5, (False,) * 5])
def test_no_tick_is_not_answered(make_cell, contents):
    assert read_ticks(row(make_cell, *contents))[0].state == "not-answered"


@pytest.mark.parametrize("content", ["x", "n/a", "N/A", True, "1"])
def test_a_mark_in_the_column_for_not_applicable(make_cell, content):
    nothing = row(make_cell, None, None, None, None, None)
    mark, cell = read_ticks(nothing, make_cell(content))
    assert mark.state == "not-applicable"
    assert cell is not None
    assert read_ticks(row(make_cell, "x", None, None, None, None), make_cell(content))[0].state == (
        "unclear"
    )


def test_no_in_the_column_for_not_applicable_leaves_the_tick(make_cell):
    assert read_ticks(row(make_cell, None, "x", None), make_cell("No"))[0].value == 2
    words = make_cell("no inpatients here")
    assert read_ticks(row(make_cell, None, "x", None), words)[0].state == "unclear"


def test_not_applicable_written_into_the_columns(make_cell):
    mark, cell = read_ticks(row(make_cell, "n/a", None, None))
    assert mark.state == "not-applicable"
    assert cell.text == "n/a"


def test_a_row_of_stages(make_cell):
    stages = load_instrument("template-a").scale
    assert read_ticks(row(make_cell, *(["x"] + [None] * (len(stages) - 1))))[0].value == 1


def test_one_tick_among_crosses_counts_where_n_a_is_crossed_too(make_cell):
    cells = row(make_cell, "✗", "✗", "✓", "✗", "✗")
    assert read_ticks(cells, make_cell("✗"))[0].value == 3
    assert read_ticks(cells, make_cell("✓"))[0].state == "unclear"
    crossed = row(make_cell, "✗", "✗", "✗", "✗", "✗")
    assert read_ticks(crossed, make_cell("✓"))[0].state == "not-applicable"
