"""Which cells are the answer to a statement, and what is left on its lines."""

import pytest

from trip_analytics.instruments import load_instrument

STATEMENTS = [item.wordings[0].text for item in load_instrument("trip").items]
MARKS = [4, 3, 2, 5, 1, 3, 4, 2]


def ratings(form):
    return [row["rating"] for row in form.rows["ratings"]]


def test_an_answer_on_any_line_of_a_statement_that_is_merged_over_several(understand, make_sheet):
    rows, merged = [["Team:", "Ash Ward"], ["Statement", "Rating"]], []
    for number, (statement, mark) in enumerate(zip(STATEMENTS, MARKS, strict=True)):
        upper = number % 2
        rows += [[statement, mark if upper else None], [None, None if upper else mark]]
        merged.append((len(rows) - 1, 1, len(rows), 1))
    (form,), log = understand(make_sheet(rows, merged=merged))
    assert ratings(form) == MARKS
    assert [row["cell"] for row in form.rows["ratings"][:2]] == ["B4", "B5"]
    assert log == []


@pytest.mark.parametrize(("comment", "asked"), [(3, True), ("3", True), ("three of us", False)])
def test_a_number_in_the_place_for_comments_of_a_blank_answer_is_asked_about(
    understand, comment, asked
):
    rows = [[s, 4, None] for s in STATEMENTS[1:]]
    first = [["Statement", "Rating", "Comments"], [STATEMENTS[0], None, comment]]
    (form,), log = understand([["Team:", "Ash Ward"], *first, *rows])
    assert form.rows["ratings"][0]["state"] == "not-answered"
    assert form.rows["ratings"][0]["comment"] == str(comment)
    found = [(e.severity, e.cell) for e in log if e.kind == "answer-in-comments"]
    assert found == ([("warning", "C3")] if asked else [])


@pytest.mark.parametrize("total", ["Section score", "Overall score", "Domain total"])
def test_a_total_below_a_section_is_no_line_of_the_teams_own(understand, total):
    rows = [["Team:", "Ash Ward"], ["Statement", "Rating"]]
    for number, (statement, mark) in enumerate(zip(STATEMENTS, MARKS, strict=True)):
        rows += [[statement, mark], *([[total, 7]] if number in (3, 7) else [])]
    (form,), log = understand(rows)
    assert ratings(form) == MARKS
    assert {(entry.severity, entry.kind) for entry in log} <= {("note", "computed")}
