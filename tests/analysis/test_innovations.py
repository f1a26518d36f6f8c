from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trip_analytics.analysis.innovations import innovation_link
from trip_analytics.analysis.questions import describe
from trip_analytics.errors import AnalysisError
from trip_analytics.instruments import load_instrument
from trip_analytics.returns import Returns

BEFORE = [1, 2, 3, 2, 1, 4, 2, 3, 2, 1, 3, 4]
AFTER = [3, 4, 4, 3, 3, 4, 3, 3, 3, 1, 2, 4]
TEAMS = [f"T{n:02}" for n in range(12)]
FIGURES = ["difference", "difference_low", "difference_high", "p_value"]


def returns_of(before, after, introduced, **items):
    """Two years of one item, or of several by name, and who introduced peer workers when."""
    items = items or {"a": (before, after)}
    rows = [
        (team, year, item, rating)
        for item, years in items.items()
        for year, ratings in zip((2023, 2025), years, strict=True)
        for team, rating in zip(TEAMS, ratings, strict=False)
    ]
    ratings = pd.DataFrame(rows, columns=["team", "year", "item_id", "rating"])
    innovations = pd.DataFrame({"team": list(introduced), "innovation": "peer workers"})
    innovations["introduced"] = pd.to_datetime(pd.Series(list(introduced.values()), dtype=object))
    return Returns.from_tables(ratings=ratings, innovations=innovations, instruments=[])


ADOPTERS = dict.fromkeys(TEAMS[:6], "2024-03-01")


def test_difference_interval_and_p_are_those_of_r():
    link = innovation_link(returns_of(BEFORE, AFTER, ADOPTERS), "Peer  workers", 2023, 2025)
    row = link.iloc[0]
    assert row[["item_id", "practice", "innovation"]].tolist() == ["a", "a", "peer workers"]
    assert row[["from_year", "to_year", "adopters", "others"]].tolist() == [2023, 2025, 6, 6]
    # R: fit <- lm(I(after - before) ~ before + adopter)
    #    se <- sqrt(diag(sandwich::vcovHC(fit, type = "HC3")))["adopter"]
    #    coef(fit)["adopter"] + c(0, -1, 1) * qt(.975, 9) * se; 2 * pt(-abs(b / se), 9)
    assert row[FIGURES].tolist() == pytest.approx(
        [1.0090090, -0.0221604, 2.0401784, 0.0541315], abs=1e-6
    )
    assert row["p_adjusted"] == row["p_value"]
    assert "not an effect" in row["caveat"]
    assert link.attrs["notes"] == []


def test_all_practices_are_each_teams_means_of_those_rated_twice():
    b = ([*BEFORE[:11], None], [2, *AFTER[1:]])
    link = innovation_link(
        returns_of(None, None, ADOPTERS, a=(BEFORE, AFTER), b=b), "peer workers", 2023, 2025
    )
    assert link["practice"].tolist() == ["a", "b", "All practices"]
    assert link["item_id"].isna().tolist() == [False, False, True]
    assert link["others"].tolist() == [6, 5, 6]
    means = [
        [np.nanmean(pair) for pair in zip(BEFORE, [*BEFORE[:11], np.nan], strict=True)],
        [np.nanmean(pair) for pair in zip(AFTER, [2, *AFTER[1:11], np.nan], strict=True)],
    ]
    of_means = np.linalg.lstsq(
        np.column_stack([np.ones(12), means[0], [1] * 6 + [0] * 6]),
        np.subtract(means[1], means[0]),
        rcond=None,
    )[0][2]
    assert link["difference"].iloc[-1] == pytest.approx(of_means)
    # Holm: the smaller of two p-values twice, the larger at least that; all practices aside.
    small, large = sorted(link["p_value"].iloc[:2])
    adjusted = sorted(link["p_adjusted"].iloc[:2])
    assert adjusted == pytest.approx([min(1, 2 * small), max(min(1, 2 * small), large)])
    assert pd.isna(link["p_adjusted"].iloc[-1])


def test_who_had_it_before_or_on_no_known_date_is_left_out_and_who_came_later_is_another():
    introduced = {
        **dict.fromkeys(TEAMS[:5], "2023-01-01"),
        TEAMS[5]: "2022-12-31",
        TEAMS[6]: None,
        TEAMS[7]: "2026-01-01",
        "T99": "2020-01-01",
    }
    link = innovation_link(returns_of(BEFORE, AFTER, introduced), "peer workers", 2023, 2025)
    assert link.loc[0, ["adopters", "others"]].tolist() == [5, 5]
    assert link.attrs["notes"] == [
        "One team that had it before 2023 is left out.",
        "One team is left out because there is no date for when it began.",
    ]


def test_wordings_that_cannot_be_compared_give_nothing():
    trip = load_instrument("trip")
    first, second = trip.items[:2]
    again = replace(first.wordings[0], wording_id="again", comparable_with_previous=False)
    changed = replace(first, wordings=(first.wordings[0], again))
    own = replace(trip, instrument_id="own", items=(changed, second))
    given_ = returns_of(
        None,
        None,
        ADOPTERS,
        **{first.item_id: (BEFORE, AFTER), second.item_id: (BEFORE, AFTER)},
    )
    reworded = given_.ratings["item_id"].eq(first.item_id) & given_.ratings["year"].eq(2025)
    ids = pd.Series(first.wordings[0].wording_id, index=reworded.index).mask(reworded, "again")
    ids = ids.where(given_.ratings["item_id"] == first.item_id)
    ratings = given_.ratings.assign(wording_id=ids)
    returns = Returns.from_tables(
        ratings=ratings, innovations=given_.innovations, instruments=[own]
    )
    link = innovation_link(returns, "peer workers", 2023, 2025)
    assert link["adopters"].tolist() == [0, 6, 6]
    assert link["difference"].isna().tolist() == [True, False, False]
    assert link["difference"].iloc[1] == pytest.approx(link["difference"].iloc[2])
    assert "different things" in link.attrs["notes"][0]
    assert link.loc[0, "practice"] in link.attrs["notes"][0]


def test_the_earliest_of_several_dates_counts():
    returns = returns_of(BEFORE, AFTER, ADOPTERS)
    again = pd.concat([returns.innovations, returns.innovations.assign(introduced="2020-01-01")])
    tables = {"ratings": returns.ratings, "innovations": again}
    link = innovation_link(
        Returns.from_tables(**tables, instruments=[]), "peer workers", 2023, 2025
    )
    assert link.loc[0, ["adopters", "others"]].tolist() == [0, 6]


@pytest.mark.parametrize("adopters", [4, 8])
def test_a_group_of_four_gives_no_figures(adopters):
    introduced = dict.fromkeys(TEAMS[:adopters], "2024-03-01")
    link = innovation_link(returns_of(BEFORE, AFTER, introduced), "peer workers", 2023, 2025)
    assert link.loc[0, ["adopters", "others"]].tolist() == [adopters, 12 - adopters]
    assert link[[*FIGURES, "p_adjusted"]].isna().all(axis=None)
    assert link["caveat"].notna().all()
    assert "Fewer than 5 teams" in link.attrs["notes"][0]
    assert "cannot be shown" in describe(link)


@settings(deadline=None, max_examples=settings.default.max_examples // 20)
@given(st.lists(st.integers(1, 4), min_size=12, max_size=12))
def test_where_all_change_alike_the_difference_is_zero_and_has_no_test(before):
    link = innovation_link(
        returns_of(before, [rating + 1 for rating in before], ADOPTERS), "peer workers", 2023, 2025
    )
    given_ = link["difference"].dropna()
    assert given_.eq(0).all()
    assert link[FIGURES[1:]].isna().all(axis=None)
    assert "left to chance" in " ".join(link.attrs["notes"])


def test_where_the_first_ratings_tell_the_groups_apart_nothing_is_given():
    before = [1] * 6 + [3] * 6
    link = innovation_link(returns_of(before, AFTER, ADOPTERS), "peer workers", 2023, 2025)
    assert link[FIGURES].isna().all(axis=None)
    assert "tell the two groups apart" in link.attrs["notes"][0]


def test_where_all_began_at_the_same_rating_it_is_the_difference_of_the_mean_changes():
    link = innovation_link(returns_of([2] * 12, AFTER, ADOPTERS), "peer workers", 2023, 2025)
    assert link.loc[0, "difference"] == pytest.approx(np.mean(AFTER[:6]) - np.mean(AFTER[6:]))
    assert link.loc[0, "p_value"] > 0


def test_who_adopted_changes_sign_with_the_groups():
    others = dict.fromkeys(TEAMS[6:], "2024-03-01")
    one, other = (
        innovation_link(returns_of(BEFORE, AFTER, who), "peer workers", 2023, 2025)
        for who in (ADOPTERS, others)
    )
    assert other.loc[0, "difference"] == pytest.approx(-one.loc[0, "difference"])
    assert other.loc[0, "difference_low"] == pytest.approx(-one.loc[0, "difference_high"])


def test_years_and_innovations_that_cannot_be_are_refused():
    returns = returns_of(BEFORE, AFTER, ADOPTERS)
    with pytest.raises(AnalysisError, match="earlier year first"):
        innovation_link(returns, "peer workers", 2025, 2023)
    with pytest.raises(AnalysisError, match="'peer workers'"):
        innovation_link(returns, "shared notes", 2023, 2025)
    without = Returns.from_tables(ratings=returns.ratings, instruments=[])
    assert "no table of innovations" in innovation_link(without, "x", 2023, 2025).attrs["notes"][0]


def test_sentences_say_that_it_is_an_association_and_name_no_team():
    link = innovation_link(returns_of(BEFORE, AFTER, ADOPTERS), "peer workers", 2023, 2025)
    said = describe(link)
    assert said == (
        "Over all practices, the ratings of teams that introduced peer workers rose from 2023 to "
        "2025 by 1.0 points more than those of teams that began at the same rating (95% interval "
        "0.0 to +2.0), which is no clear difference. Six teams introduced it, and six did not. "
        "Practice by practice there is no clear difference (six teams that introduced it). An "
        "association, not an effect: teams that take something up differ in other ways too."
    )
    sure = link.assign(p_value=0.01, p_adjusted=0.02)
    assert "the ratings of teams that introduced peer workers rose" in describe(sure)
    assert "a clear difference for a (+1.0)" in describe(sure)
    withheld = sure.assign(adopters=pd.NA, others=pd.NA)
    assert "<NA>" not in describe(withheld.astype({"adopters": "Int64", "others": "Int64"}))
