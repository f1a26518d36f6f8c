"""The maths of the effect of choosing, on grids of teams and practices."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trip_analytics.analysis.effect_estimates import ancova, prior_year_baseline
from trip_analytics.analysis.intervals import mean_of, paired_t

TEAM, PRACTICE = np.mgrid[0:12, 0:5]
# Twelve teams by five practices, by a rule that R can follow.
EARLIER = 1.0 + (TEAM * 3 + PRACTICE * 2 + TEAM * PRACTICE + TEAM**2) % 5
LATER = 1.0 + (TEAM * 2 + PRACTICE * 3 + TEAM**2 * PRACTICE) % 5
CHOSEN = (TEAM + 2 * PRACTICE) % 3 == 0


def test_the_gain_of_what_was_chosen_less_that_of_the_others_by_hand():
    before = np.array([[2, 3, 3], [1, 2, np.nan], [4, 4, 4], [2, 2, 2]])
    after = np.array([[4, 3, 4], [2, 4, 5], [4, 4, 4], [3, 3, 3]])
    chosen = np.array([[1, 0, 0], [1, 0, 1], [0, 0, 0], [1, 1, 1]], dtype=bool)
    # The first team: 2 less the mean of 0 and 1; the second: 1 less 2; the others have one side.
    effect = prior_year_baseline(before, after, chosen)
    assert effect.teams == 2
    assert effect.effect == (1.5 - 1) / 2


# R 4.2, of the same grids as columns team, item, earlier, later, chosen (0 or 1), in d:
#   gain <- d$later - d$earlier
#   of <- function(which) tapply(gain[d$chosen == which], d$team[d$chosen == which], mean)
#   t.test(of(1) - of(0))
def test_prior_year_baseline_is_the_paired_t_of_r():
    effect = prior_year_baseline(EARLIER, LATER, CHOSEN)
    expected = (12, -0.5902777778, -1.6028346392, 0.4222790836, 0.2258377905)
    assert effect == pytest.approx(expected, abs=1e-9)


#   library(sandwich)
#   d$mean <- ave(d$earlier, d$team)
#   m <- lm(later ~ chosen + earlier + mean + factor(item), d)
#   e <- sqrt(vcovCL(m, cluster = d$team, type = "HC1")["chosen", "chosen"])
#   b <- coef(m)["chosen"]
#   c(b, b + c(-1, 1) * qt(.975, 11) * e, 2 * pt(-abs(b) / e, 11))
def test_ancova_is_the_clustered_regression_of_r():
    effect = ancova(EARLIER, LATER, CHOSEN)
    expected = (12, -0.2009995654, -0.8944858026, 0.4924866718, 0.5365716225)
    assert effect == pytest.approx(expected, abs=1e-9)


def test_teams_that_chose_nothing_or_lack_a_year_do_not_count():
    nobody = np.full((3, 5), np.nan)
    more = [np.vstack([grid, nobody]) for grid in (EARLIER, LATER)]
    more[0][-3:] = 2  # rated once
    more[1][-1] = 4  # twice, and chose nothing
    chosen = np.vstack([CHOSEN, CHOSEN[:2], np.zeros((1, 5), dtype=bool)])
    for method in (prior_year_baseline, ancova):
        assert method(*more, chosen) == pytest.approx(method(EARLIER, LATER, CHOSEN))


def test_where_choice_and_practice_are_the_same_nothing_can_be_told():
    chosen = np.zeros((12, 5), dtype=bool)
    chosen[:, 2] = True
    effect = ancova(EARLIER, LATER, chosen)
    assert effect.teams == 12
    assert np.isnan([effect.effect, effect.low, effect.high, effect.p_value]).all()


@pytest.mark.parametrize("method", [prior_year_baseline, ancova])
def test_of_nobody_or_of_teams_that_all_rated_alike(method):
    assert method(EARLIER * np.nan, LATER, CHOSEN).teams == 0
    assert method(EARLIER[:0], LATER[:0], CHOSEN[:0]).teams == 0
    alike = method(np.full((12, 5), 3.0), np.full((12, 5), 3.0), CHOSEN)
    assert alike.teams == 12
    assert alike.effect == pytest.approx(0, abs=1e-9)
    assert np.isnan([alike.low, alike.high]).all()
    assert alike.p_value != alike.p_value or alike.p_value == 1


grids = st.integers(0, 2**32 - 1).map(
    lambda seed: np.random.default_rng(seed).integers(1, 6, (12, 5)).astype(float)
)


@pytest.mark.parametrize("method", [prior_year_baseline, ancova])
@given(earlier=grids, later=grids, more=st.floats(-2, 2), seed=st.integers(0, 99))
@settings(max_examples=settings.default.max_examples // 10, deadline=None)
def test_laws(method, earlier, later, more, seed):
    effect = method(earlier, later, CHOSEN)
    # What is added to every chosen practice is the effect; to all alike, it is none.
    assert method(earlier, later + more * CHOSEN, CHOSEN).effect == pytest.approx(
        effect.effect + more, abs=1e-6
    )
    assert method(earlier, later + more, CHOSEN) == pytest.approx(effect, abs=1e-6, nan_ok=True)
    shuffled = np.random.default_rng(seed).permutation(12)
    others = (grid[shuffled] for grid in (earlier, later, CHOSEN))
    assert method(*others) == pytest.approx(effect, abs=1e-6, nan_ok=True)


def made_up(rng, effect):
    """Forty teams by eight practices in three years; each chooses about what it rates lowest."""
    true = 3 + rng.normal(0, 0.6, (40, 1)) + rng.normal(0, 0.5, 8) + rng.normal(0, 0.5, (40, 8))

    def rated(truth):
        ratings = np.clip(np.round(truth + rng.normal(0, 0.6, truth.shape)), 1, 5)
        return np.where(rng.random(truth.shape) < 0.1, np.nan, ratings)

    before, now = rated(true), rated(true)
    order = np.argsort(np.nan_to_num(now, nan=9) + rng.gumbel(0, 0.5, now.shape), axis=1)
    chosen = np.zeros(now.shape, dtype=bool)
    np.put_along_axis(chosen, order[:, :2], values=True, axis=1)
    return before, now, rated(true + effect * chosen), chosen


@pytest.mark.parametrize(("true", "found"), [(0.0, range(4)), (0.5, range(27, 31))])
def test_no_effect_is_reported_where_there_is_none_and_one_of_half_a_point_is_found(true, found):
    rng = np.random.default_rng(1948)
    runs = [made_up(rng, true) for _ in range(30)]
    for effects in (
        [prior_year_baseline(before, after, chosen) for before, _, after, chosen in runs],
        [ancova(now, after, chosen) for _, now, after, chosen in runs],
    ):
        assert sum(effect.p_value < 0.05 for effect in effects) in found
        assert np.mean([effect.effect for effect in effects]) == pytest.approx(true, abs=0.08)
    # The plain gain, which the package refuses to give, is large with and without an effect.
    gains = [np.where(chosen, after - now, np.nan) for _, now, after, chosen in runs]
    assert np.mean([mean_of(gain.ravel()[:, np.newaxis])[1] for gain in gains]) > 0.4
    of_teams = [mean_of(gain.T)[1][:, np.newaxis] for gain in gains]
    assert all(paired_t(gain).p_value < 0.05 for gain in of_teams)
