"""What changed: the change, the averages of both years, its parts; and all plots of change."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from trip_analytics import plots
from trip_analytics.disclosure.released import as_published
from trip_analytics.plots.drawing import palette

CHANGES = {
    "change": "change",
    "change_averages": "change",
    "change_parts": "change",
    "trend": "trend",
    "perspectives": "perspectives",
}


def test_change_is_about_zero_and_full_where_unlikely_to_be_chance(change, seen):
    ax = plots.plot_change(change)
    assert seen.labels(ax) == ["Shared notes", "Choices", "Hope"]
    assert seen.dots(ax) == [(0.74, 0, True), (-0.26, 1, False)]
    assert seen.lines(ax) == [(0.41, 1.07, 0), (-0.61, 0.09, 1)]
    low, high = ax.get_xlim()
    assert low == -high
    assert high >= 1.07
    assert {"+0.7", "−0.3", "30", "31", "not available"} <= set(seen.texts(ax))
    said = plots.plot_change.in_words(change)
    assert "Shared notes +0.7 (+0.4 to +1.1), 30 teams, unlikely to be chance" in said
    assert "Choices −0.3 (−0.6 to +0.1), 31 teams. Not available: Hope." in said


def test_public_change_is_not_said_to_be_of_the_same_teams(change, public_change, seen):
    same, public = (plots.plot_change(table) for table in (change, public_change))
    assert seen.dots(public) == seen.dots(same)
    assert seen.lines(public) == seen.lines(same)
    of_same, of_all = (" ".join(seen.texts(ax)).replace("\n", " ") for ax in (same, public))
    assert "What changed in the same teams" in of_same
    assert "30 to 31 teams rated in both years" in of_same
    assert "same teams" not in of_all
    assert "30 to 31 teams or more rated in each year" in of_all
    assert "in the teams that rated it in both years" in plots.plot_change.in_words(change)
    assert "over all teams that rated it in each year" in plots.plot_change.in_words(public_change)


def test_ticks_of_change_are_what_their_labels_say(change):
    ax = plots.plot_change(change)
    ax.figure.draw_without_rendering()
    said = [float(label.get_text().replace("−", "-")) for label in ax.get_xticklabels()]
    assert said == pytest.approx(list(ax.get_xticks()))


@pytest.mark.slow_but(1)
@pytest.mark.parametrize("name", CHANGES)
def test_forty_long_statements_of_change_are_clear_too(request, name, seen):
    row = request.getfixturevalue(CHANGES[name]).iloc[[0]]
    many = pd.concat([row] * 40, ignore_index=True)
    many.attrs = row.attrs
    many["practice"] = [
        f"We work with service users to understand their perspective on 'risk', and agree plan {n}."
        for n in range(40)
    ]
    seen.assert_clear(getattr(plots, f"plot_{name}")(many))


def test_both_means_of_the_same_teams_in_the_tables_order(change):
    ax = plots.plot_change_averages(change)
    before, after = (
        [tuple(place) for place in dots.get_offsets().tolist()] for dots in ax.collections[1:]
    )
    assert before == [(3.26, 0), (2.5, 1)]
    assert after == [(3.0, 0), (3.24, 1)]
    joined = [line.tolist() for line in ax.collections[0].get_segments()]
    assert joined == [[[3.26, 0], [3.0, 0]], [[2.5, 1], [3.24, 1]]]
    legend = [text.get_text() for text in ax.figure.legends[0].get_texts()]
    assert legend == ["2024", "2025"]
    said = [text.get_text() for text in ax.texts]
    assert {"−0.3", "+0.7", "31", "30", "not available"} <= set(said)


def test_each_year_has_a_shape_of_its_own(change):
    shapes = [
        dots.get_paths()[0].vertices.tolist()
        for dots in plots.plot_change_averages(change).collections
    ]
    assert shapes[1] != shapes[2]


def test_alternative_text_of_averages(change):
    said = plots.plot_change_averages.in_words(change)
    assert "2024 to 2025" in said
    assert "Choices 3.3 and 3.0, 31 teams; Shared notes 2.5 and 3.2, 30 teams." in said
    assert said.endswith("Not available: Hope.")


def test_public_averages_are_those_of_all_teams_of_each_year(change, public_change, seen):
    titles = {}
    for name, table in (("same", change), ("public", public_change)):
        ax = plots.plot_change_averages(table)
        dots = [each.get_offsets().tolist() for each in ax.collections[1:]]
        assert dots == [[[3.26, 0], [2.5, 1]], [[3.0, 0], [3.24, 1]]]
        titles[name] = " ".join(seen.texts(ax)).replace("\n", " ")
    assert "The same teams in two years" in titles["same"]
    assert "by the teams that rated in both: 30 to 31 teams" in titles["same"]
    assert "same teams" not in titles["public"]
    assert "by all teams that rated in it: 30 to 31 teams or more" in titles["public"]
    assert "in the teams that rated it in both." in plots.plot_change_averages.in_words(change)
    assert "over all teams that rated it in each." in plots.plot_change_averages.in_words(
        public_change
    )


def bars_of(ax, place):
    """From where to where the bars of the same, the joining and the leaving teams go."""
    return [
        (round(bar.get_x(), 9), round(bar.get_x() + bar.get_width(), 9))
        for bar in ax.patches
        if round(bar.get_y() + bar.get_height() / 2) == place
    ]


def test_what_leavers_had_added_is_taken_away(change):
    ax = plots.plot_change_parts(change)
    # -0.26 down, 0.1 up, and 0.2 that went with those that left.
    assert bars_of(ax, 0) == [(0, -0.26), (0, 0.1), (-0.26, -0.46)]
    # 0.74 up, 0.14 down, and those that left had rated low.
    assert bars_of(ax, 1) == [(0, 0.74), (0, -0.14), (0.74, 0.79)]
    assert not bars_of(ax, 2)


def test_the_bars_add_up_to_the_line_of_the_overall_change(change):
    ax = plots.plot_change_parts(change)
    (overall,) = [line for line in ax.lines if line.get_label() == "overall change"]
    assert overall.get_ydata().tolist() == [0, 1]
    for place, at in enumerate(overall.get_xdata()):
        assert sum(end - start for start, end in bars_of(ax, place)) == pytest.approx(at)
    assert {"−0.4", "+0.7", "31", "30"} <= {text.get_text() for text in ax.texts}
    low, high = ax.get_xlim()
    assert low == -high
    assert high > 0.79


def test_parts_are_told_apart_without_colour(change):
    looks = {
        (bar.get_hatch(), to_hex(bar.get_facecolor()) == palette.PAGE.lower())
        for bar in plots.plot_change_parts(change).patches
    }
    assert len(looks) == 3


def test_alternative_text_of_parts(change):
    said = plots.plot_change_parts.in_words(change)
    assert (
        "Choices −0.4 overall: −0.3 from change in the same 31 teams, +0.1 from teams that joined, "
        "−0.2 from teams that left"
    ) in said
    assert "+0.1 from teams that left. Not available: Hope." in said


def test_withheld_parts_are_said_though_the_overall_change_is_known(change):
    withheld = pd.DataFrame(False, index=change.index, columns=change.columns)
    parts = ["matched_part", "joiners_part", "leavers_part"]
    withheld.loc[0, parts] = True
    released = as_published("change", change.mask(withheld), withheld, ())
    ax = plots.plot_change_parts(released)
    assert not bars_of(ax, 0)
    assert "−0.4" not in [text.get_text() for text in ax.texts]
    assert plots.plot_change_parts.in_words(released).endswith(
        "Withheld: Choices. Not available: Hope."
    )
