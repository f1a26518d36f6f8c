"""A team's priorities for action, in whatever layout: tables, blocks, lists."""

from __future__ import annotations

from collections.abc import Iterator

from trip_analytics.understanding.page import Page
from trip_analytics.understanding.priority_blocks import find_blocks
from trip_analytics.understanding.priority_records import Row, Section, log_names, rows_of
from trip_analytics.understanding.priority_tables import find_tables


def read_priorities(page: Page) -> list[Row]:
    """Every priority on a page, a row for each that says what it is or what is to be done.

    Returns
    -------
    list of dict
        Rows of the table ``priorities``, but for whose return it is and what they are about.
        Every cell of the sections is taken, for a row or for the log.
    """
    return [row for section in _sections(page) for row in rows_of(page, section)]


def has_priorities(page: Page) -> bool:
    """Whether a page holds priorities that somebody wrote something for."""
    return any(record.parts for section in _sections(page) for record in section.records)


def log_names_of_leads(page: Page) -> None:
    """Account for the names of leads on a page without keeping them."""
    for section in _sections(page):
        log_names(page, section)


def _sections(page: Page) -> Iterator[Section]:
    # One after the other: what a section takes is not found again in another layout.
    yield from find_tables(page)
    yield from find_blocks(page)
