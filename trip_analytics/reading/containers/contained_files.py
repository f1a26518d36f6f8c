"""The files in an archive or an e-mail, and an e-mail's own text as one of them."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from trip_analytics.reading.archive import MEGABYTE

LARGEST: Final = 50 * MEGABYTE  # of one file, as on a disk
MOST_FILES: Final = 10_000
LONGEST_LABEL: Final = 240  # a name in a zip may have 65,535 letters

_DRIVE = re.compile(r"[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file within another."""

    name: str
    """With the folders it is in, ``/`` between them. As :class:`Folder` lists it, a label that no
    other file in there has; as its reader found it, the name that it was given."""
    content: Callable[[], bytes] = field(repr=False)
    """Raises UnreadableFile if this one file cannot be read."""
    modified: float | None = None
    """When it was last changed, in seconds since 1970, where that is known."""
    covering: bool = False
    """It is part of the e-mail itself (its text, a picture in it, a signature), not something
    attached."""


def labels(names: Iterable[str]) -> list[str]:
    r"""Names as labels: each relative, without steps upwards, not empty, and used once.

    Examples
    --------
    >>> labels(["../../Ash\\ward.xlsx", "C:/Ash/ward.xlsx", "/"])
    ['Ash/ward.xlsx', 'Ash/ward (2).xlsx', 'file 3']
    """
    given: list[str] = []
    taken: set[str] = set()
    namesakes: dict[str, int] = {}
    for position, name in enumerate(names, 1):
        plain = label = _plain(name) or f"file {position}"
        while label in taken:
            namesakes[plain] = namesakes.get(plain, 1) + 1
            label = _numbered(plain, namesakes[plain])
        taken.add(label)
        given.append(label)
    return given


def _plain(name: str) -> str:
    """A name as a relative path of letters that can be printed."""
    # A Mac sends é as an e and an accent.
    composed = unicodedata.normalize("NFC", _cut(name, 4 * LONGEST_LABEL))
    printed = "".join(
        letter if letter.isprintable() else " " if letter.isspace() else "" for letter in composed
    )
    parts = (_without_drive(part.strip()) for part in printed.replace("\\", "/").split("/"))
    path = "/".join(part for part in parts if part not in ("", ".", ".."))
    return _cut(path, LONGEST_LABEL)


def _cut(name: str, longest: int) -> str:
    """A name's beginning and end, if it is very long."""
    half = longest // 2
    return name if len(name) <= longest else f"{name[:half]}…{name[-half:]}"


def _without_drive(part: str) -> str:
    while drive := _DRIVE.match(part):
        part = part[drive.end() :].lstrip()
    return part


def _numbered(label: str, number: int) -> str:
    folder, slash, name = label.rpartition("/")
    stem, dot, extension = name.rpartition(".")
    if not stem:  # no extension, or nothing but one
        return f"{label} ({number})"
    return f"{folder}{slash}{stem} ({number}){dot}{extension}"


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
