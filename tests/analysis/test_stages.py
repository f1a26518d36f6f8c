from __future__ import annotations

import pandas as pd
import pytest

from trip_analytics.analysis.stages import stage_profile
from trip_analytics.returns import Returns

COLUMNS = ["item_id", "challenge", "year", "teams", "not_assessed"]
COLUMNS += ["stage_1", "stage_2", "stage_3"]
COLUMNS += ["share_stage_1", "share_stage_2", "share_stage_3", "prioritised"]


@pytest.fixture(scope="module")
def returns():
    """Four service lines' own returns, without teams, of two challenges."""
    stages = pd.DataFrame(
        {
            "return_id": ["r1", "r2", "r3", "r4"] * 2,
            "service_line": ["Adult", "older", "Young", "Secure"] * 2,
            "year": 2025,
            "item_id": ["challenge-4"] * 4 + ["challenge-10"] * 4,
            "stage": [1, 2, 2, None, None, None, None, None],
            "priority": [1, 5, 6, 2, None, None, None, None],
        }
    )
    return Returns.from_tables(stages=stages)


def test_counts_and_shares_by_hand(returns):
    profile = stage_profile(returns)
    assert profile.columns.tolist() == COLUMNS
    assert profile["item_id"].tolist() == [f"challenge-{number}" for number in range(1, 11)]
    row = profile.set_index("item_id").loc["challenge-4"]
    assert row["challenge"] == "Organisational commitment"
    counts = ["teams", "not_assessed", "stage_1", "stage_2", "stage_3", "prioritised"]
    assert row[counts].tolist() == [3, 1, 1, 2, 0, 3]
    shares = row[["share_stage_1", "share_stage_2", "share_stage_3"]].tolist()
    assert shares == pytest.approx([1 / 3, 2 / 3, 0])


def test_a_challenge_nobody_assessed_has_no_shares(returns):
    profile = stage_profile(returns)
    row = profile.set_index("item_id").loc["challenge-10"]
    assert row[["teams", "not_assessed", "prioritised"]].tolist() == [0, 4, 0]
    assert row[["share_stage_1", "share_stage_2", "share_stage_3"]].isna().all()
    assert "No return gives a stage" in profile.attrs["notes"][0]


def test_service_lines_own_returns_are_shown_by_service_line(returns):
    profile = stage_profile(returns, by="service_line")
    assert profile.columns.tolist() == [*COLUMNS[:2], "service_line", *COLUMNS[2:]]
    of_4 = profile.loc[profile["item_id"] == "challenge-4"]
    assert of_4["service_line"].tolist() == ["Adult", "older", "Secure", "Young"]
    assert of_4["stage_2"].tolist() == [0, 1, 0, 1]


def test_a_year_without_template_a_says_so(trust):
    profile = stage_profile(trust({2025: {"Ash": [3]}}))
    assert profile.empty
    assert profile.columns.tolist() == COLUMNS
    assert "stages of challenges" in profile.attrs["notes"][0]
