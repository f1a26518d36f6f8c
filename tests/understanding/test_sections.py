"""Priorities as teams send them: every layout read the same, every cell accounted for."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trip_analytics.understanding.form_page import Page
from trip_analytics.understanding.sections import (
    has_sections,
    heads_section,
    log_unplaced,
    read_priorities,
)

MAY = dt.date(2026, 5, 31)


@pytest.fixture
def read(make_sheet):
    """The rows of a sheet's priorities, and its log with the cells that nothing took."""

    def of(rows, merged=(), taken=0):
        page = Page(make_sheet(rows, merged=merged), "ash.xlsx")
        for cell in list(page.remaining())[:taken]:
            page.take(cell)
        found = read_priorities(page)
        return found, page.log, [cell.standing for cell in page.remaining()]

    return of


def brief(rows, *names):
    names = names or ("number", "priority", "action")
    return [tuple(row[name] for name in names) for row in rows]


def test_degrees_as_columns_to_tick(read):
    rows, log, rest = read([
        ["Our priorities"],
        ["Priority", "High impact", "Low impact", "Easy to do", "Hard to do"],
        ["Garden", "x", None, "✓", None],
        ["Notes", None, "x", None, "x"],
    ])  # fmt: skip
    assert brief(rows, "priority", "impact", "ease") == [
        ("Garden", "high", "high"), ("Notes", "low", "low"),
    ]  # fmt: skip
    assert (log, rest) == ([], [])


THREE = [(1, "Garden", "Dig"), (2, "Notes", "Write"), (3, "Choices", "Ask")]
LAYOUTS = {
    "a table": [
        ["Priority", "Action", "Lead", "By when"],
        ["Garden", "Dig", "Ann Lee", "31/05/2026"],
        ["Notes", "Write", "Ann Lee", "31/05/2026"],
        ["Choices", "Ask", "Ann Lee", "31/05/2026"],
    ],
    "numbers before the words": [
        ["Area for action", "What will we do?", "Who?", "Target date"],
        ["1. Garden", "Dig", "Ann Lee", "31/05/2026"],
        ["2) Notes", "Write", "Ann Lee", "31/05/2026"],
        ["3: Choices", "Ask", "Ann Lee", "31/05/2026"],
    ],
    "numbers in a column, blank rows between": [
        ["No.", "Goal", "Steps", "By whom", "Timescale"],
        ["1st", "Garden", "Dig", "Ann Lee", "31/05/2026"],
        [],
        ["2nd", "Notes", "Write", "Ann Lee", "31/05/2026"],
        [],
        ["3rd", "Choices", "Ask", "Ann Lee", "31/05/2026"],
    ],
    "labels before the words": [
        ["What do we want to achieve?", "How", "Responsible", "Due"],
        ["Priority 1: Garden", "Dig", "Ann Lee", "31/05/2026"],
        ["Priority 2: Notes", "Write", "Ann Lee", "31/05/2026"],
        ["Priority 3: Choices", "Ask", "Ann Lee", "31/05/2026"],
    ],
    "Priority heads the numbers": [
        ["Priority", "Objective", "Action required", "Owner", "Deadline"],
        [1, "Garden", "Dig", "Ann Lee", "31/05/2026"],
        [2, "Notes", "Write", "Ann Lee", "31/05/2026"],
        [3, "Choices", "Ask", "Ann Lee", "31/05/2026"],
    ],
    "Priority heads numbers and words": [
        ["Priority", None, "Action", "Lead", "By when"],
        [1, "Garden", "Dig", "Ann Lee", "31/05/2026"],
        [2, "Notes", "Write", "Ann Lee", "31/05/2026"],
        [3, "Choices", "Ask", "Ann Lee", "31/05/2026"],
    ],
    "blocks with the value beside": [
        line
        for number, (_, priority, action) in enumerate(THREE, start=1)
        for line in (
            [f"Priority {number}", priority],
            ["Action:", action],
            ["Who:", "Ann Lee"],
            ["By when:", "31/05/2026"],
            [],
        )
    ],
    "blocks with the value below": [
        line
        for number, (_, priority, action) in enumerate(THREE, start=1)
        for line in (
            [f"Priority {number}:"], [priority], ["Action:"], [action], ["Lead:"], ["Ann Lee"],
            ["By when:"], ["31/05/2026"],
        )
    ],
    "blocks with the value within": [
        line
        for number, (_, priority, action) in enumerate(THREE, start=1)
        for line in (
            [f"Priority {number}: {priority}"], [f"Action: {action}"], ["Lead: Ann Lee"],
            ["By when: 31/05/2026"],
        )
    ],
    "three columns across": [
        ["", "Priority 1", "Priority 2", "Priority 3"],
        ["Priority", "Garden", "Notes", "Choices"],
        ["Action", "Dig", "Write", "Ask"],
        ["Staff lead", "Ann Lee", "Ann Lee", "Ann Lee"],
        ["By when", "31/05/2026", "31/05/2026", "31/05/2026"],
    ],
    "across, named in the headings": [
        ["", "Priority 1: Garden", "Priority 2: Notes", "Priority 3: Choices"],
        ["Action", "Dig", "Write", "Ask"],
        ["Lead", "Ann Lee", "Ann Lee", "Ann Lee"],
        ["By when", "31/05/2026", "31/05/2026", "31/05/2026"],
    ],
    "across without headings": [
        ["Top three priorities"],
        ["Priority", "Garden", "Notes", "Choices"],
        ["Action", "Dig", "Write", "Ask"],
        ["Who", "Ann Lee", "Ann Lee", "Ann Lee"],
        ["When", "31/05/2026", "31/05/2026", "31/05/2026"],
    ],
    "a small table for each": [
        line
        for number, (_, priority, action) in enumerate(THREE, start=1)
        for line in (
            [f"Priority {number}: {priority}"],
            ["Action", "Lead", "By when"],
            [action, "Ann Lee", "31/05/2026"],
            [],
        )
    ],
    "headings again for each": [
        line
        for number, (_, priority, action) in enumerate(THREE, start=1)
        for line in (
            [f"Priority {number}", "Action", "Lead", "By when"],
            [priority, action, "Ann Lee", "31/05/2026"],
        )
    ],
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_says_the_same(read, layout):
    rows, log, rest = read(LAYOUTS[layout])
    assert brief(rows) == THREE
    assert {row["due"] for row in rows} == {MAY}
    assert {row["staff_lead"] for row in rows} == {True}
    assert [entry.kind for entry in log] == ["name-not-kept"] * 3
    assert rest == []


LISTS = {
    "lines below a title": [["Top three priorities"], ["Garden"], ["Notes"], ["Choices"]],
    "numbered lines": [["Our priorities:"], ["1. Garden"], ["2. Notes"], ["3. Choices"]],
    "numbers beside": [
        ["3. Priorities for action"], ["1", "Garden"], ["2", "Notes"], [3, "Choices"],
    ],
    "one cell below": [["Top 3 priorities"], ["1. Garden\n2. Notes\n3. Choices"]],
    "one cell beside": [["Priorities", "1) Garden\n2) Notes\n3) Choices"]],
    "one cell with its title": [["Priorities for action:\n• Garden\n• Notes\n• Choices"]],
    "priorities named by number": [
        ["Priority 1", "Garden"], ["Priority 2", "Notes"], ["Priority 3", "Choices"],
    ],
    "numbers in words": [
        ["Priority one: Garden"], ["Priority two: Notes"], ["Priority three: Choices"],
    ],
    "guidance printed between": [
        ["Priorities"], ["Please list the three that matter most to your team."], ["Garden"],
        ["Notes"], ["Choices"],
    ],
}  # fmt: skip


@pytest.mark.parametrize("layout", LISTS)
def test_plain_lists(read, layout):
    rows, log, rest = read([*LISTS[layout], [], ["Thank you all"]])
    assert brief(rows, "number", "priority") == [line[:2] for line in THREE]
    assert log == []
    assert [text for text in rest if not text.startswith("Please")] == ["Thank you all"]


def test_leads_headed_over_two_rows(read):
    rows = [
        ["Priority", "Action", "Leads", None, "By when"],
        [None, None, "Staff", "Service user", None],
        ["Garden", "Dig", "Ann Lee", "tbc", "31/05/2026"],
    ]
    for merged in ((), [(1, 3, 1, 4)], [(1, 1, 2, 1), (1, 3, 1, 4)]):
        (row,), log, rest = read(rows, merged)
        assert (row["staff_lead"], row["service_user_lead"], row["due"]) == (True, False, MAY)
        assert [entry.kind for entry in log] == ["name-not-kept", "no-lead-yet"]
        assert rest == []


def test_leads_headed_in_the_row_above(read):
    rows = [
        [None, None, "Leads", None],
        ["Priority", "Action", "Staff", "Peer"],
        ["Garden", "Dig", None, "Bo Day"],
    ]
    (row,), _, rest = read(rows, [(1, 3, 1, 4)])
    assert (row["staff_lead"], row["service_user_lead"]) == (False, True)
    assert rest == []


@pytest.mark.parametrize("repeated", [None, "Garden"])
def test_one_priority_over_several_rows(read, repeated):
    rows = [
        ["Priority", "Action", "Lead", "By when"],
        ["Garden", "Dig", "Ann Lee", "01/04/2026"],
        [repeated, "Sow", "Bo Day", "31/05/2026"],
        ["Notes", "Write", "Ann Lee", "31/05/2026"],
    ]
    found, log, rest = read(rows, [(2, 1, 3, 1)] if repeated is None else ())
    assert brief(found) == [(1, "Garden", "Dig\nSow"), (2, "Notes", "Write")]
    assert found[0]["due"] == MAY
    assert [(e.kind, e.cell, e.used) for e in log if e.severity == "warning"] == [
        ("several-dates", "D2", "2026-05-31")
    ]
    assert rest == []


def test_a_table_for_each_priority_holds_its_actions(read):
    rows = [
        ["Priority 2 - Garden"],
        ["Action", "By when", "Who"],
        ["Dig", "31/05/2026", "Ann Lee"],
        ["Sow", "31/05/2026", None],
    ]
    found, _, rest = read(rows)
    assert brief(found) == [(2, "Garden", "Dig\nSow")]
    assert rest == []


def test_several_numbered_priorities_in_one_row_of_cells(read):
    rows = [
        ["Priority", "Action", "Lead", "By when"],
        ["1. Garden\n2. Notes", "1. Dig\n2. Write", None, None],
    ]
    assert brief(read(rows)[0]) == [(1, "Garden", "Dig"), (2, "Notes", "Write")]


def test_numbers_beside_the_rows_need_no_heading(read):
    rows = [
        [None, "Our priorities", "How we shall do it", "By when"],
        [1, "Garden", "Dig", None],
        [None, None, "Sow", None],
        [2, "Notes", "Write", None],
    ]
    found, log, rest = read(rows)
    assert brief(found) == [(1, "Garden", "Dig\nSow"), (2, "Notes", "Write")]
    assert rest == [] == log


def test_other_numbers_beside_the_rows_are_in_the_log(read):
    rows = [[None, "Our priorities", "How we shall do it", "By when"], [7, "Garden", "Dig", None]]
    found, _, rest = read(rows)
    assert brief(found) == [(1, "Garden", "Dig")]
    assert rest == ["7"]


def test_a_degree_is_no_priority(read):
    rows = [
        ["Action", "Priority", "Lead", "By when", "Measure"],
        ["Dig", "High", "Ann Lee", "31/05/2026", "Beans"],
        ["Write", "Low", "Ann Lee", "31/05/2026", "Audit"],
    ]
    found, log, _ = read(rows)
    assert brief(found) == [(1, None, "Dig"), (2, None, "Write")]
    assert [e.found for e in log if e.kind == "general-comment"] == ["High", "Low"]


def test_what_has_no_column_is_in_the_log_with_its_text(read):
    rows = [
        ["Priority", "Action", "By when", "Progress", "Comments", "Funding source"],
        ["Garden", "Dig", "Q2", "Amber", "raining", "League of Friends"],
    ]
    (row,), log, _ = read(rows)
    assert (row["due"], row["progress"]) == (None, None)
    assert {(e.kind, e.severity, e.cell, e.found) for e in log} == {
        ("unclear-date", "warning", "C2", "Q2"),
        ("unclear-progress", "warning", "D2", "Amber"),
        ("general-comment", "note", "E2", "raining"),
        ("unknown-column", "warning", "F2", "League of Friends"),
    }


def test_a_single_column_of_leads_is_read_for_whose_they_are(read):
    rows = [
        ["Priority", "Action", "Lead(s)", "By when"],
        ["Garden", "Dig", "Sam (staff) and Jo (service user)", None],
        ["Notes", "Write", "Jane Smith / Ali (peer)", None],
        ["Choices", "Ask", "Jane Smith and Sam Hill", None],
        ["Stories", "Tell", "tbc", None],
    ]
    found, log, _ = read(rows)
    assert brief(found, "staff_lead", "service_user_lead") == [
        (True, True), (True, True), (True, None), (False, None),
    ]  # fmt: skip
    assert not any(name in (e.found or "") for e in log for name in ("Sam", "Jane", "Ali", "Jo "))


def test_a_lead_who_may_be_either_is_asked_for(read):
    rows = [
        ["Priority", "Action", "Staff / service user lead", "By when"],
        ["Garden", "Dig", "Jane Smith", None],
    ]
    (row,), log, _ = read(rows)
    assert (row["staff_lead"], row["service_user_lead"]) == (None, None) or not row["staff_lead"]
    assert "lead-not-told" in [e.kind for e in log]
    assert not any("Jane" in (e.found or "") for e in log)


def test_beside_a_table_that_is_read_already(make_sheet):
    page = Page(
        make_sheet(
            [
                ["Statement", "Rating", None, "Priority", "Action", "By when", "Lead"],
                ["We listen", 3, None, "Garden", "Dig", "31/05/2026", "Ann Lee"],
                ["We talk", 4, None, "Notes", "Write", "31/05/2026", "Ann Lee"],
            ]
        ),
        "ash.xlsx",
    )
    page.take(*(cell for cell in page.remaining() if cell.column < 3))
    assert brief(read_priorities(page)) == THREE[:2]
    assert list(page.remaining()) == []


@pytest.mark.parametrize(
    "text",
    ["Garden (lead: Jo Bloggs, by 31/05/2026)", "Garden [Led by Jo Bloggs; due 31/05/2026]"],
)
def test_who_leads_may_be_in_brackets_behind_the_priority(read, text):
    rows, log, left = read([["What will we work on this year?"], [f"1) {text}"]])
    assert brief(rows, "priority", "due", "staff_lead") == [("Garden", dt.date(2026, 5, 31), True)]
    assert [(e.kind, e.found) for e in log] == [("name-not-kept", None)]
    assert left == []


def test_brackets_in_a_heading_say_that_both_leads_are_asked_for(read):
    rows, _, _ = read([["Priority", "Action", "Leads (staff / service user)"],
                       ["Garden", "Dig", "AB / CD"]])  # fmt: skip
    assert brief(rows, "staff_lead", "service_user_lead") == [(True, True)]


def test_what_above_how_is_the_priority(read):
    rows, _, _ = read([[None, "Priority 1", "Priority 2"], ["What", "Garden", "Notes"],
                       ["How", "Dig", "Write"], ["Staff lead", "Ann Lee", "Ann Lee"]])  # fmt: skip
    assert brief(rows) == THREE[:2]


def test_a_blank_form_gives_no_rows_and_nothing_to_check(read):
    blank = [
        ["Top three priorities for action"],
        ["No.", "Priority", "Action", "Measure", "By when", "Staff lead", "Progress"],
        [1, "………", None, None, None, "_____"], [2], [3], [],
        ["Priority 1:"], ["Action:"], ["Lead:"], ["By when:"],
    ]  # fmt: skip
    rows, log, rest = read(blank)
    assert (rows, log, rest) == ([], [], [])


@pytest.mark.parametrize(
    "rows",
    [
        [["Statement", "Rating (1-5)", "Comments"], ["We listen", 3, "our priority is the garden"]],
        [["Organisational Challenge", "Stage", "Priority for action (1-10)", "Comments"]],
        [
            ["ID", "Start time", "Completion time", "Email", "Our priority", "Action", "By when",
             "Who will lead?"],
            [1, "x", "y", "z", "Garden", "Dig", "May", "Ann Lee"],
        ],
        [["Our priorities were hard to agree and the actions took up most of the meeting."]],
        [["We talked about who will lead, what actions to take and by when."]],
        [["Name", "Role", "Date"], ["Ann Lee", "Nurse", "31/05/2026"]],
        [["Type of service", "Rating", "Comments"], ["Ward", 3, "a"]],
    ],
)  # fmt: skip
def test_other_tables_and_prose_are_no_priorities(make_sheet, read, rows):
    assert not has_sections(Page(make_sheet(rows), "ash.xlsx"))
    assert read(rows)[0] == []


def test_a_section_without_a_form_is_logged_but_for_names(make_sheet):
    page = Page(make_sheet(LAYOUTS["a table"]), "ash.xlsx")
    assert has_sections(page)
    log_unplaced(page)
    assert "Garden" in [entry.found for entry in page.log]
    assert not any("Ann" in (entry.found or "") for entry in page.log)
    assert list(page.remaining()) == []


def test_a_line_that_is_struck_out_is_left_for_the_log(read, make_cell):
    struck = make_cell("Our priorities")._replace(row=1, column=1, struck="Our priorities")
    rows, _, left = read([[struck], [], ["Priority", "Action", "Lead"], ["Garden", "Dig", "Ann"]])
    assert brief(rows) == [(1, "Garden", "Dig")]
    assert left == [""]


def test_struck_out_names_are_kept_nowhere(read, make_cell):
    struck = make_cell("Ann Lee")._replace(row=2, column=3, address="C2", struck="Ann Lee")
    rows = [["Priority", "Action", "Lead", "By when"], ["Garden", "Dig", struck, None]]
    (row,), log, _ = read(rows)
    assert row["staff_lead"] is False
    assert [(e.kind, e.found) for e in log] == [("struck-through", None)]


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=10
)
TEXTS = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
HEADINGS = st.permutations(
    ["Priority", "Action", "Lead", "Service user lead", "By when", "Measure", "Progress",
     "Comments", "Whatever else"]
)  # fmt: skip


@settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(HEADINGS, st.lists(st.lists(st.none() | TEXTS, min_size=9, max_size=9), max_size=4))
def test_no_cell_of_a_table_of_priorities_is_lost(make_sheet, headings, lines):
    sheet = make_sheet([headings, *lines])
    page = Page(sheet, "ash.xlsx")
    rows = read_priorities(page)
    kept = "\n".join(str(row[name]) for row in rows for name in ("priority", "action", "measure"))
    logged = {entry.cell for entry in page.log}
    rest = {cell.address for cell in page.remaining()}
    for (line, column), cell in sheet.cells.items():
        text = cell.standing
        if line == 1 or cell.address in logged | rest or text in kept:
            continue
        heading = headings[column - 1]
        dated = heading == "By when" and any(row["due"] for row in rows)
        told = heading == "Progress" and any(row["progress"] for row in rows)
        numbered = any(part in kept for part in text.split())
        assert dated or told or numbered or not any(c.isalpha() for c in text), heading


def test_a_table_without_headings_that_say_anything_is_an_error_and_not_guessed(read):
    rows = [
        ["Top three priorities"],
        ["A", "B", "C"],
        ["Garden", "Dig", "Ann Lee"],
        ["Notes", "Write", "Bo Day"],
    ]
    found, log, rest = read(rows)
    assert found == rest == []
    assert {(e.kind, e.severity) for e in log} == {("unread-section", "error")}
    assert [e.found for e in log[3:]] == ["Garden", "Dig", None, "Notes", "Write", None]


@pytest.mark.parametrize("number", ["#", "No.", "Ref", "Number"])
@pytest.mark.parametrize(
    "following",
    [["Completed by:", "Ann Lee"], ["Team manager", "Ann Lee"], ["Date of next review:", "1/2/27"]],
)
def test_a_table_ends_where_the_forms_fields_begin(read, number, following):
    rows = [
        [number, "Priority", "Action", "By when"],
        [1, "Garden", "Dig", "31/05/2026"],
        [],
        following,
    ]
    found, _, rest = read(rows)
    assert brief(found) == [(1, "Garden", "Dig")]
    assert rest == following


def test_two_priorities_in_the_same_words_stay_two(read):
    rows = [
        ["No.", "Priority", "Action", "By when"],
        [1, "Garden", "Dig", None],
        [2, "Garden", "Sow", None],
    ]
    assert brief(read(rows)[0]) == [(1, "Garden", "Dig"), (2, "Garden", "Sow")]


@pytest.mark.parametrize(
    ("heading", "written", "due", "lead"),
    [
        ("To be completed by", "31/05/2026", MAY, None),
        ("To be completed by", "Ann Lee", None, True),
        ("Action owner", "Ann Lee", None, True),
        ("Lead (staff)", "Ann Lee", None, True),
        ("Date started", "31/05/2026", None, None),
    ],
)
def test_headings_that_could_be_taken_for_others(read, heading, written, due, lead):
    rows = [["Priority", "Action", "Measure", heading], ["Garden", "Dig", "Beans", written]]
    (row,), _, _ = read(rows)
    assert (row["due"], row["staff_lead"]) == (due, lead)


def test_what_how_who_when(read):
    rows = [["What", "How", "Who", "When"], ["Garden", "Dig", "Ann Lee", "31/05/2026"]]
    (row,), _, _ = read([["Priorities for action"], *rows])
    assert (row["priority"], row["action"], row["staff_lead"], row["due"]) == (
        "Garden", "Dig", True, MAY,
    )  # fmt: skip


@pytest.mark.parametrize("below", [False, True])
@pytest.mark.parametrize("colon", [":", ""])
def test_an_answer_that_reads_like_a_label_is_an_answer(read, below, colon):
    pairs = [("Priority 1", "Garden"), ("Action", "Dig"), ("Progress", "Done"), ("Lead", "Ann Lee")]
    lines = [[label + colon, value] for label, value in pairs]
    (row,), _, rest = read([[cell] for line in lines for cell in line] if below else lines)
    assert (row["action"], row["progress"], row["staff_lead"]) == ("Dig", "achieved", True)
    assert rest == []


def test_words_for_a_date_are_kept_where_they_read_like_a_label(read):
    rows = [["Priority 1:", "Garden"], ["By when:", "when we have a manager"]]
    (row,), log, _ = read(rows)
    assert row["due"] is None
    assert [(e.kind, e.found) for e in log] == [("unclear-date", "when we have a manager")]


@pytest.mark.parametrize(
    ("row", "heads"),
    [
        (["Priority", "Action", "By when", "Lead"], True),
        (["Our top three priorities"], True),
        (["Identifying assets"], True),
        (["Category", "What we have"], True),
        (["We grow our own vegetables", 5, "beans"], False),
        ([9, "We act on priorities", 4], False),
        (["Statement", "Rating", "Comments"], False),
        ([], False),
    ],
)
def test_where_a_section_begins(make_sheet, row, heads):
    assert heads_section(Page(make_sheet([row, ["x", "y", "z"]]), "ash.xlsx"), 1) is heads
