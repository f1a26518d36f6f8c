"""The tidy tables as files, as other programs read them."""

import csv
import datetime as dt

import duckdb
import openpyxl
import pandas as pd
import pytest

import trip_analytics as ta
from trip_analytics.desk import export_tables as module
from trip_analytics.desk.export_tables import (
    check_log_file,
    export_tables,
    like_formulas,
    write_log,
)
from trip_analytics.documents import OWN_MARK, is_own
from trip_analytics.errors import OutputError
from trip_analytics.tables.check import frame
from trip_analytics.tables.columns import TABLES

TRIP = ta.load_instrument("trip")
WORDS = ["=1+1", "+44", "-", "@home", "007", "3-4", "line\nline", "Tŷ"]


@pytest.fixture(scope="module")
def returns():
    ratings = pd.DataFrame(
        {"team_id": "007", "team": "=Ash", "year": 2025, "item_id": TRIP.item_ids,
         "rating": [1, 2, 3, 4, 5, 1, 2, None], "comment": WORDS}
    )  # fmt: skip
    priorities = pd.DataFrame({"team": "=Ash", "year": [2025], "due": pd.Timestamp("2026-03-01")})
    return ta.Returns.from_tables(ratings=ratings, priorities=priorities.assign(staff_lead=True))


@pytest.mark.parametrize("to", ["csv", "xlsx"])
def test_every_table_is_a_file_of_its_name(returns, tmp_path, to):
    files = export_tables(returns, tmp_path / "tables", to=to)
    assert [file.name for file in files] == [f"{name}.{to}" for name in TABLES]


def test_csv_has_text_as_it_stands(returns, tmp_path):
    export_tables(returns, tmp_path)
    read = pd.read_csv(tmp_path / "ratings.csv", dtype="string")
    assert list(read.columns) == [column.name for column in TABLES["ratings"]]
    assert read["comment"].tolist() == WORDS
    assert read["team_id"].unique().tolist() == ["007"]
    assert is_own((tmp_path / "ratings.csv").read_bytes()[:200])


def test_which_texts_excel_would_take_for_formulas(returns):
    assert like_formulas(returns) == {"returns": 1, "ratings": 12, "priorities": 3}


def test_in_a_workbook_text_is_text_numbers_are_numbers_and_dates_are_dates(returns, tmp_path):
    export_tables(returns, tmp_path, to="xlsx")
    book = openpyxl.load_workbook(tmp_path / "ratings.xlsx")
    titles, *rows = book["ratings"].iter_rows()
    at = {cell.value: number for number, cell in enumerate(titles)}
    assert [row[at["comment"]].value for row in rows] == WORDS
    assert {row[at["comment"]].data_type for row in rows} == {"s"}
    assert [bool(row[at["comment"]].quotePrefix) for row in rows] == [True] * 4 + [False] * 4
    assert rows[0][at["team_id"]].value == "007"
    assert [row[at["rating"]].value for row in rows] == [1, 2, 3, 4, 5, 1, 2, None]
    assert book.properties.category == OWN_MARK
    priorities = openpyxl.load_workbook(tmp_path / "priorities.xlsx")["priorities"]
    titles, row = priorities.iter_rows(values_only=True)
    row = dict(zip(titles, row, strict=True))
    assert (row["due"], row["staff_lead"]) == (pd.Timestamp("2026-03-01"), True)


def test_a_workbook_is_a_table_with_its_titles_in_sight_and_properties(returns, tmp_path):
    export_tables(returns, tmp_path, to="xlsx")
    book = openpyxl.load_workbook(tmp_path / "action_plans.xlsx")
    assert not book["action_plans"].tables  # Excel knows no table without rows
    book = openpyxl.load_workbook(tmp_path / "ratings.xlsx")
    sheet = book["ratings"]
    assert sheet.tables["ratings"].ref == sheet.dimensions
    assert sheet.freeze_panes == "A2"
    assert (book.properties.title, book.properties.language) == ("Ratings", "en-GB")


def test_without_duckdb_a_sentence_says_what_to_install(returns, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "find_spec", lambda _: None)
    with pytest.raises(OutputError, match=r"pip install \"trip-analytics\[scale\]\""):
        export_tables(returns, tmp_path, to="parquet")
    assert not list(tmp_path.iterdir())


def test_parquet_holds_the_same_rows_and_types(returns, tmp_path):
    export_tables(returns, tmp_path, to="parquet")
    assert sorted(path.stem for path in tmp_path.iterdir()) == sorted(TABLES)
    ratings = duckdb.read_parquet(str(tmp_path / "ratings.parquet"))
    types = dict(zip(ratings.columns, map(str, ratings.types), strict=True))
    assert list(types) == [column.name for column in TABLES["ratings"]]
    assert (types["team_id"], types["rating"], types["year"]) == ("VARCHAR", "BIGINT", "BIGINT")
    read = ratings.project("team_id, rating, comment").fetchall()
    assert read == list(zip(["007"] * 8, [1, 2, 3, 4, 5, 1, 2, None], WORDS, strict=True))
    priorities = duckdb.read_parquet(str(tmp_path / "priorities.parquet"))
    assert priorities.project("due::DATE, staff_lead").fetchall() == [(dt.date(2026, 3, 1), True)]


def test_what_no_worksheet_holds_is_refused_in_a_sentence(tmp_path):
    log = pd.DataFrame({"severity": ["note"], "kind": "other-text", "found": "x" * 40_000})
    with pytest.raises(OutputError, match="import_log has more rows, or a longer text"):
        export_tables(ta.Returns.from_tables(import_log=log), tmp_path, to="xlsx")


def test_another_format_is_refused_in_a_sentence(returns, tmp_path):
    with pytest.raises(OutputError, match="csv, parquet, xlsx"):
        export_tables(returns, tmp_path, to="json")


FOUND = ["=1+1", "+44 1632", "-", "@home", "\tx", "plain", "bell \x07", None, "x" * 40_000]


@pytest.fixture
def log():
    columns = TABLES["import_log"]
    about = {"severity": "error", "kind": "unclear-mark", "source_file": "=a.xlsx", "year": 2025}
    return frame(columns, [{**about, "cell": "B5", "found": found} for found in FOUND])


def test_nothing_in_a_workbook_is_a_formula(log, tmp_path):
    write_log(log, tmp_path / "log.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "log.xlsx").active
    titles = [cell.value for cell in sheet[1]]
    assert titles == list(log.columns)
    cells = [row[titles.index("found")] for row in sheet.iter_rows(min_row=2)]
    assert [cell.value for cell in cells[:4]] == FOUND[:4]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert cells[6].value == "bell \ufffd"
    assert cells[7].value is None
    assert len(cells[8].value) == 32_767
    assert sheet["G2"].value == 2025


def test_nothing_in_a_csv_file_is_a_formula(log, tmp_path):
    write_log(log, tmp_path / "log.csv")
    with (tmp_path / "log.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["found"] for row in rows[:6]] == [
        "'=1+1", "'+44 1632", "'-", "'@home", "'\tx", "plain",
    ]  # fmt: skip
    assert rows[0]["source_file"] == "'=a.xlsx"
    assert rows[7]["found"] == ""
    assert rows[0]["year"] == "2025"


def test_places_where_no_log_can_be(tmp_path):
    for path in (tmp_path / "log.pdf", tmp_path / "nowhere" / "log.csv", tmp_path / "log"):
        with pytest.raises(OutputError):
            check_log_file(path)
    (tmp_path / "log.csv").mkdir()
    with pytest.raises(OutputError):
        write_log(pd.DataFrame({"found": []}), tmp_path / "log.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["log.csv"]


def test_tables_of_the_trusts_own_are_written_where_there_are_any(tmp_path):
    figures = pd.DataFrame({"indicator": "Incidents", "month": ["2025-01", "2025-02"], "value": 4})
    returns = ta.Returns.from_tables(indicators=figures)
    written = {path.name: path for path in export_tables(returns, tmp_path)}
    assert "innovations.csv" not in written
    assert "outcomes.csv" not in written
    assert pd.read_csv(written["indicators.csv"])["value"].tolist() == [4, 4]
