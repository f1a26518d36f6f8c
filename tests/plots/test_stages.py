"""Where the organisational challenges stand."""

from __future__ import annotations

import pandas as pd

from trip_analytics import plots
from trip_analytics.disclosure.rules import PUBLIC
from trip_analytics.disclosure.stages import RELEASE
from trip_analytics.returns import Returns


def test_stages_are_stacked_in_printed_order(stages, seen):
    ax = plots.plot_stages(stages)
    assert seen.labels(ax) == stages["challenge"].tolist()
    assert [bar for bar in seen.bars(ax) if bar[2] == 0] == [
        (0, 50, 0),
        (50, 37.5, 0),
        (87.5, 12.5, 0),
    ]
    assert (
        "Day-to-day interactions: 4 at engagement, 3 at development"
        in plots.plot_stages.in_words(stages)
    )
    of_teams = Returns.from_tables(
        stages=pd.DataFrame({"team": ["Ash"], "year": 2025, "item_id": "challenge-1", "stage": 1})
    )
    few = stages.assign(stage_1=[6, 0], stage_2=[1, 5])
    hidden = RELEASE.apply(few, of_teams, "public", PUBLIC)
    withheld = plots.plot_stages(hidden)
    assert "withheld" in seen.texts(withheld)
    assert {place for *_, place in seen.bars(withheld)} == {1}
