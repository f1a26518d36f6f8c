"""OpenDocument workbooks (.ods, and .ots templates) into located cells.

Calamine reads them too. But what must be known before it may (that a cell in the last
corner or a repeated row is not laid out in full) and what it leaves out (errors, notes,
how things look, text as shown) takes a reading of the whole content, which then has
the values as well.
"""

from __future__ import annotations

import io
from typing import Final

from trip_analytics.reading.archive import Archive
from trip_analytics.reading.document import Document
from trip_analytics.reading.open_document.ods_names import OpenStream
from trip_analytics.reading.open_document.ods_sheets import TableReader
from trip_analytics.reading.open_document.ods_styles import Styles
from trip_analytics.reading.refusals import refusal

_MANIFEST: Final = "META-INF/manifest.xml"


def read_open_document(data: bytes) -> Document:
    """The cells of every sheet, hidden ones included.

    Raises
    ------
    UnreadableFile
        The workbook is damaged, protected by a password, or holds more than any form does.
    """
    archive = Archive(io.BytesIO(data))
    # Only looked at for one word: old ones declare a document type.
    if _MANIFEST in archive and b"encryption-data" in archive.read(_MANIFEST):
        raise refusal("password")
    styles = Styles()
    if "styles.xml" in archive:
        stream = OpenStream()
        styles.listen_to(stream)
        with archive.open("styles.xml") as part:
            stream.read(part)
    reader = TableReader(styles)
    with archive.open("content.xml") as part:
        reader.read(part)
    return Document(tuple(reader.sheets))
