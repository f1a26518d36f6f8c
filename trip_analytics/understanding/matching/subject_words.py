"""The words of a free text as they are compared: each by its stem and by what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

from trip_analytics.understanding.matching.item_matcher import nearest_word
from trip_analytics.understanding.matching.statement_words import stem
from trip_analytics.understanding.plain_text import normalise
from trip_analytics.understanding.words import vocabulary, word_set

_STOP: Final = word_set("statements", "stop_in_texts")
_WISHES: Final = word_set("statements", "wishes")


class Words:
    """The words of texts, spelled as in those that are known. A class, to prepare them once.

    Parameters
    ----------
    known : iterable of str
        Texts. A word that is in none of them, and is no subject's, is taken for the one that
        it is with a slip of the fingers.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._known = {word for text in known for word in normalise(text).split()}
        self._known |= {word for phrase in _phrases() for word in phrase.words}
        self._sorted = sorted(self._known)
        self._spelt = lru_cache(maxsize=20_000)(self._as_known)

    def of(self, text: str) -> list[str]:
        """A text's words, as they are meant.

        Examples
        --------
        >>> Words(["Carers and families"]).of("Famlies & carers!")
        ['families', 'and', 'carers']
        """
        in_full = _in_full()
        written = " ".join(in_full.get(word, word) for word in normalise(text).split())
        return [self._spelt(word) for word in written.split()]

    def _as_known(self, word: str) -> str:
        if len(word) < 5 or word in self._known:
            return word
        near = nearest_word(word, self._sorted)
        return near if near[0] == word[0] else word


def terms(words: Sequence[str]) -> list[str]:
    """What a text is compared by: its words by their stems, its phrases, and their subjects.

    Examples
    --------
    >>> terms(["gym", "for", "carers"])
    ['gym', '@clubs-and-places', 'carer', '@family']
    """
    stems = tuple(map(stem, words))
    phrases = _by_first_stem()
    found: dict[str, None] = {}
    for position, first in enumerate(stems):
        if words[position] not in _STOP:
            found[first] = None
        for phrase in phrases.get(first, ()):
            length = len(phrase.stems)
            if length == 1 or stems[position : position + length] == phrase.stems:
                found.update(phrase.found)
    return list(found)


def telling(words: Iterable[str]) -> list[str]:
    """The stems of those words that say what a text is about.

    Examples
    --------
    >>> telling(["better", "care", "plans", "for", "all"])
    ['car', 'plan']
    """
    return [stem(word) for word in words if word not in _STOP and word not in _WISHES]


class _Phrase(NamedTuple):
    """A word or phrase, and what a text that has it is compared by: the subjects it speaks of."""

    words: tuple[str, ...]
    stems: tuple[str, ...]
    found: dict[str, None]


def _in_full() -> Mapping[str, str]:
    """What abbreviations are short for."""
    short: Mapping[str, str] = vocabulary("subjects").entries["short"]
    return short


@cache
def _phrases() -> tuple[_Phrase, ...]:
    words: dict[tuple[str, ...], tuple[str, ...]] = {}
    subjects: dict[tuple[str, ...], dict[str, None]] = {}
    for subject, entry in vocabulary("subjects").entries["subjects"].items():
        for phrase in entry["words"]:
            plain = tuple(normalise(phrase).split())
            stems = tuple(map(stem, plain))
            words[stems] = (*words.get(stems, ()), *plain)
            found = subjects.setdefault(stems, {" ".join(stems): None} if len(stems) > 1 else {})
            found[f"@{subject}"] = None
    return tuple(_Phrase(words[stems], stems, subjects[stems]) for stems in words)


@cache
def _by_first_stem() -> dict[str, list[_Phrase]]:
    first: dict[str, list[_Phrase]] = {}
    for phrase in _phrases():
        first.setdefault(phrase.stems[0], []).append(phrase)
    return first
