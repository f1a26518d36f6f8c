"""What changed more where something was introduced."""

from __future__ import annotations

from trip_analytics import plots


def test_what_goes_with_an_innovation_is_about_zero_with_all_practices_last(link, seen):
    ax = plots.plot_innovations(link)
    assert seen.labels(ax) == ["Shared notes", "Choices", "Hope", "All practices"]
    assert seen.dots(ax) == [(0.7, 0, True), (0.3, 3, True), (-0.2, 1, False)]
    assert seen.lines(ax) == [(0.3, 1.1, 0), (-0.5, 0.1, 1), (0.1, 0.5, 3)]
    assert {"+0.7", "9", "12", "not available"} <= set(seen.texts(ax))
    assert "not an effect" in " ".join(seen.texts(ax)).replace("\n", " ")
    said = plots.plot_innovations.in_words(link)
    assert "Shared notes +0.7 (+0.3 to +1.1), 9 teams that did and 12 that did not" in said
    assert "Choices −0.2 (−0.5 to +0.1), 8 teams that did and 12 that did not;" in said
    assert said.endswith("Not available: Hope.")
