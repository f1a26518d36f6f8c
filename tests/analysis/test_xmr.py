from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trip_analytics.analysis.xmr import (
    NEAR,
    OUTSIDE,
    RUN,
    TREND,
    Limits,
    assured,
    limits_of,
    moving_ranges,
    special_causes,
    why_no_limits,
)

# Limits to try the signs on: three steps of 10 to either limit.
AROUND_100 = Limits(100.0, 70.0, 130.0, 0)
COUNTS = st.lists(st.integers(0, 60), min_size=12, max_size=40).map(lambda y: np.array(y, float))


def signs(*values):
    causes, ways = special_causes(np.array(values, float), AROUND_100)
    return causes, ways.tolist()


def test_limits_by_hand():
    # Ranges 2, 4, 2 ... of twelve points: 6 of 2 and 5 of 4, so 32 / 11 on average.
    values = np.array([10, 12, 8, 10, 6, 8, 4, 6, 2, 4, 0, 2], float)
    limits = limits_of(values)
    assert limits.mean == 6
    assert limits.upper == pytest.approx(6 + 2.66 * 32 / 11)
    assert limits.lower == pytest.approx(6 - 2.66 * 32 / 11)
    assert limits.left_out == 0
    assert moving_ranges(values)[1:4].tolist() == [2, 4, 2]
    assert np.isnan(moving_ranges(values)[0])


def test_freak_ranges_are_left_out_as_the_vignette_of_nhsrplotthedots_shows():
    # 15 ranges of 1, one of 8, one of 9: 32 / 17 on average, so over 6.15 is left out.
    limits = limits_of(np.array([1, 2, 1, 2, 10, *[1, 2] * 6, 1], float))
    assert limits.left_out == 2
    # R: NHSRplotthedots 0.2.2, ptd_spc_standard(), screen_outliers = TRUE
    assert limits[:3] == pytest.approx((1.944444, -0.715556, 4.604444), abs=1e-6)


def test_a_range_of_exactly_the_bound_is_left_out_as_in_nhsrplotthedots():
    # Eleven ranges with a mean of 1000, the largest of 3266 and then of 3267.
    below = [3266, *[-773, 773] * 4, -773, 777]
    at_bound = [3267, *[-773, 773] * 4, -773, 776]
    for steps, left_out in ((below, 0), (at_bound, 1)):
        values = np.concatenate([[0], np.cumsum(steps)]).astype(float)
        assert np.abs(np.diff(values)).mean() == 1000
        assert limits_of(values).left_out == left_out


def test_without_screening_all_ranges_count():
    # Ranges: 15 of 1, one of 8 and one of 9, so 32 / 17 on average.
    values = np.array([1, 2, 1, 2, 10, *[1, 2] * 6, 1], float)
    limits = limits_of(values, screen_outliers=False)
    assert limits.left_out == 0
    assert limits.upper - limits.mean == pytest.approx(2.66 * 32 / 17)


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ([1, 2] * 5 + [1], "few"),
        ([0] * 11, "few"),
        ([3] * 12, "alike"),
        ([0, 1] * 6, "rare"),
        ([0, 1] * 6 + [1], None),
        ([0, 0, 0, 5] * 3, "rare"),
    ],
)
def test_why_there_are_no_limits(values, why):
    assert why_no_limits(np.array(values, float)) == why


def test_assurance_is_the_side_of_the_limits_on_which_the_target_lies():
    # As NHSRplotthedots 0.2.2 has it: limits 1-3, 5-7 and 1-5 about a target of 4.
    lower, upper = np.array([1.0, 5, 1]), np.array([3.0, 7, 5])
    target = np.full(3, 4.0)
    assert assured(target, lower, upper, 1).tolist() == ["fails", "passes", "hit-and-miss"]
    assert assured(target, lower, upper, -1).tolist() == ["passes", "fails", "hit-and-miss"]
    # A target on a limit may be met or missed.
    assert assured(upper, lower, upper, 1).tolist() == ["hit-and-miss"] * 3
    unknown = np.array([np.nan])
    assert assured(unknown, lower[:1], upper[:1], 1).tolist() == [None]
    assert assured(target[:1], unknown, unknown, 1).tolist() == [None]


def test_ranges_are_not_left_out_down_to_none_that_vary():
    rare = np.array([0] * 6 + [1] + [0] * 6, float)
    limits = limits_of(rare)
    assert limits.left_out == 0
    assert limits.upper - limits.mean == pytest.approx(2.66 * 2 / 12)


def test_no_limits_of_eleven_points_or_of_points_all_alike():
    assert np.isnan(limits_of(np.arange(11.0)).upper)
    assert limits_of(np.arange(11.0)).mean == 5
    assert not np.isnan(limits_of(np.arange(12.0)).upper)
    assert np.isnan(limits_of(np.full(20, 0.1)).upper)
    assert np.isnan(limits_of(np.array([])).mean)


def test_a_point_on_the_limit_is_not_outside_it():
    assert signs(130, 100, 70)[0] == [None] * 3
    assert signs(130.1, 100, 69.9) == ([OUTSIDE, None, OUTSIDE], [1, 0, -1])


def test_seven_on_one_side_are_a_run_and_six_are_not():
    assert signs(99, *[101, 102] * 3, 99)[0] == [None] * 8
    assert signs(99, *[101, 102] * 3, 101, 99) == ([None, *[RUN] * 7, None], [0, *[1] * 7, 0])
    assert signs(*[98, 99] * 3, 98)[1] == [-1] * 7


def test_a_point_on_the_mean_ends_a_run():
    assert RUN not in signs(*[101, 102] * 3, 100, 101)[0]


def test_a_rest_of_rounding_puts_no_point_beside_the_mean():
    values = np.array([*[0.1] * 3, 0.4, *[0.1] * 3, *[0.7] * 6, 0.4, 0.4])
    limits = limits_of(values)
    assert limits.mean > 0.4  # by rounding: the point of 0.4 stands on the mean and ends the run
    assert RUN not in special_causes(values, limits)[0]


def test_seven_that_all_rise_are_a_trend_and_six_are_not():
    rising = [90, 93, 96, 99, 102, 105]
    assert TREND not in signs(*rising)[0]
    assert signs(*rising, 108) == ([TREND] * 7, [1] * 7)
    assert signs(*reversed([*rising, 108])) == ([TREND] * 7, [-1] * 7)
    assert TREND not in signs(*rising, 105)[0]


def test_at_a_turn_the_new_trend_tells_the_way():
    up = [90, 93, 96, 99, 102, 105, 108]
    causes, ways = signs(*up, *reversed(up[:-1]))
    assert causes == [TREND] * 13
    assert ways == [1] * 6 + [-1] * 7


def test_two_of_three_near_a_limit_on_one_side():
    # Two thirds of the way to the limit is 120.
    assert signs(121, 101, 121) == ([NEAR, None, NEAR], [1, 0, 1])
    assert signs(121, 101, 120)[0] == [None] * 3
    assert signs(121, 99, 121)[0] == [None] * 3
    assert signs(121, 101, 101, 121)[0] == [None] * 4
    assert signs(79, 99, 79, 100) == ([NEAR, None, NEAR, None], [-1, 0, -1, 0])
    # A point outside is no point near.
    assert signs(131, 101, 121)[0] == [OUTSIDE, None, None]


def test_of_several_signs_the_first_in_order_counts():
    causes, _ = signs(101, 103, 106, 109, 112, 121, 125, 140, 101, 102, 101)
    assert causes == [*[TREND] * 7, OUTSIDE, RUN, RUN, RUN]
    causes, _ = signs(101, 102, 101, 121, 101, 122, 101)
    assert causes == [RUN, RUN, RUN, NEAR, RUN, NEAR, RUN]


@given(COUNTS, st.integers(-50, 50))
def test_a_constant_added_shifts_the_limits_and_no_sign(values, constant):
    limits, shifted = limits_of(values), limits_of(values + constant)
    assert np.allclose(
        np.array(limits[:3]) + constant, shifted[:3], equal_nan=True, rtol=0, atol=1e-9
    )
    assert special_causes(values, limits)[0] == special_causes(values + constant, shifted)[0]


@given(COUNTS)
def test_upside_down_the_same_signs_point_the_other_way(values):
    causes, ways = special_causes(values, limits_of(values))
    mirrored, other_ways = special_causes(-values, limits_of(-values))
    assert mirrored == causes
    assert (other_ways == -ways).all()
    assert all((cause is None) == (way == 0) for cause, way in zip(causes, ways, strict=True))
