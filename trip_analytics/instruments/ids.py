"""Ids made from words: of a list, of its statements, and of the columns for their answers."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Final

from trip_analytics.instruments.definition import AnswerColumn

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


def answer_columns(
    headings: Sequence[Sequence[str]], problems: list[str]
) -> tuple[AnswerColumn, ...]:
    """The columns that have these headings, each by its names; the first is the rating.

    Examples
    --------
    >>> [column.perspective for column in answer_columns([["Now", "Today"], ["Wanted"]], [])]
    ['team', 'wanted']
    """
    printed = [heading.casefold() for names in headings for heading in names]
    if len(headings) == 1:
        problems.append("there is only one column for answers: name two, or none of them")
    if len(set(printed)) < len(printed):
        problems.append("two columns for answers have the same heading: give each its own")
    return tuple(
        AnswerColumn("team" if number == 0 else id_of(names[0]), names[0], tuple(names))
        for number, names in enumerate(headings)
        if names
    )
