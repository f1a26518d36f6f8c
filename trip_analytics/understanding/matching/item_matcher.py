"""Which item a text is about, by its wording.

Order and printed numbers on real forms lie (later papers swap the challenges),
so the words decide and a number only breaks a tie.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA, LCSseq, Opcode

from trip_analytics.instruments import Instrument, Wording
from trip_analytics.understanding.matching.statement_words import (
    FIELD_WORDS,
    negations,
    statement_words,
    stem,
    whom,
)
from trip_analytics.understanding.plain_text import normalise, tidy, without_number
from trip_analytics.understanding.words import vocabulary

# Below this likeness (0-100) a text is not taken for a statement, and the best item must lead
# the second best by the margin. Measured by benchmarks/wording.py on 592 distorted texts of
# TRIP and 2,324 of Template A (seeds 1 to 3), and on 193 and 280 sentences that are no
# statement, among them every statement denied and made about others. At 82, 99.5 to 100% and
# 98.0 to 98.1% are recognised, none as another item, and no other sentence is; at 78 one of
# TRIP's others is, at 60 five and six; at 90 one text in a hundred more is refused. A margin up
# to 6 costs nothing, one of 10 three texts in a thousand.
LIKENESS: Final = 82
MARGIN: Final = 6
# A text that holds at least this share of a statement's words is one with words changed,
# added or left out; one that holds fewer is a short form of it ...
SHARE_WHOLE: Final = 0.6
# (where a word left out weighs so much beside one added)
WEIGHT_MISSING: Final = 0.25
# ... which begins in the statement's first half, has next to no words but the statement's, so
# many of them, in stretches of this mean length, and at least this share of the statement's own.
FEWEST_WORDS: Final = 3
STRETCH: Final = 1.5
SHARE_LEFT: Final = 0.2
# Of a statement with as few words as these, none may be missing or added.
SHORT_STATEMENT: Final = 3
# Guidance may stand around a statement, but not more words than this.
MOST_AROUND: Final = 25
# Slips of the fingers: so many letters wrong, missing or swapped in a text, and one more for
# every so many letters.
SLIPS: Final = 1
LETTERS_A_SLIP: Final = 30
MOST_SLIPS: Final = 5
# Letters of a statement's beginning that are enough to know it by: with dots behind them,
# and without; and letters of a statement that is known among other words.
SHORTEST_CUT: Final = 20
SHORTEST_START: Final = 30
SHORTEST_WITHIN: Final = 40
LONGEST: Final = 700  # characters; what is longer is no statement

# What surveys put around a statement: a title before it, the statement itself in brackets.
_IN_BRACKETS = re.compile(r"\[([^\[\]]{8,})\]\W*$")
_SAID: Final = vocabulary("statements")
_ASKED = _SAID.pattern(r"^{asked}.{0,160}?(?:[:>|?.]| [-–—])\s+(?=\S)")
_BEHIND = _SAID.pattern(
    r"\s*(?:\*|\brequired\b|[(\[](?:{in_brackets_behind}\b|[1-5]|[^\w()\[\]])+[)\]]|\?"
    r"|\b1\s*(?:-|to)\s*[35])\W*$"
)
_QUESTION_CODE = re.compile(r"^[A-Za-z]+\d\w*(\[\w+\])?\.\s+(?=\S)")  # of LimeSurvey
_CUT = re.compile(r"(?:\.{2,}|…|\betc\.?)\W*$")


def nearest_word(word: str, vocabulary: Sequence[str]) -> str:
    """The known word that a word is with a slip of the fingers; itself if none is, or two are.

    Examples
    --------
    >>> nearest_word("famlies", ["families", "familiar"]), nearest_word("tree", ["three"])
    ('families', 'three')
    """
    slips = 1 if len(word) < 7 else 2
    near = process.extract(word, vocabulary, scorer=OSA.distance, score_cutoff=slips, limit=3)
    nearest = [known for known, distance, _ in near if distance == near[0][1]]
    if len({stem(known) for known in nearest}) != 1:
        return word
    # Another first letter makes another word of a short one, unless it is the second.
    known = nearest[0]
    return known if slips > 1 or known[0] in (word[0], word[1]) else word


@dataclass(frozen=True, slots=True)
class Match:
    """A text taken for an item. ``wording`` is the known one it is nearest to."""

    wording: Wording
    likeness: float

    @property
    def item_id(self) -> str:
        """The item the text is taken for."""
        return self.wording.item_id

    @property
    def exact(self) -> bool:
        """Whether the text is a known wording, apart from case, quotes and spaces."""
        return self.likeness == 100


@dataclass(frozen=True, slots=True)
class _Known:
    """A text that stands for an item: a wording, or the item's short name."""

    wording: Wording
    letters: str
    words: tuple[str, ...]
    whom: frozenset[str]
    negations: int


class ItemMatcher:
    """Matches texts to one instrument's items. A class, to normalise wordings once."""

    def __init__(self, instrument: Instrument) -> None:
        self._exact: dict[str, list[Wording]] = {}
        for wording in instrument.wordings:
            self._exact.setdefault(normalise(wording.text), []).append(wording)
        self._names = {normalise(item.label): item.wordings[-1] for item in instrument.items}
        self._numbers = {item.number: item.item_id for item in instrument.items}
        texts = [(w.text, w) for w in instrument.wordings]
        texts += [(item.label, item.wordings[-1]) for item in instrument.items]
        self._known = [_known(text, wording) for text, wording in texts]
        words = {word for text, _ in texts for word in normalise(text).split()}
        self._known_words = words | FIELD_WORDS
        self._vocabulary = sorted(self._known_words)
        self._having: dict[str, list[int]] = {}
        for n, known in enumerate(self._known):
            for word in set(known.words):
                self._having.setdefault(word, []).append(n)
        self._spelt = lru_cache(maxsize=20_000)(self._as_known)

    def item_numbered(self, number: int | None) -> str | None:
        """The item that has a number on the instrument's own form."""
        return self._numbers.get(number) if number is not None else None

    @lru_cache(maxsize=20_000)  # noqa: B019 # matchers live as long as the import
    def match_asked(self, text: str) -> Match | None:
        """The item a text words, which may have a survey's code for a question before it."""
        return self.match(_QUESTION_CODE.sub("", text))

    @lru_cache(maxsize=20_000)  # noqa: B019 # as above
    def match(self, text: str) -> Match | None:
        """The item a text words, or None where no item is near or two are.

        Examples
        --------
        >>> from trip_analytics.instruments import load_instrument
        >>> matcher = ItemMatcher(load_instrument("trip"))
        >>> matcher.match("Q8. We support the wellbeing of staff").item_id
        'staff-wellbeing'
        >>> matcher.match("We support the wellbeing of carers") is None
        True
        """
        if len(text) > LONGEST:
            return None
        best: dict[str, Match] = {}
        seen: set[str] = set()
        shares_words = True
        for line, number, exact in _candidates(text):
            plain = normalise(line)
            if plain in seen:
                continue
            seen.add(plain)
            if plain in self._exact:
                return Match(_by_number(self._exact[plain], number), 100 if exact else 99)
            if plain in self._names:
                return Match(self._names[plain], 99)
            if not shares_words:
                continue  # less of a text that shares no words with any statement
            words = statement_words(" ".join(map(self._spelt, plain.split())))
            near = self._near(words)
            shares_words = bool(near)
            if not near and len(seen) > 1:
                continue
            cut = _CUT.search(line) is not None
            for known, likeness in self._compared(plain, words, near, cut=cut):
                item_id = known.wording.item_id
                if item_id not in best or likeness > best[item_id].likeness:
                    best[item_id] = Match(known.wording, likeness)
        return _clearly_best(list(best.values()))

    def _compared(
        self, text: str, words: tuple[str, ...], near: Sequence[_Known], *, cut: bool
    ) -> Iterator[tuple[_Known, float]]:
        for known in near:
            yield known, _likeness(words, known)
        yield from self._letter_by_letter(text, words, near, cut=cut)

    def _letter_by_letter(
        self, text: str, words: tuple[str, ...], near: Sequence[_Known], *, cut: bool
    ) -> Iterator[tuple[_Known, float]]:
        """The known texts that are in a text: as they are, with slips, or cut off."""
        letters = text.replace(" ", "")
        slips = min(SLIPS + len(letters) // LETTERS_A_SLIP, MOST_SLIPS)
        denied, about = negations(words), whom(words)
        shortest = SHORTEST_CUT if cut else SHORTEST_START
        for known in self._known if near else self._as_long_as(letters, slips, shortest):
            longer = len(letters) - len(known.letters)
            if abs(longer) <= slips:
                if (
                    denied <= known.negations
                    and about <= known.whom
                    and OSA.distance(letters, known.letters, score_cutoff=slips) <= slips
                ):
                    yield known, 98
            elif longer < 0:
                if len(letters) >= shortest and known.letters.startswith(letters):
                    yield known, 97
            elif len(known.letters) >= SHORTEST_WITHIN and any(known is one for one in near):
                before, found, _ = letters.partition(known.letters)
                if found and not (before and denied > known.negations):
                    yield known, 97

    def _as_long_as(self, letters: str, slips: int, shortest: int) -> list[_Known]:
        """The known texts of much the same length, and those that begin with these letters."""
        length = len(letters)
        begins = length >= shortest
        return [
            known
            for known in self._known
            if abs(len(known.letters) - length) <= slips
            or (begins and known.letters.startswith(letters))
        ]

    def _near(self, words: tuple[str, ...]) -> list[_Known]:
        """The known texts that share two words; most texts share none."""
        shared: dict[int, int] = {}
        for word in set(words):
            for n in self._having.get(word, ()):
                shared[n] = shared.get(n, 0) + 1
        return [self._known[n] for n, count in shared.items() if count > 1]

    def _as_known(self, word: str) -> str:
        """A word, or the known one that it is with a slip of the fingers."""
        if len(word) < 4 or word in self._known_words:
            return word
        return nearest_word(word, self._vocabulary)


def _clearly_best(matches: Sequence[Match]) -> Match | None:
    """The likest item, unless it is not like enough or another is nearly as like."""
    ranked = sorted(matches, key=lambda match: -match.likeness)
    if not ranked or ranked[0].likeness < LIKENESS:
        return None
    if len(ranked) > 1 and ranked[0].likeness - ranked[1].likeness < MARGIN:
        return None
    return ranked[0]


def _known(text: str, wording: Wording) -> _Known:
    plain = normalise(text)
    words = statement_words(plain)
    return _Known(wording, plain.replace(" ", ""), words, whom(words), negations(words))


def _candidates(text: str) -> Iterator[tuple[str, int | None, bool]]:
    """A text, and what is left of it without what surveys and printers put around it.

    With the number before it, and whether nothing was left out that somebody may have
    written.
    """
    whole = tidy(text)
    yield whole, None, True
    found = _IN_BRACKETS.search(whole)
    for form in [found.group(1), whole] if found else [whole]:
        line, number = without_number(form)
        bare = _BEHIND.pattern.sub("", _BEHIND.pattern.sub("", line))
        asked = _ASKED.pattern.sub("", bare, count=1)
        for candidate in (line, bare, asked, without_number(asked)[0]):
            yield candidate, number, candidate in (line, bare)
    first, broken, _ = text.strip().partition("\n")
    if broken and len(first) >= SHORTEST_CUT:
        yield without_number(tidy(first))[0], None, False


def _likeness(words: tuple[str, ...], known: _Known) -> float:
    """How like a text is to a statement (0-100), by the words they share in order.

    One that denies something, or is about somebody else, is never like enough.
    """
    if len(known.words) <= SHORT_STATEMENT:
        return 97 if sorted(words) == sorted(known.words) else 0
    blocks = [block for block in LCSseq.opcodes(words, known.words) if block.tag == "equal"]
    if not blocks:
        return 0
    shared = sum(block.src_end - block.src_start for block in blocks)
    share = shared / len(known.words)
    end = blocks[-1].src_end
    if negations(words[:end]) > known.negations or _about_others(words[:end], known, blocks):
        return 0
    if share >= SHARE_WHOLE:
        added = end - blocks[0].src_start - shared
        if len(words) - shared - added > MOST_AROUND:
            return 0
        missing = len(known.words) - shared
        return max(0, 98 * (1 - (added + WEIGHT_MISSING * missing) / len(known.words)))
    if (
        len(words) < FEWEST_WORDS
        or share < SHARE_LEFT
        or shared / len(blocks) < STRETCH
        or blocks[0].dest_start > len(known.words) / 2
    ):
        return 0
    return 98 * shared / len(words)


def _about_others(words: tuple[str, ...], known: _Known, blocks: Sequence[Opcode]) -> bool:
    """Whether a text is about somebody else than the statement, or about too few of them."""
    own, others = list(words), list(known.words)
    for block in blocks:
        own[block.src_start : block.src_end] = [""] * (block.src_end - block.src_start)
        others[block.dest_start : block.dest_end] = [""] * (block.dest_end - block.dest_start)
    added, missing = whom(own), whom(others)
    return bool(added - known.whom or (added - missing and missing - added))


def _by_number(wordings: Iterable[Wording], number: int | None) -> Wording:
    known = list(wordings)
    return next((wording for wording in known if number in wording.printed_numbers), known[0])
