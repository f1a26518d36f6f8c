import pandas as pd
import pytest

from trip_analytics.errors import TableError
from trip_analytics.returns import Returns
from trip_analytics.tables import TABLES


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
