"""Which item's examples a text is like, by the words and subjects that examples give weight to.

Two ways that err differently are taken together. *By weight*: how much each word and subject
speaks for each item is learnt from all the examples at once (multinomial logistic regression:
Hastie, Tibshirani and Friedman 2009, section 4.4). *By the nearest*: the examples that share the
rarest of its words say what they are about (nearest neighbours by cosine: section 13.3). The
same examples always give the same answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from trip_analytics.instruments import Example
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


Numbers = npt.NDArray[np.floating[Any]]
Places = npt.NDArray[np.int64]

# How much the nearest examples count beside the weights, and how many of them are asked. Between
# 0.3 and 0.5, and between 6 and 20, nothing changes much; either way alone errs more.
SHARE_OF_NEAREST: Final = 0.4
NEAREST: Final = 10
# How much more a nearer example counts than one less near.
CLOSENESS: Final = 6.0
# A subject says less than the word itself, and a word that no example has is as rare as can be.
SUBJECT: Final = 0.7
UNKNOWN: Final = 7.0
# The learning: in so many rounds over the examples, so many at a time (taken in turn, so that
# each lot has all items), with ridge and step as given. More rounds change next to nothing.
ROUNDS: Final = 6
LOT: Final = 256
RIDGE: Final = 0.4
STEP: Final = 0.5


class Likeness:
    """What texts are about, by their likeness to examples. A class, to learn from them once.

    Parameters
    ----------
    examples : sequence of Example
        Of several that say the same words, the last one counts where a text says just them.
    """

    def __init__(self, examples: Sequence[Example]) -> None:
        self._words = Words(example.text for example in examples)
        rows = [terms(self._words.of(example.text)) for example in examples]
        self._same = {tuple(row): each for row, each in zip(rows, examples, strict=True) if row}
        self.items = tuple(dict.fromkeys(example.item_id for example in examples))
        number = {item_id: n for n, item_id in enumerate(self.items)}
        self._item_of = np.array([number[e.item_id] for e in examples], np.int64)
        self._examples = tuple(examples)
        self._column = {term: n for n, term in enumerate(dict.fromkeys(t for r in rows for t in r))}
        columns = [[self._column[term] for term in row] for row in rows]
        self._weights = _learn(columns, self._item_of, len(self._column), len(self.items))
        self._rarity, self._having, self._length = _rarities(rows)

    def same(self, text: str) -> Example | None:
        """The example that says just what a text says."""
        return self._same.get(tuple(terms(self._words.of(text))))

    def known_words(self, text: str) -> int:
        """How many words that say what a text is about are in examples."""
        return len({word for word in telling(self._words.of(text)) if word in self._column})

    def shares(self, text: str) -> dict[str | None, float]:
        """How far a text is like the examples of each item, None among them; the sum is 1."""
        found = terms(self._words.of(text))
        shares = (1 - SHARE_OF_NEAREST) * self._by_weight(found)
        shares += SHARE_OF_NEAREST * self._by_nearest(found)
        return dict(zip(self.items, map(float, shares), strict=True))

    def nearest(self, text: str, n: int = 3) -> list[Example]:
        """The examples that share the rarest of a text's words, the nearest first."""
        near = self._cosines(terms(self._words.of(text)))
        return [self._examples[i] for i in _largest(near, n) if near[i] > 0]

    def _by_weight(self, found: Sequence[str]) -> Numbers:
        places = [self._column[term] for term in found if term in self._column]
        return _shares_of(self._weights[[*places, -1]].sum(axis=0, dtype=np.float64))

    def _by_nearest(self, found: Sequence[str]) -> Numbers:
        near = self._cosines(found)
        votes = np.full(len(self.items), 1e-3)
        for example in _largest(near, NEAREST):
            votes[self._item_of[example]] += np.expm1(CLOSENESS * near[example])
        shares: Numbers = votes / votes.sum()
        return shares

    def _cosines(self, found: Sequence[str]) -> Numbers:
        """The cosine of a text with each example, its terms weighed by their rarity."""
        shared = np.zeros(len(self._examples))
        length = 0.0
        for term in found:
            rarity = self._rarity.get(term, UNKNOWN)
            length += rarity**2
            if term in self._having:
                shared[self._having[term]] += rarity**2
        cosines: Numbers = shared / (self._length * (np.sqrt(length) or 1.0))
        return cosines


def _largest(values: Numbers, n: int) -> Places:
    return np.argsort(-values, kind="stable")[:n].astype(np.int64)


def _rarities(
    rows: Sequence[Sequence[str]],
) -> tuple[dict[str, float], dict[str, Places], Numbers]:
    """How rare each term is, which examples have it, and the length of each example."""
    counts = Counter(term for row in rows for term in row)
    rarity = {
        term: float(np.log(len(rows) / count)) * (SUBJECT if term.startswith("@") else 1.0)
        for term, count in counts.items()
    }
    having: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        for term in row:
            having.setdefault(term, []).append(number)
    squares = np.array([sum(rarity[term] ** 2 for term in row) for row in rows])
    length = np.sqrt(np.where(squares > 0, squares, 1.0))
    return rarity, {term: np.array(found) for term, found in having.items()}, length


class _Lot(NamedTuple):
    """Some examples as columns one behind the other, and the same sorted by column."""

    columns: Places
    starts: Places
    items: Places
    rows_by_column: Places
    column_starts: Places
    distinct: Places


def _learn(rows: Sequence[Sequence[int]], items: Places, columns: int, classes: int) -> Numbers:
    """The weight of each column for each item, and last of having no words at all.

    Logistic regression with ridge, by AdaGrad (Duchi, Hazan and Singer 2011); the mean of the
    last two rounds.
    """
    lots = max(1, round(len(rows) / LOT))
    prepared = [_lot(rows[n::lots], items[n::lots], columns) for n in range(lots)]
    often = np.bincount(np.concatenate([lot.columns for lot in prepared]), minlength=columns + 1)
    weights: Numbers = np.zeros((columns + 1, classes), np.float32)
    squares: Numbers = np.full_like(weights, 1e-2)
    mean: Numbers = np.zeros_like(weights)
    for done in range(ROUNDS):
        for lot in prepared:
            at = lot.distinct
            wrong = _shares_of(np.add.reduceat(weights[lot.columns], lot.starts, axis=0))
            wrong[np.arange(len(lot.items)), lot.items] -= 1
            slope = np.add.reduceat(wrong[lot.rows_by_column], lot.column_starts, axis=0)
            here = np.diff(np.append(lot.column_starts, len(lot.columns)))
            slope += RIDGE * weights[at] * (here / often[at]).astype(np.float32)[:, None]
            squares[at] += slope * slope
            weights[at] -= STEP * slope / np.sqrt(squares[at])
        if done >= ROUNDS - 2:
            mean += weights / 2
    return mean


def _lot(rows: Sequence[Sequence[int]], items: Places, always: int) -> _Lot:
    lengths = np.array([len(row) + 1 for row in rows])
    columns = np.array([column for row in rows for column in (*row, always)], np.int64)
    by_column = np.argsort(columns, kind="stable")
    distinct, starts = np.unique(columns[by_column], return_index=True)
    of_row = np.repeat(np.arange(len(rows)), lengths)
    ends = np.cumsum(lengths)
    return _Lot(columns, ends - lengths, items, of_row[by_column], starts, distinct)


def _shares_of(sums: Numbers) -> Numbers:
    """Sums of weights as shares between 0 and 1 (the softmax)."""
    powers = np.exp(sums - sums.max(axis=-1, keepdims=True))
    shares: Numbers = powers / powers.sum(axis=-1, keepdims=True)
    return shares
