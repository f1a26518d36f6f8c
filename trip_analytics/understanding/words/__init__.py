r"""What forms call things, as data: a file for each kind of thing, an entry for each concept.

An entry says what a text holds that speaks of the concept: ``words`` anywhere in it, ``parts``
within a word too, ``begins`` and ``ends`` where they are there, ``whole`` where they are all of
it. Words are written in lower case and found in any. In them ``(a|b)`` is either, ``s?`` and
``(the )?`` may be missing, and ``{concept}`` or ``{file.concept}`` are the words of another entry;
anything else that has a meaning in a regular expression has it here.

A trust's own words (:func:`own_words`) are added to the entries while its forms are read.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import _lru_cache_wrapper, cache, cached_property, lru_cache
from importlib.resources import files
from typing import Any, Final, ParamSpec, TypeVar

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


# Where a trust's own words belong, by what they are words for: the file, the entry, the key in it,
# and how a word is written there.
_LABEL: Final = "({of_the})?({})s?( name)?"
_QUESTION: Final = r"{asks_for}\b.{0,20}\b({})s?\b.{0,60}\W*"
_PLAIN: Final = "({})s?"
_PLACES: Final[Mapping[str, Sequence[tuple[str, str, str, str]]]] = {
    "team": (("fields", "team", "whole", _LABEL), ("headers", "team_question", "whole", _QUESTION)),
    "service_line": (
        ("fields", "service_line", "whole", _LABEL),
        ("headers", "service_line", "words", _PLAIN),
    ),
    "organisation": (("fields", "organisation", "whole", _LABEL),),
    "team_type": (("fields", "team_type", "whole", _LABEL),),
    "year": (("fields", "year", "whole", _LABEL),),
    "date": (("fields", "date", "whole", _LABEL),),
    "rating": (("headers", "rating", "words", _PLAIN), ("headers", "surely", "words", _PLAIN)),
    "comment": (("headers", "comment", "words", _PLAIN), ("fields", "comment", "whole", _PLAIN)),
    "staff": (("people", "staff", "words", _PLAIN),),
    "people_using_services": (("people", "service_user", "words", _PLAIN),),
    "family_and_friends": (("people", "family", "words", _PLAIN),),
}


class _Compiled:
    """Something with a pattern that is made when it is first asked for."""

    made: Final[list[_Compiled]] = []

    def __post_init__(self) -> None:
        self.made.append(self)

    def written(self) -> str:
        """The pattern as a regular expression."""
        raise NotImplementedError

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds what speaks of it in a text."""
        return re.compile(self.written(), re.IGNORECASE)

    def search(self, text: str) -> re.Match[str] | None:
        """The first of its words in a text."""
        return self.pattern.search(text)

    def match(self, text: str) -> re.Match[str] | None:
        """Its words where a text begins with them."""
        return self.pattern.match(text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The text, where it is one of its words and nothing else."""
        return self.pattern.fullmatch(text)


@dataclass(frozen=True, eq=False)
class Concept(_Compiled):
    """One thing that forms name in many words."""

    name: str
    entry: Mapping[str, Any]
    """What its file says of it."""
    _of: Vocabulary = field(repr=False, compare=False)

    def written(self) -> str:
        """All its words as one regular expression."""
        return "|".join(
            template.format(self._of.alternatives(self.entry[key]))
            for key, template in _FOUND.items()
            if key in self.entry
        )


@dataclass(frozen=True, eq=False)
class Grammar(_Compiled):
    """A pattern of the code's, in which ``{concept}`` are words of a file."""

    grammar: str
    _of: Vocabulary = field(repr=False, compare=False)

    def written(self) -> str:
        """The pattern with the words in it."""
        return self._of.with_references(self.grammar)


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

    def pattern(self, grammar: str) -> Grammar:
        """A pattern of the code's, in which ``{concept}`` are words of this file."""
        return Grammar(grammar, self)

    def alternatives(self, words: Sequence[str]) -> str:
        """Words as one pattern, the longest first."""
        longest_first = sorted(words, key=lambda word: (-word.count(" "), -len(word), word))
        plain = (_GROUP.sub("(?:", word) for word in longest_first)
        return "|".join(map(self.with_references, plain))

    def with_references(self, pattern: str) -> str:
        """A pattern with the words of each entry that it refers to."""
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


# The concepts of each file to which words of a trust's own are added now.
_extended: Final[dict[str, set[str]]] = {}
_Given = ParamSpec("_Given")
_Said = TypeVar("_Said")
_remembering: Final[list[_lru_cache_wrapper[Any]]] = []


def remembered(function: Callable[_Given, _Said]) -> Callable[_Given, _Said]:
    """Remember what a function says of each text, until other words are used."""
    remembers = lru_cache(maxsize=20_000)(function)
    _remembering.append(remembers)
    return remembers  # type: ignore[return-value] # which is called in the same way


@contextmanager
def own_words(words: Mapping[str, Sequence[str]]) -> Iterator[None]:
    """Read forms by a trust's own words too, by what they are words for; until the block ends.

    Examples
    --------
    >>> service_line = vocabulary("fields")["service_line"]
    >>> with own_words({"service_line": ["Locality"]}):
    ...     bool(service_line.fullmatch("Name of locality"))
    True
    >>> bool(service_line.fullmatch("Name of locality"))
    False
    """
    before: list[tuple[dict[str, Any], str, list[str]]] = []
    for name, own in words.items():
        for file, concept, key, template in _PLACES[name]:
            entry = vocabulary(file).entries[concept]
            before.append((entry, key, entry[key]))
            _extended.setdefault(file, set()).add(concept)
            entry[key] = [*entry[key], *(template.replace("{}", re.escape(word)) for word in own)]
    if before:
        _forget()
    try:
        yield
    finally:
        for entry, key, known in reversed(before):
            entry[key] = known
        _extended.clear()
        if before:
            _forget()


def have_own_words(file: str) -> set[str]:
    """The concepts of a file to which a trust has added words: what it says goes first."""
    return _extended.get(file, set())


def _forget() -> None:
    """Make patterns anew, and look at texts again."""
    for compiled in _Compiled.made:
        compiled.__dict__.pop("pattern", None)
    for remembers in _remembering:
        remembers.cache_clear()
