"""Whole forms: what ends in which table, and that nothing is lost."""

import datetime as dt

import pytest

from trip_analytics.instruments import load_instrument
from trip_analytics.reading import Note, Sheet

TRIP = load_instrument("trip")
STATEMENTS = [item.wordings[0].text for item in TRIP.items]
CHALLENGES = load_instrument("template-a")
SHORT = [
    next(
        (w.text for w in item.wordings if w.wording_id.endswith("2010-form")), item.wordings[0].text
    )
    for item in CHALLENGES.items
]


def rating_form(marks, comments=(), heading=("Statement", "Rating (1-5)", "Comments")):
    lines = [
        [statement, mark, comment]
        for statement, mark, comment in zip(
            STATEMENTS, marks, [*comments, *[None] * 8], strict=False
        )
    ]
    return [["Team:", "Ash Ward"], [], list(heading), *lines]


def kinds(log, severity=None):
    return [entry.kind for entry in log if severity in (None, entry.severity)]


def test_a_rating_column(understand):
    (form,), log = understand(rating_form([1, 2, 3, 4, 5, "n/a", None, "?"], ["because", None]))
    rows = form.rows["ratings"]
    assert [row["rating"] for row in rows] == [1, 2, 3, 4, 5, None, None, None]
    assert [row["state"] for row in rows[5:]] == ["not-applicable", "not-answered", "unclear"]
    assert [row["item_id"] for row in rows] == list(TRIP.item_ids)
    assert rows[0]["comment"] == "because"
    assert rows[0]["cell"] == "B4"
    assert rows[6]["cell"] == "B10"  # where the answer would stand
    assert form.fields.team.text == "Ash Ward"
    assert kinds(log) == ["unclear-mark"]
    assert log[0].cell == "B11"
    assert log[0].found == "?"


def test_a_column_per_point(understand):
    rows = [["Statement", 1, 2, 3, 4, 5, "N/A", "Comments"]]
    rows += [
        [s, *["x" if n == i % 6 else None for n in range(6)], "c"] for i, s in enumerate(STATEMENTS)
    ]
    (form,), log = understand(rows)
    ratings = form.rows["ratings"]
    assert [row["rating"] for row in ratings] == [1, 2, 3, 4, 5, None, 1, 2]
    assert ratings[5]["state"] == "not-applicable"
    assert [row["cell"] for row in ratings[:2]] == ["B2", "C3"]
    assert log == []


def test_two_ticks_are_unclear_with_the_range_and_what_was_found(understand):
    rows = [["Statement", 1, 2, 3, 4, 5]]
    rows += [[s, "x", None, "x", None, None] for s in STATEMENTS]
    (form,), log = understand(rows)
    assert {row["state"] for row in form.rows["ratings"]} == {"unclear"}
    assert form.rows["ratings"][0]["cell"] == "B2:F2"
    assert log[0].cell == "B2:F2"
    assert log[0].found == "x | x"


@pytest.mark.parametrize(("number", "kind"), [(None, "unknown-statement"), ("e.g.", "other-text")])
def test_a_line_of_the_teams_own_above_the_statements_is_no_heading(understand, number, kind):
    own = [number, "We always offer people a cup of tea", 5]
    rows = [[None, "Statement", "Rating"], own, *([n, s, 4] for n, s in enumerate(STATEMENTS))]
    (form,), log = understand(rows)
    assert [row["rating"] for row in form.rows["ratings"]] == [4] * 8
    kept = [(e.kind, e.found) for e in log if e.cell in ("B2", "C2")]
    assert kept == [(kind, own[1]), (kind, "5")]


def test_a_score_in_the_row_above_each_statement_is_of_that_one(understand):
    marks = [1, 2, 3, 4, 5, 1, 2, 3]
    rows = [row for s, m in zip(STATEMENTS, marks, strict=True) for row in (["Score:", m], [s])]
    (form,), _ = understand(rows)
    read = [(row["rating"], row["cell"]) for row in form.rows["ratings"]]
    assert read == [(mark, f"B{2 * n + 1}") for n, mark in enumerate(marks)]


def test_an_answer_below_its_statement_in_the_statements_own_column(understand):
    marks = [1, 2, 3, 4, 5, 1, 2, 3]
    rows = []
    for statement, mark in zip(STATEMENTS, marks, strict=True):
        rows += [["Statement", statement], ["Our score", mark], ["Why?", "because"], []]
    (form,), log = understand(rows)
    read = [(row["rating"], row["cell"]) for row in form.rows["ratings"]]
    assert read == [(mark, f"B{4 * n + 2}") for n, mark in enumerate(marks)]
    assert [e.kind for e in log if e.severity == "error"] == []


def test_a_tick_across_two_points_is_neither(understand, make_sheet):
    rows = [["Statement", 1, 2, 3, 4, 5], *([s, None, None, "x", None, None] for s in STATEMENTS)]
    (form,), log = understand(make_sheet(rows, merged=[(2, 4, 2, 5)]))
    states = [(row["state"], row["cell"]) for row in form.rows["ratings"]]
    assert states == [("unclear", "B2:F2"), *(("rated", f"D{row}") for row in range(3, 10))]
    assert [(e.kind, e.cell) for e in log] == [("unclear-mark", "B2:F2")]


def test_a_row_of_comments_below_the_answers_in_a_row_is_nobodys_own(understand):
    rows = [["Statement", *STATEMENTS], ["Score", *range(1, 6), 1, 2, 3], ["Comment", None, "Hard"]]
    (form,), _ = understand(rows)
    said = [(row.get("rating"), row["comment"], row["respondent"]) for row in form.rows["ratings"]]
    assert said[:3] == [(1, None, None), (2, "Hard", None), (3, None, None)]
    assert len(said) == 8


def test_perspectives_side_by_side(understand):
    heading = ["Statement", "Staff", "People using the service", "Agreed rating", "Comments"]
    (form,), log = understand([heading, *[[s, 4, 2, 3, "c"] for s in STATEMENTS]])
    ratings = form.rows["ratings"]
    by_view = {row["perspective"]: row["rating"] for row in ratings[:3]}
    assert by_view == {"team": 3, "staff": 4, "people-using-services": 2}
    assert [row["comment"] for row in ratings[:3]] == ["c", None, None]
    assert log == []


def test_reordered_renumbered_and_missing_statements(understand):
    rows = [["No.", "Statement", "Rating"]]
    rows += [[9 - n, s, n % 5 + 1] for n, s in enumerate(reversed(STATEMENTS[1:]))]
    (form,), log = understand(rows)
    ratings = {row["item_id"]: row for row in form.rows["ratings"]}
    assert ratings["staff-wellbeing"]["rating"] == 1
    assert ratings["roles-and-connections"]["state"] == "not-answered"
    assert ratings["roles-and-connections"].get("cell") is None
    assert kinds(log) == ["missing-statement"]


def test_a_teams_own_statement_and_a_repeated_one_are_logged_whole(understand):
    rows = rating_form([4] * 8)
    rows += [["We grow our own vegetables", 5, "beans"], [STATEMENTS[0], 2, "again"]]
    (form,), log = understand(rows)
    assert len(form.rows["ratings"]) == 8
    assert {(e.kind, e.found) for e in log} == {
        ("unknown-statement", "We grow our own vegetables"),
        ("unknown-statement", "5"),
        ("unknown-statement", "beans"),
        ("repeated-statement", STATEMENTS[0]),
        ("repeated-statement", "2"),
        ("repeated-statement", "again"),
    }
    assert set(kinds(log, "error")) == {"unknown-statement", "repeated-statement"}


def test_a_priority_that_quotes_a_statement_is_no_second_rating(understand):
    heading = ["Priority", "What we will do", "By when", "Staff lead"]
    rows = [*rating_form([4] * 8), [], [], ["Priorities"], heading]
    quoted = [[statement, "Pilot", None, "Ann Lee"] for statement in STATEMENTS[2:5]]
    (form,), log = understand([*rows, *quoted])
    assert [row["priority"] for row in form.rows["priorities"]] == STATEMENTS[2:5]
    assert {row["rating"] for row in form.rows["ratings"]} == {4}
    assert kinds(log, "error") == []


def test_a_second_form_below_the_first_is_an_error_not_lost(understand):
    rows = [*rating_form([4] * 8), *[[]] * 6, *rating_form([2] * 8)[2:]]
    (form,), log = understand(rows)
    assert {row["rating"] for row in form.rows["ratings"]} == {4}
    assert kinds(log, "error") == ["repeated-statement"] * 16


def test_a_column_we_do_not_know_is_kept_in_the_log(understand):
    heading = ("Statement", "Rating", "Colour")
    (form,), log = understand(rating_form([3] * 8, [4] * 8, heading))
    assert [row["rating"] for row in form.rows["ratings"]] == [3] * 8
    assert kinds(log, "error") == []
    assert [(e.kind, e.cell, e.found) for e in log if e.severity == "warning"] == [
        ("unknown-column", f"C{row}", "4") for row in range(4, 12)
    ]
    assert [(e.kind, e.cell, e.found) for e in log if e.severity == "note"] == [
        ("other-text", "C3", "Colour")
    ]


def test_a_target_is_no_answer_and_kept_as_a_note(understand):
    heading = ("Statement", "Rating", "Target for next year")
    (form,), log = understand(rating_form([3] * 8, [4] * 8, heading))
    assert [row["rating"] for row in form.rows["ratings"]] == [3] * 8
    assert {row.get("comment") for row in form.rows["ratings"]} == {None}
    assert [(e.severity, e.kind, e.cell, e.found) for e in log] == [
        ("note", "other-time", f"C{row}", "4") for row in range(4, 12)
    ]


@pytest.mark.parametrize(
    "heading", [["Statement", "2024", "2025"], ["Statement", "Rating 2024", "Rating 2025"]]
)
def test_a_column_for_each_of_two_years_is_a_form_for_each(understand, heading):
    forms, log = understand([heading, *[[s, 3, 4] for s in STATEMENTS]])
    told = {form.fields.year.year: form for form in forms}
    assert len(forms) == 2
    assert {year: form.earlier for year, form in told.items()} == {2024: True, 2025: False}
    for year, rating, column in [(2024, 3, "B"), (2025, 4, "C")]:
        rows = told[year].rows["ratings"]
        assert [(r["item_id"], r["rating"], r["cell"]) for r in rows] == [
            (item_id, rating, f"{column}{n}") for n, item_id in enumerate(TRIP.item_ids, start=2)
        ]
    assert log == []


@pytest.mark.parametrize(
    ("heading", "marks"),
    [
        (["Statement", "Rating", "Score"], [3, 4]),
        (["Statement", *range(1, 6), *range(1, 6)], ["x"]),
    ],
)
def test_answers_side_by_side_that_cannot_be_told_apart_are_an_error(understand, heading, marks):
    (form,), log = understand([heading, *[[s, *marks] for s in STATEMENTS]])
    assert {row["state"] for row in form.rows["ratings"]} == {"not-answered"}
    assert kinds(log, "error") == ["no-answer-column"]
    assert kinds(log, "warning") == ["unknown-column"] * 8 * len(marks)


@pytest.mark.parametrize(
    "heading",
    [
        ["Statement", "Target rating", "Rating"],
        ["Statement", "Score", "Agreed rating"],
        ["Statement", "Staff rating", "Rating"],
    ],
)
def test_the_rating_is_told_from_targets_and_other_years(understand, heading):
    (form,), _ = understand([heading, *[[s, 5, 3] for s in STATEMENTS]])
    ours = [row["rating"] for row in form.rows["ratings"] if row["perspective"] == "team"]
    assert ours == [3] * 8


def test_last_years_rating_beside_this_years_is_a_form_of_its_own(understand):
    heading = ["Statement", "Last year's rating", "Our score out of 5"]
    forms, log = understand([["Year:", 2025], [], heading, *[[s, 5, 3] for s in STATEMENTS]])
    found = {
        form.years_ago: (form.earlier, [(r["rating"], r["cell"]) for r in form.rows["ratings"]])
        for form in forms
    }
    assert len(forms) == 2
    assert found == {
        0: (False, [(3, f"C{row}") for row in range(4, 12)]),
        1: (True, [(5, f"B{row}") for row in range(4, 12)]),
    }
    assert log == []


def test_the_rating_may_stand_before_the_statement_and_in_every_other_row(understand):
    rows = [["Rating", "Statement"]]
    for statement in STATEMENTS:
        rows += [[4, statement], []]
    (form,), log = understand(rows)
    assert [row["rating"] for row in form.rows["ratings"]] == [4] * 8
    assert log == []


def test_priorities_and_assets(understand):
    rows = rating_form([4] * 8)
    rows += [
        [],
        ["Identifying assets"],
        ["Category", "What we can draw on"],
        ["Skills", "Guitar"],
        [None, "Cooking"],
        [],
        ["Top three priorities for action"],
        ["No.", "Priority", "What we will do", "How we will know", "By when", "Staff lead",
         "Service user lead", "Progress"],
        [1, "Write notes together", "Pilot", "Audit", dt.date(2025, 9, 1), "Ann Lee", "Bo",
         "Started"],
        [2, "More plants", None, None, "ongoing", "Ann Lee", "tbc", None],
        [3],
        [],
        ["General comments:", "A good year"],
    ]  # fmt: skip
    (form,), log = understand(rows)
    first, second = form.rows["priorities"]
    assert first["priority"] == "Write notes together"
    assert (first["due"], first["progress"]) == (dt.date(2025, 9, 1), "started")
    assert (first["staff_lead"], first["service_user_lead"]) == (True, True)
    assert (second["due"], second["service_user_lead"]) == (None, False)
    assert [(a["category"], a["asset"]) for a in form.rows["assets"]] == [
        ("Skills", "Guitar"),
        ("Skills", "Cooking"),
    ]
    found = {(entry.kind, entry.found) for entry in log}
    assert ("general-comment", "A good year") in found
    assert ("no-date", "ongoing") in found
    assert not any("Ann" in (entry.found or "") for entry in log)  # names are kept nowhere


def test_a_month_alone_is_taken_as_its_end_with_a_note(understand):
    heading = ["Priority", "Action", "By when", "Lead"]
    rows = [*rating_form([4] * 8), [], heading, ["Garden", "Dig", "Sept 2025", "tbc"]]
    (form,), log = understand(rows)
    assert form.rows["priorities"][0]["due"] == dt.date(2025, 9, 30)
    noted = [(e.severity, e.found, e.used) for e in log if e.kind == "month-alone"]
    assert noted == [("note", "Sept 2025", "2025-09-30")]


@pytest.mark.parametrize(
    ("marks", "given_in"),
    [
        (["80%", "60%", "40%", "90%", None, "20%", "40%", "80%"], "percentages"),
        (["Amber", "Green", "Red", "Green", None, "Amber", "Red", "Red"], "words or signs"),
    ],
)
def test_a_form_answered_in_another_way_throughout_is_asked_about_once(understand, marks, given_in):
    (form,), log = understand(rating_form(marks))
    (asked,) = (entry for entry in log if entry.severity == "error")
    assert (asked.kind, asked.cell) == ("another-scale", "B4:B11")
    assert f"all of them are {given_in}" in asked.what_to_do
    kept = {entry.cell: entry.found for entry in log if entry.kind == "on-another-scale"}
    assert kept == {f"B{n}": mark for n, mark in enumerate(marks, start=4) if mark}
    assert [row["state"] for row in form.rows["ratings"]].count("unclear") == 7


def test_one_number_among_words_leaves_each_of_them_to_be_asked_about(understand):
    _, log = understand(rating_form(["Amber", "Green", "Red", 4, None, None, None, None]))
    assert [entry.kind for entry in log if entry.severity == "error"] == ["unclear-mark"] * 3


def test_names_are_kept_nowhere(understand):
    rows = [["Completed by:", "Josephine Bloggs"], ["Who took part:", "Ann Lee, 4 others"]]
    forms, log = understand([*rows, *rating_form([4] * 8)])
    assert "Bloggs" not in repr(forms) + "".join(str(e.row()) for e in log)
    assert "Lee" not in "".join(str(e.row()) for e in log)
    assert kinds(log) == ["name-not-kept", "who-took-part"]


def test_sections_on_sheets_of_their_own_join_the_only_form(understand):
    ratings = rating_form([4] * 8)
    priorities = [
        ["Priority", "Action", "By when", "Lead"],
        ["Staff supervision", "Book it", "", "A"],
    ]
    (form,), _ = understand(ratings, priorities)
    assert [row["priority"] for row in form.rows["priorities"]] == ["Staff supervision"]


def test_a_table_that_says_priorities_beside_the_ratings_is_one(understand):
    heads = [["Statement", "Score", None, "Our three priorities", "Rank", "Lead"]]
    rows = [[s, 3, None, *("Garden", 1, "AB")] if not n else [s, 3] for n, s in
            enumerate(STATEMENTS)]  # fmt: skip
    (form,), log = understand(heads + rows)
    assert [row["rating"] for row in form.rows["ratings"]] == [3] * 8
    assert [(r["number"], r["priority"]) for r in form.rows["priorities"]] == [(1, "Garden")]
    assert kinds(log) == ["name-not-kept"]


def test_ticks_under_the_first_letters_of_the_stages(understand):
    rows = [["Challenge", "E", "D", "T"]]
    rows += [[c, *("x" if at == n % 3 else None for at in range(3))] for n, c in
             enumerate(i.wordings[0].text for i in CHALLENGES.items)]  # fmt: skip
    (form,), log = understand(rows)
    assert [row["stage"] for row in form.rows["stages"]] == [1, 2, 3, 1, 2, 3, 1, 2, 3, 1]
    assert (form.fields.service_line, log) == (None, [])


def test_sections_that_could_belong_to_two_forms_are_errors(understand):
    priorities = [
        ["Priority", "Action", "By when", "Lead"],
        ["Staff supervision", "Book it", "", "A"],
    ]
    forms, log = understand(rating_form([4] * 8), rating_form([2] * 8), priorities)
    assert len(forms) == 2
    assert set(kinds(log, "error")) == {"unknown-section"}
    found = {entry.found for entry in log}
    assert "Staff supervision" in found
    assert "Ann Lee" not in found


def test_template_a_by_ticks_and_by_stage_column(understand):
    rows = [
        ["Service line:", "Older people"],
        ["Organisational Challenge", "Stage 1", "Stage 2", "Stage 3", "Priority for action (1-10)",
         "Comments"],
        [None, "(tick ✓ one)"],
    ]  # fmt: skip
    rows += [
        [f"{n + 1}. {text}", *["✓" if stage == n % 3 else None for stage in range(3)], n + 1, "c"]
        for n, text in enumerate(SHORT)
    ]
    (form,), log = understand(rows)
    stages = form.rows["stages"]
    assert [row["item_id"] for row in stages] == list(CHALLENGES.item_ids)
    assert [row["stage"] for row in stages[:4]] == [1, 2, 3, 1]
    assert stages[0]["priority"] == 1
    assert stages[0]["priority_cell"] == "E4"
    assert log == []

    (form,), log = understand(
        [["Challenge", "Stage", "Priority"], *[[t, "Stage 2", n] for n, t in enumerate(SHORT, 2)]]
    )
    assert {row["stage"] for row in form.rows["stages"]} == {2}
    assert [row.get("priority") for row in form.rows["stages"]] == [*range(2, 11), None]
    assert [(entry.kind, entry.found) for entry in log] == [("unclear-priority", "11")]


def test_template_b(understand):
    rows = [
        ["TEMPLATE B"],
        ["ORGANISATIONAL CHALLENGE:", "Transforming the workforce"],
        ["CURRENT STANDARD", "Stage 1 [ ]", "Stage 2 [x]", "Stage 3 [ ] (Please tick one)"],
        ["Describe:", "Two peers"],
        ["Local goals (agreed by commissioners and providers)"],
        ["1.", "Four peers"],
        ["2."],
        ["3. A career path"],
        ["Date:", "1 May 2025"],
        ["Specific actions required to make progress on goals before next review"],
        ["1. Recruit"],
        ["Evidence sources:", "HR data"],
        ["Commissioner name: ____", "signature: ____"],
        ["Provider lead name: J Bloggs", "signature:"],
        ["Next Review Date: 1/5/2026"],
    ]
    (form,), log = understand(rows)
    plans = form.rows["action_plans"]
    assert [(p["kind"], p["number"], p["text"]) for p in plans] == [
        ("current-standard", None, "Two peers"),
        ("goal", 1, "Four peers"),
        ("goal", 3, "A career path"),
        ("action", 1, "Recruit"),
        ("evidence", None, "HR data"),
    ]
    assert {(p["item_id"], p["stage"], p["agreed_on"]) for p in plans} == {
        ("challenge-8", 2, dt.date(2025, 5, 1))
    }
    assert plans[0]["next_review"] == dt.date(2026, 5, 1)
    assert kinds(log) == ["name-not-kept"]


def test_a_plan_below_a_teams_ratings_is_that_teams_and_of_that_year(understand):
    ratings = [["Team:", "Ash Ward"], ["Year:", 2025], ["Statement", "Rating"]]
    plan = [["TEMPLATE B"], ["Organisational challenge", "Transforming the workforce"],
            ["Current standard", "Two peers"], ["Local goal 1", "Four peers"],
            ["Evidence sources", "HR data"]]  # fmt: skip
    forms, _ = understand([*ratings, *([s, 4] for s in STATEMENTS), [], *plan])
    assert [f.instrument.instrument_id for f in forms] == ["trip", "template-b"]
    assert {(f.fields.team.text, f.fields.year.year) for f in forms} == {("Ash Ward", 2025)}
    written = [row["text"] for row in forms[1].rows["action_plans"]]
    assert written == ["Two peers", "Four peers", "HR data"]


@pytest.mark.parametrize(
    "lines",
    [
        [["CURRENT STANDARD", "Stage 1", "Stage 2", "Stage 3"], [None, None, "✓"]],
        [["CURRENT STANDARD", "Stage 1", "☐", "Stage 2", "☒", "Stage 3", "☐"]],
        [["CURRENT STANDARD", "Stage 1 ☐", "Stage 2 ☑", "Stage 3 ☐"]],
    ],
)
def test_a_stage_ticked_below_beside_or_within(understand, lines):
    rows = [["ORGANISATIONAL CHALLENGE:", "Transforming the workforce"], *lines]
    (form,), log = understand([*rows, ["Describe:", "Two peers"]])
    assert [row["stage"] for row in form.rows["action_plans"]] == [2]
    assert log == []


def test_two_stages_ticked_on_template_b_are_unclear(understand):
    rows = [
        ["ORGANISATIONAL CHALLENGE: Transforming the workforce"],
        ["CURRENT STANDARD", "Stage 1 [x]", "Stage 2 [x]", "Stage 3 [ ]"],
        ["Describe:", "Two peers"],
    ]
    (form,), log = understand(rows)
    assert form.rows["action_plans"][0]["stage"] is None
    assert kinds(log, "error") == ["unclear-mark"] * 2


def test_notes_attached_to_cells_and_text_around_are_kept(understand, make_sheet):
    plain = make_sheet([*rating_form([4] * 8), [], ["Thank you all"]])
    sheet = Sheet("Form", plain.cells, (), notes=(Note("B4", "Josephine Bloggs:\nwe argued"),))
    _, log = understand(sheet)
    assert {(e.kind, e.cell, e.found) for e in log} == {
        ("other-text", "A13", "Thank you all"),
        ("other-text", "B4", "we argued"),
    }


def test_what_is_no_form_gives_no_forms(understand):
    assert understand([["Shopping"], ["Milk", 2]]) == ([], [])


@pytest.mark.parametrize("stray", ["✓", "?", "-", "=", "4"])
def test_a_stray_sign_far_from_the_table_is_logged(understand, stray):
    _, log = understand([*rating_form([4] * 8), *[[]] * 8, [None, None, None, stray]])
    assert [(entry.cell, entry.found) for entry in log] == [("D20", stray)]


@pytest.mark.parametrize(
    "rows", [[], [[]], [["Team:", "Ash"]], [["Team:"], ["Statement", "Rating"]]]
)
def test_nearly_empty_sheets_are_no_forms(understand, rows):
    assert understand(rows) == ([], [])
