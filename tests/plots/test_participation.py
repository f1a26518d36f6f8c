"""Who took part, counted."""

from __future__ import annotations

import pytest

from trip_analytics import plots
from trip_analytics.disclosure.participation import release_participation
from trip_analytics.disclosure.rules import PUBLIC
from trip_analytics.errors import AnalysisError


@pytest.fixture
def counts(participation):
    return release_participation(participation, rule=PUBLIC)


def test_participation_is_returned_of_asked_by_name(counts, participation, seen):
    ax = plots.plot_participation(counts)
    assert seen.labels(ax) == ["Adult", "Older adult"]
    assert [width for _, width, _ in seen.bars(ax)] == [10, 9, 12, 14]
    assert {"10 of 12", "9 of 14", "19 of 26 teams returned a review"} <= set(seen.texts(ax))
    assert (
        plots.alt_text_participation(counts)
        == "Bars: 19 of 26 teams returned a review. Adult 10 of 12; Older adult 9 of 14."
    )
    with pytest.raises(AnalysisError, match=r"release\(participation\(returns"):
        plots.plot_participation(participation)
