"""What forms call things, as data: one file for each kind of thing, one entry for each concept."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

_ANY_NUMBER: Final = re.compile(r"\d+(?:st|nd|rd|th)?|q\d")


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that forms name in many words.

    Attributes
    ----------
    name : str
    words : pattern
        Whether a text holds some of its own words.
    settings : mapping
        What else its entry says.
    """

    name: str
    words: re.Pattern[str]
    settings: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The concepts of one file, and the settings that they share."""

    concepts: tuple[Concept, ...]
    settings: dict[str, Any]


def phrases(words: Sequence[str]) -> re.Pattern[str]:
    """A pattern of whole words, the longest phrases first.

    Examples
    --------
    >>> phrases(["last", "last year"]).sub("-", "last year at last")
    '- at -'
    """
    longest_first = sorted(words, key=lambda word: (-word.count(" "), -len(word), word))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})\b")


@lru_cache
def vocabulary(name: str) -> Vocabulary:
    """The words of one file of this folder."""
    text = (files(__package__) / f"{name}.toml").read_text(encoding="utf-8")
    settings: dict[str, Any] = tomllib.loads(text)
    entries = {key: settings.pop(key) for key in list(settings) if isinstance(settings[key], dict)}
    concepts = tuple(
        Concept(key, phrases(entry.pop("words")), entry) for key, entry in entries.items()
    )
    return Vocabulary(concepts, settings)


def without_numbers(text: str) -> str:
    """A normalised text without the numbers and years in it.

    Examples
    --------
    >>> without_numbers("average 2025 26")
    'average'
    """
    return " ".join(word for word in text.split() if not _ANY_NUMBER.fullmatch(word))
