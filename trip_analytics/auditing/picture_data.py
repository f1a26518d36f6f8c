"""Words that stand in a picture's file beside the picture."""

from __future__ import annotations

from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
_PNG_WORDS = {b"tEXt", b"zTXt", b"iTXt"}
# Which program drew it tells nobody's answers.
_HARMLESS = b"Software\0"
_EXIF, _COMMENT, _START_OF_PICTURE = 0xE1, 0xFE, 0xDA


def is_picture(data: bytes) -> bool:
    """Whether a file is a picture whose parts are known."""
    return data.startswith((_PNG, _JPEG))


def words_in_picture(data: bytes) -> tuple[str, ...]:
    """What a PNG or JPEG holds beside the picture: ``text`` or ``camera data``.

    Examples
    --------
    >>> words_in_picture(b"no picture at all")
    ()
    """
    if data.startswith(_PNG):
        return tuple(dict.fromkeys(_in_png(data)))
    if data.startswith(_JPEG):
        return tuple(dict.fromkeys(_in_jpeg(data)))
    return ()


def _in_png(data: bytes) -> Iterator[str]:
    at = len(_PNG)
    while at + 8 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        kind, content = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        if kind in _PNG_WORDS and not content.startswith(_HARMLESS):
            yield "text"
        elif kind == b"eXIf":
            yield "camera data"
        at += 12 + length


def _in_jpeg(data: bytes) -> Iterator[str]:
    at = len(_JPEG)
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != _START_OF_PICTURE:
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at + 1] == _EXIF:
            yield "camera data"
        elif data[at + 1] == _COMMENT:
            yield "text"
        at += 2 + length
