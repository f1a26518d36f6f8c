"""What became of priorities."""

from __future__ import annotations

import pandas as pd
import pytest

from trip_analytics import plots
from trip_analytics.errors import AnalysisError


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
    said = plots.plot_progress.in_words(progress)
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
