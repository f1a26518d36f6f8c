"""The mark on documents that this package has written, so that none is read as a team's return.

It is the category in a document's properties, which people's programs keep when they save it.
"""

from __future__ import annotations

from typing import Final, Protocol

OWN_MARK: Final = "Written by trip_analytics"

# The same of a form that it wrote to be filled in, which is a return once somebody has.
BLANK_FORM_MARK: Final = "Blank form of trip_analytics"

# How the tidy tables and the import log begin as CSV files, which have no properties.
TABLE_BEGINS: Final = b"return_id,"
LOG_BEGINS: Final = b"severity,kind,source_file,sheet,cell,"


class _Properties(Protocol):
    category: str | None


def mark_as_own(properties: _Properties) -> None:
    """Mark a workbook or a Word document, whose properties these are."""
    properties.category = OWN_MARK


def mark_as_blank_form(properties: _Properties) -> None:
    """Mark a form to be filled in, whose properties these are."""
    properties.category = BLANK_FORM_MARK


def is_blank_form(properties: bytes) -> bool:
    """Whether the mark of a form to be filled in is in a file's properties."""
    return BLANK_FORM_MARK.encode() in properties


def is_own(properties: bytes) -> bool:
    """Whether the mark is in a file's properties, or a table's titles at its beginning."""
    begins = properties.removeprefix(b"\xef\xbb\xbf")
    return OWN_MARK.encode() in properties or begins.startswith((TABLE_BEGINS, LOG_BEGINS))
