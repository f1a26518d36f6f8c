import datetime as dt
import re
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from trip_analytics.instruments import load_instrument
from trip_analytics.reading import Cell
from trip_analytics.understanding.marks.answer_cells import read_mark

SCALE = load_instrument("trip").scale
STAGES = load_instrument("template-a").scale


def text(content, **more):
    return Cell(1, 1, "A1", content, content, "text", **more)


BARE = [
    4, 4.0, "4", "4 ", " 4.0", "4.", "4,0", "4.00", "(4)", "4)", "[4]", "4 *", "4*", "4!", "'4",
    '"4"', "__4__", "....4....", "four", "Four", "Four (4)", "4 (four)", "4 - four", "four - 4",
    "4/5", "4 / 5", "4\\5", "4 out of 5", "4 of 5", "four out of five", "score 4", "Rating: 4",
    "Score: 4/5", "Level 4", "overall 4", "agreed: 4", "We agreed on a 4", "4 stars", "4 points",
    "4 ✓", "✓ 4", "☒ 4", "**4**", "4pts", "We say 4",
    # digits of other kinds, and what takes no room
    "④", "❹", "4️⃣", "４", "٤", "𝟒", "⁴", "4\u200b", "\ufeff4", "\xa04\xa0",
    # names of the scale
    "Well developed", "well-developed", "WELL DEVELOPED", "Well developed.", "4 Well developed",
    "Well developed (4)", "Well developed - 4", "4 - Well developed", "4 = Well developed",
    "4. Well developed", "Rating: well developed", "We do this with most people most of the time",
    "4 - We do this with most people most of the time",
    # a printed scale with one point marked
    "☐ 1 ☐ 2 ☐ 3 ☑ 4 ☐ 5", "1 ☐ 2 ☐ 3 ☐ 4 ☒ 5 ☐", "[ ] 1 [ ] 2 [ ] 3 [x] 4 [ ] 5",
    "1 2 3 (4) 5", "1 2 3 ④ 5", "1 / 2 / 3 / [4] / 5", "1 2 3 *4* 5",
    "☐ Not yet ☐ Just beginning ☐ Partly developed ☒ Well developed ☐ Very well developed",
]  # fmt: skip
WITH_WORDS = [
    "4 - mostly", "4 – mostly", "4 (mostly)", "4 mostly", "4/5 - mostly", "4, with the new rota",
    "4: we do this well", "4\nWe do this well", "4 because we meet weekly",
    "4 - one of our better areas", "4 - since 2019", "4 - 15 staff trained",
    "4 - 4 of us agreed", "4 (60% of staff trained)", "4 - good links between wards",
    "4 agreed by all", "4 we think", "4 as a team", "4: Well developed in parts",
    "Well developed, mostly", "Well develped",
]  # fmt: skip


@pytest.mark.parametrize("content", BARE)
def test_a_clear_mark_is_read(make_cell, content):
    mark = read_mark(make_cell(content), SCALE)
    assert (mark.state, mark.value, mark.beside) == ("rated", 4, False)


@pytest.mark.parametrize("content", WITH_WORDS)
def test_a_clear_mark_is_read_and_the_words_beside_it_are_told(make_cell, content):
    mark = read_mark(make_cell(content), SCALE)
    assert (mark.state, mark.value, mark.beside) == ("rated", 4, True)


@pytest.mark.parametrize(
    ("content", "rating"),
    [("Not yet", 1), ("Just begining", 2), ("3 - partly developed", 3), ("5/5", 5),
     ("Very well developed", 5), ("very well-developed (5)", 5), ("1", 1)],
)  # fmt: skip
def test_each_point_of_the_scale_is_told_apart(make_cell, content, rating):
    assert read_mark(make_cell(content), SCALE).value == rating


UNCLEAR = {
    "more than one number is written": [
        "3-4", "4 or 5", "3 to 4", "3 & 4", "3→4", "3>4", "between 3 and 4", "4 (was 3)",
        "5 (last year 3)", "4 5", "4, 4", "1-5", "4 not 3", "③④",
        "Staff: 4; SU: 3", "4 (2023: three)", "4 out of 5 people", "1:1",
    ],
    "the number is not a whole one": [3.5, 3.67, "3.5", "3,5", "3½", "½", "4.5", "3 and a half"],
    "there is a plus or minus after the number": ["4+", "4-", "4 -", "+4", "2+"],
    "the number is in doubt": ["4?", "?4", "~4", "c.4", "approx 4", "nearly 4", "4ish", ">3", "≥4"],
    "the words beside it are in doubt about it": [
        "4 - maybe", "4 (not agreed)", "4 - almost", "4 (or more)", "4 (out of 10)", "4 - no",
        "4 - at best", "4 - if staffed",
    ],
    "the words beside it speak of another time or of an aim": [
        "4 (last year)", "4 - target", "4 (previous score)",
    ],
    "the number and the words beside it disagree": [
        "3 - Well developed", "3 - fairly well developed", "Partly developed / Well developed",
        "4 (Very well developed)",
    ],
    "it is a percentage": ["4%", "80%", "80 %"],
    "the number is not out of 5": ["3/4", "four/five", "4/10", "4 out of 10", "4/4"],
    "it says that they do not know": ["don't know", "DK", "unsure", "Not sure", "4 - not sure"],
    "it says that the answer is still to come": ["tbc", "TBA", "to be discussed", "4 tbc"],
    "it points to an answer somewhere else": [
        "as last year", "see comments", "ditto", '"', "-do-", "same",
    ],
    "it says that no answer was given": ["none", "nil", "not rated", "blank"],
    "it says yes or no": ["yes", "N", "TRUE", "y"],
    "there is a tick but no number": ["✓", "x", "✘", "●"],
    "there is only a dash": ["-", "--", "–", "/"],
    "there is a question mark": ["?", "??", "...?"],
    "stars are not a number": ["****", "★★★★☆"],
    "a letter may be a tick or a Roman number: a digit is needed": ["IV", "ii"],
    "the cell holds an Excel error": ["#REF!", "#N/A", "#DIV/0!"],
    "it is a date, which Excel makes of something like 3-4": ["3-Apr", "04-Mar", "03/04/2025"],
    "there are words but no number": [
        "we do this", "Not very well developed", "not well developed", "well", "not yet decided",
        "Partly to well developed", "Very ill developed", "Well developed?", "Well developed +",
    ],
    "the whole scale is there and none of its numbers is marked in a way we see": [
        "1 2 3 4 5", "1,2,3,4,5", "1 - 2 - 3 - 4 - 5",
    ],
    "more than one number is marked": ["1 2 3 (4) (5)"],
    "more than one box is ticked": ["☐ 1 ☑ 2 ☑ 3 ☐ 4 ☐ 5"],
    "it cannot be told which box stands for which answer": ["☐ never ☑ always", "☐ ☑ 3 ☐"],
    "there is an answer and not applicable as well": ["4 / n/a", "n/a 4", "4 (n/a for nights)"],
    "0 is not on the scale": ["0", 0], "6 is not on the scale": ["6", 6],
    "45 is not on the scale": ["45", 45], "-3 is not on the scale": [-3],
    "the number is not a single whole one by itself": [
        "3 staff trained", "2 of us", "1st", "4th", "x4", "4x", ".4", "#4", "no. 4 needs work",
    ],
    "there is a tick box and no number": [True, False],
}  # fmt: skip


@pytest.mark.parametrize(
    ("why", "content"), [(why, content) for why, written in UNCLEAR.items() for content in written]
)
def test_an_unclear_mark_is_never_guessed_and_says_why(make_cell, why, content):
    mark = read_mark(make_cell(content), SCALE)
    assert (mark.state, mark.value, mark.why) == ("unclear", None, why)


@pytest.mark.parametrize("content", ["4²", "44", "4,000", "4.000", "1,500", "n/a?", "n/a or 3"])
def test_what_only_looks_like_an_answer_is_unclear(make_cell, content):
    assert read_mark(make_cell(content), SCALE).state == "unclear"


@pytest.mark.parametrize(
    "content",
    ["n/a", "N/A", "NA", "na", "n.a.", "N.A", "n\\a", "n / a", "Not applicable to us", "n/a - ward",
     "does not apply here", "Doesn't apply", "This is not applicable to our ward", "not relevant",
     "N/A - we have no inpatients or day patients", "n/a - only 2 patients", "non-applicable",
     "Statement n/a"],
)  # fmt: skip
def test_not_applicable_in_any_words(make_cell, content):
    assert read_mark(make_cell(content), SCALE).state == "not-applicable"


@pytest.mark.parametrize(
    "content",
    ["  ", "\u200b", "____", "......", "Choose an item.", "Select", "[insert rating]",
     "Click or tap here to enter text.", "Rating:", "/5", "__/5", "☐", "☐ 1 ☐ 2 ☐ 3 ☐ 4 ☐ 5"],
)  # fmt: skip
def test_what_the_form_itself_prints_is_no_answer(make_cell, content):
    assert read_mark(make_cell(content), SCALE).state == "not-answered"


def test_blank_cells_are_not_answered():
    assert read_mark(None, SCALE).state == "not-answered"


def test_an_error_and_a_lost_formula_are_unclear():
    assert read_mark(Cell(1, 1, "A1", "#REF!", "#REF!", "error"), SCALE).state == "unclear"
    lost = Cell(1, 1, "A1", "", None, "number", formula="SUM(A2:A3)")
    assert read_mark(lost, SCALE).why == "the formula's result was not saved with the file"


def test_a_formulas_result_counts_but_for_rounding():
    reckoned = Cell(1, 1, "A1", "4", 3.9999999999999996, "number", formula="AVERAGE(B1:B9)")
    assert read_mark(reckoned, SCALE).value == 4


def test_a_date_says_what_it_may_have_been(make_cell):
    assert "3-4" in read_mark(make_cell(dt.date(2025, 4, 3)), SCALE).why
    assert "12 " not in read_mark(make_cell(dt.date(2025, 12, 12)), SCALE).why
    assert "time" in read_mark(Cell(1, 1, "A1", "03:04", dt.time(3, 4), "date"), SCALE).why


def test_what_is_struck_through_is_no_answer():
    assert read_mark(text("3 4", struck="3"), SCALE).value == 4
    assert read_mark(text("3", struck="3"), SCALE).state == "not-answered"
    assert read_mark(Cell(1, 1, "A1", "3", 3, "number", struck="3"), SCALE).state == "not-answered"


def test_a_number_is_what_is_stored_not_what_is_shown():
    assert read_mark(Cell(1, 1, "A1", "4", 3.67, "number"), SCALE).state == "unclear"
    assert read_mark(Cell(1, 1, "A1", "400%", 4, "number"), SCALE).state == "unclear"
    assert read_mark(Cell(1, 1, "A1", "", 4, "number"), SCALE).state == "unclear"
    assert read_mark(Cell(1, 1, "A1", "4.0", 4, "number"), SCALE).value == 4


def test_a_symbol_is_no_number():
    assert read_mark(text("ü", font="Wingdings"), SCALE).why == "there is a tick but no number"
    assert read_mark(text("4", font="Wingdings"), SCALE).state == "unclear"
    assert read_mark(text("4", font="Symbol"), SCALE).value == 4
    assert read_mark(text("o", font="Wingdings"), SCALE).state == "not-answered"


@pytest.mark.parametrize(
    ("content", "stage"),
    [(2, 2), ("Stage 2", 2), ("stage 3", 3), ("Development", 2), ("2 - Development", 2),
     ("Stage 2: development", 2), ("Dev", 2), ("trans.", 3), ("S2", 2), ("2 of 3", 2)],
)  # fmt: skip
def test_stages_are_read_by_their_own_scale(make_cell, content, stage):
    assert read_mark(make_cell(content), STAGES).value == stage


@pytest.mark.parametrize("content", ["2/3", 4, "1 - Development", "Developing", "Stage 1/2"])
def test_an_unclear_stage_is_not_guessed(make_cell, content):
    assert read_mark(make_cell(content), STAGES).state == "unclear"


@given(st.text(max_size=30))
def test_whatever_is_written_is_a_rating_only_with_its_digit_or_word_in_it(written):
    mark = read_mark(text(written), SCALE)
    if mark.state == "rated":
        point = SCALE[mark.value - 1]
        words = ("one", "two", "three", "four", "five")
        shown = {str(point.value), words[point.value - 1], point.label.casefold()}
        digits = "".join(str(unicodedata.digit(letter, letter)) for letter in written)
        plain = unicodedata.normalize("NFKC", digits).casefold()
        assert any(word in plain for word in shown)


PIECES = st.sampled_from(
    ["1", "2", "3", "4", "5", " ", "-", "/", ".", ",", "(", ")", ":", "\n", "or", "was", "mostly",
     "we", "staff", "n/a", "four", "✓", "x", "Well developed", "Partly developed", "of", "score"]
)  # fmt: skip


AROUND = st.lists(PIECES, max_size=3).map(" ".join)


@given(st.permutations("12345"), AROUND, AROUND, AROUND, st.sampled_from(["", " "]))
def test_two_different_points_are_never_read_as_one(points, before, between, after, space):
    written = space.join([before, points[0], between, points[1], after])
    assume(not re.search(r"(?:/|of)\s*5", written))
    assume(len(set(re.findall(r"(?<!\d)[1-5](?!\d)", written))) > 1)  # not run together: 45
    assert read_mark(text(written), SCALE).state != "rated"


DOUBTS = ["?", "not sure", "maybe", "perhaps", "tbc", "don't know", "nearly", "possibly"]


@given(st.sampled_from(DOUBTS), AROUND, AROUND)
def test_a_doubt_is_never_read_as_an_answer(doubt, before, after):
    assert read_mark(text(f"{before} {doubt} {after}"), SCALE).state != "rated"
