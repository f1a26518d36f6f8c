from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from trip_analytics.analysis.effect import (
    ANCOVA,
    FEWEST_TEAMS,
    PRIOR_YEAR,
    gains_by_year,
    priority_effect,
)
from trip_analytics.analysis.questions import describe
from trip_analytics.analysis.results import result
from trip_analytics.instruments import load_instrument
from trip_analytics.returns import Returns

COLUMNS = ["chosen_year", "teams", "method", "effect", "effect_low", "effect_high", "p_value"]
COLUMNS += ["caveat"]
FIGURES = COLUMNS[3:7]
SIX = "ABCDEF"
# Practices a, b and c; everybody chooses a in 2024. From 2023 to 2025 a rises by 1 (A to C) or 2
# (D to F), b by 1 and c not: 0.5 or 1.5 more than the others. In 2024 a was as low as ever.
THREE_YEARS = {
    2023: {team: [1, 3, 4] for team in SIX},
    2024: {team: [1, 1, 1] for team in SIX},
    2025: {team: [2 + (team in "DEF"), 4, 4] for team in SIX},
}
CHOICES = [(team, 2024, "a") for team in SIX]


@pytest.fixture
def chosen_and_rated(trust):
    def of(years, choices, **tables):
        chosen = pd.DataFrame(choices, columns=["team", "year", "item_id"])
        return Returns.from_tables(
            ratings=trust(years).ratings, priorities=chosen.astype({"item_id": "string"}),
            instruments=[], **tables,
        )  # fmt: skip

    return of


@pytest.fixture
def effect_of(chosen_and_rated):
    return lambda *given, **tables: priority_effect(chosen_and_rated(*given, **tables))


def test_what_each_team_gained_is_behind_the_effect(chosen_and_rated):
    gains = gains_by_year(chosen_and_rated(THREE_YEARS, CHOICES))
    assert list(gains) == [2024]
    assert gains[2024].tolist() == pytest.approx([0.5] * 3 + [1.5] * 3)
    # F did not return in 2025, and E chose nothing.
    fewer = {**THREE_YEARS, 2025: {t: row for t, row in THREE_YEARS[2025].items() if t != "F"}}
    gains = gains_by_year(chosen_and_rated(fewer, CHOICES[:4] + CHOICES[5:]))
    assert np.isnan(gains[2024]).tolist() == [False] * 4 + [True] * 2


def test_with_two_years_the_gain_is_from_the_year_of_the_choice(chosen_and_rated):
    two_years = {year: THREE_YEARS[year] for year in (2024, 2025)}
    gains = gains_by_year(chosen_and_rated(two_years, CHOICES))
    # a from 1 to 2 or 3, b and c from 1 to 4.
    assert gains[2024].tolist() == [-2] * 3 + [-1] * 3


def test_three_years_by_hand(effect_of):
    effect = effect_of(THREE_YEARS, CHOICES)
    assert effect.columns.tolist() == COLUMNS
    row = effect.iloc[0]
    assert row[["chosen_year", "teams", "method"]].tolist() == [2024, 6, PRIOR_YEAR]
    # R 4.2: t.test(c(.5, .5, .5, 1.5, 1.5, 1.5))
    expected = [1, 0.4252004274, 1.5747995726, 0.006566272]
    assert row[FIGURES].tolist() == pytest.approx(expected, abs=1e-9)
    assert row["caveat"].startswith("Even a clear difference would not prove")
    assert "plain gain" in effect.attrs["notes"][0]


def test_the_rating_of_the_year_of_the_choice_has_no_part_in_it(effect_of):
    without = {**THREE_YEARS, 2024: {team: [None, 5, None] for team in SIX}}
    pd.testing.assert_frame_equal(effect_of(without, CHOICES), effect_of(THREE_YEARS, CHOICES))


def test_what_is_about_no_practice_or_named_twice_changes_nothing(effect_of):
    more = [*CHOICES, ("A", 2024, "a"), ("A", 2024, "challenge-3"), ("B", 2024, None)]
    pd.testing.assert_frame_equal(effect_of(THREE_YEARS, more), effect_of(THREE_YEARS, CHOICES))


def test_years_are_in_a_row_and_of_the_same_teams(effect_of):
    # F did not return in 2025: its choice is set against no later year.
    years = {
        **THREE_YEARS,
        2025: {team: row for team, row in THREE_YEARS[2025].items() if team != "F"},
        2026: {"F": [5, 1, 1]},
    }
    effect = effect_of(years, CHOICES)
    assert effect["teams"].tolist() == [5]
    # (0.5 * 3 + 1.5 * 2) / 5
    assert effect["effect"].tolist() == pytest.approx([0.9])


def test_a_choice_without_a_next_year_has_no_row(effect_of):
    later = [(team, 2025, "b") for team in SIX]
    assert effect_of(THREE_YEARS, [*CHOICES, *later])["chosen_year"].tolist() == [2024]
    nothing = effect_of(THREE_YEARS, later)
    assert nothing.empty
    assert describe(nothing) == (
        "No year in which teams chose practices is followed by a year with ratings."
    )


def test_what_was_chosen_the_year_before_too_is_counted_in_the_caveat(effect_of):
    before = [(team, 2023, "a") for team in "ABC"]
    effect = effect_of(THREE_YEARS, [*CHOICES, *before]).set_index("chosen_year")
    assert "50% of these practices had been chosen the year before too" in effect["caveat"][2024]
    assert "the year before too" not in effect_of(THREE_YEARS, CHOICES)["caveat"][0]


@pytest.fixture
def twelve():
    """Two years of twelve teams, of which each chooses one practice of five."""
    teams = [f"Team {n:02}" for n in range(12)]
    years = {
        2024: {t: [1 + (3 * n + 2 * i + n * i + n * n) % 5 for i in range(5)]
               for n, t in enumerate(teams)},
        2025: {t: [1 + (2 * n + 3 * i + n * n * i) % 5 for i in range(5)]
               for n, t in enumerate(teams)},
    }  # fmt: skip
    choices = [
        (team, 2024, item)
        for n, team in enumerate(teams)
        for i, item in enumerate("abcde")
        if (n + 2 * i) % 3 == 0
    ]
    return years, choices


def test_two_years_are_an_ancova(effect_of, twelve):
    # As test_effect_of_choice.py has it from R.
    effect = effect_of(*twelve)
    assert effect[["chosen_year", "teams", "method"]].iloc[0].tolist() == [2024, 12, ANCOVA]
    assert effect.loc[0, FIGURES].tolist() == pytest.approx(
        [-0.2009995654, -0.8944858026, 0.4924866718, 0.5365716225], abs=1e-9
    )
    assert "association" in effect.loc[0, "caveat"]


def test_two_years_stand_in_where_too_few_teams_have_three(effect_of, twelve):
    years, choices = twelve
    few = dict(list(years[2024].items())[:4])
    effect = effect_of({2023: few, **years}, choices)
    assert effect["method"].tolist() == [ANCOVA]
    assert effect["teams"].tolist() == [12]


@pytest.mark.parametrize("method", [PRIOR_YEAR, ANCOVA])
def test_too_few_teams_give_no_figures_and_the_reason(effect_of, twelve, method):
    years, choices = twelve
    teams = sorted(years[2024])[: FEWEST_TEAMS[method] - 1]
    if method == PRIOR_YEAR:
        years = {2023: years[2025], **years}
    few = {year: {team: rows[team] for team in teams} for year, rows in years.items()}
    effect = effect_of(few, [choice for choice in choices if choice[0] in teams])
    assert effect["teams"].tolist() == [FEWEST_TEAMS[method] - 1]
    assert effect["method"].tolist() == [method]
    assert effect.loc[0, FIGURES].isna().all()
    assert f"fewer than {FEWEST_TEAMS[method]} teams" in effect.loc[0, "caveat"]
    assert describe(effect).startswith(
        "We cannot say whether practices improved more where teams chose them in"
    )


def test_teams_that_all_moved_alike_have_no_interval(effect_of):
    alike = {**THREE_YEARS, 2025: {team: [2, 4, 4] for team in SIX}}
    effect = effect_of(alike, CHOICES)
    assert effect["effect"].tolist() == [0.5]
    assert effect.loc[0, ["effect_low", "effect_high"]].isna().all()
    assert effect.loc[0, "p_value"] == 2 * 0.5**6
    assert effect.loc[0, "caveat"].startswith("No interval, because all teams moved alike.")
    assert "chance alone would seldom give so clear a difference" in describe(effect)


def test_a_choice_that_every_team_made_of_one_practice_tells_nothing_in_two_years(effect_of):
    teams = [f"Team {n}" for n in range(10)]
    years = {
        2024: {t: [n % 5 + 1, 3, 2] for n, t in enumerate(teams)},
        2025: {t: [4, n % 3 + 1, 2] for n, t in enumerate(teams)},
    }
    effect = effect_of(years, [(team, 2024, "a") for team in teams])
    assert effect["teams"].tolist() == [10]
    assert effect.loc[0, FIGURES].isna().all()
    assert "cannot be told apart" in effect.loc[0, "caveat"]


def test_practices_reworded_beyond_comparing_are_left_out(trust):
    trip = load_instrument("trip")
    first, *others = trip.items[:3]
    new = replace(first.wordings[0], wording_id="new", text="Else", comparable_with_previous=False)
    items = (replace(first, wordings=(*first.wordings, new)), *others)
    instrument = replace(trip, items=items)
    names = dict(zip("abc", (item.item_id for item in items), strict=True))
    ratings = trust(THREE_YEARS).ratings.assign(
        item_id=lambda table: table["item_id"].map(names).astype("string"), instrument="trip"
    )
    reworded = ratings["item_id"].eq(first.item_id) & (ratings["year"] == 2025)
    ratings["wording_id"] = ratings["wording_id"].mask(reworded, "new")
    old = ratings["item_id"].eq(first.item_id) & (ratings["year"] < 2025)
    ratings["wording_id"] = ratings["wording_id"].mask(old, first.wordings[0].wording_id)
    chosen = pd.DataFrame([(t, 2024, names[i]) for t in SIX for i in "ab"])
    chosen.columns = ["team", "year", "item_id"]
    effect = priority_effect(
        Returns.from_tables(ratings=ratings, priorities=chosen, instruments=[instrument])
    )
    # Without a, b has risen by 1 and c not.
    assert effect["effect"].tolist() == [1]
    assert any(
        first.label in note and "Left out for 2024" in note for note in effect.attrs["notes"]
    )


def test_in_words(effect_of, twelve):
    assert describe(effect_of(THREE_YEARS, CHOICES)) == (
        "From 2023 to 2025, the practices that teams chose in 2024 rose 1.0 points more than the "
        "same teams' other practices (6 teams; 95% interval +0.4 to +1.6): chance alone would "
        "seldom give so clear a difference. Even a clear difference would not prove that choosing "
        "a practice improved it: one that moves in every team, chosen or not, counts too."
    )
    assert describe(effect_of(*twelve)) == (
        "What teams chose in 2024 was rated 0.2 points lower than their ratings at the time would "
        "lead one to expect in 2025 (12 teams; 95% interval −0.9 to +0.5): no clear effect. Two "
        "years of ratings cannot allow for how teams choose: read it as an association."
    )
    effect = effect_of(THREE_YEARS, CHOICES)
    two = pd.concat([effect.assign(chosen_year=2023, p_value=0.4), effect.assign(effect=0.01)])
    two.attrs = effect.attrs
    assert "rose as much as the same teams' other practices" in describe(two)
    assert "Of two years of choice, one shows a clear effect." in describe(two)


def test_one_clear_year_among_several_is_not_enough(effect_of):
    # p = .03 alone is sure; among three years it would be found in 14 of 100 trusts by chance.
    one = effect_of(THREE_YEARS, CHOICES)
    one["p_value"] = 0.03
    assert "would seldom give so clear a difference" in describe(one)
    others = [one.assign(chosen_year=2024 - n, p_value=0.6) for n in (2, 1)]
    three = result("priority_effect", pd.concat([*others, one], ignore_index=True), [])
    assert "no clear effect" in describe(three)
    assert "Of three years of choice, none shows a clear effect" in describe(three)
