"""A trust's logo, colour and Word file: whether a report can have them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

LARGEST_LOGO: Final = 1_000_000  # bytes
WIDEST_LOGO: Final = 5000  # points of the picture
CONTRAST: Final = 4.5  # of white text on the colour, as WCAG 2.2 AA asks of ordinary text

_IMAGES: Final = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
_COLOUR: Final = re.compile(r"#?[0-9a-fA-F]{6}")


class MistakeError(Exception):
    """What is wrong with one value, and what to write instead."""


@dataclass(frozen=True, slots=True, eq=False)
class Logo:
    """A picture for the head of a report, and the words that a screen reader says for it."""

    content: bytes = field(repr=False)
    media_type: str
    alt: str
    path: Path


def usable_picture(place: Path) -> tuple[bytes, str]:
    """The content of a picture, and what kind it is.

    Raises MistakeError: it is not there, too large, not whole, or of a kind that not every document
    can show.
    """
    try:
        content = place.read_bytes()
    except OSError:
        raise MistakeError(
            f"there is no file {str(place)!r}: put the picture beside the settings, or write "
            "where it is"
        ) from None
    if len(content) > LARGEST_LOGO:
        size = f"{len(content) / 1e6:.1f} MB"
        raise MistakeError(f"{place.name} has {size}: save a picture of at most 1 MB")
    kinds = (kind for head, kind in _IMAGES.items() if content.startswith(head))
    media_type = next(kinds, None)
    if media_type is None or not _can_be_shown(content):
        raise MistakeError(f"{place.name} is no PNG or JPEG picture: save it as one of these")
    return content, media_type


def _can_be_shown(content: bytes) -> bool:
    """Whether a picture is whole, and no larger than any screen."""
    from PIL import Image

    try:
        with Image.open(BytesIO(content)) as picture:
            return max(picture.size) <= WIDEST_LOGO and picture.load() is not None
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False


def usable_colour(text: str) -> str:
    """A colour as ``#005EB8``, on which white text can be read.

    Raises MistakeError: it is no colour, or too pale.

    Examples
    --------
    >>> usable_colour("005eb8")
    '#005EB8'
    """
    if not _COLOUR.fullmatch(text):
        raise MistakeError('write the colour as "#" and six digits or letters: "#005EB8"')
    colour = f"#{text.removeprefix('#').upper()}"
    if (contrast := contrast_with_white(colour)) < CONTRAST:
        raise MistakeError(
            f"{colour} is too pale: its contrast with white is {contrast:.1f} to 1, and it "
            f"takes {CONTRAST} to 1 to be read; {darkened(colour)} is dark enough"
        )
    return colour


def contrast_with_white(colour: str) -> float:
    """The contrast of a colour with white, as WCAG 2.2 defines it (1 to 21).

    Examples
    --------
    >>> round(contrast_with_white("#005EB8"), 1), contrast_with_white("#FFFFFF")
    (6.4, 1.0)
    """
    return 1.05 / (luminance(colour) + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of a colour (0-1), as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def darkened(colour: str, contrast: float = CONTRAST) -> str:
    """The same hue, as dark as it takes for so much contrast with white."""
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    for percent in range(100, -1, -1):
        darker = "#" + "".join(f"{part * percent // 100:02X}" for part in parts)
        if contrast_with_white(darker) >= contrast:
            return darker
    return "#000000"


@dataclass(frozen=True, slots=True, eq=False)
class WordTemplate:
    """A trust's own Word file: its content as a document (.docx), and where it is."""

    content: bytes = field(repr=False)
    path: Path


LARGEST_TEMPLATE: Final = 10_000_000  # bytes, packed
LARGEST_UNPACKED: Final = 100_000_000

_OLE: Final = b"\xd0\xcf\x11\xe0"
_TYPES: Final = "[Content_Types].xml"
_OF_TEMPLATE: Final = b"wordprocessingml.template.main+xml"
_OF_DOCUMENT: Final = b"wordprocessingml.document.main+xml"


def usable_template(place: Path) -> WordTemplate:
    """A trust's own Word file, a template (.dotx) as a document (.docx).

    Raises MistakeError: it is not there, too large, no Word file of today's kind, or holds macros.
    """
    try:
        content = place.read_bytes()
    except OSError:
        raise MistakeError(f"there is no file {str(place)!r}: check its name") from None
    if len(content) > LARGEST_TEMPLATE:
        size = f"{len(content) / 1e6:.0f} MB"
        raise MistakeError(f"{place.name} has {size}: save a Word file of at most 10 MB")
    if content.startswith(_OLE):
        raise MistakeError(
            f"{place.name} is of an old kind or has a password: open it in Word and save it as "
            ".docx without a password"
        )
    try:
        with ZipFile(BytesIO(content)) as packed:
            return WordTemplate(_as_document(packed, place.name), place)
    except (BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError):
        raise MistakeError(_no_word_file(place.name)) from None


def _as_document(packed: ZipFile, name: str) -> bytes:
    if sum(part.file_size for part in packed.infolist()) > LARGEST_UNPACKED:
        raise MistakeError(f"{name} is far larger than it seems: choose another Word file")
    parts = {part: packed.read(part) for part in packed.namelist()}
    types = parts.get(_TYPES, b"")
    if b"macroEnabled" in types or any(part.endswith("vbaProject.bin") for part in parts):
        raise MistakeError(f"{name} holds macros: save it in Word as .docx, which leaves them out")
    if _OF_TEMPLATE not in types and _OF_DOCUMENT not in types:
        raise MistakeError(_no_word_file(name))
    parts[_TYPES] = types.replace(_OF_TEMPLATE, _OF_DOCUMENT)
    saved = BytesIO()
    with ZipFile(saved, "w", ZIP_DEFLATED) as written:
        for part, content in parts.items():
            written.writestr(ZipInfo(part), content, ZIP_DEFLATED)
    content = saved.getvalue()
    if not _can_be_opened(content):
        raise MistakeError(_no_word_file(name))
    return content


def _can_be_opened(content: bytes) -> bool:
    import docx
    from lxml.etree import LxmlError

    try:
        document = docx.Document(BytesIO(content))
        return document.element.body is not None and len(document.styles) > 0
    except (LxmlError, KeyError, ValueError, AttributeError, TypeError):
        return False


def _no_word_file(name: str) -> str:
    return f"{name} cannot be read as a Word file: open it in Word and save it as .docx or .dotx"
