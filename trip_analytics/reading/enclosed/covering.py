"""An e-mail's own text, which people fill forms into too."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import unquote

from trip_analytics.reading.enclosed.found import LARGEST

LARGEST_MAIL: Final = 2 * LARGEST  # what is attached grows by a third on its way
TEXT: Final = "message.txt"
PAGE: Final = "message.html"

_TABLE = re.compile(rb"<table\b", re.IGNORECASE)
_PICTURE = re.compile(rb"""\bcid:([^"'\s<>)]{1,500})""", re.IGNORECASE)
_NOT_CHARSETS: Final = frozenset({"punycode", "idna", "unicode-escape", "raw-unicode-escape"})


def worth(body: bytes, *, page: bool) -> int:
    """Which form of the same text to take: a page with a table, plain text, another page."""
    if not body.strip():
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
    """Text in a character set as UTF-8 with its mark; as it is, if the set is not known."""
    try:
        if codecs.lookup(charset).name in _NOT_CHARSETS:  # their decoders can take for ever
            return text
        return text.decode(charset, "replace").encode("utf-8-sig", "replace")
    except (LookupError, ValueError):
        return text
