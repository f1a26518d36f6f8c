"""Sheets as people fill them in, written row by row."""

import datetime as dt

import pytest

from trip_analytics.instruments import built_in_instruments
from trip_analytics.reading import Cell, Document, Sheet
from trip_analytics.understanding import Understanding


def cell_of(row, column, content):
    if isinstance(content, Cell):
        return content
    letters = chr(64 + column)
    address = f"{letters}{row}"
    if isinstance(content, bool):
        return Cell(row, column, address, str(content).upper(), content, "boolean")
    if isinstance(content, dt.date):
        return Cell(row, column, address, content.strftime("%d/%m/%Y"), content, "date")
    if isinstance(content, int | float):
        return Cell(row, column, address, f"{content:g}", content, "number")
    return Cell(row, column, address, content, content, "text")


def sheet_of(rows, name="Sheet1", merged=()):
    cells = {}
    for row, contents in enumerate(rows, start=1):
        for column, content in enumerate(contents, start=1):
            if content is not None and content != "":
                cells[row, column] = cell_of(row, column, content)
    return Sheet(name, cells, tuple(merged))


@pytest.fixture(scope="session")
def understanding():
    return Understanding(built_in_instruments())


@pytest.fixture
def understand(understanding):
    """Understand sheets given as rows; the forms and the log."""

    def of(*sheets):
        document = Document(
            tuple(s if isinstance(s, Sheet) else sheet_of(s, f"Sheet{n}")
                  for n, s in enumerate(sheets, start=1))
        )  # fmt: skip
        return understanding.understand(document, "returns/ash.xlsx")

    return of


@pytest.fixture(scope="session")
def make_cell():
    return lambda content: cell_of(1, 1, content)


@pytest.fixture(scope="session")
def make_sheet():
    return sheet_of
