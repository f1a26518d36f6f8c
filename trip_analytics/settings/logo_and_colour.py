"""A trust's logo and colour: whether a report can have them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Final

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

    Raises
    ------
    MistakeError
        It is not there, too large, not whole, or of a kind that not every document can show.
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

    Raises
    ------
    MistakeError
        It is no colour, or too pale.

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
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    luminance = sum(
        share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True)
    )
    return 1.05 / (luminance + 0.05)


def darkened(colour: str, contrast: float = CONTRAST) -> str:
    """The same hue, as dark as it takes for so much contrast with white."""
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    for percent in range(100, -1, -1):
        darker = "#" + "".join(f"{part * percent // 100:02X}" for part in parts)
        if contrast_with_white(darker) >= contrast:
            return darker
    return "#000000"
