"""TRIP's other parts: a team's priorities for action, and the assets that it can draw on."""

from __future__ import annotations

from collections.abc import Iterator

from trip_analytics.understanding.assets import has_assets, heads_assets_table
from trip_analytics.understanding.form_page import Page
from trip_analytics.understanding.priorities.priority_blocks import find_blocks
from trip_analytics.understanding.priorities.priority_headings import read_heading
from trip_analytics.understanding.priorities.priority_records import (
    Row,
    Section,
    log_names,
    rows_of,
)
from trip_analytics.understanding.priorities.priority_tables import find_tables
from trip_analytics.understanding.priorities.section_headings import (
    titles_assets,
    titles_priorities,
)


def read_priorities(page: Page) -> list[Row]:
    """Every priority on a page, a row for each that says what it is or what is to be done.

    Rows of the table ``priorities``, except for whose return it is and what they are about. Every
    cell of the sections is taken, for a row or for the log. One that was chosen a year before, of
    which the form says what became, has ``reviewed``.
    """
    return [
        {**row, "reviewed": True} if section.of_last_year else row
        for section in _priorities(page)
        for row in rows_of(page, section)
    ]


def has_sections(page: Page) -> bool:
    """Whether a page holds priorities that somebody wrote something for, or a list of assets."""
    written = (record.parts for section in _priorities(page) for record in section.records)
    return any(written) or has_assets(page)


def heads_section(page: Page, row: int) -> bool:
    """Whether a row is the title of priorities or assets, or holds the headings of their table.

    What is below such a row is no line of the ratings above it.
    """
    cells = page.free(row)
    if not cells:
        return False
    first = cells[0].standing
    titled = len(cells) <= 2 and (titles_priorities(first) or titles_assets(first))
    return titled or heads_assets_table(cells) or read_heading(page, row) is not None


def log_unplaced(page: Page) -> None:
    """Log what is on a page that belongs to none of several forms, except for names."""
    for section in _priorities(page):
        log_names(page, section)
    for cell in page.remaining():
        page.note("unknown-section", cell)


def _priorities(page: Page) -> Iterator[Section]:
    # One after the other: what a section takes is not found again in another layout.
    yield from find_tables(page)
    yield from find_blocks(page)
