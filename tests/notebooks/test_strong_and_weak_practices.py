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
def test_lists_of_teams_hold_no_ratings(executed):
    by_name = table_of(executed["teams"])
    assert len(by_name) > 40
    assert by_name["team"].str.casefold().is_monotonic_increasing
    assert not {"rating", "mean", "stage"} & set(by_name)
    # What a team wrote stays in its form: the place is enough to ask.
    to_ask = table_of(executed["errors"])
    assert list(to_ask) == ["team", "source_file", "sheet", "cell", "what_to_do"]


def test_another_year(run):
    shown = run(PRACTICES, year=2022)
    assert "2022" in shown.words("profile")
    assert "Nobody returned a form for 2021" in shown.words("change")
    assert shown.others("change") == []
    assert len(shown.others("profile")) == 1


def test_few_teams_of_a_single_year(few_teams, run):
    shown = run(PRACTICES, source=str(few_teams))
    said = shown.words("profile")
    assert "Withheld: Roles, relationships and connections" in said
    assert "fewer than 5 teams rated it" in said
    assert "Nobody returned a form for 2024" in shown.words("change")
    assert "No return of 2025 asks for the stages" in shown.words("stages")
    assert "No team named a priority" in shown.words("themes")
    assert shown["ranks"] == shown["strongest"] == []
