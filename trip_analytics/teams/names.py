"""Teams' names as people write them, alone or in names of files: which are one, or look alike."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise

from rapidfuzz.distance import OSA

from trip_analytics.understanding import normalise
from trip_analytics.understanding.words import vocabulary, word_set

Words = tuple[str, ...]

KINDS = word_set("names", "kinds")
_SORTS = KINDS | word_set("names", "sorts")
_JOINERS = word_set("names", "joiners")
_TELLING = word_set("names", "telling")
_ORDINARY = _TELLING | KINDS | _JOINERS | word_set("names", "ordinary")
# Initials with a point behind each: "E.I.P."
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}|\b(?:[A-Za-z]\.)+[A-Za-z]\b")
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
# A longer word may be mistyped twice, and in its first letter.
_LONG_WORD = 8
_FIRST_LETTER_MAY_DIFFER = 6
_SHORTEST_TO_MISTYPE = 3
_SHORTEST_CUT = 4  # letters to which a word may be cut, as "rehab" is

MAY_BE_MISTYPED = "one may be mistyped"


@lru_cache(maxsize=20_000)
def words_of(name: str) -> Words:
    """A name's words for comparing: lower case, without signs and without "the"."""
    together = _DOTTED.sub(lambda initials: initials[0].replace(".", ""), name)
    words = normalise(together.replace("_", " ")).split()
    return tuple(word for word in words if word != "the") or tuple(words)


def name_key(name: str) -> str:
    """What two spellings of one name share: case, signs, "&" and "the" make no difference."""
    return " ".join(words_of(name))


def without_brackets(name: str) -> str:
    """A name without what is in brackets; the whole name where all of it is."""
    left = _BRACKETS.sub(" ", name)
    return left if words_of(left) else name


def in_brackets(name: str) -> Words:
    """The words of a name that are in brackets."""
    return words_of(" ".join(_BRACKETS.findall(name)))


def in_any_order(words: Words) -> str:
    """What names share that have the same words; two numbers keep their places."""
    if sum(map(_has_digit, words)) > 1:
        return " ".join(words)
    return " ".join(sorted(words))


def in_one_word(words: Words) -> str:
    """What names share that differ in spaces alone; two numbers stay apart."""
    joined = words[0] if words else ""
    for before, after in pairwise(words):
        joined += f" {after}" if before[-1].isdigit() and after[0].isdigit() else after
    return joined


@lru_cache(maxsize=20_000)
def core_of(words: Words) -> Words:
    """The words that are the team's own; all of them where each says only its kind."""
    return tuple(word for word in words if word not in KINDS and word not in _JOINERS) or words


def kinds_in(words: Words) -> frozenset[str]:
    """What kind of team a name says it is."""
    return frozenset(word.removesuffix("s") for word in words if word in KINDS)


def tells_apart(word: str) -> bool:
    """Whether a word distinguishes teams of the same name."""
    return _has_digit(word) or len(word) == 1 or word in _TELLING


def told_apart(one: Words, other: Words) -> bool:
    """Whether two names differ in a number, a letter, or a word such as "north"."""
    return sorted(filter(tells_apart, one)) != sorted(filter(tells_apart, other))


def distinctive(words: Words) -> Words:
    """The words of a name that other names are not made of too.

    Examples
    --------
    >>> distinctive(words_of("The Fenby Community Team"))
    ('fenby',)
    """
    return tuple(word for word in words if word not in _ORDINARY and not word.isdigit())


def is_ordinary(words: Words) -> bool:
    """Whether a name consists of few words that any text may hold, or is a mere number."""
    return len(words) <= 2 and all(word in _ORDINARY or word.isdigit() for word in words)


def how_alike(one: str, other: str) -> str | None:
    """How two names look like one team's, in words; None where they do not.

    Examples
    --------
    >>> how_alike("CMHT North", "North Community Mental Health Team")
    'one is an abbreviation'
    >>> how_alike("Ash Ward", "Ask Ward")
    'one may be mistyped'
    >>> how_alike("Ward 1", "Ward 2"), how_alike("North CMHT", "South CMHT")
    (None, None)
    """
    return _how_alike(one, other) or _but_for_brackets(one, other)


def pairs_that_may_be_alike(names: Iterable[str]) -> set[tuple[str, str]]:
    """The pairs of names that :func:`how_alike` has to be asked about, each in alphabetical order.

    Of many names few pairs share anything: these are found without comparing each with each.

    Examples
    --------
    >>> pairs_that_may_be_alike(["Elm Grove Team", "Ash Lane Ward", "Ash Lake Ward", "Ward 1"])
    {('Ash Lake Ward', 'Ash Lane Ward')}
    """
    sharing: dict[Hashable, set[str]] = {}
    using: dict[str, set[str]] = {}
    forms = [(name, _read(form)) for name in names for form in {name, without_brackets(name)}]
    for name, read in forms:
        for key in _shared_keys(read):
            sharing.setdefault(key, set()).add(name)
        for word in read.words:
            using.setdefault(word, set()).add(name)
    pairs = {pair for some in sharing.values() for pair in combinations(sorted(some), 2)}
    for name, read in forms:
        for short in read.abbreviations.keys() & using.keys():
            pairs |= {(min(name, one), max(name, one)) for one in using[short] - {name}}
    return pairs


def _shared_keys(read: _Read) -> Iterator[Hashable]:
    """What two names share that are alike, unless one is an abbreviation of the other."""
    yield read.in_one_word
    yield read.in_any_order
    yield read.core_in_any_order
    for words in {read.words, read.core}:
        for at, word in enumerate(words):  # all but the word that may be mistyped
            if not tells_apart(word):
                yield words[:at], words[at + 1 :]


def _how_alike(one: str, other: str) -> str | None:
    a, b = _read(one), _read(other)
    if a.in_one_word == b.in_one_word:
        return "they differ only in spaces"
    if a.in_any_order == b.in_any_order:
        return "the same words in another order"
    if a.core_in_any_order == b.core_in_any_order:
        return "they differ only in words such as ward or team"
    if _is_abbreviated(a, b) or _is_abbreviated(b, a):
        return "one is an abbreviation"
    if _is_mistyped(a.words, b.words) or (
        (a.kinds == b.kinds or not (a.kinds and b.kinds)) and _is_mistyped(a.core, b.core)
    ):
        return MAY_BE_MISTYPED
    return None


def _but_for_brackets(one: str, other: str) -> str | None:
    """How they are alike where only one has brackets: different brackets mean different teams."""
    if _read(one).has_brackets == _read(other).has_brackets:
        return None
    a, b = without_brackets(one), without_brackets(other)
    same = words_of(a) == words_of(b) or _how_alike(a, b)
    if same == MAY_BE_MISTYPED:
        return MAY_BE_MISTYPED
    return "they differ in what is in brackets" if same else None


@dataclass(frozen=True, slots=True)
class _Read:
    """A name in the forms in which names are compared, worked out once for many others."""

    words: Words
    core: Words
    kinds: frozenset[str]
    in_one_word: str
    in_any_order: str
    core_in_any_order: str
    has_brackets: bool
    abbreviations: Mapping[str, Words]
    """Abbreviations for words of it: their first letters, or the first letters of one."""


@lru_cache(maxsize=20_000)
def _read(name: str) -> _Read:
    words = words_of(name)
    core = core_of(words)
    return _Read(
        words=words,
        core=core,
        kinds=kinds_in(words),
        in_one_word=in_one_word(words),
        in_any_order=in_any_order(words),
        core_in_any_order=in_any_order(core),
        has_brackets=bool(in_brackets(name)),
        abbreviations=_abbreviations(words),
    )


def _abbreviations(words: Words) -> Mapping[str, Words]:
    found: dict[str, Words] = {}
    for word in words:
        found |= {word[:end]: (word,) for end in range(_SHORTEST_CUT, len(word) - 1)}
    for first in range(len(words)):
        for last in range(first + 2, len(words) + 1):
            run = words[first:last]
            found["".join(word[0] for word in run)] = run
            found["".join(word[0] for word in run if word not in _JOINERS)] = run
    return {short: run for short, run in found.items() if len(short) > 1 and not _has_digit(short)}


def _is_abbreviated(short: _Read, long: _Read) -> bool:
    """Whether the longer name is the shorter with its abbreviations written out."""
    expanded: list[str] = []
    shortened = False
    for word in short.words:
        run = None if word in long.words else long.abbreviations.get(word)
        shortened = shortened or run is not None
        expanded += run or (word,)
    if not shortened or in_any_order(core_of(tuple(expanded))) != long.core_in_any_order:
        return False
    # Two letters alone ("EW") may be anybody's.
    return len(short.words) > 1 or len(short.words[0]) > 2


def _is_mistyped(one: Words, other: Words) -> bool:
    if len(one) != len(other):
        return False
    differing = [(x, y) for x, y in zip(one, other, strict=True) if x != y]
    if len(differing) != 1:
        return False
    x, y = differing[0]
    if tells_apart(x) or tells_apart(y) or (x in _SORTS and y in _SORTS):
        return False
    shortest = min(len(x), len(y))
    if shortest < _SHORTEST_TO_MISTYPE:
        return False
    if x[0] != y[0] and shortest < _FIRST_LETTER_MAY_DIFFER:
        return False
    most = 2 if shortest >= _LONG_WORD else 1
    return OSA.distance(x, y, score_cutoff=most) <= most


def _has_digit(word: str) -> bool:
    return any(letter.isdigit() for letter in word)


_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec"
_MONTH = rf"(?:{_MONTHS})[a-z]*"
# What file names say beside the team's name, in the order in which it is left out.
_BESIDE_THE_NAME = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"^\d{1,3}\s*[.)-]\s+(?=\D)",  # its place in a list
        r"[(\[]\s*\d{1,2}\s*[)\]]",  # "(2)", as systems name a second copy
        r"\b20\d\d[ ./-]\d{1,2}[ ./-]\d{1,2}\b",
        r"\b\d{1,2}[ ./-]\d{1,2}[ ./-](?:20)?\d\d\b",
        rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)? ?)?{_MONTH} ?(?:20\d\d|\d\d)\b",
        rf"\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}\b",
        r"\b(?:fy ?)?20\d\d(?: ?[ /-] ?(?:20)?\d\d)?\b",
        r"\b(?:fy ?)?\d\d ?[/-] ?\d\d\b",
        r"\bfy ?\d\d\b",
        r"\b\d{8}\b",
        r"\b(?:v|ver|version|rev) ?\d+(?:\.\d+)*\b",
        r"\bteam recovery implementation (?:plan|planning|programme)s?\b",
        r"\brecovery (?:implementation )?(?:plan|review|return|form)s?\b",
        r"\btemplate [ab]\b|\bsigned[ -]off\b|\bcopy(?: of| \d+)?\b|\bdo not use\b",
        vocabulary("names")["beside"].written(),
    )
)
_OURS = word_set("names", "ours")
_EDGES = " -–—_,.;:+&/"
_NOBODY = re.compile(r"(?:sheet|table|page|part|section|tab|paragraph|book|document)? ?\d*", re.I)


@lru_cache(maxsize=10_000)
def named_in(text: str) -> str:
    """What is left of a file's name without what says its year, version and form.

    Examples
    --------
    >>> named_in("TRIP_Ward_3_Moorcroft_2025-26_v2"), named_in("Sheet1")
    ('Ward 3 Moorcroft', '')
    """
    text = re.sub(r"(?<!\d)(\d\d)_(\d\d)(?!\d)", r"\1-\2", text)  # 24_25
    left = " ".join(text.replace("_", " ").split())
    for pattern in _BESIDE_THE_NAME:
        left = pattern.sub(" ", left)
    left = re.sub(r"[(\[]\s*[)\]]", " ", left)
    left = re.sub(r"\s+(?:[-–—,;:+/]\s+)+", " ", f" {left} ")
    left = " ".join(left.split()).strip(_EDGES)
    words = words_of(left)
    if _NOBODY.fullmatch(left) or all(word in KINDS or word in _OURS for word in words):
        return ""
    return left.title() if left.islower() else left
