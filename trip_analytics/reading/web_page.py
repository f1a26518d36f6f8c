"""The tables of a web page."""

from __future__ import annotations

from trip_analytics.reading.document import Document
from trip_analytics.reading.refusals import refusal


def read_web_page(data: bytes) -> Document:
    """Not read yet."""
    raise refusal("html")
