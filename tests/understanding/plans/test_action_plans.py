"""Template B as organisations send it: the same plan however it is laid out."""

import datetime as dt

import pytest

from trip_analytics.instruments import load_instrument
from trip_analytics.understanding.form_page import Page
from trip_analytics.understanding.matching.item_matcher import ItemMatcher
from trip_analytics.understanding.plans.action_plans import (
    has_action_plan,
    has_table_of_plans,
    read_action_plans,
)

MATCHER = ItemMatcher(load_instrument("template-b"))
WORKFORCE = "Transforming the workforce"
PLAN = [
    ("current-standard", None, "Two peers in post"),
    ("goal", 1, "Four peers"),
    ("goal", 2, "A career path"),
    ("action", 1, "Recruit"),
    ("evidence", None, "HR data"),
]


@pytest.fixture
def read(make_sheet):
    def of(rows, merged=()):
        page = Page(make_sheet(rows, merged=merged), "b.xlsx")
        assert has_action_plan(page)
        plans = read_action_plans(page, MATCHER)
        return plans, page.log, [cell.standing for cell in page.remaining()]

    return of


def brief(plans):
    return [(p["kind"], p["number"], p["text"]) for p in plans]


LAYOUTS = {
    "labels beside": [
        ["Organisational challenge:", WORKFORCE],
        ["Current standard", "Stage 1", "Stage 2", "Stage 3"],
        [None, None, "✓", None],
        ["Describe:", "Two peers in post"],
        ["Local goals", "1. Four peers\n2. A career path"],
        ["Actions required:", "1. Recruit"],
        ["Evidence sources:", "HR data"],
        ["Date agreed:", "01/05/2025"],
        ["Date of next review:", "01/05/2026"],
    ],
    "labels above": [
        ["ORGANISATIONAL CHALLENGE"],
        [WORKFORCE],
        ["CURRENT STANDARD (Please tick one)"],
        ["☐ Stage 1", "☒ Stage 2", "☐ Stage 3"],
        ["Describe the current position"],
        ["Two peers in post"],
        ["Local goals (agreed by commissioners and providers)"],
        ["1.", "Four peers"],
        ["2.", "A career path"],
        ["Specific actions required to make progress on goals before next review"],
        ["1.", "Recruit"],
        ["Evidence"],
        ["HR data"],
        ["Agreed on:"],
        ["1 May 2025"],
        ["Next review"],
        ["1 May 2026"],
    ],
    "all within": [
        ["Challenge 8: Transforming the workforce"],
        ["Stage 1 ☐  Stage 2 ☑  Stage 3 ☐"],
        ["Current situation: Two peers in post"],
        ["Goals:\n1. Four peers\n2. A career path"],
        ["Actions:\n1. Recruit"],
        ["Evidence: HR data"],
        ["Date: 1/5/2025"],
        ["Review date: 1/5/2026"],
    ],
    "one cell for all": [
        [
            "Challenge: Transforming the workforce\nStage: 2\nDescribe: Two peers in post\n"
            "Goals:\n1. Four peers\n2. A career path\nActions:\n1. Recruit\nEvidence: HR data\n"
            "Date agreed: 1/5/2025\nNext review: 1/5/2026"
        ]
    ],
    "the stage in words": [
        ["Challenge", "8. Transforming the workforce"],
        ["Stage reached:", "2 - Development"],
        ["Describe", "Two peers in post"],
        ["Goals", "1) Four peers\n2) A career path"],
        ["Actions", "1) Recruit"],
        ["Evidence", "HR data"],
        ["Date agreed", dt.date(2025, 5, 1), "Next review", dt.date(2026, 5, 1)],
    ],
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_says_the_same(read, layout):
    plans, log, rest = read(LAYOUTS[layout])
    assert brief(plans) == PLAN
    held = {(p["item_id"], p["stage"], p["agreed_on"], p["next_review"]) for p in plans}
    assert held == {("challenge-8", 2, dt.date(2025, 5, 1), dt.date(2026, 5, 1))}
    assert (log, rest) == ([], [])


STAGES = {
    "brackets": [["Current standard", "Stage 1 [ ]", "Stage 2 [x]", "Stage 3 [ ]"]],
    "names without numbers": [
        ["Current standard", "Engagement", "Development ✓", "Transformation"],
    ],
    "names with numbers": [
        ["Current standard", "Stage 1 Engagement ☐", "Stage 2 Development ☒",
         "Stage 3 Transformation ☐"],
    ],
    "beside": [["Current standard"], ["Stage 1", None], ["Stage 2", "x"], ["Stage 3", None]],
    "before": [["Current standard"], [None, "Stage 1"], ["✓", "Stage 2"], [None, "Stage 3"]],
    "one of three written": [["Current standard:", "Stage 2"]],
    "a number": [["Current stage", 2]],
    "after a colon": [["Current standard: Development"]],
    "boxes before, in one cell": [["Current standard", "☐ Stage 1 ☒ Stage 2 ☐ Stage 3"]],
}  # fmt: skip


@pytest.mark.parametrize("way", STAGES)
def test_ways_to_tick_a_stage(read, way):
    rows = [["Challenge:", WORKFORCE], *STAGES[way], ["Goals:", "Four peers"]]
    plans, log, rest = read(rows)
    assert [(p["stage"], p["text"]) for p in plans] == [(2, "Four peers")]
    assert (log, rest) == ([], [])


def test_the_stages_that_are_struck_out_leave_the_one_meant(read, make_cell):
    def stage(number, column, struck):
        text = f"Stage {number}"
        return make_cell(text)._replace(
            row=2, column=column, address=f"{'ABC'[column - 1]}2", struck=text if struck else ""
        )

    rows = [
        ["Challenge:", WORKFORCE],
        [stage(1, 1, True), stage(2, 2, False), stage(3, 3, True)],
        ["Goals:", "Four peers"],
        ["Actions:", "Recruit"],
    ]
    plans, log, _ = read(rows)
    assert {p["stage"] for p in plans} == {2}
    assert [e.kind for e in log] == ["struck-through"] * 2


@pytest.mark.parametrize("second", ["✓", "?"])
def test_a_stage_in_doubt_is_unclear(read, second):
    rows = [
        ["Challenge:", WORKFORCE],
        ["Current standard", "Stage 1", "Stage 2", "Stage 3"],
        [None, "✓", second, None],
        ["Goals:", "Four peers"],
    ]
    plans, log, _ = read(rows)
    assert {p["stage"] for p in plans} == {None}
    assert {e.kind for e in log if e.severity == "error"} == {"unclear-mark"}


@pytest.mark.parametrize("rows", [[["Challenge 4"]], [["Challenge:", 4]], [["Challenge", "No. 4"]]])
def test_a_number_alone_is_the_challenge_with_a_warning(read, rows):
    plans, log, _ = read([*rows, ["Goals:", "Four peers"], ["Actions:", "Recruit"]])
    assert {p["item_id"] for p in plans} == {"challenge-4"}
    assert [(e.kind, e.severity, e.used) for e in log] == [
        ("challenge-by-number", "warning", "challenge-4")
    ]


@pytest.mark.parametrize(
    "rows", [[["Challenge 6", WORKFORCE]], [["Challenge 6: " + WORKFORCE]], [["6.", WORKFORCE]]]
)
def test_the_wording_decides_against_the_number(read, rows):
    head = [] if rows[0][0].startswith("C") else [["Organisational challenge"]]
    plans, log, _ = read([*head, *rows, ["Goals:", "Four peers"], ["Actions:", "Recruit"]])
    assert {p["item_id"] for p in plans} == {"challenge-8"}
    assert [e for e in log if e.severity != "note"] == []


def test_a_challenge_in_other_words_is_an_error(read):
    plans, log, _ = read([["Challenge:", "More gardens"], ["Goals:", "Beans"], ["Actions:", "Dig"]])
    assert {p["item_id"] for p in plans} == {None}
    assert [(e.kind, e.cell, e.found) for e in log] == [("unknown-statement", "B1", "More gardens")]


def test_a_table_of_goals_and_actions(read):
    rows = [
        ["Challenge:", WORKFORCE],
        ["No.", "Goal", "Action", "Evidence", "By when", "Who"],
        [1, "Four peers", "Recruit", "HR data", "May", "Ann Lee"],
        [2, "A career path", "Write it\nAgree it", None, None, "Bo Day"],
        ["Next review:", "01/05/2026"],
    ]
    plans, log, rest = read(rows)
    assert brief(plans) == [
        ("goal", 1, "Four peers"),
        ("action", None, "Recruit"),
        ("evidence", None, "HR data"),
        ("goal", 2, "A career path"),
        ("action", None, "Write it"),
        ("action", None, "Agree it"),
    ]
    assert {p["next_review"] for p in plans} == {dt.date(2026, 5, 1)}
    assert [(e.kind, e.found) for e in log] == [
        ("other-text", "May"), ("name-not-kept", None), ("name-not-kept", None),
    ]  # fmt: skip
    assert rest == []


def test_a_table_of_plans_is_told_from_template_a(make_sheet):
    plans = ["Challenge", "Stage", "Local goals", "Actions"]
    assert has_table_of_plans(Page(make_sheet([plans]), "b.xlsx"))
    for heading in (["Challenge", "Stage", "Comments"], ["Priority", "Goal", "Action", "Lead"]):
        assert not has_table_of_plans(Page(make_sheet([heading]), "b.xlsx"))


def test_a_row_for_each_challenge(read):
    rows = [
        ["Challenge", "Current stage", "Goals", "Actions", "Date of next review"],
        [WORKFORCE, 2, "Four peers", "Recruit", "01/05/2026"],
        ["Redefining user involvement", "Stage 1", "A forum", "Ask", "01/06/2026"],
    ]
    plans, log, rest = read(rows)
    assert [(p["item_id"], p["stage"], p["kind"], p["next_review"].month) for p in plans] == [
        ("challenge-8", 2, "goal", 5),
        ("challenge-8", 2, "action", 5),
        ("challenge-7", 1, "goal", 6),
        ("challenge-7", 1, "action", 6),
    ]
    assert (log, rest) == ([], [])


def test_several_plans_below_each_other(read):
    rows = [
        ["Organisational challenge:", WORKFORCE], ["Goals:", "Four peers"], ["Actions:", "Recruit"],
        [],
        ["Organisational challenge:", "Redefining user involvement"], ["Stage 3 [x]"],
        ["Goals:", "A forum"], ["Actions:", "Ask"],
    ]  # fmt: skip
    plans, _, rest = read(rows)
    assert [(p["item_id"], p["stage"]) for p in plans] == [("challenge-8", None)] * 2 + [
        ("challenge-7", 3)
    ] * 2
    assert rest == []


def test_names_are_kept_nowhere(read):
    rows = [
        ["Challenge:", WORKFORCE],
        ["Goals:", "Four peers"],
        ["Actions:", "Recruit"],
        ["Commissioner name:", "Ann Lee", "Signature:", "A Lee"],
        ["Signed: Bo Day"],
        ["Provider lead", "Cy Hill"],
    ]
    plans, log, rest = read(rows)
    assert brief(plans) == [("goal", None, "Four peers"), ("action", None, "Recruit")]
    assert [e.kind for e in log] == ["name-not-kept"] * 4
    assert not any(e.found for e in log)
    assert rest == []


def test_a_blank_template_b_says_nothing(read):
    rows = [
        ["TEMPLATE B"],
        ["ORGANISATIONAL CHALLENGE:"],
        ["CURRENT STANDARD", "Stage 1 [ ]", "Stage 2 [ ]", "Stage 3 [ ] (Please tick one)"],
        ["Describe:"],
        ["Local goals (agreed by commissioners and providers)"],
        ["1."], ["2."], ["3. ________"],
        ["Date:"],
        ["Specific actions required to make progress on goals before next review"],
        ["1."], ["2."],
        ["Evidence sources:"],
        ["Commissioner name: ____", "signature: ____"],
        ["Next Review Date:"],
    ]  # fmt: skip
    plans, log, rest = read(rows)
    assert (plans, log, rest) == ([], [], ["TEMPLATE B"])


@pytest.mark.parametrize(
    "rows",
    [
        [["Priority", "Action", "Evidence", "Goal"], ["Garden", "Dig", "Beans", "Food"]],
        [["Organisational Challenge", "Stage", "Comments"], [WORKFORCE, 2, "goals are ours"]],
        [["The challenge was time."], ["Our goals were to agree actions."], ["Evidence is thin."]],
        [["What is your challenge?", "Your goals", "ID"], ["time", "rest", 1]],
    ],
)
def test_other_tables_and_prose_are_no_plans(make_sheet, rows):
    assert not has_action_plan(Page(make_sheet(rows), "b.xlsx"))


def test_who_signed_and_when_in_a_table(read):
    rows = [
        ["Challenge:", WORKFORCE],
        ["Goals:", "Four peers"],
        ["Actions:", "Recruit"],
        [None, "Name", "Signature", "Date"],
        ["Commissioner", "Ann Lee", "A Lee", "01/05/2025"],
        ["Provider", "Bo Day", "B Day", "01/05/2025"],
    ]
    plans, log, rest = read(rows)
    assert {p["agreed_on"] for p in plans} == {dt.date(2025, 5, 1)}
    assert [e.kind for e in log] == ["name-not-kept"] * 4
    assert rest == []


def test_an_answer_that_reads_like_a_label_is_an_answer(read):
    rows = [["Challenge:", WORKFORCE], ["Goals:", "Progress"], ["Actions:", "Review"]]
    assert brief(read(rows)[0]) == [("goal", None, "Progress"), ("action", None, "Review")]
