"""TRIP's other parts: the assets a team can draw on, and its priorities for action."""

from __future__ import annotations

from trip_analytics.import_log import UNKNOWN_SECTION
from trip_analytics.understanding.assets import has_assets, read_assets
from trip_analytics.understanding.page import Page
from trip_analytics.understanding.priorities import (
    has_priorities,
    log_names_of_leads,
    read_priorities,
)

__all__ = ["has_sections", "log_unplaced", "read_assets", "read_priorities"]


def has_sections(page: Page) -> bool:
    """Whether a page holds priorities or a list of assets."""
    return has_priorities(page) or has_assets(page)


def log_unplaced(page: Page) -> None:
    """Log what stands on a page that belongs to none of several forms, but for names."""
    log_names_of_leads(page)
    for cell in page.remaining():
        page.note(UNKNOWN_SECTION, cell)
