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


def test_text_where_numbers_belong_is_refused_in_words():
    with pytest.raises(TableError, match="rating must hold whole numbers"):
        Returns.from_tables(
            ratings=pd.DataFrame(
                {"team": ["Ash"], "year": 2025, "item_id": "x", "rating": ["high"]}
            )
        )


def test_half_a_rating_is_refused():
    with pytest.raises(TableError, match="rating must hold whole numbers"):
        Returns.from_tables(
            ratings=pd.DataFrame({"team": ["Ash"], "year": 2025, "item_id": "x", "rating": [3.5]})
        )


def test_ratings_alone_are_enough():
    ratings = pd.DataFrame(
        {
            "team": ["Ash", "Ash", "Elm"],
            "year": 2025,
            "item_id": ["a", "b", "a"],
            "rating": [4, None, 2],
        }
    )
    returns = Returns.from_tables(ratings=ratings)
    assert returns.ratings["state"].tolist() == ["rated", "not-answered", "rated"]
    assert set(returns.ratings["perspective"]) == {"team"}
    assert returns.returns[["team", "status"]].to_numpy().tolist() == [
        ["Ash", "current"],
        ["Elm", "current"],
    ]
    assert returns.years == (2025,)


def test_an_unknown_table_is_refused():
    with pytest.raises(TableError, match="no table called rating"):
        Returns.from_tables(rating=pd.DataFrame())


def test_nothing_of_what_people_wrote_is_in_the_repr():
    ratings = pd.DataFrame(
        {"team": ["Ash"], "year": 2025, "item_id": "a", "rating": [4], "comment": ["secret"]}
    )
    assert "secret" not in repr(Returns.from_tables(ratings=ratings))


def test_ratings_of_ones_own_list_are_of_no_known_instrument():
    ratings = pd.DataFrame({"team": ["Ash"], "year": 2025, "item_id": "gardening", "rating": [4]})
    assert Returns.from_tables(ratings=ratings).returns["instrument"].tolist() == ["own"]
    known = Returns.from_tables(ratings=ratings.assign(item_id="choices"))
    assert known.returns["instrument"].tolist() == ["trip"]
