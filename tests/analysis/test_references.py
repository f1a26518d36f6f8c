"""The figures against R 4.2 and the Python package multiple-inference 1.2, calls quoted.

In R: g <- matrix(c(4, 3, 2, ...), ncol = 5, byrow = TRUE), the ratings below; R is not
needed to run these tests.
"""

from __future__ import annotations

import numpy as np
import pytest

from trip_analytics.analysis.change import change_between
from trip_analytics.analysis.practices import practice_profile
from trip_analytics.analysis.rank_sets import told_apart

RATINGS = [
    [4, 3, 2, 2, 2],
    [5, 4, 4, 3, 3],
    [4, 4, 5, 2, 2],
    [4, 4, 2, 3, 2],
    [5, 2, 4, 4, 2],
    [4, 3, 1, 3, 3],
    [4, 1, 3, 2, 1],
    [4, 2, 2, 3, 2],
    [4, 4, 3, 2, 2],
    [5, 3, 4, 5, 3],
    [5, 4, 2, 3, 2],
    [3, 3, 3, 4, 2],
]
GRID = np.array(RATINGS, dtype=float)


@pytest.fixture(scope="module")
def profile(trust):
    return practice_profile(trust({2025: {f"T{i}": row for i, row in enumerate(RATINGS)}}))


def test_means_and_their_intervals(profile):
    # A quasi-binomial model of the intercept alone has this mean, this standard error and
    # this link:
    #   library(emmeans)
    #   for (k in 1:5) { m <- glm((g[, k] - 1) / 4 ~ 1, family = quasibinomial)
    #     print(1 + 4 * confint(emmeans(m, ~1, type = "response", df = 11))[1, c(2, 5, 6)]) }
    expected = [
        [4.250000000, 3.775450550, 4.569192777],
        [3.083333333, 2.462828863, 3.688172873],
        [2.916666667, 2.219189220, 3.635057995],
        [3.000000000, 2.412070355, 3.587929645],
        [2.166666667, 1.835844184, 2.563717771],
    ]
    found = profile[["mean", "mean_low", "mean_high"]].to_numpy(float)
    assert found == pytest.approx(np.array(expected), abs=1e-8)


def test_shares_and_their_intervals(profile):
    # for (k in 1:5) { x <- sum(g[, k] >= 4); print(prop.test(x, 12, correct = FALSE)$conf.int) }
    expected = [
        [11 / 12, 0.6461200889, 0.9851349056],
        [5 / 12, 0.1932603137, 0.6804886875],
        [4 / 12, 0.1381200911, 0.6093779111],
        [3 / 12, 0.08894166839, 0.53230533493],
        [0.0, 0.0, 0.2424940067],
    ]
    columns = ["well_developed", "well_developed_low", "well_developed_high"]
    assert profile[columns].to_numpy(float) == pytest.approx(np.array(expected), abs=1e-9)


def test_places_by_all_flips(profile):
    # s <- as.matrix(expand.grid(rep(list(c(-1, 1)), 12)))           # all 4096
    # pairs <- t(combn(5, 2)); pairs <- rbind(pairs, pairs[, 2:1])
    # d <- sapply(1:20, function(i) g[, pairs[i, 1]] - g[, pairs[i, 2]])
    # t <- function(x) mean(x) / (sd(x) / sqrt(length(x)))
    # found <- apply(d, 2, t)
    # flipped <- apply(sweep(d, 2, colMeans(d)), 2, function(x) apply(s, 1, function(w) t(w * x)))
    # open <- rep(TRUE, 20)
    # repeat { most <- apply(flipped[, open, drop = FALSE], 1, max)
    #   more <- open & found > sort(most)[ceiling(.95 * 4097)]
    #   if (!any(more)) break; open <- open & !more }
    # 1 + sapply(1:5, function(k) sum(!open & pairs[, 2] == k))
    # 5 - sapply(1:5, function(k) sum(!open & pairs[, 1] == k))
    # Critical values 3.276421792, then 3.181818182; told apart are ab ac ad ae be de.
    assert profile["rank_low"].tolist() == [1, 2, 2, 2, 4]
    assert profile["rank_high"].tolist() == [1, 4, 5, 4, 5]


def test_places_by_simultaneous_ranking(profile):
    # from multiple_inference.confidence_set import SimultaneousRanking
    # cov = np.cov(GRID.T) / 12
    # SimultaneousRanking(GRID.mean(axis=0), cov, random_state=0).fit(n_samples=100_000).conf_int()
    expected = [[1, 1], [2, 4], [2, 5], [2, 4], [4, 5]]
    assert profile[["rank_low", "rank_high"]].to_numpy().tolist() == expected


def test_pairs_told_apart_by_multcomp():
    # The same maximum, of a multivariate t instead of flips (K: a row for each pair):
    #   library(multcomp)
    #   summary(glht(parm(colMeans(g), cov(g) / 12, df = 11), linfct = K), test = adjusted("free"))
    expected = {
        "ab": 0.0171967,
        "ac": 0.0100109,
        "ad": 0.0051241,
        "ae": 5.424e-06,
        "bc": 0.9186919,
        "bd": 0.9692434,
        "be": 0.0183723,
        "cd": 0.9692434,
        "ce": 0.1692073,
        "de": 0.0183723,
    }
    apart = told_apart(GRID)
    found = {pair for pair in expected if apart["abcde".index(pair[0]), "abcde".index(pair[1])]}
    assert found == {pair for pair, p_value in expected.items() if p_value <= 0.05}
    assert apart.sum() == len(found)


def test_flips_of_one_pair_by_coin():
    # library(coin); long: a row for each rating; the pairs ab, bc, cd, de
    # symmetry_test(rating ~ practice | team, data = droplevels(subset(long, practice %in%
    #   c("a", "b"))), distribution = "exact")
    # coin flips the differences as found, the rank sets flip what is left beside their mean (so
    # that pairs that do differ do not hide others); one by one they tell the same pairs apart.
    p_values = {(0, 1): 0.0078125, (1, 2): 0.84375, (2, 3): 1.0, (3, 4): 0.015625}
    for pair, p_value in p_values.items():
        assert told_apart(GRID[:, pair])[0, 1] == (p_value <= 0.05)


def test_change_of_the_same_teams(trust):
    # The first practice as the year before, the second as the year after, and so on:
    #   for (k in 2:5) print(t.test(g[, k], g[, k - 1], paired = TRUE))
    expected = [
        [-1.166666667, -1.874875680, -0.458457653, 0.003985898447],
        [-0.1666666667, -1.0986297205, 0.7652963871, 0.7013905583],
        [0.08333333333, -0.79281247288, 0.95947913955, 0.83800661971],
        [-0.8333333333, -1.363769880543, -0.302896786124, 0.005353696087],
    ]
    before = {f"T{i}": row[:-1] for i, row in enumerate(RATINGS)}
    after = {f"T{i}": row[1:] for i, row in enumerate(RATINGS)}
    change = change_between(trust({2024: before, 2025: after}), 2024, 2025)
    columns = ["mean_change", "change_low", "change_high", "p_value"]
    assert change[columns].iloc[:-1].to_numpy(float) == pytest.approx(np.array(expected), abs=1e-8)
    # p.adjust(p, "holm")
    adjusted = [0.01594359379, 1, 1, 0.01606108826]
    assert change["p_adjusted"].tolist()[:-1] == pytest.approx(adjusted, abs=1e-9)


def test_mixed_models_put_the_practices_in_the_same_order(profile):
    # library(lme4); fixef(lmer(rating ~ practice + (1 | team), long))
    linear = [0, -1.166666667, -1.333333333, -1.250000000, -2.083333333]
    # library(ordinal); coef(clmm(ordered(rating) ~ practice + (1 | team), long))
    ordinal = [0, -2.8482230363, -3.2752100289, -3.1338956984, -5.0567383985]
    means = profile["mean"].to_numpy(float)
    assert means - means[0] == pytest.approx(np.array(linear), abs=1e-8)
    assert np.argsort(means).tolist() == np.argsort(ordinal).tolist()
