"""Which item a text is about, by its wording.

Order and printed numbers on real forms lie (later papers swap the challenges),
so the words decide and a number only breaks a tie.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from trip_analytics.instruments import Instrument, Wording

# Below this likeness (0-100) a text is not taken for a statement, and the best
# must lead the second best item by the margin.
LIKENESS = 82
MARGIN = 6
TOO_FAR = LIKENESS - MARGIN  # neither near enough nor near enough to the best to be in its way
# A statement with words left out is still one if it has so many words, nearly all
# of them from the statement, and so large a share of the statement's own.
WORDS_TO_SHORTEN = 4
SHARE_LEFT = 0.2
# A word at least this like another is the same one, mistyped.
WORD_LIKENESS = 75

_QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"'}
    | dict.fromkeys("–—‐‑‒―−", "-")
    # What takes no room: soft hyphens, joiners, marks of direction, a keycap's frame.
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufe0e\ufe0f\u20e3", "")
)
_NUMBERING = re.compile(
    r"^\s*(?:challenge|statement|q|no\.?)?\s*(\d{1,2})(?:\s*[.):\-]\s+(?=\S)|\s+(?=\D))", re.I
)


def tidy(text: str) -> str:
    r"""A text in plain quotes, dashes and spaces, as people mean it.

    Examples
    --------
    >>> tidy("Ash\u200b  Ward – ‘A’")
    "Ash Ward - 'A'"
    """
    if text.isascii():
        return " ".join(text.split())
    return " ".join(unicodedata.normalize("NFKC", text).translate(_QUOTES).split())


@lru_cache(maxsize=20_000)
def normalise(text: str) -> str:
    """A text for comparing: lower case letters and digits with single spaces."""
    folded = re.sub(r"[^\w\s]", " ", tidy(text).casefold().replace("&", " and ").replace("'", ""))
    return " ".join(folded.split())


def without_number(text: str) -> tuple[str, int | None]:
    """A line without the number printed before it, and that number."""
    found = _NUMBERING.match(text)
    return (text[found.end() :], int(found.group(1))) if found else (text, None)


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
        """Whether the text is a known wording but for case, quotes and spaces."""
        return self.likeness == 100


class ItemMatcher:
    """Matches texts to one instrument's items. A class, to normalise wordings once."""

    def __init__(self, instrument: Instrument) -> None:
        self._exact: dict[str, list[Wording]] = {}
        for wording in instrument.wordings:
            self._exact.setdefault(normalise(wording.text), []).append(wording)
        self._words = {text: text.split() for text in self._exact}
        self._numbers = {item.number: item.item_id for item in instrument.items}

    def item_numbered(self, number: int | None) -> str | None:
        """The item that has a number on the instrument's own form."""
        return self._numbers.get(number) if number is not None else None

    @lru_cache(maxsize=20_000)  # noqa: B019 # matchers live as long as the import
    def match(self, text: str) -> Match | None:
        """The item a text words, or None where no item is near or two are."""
        line, number = without_number(tidy(text))
        for candidate in (normalise(line), normalise(text)):
            if candidate in self._exact:
                return Match(_by_number(self._exact[candidate], number), 100)
        return self._nearest(normalise(line), number)

    def _nearest(self, text: str, number: int | None) -> Match | None:
        words = text.split()
        if len(words) < 2:
            return None
        scores = {
            known: max(
                fuzz.ratio(text, known, score_cutoff=TOO_FAR), _shortened(words, known_words)
            )
            for known, known_words in self._words.items()
        }
        ranked = sorted(((score, known) for known, score in scores.items()), reverse=True)
        best, known = ranked[0]
        wording = _by_number(self._exact[known], number)
        others = (s for s, t in ranked if self._exact[t][0].item_id != wording.item_id)
        if best < LIKENESS or best - next(others, 0) < MARGIN:
            return None
        return Match(wording, min(best, 99.9))


def _shortened(words: list[str], known: list[str]) -> float:
    """How much of a text is a statement with words left out (0-100); 0 where it is too far."""
    if len(words) < WORDS_TO_SHORTEN or len(set(words)) < SHARE_LEFT * len(set(known)):
        return 0
    others = 0
    for word in words:
        if process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=WORD_LIKENESS) is None:
            others += 1
            if 100 * (1 - others / len(words)) < TOO_FAR:  # most texts are: soon told
                return 0
    return 100 * (1 - others / len(words))


def _by_number(wordings: Iterable[Wording], number: int | None) -> Wording:
    known = list(wordings)
    return next((wording for wording in known if number in wording.printed_numbers), known[0])
