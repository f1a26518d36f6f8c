"""Texts as they are compared: in plain quotes, digits and spaces."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"'}
    | dict.fromkeys("–—‐‑‒―−", "-")
    # What takes no room: soft hyphens, joiners, marks of direction, a keycap's frame.
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufe0e\ufe0f\u20e3", "")
)
_NUMBERING = re.compile(
    r"^\s*[•▪●*-]?\s*\(?(?:challenge|statement|question|practice|item|part|no\.?|q\.?|s)?\s*"
    r"(?:\d\.)?(\d{1,2})(?:\s*[.):\-–]+\s*(?=[^\s\d])|\s+(?=\D))",
    re.I,
)
_LETTERING = re.compile(r"^\s*\(?[a-l][.)]\s+(?=\S)|^\s*[•▪●*-]\s+(?=\S)", re.I)


@lru_cache(maxsize=20_000)
def tidy(text: str) -> str:
    r"""A text in plain quotes, dashes and spaces, as people mean it.

    Examples
    --------
    >>> tidy("Ash\u200b  Ward – ‘A’")
    "Ash Ward - 'A'"
    """
    if text.isascii():
        return " ".join(text.split())
    return " ".join(unicodedata.normalize("NFKC", text).translate(_QUOTES).split())


@lru_cache(maxsize=20_000)
def normalise(text: str) -> str:
    """A text for comparing: lower case letters and digits with single spaces."""
    folded = re.sub(r"[^\w\s]", " ", tidy(text).casefold().replace("&", " and ").replace("'", ""))
    return " ".join(folded.split())


def without_number(text: str) -> tuple[str, int | None]:
    """A line without the number printed before it, and that number.

    Examples
    --------
    >>> without_number("Q3. We listen"), without_number("c) We listen")
    (('We listen', 3), ('We listen', None))
    """
    found = _NUMBERING.match(text)
    if found:
        return text[found.end() :], int(found.group(1))
    return _LETTERING.sub("", text, count=1), None


def in_plain_digits(text: str) -> str:
    """A text with digits of every kind as 0 to 9, those in circles in brackets.

    Examples
    --------
    >>> in_plain_digits("٣ ④ ４")
    '3 (4) 4'
    """
    if text.isascii():
        return text
    return "".join(_plain_digit(character) for character in text)


def _plain_digit(character: str) -> str:
    if character.isascii() or (digit := unicodedata.digit(character, None)) is None:
        return character
    circled = "CIRCLED" in unicodedata.name(character, "")
    return f"({digit})" if circled else str(digit)


@lru_cache(maxsize=20_000)
def plain_line(text: str) -> str:
    """A text as one line in lower case with plain digits, to be compared.

    Examples
    --------
    >>> plain_line(" Four\u200b ")
    'four'
    """
    return tidy(in_plain_digits(text)).casefold()
