"""The log as a lead reads it, and as a file."""

import csv

import openpyxl
import pandas as pd
import pytest

from trip_analytics.errors import OutputError
from trip_analytics.import_log import Entry, Place
from trip_analytics.loading.readable_log import check_log_file, readable, write_log
from trip_analytics.tables import TABLES, frame

FOUND = ["=1+1", "+44 1632", "-", "@home", "\tx", "plain", "bell \x07", None, "x" * 40_000]


def at(kind, cell, file="ash.xlsx", found=None):
    return Entry.of(kind, Place(file, "TRIP", cell), found=found)


def test_errors_come_first_then_warnings_then_notes_each_in_their_order():
    log = [at("other-text", "A1"), at("unknown-column", "B1"), at("not-a-return", None)]
    log += [at("other-text", "A2"), at("not-a-return", None, "b.xlsx")]
    told = [(entry.severity, entry.source_file, entry.cell) for entry in readable(log)]
    assert told == [
        ("error", "ash.xlsx", None),
        ("error", "b.xlsx", None),
        ("warning", "ash.xlsx", "B1"),
        ("note", "ash.xlsx", "A1"),
        ("note", "ash.xlsx", "A2"),
    ]


def test_names_that_are_not_kept_are_one_row_a_form_with_every_cell():
    log = [at("name-not-kept", cell) for cell in ("F20", "F19", "G19", "F21", "F30")]
    log += [at("name-not-kept", "A1", "oak.xlsx"), at("other-text", "A9", found="kept as it is")]
    told = [(entry.kind, entry.source_file, entry.cell) for entry in readable(log)]
    assert told == [
        ("other-text", "ash.xlsx", "A9"),
        ("name-not-kept", "ash.xlsx", "F19:F21, F30, G19"),
        ("name-not-kept", "oak.xlsx", "A1"),
    ]


def test_what_was_found_stays_in_a_row_that_stands_for_several():
    (entry,) = readable([at("computed", "K2", found="3.6"), at("computed", "K3", found="4.1")])
    assert (entry.cell, entry.found) == ("K2:K3", "3.6 | 4.1")


def test_places_in_word_documents_are_listed():
    cells = ("table 2 row 5 column 3", "paragraph 12")
    (entry,) = readable([at("name-not-kept", cell) for cell in cells])
    assert entry.cell == "table 2 row 5 column 3, paragraph 12"


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
