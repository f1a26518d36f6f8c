"""Bytes into text, where nothing says for certain how it was encoded."""

from __future__ import annotations

import codecs
import re
from typing import Final

from trip_analytics.reading.refusals import UnreadableFile

LARGEST_TEXT: Final = 16 << 20  # bytes; an export of 5,000 respondents takes 5

_MARKS: Final = (  # byte order marks
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Windows leaves five bytes of its Western alphabet undefined, which programs leave as they are.
_WINDOWS: Final = "".join(bytes([n]).decode("cp1252", "ignore") or chr(n) for n in range(256))
_NOT_UTF8: Final = {0xDC00 + n: _WINDOWS[n] for n in range(0x80, 0x100)}
_DECLARABLE: Final = re.compile(r"cp125[0-8]|iso8859-\d+|koi8-[ru]|mac-roman")
_LOOK_AT: Final = 4096


def decoded(data: bytes, declared: str = "") -> str:
    r"""The text of a file in UTF-8, UTF-16 or a Windows alphabet, with or without a mark.

    A byte order mark decides; then what the file declares, if it can be true; then how the
    bytes look. What is not UTF-8 is taken for Windows' Western alphabet: the whole file, or
    single bytes of one mostly in UTF-8. No character is dropped but NUL, which nobody sees.

    Raises UnreadableFile: it is larger than any text that is a form, or UTF-16 that was cut short.

    Examples
    --------
    >>> decoded(b"caf\xe9"), decoded("café".encode()), decoded("café".encode("utf-16-be"))
    ('café', 'café', 'café')
    """
    if len(data) > LARGEST_TEXT:
        raise UnreadableFile("too-large")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _in_unicode(data[len(mark) :], encoding).replace("\0", "")
    encoding = _unmarked_utf16(data) or "utf-8"
    if encoding == "utf-8" and (known := _declared(declared)):
        try:
            return data.decode(known).replace("\0", "")
        except UnicodeDecodeError:
            pass  # it declares what it is not
    return _in_unicode(data, encoding).replace("\0", "")


def _in_unicode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise UnreadableFile("damaged") from error
    text = data.decode("utf-8", "surrogateescape")
    valid = text.encode("utf-8", "ignore").decode("utf-8")
    strange, foreign = len(text) - len(valid), len(valid) - len(valid.encode("ascii", "ignore"))
    if strange > foreign:
        return codecs.charmap_decode(data, "strict", _WINDOWS)[0]
    return text.translate(_NOT_UTF8)


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without its mark: in Western text every other byte is NUL."""
    start = data[:_LOOK_AT]
    even, odd = start[::2].count(0), start[1::2].count(0)
    most, least, which = (odd, even, "utf-16-le") if odd > even else (even, odd, "utf-16-be")
    return which if most * 4 > len(start) and not least else None


def _declared(name: str) -> str | None:
    """The codec for a declared alphabet, if such a declaration can be trusted."""
    try:
        codec = codecs.lookup(name.strip()).name
    except LookupError:
        return None
    if codec in ("iso8859-1", "ascii"):  # browsers take both for Windows' alphabet
        codec = "cp1252"
    return codec if _DECLARABLE.fullmatch(codec) else None
