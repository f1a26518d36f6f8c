from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trip_analytics.analysis.trend import slopes_of, trend
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


def test_slopes_by_hand(found):
    # Ash (-2 x 1 - 2 + 3 + 2 x 4) / 10 = .7; Elm (-2 x 3 + 2 x 4) / 8 = .25;
    # Oak (-4 + 5) / 2 = .5; Yew 0; Fir has none.
    a = found.loc["a"]
    assert a[["first_year", "last_year", "years", "teams"]].tolist() == [2021, 2025, 5, 4]
    assert a["slope"] == pytest.approx((0.7 + 0.25 + 0.5 + 0) / 4)


def test_against_r(found):
    # R 4.2.2, with the ratings above as d (columns team, year, a, b, c):
    # > slopes <- sapply(split(d, d$team), function(t) coef(lm(a ~ year, t))["year"])
    # > t.test(slopes[!is.na(slopes)])
    assert found.loc["a", FIGURES].tolist() == pytest.approx(
        [0.3625, -0.12090633073, 0.84590633073, 0.09704929344]
    )
    # The same with c in place of a.
    assert found.loc["c", FIGURES].tolist() == pytest.approx(
        [-0.1125, -1.0768543120, 0.8518543120, 0.7351136717]
    )


def test_holm_against_r(found):
    # R 4.2.2: p.adjust(p, "holm") of the three p-values.
    assert found["p_adjusted"].tolist() == pytest.approx([0.2911478803, 0.2911478803, 0.7351136717])


def test_holm_within_each_part(trust):
    lines = {"Ash": "North", "Elm": "North", "Oak": "South", "Yew": "South", "Fir": "South"}
    by_line = trend(trust(YEARS, service_line=lines), by="service_line")
    assert by_line["service_line"].tolist() == ["North", "South"] * 3
    for _, part in by_line.groupby("service_line"):
        ordered = part.dropna(subset="p_value").sort_values("p_value")
        by_hand = (ordered["p_value"] * list(range(len(ordered), 0, -1))).cummax().clip(upper=1)
        assert ordered["p_adjusted"].tolist() == pytest.approx(by_hand.tolist())
    south = by_line.loc[by_line["service_line"] == "South"].set_index("item_id")
    # Oak and Yew: 2022 to 2025, though Fir alone rated in this part in 2023 too.
    assert south.loc["a", ["first_year", "last_year", "years"]].tolist() == [2022, 2025, 4]


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
    assert by_line["teams"].tolist() == [2, 2]
    assert by_line["slope"].tolist() == [0.5, 1.5]


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
@pytest.mark.parametrize("teams", [1, 3])
def test_all_moved_alike_has_no_test_and_is_not_counted_by_holm(trust, teams):
    draw = np.random.default_rng(5)
    alike = [3, 3, 3, 4, 3]  # slope .1
    years = {
        2021 + at: {f"T{n}": [rating, int(draw.integers(1, 6))] for n in range(teams)}
        for at, rating in enumerate(alike)
    }
    found = trend(trust(years))
    assert found.loc[0, "slope"] == pytest.approx(0.1)
    assert found.loc[0, "slope_low":].isna().all()
    assert "all moved alike: a" in found.attrs["notes"][0]
    if teams > 1:
        assert found.loc[1, "p_adjusted"] == found.loc[1, "p_value"]


def test_no_team_twice_gives_no_figures(trust):
    found = trend(trust({2024: {"Ash": [2]}, 2025: {"Elm": [4]}}))
    assert found.loc[0, ["years", "teams"]].tolist() == [0, 0]
    assert found.loc[0, ["first_year", "last_year", *FIGURES, "p_adjusted"]].isna().all()
    assert found.attrs["notes"] == ["No team rated in two years or more, so no trend: a."]


def test_one_year_is_an_empty_table_with_the_reason(trust):
    found = trend(trust({2025: {"Ash": [2], "Elm": [3]}}))
    assert found.empty
    assert "2025 alone" in found.attrs["notes"][0]


def test_a_perspective_nobody_gave_is_told_once(trust):
    found = trend(trust(YEARS), perspective="staff")
    assert found["teams"].tolist() == [0, 0, 0]
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
def test_teams_on_straight_lines_have_the_mean_of_their_slopes(trust, teams):
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
    assert pd.isna(found["p_value"]) == (alike or distinct < 3)


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
    slopes = slopes_of(cube, np.arange(4.0))
    for row, slope in zip(np.array(teams, dtype=float), slopes[:, 0], strict=True):
        seen = ~np.isnan(row)
        if seen.sum() < 2:
            assert np.isnan(slope)
        else:
            fitted = np.polyfit(np.arange(4.0)[seen], row[seen], 1)[0]
            assert slope == pytest.approx(fitted, abs=1e-9)
