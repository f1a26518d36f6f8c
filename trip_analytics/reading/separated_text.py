"""Text files with a character between the columns (.csv, .tsv)."""

from __future__ import annotations

from trip_analytics.reading.document import Document
from trip_analytics.reading.refusals import refusal


def read_separated_text(data: bytes) -> Document:
    """Not read yet."""
    raise refusal("text")
