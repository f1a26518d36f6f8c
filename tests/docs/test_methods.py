"""The lines of the methods that work out the sample's report again give what the package gives."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pandas as pd
import pytest

import trip_analytics as ta

ROOT = Path(__file__).parents[2]
SECTION = "\n## The report's figures, worked out again\n"
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TABLES = ("ratings", "stages", "priorities", "action_plans", "returns", "teams")


@pytest.fixture(scope="module")
def again(sample):
    """What the lines on the page make of the tidy tables, read from CSV as anybody would."""
    text = (ROOT / "docs" / "methods.md").read_text(encoding="utf-8")
    lines = BLOCK.findall(text.split(SECTION, 1)[1].split("\n## ", 1)[0])
    assert "trip_analytics" not in "".join(lines)
    tables = {name: pd.read_csv(io.StringIO(getattr(sample, name).to_csv())) for name in TABLES}
    exec("".join(lines), tables)  # noqa: S102 # the lines of our own page
    return tables


def by_item(table, *columns):
    found = table.loc[table["item_id"].notna()].set_index("item_id")
    return found[list(columns)].astype(float) if columns else found


def test_who_returned(again, sample):
    listed = ta.participation(sample, year=2025)
    assert (len(again["asked"]), len(again["returned"])) == (len(listed), listed["returned"].sum())


def test_averages_shares_and_counts(again, sample):
    profile = by_item(ta.practice_profile(sample, year=2025))
    for name, figures in (
        ("teams", again["n"]),
        ("mean", again["mean"]),
        ("mean_low", again["mean_low"]),
        ("mean_high", again["mean_high"]),
        ("well_developed", again["well"] / again["n"]),
        ("well_developed_low", pd.Series({i: ci.low for i, ci in again["wilson"].items()})),
        ("well_developed_high", pd.Series({i: ci.high for i, ci in again["wilson"].items()})),
    ):
        assert profile[name].astype(float).to_dict() == pytest.approx(figures.to_dict()), name
    counts = profile[[f"rated_{point}" for point in range(1, 6)]].loc[again["counts"].columns]
    assert counts.to_numpy(float).tolist() == again["counts"].T.to_numpy().tolist()


def test_places(again, sample):
    places = by_item(ta.practice_profile(sample, year=2025), "rank_low", "rank_high")
    places = places.loc[again["after"].columns]
    assert places["rank_low"].tolist() == pytest.approx(again["rank_low"].tolist(), abs=1)
    assert places["rank_high"].tolist() == pytest.approx(again["rank_high"].tolist(), abs=1)


def test_change_as_published(again, sample):
    public = ta.release(ta.change_between(sample, 2024, 2025), sample).table
    public = by_item(public, "mean_change", "change_low", "change_high")
    assert public["mean_change"].to_dict() == pytest.approx(again["change"].to_dict(), abs=0.0501)
    ends = again["change"] - again["change_reach"], again["change"] + again["change_reach"]
    for name, end in zip(("change_low", "change_high"), ends, strict=True):
        assert public[name].to_dict() == pytest.approx(end.to_dict(), abs=0.0501)
    assert (again["p_adjusted"] > 0.05).all()  # as the report says: no practice clearly changed


def test_change_in_the_same_teams(again, sample):
    columns = ("mean_change", "change_low", "change_high", "p_value")
    change = by_item(ta.change_between(sample, 2024, 2025), *columns)
    assert len(change) == len(again["same_teams"]) == 9
    for item, test in again["same_teams"].items():
        low, high = test.confidence_interval()
        expected = [again["of_each"][item].mean(), low, high, test.pvalue]
        assert change.loc[item].tolist() == pytest.approx(expected)


def test_the_trend(again, sample):
    trend = by_item(ta.trend(sample), "slope", "slope_low", "slope_high")
    for item, expected in again["trends"].items():
        assert trend.loc[item].tolist() == pytest.approx(expected, rel=1e-5)


def test_what_is_counted(again, sample):
    stages = by_item(ta.stage_profile(sample, year=2025), "stage_1", "stage_2", "stage_3")
    counted = again["stage_counts"].reindex(stages.index, fill_value=0)
    assert stages.to_numpy().tolist() == counted.to_numpy(float).tolist()
    plans = by_item(ta.plans(sample, year=2025), "goals", "actions", "evidence")
    kinds = again["plan_counts"].reindex(plans.index, fill_value=0)
    assert plans.to_numpy().tolist() == kinds[["goal", "action", "evidence"]].to_numpy().tolist()
    themes = by_item(ta.priority_themes(sample, year=2025), "teams", "share")
    themes = themes.loc[themes["teams"] > 0]
    assert themes["teams"].to_dict() == again["chose"].to_dict()
    assert themes["share"].to_dict() == pytest.approx(again["share"].to_dict())
