"""OpenDocument workbooks (.ods)."""

from __future__ import annotations

from trip_analytics.reading.document import Document
from trip_analytics.reading.refusals import refusal


def read_open_document(_data: bytes) -> Document:
    """Not read yet."""
    raise refusal("ods")
