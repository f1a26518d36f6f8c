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
    assert "Since 2024, there is no change we can be sure of" in said(executed["last-year"])
    since_first = said(executed["first-year"])
    assert "shared safety planning improved" in since_first
    assert "staff wellbeing declined" in since_first
    assert "shared safety planning rose by" in said(executed["trend"])


@pytest.mark.slow
def test_what_was_clear_of_all_teams_is_not_of_nine(executed):
    of_nine = said(executed["few"])
    assert "9 teams that rated in both years" in of_nine
    assert "could have been seen" in of_nine


def test_another_year(run):
    shown = run(CHANGE, year=2023)
    assert "the same again" in shown.words("first-year")
    assert len(shown.others("parts")) == 2


def test_few_teams_of_a_single_year(few_teams, run):
    shown = run(CHANGE, source=str(few_teams))
    assert "Not more than 9 teams rated in both years" in shown.words("few")
    assert shown["last-year"] == shown["two-years"] == shown["parts"] == shown["trend"] == []
    assert len(shown.others("history")) == 1
