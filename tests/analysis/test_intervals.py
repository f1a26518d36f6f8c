from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

from trip_analytics.analysis.intervals import holm, mean_interval, paired_t, share_interval


def column(*values):
    return np.array(values, dtype=float)[:, None]


def test_mean_interval_worked_by_hand():
    # mean 3, s 1, n 3: half way up the scale, where the slope of the logit is 4.
    low, high = mean_interval(column(2, 3, 4), ends=(1, 5))
    reach = 4.302653 * (1 / math.sqrt(3)) / 4 / 0.25
    assert low[0] == pytest.approx(1 + 4 / (1 + math.exp(reach)), abs=1e-6)
    assert high[0] == pytest.approx(1 + 4 / (1 + math.exp(-reach)), abs=1e-6)


def test_mean_interval_stays_on_the_scale_where_plain_t_does_not():
    ratings = column(5, 5, 5, 5, 4)
    low, high = mean_interval(ratings, ends=(1, 5))
    plain = stats.t.interval(0.95, 4, loc=4.8, scale=stats.sem(ratings[:, 0]))
    assert plain[1] > 5
    assert 1 < low[0] < 4.8 < high[0] < 5


@pytest.mark.parametrize("ratings", [(3,), (4, 4, 4), (5, 5), (1, 1), (np.nan, 2)])
def test_no_mean_interval_without_variation(ratings):
    low, high = mean_interval(column(*ratings), ends=(1, 5))
    assert np.isnan(low[0])
    assert np.isnan(high[0])


def test_population_narrows_the_mean_interval_to_nothing_when_all_are_in():
    ratings = column(2, 3, 4, 4)
    wide = mean_interval(ratings, ends=(1, 5))
    some = mean_interval(ratings, population=5, ends=(1, 5))
    everyone = mean_interval(ratings, population=4, ends=(1, 5))
    # sqrt(1 - 4/5) of the width, on the logit scale.
    logit = [math.log((x[0] - 1) / (5 - x[0])) for x in (*wide, *some)]
    assert (logit[3] - logit[2]) / (logit[1] - logit[0]) == pytest.approx(math.sqrt(0.2))
    assert [x[0] for x in everyone] == pytest.approx([3.25, 3.25])


def test_share_interval_is_wilsons():
    # Wilson 1927 by hand for 3 of 4: (p + z2/2n -+ z sqrt(pq/n + z2/4n2)) / (1 + z2/n)
    z2 = 1.959964**2
    middle, reach = 0.75 + z2 / 8, math.sqrt(z2) * math.sqrt(0.75 * 0.25 / 4 + z2 / 64)
    low, high = share_interval(np.array([3.0, 0.0]), np.array([4.0, 0.0]))
    assert low[0] == pytest.approx((middle - reach) / (1 + z2 / 4), abs=1e-6)
    assert high[0] == pytest.approx((middle + reach) / (1 + z2 / 4), abs=1e-6)
    assert np.isnan([low[1], high[1]]).all()


def test_share_interval_of_a_population():
    counts, n = np.array([3.0, 3.0]), np.array([4.0, 5.0])
    low, high = share_interval(counts, n, population=5)
    # 4 of 5 count as 4 x (5 - 1) / (5 - 4) = 16; 5 of 5 are exact.
    expected = proportion_confint(12, 16, method="wilson")
    assert (low[0], high[0]) == pytest.approx(expected)
    assert (low[1], high[1]) == (0.6, 0.6)


def test_paired_t_is_scipys():
    before, after = np.array([1, 2, 2, 4, 3.0]), np.array([2, 2, 4, 4, 5.0])
    mean, low, high, p_value = paired_t((after - before)[:, None])
    assert mean[0] == 1
    reference = stats.ttest_rel(after, before)
    assert p_value[0] == pytest.approx(reference.pvalue)
    assert (low[0], high[0]) == pytest.approx(tuple(reference.confidence_interval()))


def test_where_all_differ_alike_there_is_no_interval_and_the_test_counts_teams():
    # All 12 up, all 12 down, 12 as they were; one team alone tells nothing.
    figures = np.tile([1.0, -0.5, 0.0, np.nan], (12, 1))
    figures[0, 3] = 2.0
    found = paired_t(figures)
    assert found.mean.tolist() == [1.0, -0.5, 0.0, 2.0]
    assert np.isnan([found.low, found.high]).all()
    of_signs = stats.binomtest(12, 12).pvalue
    assert found.p_value[:3] == pytest.approx([of_signs, of_signs, 1])
    assert np.isnan(found.p_value[3])


def test_spread_of_figures_that_are_alike_is_none_though_their_sum_is_rounded():
    figures = column(0.1, 0.1, 0.1, np.nan)
    assert figures[:3].mean() != 0.1
    assert np.isnan(paired_t(figures).low).all()
    assert paired_t(figures).p_value[0] == 0.25


@pytest.mark.parametrize("seed", range(3))
def test_holm_is_statsmodels(seed):
    p_values = np.random.default_rng(seed).random(30) ** 3
    expected = multipletests(p_values, method="holm")[1]
    assert holm(p_values) == pytest.approx(expected)


def test_holm_by_hand_leaves_out_what_is_missing():
    adjusted = holm(np.array([0.04, np.nan, 0.01, 0.03]))
    assert adjusted[[0, 2, 3]] == pytest.approx([0.06, 0.03, 0.06])
    assert np.isnan(adjusted[1])
    assert np.isnan(holm(np.array([np.nan]))).all()
