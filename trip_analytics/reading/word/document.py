"""A Word document as one sheet: its tables and paragraphs, in the order they stand."""

from __future__ import annotations

from trip_analytics.reading.archive import Archive
from trip_analytics.reading.document import Document
from trip_analytics.reading.refusals import refusal


def read_word(archive: Archive) -> Document:
    """Not read yet."""
    raise refusal("docx")
