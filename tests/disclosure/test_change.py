"""Public change and history: differences of what was published of each year, and no more."""

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from trip_analytics.disclosure.change import difference_of_means, release_change
from trip_analytics.disclosure.history import release_history
from trip_analytics.disclosure.practices import practices_of, release_practices
from trip_analytics.disclosure.rules import PUBLIC, rule_for


def history(returns, *years):
    return release_history(returns, {year: practices_of(returns, year, PUBLIC) for year in years})


FIGURES = ["mean_before", "mean_after", "mean_change", "change_low", "change_high"]
FIGURES += ["p_value", "p_adjusted"]


def changed(returns, rule=PUBLIC, **options):
    return release_change(returns, 2024, 2025, rule=rule, **options)


def two_years(rated, before, after, **more):
    return rated({2024: {"a": before, **more}, 2025: {"a": after, **more}})


def difference(before, after, matched=0, correlation=0.0):
    """Change, ends and p-value of one practice."""
    grids = [np.array(ratings, dtype=float) for ratings in (before, after)]
    change = grids[1].mean() - grids[0].mean()
    columns = [
        np.array([each]) for each in (change, *map(len, grids), *(g.std(ddof=1) for g in grids))
    ]
    change, n_was, n_now, s_was, s_now = columns
    low, high, p_value = difference_of_means(
        change, (n_was, n_now), (s_was, s_now), np.array([float(matched)]), correlation
    )
    return [float(each[0]) for each in (change, low, high, p_value)]


BEFORE = [1, 2, 2, 3, 3, 3, 4, 5]
AFTER = [2, 3, 3, 4, 4, 4, 5, 5, 4, 3]


def test_the_interval_of_two_years_of_different_teams_is_that_of_two_samples():
    from scipy import stats

    change, low, high, p_value = difference(BEFORE, AFTER)
    # Welch's standard error, and t with the smaller n - 1 degrees of freedom.
    welch = stats.ttest_ind(AFTER, BEFORE, equal_var=False)
    error = change / welch.statistic
    assert change == pytest.approx(3.7 - 2.875)
    assert error == pytest.approx(
        math.sqrt(np.var(BEFORE, ddof=1) / 8 + np.var(AFTER, ddof=1) / 10)
    )
    # R 4.2: qt(.975, 7) is 2.364624
    assert (low, high) == pytest.approx((change - 2.364624 * error, change + 2.364624 * error))
    assert p_value == pytest.approx(2 * stats.t.sf(abs(change) / error, 7))
    assert p_value > welch.pvalue  # it is the more careful of the two


def test_with_the_same_teams_and_their_own_correlation_it_is_the_paired_interval():
    from scipy import stats

    before, after = [1, 2, 3, 4, 5, 3, 2, 4], [2, 2, 4, 4, 5, 4, 3, 5]
    correlation = np.corrcoef(before, after)[0, 1]
    change, low, high, p_value = difference(before, after, 8, correlation)
    paired = stats.ttest_rel(after, before)
    interval = paired.confidence_interval()
    assert (low, high) == pytest.approx((interval.low, interval.high))
    assert p_value == pytest.approx(paired.pvalue)
    _, wider_low, wider_high, _ = difference(before, after)
    assert wider_low < low < change < high < wider_high


def test_by_hand_with_some_teams_in_both():
    # s^2 = 1.5536 and 0.9; 1.5536 / 8 + 0.9 / 10 - 2 * .5 * 6 * sqrt(1.5536 * 0.9) / 80 = .1955
    _, low, high, _ = difference(BEFORE, AFTER, 6, 0.5)
    assert (high - low) / 2 == pytest.approx(2.364624 * math.sqrt(0.1955), rel=1e-3)
    # No more teams are in both than in the smaller of the two years.
    assert difference(BEFORE, AFTER, 50, 0.5) == difference(BEFORE, AFTER, 8, 0.5)


def test_where_all_agree_there_is_a_change_and_no_interval():
    change, low, high, p_value = difference([2] * 5, [3] * 5)
    assert change == 1
    assert all(math.isnan(each) for each in (low, high, p_value))


def test_a_change_is_the_difference_of_two_averages_and_rounded_once(rated):
    released = changed(two_years(rated, BEFORE, AFTER))
    row = released.table.iloc[0]
    assert row[["teams", "teams_before", "teams_after"]].tolist() == [8, 8, 10]
    # 2.875, 3.7 and .825, not 3.7 - 2.9; half width 2.364624 * .5332 = 1.261
    assert row[FIGURES[:5]].tolist() == [2.9, 3.7, 0.8, -0.4, 2.1]
    _, _, _, p_value = difference(BEFORE, AFTER)
    assert row["p_value"] == pytest.approx(p_value)
    assert row["p_adjusted"] == row["p_value"]
    assert (row["from_year"], row["to_year"]) == (2024, 2025)
    asked = released.table.attrs
    assert (asked["correlation"], asked["teams_both"]) == (0.0, 8)
    assert "wider than it needs to be" in released.notes[1]
    assert len(released.notes) == 2


def test_which_team_gave_which_rating_has_no_part_in_it(rated):
    one = changed(two_years(rated, BEFORE, AFTER))
    other = changed(two_years(rated, BEFORE, AFTER[::-1]))
    pd.testing.assert_frame_equal(pd.DataFrame(one.table), pd.DataFrame(other.table))


def test_p_values_are_adjusted_over_the_table(rated):
    returns = rated({2024: {"a": BEFORE, "b": BEFORE}, 2025: {"a": AFTER, "b": BEFORE}})
    table = changed(returns).table.set_index("item_id")
    assert table.loc["a", "p_adjusted"] == pytest.approx(2 * table.loc["a", "p_value"])
    assert table.loc["b", ["p_value", "p_adjusted"]].tolist() == [1, 1]


@pytest.mark.slow_but(1)
@pytest.mark.parametrize(
    ("before", "after", "shown", "to_the_board"),
    [
        (BEFORE, [3] * 7 + [4, 5], False, True),  # two differ in the later year
        ([3] * 7 + [4, 5], AFTER, False, True),
        ([3] * 7 + [4, 5, 2], AFTER, True, True),
        ([2, 3, 4, 5], AFTER, False, False),  # four teams
        (BEFORE, [1, 2, 3, 4, 5], True, True),
        ([3] * 7 + [4], AFTER, False, False),
    ],
)
def test_a_change_is_withheld_where_one_of_the_two_years_is(
    rated, before, after, shown, to_the_board
):
    returns = two_years(rated, before, after, b=BEFORE)
    for rule, passes in ((PUBLIC, shown), (rule_for("board"), to_the_board)):
        released = changed(returns, rule)
        assert released.withheld.loc[0, FIGURES].tolist() == [not passes] * 7
        assert released.table.loc[0, FIGURES].isna().tolist() == [not passes] * 7
        assert not released.withheld.loc[1].any()
        assert (released.notes[-1].startswith("A change is withheld")) == (not passes)
        # How many rated it in either year is in the profiles, and here.
        counts = released.table.loc[0, ["teams_before", "teams_after"]].tolist()
        assert counts == [len(before), len(after)]
        # p-values of what is withheld have no part in the others'.
        alone = changed(two_years(rated, BEFORE, BEFORE), rule).table
        if not passes:
            assert released.table.loc[1, "p_adjusted"] == alone.loc[0, "p_adjusted"]


def test_what_nobody_rated_in_one_year_is_not_withheld(rated):
    returns = rated({2024: {"a": BEFORE}, 2025: {"a": BEFORE, "b": AFTER}})
    released = changed(returns)
    assert released.table["teams_before"].tolist() == [8, 0]
    assert released.table.loc[1, FIGURES].isna().tolist() == [True, False] + [True] * 5
    assert not released.withheld.any(axis=None)


def test_what_asks_for_something_else_now_has_no_change(reworded):
    returns = reworded({2024: {"old": BEFORE}, 2025: {"new": AFTER}})
    released = changed(returns)
    assert released.table[FIGURES].isna().all(axis=None)
    assert not released.withheld.any(axis=None)
    # Nothing is withheld of what is not compared, whatever the two years withhold.
    alike = changed(reworded({2024: {"old": [3] * 8}, 2025: {"new": AFTER}}))
    assert not alike.withheld.any(axis=None)
    bridged = changed(returns, bridge_wordings=True)
    assert bridged.table["mean_change"].tolist() == [0.8]
    same = changed(reworded({2024: {"old": BEFORE}, 2025: {"old": AFTER}}))
    assert same.table["mean_change"].tolist() == [0.8]


def test_the_correlation_of_a_store_narrows_every_interval(rated, monkeypatch):
    ratings = [1 + n % 5 for n in range(40)]
    returns = two_years(rated, ratings, ratings)
    monkeypatch.setattr("trip_analytics.disclosure.correlation.noise", lambda *_: 0.5)
    with_secret = replace(returns, secret="of a store")  # noqa: S106 # made up
    without, with_it = changed(returns), changed(with_secret)
    assert with_it.table.attrs["correlation"] == 0.7
    assert "a correlation of 0.7 between their two ratings" in with_it.notes[1]
    # sqrt(2 * 2 * 40 / 39 / 40) * qt(.975, 39) = .648, and .355 with a correlation of .7
    assert without.table["change_high"].tolist() == [0.6]
    assert with_it.table["change_high"].tolist() == [0.4]


def test_teams_in_both_years_count_as_far_as_they_rated(rated, monkeypatch):
    """Of 40 in both, half rated the practice: then 20 x .5 in both years are in both."""
    seen = []

    def spy(change, teams, spreads, matched, correlation):
        seen.extend(matched.tolist())
        return difference_of_means(change, teams, spreads, matched, correlation)

    monkeypatch.setattr("trip_analytics.disclosure.change.difference_of_means", spy)
    ratings = [1 + n % 5 for n in range(40)]
    half = [None if n % 2 else rating for n, rating in enumerate(ratings)]
    changed(rated({2024: {"a": half, "b": ratings}, 2025: {"a": half, "b": ratings}}))
    assert seen == [10, 40]


def test_a_published_year_is_compared_as_it_was_published(rated, publish):
    """A return that came in later moves neither the year nor the change since."""
    before = rated({2024: {"a": BEFORE}, 2025: {"a": AFTER}})
    late = rated({2024: {"a": [*BEFORE, 5, 5]}, 2025: {"a": AFTER}})
    published = release_practices(before, 2024, rule=PUBLIC).profile
    late = publish(late, 2024, {"practice_profile": published})
    assert practices_of(late, 2024, PUBLIC).table["mean"].tolist() == [2.9]
    # The correlation's count of teams in both aside, nothing moves.
    pd.testing.assert_frame_equal(
        pd.DataFrame(changed(late).table), pd.DataFrame(changed(before).table)
    )
    assert history(late, 2024, 2025).table["mean"].tolist() == [2.9, 3.7]


def test_history_is_the_profiles_of_the_years(rated, spread):
    returns = rated(
        {
            2023: {"a": BEFORE, "b": spread(0, 0, 12, 2)},
            2024: {"a": BEFORE, "b": AFTER},
            2025: {"a": spread(1, 1, 1, 1), "b": AFTER},
        }
    )
    released = history(returns, 2023, 2024, 2025)
    for year in returns.years:
        profile = release_practices(returns, year, rule=PUBLIC).profile
        of_year = released.table["year"] == year
        for mine, theirs in (
            (released.table, profile.table),
            (released.withheld, profile.withheld),
        ):
            names = ["mean", "mean_low", "mean_high", "well_developed"]
            pd.testing.assert_frame_equal(
                pd.DataFrame(mine.loc[of_year, names]).reset_index(drop=True),
                pd.DataFrame(theirs[names]),
            )
    assert released.table["mean"].isna().tolist() == [False, False, True, True, False, False]
    assert released.withheld["mean"].sum() == 2
    assert history(returns, 2024).table["year"].tolist() == [2024, 2024]


def test_history_shows_no_year_of_two_wordings(reworded):
    returns = reworded({2024: {"old": BEFORE}, 2025: {"old": BEFORE, "new": AFTER}})
    released = history(returns, 2024, 2025)
    assert released.table["mean"].isna().tolist() == [False, True]
    assert not released.withheld.any(axis=None)
