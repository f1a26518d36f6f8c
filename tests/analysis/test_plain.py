"""Tables in numpy's types say the same as before, and other libraries take them."""

import numpy as np
import pandas as pd
import pytest

import trip_analytics as ta
from trip_analytics.errors import AnalysisError

RATINGS = pd.DataFrame(
    {
        "team": ["Ash", "Ash", "Elm", "Elm"],
        "year": [2024, 2025, 2024, 2025],
        "item_id": ["shared-safety", "choices", "shared-safety", "choices"],
        "rating": [4, None, 2, 5],
    }
)


@pytest.fixture(scope="module")
def returns():
    return ta.Returns.from_tables(ratings=RATINGS)


def test_whole_numbers_do_not_wrap_round(returns):
    assert (returns.ratings["rating"] * 100).tolist() == [400, pd.NA, 200, 500]


def test_a_tidy_table_becomes_one_of_numpy_types(returns):
    plain = ta.plain(returns.ratings)
    assert list(plain) == list(returns.ratings)
    assert plain["rating"].dtype == np.float64
    assert plain["rating"].mean() == pytest.approx(11 / 3)
    assert plain["year"].dtype == np.int64
    assert plain["team"].tolist() == ["Ash", "Ash", "Elm", "Elm"]
    assert plain.loc[0, "comment"] is None
    assert not any(pd.api.types.is_extension_array_dtype(plain[name]) for name in ("team", "year"))


def test_practices_and_states_are_in_order(returns):
    plain = ta.plain(returns.ratings)
    assert plain["item_id"].cat.categories.tolist() == ["shared-safety", "choices"]
    assert (plain["item_id"] < "choices").tolist() == [True, False, True, False]
    assert plain["state"].cat.categories.tolist()[0] == "rated"


def test_ratings_without_a_gap_are_of_the_same_type(returns):
    assert ta.plain(returns.ratings.dropna(subset="rating"))["rating"].dtype == np.float64


def test_years_are_numbers_or_an_axis_of_whole_years(returns):
    years = ta.plain(returns.ratings.iloc[::-1], axes=["year"])["year"]
    assert years.cat.ordered
    assert years.cat.categories.tolist() == [2024, 2025]


def test_a_result_becomes_one_of_numpy_types(returns):
    plain = ta.plain(ta.practice_profile(returns, year=2025))
    assert plain["mean"].dtype == np.float64
    assert plain["teams"].dtype == np.int64
    assert plain["practice"].cat.ordered


def test_yes_and_no_with_gaps_are_one_and_zero():
    table = pd.DataFrame({"has_lead": pd.array([True, None, False], "boolean")})
    assert ta.plain(table)["has_lead"].tolist()[::2] == [1.0, 0.0]
    assert ta.plain(table.dropna())["has_lead"].dtype == np.bool_


def test_an_axis_that_the_table_lacks_is_named(returns):
    with pytest.raises(AnalysisError, match=r"no column 'when' for an axis: name one of return_id"):
        ta.plain(returns.ratings, axes=["when"])
