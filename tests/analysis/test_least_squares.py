from __future__ import annotations

import numpy as np
import pytest
from statsmodels.regression.linear_model import OLS

from trip_analytics.analysis.least_squares import last_coefficient

CLUSTERS = np.repeat([0, 1, 2, 3, 4], [6, 3, 9, 4, 2])
COVARIANCES = {
    "each by itself": (None, {"cov_type": "HC3"}),
    "in clusters": (CLUSTERS, {"cov_type": "cluster", "cov_kwds": {"groups": CLUSTERS}}),
}


@pytest.mark.parametrize("kind", COVARIANCES)
@pytest.mark.parametrize("seed", range(5))
def test_it_is_statsmodels(kind, seed):
    rng = np.random.default_rng(seed)
    design = np.column_stack([np.ones(24), rng.integers(1, 6, (24, 2)), rng.random(24) < 0.4])
    outcome = rng.integers(1, 6, 24).astype(float)
    groups, options = COVARIANCES[kind]
    found = last_coefficient(design, outcome, groups)
    expected = OLS(outcome, design).fit(**options, use_t=True)
    assert found.value == pytest.approx(expected.params[-1])
    assert found.error == pytest.approx(expected.bse[-1])
    assert found.interval() == pytest.approx(tuple(expected.conf_int()[-1]))
    assert found.p_value() == pytest.approx(expected.pvalues[-1])


def test_a_row_that_alone_settles_another_coefficient_adds_nothing():
    # All but the last team start alike, so that the start's slope is what makes the last one fit.
    group = np.array([0, 0, 0, 1, 1, 1, 0])
    start = np.array([2.0, 2, 2, 2, 2, 2, 4])
    change = np.array([0.0, 1, 2, 1, 3, 2, 1])
    with_it = last_coefficient(np.column_stack([np.ones(7), start, group]), change)
    without = last_coefficient(np.column_stack([np.ones(6), group[:6]]), change[:6])
    assert with_it == pytest.approx(without)
