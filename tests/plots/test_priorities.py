"""What teams chose to work on, and what became of it."""

from __future__ import annotations

import pandas as pd
import pytest

from trip_analytics import plots
from trip_analytics.disclosure.released import withhold
from trip_analytics.errors import AnalysisError


def test_themes_are_bars_of_teams_most_chosen_first(priorities, seen):
    ax = plots.plot_priorities(priorities)
    assert seen.labels(ax) == ["Shared notes", "Choices", "Hope", "Something else"]
    assert [width for _, width, _ in seen.bars(ax)] == [12, 9, 2, 4]
    assert "12 teams (60%)" in seen.texts(ax)
    assert "Shared notes 12 teams (60%); Choices 9 teams (45%)" in plots.alt_text_priorities(
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
    assert "Shared notes 0 teams" in plots.alt_text_priorities(none)


def test_a_label_behind_the_longest_bar_has_room(priorities, seen):
    long = f"{'We work with service users to understand their perspective ' * 2}on risk"
    seen.assert_clear(
        plots.plot_priorities(priorities.assign(practice=[f"{long} {n}" for n in range(4)]))
    )


def test_progress_is_stacked_year_by_year_to_the_whole(progress, seen):
    ax = plots.plot_progress(progress)
    assert seen.labels(ax) == ["2023", "2024", "2025"]
    # 10 achieved, 5 started, 2 not started, 1 stopped and 2 not said, of 20
    assert [bar for bar in seen.bars(ax) if bar[2] == 0] == [
        (0, 50, 0), (50, 25, 0), (75, 10, 0), (85, 5, 0), (90, 10, 0)
    ]  # fmt: skip
    assert [bar for bar in seen.bars(ax) if bar[2] == 1] == []
    assert [bar for bar in seen.bars(ax) if bar[2] == 2] == [(0, 50, 2), (50, 50, 2)]
    assert {"20", "0", "8", "10", "5", "2", "4"} <= set(seen.texts(ax))
    assert "28 priorities" in " ".join(seen.texts(ax))
    said = plots.alt_text_progress(progress)
    assert "2023: 10 achieved, 5 started, 2 not started, 1 stopped, 2 not said (of 20)" in said


def test_progress_of_the_parts_of_one_year_or_the_years_of_one_part(progress, seen):
    parts = progress.assign(year=2025, service_line=["Adult", "Older adult", pd.NA])
    assert seen.labels(plots.plot_progress(parts)) == ["Adult", "Older adult", "Not known"]
    assert "2025" in seen.texts(plots.plot_progress(parts))[0]
    assert seen.labels(plots.plot_progress(progress.assign(team_type="ward"))) == [
        "2023",
        "2024",
        "2025",
    ]
    with pytest.raises(AnalysisError, match="one year at a time"):
        plots.plot_progress(pd.concat([parts, parts.assign(year=2024)]))


@pytest.mark.parametrize("rows", [1, 12])
def test_progress_of_one_year_and_of_twelve_is_clear(progress, rows, seen):
    years = pd.concat([progress] * 4, ignore_index=True).assign(year=range(2014, 2026)).head(rows)
    seen.assert_clear(plots.plot_progress(years))
    seen.assert_clear(plots.plot_progress(years.assign(priorities=0)))
