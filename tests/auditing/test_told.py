"""Releases that give answers away, as people make them by hand: every one is caught."""

import itertools

import numpy as np
import pytest

from trip_analytics.auditing import audit_files
from trip_analytics.auditing.worlds import Bounds, Worlds
from trip_analytics.reports.annual import annual_report
from trip_analytics.reports.html import to_html

TITLE = "Number of teams that gave each rating, {}"
HEAD = ["Practice", "1", "2", "3", "4", "5", "Teams"]


def kinds(found):
    return sorted(set(found["kind"]))


def counts(ratings):
    return [ratings.count(point) for point in range(1, 6)]


@pytest.mark.parametrize(
    ("row", "insiders", "caught"),
    [
        ([0, 0, 12, 0, 0], 0, True),
        ([0, 0, 11, 1, 0], 0, False),
        ([0, 0, 11, 1, 0], 1, True),
        ([0, 0, 10, 1, 1], 1, False),
        ([0, 0, 10, 1, 1], 2, True),
        ([0, 1, 9, 1, 1], 2, False),
        ([1, 0, 0, 0, 0], 0, True),
        ([1, 1, 0, 0, 0], 1, True),
        ([1, 1, 0, 0, 0], 0, False),
    ],
)
def test_counts_of_which_nearly_all_are_alike(row, insiders, caught, tmp_path, workbook):
    path = workbook(tmp_path / "r.xlsx", [HEAD, ["Choices", *row, sum(row)]])
    found = audit_files(path, insiders=insiders)
    assert kinds(found) == (["alike"] if caught else [])
    if caught:
        assert "choices" in found["finding"][0].lower()


def test_the_finding_never_says_the_answer(tmp_path, workbook):
    path = workbook(tmp_path / "r.xlsx", [HEAD, ["Choices", 0, 0, 11, 1, 0, 12]], title="In 2025")
    (finding,) = audit_files(path)["finding"]
    assert finding == (
        "Of “choices” in 2025, nearly all of 12 teams answered alike: two teams that put together "
        "what they know can work out what others answered (“In 2025”)."
    )


def test_shares_of_few_teams_are_counts(tmp_path, workbook):
    rows = [HEAD, ["Choices", "0%", "0%", "92%", "8%", "0%", 12]]
    assert kinds(audit_files(workbook(tmp_path / "r.xlsx", rows))) == ["alike"]


def test_a_mean_at_the_end_of_the_scale(tmp_path, workbook):
    head = ["Practice", "Teams", "Average"]
    path = workbook(tmp_path / "r.xlsx", [head, ["Choices", 10, 5.0], ["Hope", 10, 4.5]])
    found = audit_files(path, insiders=0)
    assert len(found) == 1
    assert "choices" in found["finding"][0]


# A mean of 4.9 (4.85 to 4.95) over 10 teams is a sum of 49: nine gave 5 and one 4.
def test_a_mean_that_leaves_one_set_of_answers(tmp_path, workbook):
    path = workbook(tmp_path / "r.xlsx", [["Practice", "n", "Mean"], ["Choices", 10, 4.9]])
    assert audit_files(path, insiders=0).empty
    assert kinds(audit_files(path, insiders=1)) == ["alike"]


def test_small_counts_hidden_in_one_row_follow_from_its_total(tmp_path, workbook):
    rows = [HEAD, ["Choices", "<5", 9, 12, 8, 6, 37]]
    found = audit_files(workbook(tmp_path / "r.xlsx", rows))
    assert kinds(found) == ["recovered"]


def test_small_counts_hidden_in_parts_follow_from_the_totals(tmp_path, workbook):
    rows = [
        ["Service line", "1", "2", "3", "4", "5", "Teams"],
        ["Adult", "*", 5, 6, "*", 4, 19],
        ["Older", 5, "*", 7, 6, "*", 22],
        ["Total", 7, 7, 13, 8, 6, 41],
    ]
    found = audit_files(workbook(tmp_path / "r.xlsx", rows, title="Choices 2025"))
    assert kinds(found) == ["recovered"]
    assert len(found) == 2


def test_a_whole_row_that_is_withheld_is_not_recovered(tmp_path, workbook):
    rows = [HEAD, ["Choices", *["[c]"] * 5, 37], ["Hope", 5, 9, 12, 8, 6, 40]]
    assert audit_files(workbook(tmp_path / "r.xlsx", rows)).empty


def test_the_one_part_that_is_not_shown_is_what_is_left(tmp_path, workbook):
    head = ["Practice", "Service line", *HEAD[1:]]
    rows = [
        head,
        ["Choices", "All teams", 4, 8, 14, 10, 4, 40],
        ["Choices", "Adult", 4, 8, 10, 10, 4, 36],
    ]
    found = audit_files(workbook(tmp_path / "r.xlsx", rows))
    assert kinds(found) == ["difference"]
    assert "in no part that is shown" in found["finding"][0]


def test_parts_by_rounded_means_beside_exact_counts_of_all(tmp_path, workbook):
    # 12 teams in all, three rated 5; the three of one part average 5.0.
    book = workbook(tmp_path / "r.xlsx", [
        ["Practice", "Service line", *HEAD[1:], "Average"],
        ["Choices", "All teams", 3, 3, 3, 0, 3, 12, 2.8],
        ["Choices", "Adult", None, None, None, None, None, 3, 5.0],
        ["Choices", "Older", None, None, None, None, None, 9, 2.0],
    ])  # fmt: skip
    found = audit_files(book, insiders=0)
    assert kinds(found) == ["alike"]
    assert "adult" in found["finding"][0].lower()


def test_the_same_year_published_again_after_a_late_return(tmp_path, workbook):
    one, two = [6, 8, 10, 9, 7], [6, 8, 11, 9, 7]
    workbook(tmp_path / "may.xlsx", [HEAD, ["Choices", *one, sum(one)]], title=TITLE.format(2025))
    assert audit_files(tmp_path).empty
    workbook(tmp_path / "june.xlsx", [HEAD, ["Choices", *two, sum(two)]], title=TITLE.format(2025))
    found = audit_files(tmp_path)
    assert kinds(found) == ["difference"]
    assert "published twice" in found["finding"][0]
    assert "may.xlsx" in found["file"][0]
    assert "june.xlsx" in found["file"][0]


def over_two_years(folder, workbook):
    """Ten teams each year, nine in both: the one that left rated 1, the one that joined 5."""
    matched = list(zip([2, 2, 3, 3, 3, 4, 4, 2, 5], [2, 3, 3, 4, 3, 4, 5, 2, 4], strict=True))
    before, after = [pair[0] for pair in matched] + [1], [pair[1] for pair in matched] + [5]
    for year, ratings in ((2024, before), (2025, after)):
        rows = [HEAD, ["Choices", *counts(ratings), 10]]
        workbook(folder / f"{year}.xlsx", rows, title=TITLE.format(year))
    change = round(sum(b - a for a, b in matched) / 9, 2)
    rows = [["Practice", "Teams in both years", "Average change"], ["Choices", 9, change]]
    workbook(folder / "change.xlsx", rows, title="Change in teams of both years, 2024 to 2025")


def test_the_team_that_left_is_what_is_left(tmp_path, workbook):
    over_two_years(tmp_path, workbook)
    found = audit_files(tmp_path, insiders=0)
    assert kinds(found) == ["difference"]
    assert found["finding"].str.contains("the teams that left").any()
    assert found["finding"].str.contains("the teams that joined").any()


def test_years_without_a_change_between_them_are_not_tied(tmp_path, workbook):
    over_two_years(tmp_path, workbook)
    (tmp_path / "change.xlsx").unlink()
    assert audit_files(tmp_path, insiders=0).empty


def test_priorities_that_hardly_any_or_nearly_all_chose(tmp_path, workbook):
    head = ["Practice", "Teams", "Share of teams", "With a staff lead"]
    rows = [
        head,
        ["Choices", 20, "50%", 12],
        ["Hope", 38, "95%", 30],
        ["Safety", 2, "5%", 1],
        ["Notes", "[c]", "[c]", "[c]"],
        ["Roles", 9, "23%", 9],
    ]
    title = "Teams that chose each practice as a priority, 2025"
    found = audit_files(workbook(tmp_path / "r.xlsx", rows, title=title))
    assert kinds(found) == ["alike"]
    said = " ".join(found["finding"])
    assert "“Hope”" in said
    assert "“Safety”" in said
    assert "“Roles”" in said  # all nine had a staff lead
    assert "“Choices”" not in said
    assert "“Notes”" not in said


def test_stages_of_template_a_are_filled_in_to_be_shared(tmp_path, workbook):
    head = ["Challenge", "Stage 1: Engagement", "Stage 2: Development", "Stage 3: Transformation"]
    path = workbook(tmp_path / "r.xlsx", [head, ["Culture", 0, 12, 0]])
    assert audit_files(path).empty


def test_reports_of_three_years_give_nothing_away(returns, written, monkeypatch):
    monkeypatch.setattr("trip_analytics.reports.annual.pictures.to_png", lambda _: b"")
    for year in returns.years[:-1]:
        page = to_html(annual_report(returns, year=year, by="service_line"))
        (written / f"annual-report-{year}.html").write_bytes(page)
    found = audit_files(written)
    assert found.empty, found["finding"].tolist()
    assert "Looked at" in found.attrs["notes"][0]


# Every set of counts of up to five teams, looked at one by one, against the programme.
@pytest.mark.parametrize("teams", [2, 3, 4, 5])
@pytest.mark.parametrize("decimals", [0, 1])
def test_the_programme_agrees_with_looking_at_every_set_of_counts(teams, decimals):
    every = [
        np.bincount(each, minlength=6)[1:]
        for each in itertools.combinations_with_replacement(range(1, 6), teams)
    ]
    step = 10.0**-decimals
    for mean in {round(float(world @ np.arange(1, 6)) / teams, decimals) for world in every}:
        agree = [
            world
            for world in every
            if abs(float(world @ np.arange(1, 6)) / teams - mean) <= step / 2 + 1e-9
        ]
        worlds = Worlds(5)
        worlds.fact(np.ones(5), Bounds(teams, teams))
        bounds = Bounds(mean - step / 2, mean + step / 2).whole(teams)
        worlds.fact(np.arange(1, 6), bounds)
        for needed in range(1, teams + 1):
            expected = [at for at in range(5) if all(world[at] >= needed for world in agree)]
            wanted = [(row, float(needed)) for row in np.eye(5)]
            assert worlds.sure(wanted) == expected


def a_team_that_joined(folder, workbook):
    """Five teams of both years (sums 15 and 16), and one that joined and rated 5."""
    rows = [["Practice", "Teams", "Average"], ["Choices", 6, "3.5"]]
    workbook(folder / "2025.xlsx", rows, title="Average rating, 2025")
    rows = [["Practice", "Teams in both years", "Average change"], ["Choices", 5, "0.2"]]
    workbook(folder / "change.xlsx", rows, title="Change, 2024 to 2025")


def test_what_a_joining_team_added_tells_its_rating(tmp_path, workbook):
    a_team_that_joined(tmp_path, workbook)
    assert audit_files(tmp_path, insiders=0).empty
    # (5 - 3.2) / 6: its rating less the mean of the others, as a part of six teams.
    head = ["Practice", "All teams", "Teams in both years", "Added by teams that joined",
            "Taken away with teams that left"]  # fmt: skip
    rows = [head, ["Choices", "+0.5", "+0.2", "+0.30", "0.0"]]
    title = "How the average over all teams moved, 2024 to 2025"
    workbook(tmp_path / "moved.xlsx", rows, title=title)
    found = audit_files(tmp_path, insiders=0)
    assert kinds(found) == ["difference"]
    assert found["finding"].str.contains("leaves the teams that joined: anybody can").all()


# A mean of 5.0 over 30 teams is a sum of 149 or 150: 29 or 30 of them gave 5.
def test_it_may_be_that_nobody_can(tmp_path, workbook):
    path = workbook(tmp_path / "r.xlsx", [["Practice", "n", "Mean"], ["Choices", 30, "5.0"]])
    (finding,) = audit_files(path, insiders=1)["finding"]
    assert "may be able to work out" in finding


# A mean of 4.7 over 3 teams is a sum of 14: (4, 5, 5), and any two know the third.
def test_of_a_handful_of_teams_only_what_is_exact_counts(tmp_path, workbook):
    def caught(mean, teams):
        rows = [["Practice", "n", "Mean"], ["Choices", teams, mean]]
        return kinds(audit_files(workbook(tmp_path / "r.xlsx", rows), insiders=2))

    assert caught("4.7", 3) == ["alike"]
    # A sum of 13 is (3, 5, 5) or (4, 4, 5): one of them rated 5, or two.
    assert caught("4.3", 3) == []


def test_a_table_with_a_row_for_each_rating(tmp_path, workbook):
    rows = [["Practice", "Rating", "Teams"]]
    rows += [["Choices", 3, 11], ["Choices", 4, 1]]
    rows += [["Hope", point, 6] for point in range(1, 6)]
    found = audit_files(workbook(tmp_path / "r.xlsx", rows))
    assert kinds(found) == ["alike"]
    assert "choices" in found["finding"][0]


def test_what_the_analysis_gives_written_down_as_it_is(returns, tmp_path):
    """Our own result before it is released, as CSV: most of it is safe, two rows are not."""
    import trip_analytics as ta

    profile = ta.practice_profile(returns, year=2025)
    profile.loc[1, [f"rated_{point}" for point in range(1, 6)]] = [0, 0, 0, 2, 29]
    profile.loc[1, ["teams", "mean", "well_developed"]] = [31, 4.935, 1.0]
    profile.to_csv(tmp_path / "profile.csv", index=False)
    found = audit_files(tmp_path / "profile.csv")
    truth = profile[[f"rated_{point}" for point in range(1, 6)]]
    alike = truth.sum(axis=1) - truth.max(axis=1) <= 2
    assert len(found) == alike.sum() == 1


@pytest.mark.parametrize("seed", range(12))
def test_whoever_is_caught_by_the_rule_is_caught_by_the_audit(seed, tmp_path, workbook):
    """Random counts, most of a kind: a row is found where all but two or fewer are alike."""
    random = np.random.default_rng(seed)
    rows, expected = [HEAD], set()
    for number in range(20):
        teams = int(random.integers(5, 40))
        most, others = int(random.integers(1, 6)), int(random.integers(0, 6))
        ratings = [most] * (teams - min(others, teams)) + list(random.integers(1, 6, others))
        row = [ratings.count(point) for point in range(1, 6)]
        rows.append([f"Practice {'abcdefghijklmnopqrst'[number]}", *row, sum(row)])
        if sum(row) - max(row) <= 2:
            expected.add(rows[-1][0].lower())
    found = audit_files(workbook(tmp_path / "r.xlsx", rows))
    assert {each.split("“")[1].split("”")[0] for each in found["finding"]} == expected
