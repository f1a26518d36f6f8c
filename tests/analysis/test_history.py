from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trip_analytics.analysis.history import practice_history
from trip_analytics.analysis.practices import practice_profile

COLUMNS = ["item_id", "practice", "year", "teams", "mean", "mean_low", "mean_high"]
COLUMNS += ["well_developed", "well_developed_low", "well_developed_high"]
COLUMNS += ["comparable_with_previous"]

YEARS = {
    2023: {"Ash": [2, 4], "Elm": [3, 4], "Oak": [4, None]},
    2024: {"Ash": [3, None], "Elm": [5, None]},
    2025: {"Ash": [4, 1], "Fir": [4, 2], "Oak": [5, 3]},
}


def test_columns_stand_as_in_the_contract(trust):
    lines = dict.fromkeys(["Ash", "Elm", "Oak", "Fir"], "North")
    by_line = practice_history(trust(YEARS, service_line=lines), by="service_line")
    assert by_line.columns.tolist() == [*COLUMNS[:2], "service_line", *COLUMNS[2:]]
    assert practice_history(trust(YEARS)).columns.tolist() == COLUMNS


def test_levels_by_hand(trust):
    history = practice_history(trust(YEARS))
    assert history["item_id"].tolist() == ["a"] * 3 + ["b"] * 3
    assert history["year"].tolist() == [2023, 2024, 2025] * 2
    assert history["teams"].tolist() == [3, 2, 3, 2, 0, 3]
    means = history["mean"].astype(float).tolist()
    assert means == pytest.approx([3, 4, 13 / 3, 4, float("nan"), 2], nan_ok=True)
    assert history.loc[:2, "well_developed"].tolist() == pytest.approx([1 / 3, 1 / 2, 1.0])
    first = history.loc[0]
    # mean 3, s 1, n 3: 1 + 4 / (1 + exp(4.302653 / sqrt(3))) and as far up.
    assert (first["mean_low"], first["mean_high"]) == pytest.approx((1.30791, 4.69209), abs=1e-5)


def test_what_has_no_figures_is_said_with_its_year(trust):
    notes = practice_history(trust(YEARS)).attrs["notes"]
    assert notes[0].startswith("Teams come and go between the years")
    assert notes[1:] == [
        "Nobody rated, so no figures: b (2024).",
        "No interval for the mean, because only one team rated it or all gave the same rating: "
        "b (2023).",
    ]


def test_years_stand_in_order_however_the_returns_came(trust):
    backwards = practice_history(trust(dict(reversed(YEARS.items()))))
    pd.testing.assert_frame_equal(backwards, practice_history(trust(YEARS)))


def test_one_year_is_compared_with_no_other(trust):
    history = practice_history(trust({2025: YEARS[2025]}))
    assert history["comparable_with_previous"].isna().all()
    assert history.attrs["notes"] == []


def test_a_perspective_nobody_gave_is_told_once(trust):
    history = practice_history(trust(YEARS), perspective="staff")
    assert history["teams"].eq(0).all()
    assert history.attrs["notes"] == ["There are no ratings by staff in any year."]


def test_parts_stand_by_name_under_each_practice(trust):
    years = {
        2023: {"Ash": [2], "Elm": [3], "Oak": [4], "Yew": [1]},
        2024: {"Elm": [5], "Yew": [3]},
        2025: {"Ash": [4], "Oak": [5], "Fir": [4], "Bay": [2]},
    }
    lines = {"Ash": "south", "Elm": "North", "Oak": "south", "Yew": "North"}
    history = practice_history(trust(years, service_line=lines), by="service_line")
    assert history["service_line"].fillna("").tolist() == ["North"] * 2 + ["south"] * 2 + [""]
    assert history["year"].tolist() == [2023, 2024, 2023, 2025, 2025]
    assert history["teams"].tolist() == [2, 2, 2, 2, 2]
    assert "is not known are shown together" in history.attrs["notes"][-1]


def test_a_first_year_with_one_team_in_each_part_does_not_stop_the_breakdown(trust):
    pilot = {2022: {"Ash": [1], "Oak": [2]}, **YEARS}
    lines = {"Ash": "North", "Fir": "North", "Elm": "South", "Oak": "South"}
    history = practice_history(trust(pilot, service_line=lines), by="service_line")
    of_a = history.loc[history["item_id"] == "a", ["service_line", "year", "teams"]]
    assert of_a.to_numpy().tolist() == [["North", 2025, 2], ["South", 2023, 2]]
    assert "of one team are left out" in history.attrs["notes"][-1]


def comparable(history):
    return history["comparable_with_previous"].astype(object).where(lambda said: said.notna(), None)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["old", "old", "new", "newest"], [None, True, False, True]),
        (["old", "new", "old"], [None, False, False]),
        # A wording that is not known counts as the one before it.
        (["old", None, "new"], [None, True, False]),
        ([None, "new", "unheard-of"], [None, True, True]),
        ([None, None], [None, True]),
    ],
)
def test_years_whose_words_ask_for_something_else(reworded_trust, words, expected):
    said = [(team, 2020 + at, word, 3) for at, word in enumerate(words) for team in ("Ash", "Elm")]
    history = practice_history(reworded_trust(said))
    assert comparable(history).tolist() == expected
    noted = "cannot be compared" in " ".join(history.attrs["notes"])
    assert noted == (False in expected)


def test_a_year_of_old_and_new_forms_is_comparable_with_neither(reworded_trust):
    words = {2023: ("old", "old"), 2024: ("old", "new"), 2025: ("new", "new")}
    history = practice_history(
        reworded_trust(
            [
                (team, year, word, 3)
                for year, both in words.items()
                for team, word in zip(("Ash", "Elm"), both, strict=True)
            ]
        )
    )
    assert comparable(history).tolist() == [None, False, False]
    assert history["teams"].tolist() == [2, 2, 2]
    assert history["mean"].isna().tolist() == [False, True, False]
    assert history["well_developed"].isna().tolist() == [False, True, False]
    assert any("rated in the same year" in note for note in history.attrs["notes"])


def test_words_are_compared_with_the_last_year_in_which_a_practice_was_rated(reworded_trust):
    said = [("Ash", 2022, "old", 3), ("Ash", 2023, "old", None), ("Ash", 2024, "new", 3)]
    history = practice_history(reworded_trust(said))
    assert comparable(history).tolist() == [None, None, False]


def test_words_are_compared_within_each_part(reworded_trust):
    said = [
        (team, year, "new" if (year, team) == (2025, "Ash") else "old", 3)
        for team in ("Ash", "Elm", "Oak", "Yew")
        for year in (2024, 2025)
    ]
    returns = reworded_trust(said)
    lines = returns.ratings["team"].map({"Ash": "North", "Elm": "North"}).fillna("South")
    returns = type(returns).from_tables(
        ratings=returns.ratings.drop(columns="return_id").assign(service_line=lines),
        instruments=list(returns.instruments),
    )
    history = practice_history(returns, by="service_line")
    assert history["service_line"].tolist() == ["North", "North", "South", "South"]
    assert comparable(history).tolist() == [None, False, None, True]


rows = st.lists(st.sampled_from([None, 1, 2, 3, 4, 5]), min_size=3, max_size=3)
grids = st.lists(rows, min_size=2, max_size=7)


@settings(max_examples=settings.default.max_examples // 20, deadline=None)
@given(grids, grids)
def test_each_year_has_the_figures_of_its_profile(trust, before, after):
    returns = trust(
        {
            year: {f"T{n}": row for n, row in enumerate(grid)}
            for year, grid in ((2024, before), (2025, after))
        },
        service_line={f"T{n}": "North" if n % 2 else "South" for n in range(7)},
    )
    for by in (None, "service_line"):
        if by and min(len(before), len(after)) < 3:
            continue
        history = practice_history(returns, by=by)
        for year in (2024, 2025):
            of_year = history.loc[history["year"] == year].reset_index(drop=True)
            profile = practice_profile(returns, year=year, by=by)
            of_year = of_year.drop(columns="comparable_with_previous")
            pd.testing.assert_frame_equal(of_year, profile[of_year.columns.tolist()])
