"""A control chart: its line, limits, signs, phases, and where TRIP began."""

import itertools

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.offsetbox import AnnotationBbox
from matplotlib.text import Text

from trip_analytics import plots
from trip_analytics.analysis.indicators import control_chart
from trip_analytics.errors import AnalysisError
from trip_analytics.plots.drawing import palette
from trip_analytics.plots.drawing.control_chart import POINTS
from trip_analytics.returns import Returns

JANUARY_2024 = 2024 * 12


def level_lines(ax):
    """First and last month, height and style of each level line."""
    found = []
    for line in ax.lines:
        across, heights = line.get_data()
        if len(across) == 2 and heights[0] == heights[1]:
            solid = line.get_linestyle() == "-"
            found.append((across[0] + 0.5, across[1] - 0.5, round(float(heights[0]), 3), solid))
    return found


def points(ax):
    """By kind, as the legend names it: months, heights, colour, number of corners."""
    return {
        dots.get_label(): (
            *np.asarray(dots.get_offsets()).T.tolist(),
            to_hex(dots.get_facecolor()[0]),
            len(dots.get_paths()[0].vertices),
        )
        for dots in ax.collections
        if isinstance(dots, PathCollection)
    }


def test_figures_limits_and_signs_are_those_of_the_table(chart):
    ax = plots.plot_indicators(chart)
    line = max(ax.lines, key=lambda each: len(each.get_xdata()))
    assert list(line.get_xdata()) == list(range(JANUARY_2024, JANUARY_2024 + 23))
    assert np.isnan(line.get_ydata()[2])
    drawn = points(ax)
    assert drawn["concern"][:3] == ([JANUARY_2024 + 16], [15], palette.CONCERN.lower())
    assert len(drawn["as always"][0]) == 15
    assert drawn["not judged"][0] == list(range(JANUARY_2024 + 17, JANUARY_2024 + 23))
    first, second = chart.iloc[0], chart.iloc[-1]
    assert level_lines(ax) == [
        (JANUARY_2024, JANUARY_2024 + 16, round(float(first["mean"]), 3), True),
        (JANUARY_2024 + 17, JANUARY_2024 + 22, round(float(second["mean"]), 3), True),
        (JANUARY_2024, JANUARY_2024 + 16, round(float(first["lower"]), 3), False),
        (JANUARY_2024, JANUARY_2024 + 16, round(float(first["upper"]), 3), False),
    ]


def test_kinds_of_points_differ_in_shape_as_well(draw_chart):
    values = [*[5, 4, 6] * 4, 15]
    shapes = {}
    for better, kind in (("lower", "concern"), ("higher", "improvement"), (None, "change")):
        drawn = points(plots.plot_indicators(draw_chart(values, better=better)))
        shapes |= {name: (colour, corners) for name, (*_, colour, corners) in drawn.items()}
        assert drawn[kind][1] == [15]
    markers = {name: POINTS[name].marker for name in ("concern", "improvement")}
    assert len(set(shapes.values())) == 4
    assert len({*markers.values(), "o", "^"}) == 4


def test_a_lower_limit_below_zero_is_not_drawn_where_nothing_can_be(draw_chart):
    rare = draw_chart([0, 2, 1] * 5)
    ax = plots.plot_indicators(rare)
    assert len(level_lines(ax)) == 2
    assert -0.5 < ax.get_ylim()[0] < 0
    assert "ordinary months below " in plots.plot_indicators.in_words(rare)
    below = draw_chart([0, -2, 1] * 5)
    assert len(level_lines(plots.plot_indicators(below))) == 3


def test_the_beginning_of_trip_is_marked_and_named(chart, draw_chart):
    for table in (chart, draw_chart([5, 4, 6] * 4)):
        ax = plots.plot_indicators(table)
        upright = [line.get_xdata()[0] for line in ax.lines if list(line.get_ydata()) == [0, 1]]
        assert upright == [JANUARY_2024 + 4]
        assert "TRIP began" in [text.get_text() for text in ax.texts]
    without = plots.plot_indicators(chart.assign(trip_began=False))
    assert "TRIP began" not in [text.get_text() for text in without.texts]


# Those that are like another are among the tests that take long.
@pytest.mark.parametrize(
    "months",
    [1, 13, 40, 240, *(pytest.param(n, marks=pytest.mark.slow) for n in (5, 12, 14, 36, 120))],
)
def test_months_are_named_without_one_over_another(draw_chart, months):
    ax = plots.plot_indicators(draw_chart([5, 4, 16, 3] * 60)[:months])
    figure = ax.figure
    figure.draw_without_rendering()
    across = [label.get_window_extent() for label in ax.get_xticklabels()]
    assert 1 <= len(across) <= 14
    assert all(one.x1 < other.x0 for one, other in itertools.pairwise(across))
    assert "2024" in ax.get_xticklabels()[0].get_text()
    upwards = [label.get_window_extent() for label in ax.get_yticklabels()]
    assert all(one.y1 < other.y0 for one, other in itertools.pairwise(upwards))
    assert min(label.x0 for label in upwards) >= 0


@pytest.mark.parametrize("scale", [1e-4, 1, 1e6])
def test_figures_of_any_size_fit(draw_chart, scale):
    ax = plots.plot_indicators(draw_chart([scale * value for value in [5, 4, 6] * 5]))
    ax.figure.draw_without_rendering()
    assert min(label.get_window_extent().x0 for label in ax.get_yticklabels()) >= 0


def test_alternative_text_says_what_stands_out_and_what_is_missing(chart, draw_chart):
    assert plots.plot_indicators.in_words(chart) == (
        "A line of Incidents month by month, January 2024 to November 2025. January 2024 to May "
        "2025: average 5.6 (16 figures), ordinary months between 2.0 and 9.2; June 2025 to "
        "November 2025: average 2.0 (6 figures), too few for limits. Standing out: May 2025 15.0 "
        "(concern, above average, outside the limits). Without a figure: March 2024. TRIP began: "
        "May 2024."
    )
    calm = plots.plot_indicators.in_words(draw_chart([5, 4, 6] * 4))
    assert "Average 5.0 (12 figures), ordinary months between" in calm
    assert "Nothing stands out." in calm
    shift = plots.plot_indicators.in_words(draw_chart([*[5, 4, 6] * 5, *[15, 14, 16] * 5]))
    assert "January 2024 to March 2025 (change, below average, outside the limits);" in shift
    assert "April 2025 to June 2026 (change, above average, outside the limits)." in shift
    trend = plots.plot_indicators.in_words(draw_chart([9, 5, 9, 5, 9, 4, 5, 6, 7, 8, 9, 10, 5, 9]))
    assert "Standing out: June 2024 to December 2024 (change, trend)." in trend
    assert "stands out" not in plots.plot_indicators.in_words(draw_chart([1, 2]))


def icons(ax):
    """The letters in the icons, and their words beside them."""
    drawn = [each for each in ax.artists if isinstance(each, AnnotationBbox)]
    letters = [
        part.get_text() for box in drawn for part in box.offsetbox.findobj(Text) if part.get_text()
    ]
    return len(drawn), sorted(letters)


# The icons of NHSRplotthedots: which variation and direction, which letter and colour.
@pytest.mark.slow_but(2)
@pytest.mark.parametrize(
    ("last", "better", "letter", "words"),
    [
        (15, "lower", "H", "concern, high"),
        (15, "higher", "H", "improvement, high"),
        (-5, "lower", "L", "improvement, low"),
        (-5, "higher", "L", "concern, low"),
        (15, None, "↑", "change, high"),
        (-5, None, "↓", "change, low"),
    ],
)
def test_the_icon_of_variation_is_that_of_the_latest_figure(
    draw_chart, last, better, letter, words
):
    chart = draw_chart([*[5, 4, 6] * 4, last], better=better)
    ax = plots.plot_indicators(chart)
    assert icons(ax) == (1, [letter])
    assert words in [text.get_text() for text in ax.texts]
    assert plots.plot_indicators.in_words(chart).endswith(f"Icons: {words}.")
    calm = plots.plot_indicators(draw_chart([*[5, 4, 6] * 4, 5], better=better))
    assert icons(calm) == (1, [])
    assert "as always" in [text.get_text() for text in calm.texts]


@pytest.mark.parametrize(
    ("target", "letter", "words"),
    [
        (20, "P", "target within reach"),
        (0.5, "F", "target out of reach"),
        (5, "?", "target hit and miss"),
    ],
)
def test_the_icon_of_assurance_is_where_the_target_lies(draw_chart, target, letter, words):
    chart = draw_chart([5, 4, 6] * 4, better="lower", target=target)
    ax = plots.plot_indicators(chart)
    assert icons(ax) == (2, [letter])
    assert words in [text.get_text() for text in ax.texts]
    assert ("target" in [line.get_label() for line in ax.lines]) is True
    shown = plots.plot_indicators.in_words(chart)
    assert f"Target: at most {target}" in shown
    assert f"Icons: as always; {words}." in shown


def test_a_target_that_moves_is_drawn_as_steps(draw_chart):
    chart = draw_chart([5, 4, 6] * 4)
    chart["target"] = [8.0] * 6 + [7.0] * 6
    heights = [line[2] for line in level_lines(plots.plot_indicators(chart))]
    assert heights[-2:] == [8.0, 7.0]


def test_without_limits_there_are_no_icons(draw_chart):
    assert icons(plots.plot_indicators(draw_chart([5, 4, 6], better="lower", target=3)))[0] == 0
    rare = draw_chart([0, 0, 0, 1] * 4)
    assert icons(plots.plot_indicators(rare))[0] == 0
    assert "mostly zero, so without limits" in plots.plot_indicators.in_words(rare)


def several():
    months = pd.date_range("2024-01-01", periods=14, freq="MS")
    tables = [
        pd.DataFrame({"indicator": name, "month": months, "value": values, "better": "lower"})
        for name, values in (("Falls", [*[5, 4, 6] * 4, 5, 15]), ("Sickness", [9, 8] * 7))
    ]
    years = pd.date_range("2019-04-01", periods=5, freq="12MS")
    yearly = pd.DataFrame({"indicator": "Stay", "month": years, "value": [30, 29, 28, 27, 26]})
    return control_chart(
        Returns.from_tables(
            indicators=pd.concat([*tables, yearly.assign(frequency="financial-year")])
        )
    )


def test_several_indicators_are_small_charts_of_their_own():
    charts = several()
    figure = plots.plot_indicators(charts)
    assert [ax.get_title(loc="left") for ax in figure.axes] == ["Falls", "Sickness", "Stay"]
    assert [icons(ax)[0] for ax in figure.axes] == [1, 1, 0]
    labels = [text.get_text() for text in figure.legends[0].get_texts()]
    assert labels == ["average", "limits", "as always", "concern", "not judged"]
    assert figure.axes[2].get_xticklabels()[0].get_text() == "2019/20"
    shown = plots.plot_indicators.in_words(charts)
    assert shown.startswith("Three small control charts. A line of Falls month by month")
    assert "A line of Stay year by year, 2019/20 to 2023/24." in shown
    with pytest.raises(AnalysisError, match="leave ax out"):
        plots.plot_indicators(charts, ax=figure.axes[0])


def test_one_of_several_is_drawn_on_given_axes():
    charts = several()
    figure = Figure()
    one = charts.loc[charts["indicator"] == "Falls"]
    assert plots.plot_indicators(one, ax=figure.add_subplot()).figure is figure


def test_percentages_keep_their_sign_and_lie_below_a_hundred():
    months = pd.date_range("2024-01-01", periods=14, freq="MS")
    table = pd.DataFrame({"indicator": "Plans", "month": months, "unit": "percent"})
    table["value"] = [90, 99, 84, 98, 88, 99, 91] * 2
    ax = plots.plot_indicators(control_chart(Returns.from_tables(indicators=table)))
    assert all(label.get_text().endswith("%") for label in ax.get_yticklabels())
    assert max(height for *_, height, _ in level_lines(ax)) < 100
