from __future__ import annotations

import pytest

from trip_analytics.disclosure import Published
from trip_analytics.errors import AnalysisError
from trip_analytics.plots import alt_text_two_years, plot_two_years


def test_both_means_of_the_same_teams_in_the_tables_order(change):
    ax = plot_two_years(change)
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
    shapes = [dots.get_paths()[0].vertices.tolist() for dots in plot_two_years(change).collections]
    assert shapes[1] != shapes[2]


def test_alternative_text(change):
    said = alt_text_two_years(change)
    assert "2024 to 2025" in said
    assert "Choices 3.3 and 3.0, 31 teams; Shared notes 2.5 and 3.2, 30 teams." in said
    assert said.endswith("Not available: Hope.")


def test_a_release_has_no_means_of_the_same_teams(change):
    table = change.drop(columns=["mean_before", "mean_after"])
    with pytest.raises(AnalysisError, match="mean_before"):
        plot_two_years(Published("change", table, table.isna(), ()))
