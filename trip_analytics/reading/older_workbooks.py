"""Workbooks of other formats (.xls, .xlsb, .ods), as far as python-calamine gives them."""

from __future__ import annotations

from trip_analytics.reading.document import Document
from trip_analytics.reading.refusals import refusal


def read_older_workbook(what: str, data: bytes) -> Document:
    """Not read yet."""
    raise refusal(what)
