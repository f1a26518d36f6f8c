"""An e-mail's own text, which people fill forms into too."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import unquote

from trip_analytics.reading.containers.contained_files import LARGEST

LARGEST_MAIL: Final = 2 * LARGEST  # what is attached grows by a third on its way
TEXT: Final = "message.txt"
PAGE: Final = "message.html"

_TABLE = re.compile(rb"<table\b", re.IGNORECASE)
_PICTURE = re.compile(rb"""\bcid:([^"'\s<>)]{1,500})""", re.IGNORECASE)
_TO_BE_SEEN: Final = frozenset({"utf-8", "ascii"})
# Their decoders take time that grows with the square of the text.
_NOT_CHARSETS: Final = frozenset({"punycode", "idna", "unicode-escape", "raw-unicode-escape"})


def worth(body: bytes, *, page: bool) -> int:
    """Which form of the same text to take: a page with a table, plain text, a page; 0 if blank."""
    if not body.removeprefix(codecs.BOM_UTF8).strip():
        return 0
    if not page:
        return 2
    return 3 if _TABLE.search(body) else 1


def pictures_in(pages: Iterable[bytes]) -> set[str]:
    """The pictures that pages show, by their ids in the e-mail."""
    return {
        unquote(found.decode("ascii", "replace"))
        for page in pages
        for found in _PICTURE.findall(page)
    }


def in_utf8(text: bytes, charset: str) -> bytes:
    """Text in a character set as UTF-8 with its mark.

    Unchanged if the set is unknown, or UTF-8, which is often declared and not true: the
    reader of the text will find out.
    """
    try:
        codec = codecs.lookup(charset).name
        if codec in _TO_BE_SEEN or codec in _NOT_CHARSETS:
            return text.rstrip(b"\0")
        return text.decode(codec, "replace").rstrip("\0").encode("utf-8-sig", "replace")
    except (LookupError, ValueError):
        return text
