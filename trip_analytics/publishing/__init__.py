"""Where both halves meet: write the report of returns, publish it from a store, withdraw it."""

from trip_analytics.publishing.packs import PacksWritten, write_packs
from trip_analytics.publishing.publications import (
    list_publications,
    publications_in_words,
    withdraw_publication,
)
from trip_analytics.publishing.report import (
    PublishedReport,
    WrittenReport,
    publish_report,
    with_template,
    write_report,
    write_requested,
)

__all__ = [
    "PacksWritten",
    "PublishedReport",
    "WrittenReport",
    "list_publications",
    "publications_in_words",
    "publish_report",
    "with_template",
    "withdraw_publication",
    "write_packs",
    "write_report",
    "write_requested",
]
