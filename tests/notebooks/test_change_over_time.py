from __future__ import annotations

from pathlib import Path

import pytest

CHANGE = Path(__file__).parents[2] / "notebooks" / "03_change_over_time.ipynb"


@pytest.fixture(scope="module")
def executed(outputs_of):
    return outputs_of(CHANGE)


def said(outputs):
    """The last thing that a cell shows."""
    return next(
        iter(
            outputs[-1].data[kind]
            for kind in ("text/html", "text/markdown")
            if kind in outputs[-1].data
        )
    )


@pytest.mark.slow
def test_finds_what_is_true_of_the_sample(executed):
    assert "no practice clearly changed" in said(executed["last-year-table"])
    since_first = said(executed["first-year-table"])
    assert "shared safety planning improved" in since_first
    assert "Staff wellbeing declined" in since_first
    assert "shared safety planning rose by" in said(executed["trend-table"])


@pytest.mark.slow
def test_what_was_clear_of_all_teams_is_not_of_nine(executed):
    of_nine = said(executed["few-table"])
    assert "to 9 teams that rated in both years" in of_nine
    assert "would have shown" in of_nine


@pytest.mark.slow
def test_a_picture_of_ones_own_is_drawn(executed):
    assert any("image/png" in output.data for output in executed["own-picture"])


@pytest.mark.slow
def test_another_year_and_another_view(run):
    shown = run(CHANGE, year=2023, view="staff")
    assert "2022 to 2023" in shown.words("last-year")
    assert shown.words("last-year") == shown.words("first-year")
    assert "(10 teams) to" in shown.words("history")


@pytest.mark.slow
def test_one_service_line(run):
    shown = run(CHANGE, service_line="Older people")
    assert "All practices −0.1 (−0.3 to +0.2), 7 teams" in shown.words("few")
    assert shown.words("few") == shown.words("first-year")


def test_few_teams_of_a_single_year(few_teams, run):
    shown = run(CHANGE, source=str(few_teams))
    for cell in ("last-year", "first-year", "two-years", "parts", "few"):
        assert "Nobody returned a form for 2024" in shown.words(cell)
        assert shown.pictures(cell) == []
    assert len(shown.pictures("history")) == 1
