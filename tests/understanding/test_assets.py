"""Assets as teams list them, and nothing else taken for one."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trip_analytics.understanding.assets import read_assets
from trip_analytics.understanding.form_page import Page
from trip_analytics.understanding.sections import has_sections


@pytest.fixture
def read(make_sheet):
    def of(rows):
        page = Page(make_sheet(rows), "ash.xlsx")
        found = read_assets(page)
        return (
            [(row["category"], row["asset"]) for row in found],
            page.log,
            [cell.standing for cell in page.remaining()],
        )

    return of


WITHOUT = [(None, "Guitar"), (None, "Two keen gardeners")]
LISTS = {
    "lines below": [["Identifying assets"], ["Guitar"], ["Two keen gardeners"]],
    "another title": [["What we can draw on:"], ["Guitar"], ["Two keen gardeners"]],
    "strengths and resources": [
        ["2. Our team's strengths and resources"], ["Guitar"], ["Two keen gardeners"],
    ],
    "hidden talents": [["Hidden talents"], ["- Guitar"], ["- Two keen gardeners"]],
    "numbers before": [["Assets"], ["1. Guitar"], ["2. Two keen gardeners"]],
    "numbers in a column": [["Assets"], [1, "Guitar"], [2, "Two keen gardeners"]],
    "one cell below": [["Assets"], ["• Guitar\n• Two keen gardeners"]],
    "one cell beside": [["Assets:", "Guitar\nTwo keen gardeners"]],
    "one cell with its title": [["Our assets\nGuitar\nTwo keen gardeners"]],
    "guidance printed between": [
        ["Skills and interests"], ["Please list what your team can draw on."], ["Guitar"],
        ["Two keen gardeners"],
    ],
    "an empty row before": [["Assets"], [], ["Guitar"], ["Two keen gardeners"]],
}  # fmt: skip


@pytest.mark.parametrize("layout", LISTS)
def test_lists_without_categories(read, layout):
    assets, log, rest = read([*LISTS[layout], [], ["Thank you all"]])
    assert assets == WITHOUT
    assert log == []
    assert [text for text in rest if not text.startswith("Please")] == ["Thank you all"]


WITH = [("Skills", "Guitar"), ("Skills", "Cooking"), ("Community", "Allotment society")]
TABLES = {
    "a category for each": [
        ["Category", "What we can draw on"],
        ["Skills", "Guitar"], [None, "Cooking"], ["Community", "Allotment society"],
    ],
    "lines in a cell": [
        ["Type of asset", "Details"],
        ["Skills", "Guitar\nCooking"], ["Community", "Allotment society"],
    ],
    "without headings": [
        ["Identifying assets"],
        ["Skills", "Guitar\nCooking"], ["Community", "Allotment society"],
    ],
    "columns by category": [
        ["Our assets"],
        ["Skills", "Community"],
        ["Guitar", "Allotment society"],
        ["Cooking"],
    ],
    "headings between": [
        ["Our assets"], ["Skills:"], ["Guitar"], ["Cooking"], ["Community:"], ["Allotment society"],
    ],
}  # fmt: skip


@pytest.mark.parametrize("layout", TABLES)
def test_tables_with_categories(read, layout):
    assets, log, rest = read([*TABLES[layout], [], ["Thank you all"]])
    assert sorted(assets) == sorted(WITH)
    assert (log, rest) == ([], ["Thank you all"])


@pytest.mark.parametrize("title", [[], [["Identifying assets"]]])
@pytest.mark.parametrize("below", [False, True])
def test_questions_and_their_answers(read, title, below):
    pairs = [
        ("What skills do staff have?", "Guitar\nCooking"),
        ("What links do we have with the community?", "Allotment society"),
    ]
    lines = [line for q, a in pairs for line in ([[q], [a]] if below else [[q, a]])]
    assets, log, rest = read([*title, *lines])
    assert assets == [
        (pairs[0][0], "Guitar"), (pairs[0][0], "Cooking"), (pairs[1][0], "Allotment society"),
    ]  # fmt: skip
    assert (log, rest) == ([], [])


def test_commas_leave_one_asset(read):
    assets, _, _ = read([["Assets:", "Guitar, ukulele and a willing choir"]])
    assert assets == [(None, "Guitar, ukulele and a willing choir")]


def test_other_columns_are_logged_and_names_kept_nowhere(read):
    rows = [
        ["Category", "Asset", "Who", "How could we use it?"],
        ["Skills", "Guitar", "Ann Lee", "A choir"],
    ]
    assets, log, rest = read(rows)
    assert assets == [("Skills", "Guitar")]
    assert [(e.kind, e.found) for e in log] == [
        ("name-not-kept", None), ("unknown-column", "A choir"),
    ]  # fmt: skip
    assert rest == []


@pytest.mark.parametrize(
    "following",
    [
        ["Top three priorities"],
        ["General comments:", "A good year"],
        ["Priority", "Action", "By when", "Lead"],
        ["Completed by:", "Ann Lee"],
    ],
)
def test_a_list_ends_where_something_else_begins(read, following):
    assets, _, rest = read([["Assets"], ["Guitar"], ["Two keen gardeners"], following])
    assert assets == WITHOUT
    assert rest == following


def test_a_blank_form_gives_no_assets_and_nothing_to_check(read):
    rows = [["Identifying assets"], ["Category", "What we can draw on"], ["Skills"], ["Community"]]
    assert read(rows) == ([], [], [])


@pytest.mark.parametrize(
    "rows",
    [
        [["Assets were hard to think of, and the resources we have are few."]],
        [["Statement", "Rating", "Comments"], ["We use people's strengths", 4, "skills day"]],
        [["Name", "Skills", "Training", "Years", "Base", "Band"], ["A", "b", "c", 1, "d", 5]],
        [["How well do staff know people's skills?", 4]],
    ],
)
def test_other_tables_and_prose_are_no_assets(make_sheet, read, rows):
    assert not has_sections(Page(make_sheet(rows), "ash.xlsx"))
    assert read(rows)[0] == []


def test_a_title_that_is_struck_out_is_none(make_cell, read):
    struck = make_cell("Identifying assets")._replace(row=1, column=1, struck="Identifying assets")
    rows, _, left = read([[struck], [], ["What we can draw on:"], ["Guitar"]])
    assert rows == [(None, "Guitar")]
    assert left == [""]


WORDS = st.text(st.characters(codec="ascii", categories=["L"]), min_size=1, max_size=8)
CELLS = st.lists(st.lists(WORDS, min_size=1, max_size=3).map("\n".join), min_size=1, max_size=2)


@settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(st.lists(CELLS, max_size=6))
def test_no_line_of_a_list_is_lost(make_sheet, lines):
    page = Page(make_sheet([["Identifying assets"], *lines]), "ash.xlsx")
    rows = read_assets(page)
    kept = {text for row in rows for text in (row["asset"], *(row["category"] or "").split())}
    rest = {cell.standing for cell in page.remaining()} | {entry.found for entry in page.log}
    for cell in page.sheet.cells.values():
        if cell.row > 1 and cell.standing not in rest and cell.column > 1:
            assert set(cell.standing.split("\n")) <= kept
