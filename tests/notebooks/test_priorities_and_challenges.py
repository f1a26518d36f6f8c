from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

PRIORITIES = Path(__file__).parents[2] / "notebooks" / "04_priorities_and_challenges.ipynb"


@pytest.fixture(scope="module")
def executed(outputs_of):
    return outputs_of(PRIORITIES)


@pytest.mark.slow
def test_finds_what_is_true_of_the_sample(executed):
    themes = executed["themes-table"][-1].data["text/html"]
    assert "Teams most often chose collaborative plans and notes" in themes
    assert "none shows a clear effect" in executed["effect"][-1].data["text/html"]
    assert "The plain gain of chosen practices is not given" in str(executed["effect"])
    assert "seven plans for six challenges" in str(executed["plans-table"])
    assert "priority" in str(executed["due"])


@pytest.mark.slow
def test_tables_that_are_not_kept_are_said_to_be_absent(executed):
    for cell in ("indicators", "outcomes"):
        (shown,) = executed[cell]
        assert f"There is no table of {cell}" in shown.data["text/html"]
    assert executed["innovations"] == []


def test_few_teams_of_a_single_year_with_tables_of_their_own(few_teams, run):
    pd.DataFrame(
        {"team": ["Ash Ward", "Elm Team"], "innovation": ["Peer workers", "peer workers"]}
    ).assign(introduced="2025-03-01").to_csv(few_teams / "innovations.csv", index=False)
    months = pd.date_range("2024-06-01", periods=14, freq="MS").strftime("%Y-%m")
    pd.DataFrame({"indicator": "Incidents", "month": months, "value": [5, 4] * 7}).to_csv(
        few_teams / "indicators.csv", index=False
    )
    (few_teams / "outcomes.csv").write_text(
        "measure,period,timing,n,mean,sd\nHope,2024/25,before,40,2.1,0.9\nHope,2024/25,after,36,2.6,0.8\n"
    )
    shown = run(PRIORITIES, source=str(few_teams))
    for cell in ("stages", "plans"):
        assert shown.pictures(cell) == []
    assert "Nobody returned a form for 2024" in shown.words("stage-change")
    _, link = shown["innovations"]
    assert link.attrs["notes"] == ["Nobody returned a form for 2024: there are returns for 2025."]
    (chart,) = shown.pictures("indicators")
    assert chart.figure
    assert "Nothing stands out" in shown.words("indicators")
    assert "The averages differ by +0.5" in shown.words("outcomes")
