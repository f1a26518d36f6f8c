"""The words of a statement as they are compared: one word for words that mean the same here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from trip_analytics.understanding.words import remembered, vocabulary, word_set

_SAID: Final = vocabulary("statements")
# Phrases and words that are said for each other; the name of the group stands for all of them.
_SAME: Final = re.compile(
    "|".join(
        rf"(?P<{name}>\b(?:{_SAID.alternatives(entry['words'])})\b)"
        for name, entry in _SAID.entries["same"].items()
    )
)
_WHO: Final = {word: who for who, words in _SAID.entries["who"].items() for word in words}
_NEGATIONS: Final = word_set("statements", "negations")
_STOP: Final = word_set("statements", "stop")
# Words that other words are not mistyped for: whom people speak of, and what denies.
FIELD_WORDS: Final = frozenset(
    {*_WHO, *(f"{word}s" for word in _WHO), *_NEGATIONS, *_STOP, *word_set("statements", "known")}
)
_SUBJECT: Final = _SAID.pattern(r"^(?:{subject})(?= (?:always )?{does}s?\b)")


@remembered
def statement_words(text: str) -> tuple[str, ...]:
    """The words of a normalised text that carry its meaning, in order and by their stems.

    Examples
    --------
    >>> statement_words("our team supports patients choices")
    ('help', 'user', 'choic')
    """
    text = _SUBJECT.pattern.sub("we", text)
    text = _SAME.sub(lambda found: f" {found.lastgroup} ", text)
    return tuple(stem(word) for word in text.split() if word not in _STOP)


@remembered
def stem(word: str) -> str:
    """A word without the ending that its place in a sentence gives it.

    Examples
    --------
    >>> stem("planning"), stem("plans"), stem("notes"), stem("staff")
    ('plan', 'plan', 'note', 'staff')
    """
    if word.endswith("s") and word[:-1] in _WHO:
        return word[:-1]
    if word in _WHO or word in _NEGATIONS:
        return word
    for ending in ("ations", "ation", "ings", "ing", "ies", "ed", "es", "s", "ly", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)]
            if word in ("not", "no", "few"):
                return f"{word}e"  # "notes" deny nothing, as "fails" does
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls" else word


def whom(words: Iterable[str]) -> frozenset[str]:
    """Whom words are about.

    Examples
    --------
    >>> sorted(whom(("wellbe", "carer", "staff")))
    ['family', 'staff']
    """
    return frozenset(_WHO[word] for word in words if word in _WHO)


def negations(words: Iterable[str]) -> int:
    """How often words deny something.

    Examples
    --------
    >>> negations(("do", "not", "help"))
    1
    """
    return sum(word in _NEGATIONS for word in words)
