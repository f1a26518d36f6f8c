"""The documents are read back by other means than they were written by, and compared."""

from __future__ import annotations

import io

import docx
import openpyxl
import pytest
from lxml import html

from trip_analytics.reports.html import to_html
from trip_analytics.reports.word import to_word
from trip_analytics.reports.workbook import to_workbook


def in_html(report):
    page = html.fromstring(to_html(report).decode("utf-8"))
    return [
        [[cell.text_content() for cell in row.xpath("th | td")] for row in table.xpath("tbody/tr")]
        for table in page.xpath("//table")
    ]


def in_word(report):
    document = docx.Document(io.BytesIO(to_word(report)))
    return [
        [[cell.text for cell in row.cells] for row in table.rows[1:]] for table in document.tables
    ]


def in_workbook(report):
    workbook = openpyxl.load_workbook(io.BytesIO(to_workbook(report)))
    read = []
    for number in range(1, len(report.tables) + 1):
        sheet = workbook[f"Table {number}"]
        (table,) = sheet.tables.values()
        read.append([[cell.value for cell in row] for row in sheet[table.ref][1:]])
    return read


def figures(text, column):
    """What a workbook should hold for a cell of a document."""
    if column.shows == "text" or text.startswith("["):
        return [text] * (2 if column.ends else 1)
    ends = text.split(" to ")
    if column.ends and len(ends) == 1:
        ends = ends * 2
    return [
        float(end.rstrip("%").replace("−", "-")) / (100 if end.endswith("%") else 1) for end in ends
    ]


@pytest.fixture(scope="module", params=["report", "small_report"])
def any_report(request):
    return request.getfixturevalue(request.param)


def test_web_page_and_word_document_agree_cell_by_cell(any_report):
    assert in_word(any_report) == in_html(any_report)


def test_workbook_agrees_with_the_web_page(any_report):
    for table, page_rows, sheet_rows in zip(
        any_report.tables, in_html(any_report), in_workbook(any_report), strict=True
    ):
        for page_row, sheet_row in zip(page_rows, sheet_rows, strict=True):
            expected = [
                figure
                for text, column in zip(page_row, table.columns, strict=True)
                for figure in figures(text, column)
            ]
            assert sheet_row == [
                pytest.approx(each) if isinstance(each, float) else each for each in expected
            ]
