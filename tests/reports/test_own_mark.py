"""Documents of our own, put among the returns, are no returns: a note each."""

import pandas as pd
import pytest

from tools.forms.cells import form_rows, write_rows
from trip_analytics.desk.comments_workbook import to_workbook as comments
from trip_analytics.desk.export_tables import write_log
from trip_analytics.loading.load_returns import load_returns
from trip_analytics.reports.html import to_html
from trip_analytics.reports.pdf import can_write_pdf, to_pdf
from trip_analytics.reports.word import to_word
from trip_analytics.reports.workbook import to_workbook
from trip_analytics.tables.check import empty
from trip_analytics.tables.columns import TABLES

pytestmark = pytest.mark.usefixtures("without_workers")


def test_every_document_that_is_written_is_known_again(tmp_path, small_report, write_trip):
    columns = ["about", "comment", "looks_like", "quote", "source_file", "sheet", "cell"]
    written = {
        "report.html": to_html(small_report),
        "renamed.docx": to_word(small_report),
        "tables.xlsx": to_workbook(small_report),
        "comments.xlsx": comments(pd.DataFrame(columns=columns), 2025),
    }
    if can_write_pdf():
        written["report.pdf"] = to_pdf(small_report)
    for name, content in written.items():
        (tmp_path / name).write_bytes(content)
    for name in ("log.xlsx", "log.csv"):
        write_log(empty(TABLES["import_log"]), tmp_path / name)
    write_trip(tmp_path / "ash.xlsx")
    returns = load_returns(tmp_path)
    assert returns.returns["source_file"].tolist() == ["ash.xlsx"]
    log = returns.import_log
    told = log[["source_file", "severity", "kind"]].to_numpy().tolist()
    expected = {*written, "log.xlsx", "log.csv"}
    assert sorted(told) == sorted([name, "note", "own-output"] for name in expected)


def test_a_form_that_speaks_of_the_program_is_read(tmp_path, write_trip):
    write_trip(tmp_path / "ash.xlsx", note="Written by trip_analytics")
    assert load_returns(tmp_path).returns["team"].tolist() == ["Ash Ward"]


@pytest.fixture
def write_trip():
    """Write a return of Ash Ward."""

    def write(path, note=None):
        rows = form_rows({"Team": "Ash Ward", "Year": 2025}, [3] * 8)
        write_rows(path, [*rows, [], ["Comments:", note]])

    return write
