from __future__ import annotations

from io import StringIO
from pathlib import Path

import pandas as pd
import pytest

PRACTICES = Path(__file__).parents[2] / "notebooks" / "02_strong_and_weak_practices.ipynb"


def table_of(outputs):
    return pd.read_html(StringIO(outputs[-1].data["text/html"]))[0]


@pytest.fixture(scope="module")
def executed(outputs_of):
    return outputs_of(PRACTICES)


@pytest.mark.slow
def test_finds_what_is_true_of_the_sample(executed):
    strongest, weakest = (table_of(executed[cell]).iloc[0] for cell in ("strongest", "weakest"))
    assert strongest[["practice", "standing"]].tolist() == ["Involving family and friends", "clear"]
    assert weakest[["practice", "standing"]].tolist() == ["Collaborative plans and notes", "clear"]
    since_the_first_year = table_of(executed["change-table"]).set_index("practice")["mean_change"]
    since_the_first_year = since_the_first_year.str.replace("−", "-").astype(float)
    assert since_the_first_year.idxmax() == "Shared safety planning"
    assert since_the_first_year.idxmin() == "Staff wellbeing"


@pytest.mark.slow
def test_another_year(run):
    shown = run(PRACTICES, year=2022)
    assert "2022" in shown.words("profile")
    assert shown.words("change") == "There is nothing to draw."
    assert len(shown.pictures("profile")) == 1


def test_few_teams_of_a_single_year(few_teams, run):
    shown = run(PRACTICES, source=str(few_teams))
    assert "Withheld: Roles, relationships and connections" in shown.words("profile")
    assert "fewer than 5 teams rated it" in shown.words("words")
    for cell in ("change", "first", "stages"):
        assert shown.words(cell) == "There is nothing to draw."
