"""Impact, ease and review date of a priority, in tables, in labelled lines and side by side."""

import datetime as dt

import pytest

from trip_analytics.understanding.form_page import Page
from trip_analytics.understanding.priorities.priority_values import read_degree
from trip_analytics.understanding.sections import read_priorities

REVIEW = dt.date(2026, 3, 1)


@pytest.fixture
def read(make_sheet):
    def of(rows):
        page = Page(make_sheet(rows), "ash.xlsx")
        found = read_priorities(page)
        return found, page

    return of


def process(row):
    return row["impact"], row["ease"], row["review_on"], row["measure"]


@pytest.mark.parametrize(
    "rows",
    [
        [["No.", "Priority", "Action", "Impact", "Ease", "Review date"],
         [1, "Garden", "Dig", "High", "Low", "01/03/2026"]],
        [["Priority", "Action", "Impact (H/M/L)", "Ease of doing - H/M/L", "Date of next review"],
         ["Garden", "Dig", "H", "L", "1 March 2026"]],
        [["Priority", "Action", "Expected impact", "Effort", "To be reviewed on"],
         ["Garden", "Dig", "High impact", "High", "01/03/2026"]],
        [["Priority", "Action", "By when", "Impact", "How easy is it?", "Review date"],
         ["Garden", "Dig", "01/01/2026", "high", "difficult", "01/03/2026"]],
        [["Priority 1:", "Garden"], ["Action:", "Dig"], ["Impact:", "High"], ["Ease:", "Low"],
         ["Review date:", "01/03/2026"]],
        [["Priority 1: Garden"], ["Action: Dig"], ["Impact: High"], ["Difficulty: High"],
         ["Review date: 01/03/2026"]],
        [["", "Priority 1", "Priority 2"], ["What", "Garden", "Notes"], ["Impact", "High", "Low"],
         ["Ease", "Low", "High"], ["Review date", "01/03/2026", "01/04/2026"]],
    ],
)  # fmt: skip
def test_impact_ease_and_review_date_have_columns_of_their_own(read, rows):
    found, page = read(rows)
    assert process(found[0]) == ("high", "low", REVIEW, None)
    assert not list(page.remaining())
    assert not page.log


def test_a_sentence_under_impact_says_how_a_team_will_know(read):
    ((row,), page) = read(
        [["No.", "Priority", "Action", "Impact"], [1, "Garden", "Dig", "People go outside more"]]
    )
    assert process(row) == (None, None, None, "People go outside more")
    assert not page.log


@pytest.mark.parametrize(
    ("heading", "text", "column"),
    [("Impact", "Green", "impact"), ("Effort (1-5)", 4, "ease"), ("Ease", "with help", "ease")],
)
def test_what_is_no_degree_is_in_the_log(read, heading, text, column):
    ((row,), page) = read(
        [["No.", "Priority", "Action", "By when", heading],
         [1, "Garden", "Dig", "01/01/2026", text]]
    )  # fmt: skip
    assert row[column] is None
    assert row["measure"] is None
    assert [entry.found for entry in page.log] == [str(text)]


def test_the_forms_own_review_date_below_its_priorities_is_of_none_of_them(read):
    found, page = read(
        [["Priority 1: Garden"], ["Action: Dig"], ["Priority 2: Notes"], ["Action: Share"],
         ["Date of next review: 01/03/2026"]]
    )  # fmt: skip
    assert [row["review_on"] for row in found] == [None, None]
    assert [cell.text for cell in page.remaining()] == ["Date of next review: 01/03/2026"]


def test_a_date_by_when_to_be_finished_and_reviewed_is_by_when(read):
    ((row,), _) = read(
        [["No.", "Priority", "Action", "Completion / review date"],
         [1, "Garden", "Dig", "01/03/2026"]]
    )  # fmt: skip
    assert (row["due"], row["review_on"]) == (REVIEW, None)


@pytest.mark.parametrize(
    ("text", "degree", "of_effort"),
    [("High", "high", "low"), ("h", "high", "low"), ("Med", "medium", "medium"),
     ("Very high", "very-high", "very-low"), ("Easy", "high", "high"), ("Hard", "low", "low"),
     ("very difficult", "very-low", "very-low"), ("4", "4", None), ("4/5", "4/5", None),
     ("4 out of 5", "4/5", None), ("High - many asked", "high", "low"), ("Maybe", None, None)],
)  # fmt: skip
def test_degrees_in_words(text, degree, of_effort):
    found = read_degree(text), read_degree(text, of_effort=True)
    assert [each and each.degree for each in found] == [degree, of_effort]
