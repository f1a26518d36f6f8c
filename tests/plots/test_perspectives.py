from __future__ import annotations

import pytest

from trip_analytics.errors import AnalysisError
from trip_analytics.plots import plot_perspectives


def test_both_views_with_their_gap_and_its_interval(perspectives):
    ax = plot_perspectives(perspectives)
    over, of = (dots.get_offsets().tolist() for dots in ax.collections[1:])
    assert over == [[3.4, 0], [3.5, 1]]
    assert of == [[2.6, 0], [3.5, 1]]
    legend = [text.get_text() for text in ax.figure.legends[0].get_texts()]
    assert legend == ["staff", "people using services"]
    said = [text.get_text() for text in ax.texts]
    assert {"−0.8", "−1.3 to −0.3", "9", "0.0", "8", "not available"} <= set(said)
    assert "people using services less staff" in ax.figure.texts[1].get_text()


def test_each_view_has_a_shape_of_its_own(perspectives):
    over, of = (
        dots.get_paths()[0].vertices.tolist()
        for dots in plot_perspectives(perspectives).collections[1:]
    )
    assert over != of


def test_alternative_text(perspectives):
    said = plot_perspectives.in_words(perspectives)
    assert "by people using services and by staff of the same teams, 2025" in said
    assert "Choices 2.6 and 3.4, a gap of −0.8 (−1.3 to −0.3), 9 teams; Shared notes" in said
    assert "Shared notes 3.5 and 3.5, a gap of 0.0, 8 teams. Not available: Hope." in said


def test_a_gap_that_does_not_say_whose_it_is_is_refused(perspectives):
    perspectives.attrs = {}
    for function in (plot_perspectives, plot_perspectives.in_words):
        with pytest.raises(AnalysisError, match="whose views"):
            function(perspectives)
