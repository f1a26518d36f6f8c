"""Keys of scales as forms print them: which numbers there are, and what each is called."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final, Literal

from trip_analytics.instruments import ScalePoint
from trip_analytics.understanding.plain_text import normalise, tidy
from trip_analytics.understanding.words import remembered, vocabulary

Comparison = Literal["same", "reversed", "own-words", "other"]
"""A form's scale beside the instrument's: ``own-words`` has its numbers under names that do
not say which end is the better one."""

Written = Literal["equated", "dashed", "listed"]

FEWEST_POINTS: Final = 3
MOST_POINTS: Final = 11
LONGEST_LABEL: Final = 80  # characters

_SAID: Final = vocabulary("scales")
_SIGN: Final = r"=|:|–|—|-|is\b|means\b|being\b|for\b|as\b|the\b|if\b|\("
_EQUATES: Final = ("=", "is", "means", "being", "for", "as", "the", "if")
_LISTED: Final = r"[.)](?!\d)"
_NUMBER_FIRST: Final = re.compile(
    rf"(?<![\w./,])(?<!\d-)(-?\d{{1,2}})\s*(?:(?P<sign>{_SIGN})|{_LISTED})\s*(?=[^\W\d_])", re.I
)
_BARE_PAIR: Final = re.compile(
    r"(?<![\w./-])(\d{1,2})\s+([^\W\d_][^\d,;:=()]{0,40}?)(?=[\s,;|/]+\d{1,2}\s|[.;]|$)"
)
_BARE_NUMBER: Final = vocabulary("headers").pattern(r"{point}?\s*\(?(-?\d{1,2})\)?")
_NUMBER_AND_LABEL: Final = re.compile(r"\(?(-?\d{1,2})\)?\s*(?:[-–—=:.,)(]|\s)\s*([^\d]*)")
_LABEL_AND_NUMBER: Final = re.compile(r"([^\d]+?)\s*(?:\((-?\d{1,2})\)|[=:]\s*(-?\d{1,2}))")
_LINE: Final = re.compile(r"^\s*(-?\d{1,2})\s+(?=[^\W\d_])(.{1,80})$", re.M)
_LABEL_FIRST: Final = re.compile(
    r"([^\W\d_][^,;|()\d=]*?)\s*(?:\(\s*(-?\d{1,2})\s*\)|[=:]\s*(-?\d{1,2})(?!\d))"
)
_END_OF_LABEL: Final = re.compile(r"[;|\n]|\.(?:\s|$)")
_BETWEEN: Final = " \t,;|/.-–—()[]:→>…"
_AND: Final = r"[\s,;/–—-]*(?:\b(?:to|and)\b|[-–—,;/→]|\.{2,}|…)\s*"
_ENDS: Final = _SAID.pattern(
    rf"(?<![\w./-])(-?\d{{1,2}})\s+({{low}}|{{high}}){_AND}([+-]?\d{{1,2}})\s+({{low}}|{{high}})\b"
)
_ENDS_FIRST: Final = _SAID.pattern(
    rf"\b({{low}}|{{high}})\s+(-?\d{{1,2}}){_AND}({{low}}|{{high}})\s+([+-]?\d{{1,2}})(?![\w./-])"
)
_RANGE: Final = re.compile(
    r"(?<![\d./-])(-?\d{1,3})\s*(?:-|–|—|to|up to|through|→|\.{2,}|…)\s*(\d{1,3})(?![\d/]|\.\d)"
    r"(?!\s*(?:%|minutes?|days?|weeks?|months?|years?|hours?|people|staff))",
    re.I,
)
_OUT_OF: Final = re.compile(
    r"\bout of (?:a (?:possible|total|maximum) (?:of )?)?(\d{1,3}|[a-z]+)\b"
    r"|(?:^|[\s(])/\s*(\d{1,3})\b|\b(\d{1,2}|[a-z]+)[ -]points?\b(?= scale)",
    re.I,
)
_WORDS: Final[Mapping[str, int]] = _SAID.entries["sizes"]
_IN_WORDS: Final = re.compile(
    r"\b({0})(?=\s*(?:\((?!\s*\d)|=)|\s+to\s+(?:{0})\b)|(?<=\bto )({0})\b(?!\s*\(\s*\d)".format(
        "|".join(_WORDS)
    ),
    re.I,
)
# "+2" at the upper end of a scale from -2 is 2.
_PLUS: Final = re.compile(r"(?<![\w)])\+(?=\d)")


@dataclass(frozen=True, slots=True)
class ScaleKey:
    """A scale as a form prints it."""

    # The ends, None where they are not said: of "out of 10" the low one, of "1 = best" both.
    low: int | None
    high: int | None
    labels: tuple[tuple[int, str], ...] = field(default=())
    """What points are called, in the order in which they are printed."""
    written: Written = "equated"
    """As "1 = never", which nothing but a key is; as "1 - never" or "never (1)"; or as any list is,
    "1. Not yet", so that the names alone can show that this is a key."""

    @property
    def names(self) -> dict[int, str]:
        """The names of its points, as they are compared."""
        return {value: normalise(label) for value, label in self.labels}


@remembered
def key_in(text: str) -> ScaleKey | None:
    """The key that a text prints, or the range that it asks for.

    Examples
    --------
    >>> key_in("Please rate: 1 = not at all, 2 = partly, 3 = fully").names
    {1: 'not at all', 2: 'partly', 3: 'fully'}
    >>> key_in("Score (0-4)"), key_in("Rate statements 1 to 8")
    (ScaleKey(low=0, high=4, labels=(), written='equated'), None)
    >>> key_in("Score 1-5 (5 = low)").names, key_in("Rating: 1 high - 5 low").names
    ({5: 'low'}, {1: 'high', 5: 'low'})
    >>> key_in("From one (never) to four (always)").high, key_in("The lower the score, the better")
    (4, ScaleKey(low=None, high=None, labels=((1, 'best'),), written='equated'))
    """
    if _SAID["low_is_best"].search(text):
        return ScaleKey(None, None, ((1, "best"),))
    text = _IN_WORDS.sub(lambda said: str(_WORDS[said[0].casefold()]), _PLUS.sub("", text))
    if len(lines := _LINE.findall(text)) >= FEWEST_POINTS:
        return key_of([(int(value), tidy(label)) for value, label in lines], "listed")
    line = tidy(text.replace("\n", " ; "))
    labels, written = _pairs(line)
    if len(labels) >= 2:
        return key_of(labels, written)
    if (bare := key_of(_bare_pairs(line), "listed")) is not None:
        return bare
    if (ends := _two_ends(line)) is not None:
        return ends
    if (said := range_in(line)) is not None:
        at_an_end = labels and labels[0][0] in (said.low, said.high) and says_an_end(labels[0][1])
        return replace(said, labels=tuple(labels)) if at_an_end else said
    if labels and written == "equated" and says_an_end(labels[0][1]):
        return ScaleKey(None, None, tuple(labels))
    return None


def key_of(labels: Sequence[tuple[int, str]], written: Written = "equated") -> ScaleKey | None:
    """The key that points and their names make: all points of a run, or its two ends."""
    values = [value for value, _ in labels]
    if len(set(values)) < len(values) or len(values) < 2:
        return None
    low, high = min(values), max(values)
    if high - low >= MOST_POINTS or low < -5 or (low > 1 and len(values) > 2):
        return None
    if (len(values) == 2 and high - low < 2) or (low > 1):
        return None
    return ScaleKey(low, high, tuple(labels), written)


def _pairs(line: str) -> tuple[list[tuple[int, str]], Written]:
    """Points and their names, the number first or last, and how they are written."""
    starts = [
        s
        for s in _NUMBER_FIRST.finditer(line)
        if not _SAID["steps"].search(line[: s.start()].rstrip())
    ]
    ends = [*(start.start() for start in starts[1:]), len(line)]
    first = [
        (int(start[1]), _label(line[start.end() : end]))
        for start, end in zip(starts, ends[: len(starts)], strict=True)
    ]
    behind = [
        (int(match[2] or match[3]), _label(match[1].rpartition(":")[2]))
        for match in _LABEL_FIRST.finditer(line)
    ]
    if len(first) < 2 <= len(behind):
        return _distinct(behind), "dashed"
    signs = [start["sign"] for start in starts]
    listed = None in signs or any(
        _SAID["stages"].search(line[: start.start()].rstrip()) for start in starts
    )
    equated = all(sign is not None and sign.casefold() in _EQUATES for sign in signs)
    return _distinct(first), "listed" if listed else "equated" if equated else "dashed"


def _bare_pairs(line: str) -> list[tuple[int, str]]:
    """Points and names with nothing between them: ``1 Poor 2 Fair 3 Good``."""
    found = [(int(match[1]), match[2]) for match in _BARE_PAIR.finditer(line)]
    runs = len(found) >= FEWEST_POINTS and {b[0] - a[0] for a, b in pairwise(found)} in ({1}, {-1})
    return found if runs else []


def _two_ends(line: str) -> ScaleKey | None:
    """Two ends and what they are called, with nothing between: ``1 high - 5 low``."""
    if found := _ENDS.search(line):
        return key_of([(int(found[1]), found[2]), (int(found[3]), found[4])], "dashed")
    if found := _ENDS_FIRST.search(line):
        return key_of([(int(found[2]), found[1]), (int(found[4]), found[3])], "dashed")
    return None


def _distinct(labels: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """The first of each point: a sentence below a key may name a point again."""
    return list(dict(reversed(labels)).items())[::-1]


def _label(text: str) -> str:
    label = re.sub(r"^(?:the|an?)\s+", "", _END_OF_LABEL.split(text.strip(_BETWEEN))[0])
    label = re.sub(r"[\s,;]+(?:and|to|or|up to|through to|where|with|while)\s*$", "", label)
    return label.strip(_BETWEEN)[:LONGEST_LABEL]


def range_in(line: str) -> ScaleKey | None:
    """The range that a text asks for: ``1 to 10``, ``(0-4)``, ``out of 10``."""
    ends: list[int] = []
    for found in _RANGE.finditer(line):
        one, other = int(found[1]), int(found[2])
        if not _SAID["numbered_lines"].search(line[: found.start()].rstrip()) and one != other:
            ends += [one, other]
    if ends and min(ends) in (-5, -4, -3, -2, -1, 0, 1) and max(ends) <= 100:
        return ScaleKey(min(ends), max(ends))
    if (top := _OUT_OF.search(line)) is not None:
        said = next(group for group in top.groups() if group).casefold()
        number = int(said) if said.isdigit() else _WORDS.get(said, 0)
        return ScaleKey(None, number) if 2 < number <= 100 else None
    return None


@remembered
def number_and_label(text: str) -> tuple[int, str] | None:
    """A heading of one point as its number and its name: ``Not at all (1)``, ``3 - Partly``.

    Examples
    --------
    >>> number_and_label("Not at all (1)"), number_and_label("3"), number_and_label("Ward 3")
    ((1, 'Not at all'), (3, ''), None)
    """
    line = _PLUS.sub("", tidy(text))
    if found := _BARE_NUMBER.fullmatch(line):
        return int(found[1]), ""
    if found := _NUMBER_AND_LABEL.fullmatch(line):
        return int(found[1]), found[2].strip(_BETWEEN)
    if found := _LABEL_AND_NUMBER.fullmatch(line):
        return int(found[2] or found[3]), found[1].strip(_BETWEEN)
    return None


@remembered
def compare(key: ScaleKey, scale: tuple[ScalePoint, ...]) -> Comparison:
    """What a form's scale is beside the instrument's.

    Examples
    --------
    >>> from trip_analytics.instruments import load_instrument
    >>> trip = load_instrument("trip").scale
    >>> compare(key_in("1 = not yet, 5 = very well developed"), trip)
    'same'
    >>> compare(key_in("1 = fully, 5 = not at all"), trip), compare(key_in("1 to 10"), trip)
    ('reversed', 'other')
    """
    low, high = scale[0].value, scale[-1].value
    off = any(not low <= value <= high for value, _ in key.labels)
    if off or key.high not in (None, high) or key.low not in (None, low):
        return "other"
    if not key.labels:
        return "same"
    known = names_of(scale)
    told = {value: known[name] for value, name in key.names.items() if name in known}
    if len(told) >= 2 or len(told) == len(key.labels):
        if all(value == own for value, own in told.items()):
            return "same"
        return "reversed" if all(low + high - v == own for v, own in told.items()) else "other"
    at_low, at_high = _end(key.names.get(low, "")), _end(key.names.get(high, ""))
    if "low" in (at_low, at_high) or "high" in (at_low, at_high):
        if at_low != "high" and at_high != "low":
            return "same"
        if at_low != "low" and at_high != "high":
            return "reversed"
        return "other"
    # A name for a point in between ("3 = as expected") says nothing of the ends.
    return "own-words" if {low, high} & set(key.names) else "same"


def names_of(scale: Sequence[ScalePoint]) -> Mapping[str, int]:
    """The names and meanings of a scale's points, as they are compared."""
    names = {normalise(point.meaning): point.value for point in scale if point.meaning}
    return names | {normalise(point.label): point.value for point in scale if point.label}


def says_an_end(label: str) -> bool:
    """Whether a label is what an end of some scale is called."""
    return _end(normalise(label)) is not None


def says_a_point(label: str) -> bool:
    """Whether a label is what a point of some scale is called.

    Examples
    --------
    >>> says_a_point("Amber"), says_a_point("Not yet"), says_a_point("Adult acute")
    (True, True, False)
    """
    name = normalise(label)
    return _end(name) is not None or _SAID["in_between"].search(name) is not None


def are_two_ends(first: str, last: str) -> bool:
    """Whether two labels are the ends of a scale of how far a practice has come.

    Examples
    --------
    >>> are_two_ends("Not yet", "Fully"), are_two_ends("Strongly disagree", "Strongly agree")
    (True, False)
    """
    names = normalise(first), normalise(last)
    attitude = any(_SAID["attitude"].search(name) for name in names)
    return not attitude and {_end(name) for name in names} == {"low", "high"}


@remembered
def _end(name: str) -> Literal["low", "high"] | None:
    """Which end of a scale a name is of."""
    if _SAID["low"].search(name):
        return "low"
    return "high" if _SAID["high"].search(name) else None
