"""Sheets as people fill them in, written row by row."""

import pytest

from tools.forms.cells import cell_of, page_of, sheet_of
from trip_analytics.instruments import built_in_instruments
from trip_analytics.reading import Document, Sheet
from trip_analytics.understanding import Understanding


def sheet_of_rows(rows, name="Sheet1", merged=()):
    page = page_of(rows, name)
    page.merged += merged
    return sheet_of(page)


@pytest.fixture(scope="session")
def understanding():
    return Understanding(built_in_instruments())


@pytest.fixture
def understand(understanding):
    """Understand sheets given as rows; the forms and the log."""

    def of(*sheets):
        document = Document(
            tuple(s if isinstance(s, Sheet) else sheet_of_rows(s, f"Sheet{n}")
                  for n, s in enumerate(sheets, start=1))
        )  # fmt: skip
        return understanding.understand(document, "returns/ash.xlsx")

    return of


@pytest.fixture(scope="session")
def make_cell():
    return lambda content: cell_of(1, 1, content)


@pytest.fixture(scope="session")
def make_sheet():
    return sheet_of_rows
