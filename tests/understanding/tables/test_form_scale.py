"""The form's own scale is read, and compared with the instrument's."""

from dataclasses import replace

import pytest

from trip_analytics.instruments import load_instrument
from trip_analytics.reading.document import Choice, Note
from trip_analytics.understanding.marks.scale_keys import compare, key_in, number_and_label

TRIP = load_instrument("trip")
STATEMENTS = [item.wordings[0].text for item in TRIP.items]
MARKS = [1, 2, 3, 4, 5, 1, 2, 3]
TURNED = [5, 4, 3, 2, 1, 5, 4, 3]
BEST_FIRST = ["Fully", "Mostly", "Partly", "A little", "Not at all"]
OF_SCALE = ("another-scale", "scale-turned", "scale-in-own-words")


def form(*above, heading="Rating", below=(), marks=MARKS):
    rows = [["Team:", "Ash Ward"], ["Year:", 2025], *above, ["Statement", heading]]
    return [*rows, *zip(STATEMENTS, marks, strict=True), [], *below]


@pytest.fixture
def read(understand):
    """The values of a form, and what the log says of its scale."""

    def read(rows):
        (form,), log = understand(rows)
        values = [row["rating"] for row in form.rows["ratings"]]
        return values, [entry.kind for entry in log if entry.kind in OF_SCALE], log

    return read


AGREEING = [
    "Please rate each statement from 1 to 5",
    "1 = Not yet, 2 = Just beginning, 3 = Partly developed, 4 = Well developed, "
    "5 = Very well developed",
    "Key: 5 = very well developed, 4 = well developed, 3 = partly developed, 2 = just beginning, "
    "1 = not yet",
    "1 = not at all, 5 = fully",
    "Rate from 1 (not at all) to 5 (completely). Talk it through first.",
    "Scale: 1 - Poor, 2 - Fair, 3 - OK, 4 - Good, 5 - Excellent",
    "1. Not yet\n2. Just beginning\n3. Partly developed\n4. Well developed\n5. Very well developed",
    "Please rate statements 1 to 8 below",
    "Priorities: 1 = high, 2 = medium, 3 = low",
    "Please rate the importance of each practice to you from 1 to 10",
    "TRIP has three stages: Stage 1 - assets; Stage 2 - benchmarking; Stage 3 - priorities",
    "Step 1 - meet as a team, step 2 - rate each statement, step 3 - agree what to do",
    "How to do it: 1 - meet; 2 - rate each statement; 3 - agree what to do",
    "1. Meet as a team 2. Rate each statement 3. Agree what to do",
    "Meet first (1), rate the statements (2), agree what to do (3)",
    "We talked about it 2 to 3 times, and 6 of us rated it.",
    "A high score means a well developed practice, a low score a poor one",
    "Three to five of us (four staff) scored it; from one to two hours will do",
]


@pytest.mark.parametrize("text", AGREEING)
def test_a_key_that_agrees_or_is_of_something_else_is_silent(read, text):
    values, kinds, _ = read(form([text]))
    assert (values, kinds) == (MARKS, [])


REVERSED = [
    "1 = Very well developed, 2 = Well developed, 3 = Partly developed, 4 = Just beginning, "
    "5 = Not yet",
    "Please score each one: 1 = excellent, 5 = poor",
    "Rate from 1 (fully) to 5 (not at all)",
    "Rating: 1 is the best",
    "Scores: 1 being the highest and 5 the lowest",
    "Fully (1), Mostly (2), Partly (3), A little (4), Not at all (5)",
    "Key: 1 Excellent 2 Good 3 Fair 4 Poor 5 Very poor",
    "Key\n1 Very well developed\n2 Well developed\n3 Partly developed\n4 Just beginning\n5 Not yet",
    "Rate each from 1 to 5, where 5 is the lowest.",
    "Rating: 1 high - 5 low",
    "Score each: best 1 to worst 5",
    "1 means we do this all the time and 5 means we never do this",
    "NB: a low score means a well developed practice",
    "The lower the rating, the better",
]


@pytest.mark.parametrize("text", REVERSED)
def test_a_key_the_other_way_round_turns_the_answers_with_one_warning(read, text):
    values, kinds, log = read(form([text]))
    assert (values, kinds) == (TURNED, ["scale-turned"])
    (entry,) = [entry for entry in log if entry.kind == "scale-turned"]
    assert (entry.severity, entry.cell, entry.found) == ("warning", "A3", text)


def test_words_under_a_reversed_key_are_turned_by_what_they_say(read):
    words = ["Very well developed", "Not yet", 1, 5, "4 - just beginning", 2, 3, "2 - not yet"]
    values, kinds, _ = read(form([REVERSED[0]], marks=words))
    assert values == [5, 1, 5, 1, 2, 4, 3, None]
    assert kinds == ["scale-turned"]


ANOTHER = [
    "Please rate each statement from 1 to 10",
    "Rate yourselves on a scale of 0-4",
    "0 = not yet, 1 = just beginning, 2 = partly developed, 3 = well developed, "
    "4 = very well developed",
    "Rating: 1 = not yet, 2 = partly, 3 = mostly, 4 = fully",
    "Score: red (1), amber (2), green (3)",
    "1 = Just beginning, 2 = Not yet, 3 = Partly developed, 4 = Very well developed, "
    "5 = Well developed",
    "Scored out of ten",
    "Rate each from 0 (not at all) to 10 (fully)",
    "Please score from -2 (much worse than we want) to +2 (just as we want)",
    "Marks out of twenty",
    "Traffic lights: 1 red, 2 amber, 3 green",
    "Rate each line from one (hardly ever) to four (nearly always)",
]


@pytest.mark.parametrize("text", ANOTHER)
def test_another_scale_is_asked_about_once_and_its_answers_stay_empty(read, text):
    values, kinds, log = read(form([text]))
    assert (values, kinds) == ([None] * 8, ["another-scale"])
    assert [entry.cell for entry in log if entry.severity == "error"] == ["A3"]
    kept = [entry.found for entry in log if entry.kind == "on-another-scale"]
    assert kept == list(map(str, MARKS))


@pytest.mark.parametrize(
    "heading", ["Score out of 10", "Rating (0-4)", "Rating 1 - 7", "Our score /10", "Rating (1–4)"]
)
def test_a_heading_that_asks_for_another_scale_is_asked_about(read, heading):
    values, kinds, _ = read(form(heading=heading))
    assert (values, kinds) == ([None] * 8, ["another-scale"])


@pytest.mark.parametrize("heading", ["Rating (1-5)", "Score 1 to 5", "Rating /5", "Out of 5"])
def test_a_heading_that_asks_for_the_instruments_scale_is_silent(read, heading):
    values, kinds, _ = read(form(heading=heading))
    assert (values, kinds) == (MARKS, [])


@pytest.mark.parametrize(
    "heading", ["Score 1-5 (5 = low)", "Rating (1 high - 5 low)", "Score, 1 to 5 (1 = best)"]
)
def test_a_heading_that_says_which_end_is_the_better_one_turns_the_answers(read, heading):
    values, kinds, _ = read(form(heading=heading))
    assert (values, kinds) == (TURNED, ["scale-turned"])


@pytest.mark.parametrize(("names", "turned"), [(BEST_FIRST, True), (BEST_FIRST[::-1], False)])
def test_names_that_answers_give_beside_their_numbers_are_a_key(read, names, turned):
    values, kinds, _ = read(form(marks=[f"{mark} - {names[mark - 1]}" for mark in MARKS]))
    assert (values, kinds) == ((TURNED, ["scale-turned"]) if turned else (MARKS, []))


def test_a_key_in_a_note_on_the_heading_counts(understand, make_sheet):
    sheet = replace(make_sheet(form()), notes=(Note("B3", "1 = very well developed, 5 = not yet"),))
    (one,), log = understand(sheet)
    assert [row["rating"] for row in one.rows["ratings"]] == TURNED
    assert [(e.kind, e.cell) for e in log if e.kind in OF_SCALE] == [("scale-turned", "B3")]


def test_a_whole_key_in_a_box_drawn_on_the_form_counts(understand, make_sheet):
    boxed = Note("H2", "\n".join(f"{n + 1} = {name}" for n, name in enumerate(BEST_FIRST)))
    (one,), log = understand(replace(make_sheet(form()), notes=(boxed,)))
    assert [row["rating"] for row in one.rows["ratings"]] == TURNED
    assert [(e.kind, e.cell) for e in log if e.kind in OF_SCALE] == [("scale-turned", "H2")]


def test_a_blank_form_on_another_scale_asks_nothing(read):
    _, kinds, _ = read(form(["Rate each from 1 to 10"], marks=[None] * 8))
    assert kinds == []


def test_many_answers_beyond_the_scale_are_of_another_one(read):
    values, kinds, log = read(form(marks=[7, 8, 4, 9, 5, 3, 6, 2]))
    assert (values, kinds) == ([None] * 8, ["another-scale"])
    (entry,) = [entry for entry in log if entry.severity == "error"]
    assert "lie beyond" in entry.what_to_do


@pytest.mark.parametrize("marks", [[6, 3, 4, 0, 5, 3, 4, 2], [45, 44, 4, 55, 5, 3, 4, 2]])
def test_slips_beyond_the_scale_are_asked_about_one_by_one(read, marks):
    values, kinds, _ = read(form(marks=marks))
    assert kinds == []
    assert values == [mark if 1 <= mark <= 5 else None for mark in marks]


@pytest.mark.parametrize(
    "comment",
    [
        "Overall we would score the ward 8 out of 10 for effort",
        "General comments: rated 7 out of 10 by the community meeting",
        "We rate ourselves 3 to 7 on most days",
    ],
)
def test_a_comment_about_another_rating_is_no_key(read, comment):
    values, kinds, _ = read(form(below=[[comment]]))
    assert (values, kinds) == (MARKS, [])


def test_names_that_do_not_say_which_end_is_the_better_one_are_warned_of(read):
    values, kinds, _ = read(form(["1 = seed, 2 = shoot, 3 = leaf, 4 = bud, 5 = flower"]))
    assert (values, kinds) == (MARKS, ["scale-in-own-words"])


def test_a_key_in_rows_below_the_form_counts(read):
    best_first = [["Key"], *([n + 1, p.label] for n, p in enumerate(reversed(TRIP.scale)))]
    values, kinds, _ = read(form(below=best_first))
    assert (values, kinds) == (TURNED, ["scale-turned"])


def test_the_two_ends_of_a_scale_in_cells_of_a_row_count(read):
    values, kinds, _ = read(form([1, "very good", None, 5, "very poor"]))
    assert (values, kinds) == (TURNED, ["scale-turned"])


def test_a_key_whose_names_are_before_their_numbers_counts(read):
    key = [["Scoring"], *([None, name, n] for n, name in enumerate(BEST_FIRST, start=1))]
    values, kinds, _ = read(form(below=key))
    assert (values, kinds) == (TURNED, ["scale-turned"])


def test_a_key_in_columns_above_the_form_counts(read):
    points = [[1, 2, 3, 4], ["Never", "Sometimes", "Often", "Always"], []]
    values, kinds, _ = read(form(["Scale"], *points))
    assert (values, kinds) == ([None] * 8, ["another-scale"])


def test_a_key_to_the_right_of_the_statements_counts(read):
    rows = form()
    for row, name in zip(range(2, 7), BEST_FIRST, strict=True):
        rows[row] = [*rows[row], None, None, row - 1, name]
    values, kinds, log = read(rows)
    assert (values, kinds) == (TURNED, ["scale-turned"])
    assert [e.kind for e in log if e.severity == "warning"] == ["scale-turned"]


@pytest.mark.parametrize(("names", "turned"), [(BEST_FIRST, True), (BEST_FIRST[::-1], False)])
def test_a_key_beside_the_answers_is_no_rival_of_theirs_under_a_like_heading(read, names, turned):
    rows = form(heading="Rating")
    for row, name in zip(range(2, 8), ["Score", *names], strict=True):
        rows[row] = [*rows[row], None, "Score" if row == 2 else row - 2, name]
    values, kinds, log = read(rows)
    assert (values, kinds) == ((TURNED, ["scale-turned"]) if turned else (MARKS, []))
    assert [e.kind for e in log if e.severity == "error"] == []


def test_answers_that_run_on_in_the_scales_own_words_are_no_key(understand):
    stages = ["1 - Engagement", "2 - Development", "3 - Transformation"]
    challenges = [item.wordings[-1].text for item in load_instrument("template-a").items]
    rows = [["Challenge", "CAMHS", "Acute", "Forensics"]]
    rows += [[c, *(stages[(n + at) % 3] for at in range(3))] for n, c in enumerate(challenges)]
    forms, _ = understand(rows)
    assert [form.fields.service_line.text for form in forms] == ["CAMHS", "Acute", "Forensics"]
    expected = [[(n + at) % 3 + 1 for n in range(10)] for at in range(3)]
    assert [[row["stage"] for row in form.rows["stages"]] for form in forms] == expected


def test_a_key_on_a_sheet_of_guidance_counts_where_the_form_prints_none(understand, make_sheet):
    key = [["Score", "Meaning"], *([n, name] for n, name in enumerate(BEST_FIRST[::-1]))]
    _, log = understand(make_sheet(form(), "TRIP"), make_sheet(key, "Guidance"))
    assert [(e.kind, e.sheet) for e in log if e.kind in OF_SCALE] == [("another-scale", "Guidance")]
    _, log = understand(make_sheet(form(["Rate from 1 to 5"]), "TRIP"), make_sheet(key, "Guidance"))
    assert [e.kind for e in log if e.kind in OF_SCALE] == []


def test_the_key_of_another_instrument_on_another_sheet_says_nothing(understand, make_sheet):
    stages = [["Stage: 1 = engagement, 2 = development, 3 = transformation"]]
    _, log = understand(make_sheet(form(), "TRIP"), make_sheet(stages, "Template A"))
    assert [e.kind for e in log if e.kind in OF_SCALE] == []


def test_a_key_in_every_question_of_a_survey_counts(understand):
    titles = [f"{s} (1 = fully, 5 = not at all)" for s in STATEMENTS]
    rows = [["Timestamp", "Team", *titles], ["03/05/2025", "Ash Ward", *MARKS],
            ["03/05/2025", "Oak Ward", *MARKS]]  # fmt: skip
    forms, log = understand(rows)
    assert [r["rating"] for r in forms[0].rows["ratings"]] == TURNED
    assert [e.kind for e in log if e.kind in OF_SCALE] == ["scale-turned"]


def test_steps_in_rows_are_no_key(read):
    steps = [["Completing the self-assessment"], [1, "Meet as a team"], [2, "Rate each line"],
             [3, "Agree what to do"], []]  # fmt: skip
    values, kinds, _ = read(form(*steps))
    assert (values, kinds) == (MARKS, [])


def test_the_key_of_another_matter_in_rows_says_nothing(read):
    below = [["Priority"], [1, "High"], [2, "Medium"], [3, "Low"]]
    values, kinds, _ = read(form(below=below))
    assert (values, kinds) == (MARKS, [])


def test_numbered_priorities_below_are_no_key(read):
    below = [["Our priorities"], [1, "Write notes together"], [2, "Garden"], [3, "Stories"]]
    values, kinds, _ = read(form(below=below))
    assert (values, kinds) == (MARKS, [])


def ticked(heads, points=MARKS, groups=()):
    row = {point: at for at, point in enumerate(heads.values())}
    cells = [
        [s, *("x" if at == row.get(p) else None for at in range(len(heads)))]
        for s, p in zip(STATEMENTS, points, strict=True)
    ]
    return [["Team:", "Ash Ward"], ["Year:", 2025], *groups, ["Statement", *heads], *cells]


def test_columns_under_the_forms_own_names_with_numbers_are_the_points(read):
    heads = {"Not at all (1)": 1, "A little (2)": 2, "Some (3)": 3, "Mostly (4)": 4, "Fully (5)": 5}
    values, kinds, log = read(ticked(heads))
    assert (values, kinds) == (MARKS, [])
    assert [entry for entry in log if entry.severity != "note"] == []


def test_points_that_run_down_under_names_are_turned(read):
    heads = {"1 - Fully": 1, "2 - Mostly": 2, "3 - Some": 3, "4 - A little": 4, "5 - Not at all": 5}
    values, kinds, _ = read(ticked(heads))
    assert (values, kinds) == (TURNED, ["scale-turned"])


def test_the_instruments_names_with_other_numbers_are_read_by_neither_alone(read):
    heads = {f"{6 - p.value} {p.label}": 6 - p.value for p in TRIP.scale}
    values, kinds, _ = read(ticked(heads))
    assert (values, kinds) == (TURNED, ["scale-turned"])


FROM_END_TO_END = ["Not yet", "Beginning", "Partly", "Mostly", "Fully"]


@pytest.mark.parametrize(
    ("names", "expected", "kind"),
    [
        (FROM_END_TO_END, MARKS, []),
        (FROM_END_TO_END[::-1], TURNED, ["scale-turned"]),
        (["Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"], [None] * 8,
         ["another-scale"]),
        (["Bronze", "Silver", "Gold", "Jade", "Ruby"], [None] * 8, ["another-scale"]),
    ],
)  # fmt: skip
def test_as_many_names_as_points_are_the_points_where_they_run_from_end_to_end(
    read, names, expected, kind
):
    values, kinds, _ = read(ticked({name: at for at, name in enumerate(names, start=1)}))
    assert (values, kinds) == (expected, kind)


@pytest.mark.parametrize(("ends", "turned"), [(("High", "Low"), True), (("Low", "High"), False)])
def test_names_over_the_two_ends_of_numbered_points_say_which_is_the_better_one(read, ends, turned):
    groups = [[None, ends[0], None, None, None, ends[1]]]
    values, kinds, _ = read(ticked({n: n for n in range(1, 6)}, groups=groups))
    assert (values, kinds) == ((TURNED, ["scale-turned"]) if turned else (MARKS, []))


@pytest.mark.parametrize("numbers", [range(5), range(1, 5), range(1, 11), range(1, 8)])
def test_columns_for_the_points_of_another_scale_are_asked_about(read, numbers):
    heads = {number: number for number in numbers}
    points = [1, 2, 3, 4, 4, 3, 2, 1]
    values, kinds, _ = read(ticked(heads, points))
    assert (values, kinds) == ([None] * 8, ["another-scale"])


def test_columns_under_names_of_another_scale_are_no_teams(understand):
    heads = {"Never": 1, "Now and then": 2, "Often": 3, "Always": 4}
    rows = ticked(heads, [1, 2, 3, 4, 4, 3, 2, 1])[2:]
    (form,), log = understand(rows)
    assert form.fields.team is None
    assert [row["state"] for row in form.rows["ratings"]] == ["unclear"] * 8
    assert "another-scale" in [entry.kind for entry in log]


def test_ticks_for_yes_and_no_are_asked_about_and_no_blanks(read, understand):
    rows = ticked({"Yes": 1, "No": 2}, [1, 2, 1, 1, 2, 2, 1, 2])
    values, kinds, _ = read(rows)
    assert (values, kinds) == ([None] * 8, ["another-scale"])
    (form,), _ = understand(rows)
    assert {row["state"] for row in form.rows["ratings"]} == {"unclear"}


def test_colours_over_the_stages_are_no_service_lines(understand):
    challenges = [item.wordings[-1].text for item in load_instrument("template-a").items]
    rows = [["Service line:", "Adult"], ["Year:", 2025], ["Challenge", "Red", "Amber", "Green"]]
    for n, challenge in enumerate(challenges):
        rows.append([challenge, *("x" if at == n % 3 else None for at in range(3))])
    (form,), log = understand(rows)
    assert {row["state"] for row in form.rows["stages"]} == {"unclear"}
    assert [entry.kind for entry in log if entry.severity == "error"] == ["another-scale"]


def test_names_of_another_scale_under_two_views_are_asked_about_once(understand, make_sheet):
    names = ["Never", "Now and then", "Often", "Always"]
    rows = [[None, "Staff", *[None] * 3, "People using services"], ["Statement", *names, *names]]
    for n, statement in enumerate(STATEMENTS):
        rows.append([statement, *("x" if at % 4 == n % 4 else None for at in range(8))])
    (form,), log = understand(make_sheet(rows, merged=[(1, 2, 1, 5), (1, 6, 1, 9)]))
    assert [row["state"] for row in form.rows["ratings"]] == ["unclear"] * 16
    assert [entry.kind for entry in log if entry.severity == "error"] == ["another-scale"]


def test_a_key_beside_teams_in_columns_counts_for_all_of_them(understand):
    rows = [["Score 1 = fully, 5 = not at all"], ["Statement", "Ash Ward", "Oak Ward", "Elm Team"]]
    rows += [[s, m, m, 3] for s, m in zip(STATEMENTS, MARKS, strict=True)]
    forms, log = understand(rows)
    assert [r["rating"] for r in forms[1].rows["ratings"]] == TURNED
    assert [entry.kind for entry in log if entry.kind in OF_SCALE] == ["scale-turned"]


@pytest.mark.parametrize(
    ("entries", "kind"),
    [
        (("1", "2", "3", "4", "5"), None),
        (("Please select", "1", "2", "3", "4", "5", "N/A"), None),
        (("0", "1", "2", "3", "4"), "another-scale"),
        (("1 - Never", "2 - Often", "3 - Always"), "another-scale"),
        (tuple(map(str, range(1, 11))), "another-scale"),
        (("1 - Fully", "2 - Mostly", "3 - Partly", "4 - A little", "5 - Not at all"),
         "scale-turned"),
        (("Yes", "No"), None),
    ],
)  # fmt: skip
def test_a_drop_down_list_over_the_answers_says_the_scale(understand, make_sheet, entries, kind):
    sheet = make_sheet(form())
    choice = Choice(((4, 2, 11, 2),), entries)
    _, log = understand(replace(sheet, choices=(choice,)))
    assert [(e.kind, e.cell) for e in log if e.kind in OF_SCALE] == (
        [(kind, "B4:B11")] if kind else []
    )


def test_a_drop_down_list_over_something_else_says_nothing(understand, make_sheet):
    sheet = make_sheet(form())
    choice = Choice(((4, 5, 11, 5),), tuple(map(str, range(1, 11))))
    _, log = understand(replace(sheet, choices=(choice,)))
    assert [entry.kind for entry in log if entry.kind in OF_SCALE] == []


def test_what_a_key_is_beside_a_scale():
    assert compare(key_in("1 = low, 3 = medium, 5 = high"), TRIP.scale) == "same"
    assert compare(key_in("5 = low, 1 = high"), TRIP.scale) == "reversed"
    assert compare(key_in("out of 10"), TRIP.scale) == "other"


@pytest.mark.parametrize("text", ["Ward 3", "Team 2 North", "B2 Ward", "Ash", "2024/25"])
def test_a_name_of_a_team_is_no_point(text):
    said = number_and_label(text)
    assert said is None or said[0] > 10
