import pandas as pd
import pytest
from trip_analytics.disclosure.stage_change import release_stage_change

from trip_analytics.analysis import stage_change
from trip_analytics.tables import Returns

# Back, stayed and on: three of each, from and to each stage.
MIXED = [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3), (3, 1), (3, 2), (3, 3)]


def returns_of(pairs, *, came=(), left=(), teams=True):
    """Stages of 2024 and 2025 of teams, or of the service lines of the same names."""
    answers = [(2024, n, before) for n, (before, _) in enumerate(pairs)]
    answers += [(2025, n, after) for n, (_, after) in enumerate(pairs)]
    answers += [(2025, 100 + n, stage) for n, stage in enumerate(came)]
    answers += [(2024, 200 + n, stage) for n, stage in enumerate(left)]
    stages = pd.DataFrame(answers, columns=["year", "who", "stage"])
    stages["return_id"] = stages["who"].astype(str) + "-" + stages["year"].astype(str)
    stages["team_id" if teams else "service_line"] = "N" + stages["who"].astype(str)
    return Returns.from_tables(stages=stages.assign(item_id="challenge-4"))


def released(pairs, **others):
    returns = returns_of(pairs, **others)
    return release_stage_change(stage_change(returns, 2024, 2025), returns)


def test_service_lines_are_counted_as_they_are():
    found = released([(1, 2), (2, 2)], came=[3], teams=False)
    assert found.table["teams"].sum() == 2
    assert not found.withheld.any(axis=None)
    assert found.notes == ()


VARIED = [1, 2, 3, 1, 2, 3, 1, 2, 3, 1]


@pytest.mark.parametrize(
    ("pairs", "movers"),
    [
        (MIXED, {}),
        (MIXED, {"came": VARIED}),
        (MIXED, {"left": VARIED, "came": VARIED}),
    ],
)
def test_teams_are_counted_where_nothing_tells_one_apart(pairs, movers):
    found = released(pairs, **movers)
    assert not found.withheld.any(axis=None)
    assert found.table["teams"].sum() == len(pairs)


@pytest.mark.parametrize(
    ("pairs", "movers"),
    [
        (MIXED[:4], {}),  # four teams
        (MIXED, {"came": [2]}),  # one came, and the counts of each year tell its stage
        (MIXED, {"left": VARIED[:9]}),
        (MIXED, {"came": [2] * 8 + [1, 3]}),  # ten, but all alike
        ([(1, 2)] * 4 + [(2, 3)] * 4 + [(3, 3)] * 2, {}),  # all but two moved on
        ([(1, 1), (1, 2), (1, 3)] * 3, {}),  # all were at the same stage
    ],
)
def test_all_nine_counts_are_withheld_together(pairs, movers):
    found = released(pairs, **movers)
    assert found.withheld["teams"].all()
    assert found.table["teams"].isna().all()
    assert len(found.notes) == 1
