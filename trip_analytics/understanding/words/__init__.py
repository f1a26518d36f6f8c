r"""What forms call things, as data: a file for each kind of thing, an entry for each concept.

An entry says what a text holds that speaks of the concept: ``words`` anywhere in it, ``parts``
within a word too, ``begins`` and ``ends`` where they are there, ``whole`` where they are all of
it. Words are written in lower case and found in any. In them ``(a|b)`` is either, ``s?`` and
``(the )?`` may be missing, and ``{concept}`` or ``{file.concept}`` are the words of another entry;
anything else that has a meaning in a regular expression has it here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Final

_ANY_NUMBER: Final = re.compile(r"\d+(?:st|nd|rd|th)?|q\d")
_GROUP: Final = re.compile(r"(?<!\\)\((?!\?)")
_REFERENCE: Final = re.compile(r"\{([a-z_]+\.)?([a-z][a-z_-]*)\}")
# How the words under each key are found.
_FOUND: Final = {
    "words": r"\b(?:{})\b",
    "parts": r"(?:{})",
    "begins": r"^(?:{})\b",
    "ends": r"\b(?:{})$",
    "whole": r"^(?:{})$",
}


@dataclass(frozen=True, eq=False)
class Concept:
    """One thing that forms name in many words.

    Attributes
    ----------
    name : str
    entry : mapping
        What its file says of it.
    """

    name: str
    entry: Mapping[str, Any]
    _of: Vocabulary = field(repr=False, compare=False)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds what speaks of it in a text."""
        found = [
            template.format(self._of.alternatives(self.entry[key]))
            for key, template in _FOUND.items()
            if key in self.entry
        ]
        return re.compile("|".join(found), re.IGNORECASE)

    def search(self, text: str) -> re.Match[str] | None:
        """The first of its words in a text."""
        return self.pattern.search(text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The text, where it is one of its words and nothing else."""
        return self.pattern.fullmatch(text)


@dataclass(frozen=True, eq=False)
class Vocabulary(Mapping[str, Concept]):
    """The concepts of one file, and the settings that they share."""

    file: str
    entries: Mapping[str, Any] = field(repr=False)

    @cached_property
    def _concepts(self) -> dict[str, Concept]:
        return {
            name: Concept(name, entry, self)
            for name, entry in self.entries.items()
            if isinstance(entry, dict)
        }

    def __getitem__(self, name: str) -> Concept:
        return self._concepts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._concepts)

    def __len__(self) -> int:
        return len(self._concepts)

    def pattern(self, grammar: str) -> re.Pattern[str]:
        """A pattern of the code's, in which ``{concept}`` are words of this file."""
        return re.compile(self._with_references(grammar), re.IGNORECASE)

    def alternatives(self, words: Sequence[str]) -> str:
        """Words as one pattern, the longest first."""
        longest_first = sorted(words, key=lambda word: (-word.count(" "), -len(word), word))
        plain = (_GROUP.sub("(?:", word) for word in longest_first)
        return "|".join(map(self._with_references, plain))

    def _with_references(self, pattern: str) -> str:
        return _REFERENCE.sub(self._referred, pattern)

    def _referred(self, found: re.Match[str]) -> str:
        own = vocabulary(found[1][:-1]) if found[1] else self
        entry = own.entries[found[2]]
        words = entry if isinstance(entry, list) else [
            word for key in _FOUND for word in entry.get(key, ())
        ]  # fmt: skip
        return f"(?:{own.alternatives(words)})"


@cache
def vocabulary(file: str) -> Vocabulary:
    """The words of one file of this folder.

    Examples
    --------
    >>> fields = vocabulary("fields")
    >>> bool(fields["team"].fullmatch("Name of team / ward")), "team" in fields
    (True, True)
    """
    text = (files(__package__) / f"{file}.toml").read_text(encoding="utf-8")
    return Vocabulary(file, tomllib.loads(text))


def word_set(file: str, name: str) -> frozenset[str]:
    """The words of an entry as a set, for texts that are compared word by word."""
    entry: Any = vocabulary(file).entries[name]
    return frozenset(entry if isinstance(entry, list) else entry["words"])


def without_numbers(text: str) -> str:
    """A normalised text without the numbers and years in it.

    Examples
    --------
    >>> without_numbers("average 2025 26")
    'average'
    """
    return " ".join(word for word in text.split() if not _ANY_NUMBER.fullmatch(word))
