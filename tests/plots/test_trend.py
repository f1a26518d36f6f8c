from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from trip_analytics.plots import plot_trend
from trip_analytics.plots.drawing import palette


def test_slopes_are_about_zero_and_full_where_unlikely_to_be_chance(trend):
    ax = plot_trend(trend)
    names = [label.get_text() for label in ax.get_yticklabels()]
    assert names == ["Shared notes", "Choices", "Hope"]
    intervals, full, rings = ax.collections
    assert [line[:, 0].tolist() for line in intervals.get_segments()] == [
        [0.08, 0.2],
        [-0.06, 0.02],
    ]
    assert np.asarray(full.get_offsets()).tolist() == [[0.14, 0]]
    assert np.asarray(rings.get_offsets()).tolist() == [[-0.02, 1]]
    assert to_hex(rings.get_facecolor()[0]) == palette.PAGE.lower()
    assert {"+0.14", "−0.02", "30", "31", "not available"} <= {t.get_text() for t in ax.texts}
    assert ax.get_xlim() == pytest.approx((-0.22, 0.22))


def test_ticks_are_what_their_labels_say(trend):
    ax = plot_trend(trend)
    ax.figure.draw_without_rendering()
    said = [float(label.get_text().replace("−", "-")) for label in ax.get_xticklabels()]
    assert np.allclose(said, ax.get_xticks())


def test_alternative_text(trend):
    said = plot_trend.in_words(trend)
    assert "2018 to 2025" in said
    assert "Shared notes +0.14 (+0.08 to +0.20), 30 teams, unlikely to be chance; Choices" in said
    assert "Choices −0.02 (−0.06 to +0.02), 31 teams. Not available: Hope." in said


def test_where_there_is_no_trend_no_years_are_claimed(trend):
    none = trend.assign(slope=pd.array([None] * 3, dtype="Float64"))
    assert "2025" not in plot_trend(none).figure.texts[0].get_text()
    assert "Not available: Choices, Shared notes and Hope." in plot_trend.in_words(none)
