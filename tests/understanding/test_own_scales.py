"""A form of a trust's own list is read on its own scale, however it is laid out."""

from __future__ import annotations

from itertools import cycle, islice

import pytest

from trip_analytics.instruments import (
    ScalePoint,
    Statement,
    StatementList,
    built_in_instruments,
    instrument_of,
)
from trip_analytics.reading import Document
from trip_analytics.understanding import Understanding

STATEMENTS = [
    "We greet everybody by name within a few minutes of coming in",
    "People write their own care plans and keep a copy of them",
    "A peer worker is there for everyone who would like to meet one",
    "The garden is open to all during the day and in the evening",
    "Families are asked what they need and what they can offer",
    "Staff have time for supervision at least every month",
]
SCALES = {
    "0 to 4": {0: "Not at all", 1: "A little", 2: "Partly", 3: "Mostly", 4: "Fully"},
    "1 to 10": {n: str(n) for n in range(1, 11)},
    "0 to 10": {n: str(n) for n in range(11)},
    "-2 to 2": {-2: "Much worse", -1: "Worse", 0: "As expected", 1: "Better", 2: "Much better"},
    "no or yes": {0: "No", 1: "Yes"},
    "no, partly, yes": {0: "No", 1: "Partly", 2: "Yes"},
    "words of other headings": {1: "Below target", 2: "Average", 3: "Good evidence", 4: "Best now"},
    "red amber green": {1: "Red", 2: "Amber", 3: "Green"},
    "1 to 7": {n: f"Step {letter}" for n, letter in enumerate("ABCDEFG", 1)},
}
NAMED = [name for name, points in SCALES.items() if list(map(str, points)) != [*points.values()]]
FORM = [["Team:", "Ash Ward"], ["Year:", 2025], []]


def own(points, not_known=(), answers=()):
    return instrument_of(
        StatementList(
            name="ours",
            title="Our review",
            statements=[Statement(f"row {n}", text) for n, text in enumerate(STATEMENTS, 2)],
            scale=[ScalePoint(value, label, "") for value, label in points.items()],
            source="Our trust",
            not_known=not_known,
            answers=answers,
        )
    )


@pytest.fixture
def answered(understand_by):
    """The ratings of a form's lines, and what of its log a person has to look at."""

    def read(rows, points, not_known=()):
        instrument = own(points, not_known)
        forms, log = understand_by(instrument, rows)
        assert {form.instrument for form in forms} == {instrument}
        rated = [[row["rating"] for row in form.rows["ratings"]] for form in forms]
        return rated, [entry.kind for entry in log if entry.severity != "note"]

    return read


@pytest.fixture
def understand_by(make_sheet):
    def read(instrument, rows):
        known = Understanding((instrument, *built_in_instruments()))
        return known.understand(Document((make_sheet(rows),)), "form.xlsx")

    return read


def answers_on(points):
    """An answer for each statement: the lowest point, the highest, then each in its turn."""
    values = list(points)
    return list(islice(cycle([values[0], values[-1], *values]), len(STATEMENTS)))


def one_column(heading, cell):
    def rows(points, answers):
        cells = [[text, cell(points, a)] for text, a in zip(STATEMENTS, answers, strict=True)]
        ends = {"low": min(points), "high": max(points)}
        return [*FORM, ["Statement", heading.format(**ends)], *cells]

    return rows


def point_columns(heading, mark):
    def rows(points, answers):
        heads = ["Statement", *(heading(value, label) for value, label in points.items())]
        cells = [
            [text, *(mark(value) if value == a else None for value in points)]
            for text, a in zip(STATEMENTS, answers, strict=True)
        ]
        return [*FORM, heads, *cells]

    return rows


LAYOUTS = {
    "a number": one_column("Rating", lambda _, a: a),
    "a number as text": one_column("Rating", lambda _, a: str(a)),
    "the range in the heading": one_column("Score ({low} to {high})", lambda _, a: a),
    "a column for each point": point_columns(lambda value, _: value, lambda _: "x"),
    "its own number in a column": point_columns(lambda value, _: value, lambda value: value),
}
LAYOUTS_OF_NAMES = {
    "a name": one_column("Rating", lambda points, a: points[a]),
    "a number and a name": one_column("Answer", lambda points, a: f"{a} - {points[a]}"),
    "a name and a number": one_column("Answer", lambda points, a: f"{points[a]} ({a})"),
    "named columns": point_columns(lambda _, label: label, lambda _: "✓"),
    "named and numbered columns": point_columns(
        lambda value, label: f"{label} ({value})", lambda _: "x"
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("scale", SCALES)
def test_a_form_is_read_on_its_own_scale(answered, scale, layout):
    points = SCALES[scale]
    answers = answers_on(points)
    assert answered(LAYOUTS[layout](points, answers), points) == ([answers], [])


@pytest.mark.parametrize("layout", LAYOUTS_OF_NAMES)
@pytest.mark.parametrize("scale", NAMED)
def test_a_form_is_read_by_the_names_of_its_scale(answered, scale, layout):
    points = SCALES[scale]
    answers = answers_on(points)
    assert answered(LAYOUTS_OF_NAMES[layout](points, answers), points) == ([answers], [])


@pytest.mark.parametrize(
    ("written", "rating"),
    [("+1", 1), ("-2", -2), ("−1", -1), ("-1 (just)", -1), ("Much worse (-2)", -2),
     ("2 - Much worse", None), ("-3", None), ("Much worse (2)", None)],
)  # fmt: skip
def test_signs_count_on_a_scale_below_zero(answered, written, rating):
    points = SCALES["-2 to 2"]
    answers = [written, *answers_on(points)[1:]]
    (rated,), asked = answered(LAYOUTS["a number as text"](points, answers), points)
    assert rated[0] == rating
    assert asked == ["unclear-mark"] * (rating is None)


def test_zeros_for_no_tick_are_no_answer(answered):
    points = SCALES["0 to 4"]
    rows = [[text, 0, 0, 0, 0, 0] for text in STATEMENTS]
    (rated,), asked = answered([*FORM, ["Statement", *points], *rows], points)
    assert set(rated) == {None}
    assert asked == ["unclear-mark"] * len(STATEMENTS)


def test_a_box_for_zero_is_no_not_applicable(answered):
    points = SCALES["no or yes"]
    ticked = ["☑ 0 ☐ 1", "☐ 0 ☑ 1", "☑ No ☐ Yes", "☐ No ☑ Yes", "☑ 0 ☐ 1", "☐ 0 ☑ 1"]
    rows = [[text, cell] for text, cell in zip(STATEMENTS, ticked, strict=True)]
    (rated,), _ = answered([*FORM, ["Statement", "Rating"], *rows], points)
    assert rated == [0, 1, 0, 1, 0, 1]


@pytest.mark.parametrize("printed", ["D/K", "We do not know yet"])
def test_a_printed_answer_for_not_known_is_no_mistake(understand_by, printed):
    instrument = own(SCALES["0 to 4"], not_known=(printed,))
    rows = [[text, 3] for text in STATEMENTS[1:]]
    forms, log = understand_by(
        instrument, [*FORM, ["Statement", "Rating"], [STATEMENTS[0], printed.upper()], *rows]
    )
    row = forms[0].rows["ratings"][0]
    assert (row["rating"], row["state"]) == (None, "unclear")
    (entry,) = [entry for entry in log if entry.cell == row["cell"]]
    assert (entry.kind, entry.severity, entry.found) == ("printed-answer", "note", printed.upper())


def test_a_column_for_not_known_is_no_mistake(understand_by):
    instrument = own(SCALES["0 to 4"], not_known=("Cannot say yet",))
    heads = ["Statement", 0, 1, 2, 3, 4, "Cannot say yet"]
    rows = [[text, None, None, "x", None, None, None] for text in STATEMENTS[1:]]
    forms, log = understand_by(
        instrument, [*FORM, heads, [STATEMENTS[0], None, None, None, None, None, "x"], *rows]
    )
    assert [row["rating"] for row in forms[0].rows["ratings"]] == [None, 2, 2, 2, 2, 2]
    assert {entry.severity for entry in log} <= {"note"}
    assert "printed-answer" in {entry.kind for entry in log}


NOW, WANTED = [0, 4, 1, 2, 3, 0], [4, 4, 3, 3, 4, 2]


def ticked(*answers):
    return ["x" if answer == value else None for answer in answers for value in range(5)]


TWO_ANSWERS = {
    "columns": [
        ["Statement", "Now", "Wanted", "Comments"],
        *([text, a, b, "why"] for text, a, b in zip(STATEMENTS, NOW, WANTED, strict=True)),
    ],
    "the range behind them": [
        ["Statement", "In a year (0-4)", "Today (0-4)"],
        *([text, b, a] for text, a, b in zip(STATEMENTS, NOW, WANTED, strict=True)),
    ],
    "points under each": [
        [None, *["Now"] * 5, *["Wanted"] * 5],
        ["Statement", *range(5), *range(5)],
        *([text, *ticked(a, b)] for text, a, b in zip(STATEMENTS, NOW, WANTED, strict=True)),
    ],
}


@pytest.mark.parametrize("layout", TWO_ANSWERS)
def test_two_answers_a_statement_are_the_rating_and_a_perspective(understand_by, layout):
    instrument = own(SCALES["0 to 4"], answers=[["Now", "Today"], ["Wanted", "In a year"]])
    (form,), log = understand_by(instrument, [*FORM, *TWO_ANSWERS[layout]])
    found = {
        view: [row["rating"] for row in form.rows["ratings"] if row["perspective"] == view]
        for view in ("team", "wanted")
    }
    assert found == {"team": NOW, "wanted": WANTED}
    assert {row["perspective"] for row in form.rows["ratings"]} == {"team", "wanted"}
    assert {entry.severity for entry in log} <= {"note"}


def test_of_two_lists_that_share_statements_a_form_is_of_the_one_it_has_more_of(make_sheet):
    short = own(SCALES["1 to 7"])
    long = instrument_of(
        StatementList(
            name="longer",
            title="Longer",
            statements=[
                *(Statement(f"row {n}", text) for n, text in enumerate(STATEMENTS)),
                Statement("row 9", "Post is brought to people unopened on the same day"),
            ],
            scale=short.scale,
            source="Our trust",
        )
    )
    rows = [*FORM, ["Statement", "Rating"], *([text, 5] for text in STATEMENTS)]
    whole = [*rows, [long.items[-1].wordings[0].text, 5]]
    for known in ((long, short), (short, long)):
        understanding = Understanding((*known, *built_in_instruments()))
        for form, expected in ((rows, short), (whole, long)):
            (found,), _ = understanding.understand(Document((make_sheet(form),)), "form.xlsx")
            assert found.instrument is expected


def test_a_column_of_numbers_called_no_is_no_point(answered):
    points = SCALES["no or yes"]
    answers = answers_on(points)
    heads = ["No", "Statement", "No", "Yes"]
    cells = [
        [n, text, *("x" if value == a else None for value in points)]
        for n, (text, a) in enumerate(zip(STATEMENTS, answers, strict=True), 1)
    ]
    assert answered([*FORM, heads, *cells], points) == ([answers], [])


@pytest.mark.parametrize(
    ("scale", "letters", "ratings"),
    [
        ("red amber green", "RAGrag", [1, 2, 3, 1, 2, 3]),
        ("no or yes", "YNYnyn", [1, 0, 1, 0, 1, 0]),
    ],
)
def test_first_letters_of_a_short_scale_are_answers(answered, scale, letters, ratings):
    rows = [[text, letter] for text, letter in zip(STATEMENTS, letters, strict=True)]
    assert answered([*FORM, ["Statement", "Rating"], *rows], SCALES[scale]) == ([ratings], [])


def test_first_letters_of_a_longer_scale_are_none(answered):
    points = {1: "Never", 2: "Sometimes", 3: "Often", 4: "Always"}
    rows = [[text, 2] for text in STATEMENTS[1:]]
    (rated,), asked = answered(
        [*FORM, ["Statement", "Rating"], [STATEMENTS[0], "N"], *rows], points
    )
    assert rated[0] is None
    assert asked == ["unclear-mark"]
