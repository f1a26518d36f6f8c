from __future__ import annotations

import itertools

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from trip_analytics.disclosure.released import as_published
from trip_analytics.plots import alt_text_stage_change, palette, plot_stage_change


def numbers(ax):
    """The number at each place across and down."""
    return {text.get_position(): text.get_text() for text in ax.texts if text.get_text().isdigit()}


def test_a_tile_with_its_number_for_each_pair_back_to_on(stage_change):
    ax = plot_stage_change(stage_change)
    ax.figure.draw_without_rendering()
    pairs = [label.get_text() for label in ax.get_xticklabels()]
    assert pairs == ["3→1", "3→2", "2→1", "1→1", "2→2", "3→3", "1→2", "2→3", "1→3"]
    moved = dict(zip(pairs, ax.get_xticks(), strict=True))
    drawn = numbers(ax)
    assert {pair for pair, at in moved.items() if drawn[at, 0] != "0"} == {"3→1", "2→2", "1→2"}
    assert drawn[moved["1→2"], 0] == "2"
    assert drawn[moved["3→1"], 0] == "1"
    tiles = {
        to_hex(tile.get_facecolor()): tile.get_x() + tile.get_width() / 2 for tile in ax.patches
    }
    # One and two of five: the first and the second fifth.
    one, two = (colour.lower() for colour in palette.RATINGS[:2])
    assert len(ax.patches) == 3
    assert tiles == {one: pytest.approx(moved["3→1"]), two: pytest.approx(moved["1→2"])}


def test_each_direction_stands_over_its_three_pairs(stage_change):
    ax = plot_stage_change(stage_change)
    ax.figure.draw_without_rendering()
    above = [
        (label.get_text(), at)
        for label, at in zip(ax.get_xticklabels(minor=True), ax.get_xticks(minor=True), strict=True)
    ]
    middles = ax.get_xticks()[1::3]
    assert above == [
        (name, pytest.approx(at))
        for name, at in zip(["moved back", "stayed", "moved on"], middles, strict=True)
    ]
    boxes = [label.get_window_extent() for label in ax.get_xticklabels(minor=True)]
    below = ax.get_xticklabels()[0].get_window_extent()
    assert all(box.y0 >= below.y1 and box.height for box in boxes)


def test_what_cannot_be_compared_is_said(stage_change):
    said = alt_text_stage_change(stage_change)
    assert "Day-to-day interactions: 1 from 3 to 1, 2 stayed at 2, 2 from 1 to 2 (of 5)" in said
    assert said.endswith("Not available: Education and training.")
    assert "2024 to 2025" in said
    ax = plot_stage_change(stage_change)
    assert "not available" in [text.get_text() for text in ax.texts]
    assert not [place for _, place in numbers(ax) if place == 1]


def test_what_is_withheld_is_said_and_not_drawn(stage_change):
    table = stage_change.reset_index(drop=True)
    hidden = table["challenge"] == "Day-to-day interactions"
    withheld = pd.DataFrame(False, index=table.index, columns=table.columns).assign(teams=hidden)
    table["teams"] = table["teams"].mask(hidden)
    released = as_published("stage_change", table, withheld, ())
    assert alt_text_stage_change(released).endswith(
        "Withheld: Day-to-day interactions. Not available: Education and training."
    )
    assert not plot_stage_change(released).patches


def test_forty_long_names_leave_each_tile_its_number(stage_change):
    one = stage_change.iloc[:9]
    names = [
        f"A challenge that takes up quite some room on its line, number {n}" for n in range(40)
    ]
    many = pd.concat([one.assign(item_id=name, challenge=name, teams=111) for name in names])
    ax = plot_stage_change(many)
    ax.figure.draw_without_rendering()
    boxes = [text.get_window_extent() for text in ax.texts if text.get_text() == "111"]
    assert len(boxes) == 360
    first = sorted(box.x0 for box in boxes)[0]
    row = sorted((box for box in boxes if box.y0 == boxes[0].y0), key=lambda box: box.x0)
    assert first > 0
    assert all(one.x1 < other.x0 for one, other in itertools.pairwise(row))
