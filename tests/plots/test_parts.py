from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from trip_analytics.disclosure.released import as_published
from trip_analytics.plots import alt_text_change_parts, palette, plot_change_parts


def bars(ax, place):
    """From where to where the bars of the same, the joining and the leaving teams go."""
    return [
        (round(bar.get_x(), 9), round(bar.get_x() + bar.get_width(), 9))
        for bar in ax.patches
        if round(bar.get_y() + bar.get_height() / 2) == place
    ]


def test_what_leavers_had_added_is_taken_away(change):
    ax = plot_change_parts(change)
    # -0.26 down, 0.1 up, and 0.2 that went with those that left.
    assert bars(ax, 0) == [(0, -0.26), (0, 0.1), (-0.26, -0.46)]
    # 0.74 up, 0.14 down, and those that left had rated low.
    assert bars(ax, 1) == [(0, 0.74), (0, -0.14), (0.74, 0.79)]
    assert not bars(ax, 2)


def test_the_bars_add_up_to_the_line_of_the_overall_change(change):
    ax = plot_change_parts(change)
    (overall,) = [line for line in ax.lines if line.get_label() == "overall change"]
    assert overall.get_ydata().tolist() == [0, 1]
    for place, at in enumerate(overall.get_xdata()):
        assert sum(end - start for start, end in bars(ax, place)) == pytest.approx(at)
    assert {"−0.4", "+0.7", "31", "30"} <= {text.get_text() for text in ax.texts}
    low, high = ax.get_xlim()
    assert low == -high
    assert high > 0.79


def test_parts_are_told_apart_without_colour(change):
    looks = {
        (bar.get_hatch(), to_hex(bar.get_facecolor()) == palette.PAGE.lower())
        for bar in plot_change_parts(change).patches
    }
    assert len(looks) == 3


def test_alternative_text(change):
    said = alt_text_change_parts(change)
    assert (
        "Choices −0.4 overall: −0.3 from change in the same 31 teams, +0.1 from teams that joined, "
        "−0.2 from teams that left"
    ) in said
    assert "+0.1 from teams that left. Not available: Hope." in said


def test_what_is_withheld_is_said_though_the_overall_change_is_known(change):
    withheld = pd.DataFrame(False, index=change.index, columns=change.columns)
    parts = ["matched_part", "joiners_part", "leavers_part"]
    withheld.loc[0, parts] = True
    released = as_published("change", change.mask(withheld), withheld, ())
    ax = plot_change_parts(released)
    assert not bars(ax, 0)
    assert "−0.4" not in [text.get_text() for text in ax.texts]
    assert alt_text_change_parts(released).endswith("Withheld: Choices. Not available: Hope.")
