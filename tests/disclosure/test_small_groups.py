import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trip_analytics.disclosure.rules import MINIMUM_GROUP, OTHER
from trip_analytics.disclosure.small_groups import merge_small_groups
from trip_analytics.errors import DisclosureError
from trip_analytics.returns import Returns


def trust(sizes, *, year=2025, rating=3):
    rows = [
        {
            "team": f"{line} {n}",
            "service_line": line or None,
            "team_type": "ward",
            "year": year,
            "item_id": "choices",
            "rating": rating,
        }
        for line, size in sizes.items()
        for n in range(size)
    ]
    return Returns.from_tables(ratings=pd.DataFrame(rows))


def sizes_of(returns, year=2025):
    table = returns.returns.loc[returns.returns["year"] == year]
    return table.groupby("service_line", dropna=False)["team_id"].nunique().to_dict()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"A": 10, "B": 12}, {"A": 10, "B": 12}),
        ({"A": 20, "B": 4, "C": 6}, {"A": 20, OTHER: 10}),
        ({"A": 20, "B": 9}, None),  # A would have to join, and nothing is left beside it
        ({"A": 20, "B": 12, "C": 9}, {"A": 20, OTHER: 21}),  # C alone is small, B joins
        ({"A": 20, "B": 12, "": 3}, {"A": 20, OTHER: 15}),  # teams without a service line
        ({"A": 11, OTHER: 4, "B": 6}, {"A": 11, OTHER: 10}),
        ({"A": 5, "B": 5}, None),
        ({"A": 30}, None),  # one part is the whole
    ],
)
def test_small_parts_merge_smallest_first(before, after):
    if after is None:
        with pytest.raises(DisclosureError, match="whole trust"):
            merge_small_groups(trust(before), "service_line", year=2025)
    else:
        merged = merge_small_groups(trust(before), "service_line", year=2025)
        assert sizes_of(merged) == after


@given(st.lists(st.integers(1, 25), min_size=1, max_size=7))
@settings(max_examples=settings.default.max_examples // 8, deadline=None)
def test_every_part_has_ten_teams_or_there_are_no_parts(sizes):
    returns = trust({f"Line {n}": size for n, size in enumerate(sizes)})
    try:
        merged = merge_small_groups(returns, "service_line", year=2025)
    except DisclosureError:
        # Nothing could have been shown: what is left beside "Other services" is at most one.
        assert sum(size for size in sizes if size < MINIMUM_GROUP) + max(sizes) >= sum(sizes) or (
            len([size for size in sizes if size >= MINIMUM_GROUP]) < 3
        )
    else:
        assert min(sizes_of(merged).values()) >= MINIMUM_GROUP
        assert len(sizes_of(merged)) >= 2
        assert sum(sizes_of(merged).values()) == sum(sizes)


def test_a_higher_number_merges_more():
    merged = merge_small_groups(trust({"A": 20, "B": 12, "C": 10}), "service_line", year=2025)
    assert sizes_of(merged) == {"A": 20, "B": 12, "C": 10}
    more = merge_small_groups(
        trust({"A": 20, "B": 12, "C": 10}), "service_line", year=2025, least=11
    )
    assert sizes_of(more) == {"A": 20, OTHER: 22}


def test_ratings_have_no_say():
    sizes = {"A": 20, "B": 4, "C": 6}
    low, high = (
        merge_small_groups(trust(sizes, rating=rating), "service_line", year=2025)
        for rating in (1, 5)
    )
    assert low.ratings["service_line"].tolist() == high.ratings["service_line"].tolist()


def test_every_table_and_the_register_are_relabelled_but_not_an_organisations_own_return():
    ratings = trust({"A": 20, "B": 12, "C": 2}).ratings
    stages = pd.DataFrame(
        {"return_id": ["own"], "service_line": "C", "year": 2025, "item_id": "challenge-1"}
    )
    priorities = pd.DataFrame(
        {"team": ["C 0"], "service_line": "C", "year": 2025, "number": 1, "priority": "x"}
    )
    register = pd.DataFrame({"team_id": ["C 0"], "team": "C 0", "service_line": "C"})
    merged = merge_small_groups(
        Returns.from_tables(ratings=ratings, stages=stages, priorities=priorities, teams=register),
        "service_line",
        year=2025,
    )
    assert set(merged.ratings["service_line"]) == {"A", OTHER}
    assert merged.priorities["service_line"].tolist() == [OTHER]
    assert merged.teams["service_line"].tolist() == [OTHER]
    assert merged.stages["service_line"].tolist() == ["C"]
    assert merged.ratings.dtypes.equals(ratings.dtypes)


def test_superseded_returns_and_other_years_do_not_count():
    old = trust({"A": 20, "B": 12, "C": 15}, year=2024).ratings
    new = trust({"A": 20, "B": 12, "C": 9}, year=2025).ratings
    ratings = pd.concat([old, new])
    merged = merge_small_groups(Returns.from_tables(ratings=ratings), "service_line", year=2025)
    assert sizes_of(merged, 2025) == {"A": 20, OTHER: 21}
    assert sizes_of(merged, 2024) == {"A": 20, OTHER: 27}


def test_a_part_without_a_return_this_year_joins_without_pulling_another_in():
    old = trust({"A": 20, "B": 12, "Closed": 3}, year=2024).ratings
    ratings = pd.concat([old, trust({"A": 20, "B": 12}).ratings])
    merged = merge_small_groups(Returns.from_tables(ratings=ratings), "service_line", year=2025)
    assert sizes_of(merged, 2025) == {"A": 20, "B": 12}
    assert sizes_of(merged, 2024) == {"A": 20, "B": 12, OTHER: 3}


@pytest.mark.parametrize("by", ["team", "team_id", "return_id", "organisation"])
def test_teams_are_never_a_breakdown(by):
    with pytest.raises(DisclosureError, match="service_line"):
        merge_small_groups(trust({"A": 20}), by, year=2025)


def test_a_service_line_as_fine_as_teams_is_refused():
    returns = trust({f"Line {n}": 1 for n in range(30)})
    with pytest.raises(DisclosureError):
        merge_small_groups(returns, "service_line", year=2025)
