"""Publish from a store: with all that was published before in mind, and on its register."""

from trip_analytics.publishing.handed_out import state_handed_out
from trip_analytics.publishing.register import (
    audit_store,
    list_releases,
    publications,
    releases_in_words,
)
from trip_analytics.publishing.report import PublishedReport, publish_report

__all__ = [
    "PublishedReport",
    "audit_store",
    "list_releases",
    "publications",
    "publish_report",
    "releases_in_words",
    "state_handed_out",
]
