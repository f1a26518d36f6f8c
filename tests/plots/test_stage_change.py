from __future__ import annotations

import itertools

import pandas as pd
import pytest

from trip_analytics.disclosure.released import as_published
from trip_analytics.plots import plot_stage_change
from trip_analytics.plots.drawing import palette
from trip_analytics.plots.drawing.theme import PHONE, drawn_for


def test_a_tile_with_its_number_for_each_pair_back_to_on(stage_change, seen):
    ax = plot_stage_change(stage_change)
    ax.figure.draw_without_rendering()
    tiles = seen.cells(ax)
    pairs = ["3→1", "3→2", "2→1", "1→1", "2→2", "3→3", "1→2", "2→3", "1→3"]
    assert [pair for _, pair in tiles] == pairs
    assert {pair: word for (_, pair), (word, *_) in tiles.items() if word != "0"} == {
        "3→1": "1",
        "2→2": "2",
        "1→2": "2",
    }
    # None on the page's colour; one and two of five: the first and the second fifth.
    page, one, two = (colour.lower() for colour in (palette.PAGE, *palette.RATINGS[:2]))
    colours = {"0": page, "1": one, "2": two}
    assert all(colour == colours[word] for word, _, colour in tiles.values())


def test_the_number_of_every_step_can_be_read(stage_change, seen):
    all_steps = stage_change.iloc[:9].assign(teams=pd.array([0, 1, 3, 5, 7, 9, 0, 0, 0], "Int64"))
    for teams in (all_steps["teams"], [1, 0, 0, 0, 0, 0, 0, 0, 0]):
        tiles = seen.cells(plot_stage_change(all_steps.assign(teams=teams)))
        assert all(seen.contrast(ink, colour) >= 4.5 for _, ink, colour in tiles.values())


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


def test_on_a_phone_no_heading_is_written_over_another(stage_change):
    with drawn_for(PHONE):
        ax = plot_stage_change(stage_change)
    ax.figure.draw_without_rendering()
    labels = [*ax.get_xticklabels(), *ax.get_xticklabels(minor=True)]
    boxes = [label.get_window_extent() for label in labels]
    assert boxes
    assert not any(one.overlaps(other) for one, other in itertools.combinations(boxes, 2))


def test_what_cannot_be_compared_is_said(stage_change, seen):
    said = plot_stage_change.in_words(stage_change)
    assert "Day-to-day interactions: 1 from 3 to 1, 2 stayed at 2, 2 from 1 to 2 (of 5)" in said
    assert said.endswith("Not available: Education and training.")
    assert "2024 to 2025" in said
    ax = plot_stage_change(stage_change)
    assert "not available" in [text.get_text() for text in ax.texts]
    assert {place for place, _ in seen.cells(ax)} == {0}


def test_what_is_withheld_is_said_and_not_drawn(stage_change, seen):
    table = stage_change.reset_index(drop=True)
    hidden = table["challenge"] == "Day-to-day interactions"
    withheld = pd.DataFrame(False, index=table.index, columns=table.columns).assign(teams=hidden)
    table["teams"] = table["teams"].mask(hidden)
    released = as_published("stage_change", table, withheld, ())
    assert plot_stage_change.in_words(released).endswith(
        "Withheld: Day-to-day interactions. Not available: Education and training."
    )
    assert not seen.cells(plot_stage_change(released))
    assert len(seen.cells(plot_stage_change(stage_change))) == 9


@pytest.mark.slow
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
