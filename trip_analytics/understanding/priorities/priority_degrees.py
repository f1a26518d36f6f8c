"""How much a priority would change and how easy it is, from the words people write for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from trip_analytics.understanding.plain_text import tidy
from trip_analytics.understanding.words import vocabulary

_SAID: Final = vocabulary("sections")
_DEGREES: Final = ("high", "medium", "low")
_OPPOSITE: Final = {"high": "low", "medium": "medium", "low": "high"}
_VERY: Final = "very-"
_OF_EASE: Final = {"easy": "high", "hard": "low"}
_VERY_BEFORE: Final = re.compile(rf"^{_SAID['very'].pattern.pattern}\s+", re.IGNORECASE)
_NUMBER: Final = re.compile(r"(\d{1,2})(?:\s*(?:/|out of)\s*(\d{1,2}))?")
# What parts a degree from words about it: "High - many people have asked for it".
_PARTED: Final = re.compile(r"\s+[-–—]\s+|\s*[:;,.(=]\s*")


@dataclass(frozen=True, slots=True)
class Degree:
    """``very-high`` to ``very-low``, or a number as written; whether words are beside it."""

    degree: str
    beside: bool = False


def read_degree(text: str, *, of_effort: bool = False) -> Degree | None:
    """How high something is; None where the words do not say.

    Much effort is little ease: ``of_effort`` turns a degree round. A number of effort says nothing
    of ease, because its scale is not known.

    Examples
    --------
    >>> read_degree("H").degree, read_degree("Very easy").degree, read_degree("4/5").degree
    ('high', 'very-high', '4/5')
    >>> read_degree("High", of_effort=True).degree, read_degree("Hard", of_effort=True).degree
    ('low', 'low')
    >>> read_degree("People feel listened to") is None
    True
    """
    line = tidy(text).strip(" .!")
    for words in (line, *_PARTED.split(line, maxsplit=1)[:1]):
        if (degree := _degree(words.casefold(), of_effort=of_effort)) is not None:
            return Degree(degree, beside=words != line)
    return None


def _degree(words: str, *, of_effort: bool) -> str | None:
    if number := _NUMBER.fullmatch(words):
        return None if of_effort else "/".join(filter(None, number.groups()))
    rest = " ".join(_SAID["beside_degree"].pattern.sub(" ", words).split())
    plain = _VERY_BEFORE.sub("", rest)
    very = _VERY if plain != rest else ""
    for said, ease in _OF_EASE.items():
        if _SAID[said].fullmatch(plain):
            return f"{very}{ease}"
    found = next((each for each in _DEGREES if _SAID[each].fullmatch(plain)), None)
    if found is None or (very and found == "medium"):
        return None
    return f"{very}{_OPPOSITE[found] if of_effort else found}"
