from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.meta_analysis import combine_effects

from trip_analytics.analysis.questions import describe
from trip_analytics.analysis.slopes import lines_of
from trip_analytics.analysis.trend import trend
from trip_analytics.returns import Returns

COLUMNS = ["item_id", "practice", "first_year", "last_year", "years", "teams"]
COLUMNS += ["slope", "slope_low", "slope_high", "p_value", "p_adjusted"]

# Fir rated once and has no slope.
YEARS = {
    2021: {"Ash": [1, 5, 2], "Elm": [3, 3, 1]},
    2022: {"Ash": [2, 5, 2], "Oak": [4, 5, 3]},
    2023: {"Ash": [2, 4, 4], "Elm": [3, 3, 4], "Oak": [3, 4, 3], "Fir": [5, 1, 2]},
    2024: {"Ash": [3, 3, 3], "Oak": [5, 4, 3], "Yew": [2, 4, 5]},
    2025: {"Ash": [4, 1, 3], "Elm": [4, 2, 2], "Yew": [2, 4, 4]},
}
FIGURES = ["slope", "slope_low", "slope_high", "p_value"]


@pytest.fixture(scope="module")
def found(trust):
    return trend(trust(YEARS)).set_index("item_id")


def test_columns_stand_as_in_the_contract(trust):
    lines = dict.fromkeys(["Ash", "Elm", "Oak", "Yew", "Fir"], "North")
    by_line = trend(trust(YEARS, service_line=lines), by="service_line")
    assert by_line.columns.tolist() == [*COLUMNS[:2], "service_line", *COLUMNS[2:]]
    assert trend(trust(YEARS)).columns.tolist() == COLUMNS


def test_slopes_by_hand(trust):
    # Ash 1 2 3 and Elm 3 3 5, each rated in the same years: slopes 1 and 1.
    # Ash 1 1 3, slope 1; Elm 3 4 4, slope .5: the plain mean.
    years = {2023: {"Ash": [1], "Elm": [3]}, 2024: {"Ash": [1], "Elm": [4]}}
    found = trend(trust({**years, 2025: {"Ash": [3], "Elm": [4]}})).loc[0]
    assert found[["first_year", "last_year", "years", "teams"]].tolist() == [2023, 2025, 3, 2]
    assert found["slope"] == pytest.approx(0.75)


def reference(item):
    """The random-effects mean of statsmodels (Paule-Mandel, Hartung-Knapp), team by team."""
    slopes, apart, squares, freedom = [], [], 0.0, 0
    for team in ("Ash", "Elm", "Oak", "Yew"):
        of_team = [(year, row[team][item]) for year, row in YEARS.items() if team in row]
        year, rating = np.array(of_team, dtype=float).T
        year -= year.mean()
        slope, level = np.polyfit(year, rating, 1)
        slopes.append(slope)
        apart.append((year**2).sum())
        squares += ((rating - level - slope * year) ** 2).sum()
        freedom += len(year) - 2
    variance = squares / freedom / np.array(apart)
    pooled = combine_effects(np.array(slopes), variance, method_re="iterated", use_t=True)
    mean, error = pooled.mean_effect_re, pooled.sd_eff_w_re_hksj
    reach = stats.t.ppf(0.975, 3) * error
    return [mean, mean - reach, mean + reach, 2 * stats.t.sf(abs(mean / error), 3)]


@pytest.mark.parametrize(("item", "place"), [("a", 0), ("b", 1), ("c", 2)])
def test_the_mean_of_slopes_against_statsmodels(found, item, place):
    assert found.loc[item, FIGURES].tolist() == pytest.approx(reference(place), rel=1e-6)
    assert found.loc[item, ["first_year", "last_year", "years", "teams"]].tolist() == [
        2021,
        2025,
        5,
        4,
    ]


def test_equal_histories_have_the_plain_t_over_teams(trust):
    draw = np.random.default_rng(3).integers(1, 6, (5, 9, 1))
    years = {
        2020 + at: {f"T{n}": row.tolist() for n, row in enumerate(of_year)}
        for at, of_year in enumerate(draw)
    }
    slopes = np.polyfit(np.arange(5), draw[:, :, 0], 1)[0]
    test = stats.ttest_1samp(slopes, 0)
    low, high = test.confidence_interval(0.95)
    found = trend(trust(years)).loc[0, FIGURES].tolist()
    assert found == pytest.approx([slopes.mean(), low, high, test.pvalue])


def test_a_long_history_weighs_more_than_a_short_one(trust):
    # Nine teams rise by 3 in ten years, unevenly; three of two years fall by one.
    rising = [1, 2, 1, 2, 2, 3, 2, 3, 4, 4]
    years = {
        2015 + at: {f"T{n}": [rating + (n + at) % 3 % 2] for n in range(9)}
        for at, rating in enumerate(rising)
    }
    for at, rating in ((8, 3), (9, 2)):
        years[2015 + at] |= {f"U{n}": [rating] for n in range(3)}
    found = trend(trust(years)).loc[0]
    assert found["teams"] == 12
    assert found["slope"] > 0.2  # (9 x .3 - 3) / 12 is below 0
    assert found["p_value"] < 0.05


def test_holm_over_all_parts_together(trust):
    lines = {"Ash": "North", "Elm": "North", "Oak": "South", "Yew": "South", "Fir": "South"}
    by_line = trend(trust(YEARS, service_line=lines), by="service_line")
    assert by_line["service_line"].tolist() == ["North", "South"] * 4
    practices = by_line.loc[by_line["item_id"] != "all"]
    ordered = practices.dropna(subset="p_value").sort_values("p_value")
    by_hand = (ordered["p_value"] * list(range(len(ordered), 0, -1))).cummax().clip(upper=1)
    assert ordered["p_adjusted"].tolist() == pytest.approx(by_hand.tolist())
    assert len(ordered) == 6
    assert "allow for 6 tests, of all practices and service lines" in by_line.attrs["notes"][-1]
    south = by_line.loc[by_line["service_line"] == "South"].set_index("item_id")
    # Oak and Yew: 2022 to 2025, though Fir alone rated in this part in 2023 too.
    assert south.loc["a", ["first_year", "last_year", "years"]].tolist() == [2022, 2025, 4]


def test_all_practices_are_each_teams_mean_slope(trust):
    # Ash 1 and 0, Elm .5 and 1: means .5 and .75, whose mean is .625.
    years = {2023: {"Ash": [1, 2], "Elm": [3, 1]}, 2024: {"Ash": [2, 2], "Elm": [4, 2]}}
    found = trend(trust({**years, 2025: {"Ash": [3, 2], "Elm": [4, 3]}}))
    assert found["item_id"].tolist() == ["a", "b", "all"]
    last = found.iloc[-1]
    assert last["practice"] == "All practices"
    assert last["slope"] == pytest.approx(0.625)
    assert last["p_adjusted"] == last["p_value"] == pytest.approx(2 * stats.t.sf(0.625 / 0.125, 1))


def test_a_team_that_moved_counts_where_it_was_last():
    ratings = pd.DataFrame(
        {
            "team": ["Ash", "Elm", "Oak", "Yew"] * 2,
            "year": [2024] * 4 + [2025] * 4,
            "item_id": "a",
            "rating": [1, 2, 3, 3, 2, 4, 3, 4],
            "service_line": [*["North", "South", "South", "North"], *["South"] * 2, *["North"] * 2],
        }
    )
    by_line = trend(Returns.from_tables(ratings=ratings, instruments=[]), by="service_line")
    assert by_line["teams"].tolist() == [2, 2, 2, 2]
    assert by_line["slope"].tolist() == [0.5, 1.5, 0.5, 1.5]


def test_two_years_show_a_slope_and_claim_no_trend(trust):
    returns = trust({2024: {"Ash": [1], "Elm": [2]}, 2025: {"Ash": [3], "Elm": [3]}})
    found = trend(returns)
    assert found.loc[0, ["years", "teams", "slope"]].tolist() == [2, 2, 1.5]
    assert found.loc[0, "slope_low":].isna().all()
    assert "no trend is claimed: a." in found.attrs["notes"][0]


def test_years_of_teams_that_rated_once_are_no_years_of_the_trend(trust):
    # Three years of returns, yet whoever came back did so in two of them.
    returns = trust(
        {2023: {"Ash": [5]}, 2024: {"Elm": [1], "Oak": [2]}, 2025: {"Elm": [3], "Oak": [3]}}
    )
    found = trend(returns)
    assert found.loc[0, ["first_year", "last_year", "years"]].tolist() == [2024, 2025, 2]
    assert found.loc[0, "slope_low":].isna().all()


# Slopes of 0.1 do not add up to 0.3 exactly: the same slopes must still count as the same.
@pytest.mark.parametrize(("teams", "p_value"), [(1, None), (3, 0.25), (12, 2 * 0.5**12)])
def test_where_all_moved_alike_the_test_is_that_of_signs(trust, teams, p_value):
    draw = np.random.default_rng(5)
    alike = [3, 3, 3, 4, 3]  # slope .1
    years = {
        2021 + at: {f"T{n}": [rating, int(draw.integers(1, 6))] for n in range(teams)}
        for at, rating in enumerate(alike)
    }
    found = trend(trust(years))
    assert found.loc[0, "slope"] == pytest.approx(0.1)
    assert found.loc[0, ["slope_low", "slope_high"]].isna().all()
    if p_value is None:
        assert found.loc[0, "slope_low":].isna().all()
        assert "only one team rated in two years or more: a" in found.attrs["notes"][0]
    else:
        assert found.loc[0, "p_value"] == pytest.approx(p_value)
        assert (
            "all teams moved alike; the test counts teams (sign test): a"
            in (found.attrs["notes"][0])
        )


def test_no_team_twice_gives_no_figures(trust):
    found = trend(trust({2024: {"Ash": [2]}, 2025: {"Elm": [4]}}))
    assert found.loc[0, ["years", "teams"]].tolist() == [0, 0]
    assert found.loc[0, ["first_year", "last_year", *FIGURES, "p_adjusted"]].isna().all()
    assert "none has the same name" in found.attrs["notes"][0]
    assert describe(found).endswith("cannot be shown: no team rated in two years or more.")


def test_one_year_is_an_empty_table_with_the_reason(trust):
    found = trend(trust({2025: {"Ash": [2], "Elm": [3]}}))
    assert found.empty
    assert "only those of 2025" in found.attrs["notes"][0]


def test_a_perspective_nobody_gave_is_told_once(trust):
    found = trend(trust(YEARS), perspective="staff")
    assert found["teams"].tolist() == [0, 0, 0, 0]
    assert found.attrs["notes"] == ["There are no ratings by staff in any year."]


def said(**years):
    """Rows of three teams whose ratings rise alike but for a point in the last year."""
    return [
        (team, 2020 + at, wording, min(5, 1 + at + (team == "Elm" and at == len(years) - 1)))
        for at, wording in enumerate(years.values())
        for team in ("Ash", "Elm", "Oak")
    ]


def test_the_years_before_words_that_ask_for_something_else_are_left_out(reworded_trust):
    returns = reworded_trust(said(y0="old", y1="old", y2="new", y3="newest", y4=None))
    found = trend(returns).loc[0]
    assert found[["first_year", "last_year", "years"]].tolist() == [2022, 2024, 3]
    assert "only ratings of what is asked for now" in trend(returns).attrs["notes"][0]
    bridged = trend(returns, bridge_wordings=True)
    assert bridged.loc[0, ["first_year", "last_year", "years"]].tolist() == [2020, 2024, 5]
    assert "compared as asked" in bridged.attrs["notes"][0]


def test_a_straggler_on_the_old_form_is_left_out(reworded_trust):
    rows = [*said(y0="new", y1="new", y2="new"), ("Yew", 2020, "old", 5), ("Yew", 2022, "old", 1)]
    assert trend(reworded_trust(rows)).loc[0, "teams"] == 3
    assert trend(reworded_trust(rows), bridge_wordings=True).loc[0, "teams"] == 4


@pytest.mark.parametrize(
    "words", [("new", "newest", "new"), (None, "old", "old"), (None, None, None)]
)
def test_words_that_ask_for_the_same_need_no_note(reworded_trust, words):
    found = trend(reworded_trust(said(y0=words[0], y1=words[1], y2=words[2])))
    assert found.loc[0, "years"] == 3
    assert found.attrs["notes"] == []


lines = st.tuples(st.integers(-1, 1), st.sets(st.integers(0, 4), min_size=2))


@settings(max_examples=settings.default.max_examples // 10, deadline=None)
@given(st.lists(lines, min_size=1, max_size=8))
def test_teams_exactly_on_their_lines_weigh_alike(trust, teams):
    # From 1 up, from 5 down or at 3, each seen in some of the years.
    years = {
        2020 + at: {
            f"T{n}": [{1: 1, -1: 5, 0: 3}[slope] + slope * at]
            for n, (slope, seen) in enumerate(teams)
            if at in seen
        }
        for at in range(5)
    }
    found = trend(trust(years)).loc[0]
    slopes = [slope for slope, _ in teams]
    assert found["teams"] == len(teams)
    assert found["slope"] == pytest.approx(np.mean(slopes))
    alike = len(set(slopes)) == 1
    distinct = len(set().union(*(seen for _, seen in teams)))
    assert pd.isna(found["slope_low"]) == (alike or distinct < 3)
    assert pd.isna(found["p_value"]) == (len(teams) == 1 or distinct < 3)


ratings_of_teams = st.lists(
    st.lists(st.sampled_from([None, 1, 2, 3, 4, 5]), min_size=4, max_size=4),
    min_size=2,
    max_size=6,
)


@settings(max_examples=settings.default.max_examples // 16, deadline=None)
@given(ratings_of_teams, st.randoms(use_true_random=False), st.integers(-20, 20))
def test_neither_order_nor_names_nor_the_calendar_matter(teams, random, offset):
    rows = [
        (f"T{n}", 2021 + at, rating)
        for n, row in enumerate(teams)
        for at, rating in enumerate(row)
        if rating is not None
    ]
    names = [f"U{n}" for n in range(len(teams))]
    random.shuffle(names)
    other = [(names[int(team[1:])], year + offset, rating) for team, year, rating in rows]
    random.shuffle(other)
    first, second = (
        trend(
            Returns.from_tables(
                ratings=pd.DataFrame(these, columns=["team", "year", "rating"]).assign(item_id="a"),
                instruments=[],
            )
        )
        for these in (rows, other)
    )
    calendar = ["first_year", "last_year"]
    pd.testing.assert_frame_equal(
        first.drop(columns=calendar), second.drop(columns=calendar), check_exact=False
    )
    assert ((first[calendar] + offset) == second[calendar]).fillna(True).all(axis=None)


@settings(max_examples=settings.default.max_examples // 10, deadline=None)
@given(ratings_of_teams)
def test_slopes_are_numpys(teams):
    cube = np.array(teams, dtype=float).T[:, :, None]
    slopes = lines_of(cube, np.arange(4.0)).slope
    for row, slope in zip(np.array(teams, dtype=float), slopes[:, 0], strict=True):
        seen = ~np.isnan(row)
        if seen.sum() < 2:
            assert np.isnan(slope)
        else:
            fitted = np.polyfit(np.arange(4.0)[seen], row[seen], 1)[0]
            assert slope == pytest.approx(fitted, abs=1e-9)
