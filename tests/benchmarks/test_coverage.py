from pathlib import Path

import numpy as np
import pytest

from benchmarks.coverage import MARKS, SEED, as_markdown, measure, table, write_between_marks
from benchmarks.simulated import one_year
from benchmarks.simulated.figures import AT_LEAST, FALSE_ALARMS, INTERVAL, Figure
from benchmarks.simulated.trusts import (
    level_of,
    levels,
    on_a_day,
    true_mean,
    true_ranks,
    true_share,
    views,
)
from trip_analytics.analysis.intervals import mean_interval

METHODS = Path(__file__).parents[2] / "docs" / "methods.md"


def figures(check, runs, teams):
    return {figure.about: figure for figure in check(np.random.default_rng(5), runs, teams)}


def test_an_interval_of_half_the_width_misses_its_promise(monkeypatch):
    about = "Average: the interval holds the truth"
    assert not figures(one_year.means, 40, 40)[about].missed

    def halved(ratings, *, ends):
        low, high = mean_interval(ratings, ends=ends)
        return low + (high - low) / 4, high - (high - low) / 4

    monkeypatch.setattr(one_year, "mean_interval", halved)
    broken = figures(one_year.means, 40, 40)[about]
    assert broken.missed
    assert broken.mean == pytest.approx(0.67, abs=0.05)  # half of 1.96 standard errors


def test_ranks_of_teams_drawn_again_miss_what_rank_sets_keep():
    found = figures(one_year.ranks, 4, 8)
    about = "Places (no true differences): all true ones are held at once"
    assert not found[about].missed
    assert Figure("", 8, found["*bootstrap ranks*"].values, AT_LEAST).missed


def test_truth_is_what_very_many_teams_rate():
    lasting = levels() + views(np.random.default_rng(5), 1, 20_000)
    ratings = on_a_day(np.random.default_rng(6), lasting)[0]
    assert ratings.mean(axis=0) == pytest.approx(true_mean(levels()), abs=0.05)
    assert (ratings >= 4).mean(axis=0) == pytest.approx(true_share(levels(), 4), abs=0.02)


def test_practices_on_which_teams_are_at_odds_can_have_the_same_mean():
    for at_odds in (0.5, 2):
        assert true_mean(level_of(4, at_odds), at_odds) == pytest.approx(4)


def test_practices_of_the_same_mean_share_their_ranks():
    best, worst = true_ranks(np.array([3.0, 4.0, 3.0, 1.0]))
    assert best.tolist() == [2, 1, 2, 4]
    assert worst.tolist() == [3, 1, 3, 4]


@pytest.mark.parametrize(
    ("values", "promised", "missed"),
    [
        ([0.95, 0.95, 0.95, 0.95], INTERVAL, False),
        ([1.0, 1.0, 1.0, 0.98], INTERVAL, True),
        ([1.0, 1.0, 1.0, 0.85], INTERVAL, False),  # .9625
        ([0.1, 0.0, 0.1, 0.1], FALSE_ALARMS, False),  # .075, less than two errors of .025 off
        ([0.1, 0.1, 0.1, 0.1], FALSE_ALARMS, True),
        ([0.0, np.nan], None, False),
    ],
)
def test_chance_in_few_runs_is_no_broken_promise(values, promised, missed):
    assert Figure("", 8, np.array(values), promised).missed is missed


def test_a_check_alone_gives_what_it_gives_again_and_in_the_documented_rows():
    first, again = (table(measure(3, SEED, only="shares")) for _ in range(2))
    assert first == again
    titles, row = first
    assert titles[3:6] == ["8 teams", "15 teams", "40 teams"]
    assert row[1:3] == ["3", "0.935 to 0.965"]
    assert f"| {row[0]} |" in METHODS.read_text(encoding="utf-8")


@pytest.mark.parametrize(("check", "count"), [("public_change", 24), ("histories", 16)])
def test_the_documented_table_has_every_row(check, count):
    documented = METHODS.read_text(encoding="utf-8")
    _, *rows = table(measure(2, SEED, only=check))
    assert len(rows) == count
    for about, *_ in rows:
        assert f"| {about} | 2,000 |" in documented


def test_the_table_is_put_between_its_marks_and_nothing_else_changes(tmp_path):
    page = tmp_path / "methods.md"
    page.write_text(f"before\n{MARKS[0]}\nold\n{MARKS[1]}\nafter\n", encoding="utf-8")
    made = as_markdown([["", "runs"], ["a", "2"]], SEED)
    for _ in range(2):
        write_between_marks(page, made)
    text = page.read_text(encoding="utf-8")
    assert text == f"before\n{MARKS[0]}\n{made}\n{MARKS[1]}\nafter\n"
    assert "|  | runs |\n| --- | --- |\n| a | 2 |" in text
    page.write_text("no marks", encoding="utf-8")
    with pytest.raises(SystemExit, match="lacks the marks"):
        write_between_marks(page, made)
