import pytest

from trip_analytics.desk.queries import covered, request


@pytest.mark.parametrize(
    ("kind", "what_to_do", "said"),
    [
        (
            "unclear-priority",
            "Ask for one number from 1 to 10 for this challenge's priority.",
            "Please give one number from 1 to 10 for this challenge's priority.",
        ),
        (
            "repeated-statement",
            "This statement is on the form twice: ask the team which answer counts.",
            "This statement is on the form twice: please tell us which answer counts.",
        ),
        (
            "year-disagrees",
            "2025 by the file's name: check which year's review this is.",
            "We took it as 2024, but it is 2025 by the file's name: please tell us which year's "
            "review this is.",
        ),
        (
            "superseded-return",
            "Ash v2.xlsx is taken as the corrected return (its name says so): check that it is.",
            "You sent more than one form. Ash v2.xlsx is taken as the corrected return (its name "
            "says so): please tell us if it is not.",
        ),
        (
            "same-as-last-year",
            "All ratings are the same as in a.xlsx for 2024: ask whether the team looked at them "
            "again, or sent last year's form with a new year.",
            "All ratings are the same as in a.xlsx for 2024: please tell us whether you looked at "
            "them again, or sent last year's form with a new year.",
        ),
        (
            "another-scale",
            "Ask the team for its answers from 1 to 5: so many of them lie beyond that the form "
            "seems to be rated on another scale, and none of its answers is taken.",
            "Please give your answers from 1 to 5: so many of them lie beyond that the form seems "
            "to be rated on another scale, and none of its answers is taken.",
        ),
        (
            "no-year",
            "Ask which year's review this is: no year or date was found. Or put the file into a "
            "folder named after the year.",
            "Please tell us which year's review this is: no year or date was found.",
        ),
    ],
)
def test_requests_read_as_people_write_them(kind, what_to_do, said):
    assert request(kind, what_to_do, "2024") == said


@pytest.mark.parametrize("kind", ["unknown-statement", "duplicate-return", "unknown-team", "fault"])
def test_what_the_desk_settles_is_no_request(kind):
    assert request(kind, "Add the wording to the instrument.", None) is None


PICTURE = """\
                | 1 | 2 | 3 | Agreed rating
  Own choices   |   | x |   | 2
> Shared safety | x |   | x | depends who is…
  Stories       |   |   | x | 3"""


def test_headings_and_statements_stay_and_other_marks_are_covered():
    assert (
        covered(PICTURE, "x | x")
        == """\
                | 1 | 2 | 3 | Agreed rating
  Own choices   |   | • |   | •
> Shared safety | x |   | x | •
  Stories       |   |   | • | •"""
    )


def test_a_mark_cut_short_is_seen():
    lines = covered(PICTURE, "depends who is on shift").splitlines()
    assert lines[2] == "> Shared safety | • |   | • | depends who is…"


def test_columns_stay_aligned():
    bars = [
        [at for at, letter in enumerate(line) if letter == "|"] for line in PICTURE.splitlines()
    ]
    assert [
        [at for at, letter in enumerate(line) if letter == "|"]
        for line in covered(PICTURE, None).splitlines()
    ] == bars
