"""Releases as people write them by hand, and reports of our own."""

import openpyxl
import pytest

from trip_analytics.reports.html import to_html
from trip_analytics.reports.word import to_word
from trip_analytics.reports.workbook import to_workbook


def write_workbook(path, rows, *, title=None, name="Sheet1", change=None):
    """A workbook with one table; ``change`` alters it before it is saved."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = name
    if title is not None:
        sheet.append([title])
    for row in rows:
        sheet.append(row)
    if change is not None:
        change(book)
    book.save(path)
    return path


@pytest.fixture
def workbook():
    return write_workbook


@pytest.fixture(scope="session")
def documents(report):
    """The three documents of a report, as bytes by name."""
    return {
        "annual-report-2025.html": to_html(report),
        "annual-report-2025.docx": to_word(report),
        "annual-report-2025-tables.xlsx": to_workbook(report),
    }


@pytest.fixture
def written(documents, tmp_path):
    """A folder with them."""
    for name, content in documents.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path
