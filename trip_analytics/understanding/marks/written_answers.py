"""Answers written as text where one cell takes the whole scale: a number, a name, or both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import Final, Literal

from rapidfuzz.distance import OSA

from trip_analytics.instruments import ScalePoint
from trip_analytics.understanding.blank import is_blank, is_placeholder
from trip_analytics.understanding.marks.mark import (
    NOT_ANSWERED,
    NOT_APPLICABLE,
    PERCENTAGE,
    WORDS_ALONE,
    Mark,
    doubt_beside,
    is_not_applicable,
    rated,
    unclear,
    why_no_answer,
)
from trip_analytics.understanding.marks.marked_scales import chosen_of_printed
from trip_analytics.understanding.marks.ticks import CHECK_MARKS, says_tick
from trip_analytics.understanding.plain_text import normalise, plain_line
from trip_analytics.understanding.words import vocabulary

NUMBER_WORDS: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
)  # fmt: skip
# A name of the scale is still recognised with one letter wrong if it is at least so long ...
LONGEST_WITHOUT_SLIPS: Final = 8
# ... and by its beginning alone ("dev.") if it is one word of at least so many letters.
SHORTEST_TO_ABBREVIATE: Final = 10
# The names of a scale of so few points are also given by their first letters: "R" for red.
MOST_INITIALS: Final = 3
# On a scale of three, "2/3" is as often "between 2 and 3" as "2 of 3".
SHORTEST_FOR_SLASH: Final = 4
# Numbers from here on beside an answer ("4 - 15 staff trained", "4 - since 2019") count
# something; smaller ones may be another answer, or the top of another scale.
SMALLEST_COUNT: Final = 11

_SAID: Final = vocabulary("answers")
_WORD: Final = "|".join(NUMBER_WORDS)
_MONTH: Final = (
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:[a-z]*)"
)  # fmt: skip
_DATE: Final = re.compile(
    rf"\d{{1,4}}[-/. ]{_MONTH}(?:[-/. ]\d{{2,4}})?|{_MONTH}[-/. ]\d{{1,4}}"
    r"|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}(?: .*)?|\d{4}-\d{1,2}-\d{1,2}(?:[t ].*)?"
)
_DOUBTFUL_SIGN: Final = re.compile(r"[?¿+~<>≤≥≈%→⁄]|-\s*$")
_DECIMAL: Final = re.compile(r"\D*\d+[.,·](\d+)")
_NUMBER: Final = rf"\d+|{_WORD}"
# What sets an answer apart from words behind it: a sign, or a word before which no number
# counts anything. "4 - mostly" and "4 we think" are a four, "3 staff trained" and "2 of us" none.
_APART: Final = (
    rf"[-:;,.()\[\]*=|!{CHECK_MARKS}]|(?:{_SAID.alternatives(_SAID['apart'].entry['words'])})\b"
)
_ANSWER: Final = re.compile(
    rf"[(\[*]*\s*(?P<number>{_NUMBER})(?:(?!\w)|(?=pts?\b))(?:[.,]0{{1,2}}(?![\d.,]))?\s*"
    rf"(?:(?P<of>(?:out of|of|from|/|\\)\s*)(?P<top>{_NUMBER})\b|points?\b|pts?\b|stars?\b)?"
    rf"\s*[)\]]?\s*(?:$|(?P<words>(?:{_APART}).*))"
)
_SIGNED: Final = re.compile(
    r"[(\[]*\s*(?P<sign>[+-])\s*(?P<number>\d{1,2})(?![\d.,])\s*[)\]]*\s*(?P<words>.*)"
)
_BESIDE_NUMBER: Final = re.compile(rf"(?<![\w.])(?:\d+(?:[.,]\d+)?|{_WORD})(?!\w)|\d+")


def read_text(text: str, scale: Sequence[ScalePoint]) -> Mark:
    """The answer that a text gives on a scale.

    Examples
    --------
    >>> from trip_analytics.instruments import load_instrument
    >>> scale = load_instrument("trip").scale
    >>> read_text("4 - mostly", scale).value, read_text("Well developed", scale).value
    (4, 4)
    >>> read_text("3 or 4", scale).why
    'more than one number is written'
    """
    return _reader(tuple(scale)).read(text)


@lru_cache(maxsize=64)
def _reader(scale: tuple[ScalePoint, ...]) -> _Reader:
    return _Reader(scale)


class _Reader:
    """Reads texts by one scale. A class, to prepare the scale's names once."""

    def __init__(self, scale: tuple[ScalePoint, ...]) -> None:
        self._scale = scale
        self._values = [point.value for point in scale]
        self._top = scale[-1].value
        self.read = lru_cache(maxsize=5_000)(self._read)

    @cached_property
    def _names(self) -> dict[str, int | None]:
        """The scale's names and meanings as they are compared; None where two points share one."""
        names: dict[str, int | None] = {}
        for point in self._scale:
            for text in {normalise(text) for text in (point.label, point.meaning) if _named(text)}:
                names[text] = None if text in names else point.value
        return names

    @cached_property
    def _as_printed(self) -> set[str]:
        """The scale's names and meanings with every sign in them."""
        return {plain_line(text) for point in self._scale for text in (point.label, point.meaning)}

    @cached_property
    def _initials(self) -> dict[str, int]:
        """The first letters of a short scale's names: R, A and G, or Y and N."""
        initials = {label[0]: value for label, value in self._labels if " " not in label}
        whole = len(initials) == len(self._scale) <= MOST_INITIALS
        return initials if whole else {}

    @cached_property
    def _labels(self) -> list[tuple[str, int]]:
        """The scale's names, longest first: "very well developed" holds "well developed"."""
        labels = [(normalise(p.label), p.value) for p in self._scale if _named(p.label)]
        return sorted(labels, key=lambda label: -len(label[0]))

    def _read(self, text: str) -> Mark:
        line = plain_line(text.strip().replace("\n", " ; "))
        line = _unwrapped(line)
        if is_blank(line) or is_placeholder(line):
            return NOT_ANSWERED
        if (answer := self._signed(line) or self._named(line)) is not None:
            return answer
        if _SAID["excel_error"].search(line):
            return unclear("the cell holds an Excel error")
        if is_not_applicable(line):
            return self._not_applicable(line)
        if (printed := chosen_of_printed(line, self._of_caption, self._values)) is not None:
            return printed
        if (why := why_no_answer(line)) is not None:
            return unclear(why)
        if _DATE.fullmatch(line):
            return unclear("it is a date, which Excel makes of something like 3-4")
        if says_tick(line):
            return unclear("there is a tick but no number")
        return self._numbered(line)

    def _signed(self, line: str) -> Mark | None:
        """The answer that begins with a number with its sign, on a scale that goes below zero."""
        if self._values[0] >= 0 or (found := _SIGNED.fullmatch(line)) is None:
            return None
        value = int(found["sign"] + found["number"])
        if value not in self._values:
            return unclear(f"{value} is not on the scale")
        words = re.sub(rf"^/\s*\+?{self._top}\b", "", found["words"])
        return self._with_words(value, words, found["number"])

    def _not_applicable(self, line: str) -> Mark:
        rest = re.sub(r"^\W*(?:n\W{0,2}a\b|not applicable)\W*", "", line)
        answered = re.match(rf"\W*(?:{_NUMBER})(?!\w)", line) or (
            rest != line and self._numbered(rest).state == "rated"
        )
        if answered:
            return unclear("there is an answer and not applicable as well")
        return replace(NOT_APPLICABLE, beside=rest != line and bool(re.search(r"\w", rest)))

    def _named(self, line: str) -> Mark | None:
        """The answer given by a name of the scale, with or without its number."""
        plain = normalise(line)
        # Comparing drops the signs that make an answer doubtful: "Well developed?".
        if not plain or (_DOUBTFUL_SIGN.search(line) and line not in self._as_printed):
            return None
        if plain in self._initials:
            return rated(self._initials[plain])
        if plain in self._names:
            value = self._names[plain]
            return rated(value) if value is not None else None
        plain = normalise(_SAID["before_number"].pattern.sub("", line)) or plain
        for label, value in self._labels:
            if plain in (label, f"{value} {label}", f"{label} {value}", f"{value} {value} {label}"):
                return rated(value)
            if value < 0 and str(value) in line and plain == f"{label} {-value}":
                return rated(value)
            if plain.replace(" ", "") == label.replace(" ", ""):
                return rated(value)
            apart = rf"{re.escape(label)}\s*(?:{_APART}|/)(?P<words>.*)"
            if found := re.fullmatch(apart, re.sub(r"(?<=\w)-(?=\w)", " ", line)):
                return self._with_words(value, found["words"])
        return self._mistyped(plain)

    def _mistyped(self, plain: str) -> Mark | None:
        """The answer given by a name with one letter wrong, or by its beginning."""
        if re.search(r"\d", plain):
            return None
        near = [
            value
            for label, value in self._labels
            if len(label) >= LONGEST_WITHOUT_SLIPS
            and not re.search(r"\d", label)
            and plain[0] == label[0]
            and OSA.distance(plain, label, score_cutoff=1) <= 1
        ]
        if not near and len(plain) >= 3 and " " not in plain:
            begun = [(label, v) for label, v in self._labels if label.startswith(plain)]
            near = [v for label, v in begun if len(label) >= SHORTEST_TO_ABBREVIATE]
            near = near if len(begun) == 1 and " " not in begun[0][0] else []
        return rated(near[0], beside=True) if len(near) == 1 else None

    def _of_caption(self, caption: str) -> int | Literal["not-applicable"] | None:
        """The point that the caption of a box names."""
        if is_not_applicable(caption):
            return "not-applicable"
        mark = self._named(caption) or self._numbered(caption)
        return mark.value

    def _numbered(self, line: str) -> Mark:
        if "%" in re.sub(r"[-:;,(].*", "", line):
            return unclear(PERCENTAGE)
        if "⁄" in line:
            return unclear("the number is not a whole one")
        line = _SAID["before_number"].pattern.sub("", line, count=1)
        if len(self._values) < SHORTEST_FOR_SLASH:
            line = re.sub(r"^s(?=\d)", "", line)  # "S2" is short for "Stage 2"
        line = re.sub(rf"^(?:[{CHECK_MARKS}☒•]\s*)(?=\d)", "", line)
        line = re.sub(r"^_+\s*|\s*_+$|^(?:\.{3,}|…)\s*|\s*(?:\.{3,}|…)$", "", line)
        if not line or re.fullmatch(r"[/\\]\s*\d+|(?:out )?of \d+", line):
            return NOT_ANSWERED  # the form's own "Rating:" or "/5", with nothing to it
        if (decimal := _DECIMAL.match(line)) and decimal[1].strip("0"):
            return unclear("the number is not a whole one")
        found = _ANSWER.fullmatch(line)
        if found is None:
            return unclear(self._why_not(line))
        value = number_of(found["number"])
        words = found["words"] or ""
        if found["of"] and not self._is_top(found["of"], found["top"]):
            return unclear(f"the number is not out of {self._top}")
        if value not in self._values:
            return unclear(f"{value} is not on the scale")
        if re.fullmatch(r"\s*-+\s*", words):
            return unclear("there is a plus or minus after the number")
        return self._with_words(value, words, found["number"])

    def _is_top(self, of: str, top: str) -> bool:
        """Whether "/5" or "out of five" names this scale's top; "four/five" is two answers."""
        slash = of.strip() in ("/", "\\")
        if slash and (top in NUMBER_WORDS or len(self._values) < SHORTEST_FOR_SLASH):
            return False
        return number_of(top) == self._top

    def _with_words(self, value: int, words: str, number: str = "") -> Mark:
        """An answer and the words behind it, unless they speak against it."""
        if not re.search(r"\w", words) and "?" not in words:
            return rated(value)
        named = normalise(words)
        if self._names.get(named) == value or _says_again(value, named, number):
            return rated(value)
        if self._contradicts(value, named):
            return unclear("the number and the words beside it disagree")
        if (why := doubt_beside(words)) is not None:
            return unclear(why)
        if not self._only_counts(value, words):
            return unclear("more than one number is written")
        return rated(value, beside=bool(re.search(r"[^\W\d_]", words)))

    def _contradicts(self, value: int, named: str) -> bool:
        """Whether words hold another name of the scale: "3 - Well developed".

        A name of one word may be any word, unless it stands alone.
        """
        for label, other in self._labels:
            if named in (label, f"{other} {label}", f"{label} {other}"):
                return other != value
            if (
                " " in label
                and len(label) >= LONGEST_WITHOUT_SLIPS
                and f" {label} " in f" {named} "
            ):
                return other != value
        return False

    def _only_counts(self, value: int, words: str) -> bool:
        """Whether no number in the words can be another answer."""
        spoken = _SAID["counting_one"].pattern.sub("", words)
        numbers = _BESIDE_NUMBER.findall(spoken)
        if not numbers:
            return True
        if not re.search(r"[^\W\d_]", words):
            return False
        whole = [number_of(n) for n in numbers if n.isdigit() or n in NUMBER_WORDS]
        return len(whole) == len(numbers) and all(
            number == value or number >= SMALLEST_COUNT for number in whole
        )

    def _why_not(self, line: str) -> str:
        if not re.search(rf"\d|\b(?:{_WORD})\b", line):
            return WORDS_ALONE
        if re.search(r"\bhalf\b", line):
            return "the number is not a whole one"
        if re.search(r"\d\s*\+|\+\s*\d|\d\s*-$", line):
            return "there is a plus or minus after the number"
        if len(_BESIDE_NUMBER.findall(line)) > 1:
            return "more than one number is written"
        if doubt_beside(line) is not None or re.search(r"[~<>≤≥≈]|\bc\.? ?\d|ish\b", line):
            return "the number is in doubt"
        return "the number is not a single whole one by itself"


def _named(label: str) -> bool:
    """Whether the label of a point is a name, and not its number again."""
    return any(letter.isalpha() for letter in label)


def number_of(text: str) -> int:
    """The number that digits or a word from zero to ten say.

    Examples
    --------
    >>> number_of("four"), number_of("45")
    (4, 45)
    """
    return NUMBER_WORDS.index(text) if text in NUMBER_WORDS else int(text[:9])


def _says_again(value: int, named: str, number: str) -> bool:
    """Whether words only say the answer again in the other way: "4 (four)", "Four (4)"."""
    word = NUMBER_WORDS[value] if 0 <= value < len(NUMBER_WORDS) else ""
    return named == (word if number.isdigit() else str(value))


def _unwrapped(line: str) -> str:
    """A line without quotes around it, or the apostrophe that makes a number text."""
    found = re.fullmatch(r"'([^']*)'?|\"([^\"]+)\"", line)
    return next((g.strip() for g in found.groups() if g is not None), "") if found else line
