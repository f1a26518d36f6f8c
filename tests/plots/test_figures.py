"""What the plots of several axes keep to."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.figure import Figure

from trip_analytics import plots
from trip_analytics.errors import AnalysisError

FIGURES = {"history": "history", "participation_grid": "participation"}


@pytest.fixture(params=FIGURES)
def drawn_figure(request):
    """The same for a plot of several axes."""
    name = request.param
    table = request.getfixturevalue(FIGURES[name])
    return getattr(plots, f"plot_{name}"), getattr(plots, f"plot_{name}").in_words, table


def test_a_figure_of_several_axes_keeps_to_the_same(drawn_figure, seen):
    plot, alt_text, table = drawn_figure
    figure = plot(table)
    assert isinstance(figure, Figure)
    png = figure._repr_png_()
    assert png.startswith(b"\x89PNG")
    assert plots.to_png(plot(table)) == png
    assert b"Software" not in png
    seen.assert_clear(figure)
    nothing = plot(table.iloc[:0])
    assert not nothing.axes
    assert "There is nothing to draw." in [text.get_text() for text in nothing.texts]
    assert alt_text(table.iloc[:0])
    for function in (plot, alt_text):
        with pytest.raises(AnalysisError):
            function(pd.DataFrame({"a": [1]}))
