"""Pictures of outcomes."""

import pandas as pd
import pytest

from trip_analytics import plots
from trip_analytics.analysis.outcomes import outcomes
from trip_analytics.errors import AnalysisError
from trip_analytics.returns import Returns


@pytest.fixture(scope="module")
def found():
    names = ["measure", "timing", "level", "n", "mean", "sd"]
    rows = [
        ("Hope", "before", None, 30, 2.0, 0.7),
        ("Hope", "after", None, 25, 2.5, 0.7),
        *(("Goals", "after", level, n, None, None) for level, n in enumerate([2, 3, 5, 10])),
    ]
    ends = {"month": "2024-04", "frequency": "financial-year", "lowest": 0, "highest": 4}
    return outcomes(Returns.from_tables(outcomes=pd.DataFrame(rows, columns=names).assign(**ends)))


def of(found, measure):
    return found.loc[found["measure"] == measure]


def test_averages_are_dots_with_intervals_between_the_ends_of_the_scale(found):
    ax = plots.plot_outcomes(of(found, "Hope"))
    assert [label.get_text() for label in ax.get_yticklabels()] == [
        "2024/25, before",
        "2024/25, after",
    ]
    low, high = ax.get_xlim()
    assert low < 0 < 4 < high
    dots = [each.get_offsets().tolist() for each in ax.collections if len(each.get_offsets())]
    assert [[2.0, 0.0]] in dots
    assert [[2.5, 1.0]] in dots
    words = [text.get_text() for text in ax.texts]
    assert {"2.0", "2.5", "30", "25"} <= set(words)


def test_levels_are_bars_that_fill_the_row(found):
    ax = plots.plot_outcomes(of(found, "Goals"))
    assert [round(bar.get_width(), 1) for bar in ax.patches] == [10, 15, 25, 50]
    assert sum(bar.get_width() for bar in ax.patches) == pytest.approx(100)
    assert {"0", "1", "2", "3", "20"} <= {text.get_text() for text in ax.texts}


def test_several_measures_are_a_figure_with_axes_for_each(found):
    figure = plots.plot_outcomes(found)
    assert [ax.get_title(loc="left") for ax in figure.axes] == ["Goals (0 to 4)", "Hope (0 to 4)"]
    with pytest.raises(AnalysisError, match="leave ax out"):
        plots.plot_outcomes(found, ax=figure.axes[0])


def test_alternative_text_is_what_the_sentences_say(found):
    said = plots.plot_outcomes.in_words(found)
    assert said.startswith("Dots and bars of 2 measures over time. Goals (0 to 4), 2024/25: after")
    assert "The averages differ by +0.5" in said
    with pytest.raises(AnalysisError, match="give what outcomes returned"):
        plots.plot_outcomes.in_words(pd.DataFrame({"a": [1]}))
