from dataclasses import replace

import pandas as pd
import pytest

from tests.own_lists import two_lists
from trip_analytics.errors import AnalysisError, TableError
from trip_analytics.returns import PublishedYear, Returns
from trip_analytics.tables.columns import TABLES


def test_empty_tables_are_not_shared():
    one, other = Returns(), Returns()
    one.assets["mine"] = 1
    one.ratings["rating"] = one.ratings["rating"].astype("Float64")
    assert list(other.assets.columns) == [column.name for column in TABLES["assets"]]
    assert other.ratings["rating"].dtype == Returns().ratings["rating"].dtype == "Int64"


def test_an_unknown_table_is_refused():
    with pytest.raises(TableError, match="no table called rating"):
        Returns.from_tables(rating=pd.DataFrame())


def test_nothing_of_what_people_wrote_is_in_the_repr():
    ratings = pd.DataFrame(
        {"team": ["Ash"], "year": 2025, "item_id": "choices", "rating": [4], "comment": ["secret"]}
    )
    assert "secret" not in repr(Returns.from_tables(ratings=ratings))


def test_a_selection_by_service_line_has_no_figures_of_the_whole_trust():
    ratings = pd.DataFrame({"team": ["Ash", "Elm"], "service_line": ["North", "South"]})
    month = {"month": "2024-04", "value": 3, "indicator": "Falls"}
    outcome = {"measure": ["Hope"], "month": "2024-04", "n": 9, "mean": 2.0}
    returns = Returns.from_tables(
        ratings=ratings.assign(year=2025, item_id="choices", rating=3),
        indicators=pd.DataFrame({"team": [None, "Ash", "Elm"], **month}),
        outcomes=pd.DataFrame(outcome),
    )
    north = returns.select(service_lines="North")
    assert north.indicators["team"].tolist() == ["Ash"]
    assert north.outcomes.empty
    assert len(returns.select(years=2025).outcomes) == 1


@pytest.fixture(scope="module")
def two():
    return two_lists()


def test_some_returns_are_selected_by_year_service_line_and_list(two):
    ours = two.select(years=2025, service_lines=["North"], instrument="own-list")
    assert ours.years == (2025,)
    assert set(ours.returns["instrument"]) == set(ours.ratings["instrument"]) == {"own-list"}
    assert set(ours.ratings["service_line"]) == {"North"}
    assert set(ours.priorities["return_id"]) <= set(ours.returns["return_id"])
    assert len(ours.innovations) == 6
    assert [each.instrument_id for each in ours.instruments if each.kind == "ratings"] == [
        "own-list"
    ]


def test_a_selection_of_what_is_not_there_names_what_is(two):
    for asked, message in (
        ({"years": [2019]}, "year 2019: choose from 2024, 2025"),
        ({"service_lines": "Nroth"}, "'Nroth': choose from 'North', 'South'. Did you mean 'North'"),
        ({"instrument": "ours"}, "choose from 'own-list', 'trip'"),
    ):
        with pytest.raises(AnalysisError, match=message):
            two.select(**asked)


def test_a_part_of_the_trust_has_nothing_of_what_was_published_of_the_whole(two):
    published = replace(two, published=(PublishedYear(2024, "2025-01-01", "{}"),))
    assert published.select(service_lines="North").published == ()
    assert published.select(instrument="trip").published == published.published


def test_returns_are_passed_on_to_a_function(two):
    assert two.pipe(lambda returns, *, year: (len(returns.years), year), year=2025) == (2, 2025)
