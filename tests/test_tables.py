import pandas as pd
import pytest

from trip_analytics.errors import TableError
from trip_analytics.returns import Returns
from trip_analytics.tables.check import check, frame
from trip_analytics.tables.columns import TABLES


def test_a_table_is_put_into_its_order_and_types():
    given = pd.DataFrame({"asset": ["Guitar"], "year": ["2025"], "return_id": ["a"], "mine": [1]})
    checked = check("assets", given.astype({"year": int}))
    assert list(checked.columns) == [column.name for column in TABLES["assets"]]
    assert checked.dtypes.astype(str).to_dict()["year"] == "Int64"
    assert checked["category"].isna().all()


def test_every_problem_of_a_table_is_said_at_once():
    wrong = pd.DataFrame({"year": [25], "item_id": ["choices"], "rating": [6], "state": ["maybe"]})
    with pytest.raises(TableError) as refusal:
        check("ratings", wrong)
    message = str(refusal.value)
    for problem in (
        "return_id is missing",
        "year must be",
        "state must be",
    ):
        assert problem in message
    assert "maybe" not in message  # a cell's text stays out of messages


def test_rows_without_a_column_leave_it_empty():
    table = frame(TABLES["priorities"], [{"return_id": "a", "year": 2025, "staff_lead": True}])
    assert table.loc[0, "staff_lead"]
    assert table.drop(columns=["return_id", "year", "staff_lead"]).isna().all(axis=None)


def test_a_month_is_its_first_day_and_figures_are_numbers():
    given = {"indicator": ["Falls"] * 2, "month": ["2024-03", "2024-04-30"], "value": [1, 2.5]}
    indicators = Returns.from_tables(indicators=pd.DataFrame(given)).indicators
    assert indicators["month"].tolist() == [pd.Timestamp(2024, 3, 1), pd.Timestamp(2024, 4, 1)]
    assert indicators["team"].isna().all()
    for value, said in (("many", "must hold numbers"), (float("inf"), "1 rows are infinite")):
        with pytest.raises(TableError, match=said):
            Returns.from_tables(indicators=pd.DataFrame({**given, "value": [1, value]}))
    with pytest.raises(TableError, match="value is empty in 1 rows"):
        Returns.from_tables(indicators=pd.DataFrame({**given, "value": [1, None]}))


def test_a_table_of_innovations_needs_no_ids():
    given = pd.DataFrame({"team": ["Ash"], "innovation": "peer workers"})
    innovations = Returns.from_tables(innovations=given).innovations
    assert innovations["team_id"].tolist() == ["Ash"]
    assert innovations["introduced"].isna().all()
