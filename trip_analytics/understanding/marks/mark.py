"""One answer, or a plain reason why there is none, and what people write beside one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from trip_analytics.understanding.plain_text import plain_line
from trip_analytics.understanding.words import remembered, vocabulary

State = Literal["rated", "not-applicable", "not-answered", "unclear"]


@dataclass(frozen=True, slots=True)
class Mark:
    """What a cell answers.

    ``why`` says what keeps an unclear one from being clear, ``beside`` whether words
    are beside the answer.
    """

    state: State
    value: int | None = None
    why: str | None = None
    beside: bool = False


NOT_ANSWERED: Final = Mark("not-answered")
NOT_APPLICABLE: Final = Mark("not-applicable")


def unclear(why: str) -> Mark:
    """A mark that no single answer can be read from.

    Examples
    --------
    >>> unclear("two are ticked").state
    'unclear'
    """
    return Mark("unclear", why=why)


# Reasons that may hold for all answers of a form, and what these are then given in.
WORDS_ALONE: Final = "there are words but no number"
PERCENTAGE: Final = "it is a percentage"
PICTURE: Final = "it is a picture and not a number"
GIVEN_IN: Final = {WORDS_ALONE: "words or signs", PERCENTAGE: "percentages", PICTURE: "pictures"}

NOT_KNOWN: Final = unclear("it says that they do not know")


PRINTED_NOT_KNOWN: Final = unclear("it is the form's own answer for what is not known")


@cache
def rated(value: int, *, beside: bool = False) -> Mark:
    """A clear answer, and whether words are beside it.

    Examples
    --------
    >>> rated(4).value
    4
    """
    return Mark("rated", value, beside=beside)


_SAID: Final = vocabulary("answers")
_DOUBTED: Final = re.compile(
    r"\?|\b(?:not sure|unsure|maybe|perhaps)\b|^\W*n\W?a\W* or\b", re.IGNORECASE
)
_ANOTHER_NUMBER: Final = re.compile(
    r"\b(?:to|is|be|as|a|an|at|say|says|said|think|thinks|thought|score[ds]?|rate[ds]?|rating|agreed"
    r"|gave|give|only|really|more like|mark(?:ed)?|down|up|=)\s*(?:it )?(?:as |to |an? )?"
    r"(\d|one|two|three|four|five)(?!\w|\.\d)(?:\s*$|\s*[,;:.!?)]|\s+(?:after|following|at|by|in"
    r"|because|from|since|this|on|now|not|rather|instead|but|and)\b)"
)
# A text that is no answer is the first of these.
_REASONS: Final = (
    "dash", "question_mark", "excel_error", "not_known", "still_to_come", "points_elsewhere",
    "not_given", "stars", "yes_or_no", "roman",
)  # fmt: skip
# A longer text is a comment, whatever else it says.
LONGEST_EXCUSE: Final = 100


@remembered
def is_not_applicable(line: str) -> bool:
    """Whether a line in lower case says "not applicable", in any words, without a doubt.

    Examples
    --------
    >>> is_not_applicable("n/a"), is_not_applicable("does not apply here")
    (True, True)
    >>> is_not_applicable("n/a?")
    False
    """
    found = _SAID["not_applicable"].search(line)
    return (
        found is not None
        and not _SAID["only_perhaps"].search(line[: found.start()])
        and not _DOUBTED.search(line)
    )


@remembered
def doubt_beside(words: str) -> str | None:
    """What makes words beside an answer cast doubt on it, or None where they do not.

    Examples
    --------
    >>> doubt_beside("not sure")
    'the words beside it are in doubt about it'
    >>> doubt_beside("mostly") is None
    True
    """
    bare = words.strip(" -:;,.()[]*=|!")
    if _SAID["doubt"].search(bare) or _SAID["doubt"].search(words):
        return "the words beside it are in doubt about it"
    if _SAID["other_time"].search(bare):
        return "the words beside it speak of another time or of an aim"
    if _SAID["not_applicable"].search(bare):
        return "it says not applicable as well"
    return None


def contradicts(note: str, answer: int) -> bool:
    """Whether a note on an answer says that it is another one, or is in doubt.

    Examples
    --------
    >>> contradicts("Changed to 3 after the meeting", 4), contradicts("4, all agreed", 4)
    (True, False)
    >>> contradicts("We have 3 peer workers", 4)
    False
    """
    line = plain_line(note)
    words = ("zero", "one", "two", "three", "four", "five")
    for found in _ANOTHER_NUMBER.finditer(line):
        number = words.index(found[1]) if found[1] in words else int(found[1])
        if number != answer:
            return True
    if alone := re.fullmatch(r"[^\w+-]*\+?(-?\d{1,2})\W*", line):
        return int(alone[1]) != answer
    return _SAID["second_thoughts"].search(line) is not None or doubt_beside(line) is not None


@remembered
def corrects_an_answer(message: str) -> bool:
    """Whether a line of a message says that an answer on a form should be another one.

    Examples
    --------
    >>> corrects_an_answer("Question 3 should say 4."), corrects_an_answer("Please find attached")
    (True, False)
    >>> corrects_an_answer("This is the corrected form")
    False
    """
    line = plain_line(message)
    said = (_SAID["answer_named"], _SAID["second_thoughts"])
    return all(concept.search(line) is not None for concept in said)


@remembered
def why_no_answer(line: str) -> str | None:
    """What a line in lower case says instead of an answer, where we know it.

    Examples
    --------
    >>> why_no_answer("tbc")
    'it says that the answer is still to come'
    """
    if len(line) > LONGEST_EXCUSE:
        return None
    return next((_SAID[name].entry["why"] for name in _REASONS if _SAID[name].search(line)), None)
