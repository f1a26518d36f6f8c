"""What teams chose to work on."""

from __future__ import annotations

import pandas as pd

from trip_analytics import plots
from trip_analytics.disclosure.released import withhold


def test_priorities_are_bars_of_teams_most_chosen_first(priorities, seen):
    ax = plots.plot_priorities(priorities)
    assert seen.labels(ax) == ["Shared notes", "Choices", "Hope", "Something else"]
    assert [width for _, width, _ in seen.bars(ax)] == [12, 9, 2, 4]
    assert "12 teams (60%)" in seen.texts(ax)
    assert "Shared notes 12 teams (60%); Choices 9 teams (45%)" in plots.plot_priorities.in_words(
        priorities
    )
    hidden = {"chosen": priorities["practice"].eq("Hope")}
    few = withhold("priority_themes", priorities, {"chosen": ["teams", "share"]}, hidden, [])
    released = plots.plot_priorities(few)
    assert [width for _, width, _ in seen.bars(released)] == [12, 9, 4]
    assert seen.texts(released).count("withheld") == 1


def test_where_nobody_named_a_priority_there_are_no_shares(priorities, seen):
    none = priorities.assign(teams=0, share=pd.array([pd.NA] * len(priorities), dtype="Float64"))
    assert seen.bars(plots.plot_priorities(none)) == []
    assert "Shared notes 0 teams" in plots.plot_priorities.in_words(none)


def test_a_label_behind_the_longest_bar_has_room(priorities, seen):
    long = f"{'We work with service users to understand their perspective ' * 2}on risk"
    seen.assert_clear(
        plots.plot_priorities(priorities.assign(practice=[f"{long} {n}" for n in range(4)]))
    )
