"""Which column holds the answers, beside others that hold something else."""

import pytest

from trip_analytics.instruments import load_instrument
from trip_analytics.understanding.tables.answer_columns import BEFORE_THE_STATEMENTS, SURE_HEADING

STATEMENTS = [item.wordings[0].text for item in load_instrument("trip").items]
ANSWERS = [4, 3, 2, 5, 1, 3, 4, 2]
SAME = [3] * 8
LEVELS = [1, 2, 3, 1, 2, 3, 1, 2]
BLANK = [None] * 8
AGREE = ["Agree", "Strongly agree", "Neutral", "Disagree", "Agree", "Disagree", "Agree", "Neutral"]


@pytest.fixture
def read(understand):
    """The answers of a form whose statements stand under "Statement", and the log."""

    def read(heads, *columns):
        rows = [["Team:", "Ash Ward"], ["Year:", 2025], [], heads]
        at = heads.index("Statement")
        for number, statement in enumerate(STATEMENTS):
            cells = [column[number] for column in columns]
            rows.append([*cells[:at], statement, *cells[at:]])
        (form,), log = understand(rows)
        ratings = form.rows["ratings"]
        return [row["rating"] if row["state"] == "rated" else None for row in ratings], log

    return read


def kinds(log, *severities):
    return {entry.kind for entry in log if entry.severity in (severities or ("error",))}


@pytest.mark.parametrize(
    ("aside", "heading"),
    [
        ("Importance (1-5)", "How well we do (1-5)"),
        ("How important is this to us?", "How well do we do this?"),
        ("Maturity level", "Answer"),
        ("Required level", "Current level"),
        ("Confidence", "Score"),
        ("Weight", "Rating"),
        ("Evidence rating", "Rating"),
        ("Strength of evidence", "Rating"),
        ("Risk rating", "Rating"),
        ("Peer score", "Self-assessment"),
        ("Baseline", "Now"),
        ("Pre", "Post"),
        ("Max score", "Score"),
        ("Score available", "Score achieved"),
        ("Benchmark", "Our score"),
        ("Required", "Actual"),
        ("Relevance", "Practice"),
        ("Trust average", "Our rating"),
        ("Stage", "Response"),
        ("Number of staff trained", "Rating"),
        ("Out of", "Score"),
        ("Future state", "Current state"),
    ],
)
def test_what_is_another_matter_is_set_aside_on_either_side(read, aside, heading):
    answers, log = read(["Statement", aside, heading], SAME, ANSWERS)
    assert (answers, kinds(log)) == (ANSWERS, set())
    answers, log = read(["Statement", heading, aside], ANSWERS, SAME)
    assert (answers, kinds(log)) == (ANSWERS, set())
    answers, log = read([aside, "Statement", heading], LEVELS, ANSWERS)
    assert (answers, kinds(log)) == (ANSWERS, set())


def test_a_teams_own_and_its_managers_ratings_are_two_views(understand):
    rows = [["Team:", "Ash Ward"], ["Year:", 2025], ["Statement", "Self", "Manager"]]
    rows += [[s, *pair] for s, *pair in zip(STATEMENTS, ANSWERS, SAME, strict=True)]
    (form,), _ = understand(rows)
    views = {row["perspective"]: [] for row in form.rows["ratings"]}
    for row in form.rows["ratings"]:
        views[row["perspective"]].append(row["rating"])
    assert views == {"team": ANSWERS, "staff": SAME}


@pytest.mark.parametrize("heads", [("Effort", "Impact"), ("Urgency", "Cost"), ("Risk", "Benefit")])
def test_columns_of_other_matters_alone_are_asked_about_at_their_headings(read, heads):
    answers, log = read(["Statement", *heads], SAME, ANSWERS)
    assert answers == BLANK
    (entry,) = [entry for entry in log if entry.severity == "error"]
    assert (entry.kind, entry.cell) == ("no-answer-column", "B4:C4")
    assert entry.found == " | ".join(heads)


def test_two_columns_that_nothing_tells_apart_are_asked_about(read):
    answers, log = read(["Statement", "Quality", "Quantity"], SAME, ANSWERS)
    assert (answers, kinds(log)) == (BLANK, {"no-answer-column"})


def test_what_may_be_names_is_not_kept_where_people_cannot_be_told(read):
    _, log = read(["Statement", "Kwabena", "Ottoline"], SAME, ANSWERS)
    assert not any("Kwabena" in (entry.found or "") for entry in log)


@pytest.mark.parametrize(
    "heads",
    [
        ("Jan", "Jul"),
        ("March 2025", "October 2025"),
        ("Round 1", "Round 2"),
        ("First review", "Second review"),
    ],
)
def test_of_several_times_in_a_year_the_last_is_taken_with_a_warning(read, heads):
    answers, log = read(["Statement", *heads], SAME, ANSWERS)
    assert answers == ANSWERS
    assert ("later-taken", "C4") in {(entry.kind, entry.cell) for entry in log}
    assert kinds(log) == set()


def test_times_in_an_order_that_is_not_clear_are_asked_about(read):
    answers, log = read(["Statement", "Oct", "Apr"], SAME, ANSWERS)
    assert (answers, kinds(log)) == (BLANK, {"no-answer-column"})


def test_a_level_beside_answers_not_yet_given_is_no_answer(read):
    answers, _ = read(["Maturity level", "Statement", "Answers"], LEVELS, BLANK)
    assert answers == BLANK


def test_a_level_before_the_statements_alone_is_asked_about(read):
    answers, log = read(["Level", "Statement"], LEVELS)
    assert (answers, kinds(log)) == (BLANK, {"no-answer-column"})


def test_a_level_alone_behind_the_statements_is_the_answer(read):
    answers, log = read(["Statement", "Level"], ANSWERS)
    assert (answers, kinds(log)) == (ANSWERS, set())


@pytest.mark.parametrize("heading", ["Response", "Status", "Do we do this?", "Your view", None])
def test_words_off_the_scale_are_asked_about_cell_by_cell(read, heading):
    answers, log = read(["Statement", heading], AGREE)
    assert answers == BLANK
    unclear = [entry for entry in log if entry.kind == "unclear-mark"]
    assert [entry.found for entry in unclear] == AGREE


def test_comments_are_no_answers_in_words(read):
    said = [f"We do this on {day}s with the whole team there" for day in "abcdefgh"]
    answers, log = read(["Statement", None], said)
    assert answers == BLANK
    assert kinds(log) == {"no-answer-column"}


def test_what_was_weighed_can_be_told(make_sheet, understanding):
    from trip_analytics.understanding.form_page import Page
    from trip_analytics.understanding.table_forms import lay_out
    from trip_analytics.understanding.tables.statement_tables import find_tables

    rows = [["Level", "Statement", "Answer"], *zip(LEVELS, STATEMENTS, ANSWERS, strict=True)]
    page = Page(make_sheet(rows), "ash.xlsx")
    matchers, titles = understanding._matchers, understanding._titles
    (table,) = find_tables(page, matchers, titles, understanding.instruments)
    best, other = lay_out(table, own_team=True).weighed
    assert (best.unit, other.unit) == (3, 1)
    assert (SURE_HEADING, "its heading speaks of a rating") in best.reasons
    assert (BEFORE_THE_STATEMENTS, "it stands before the statements") in other.reasons


def test_do_not_know_in_a_column_of_its_own_is_no_blank(understand):
    rows = [["Team:", "Ash Ward"], ["Year:", 2025], ["Statement", *range(1, 6), "N/A", "D/K"]]
    for number, statement in enumerate(STATEMENTS):
        rows.append([statement, *("x" if at == number % 7 else None for at in range(7))])
    (form,), log = understand(rows)
    states = [row["state"] for row in form.rows["ratings"]]
    assert states == [*["rated"] * 5, "not-applicable", "unclear", "rated"]
    (entry,) = [entry for entry in log if entry.severity == "error"]
    assert entry.what_to_do.endswith("it says that they do not know.")


def sections(heads, line):
    """A form with its headings anew over each of three sections."""
    rows = [["Team:", "Ash Ward"], ["Year:", 2025]]
    for number, statement in enumerate(STATEMENTS):
        if number in (0, 3, 6):
            rows.append(heads(("Safety", "Hope", "Staff")[number // 3]))
        rows.append(line(number, statement))
    return rows


@pytest.mark.parametrize(
    "heads",
    [
        lambda _: ["Statement", "Rating", "Comments"],
        lambda name: [name, "Answer", "Notes"],
        lambda name: [name, {"Safety": "Rating", "Hope": "Score"}.get(name, "Our rating"), None],
    ],
)
def test_headings_anew_over_each_section_are_no_statements(understand, heads):
    (form,), log = understand(sections(heads, lambda n, s: [s, ANSWERS[n], "said"]))
    assert [row["rating"] for row in form.rows["ratings"]] == ANSWERS
    assert [entry.kind for entry in log if entry.severity != "note"] == []


def test_points_anew_over_each_section_are_no_statements(understand):
    rows = sections(
        lambda name: [name, *range(1, 6)],
        lambda n, s: [s, *("x" if point == ANSWERS[n] else None for point in range(1, 6))],
    )
    (form,), log = understand(rows)
    assert [row["rating"] for row in form.rows["ratings"]] == ANSWERS
    assert [entry.kind for entry in log if entry.severity != "note"] == []


def test_a_teams_own_statement_with_words_for_an_answer_is_no_heading(understand):
    rows = sections(lambda _: ["Statement", "Rating"], lambda n, s: [s, ANSWERS[n]])
    rows.insert(5, ["We have a garden that everybody uses", "well rated"])
    _, log = understand(rows)
    found = [entry.found for entry in log if entry.kind == "unknown-statement"]
    assert found == ["We have a garden that everybody uses", "well rated"]
