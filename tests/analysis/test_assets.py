from __future__ import annotations

import pandas as pd
import pytest

from trip_analytics.analysis.assets import asset_categories, assets_by_category
from trip_analytics.analysis.questions import describe
from trip_analytics.disclosure.releasing import release
from trip_analytics.returns import Returns

ROWS = [
    ("Ash", "Community", "The allotment"),
    ("Elm", "community ", "the  allotment."),
    ("Oak", "Community", "The allotment"),
    ("Oak", "Community", "Library"),
    ("Elm", "Community", "library"),
    ("Elm", "Community", "Library"),
    ("Ash", "Staff", "Art group"),
    ("Ash", None, "A dog"),
    ("Ash", "Staff", None),
    ("Elm", "Staff", "The allotment"),
]


def holding(rows=ROWS, **columns):
    assets = pd.DataFrame(rows, columns=["team", "category", "asset"]).assign(year=2025, **columns)
    ratings = pd.DataFrame({"team": ["Ash", "Elm", "Oak"], "year": 2025, "item_id": "a"})
    return Returns.from_tables(ratings=ratings.assign(rating=3), assets=assets, instruments=[])


def test_assets_alike_but_for_spelling_stand_together_by_category():
    collated = assets_by_category(holding())
    assert collated.astype(object).where(collated.notna(), None).to_numpy().tolist() == [
        ["Community", "The allotment", 2025, 3],
        ["Community", "Library", 2025, 2],  # Elm named it twice
        ["Staff", "Art group", 2025, 1],
        ["Staff", "The allotment", 2025, 1],
        [None, "A dog", 2025, 1],
    ]
    assert not {"team", "team_id"} & set(collated.columns)
    assert "own words" in collated.attrs["notes"][0]


@pytest.mark.parametrize(
    ("spellings", "shown"),
    [
        (["gym", "GYM", "gym"], "gym"),
        (["e-mail list", "email list", "e-mail  list"], "e-mail list"),
        (["Gym", "gym"], "Gym"),
        (["???", " ???"], "???"),
        (["Café", "CAFÉ", "Café"], "Café"),
    ],
)
def test_the_commonest_spelling_is_shown(spellings, shown):
    teams = ["Ash", "Elm", "Oak"][: len(spellings)]
    rows = [(team, "Staff", text) for team, text in zip(teams, spellings, strict=True)]
    collated = assets_by_category(holding(rows))
    assert collated[["asset", "teams"]].to_numpy().tolist() == [[shown, len(spellings)]]


def test_nothing_listed_is_an_empty_table_with_the_reason():
    assert assets_by_category(holding(ROWS[:0])).attrs["notes"] == [
        "No return of 2025 lists an asset."
    ]


def test_sentences_count_and_repeat_nobodys_words():
    said = describe(assets_by_category(holding()))
    assert said == (
        "In 2025 teams listed five assets under two headings. Two of them were named by more than "
        "one team. Others may have the same and not have thought of it."
    )
    alone = describe(assets_by_category(holding(ROWS[6:7])))
    assert "one asset under one heading. None of them" in alone


def test_teams_are_counted_under_each_heading_whatever_they_wrote():
    counted = asset_categories(holding())
    assert counted[["category", "teams"]].to_numpy().tolist() == [["Community", 3], ["Staff", 2]]
    assert counted["share"].tolist() == [1.0, pytest.approx(2 / 3)]
    assert describe(counted) == (
        "In 2025 teams most often listed something under community (three teams, 100%) and staff "
        "(two teams, 67%)."
    )


def test_headings_of_hardly_any_or_nearly_all_teams_are_left_out_alike():
    under = ["All"] * 19 + ["Some"] * 8 + ["Fewer"] * 6 + ["One ward's own"] * 2
    teams = [f"Ward {at}" for count in (19, 8, 6, 2) for at in range(count)]
    rows = [(team, heading, "A thing") for team, heading in zip(teams, under, strict=True)]
    assets = pd.DataFrame(rows, columns=["team", "category", "asset"]).assign(year=2025)
    ratings = pd.DataFrame({"team": [f"Ward {at}" for at in range(20)], "year": 2025})
    returns = Returns.from_tables(
        ratings=ratings.assign(item_id="choices", rating=3), assets=assets
    )
    released = release(asset_categories(returns), returns)
    # "Fewer" goes as well, so that neither of the two others can be worked out.
    assert released.table[["category", "teams"]].to_numpy().tolist() == [["Some", 8]]
    assert "left out" in released.notes[-1]
