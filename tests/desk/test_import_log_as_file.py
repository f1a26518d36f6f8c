"""The import log as a file."""

import csv

import openpyxl
import pandas as pd
import pytest

from trip_analytics.desk.export_tables import check_log_file, write_log
from trip_analytics.errors import OutputError
from trip_analytics.tables import TABLES, frame

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
