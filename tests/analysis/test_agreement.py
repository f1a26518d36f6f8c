from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trip_analytics.analysis.scale import agreement


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([0, 0, 0, 7, 0], 1),
        ([3, 3, 3, 3, 3], 0),
        ([6, 0, 0, 0, 6], -1),
        # Two points side by side: U = 1, of five points 1 - 1 / 4.
        ([0, 4, 4, 0, 0], 0.75),
        # At 2 and 4: with 1 and with 5 they are on one side (two triples, TU = 2), with 3
        # between they are not (TDU = 1): U = (3 x 2 - 4 x 1) / (3 x 3) = 2 / 9, times 3 / 4.
        ([0, 5, 0, 5, 0], 1 / 6),
        # Layers: one at all of 2, 3 and 4 (three ratings, A = 1 - 2 / 4), one at 3 alone.
        ([0, 1, 3, 1, 0], (3 * 0.5 + 2 * 1) / 5),
        # A yes or no: all alike, or each as often.
        ([0, 5], 1),
        ([5, 5], 0),
        ([2, 6], 0.5),
    ],
)
def test_agreement_by_hand(counts, expected):
    assert agreement([counts])[0] == pytest.approx(expected)


def test_against_r():
    # agrmt::agreement(c(30, 40, 210, 130, 530, 50, 10)), the example of its documentation.
    assert agreement([[30, 40, 210, 130, 530, 50, 10]])[0] == pytest.approx(0.6113333, abs=1e-7)


def test_one_team_or_a_count_that_is_withheld_tells_nothing():
    assert np.isnan(agreement([[0, 1, 0, 0, 0], [0, 0, 0, 0, 0], [np.nan, 3, 0, 0, 0]])).all()


@given(st.lists(st.integers(0, 12), min_size=2, max_size=11).filter(lambda row: sum(row) > 1))
def test_laws_of_agreement(counts):
    (found,) = agreement([counts])
    assert -1 <= found <= 1
    assert agreement([counts[::-1]])[0] == pytest.approx(found)
    assert agreement([[3 * count for count in counts]])[0] == pytest.approx(found)
    assert (found == 1) == (sum(count > 0 for count in counts) == 1)
