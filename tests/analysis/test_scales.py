"""Whatever the scale of a list, its figures and pictures are on it."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import trip_analytics as ta
from tests.own_lists import own_list, ratings_by
from trip_analytics.analysis.scale import Scale
from trip_analytics.instruments import load_instrument
from trip_analytics.plots import plot_practices_ratings
from trip_analytics.returns import Returns

SCALES = st.tuples(st.integers(-5, 5), st.integers(2, 11)).map(
    lambda ends: range(ends[0], ends[0] + ends[1])
)


def returns_on(points, seed=0):
    ours = own_list(points, domains=("Hope", "Work"))
    return Returns.from_tables(ratings=ratings_by(ours, seed=seed), instruments=[ours])


@given(points=SCALES, seed=st.integers(0, 99))
@settings(deadline=None, max_examples=settings.default.max_examples // 8)
def test_figures_are_those_worked_out_by_hand_on_every_scale(points, seed):
    returns = returns_on(points, seed)
    ratings = returns.ratings.loc[returns.ratings["year"] == 2025]
    of_first = ratings.loc[ratings["item_id"] == "own-list-1", "rating"].astype(int)
    first = ta.practice_profile(returns).iloc[0]
    assert first["mean"] == pytest.approx(of_first.mean())
    assert [first[f"rated_{point}"] for point in points] == [
        (of_first == point).sum() for point in points
    ]
    top = 2 if len(points) >= 4 else 1
    assert first["well_developed"] == pytest.approx((of_first > points[-1] - top).mean())
    if of_first.min() < of_first.max():
        # As on a scale of 0 to 1, stretched.
        share = (of_first - points[0]) / (len(points) - 1)
        error = share.std() / np.sqrt(12)
        place = share.mean()
        reach = 2.200985 * error / (place * (1 - place))
        low = 1 / (1 + np.exp(-(np.log(place / (1 - place)) - reach)))
        assert first["mean_low"] == pytest.approx(points[0] + low * (len(points) - 1))
        assert points[0] <= first["mean_low"] < first["mean_high"] <= points[-1]
    change = ta.change_between(returns, 2024, 2025).set_index("item_id")
    means = returns.ratings.groupby(["item_id", "year"])["rating"].mean()
    assert change.loc["own-list-2", "mean_change"] == pytest.approx(
        means["own-list-2", 2025] - means["own-list-2", 2024]
    )
    for table in (ta.practice_profile(returns), change.reset_index(), ta.practice_history(returns)):
        assert table.attrs["scale"]["points"] == list(points)
        assert ta.describe(table) if "teams" in table and "practice" in table else True


@pytest.mark.slow_but(2)
@pytest.mark.parametrize("points", [range(2), range(-2, 3), range(1, 4), range(11), range(1, 8)])
def test_pictures_and_the_release_are_on_the_lists_scale(points):
    returns = returns_on(points)
    profile = ta.practice_profile(returns)
    released = ta.release(profile, returns)
    assert [name for name in released.table if name.startswith("rated_")] == [
        f"rated_{point}" for point in points
    ]
    ticks = [
        tick.get_text().split("\n")[0] for tick in ta.plot_practices(profile).get_xticklabels()
    ]
    assert ticks == [str(point).replace("-", "−") for point in points]
    bars = ta.plot_practices_ratings(profile)
    assert len(bars.get_legend_handles_labels()[1]) == len(points)
    ta.plot_practices_ratings(profile, diverging=True)
    low = str(points[0]).replace("-", "−")
    assert f"from {low}, least developed" in plot_practices_ratings.in_words(profile)
    ta.plot_history(ta.practice_history(returns))
    ta.plot_change_averages(ta.change_between(returns, 2024, 2025))
    plt.close("all")


def test_a_scale_in_words():
    assert Scale.of(load_instrument("trip")).well_in_words == "4 or 5"
    assert (
        Scale.of(load_instrument("trip")).in_words == "from 1 (not yet) to 5 (very well developed)"
    )
    assert Scale.of(own_list(range(3))).well_in_words == "2"
    assert Scale.of(own_list(range(11), well_developed_from=7)).well_in_words == "7 to 10"


def test_points_below_zero_have_a_true_minus():
    scale = Scale.of(own_list(range(-3, 0)))
    assert scale.ends_in_words == "from −3, least developed, to −1, most developed"
    assert scale.in_words == "from −3 (point -3) to −1 (point -1)"
    assert scale.well_in_words == "−1"


def test_a_table_that_does_not_say_its_scale_is_on_that_of_trip():
    assert Scale.of_result(pd.DataFrame()).points == (1, 2, 3, 4, 5)
