"""What every plot keeps to."""

from __future__ import annotations

import inspect
import subprocess
import sys

import matplotlib as mpl
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from trip_analytics import plots
from trip_analytics.disclosure.participation import release_participation
from trip_analytics.disclosure.released import Released, as_published
from trip_analytics.disclosure.rules import PUBLIC
from trip_analytics.errors import AnalysisError
from trip_analytics.plots.drawing import palette

PLOTS = {
    "practices_ratings": "profile",
    "practices": "profile",
    "practices_ranks": "profile",
    "change": "change",
    "change_averages": "change",
    "change_parts": "change",
    "trend": "trend",
    "perspectives": "perspectives",
    "indicators": "chart",
    "innovations": "link",
    "stages": "stages",
    "stage_change": "stage_change",
    "challenge_priorities": "challenge_priorities",
    "plans": "plans",
    "priorities": "priorities",
    "progress": "progress",
    "participation": "counts",
}


@pytest.fixture
def counts(participation):
    return release_participation(participation, rule=PUBLIC)


@pytest.fixture(params=PLOTS)
def drawn(request):
    """A plot's function, its alternative text's, and a table it draws."""
    name = request.param
    table = request.getfixturevalue(PLOTS[name])
    return getattr(plots, f"plot_{name}"), getattr(plots, f"plot_{name}").in_words, table


_OWN = {}


@pytest.fixture
def own(drawn):
    """A plot on a figure of its own, drawn once for all who look at it."""
    plot, _, table = drawn
    if plot not in _OWN:
        _OWN[plot] = plot(table)
    return _OWN[plot]


@pytest.mark.slow_but(8)
def test_it_returns_the_axes_given_or_those_of_a_figure_of_its_own(drawn, own, seen):
    plot, _, table = drawn
    assert isinstance(own.figure, Figure)
    given = Figure().add_subplot()
    assert plot(table, ax=given) is given
    assert given.get_title(loc="left")
    assert given.get_legend() is None or given.get_legend().get_texts()
    assert seen.labels(given) == seen.labels(own)


@pytest.mark.slow_but(2)
def test_it_shows_itself_in_a_notebook_and_is_the_same_each_time(drawn, own):
    plot, _, table = drawn
    first = own._repr_png_()
    assert first.startswith(b"\x89PNG")
    assert plots.to_png(plot(table)) == first
    assert b"tEXt" not in first
    assert b"Software" not in first


@pytest.mark.slow_but(2)
def test_on_given_axes_the_words_stay_beside_one_another(drawn, seen):
    plot, _, table = drawn
    figure = Figure(figsize=(14, 5))
    for ax in figure.subplots(1, 2):
        plot(table, ax=ax)
    figure.tight_layout()
    seen.assert_clear(figure)


@pytest.mark.slow_but(6)
def test_a_caller_may_give_the_title_and_the_colours(drawn, seen):
    plot, _, table = drawn
    given = inspect.signature(plot).parameters
    for ax in (None, Figure().add_subplot()):
        titled = plot(table, title="Our own", ax=ax)
        assert "Our own" in [*seen.texts(titled), titled.get_title(loc="left")]
    assert not plot(table, title="").get_title(loc="left")
    if "color" in given:
        colours = colours_of(plot(table, color="#123456"))
        assert "#123456" in colours
        assert palette.FINDING.lower() not in colours
    if "palette" in given:
        assert "#abcdef" in colours_of(plot(table, palette=["#abcdef", "#654321"]))


def colours_of(ax):
    """Every colour that dots, lines and bars have."""
    drawn = [each.get_facecolor() for each in ax.patches]
    for collection in ax.collections:
        drawn += [*collection.get_facecolor(), *collection.get_edgecolor()]
    return {to_hex(colour) for colour in drawn}


def open_figures():
    """The figures that pyplot keeps open, where anything has loaded it."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    return pyplot.get_fignums() if pyplot else []


@pytest.mark.parametrize("name", [name for name in plots.__all__ if name != "to_png"])
def test_its_documentation_says_all_that_it_takes(name):
    plot = getattr(plots, name)
    for taken in inspect.signature(plot).parameters:
        assert f"\n{taken} : " in inspect.getdoc(plot)


@pytest.mark.slow_but(4)
def test_pyplot_is_left_alone(drawn):
    plot, _, table = drawn
    settings, figures = dict(mpl.rcParams), open_figures()
    plot(table)
    assert open_figures() == figures
    assert dict(mpl.rcParams) == settings


def test_nothing_drawn_is_cut_off_or_written_over_something_else(own, seen):
    seen.assert_clear(own)


@pytest.mark.slow_but(4)
@pytest.mark.parametrize(
    "name",
    [
        "practices_ratings",
        "practices",
        "practices_ranks",
        "stages",
        "priorities",
        "change",
        "change_averages",
        "change_parts",
        "trend",
        "perspectives",
    ],
)
def test_where_all_is_withheld_each_row_says_so(name, request, seen):
    table = request.getfixturevalue(PLOTS[name])
    known = {"item_id", "practice", "challenge", "year", "from_year", "to_year", "teams"}
    withheld = pd.DataFrame(False, index=table.index, columns=table.columns)
    withheld[table.columns.difference([*known])] = True
    if "share" in table:  # of themes the number of teams is what is drawn
        withheld["teams"] = True
    hidden = table.mask(withheld)
    hidden.attrs = table.attrs
    released = as_published("all", hidden, withheld, ())
    ax = getattr(plots, f"plot_{name}")(released)
    assert seen.texts(ax).count("withheld") == len(table)
    assert not seen.bars(ax)
    assert not seen.dots(ax)
    assert getattr(plots, f"plot_{name}").in_words(released).count("Withheld: ") == 1
    seen.assert_clear(ax)


@pytest.mark.slow_but(4)
def test_an_empty_table_says_so(drawn, seen):
    plot, alt_text, table = drawn
    if isinstance(table, Released):
        table = table.table
    nothing = table.iloc[:0]
    assert "There is nothing to draw." in seen.texts(plot(nothing))
    assert alt_text(nothing)


def test_a_table_of_something_else_or_of_several_parts_is_refused(drawn):
    plot, alt_text, table = drawn
    with pytest.raises(AnalysisError):
        plot(pd.DataFrame({"a": [1]}))
    if not isinstance(table, Released):
        for function in (plot, alt_text):
            with pytest.raises(AnalysisError, match="one part"):
                function(pd.concat([table, table]))


@pytest.mark.slow
def test_plots_are_drawn_where_there_is_no_display_and_no_pyplot():
    code = (
        "import sys, pandas as pd, trip_analytics.plots as plots\n"
        "assert 'matplotlib' not in sys.modules\n"
        "rows = {'practice': ['a'], 'year': [2025], 'teams': [9], 'mean': [3.0]}\n"
        "table = pd.DataFrame({**rows, 'mean_low': [2.5], 'mean_high': [3.5]})\n"
        "assert plots.to_png(plots.plot_practices(table))\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={"PATH": "", "MPLBACKEND": ""})
