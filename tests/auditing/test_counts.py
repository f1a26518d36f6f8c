"""Rows of counts that break the rule, as people write them by hand: every one is found."""

import numpy as np
import pytest

from trip_analytics.auditing.audit import audit_files

HEAD = ["Practice", "1", "2", "3", "4", "5", "Teams"]


def kinds(found):
    return found["kind"].tolist()


@pytest.fixture
def audited(tmp_path, workbook):
    def audited(*rows, name="r.xlsx", title=None):
        return audit_files(workbook(tmp_path / name, rows, title=title))

    return audited


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ([0, 0, 4, 0, 0], "few-teams"),
        ([1, 1, 1, 1, 0], "few-teams"),
        ([1, 1, 1, 1, 1], None),  # five teams, the least there may be
        ([0, 0, 2, 2, 1], None),
        ([0, 0, 3, 1, 1], "alike"),
        ([0, 0, 12, 0, 0], "alike"),
        ([0, 0, 11, 1, 0], "alike"),
        ([0, 0, 10, 1, 1], "alike"),
        ([0, 1, 9, 1, 1], None),  # three others, the least there may be
        ([0, 3, 9, 0, 0], None),
        ([0, 0, 0, 0, 0], None),  # it counts nobody
    ],
)
def test_the_rule_at_its_boundary(row, expected, audited):
    found = audited(HEAD, ["Choices", *row, sum(row)], ["Hope", 6, 8, 9, 11, 4, 38])
    assert kinds(found) == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("annual-report-2025.xlsx", ["alike", "alike"]),
        ("annual-report-2025-board.xlsx", ["alike"]),
        ("annual-report-2025-board-tables.xlsx", ["alike"]),
        ("annual-report-2025-tables-board.xlsx", ["alike"]),
        ("annual-report-board-2025.xlsx", ["alike", "alike"]),
        ("surfboard.xlsx", ["alike", "alike"]),
    ],
)
def test_a_file_for_the_board_needs_two_others(name, expected, audited):
    found = audited(HEAD, ["Choices", 0, 0, 10, 1, 1, 12], ["Hope", 0, 0, 11, 1, 0, 12], name=name)
    assert kinds(found) == expected
    assert found["finding"].iloc[-1].startswith("“Hope”")
    least = "two" if len(expected) == 1 else "three"
    assert f"fewer than {least} teams" in found["finding"].iloc[-1]


def test_the_finding_says_which_row_and_no_answer(audited):
    found = audited(HEAD, ["Choices", 0, 0, 11, 1, 0, 12], title="Ratings in 2025")
    assert found["finding"].tolist() == [
        "“Choices” in “Ratings in 2025”: fewer than three teams gave an answer other than the most "
        "common one."
    ]
    assert found["place"].tolist() == ["Ratings in 2025"]


TITLES = {
    "labelled": ["1 Not yet", "2 Just beginning", "3 Under way", "4 Well developed", "5 Very"],
    "with a dash": ["1 – Not yet", "2 – Begun", "3 – Half", "4 – Well", "5 – Very well"],
    "rated": ["Rated 1", "Rated 2", "Rated 3", "Rated 4", "Rated 5"],
    "of an analysis": ["rated_1", "rated_2", "rated_3", "rated_4", "rated_5"],
    "a question": [f"Number of teams that gave {point}" for point in range(1, 6)],
    "of a year": [f"2024 {point}" for point in range(1, 6)],
    "from zero": ["0", "1", "2", "3", "4"],
    "downwards": ["5", "4", "3", "2", "1"],
    "with points that nobody gave": ["1", "3", "4", "7", "9"],
    "without space": ["1: no", "2: a little", "3: some", "4: much", "5: all"],
}


@pytest.mark.parametrize("titles", TITLES)
def test_titles_of_points(titles, audited):
    found = audited(["Practice", *TITLES[titles]], ["Choices", 0, 0, 1, 11, 0])
    assert kinds(found) == ["alike"]


OTHERS = {
    "years": ["2021", "2022", "2023", "2024", "2025"],
    "ranges": ["1 to 2", "2 to 3", "3 to 4", "4 to 5", "5 to 6"],
    "percentages": ["1%", "2%", "3%", "4%", "5%"],
    "quarters": ["Q1", "Q2", "Q3", "Q4", "Q5"],
    "weeks": [f"Week {at}" for at in range(1, 6)],
    "days": ["1st", "2nd", "3rd", "4th", "5th"],
    "too far apart": ["1", "5", "10", "15", "20"],
}


@pytest.mark.parametrize("titles", OTHERS)
def test_titles_that_are_no_points(titles, audited):
    assert audited(["Practice", *OTHERS[titles]], ["Choices", 0, 0, 1, 11, 0]).empty


@pytest.mark.parametrize("points", [2, 3, 7, 11])
def test_scales_of_other_lengths(points, audited):
    head = ["Practice", *map(str, range(points))]
    assert kinds(audited(head, ["Choices", 20, 2, *[0] * (points - 2)])) == ["alike"]
    assert audited(head, ["Choices", 20, 3, *[0] * (points - 2)]).empty


def test_twelve_columns_are_no_scale(audited):
    assert audited(["Practice", *map(str, range(1, 13))], ["Visits", 40, *[0] * 11]).empty


def test_counts_beside_their_shares(audited):
    head = ["Practice", "1", "1 (%)", "2", "2 (%)", "3", "3 (%)", "Teams"]
    found = audited(head, ["Choices", 1, "8%", 11, "92%", 0, "0%", 12])
    assert kinds(found) == ["alike"]
    assert audited(head, ["Choices", 3, "25%", 9, "75%", 0, "0%", 12]).empty


def test_two_years_beside_each_other(audited):
    head = ["Practice", *(f"{year} {point}" for year in (2024, 2025) for point in (1, 2, 3))]
    assert kinds(audited(head, ["Choices", 9, 8, 7, 0, 11, 1])) == ["alike"]


SHARES = {
    "percentages": ["0%", "0%", "92%", "8%", "0%"],
    "fractions": ["0.00", "0.00", "0.92", "0.08", "0.00"],
}


@pytest.mark.parametrize("shares", SHARES)
def test_shares_of_a_number_of_teams_are_counts(shares, audited):
    row = SHARES[shares]
    assert kinds(audited(HEAD, ["Choices", *row, 12])) == ["alike"]  # 11 and 1
    assert kinds(audited(HEAD, ["Choices", *row, 4])) == ["few-teams"]
    assert audited(HEAD, ["Choices", *row, 40]).empty  # 37 and 3
    assert audited(HEAD[:-1], ["Choices", *row]).empty  # of how many is not said


def test_percentages_without_their_sign(audited):
    head = ["Practice", *(f"% rated {point}" for point in range(1, 6)), "n"]
    assert kinds(audited(head, ["Choices", 0, 0, 92, 8, 0, 12])) == ["alike"]
    assert audited(head, ["Choices", 10, 20, 30, 30, 10, 12]).empty


def test_averages_by_number_of_practice_are_no_shares(audited):
    head = ["Line", "1", "2", "3", "Teams"]
    assert audited(head, ["Adult", "3.2", "3.4", "2.9", 12]).empty
    assert audited(head, ["Adult", "0.95", "0.50", "0.40", 12]).empty


WITHHELD = {
    "shorthand": ["[c]"] * 5,
    "stars": ["*"] * 5,
    "dashes": ["-"] * 5,
    "below": ["<5"] * 5,
    "blank": [None] * 5,
    "halves": ["up to 3", None, None, None, None],
}


@pytest.mark.parametrize("row", WITHHELD)
def test_a_row_that_is_withheld(row, audited):
    assert audited(HEAD, ["Choices", *WITHHELD[row], 12], ["Hope", 6, 8, 9, 11, 4, 38]).empty


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (["[c]", 0, 11, "[c]", "[c]", 12], ["alike"]),  # one other, whichever it is
        (["<5", 0, 35, 0, 0, 37], ["alike"]),  # two others: the total tells them
        (["<5", 0, 34, 0, 0, 37], []),  # three
        (["*", 0, 1, 1, 0, 30], ["alike"]),  # 28 are withheld
        (["*", "*", 1, 1, 0, 30], []),  # the 28 may be two halves
        (["*", "*", 1, 1, 0, 4], ["few-teams"]),
        (["*", 0, 30, 0, 0, None], []),  # of how many is not said
        ([0, 0, "*", 0, 0, 12], ["alike"]),  # the total tells it
        ([None, None, 30, 2, None, None], ["alike"]),  # blank is nobody
        ([None, None, 28, 2, None, 36], []),  # the rest is blank
        ([None, 0, 1, 1, 0, 30], ["alike"]),  # 28 are blank
    ],
)
def test_a_row_of_which_a_part_is_withheld(row, expected, audited):
    assert kinds(audited(HEAD, ["Choices", *row], ["Hope", 6, 8, 9, 11, 4, 38])) == expected


def test_the_notes_say_to_how_many_rows_it_was_applied(audited):
    rows = [["Choices", 4, 5, 6, 0, 0, 15], ["Hope", "*", 5, 6, 0, 0, None], ["Ours", *["*"] * 6]]
    notes = audited(HEAD, *rows).attrs["notes"]
    assert notes[1:] == [
        "The rule on counts was applied to 1 row.",
        "It could not be applied to 1 row, of which a part is withheld.",
    ]


def test_a_row_for_each_rating(audited):
    rows = [["Choices", 3, 11], ["Choices", 4, 1]]
    rows += [["Hope", point, 6] for point in range(1, 6)]
    found = audited(["Practice", "Rating", "Teams"], *rows)
    assert kinds(found) == ["alike"]
    assert found["finding"][0].startswith("“Choices”")


def test_a_row_for_each_rating_with_its_meaning_and_a_total(audited):
    rows = [["1", "Not yet", 0], ["2", "Begun", 11], ["3", "Half", 1], ["Total", None, 12]]
    assert kinds(audited(["Rating", "Meaning", "Teams"], *rows)) == ["alike"]
    rows[1][2], rows[3][2] = 10, 12
    rows[0][2] = 2
    assert audited(["Rating", "Meaning", "Teams"], *rows).empty


def test_a_row_for_each_rating_labelled_with_a_column_for_each_practice(audited):
    rows = [["1 Not yet", 0, 5], ["2 Begun", 11, 6], ["3 Half", 1, 7]]
    found = audited(["Rating", "Choices", "Hope"], *rows)
    assert kinds(found) == ["alike"]
    assert found["finding"][0].startswith("“Choices”")


def test_names_beside_the_first_of_their_rows_only(audited):
    rows = [["Choices", 1, 5], [None, 2, 6], ["Hope", 1, 1], [None, 2, 11]]
    found = audited(["Practice", "Rating", "Teams"], *rows)
    assert kinds(found) == ["alike"]
    assert found["finding"][0].startswith("“Hope”")


def test_a_row_for_each_rating_of_each_year(audited):
    rows = [[year, rating, 6] for year in (2024, 2025) for rating in (1, 2, 3)]
    rows[3][2], rows[5][2] = 0, 1
    found = audited(["Year", "Rating", "Teams"], *rows)
    assert kinds(found) == ["alike"]
    assert found["finding"][0].startswith("“2025”")


def test_a_row_for_each_rating_beside_a_column_without_title(audited):
    rows = [["Choices", 1, 1], ["Choices", 2, 11]]
    assert kinds(audited([None, "Rating", "Teams"], *rows)) == ["alike"]


def test_a_row_for_each_answer_is_no_row_of_counts(audited):
    rows = [["Choices", 1, 30], ["Choices", 1, 1], ["Choices", 2, 1]]
    assert audited(["Practice", "Rating", "Answer no"], *rows).empty


def test_priorities_that_hardly_any_or_nearly_all_chose(audited):
    found = audited(
        ["Practice", "Teams", "Share of teams", "With a staff lead"],
        ["Choices", 20, "50%", 12],
        ["Hope", 38, "95%", 30],
        ["Safety", 2, "5%", 1],
        ["Notes", "[c]", "[c]", "[c]"],
        ["Roles", 3, "8%", 3],
        ["Assets", 37, "93%", 9],
        ["Ours", 0, "0%", 0],
        ["Family", 40, "100%", 9],
    )
    said = [finding.split("”")[0].removeprefix("“") for finding in found["finding"]]
    assert said == ["Hope", "Safety", "Ours", "Family"]
    assert set(kinds(found)) == {"alike"}


def test_who_chose_it_in_other_words(audited):
    assert kinds(audited(["Practice", "Chosen by", "%"], ["Hope", 38, "95%"])) == ["alike"]
    # Of 38 teams that rated, 95% are well developed: that is another matter.
    assert audited(["Practice", "Teams", "Well developed"], ["Hope", 38, "95%"]).empty


STAGES = ["Stage 1: Engagement", "Stage 2: Development", "Stage 3: Transformation"]


def test_stages_of_template_a_are_passed_over_unless_they_are_of_teams(audited):
    assert audited(["Challenge", *STAGES], ["Culture", 0, 12, 0]).empty
    title = "Ratings at an early stage"  # which is another form's
    assert kinds(audited(HEAD[:-1], ["Choices", 0, 0, 1, 11, 0], title=title)) == ["alike"]
    title = "Number of teams at each stage"
    assert kinds(audited(["Challenge", *STAGES], ["Culture", 0, 12, 0], title=title)) == ["alike"]
    head = ["Challenge", *STAGES, "Teams"]
    assert kinds(audited(head, ["Culture", 0, 12, 0, 12])) == ["alike"]


def test_an_average_of_few_teams(audited):
    head = ["Service line", "Teams", "Average"]
    found = audited(head, ["Adult", 14, 3.2], ["Older", 4, 3.5], ["Young", 3, "[c]"])
    assert kinds(found) == ["few-teams"]
    assert found["finding"][0].startswith("“Older”")
    assert audited(["Service line", "Teams"], ["Older", 4]).empty  # who took part


def test_nothing_is_worked_out_across_tables_or_files(tmp_path, workbook):
    """Two releases that differ by one team: each keeps to the rule."""
    for name, row in (("may", [6, 8, 10, 9, 7, 40]), ("june", [6, 8, 11, 9, 7, 41])):
        workbook(tmp_path / f"{name}.xlsx", [HEAD, ["Choices", *row]])
    assert audit_files(tmp_path).empty


def test_what_the_analysis_gives_written_down_as_it_is(returns, tmp_path):
    import trip_analytics as ta

    profile = ta.practice_profile(returns, year=2025)
    rated = [f"rated_{point}" for point in range(1, 6)]
    profile.loc[1, rated] = [0, 0, 0, 2, 29]
    profile.loc[1, ["teams", "mean", "well_developed"]] = [31, 4.935, 1.0]
    profile.to_csv(tmp_path / "profile.csv", index=False)
    alike = profile[rated].sum(axis=1) - profile[rated].max(axis=1) <= 2
    assert len(audit_files(tmp_path / "profile.csv")) == alike.sum() == 1


@pytest.mark.parametrize("seed", range(12))
def test_random_rows_are_found_where_the_rule_says(seed, audited):
    random = np.random.default_rng(seed)
    rows, expected = [HEAD], []
    for name in "abcdefghijklmnopqrst":
        teams = int(random.integers(3, 40))
        others = min(teams, int(random.integers(0, 6)))
        ratings = [int(random.integers(1, 6))] * (teams - others)
        ratings += random.integers(1, 6, others).tolist()
        row = [ratings.count(point) for point in range(1, 6)]
        rows.append([f"Practice {name}", *row, teams])
        if teams < 5 or teams - max(row) < 3:
            expected.append(rows[-1][0])
    found = audited(*rows)
    said = sorted(finding.split("”")[0].removeprefix("“") for finding in found["finding"])
    assert said == expected
