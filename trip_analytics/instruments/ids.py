"""Ids made from words."""

from __future__ import annotations

import hashlib
import re
from typing import Final

LONGEST_ID: Final = 48

# Words that make no difference to what a statement is about.
_SMALL: Final = frozenset(
    (
        "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "has", "have", "in", "is",
        "it", "its", "of", "on", "or", "our", "that", "the", "their", "them", "they", "this", "to",
        "us", "we", "who", "with",
    )
)  # fmt: skip


def id_as_named(name: str) -> str:
    """An id with every word of a name that a person gave.

    Examples
    --------
    >>> id_as_named("Our list")
    'our-list'
    >>> id_as_named("A-1")
    'a-1'
    """
    return "-".join(_words(name))


def id_of(text: str) -> str:
    """An id made from words alone, so that it stays when a list grows or is put in another order.

    Examples
    --------
    >>> id_of("We have a garden that is open every day.")
    'garden-open-every-day'
    >>> id_of("People write their care plans themselves and we add what we can offer to them.")
    'people-write-care-plans-themselves-add-9227'
    """
    words = _words(text)
    telling = [word for word in words if word not in _SMALL] or words
    whole = "-".join(telling)
    if len(whole) <= LONGEST_ID:
        return whole
    short = whole[: LONGEST_ID - 5].rpartition("-")[0] or whole[: LONGEST_ID - 5]
    return f"{short}-{hashlib.sha256(' '.join(words).encode()).hexdigest()[:4]}"


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold().replace("'", "").replace("’", ""))
