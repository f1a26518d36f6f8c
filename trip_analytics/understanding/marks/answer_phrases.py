"""What people write instead of an answer, or beside one that they are not sure of."""

from __future__ import annotations

import re
from typing import Final

from trip_analytics.understanding.plain_text import plain_line

_NOT_APPLICABLE: Final = re.compile(
    # "N/A" in its spellings, at the start alone where the letters might be a word's.
    r"^[\s(\[]*(?:n\.? ?[/\\|,]? ?a\.?(?!\w)|n/app?\b)"
    r"|(?<!\w)(?:n ?[/\\] ?a|n\.a\.?)(?!\w)"
    r"|\b(?:not|non)[ -](?:at all |currently |really |directly )?"
    r"(?:applicable|appl\b|app\.|relevant)"
    r"|\b(?:inapplicable|irrelevant)\b"
    r"|\b(?:does not|doesn'?t|do not|don'?t|did not|didn'?t|cannot|can'?t)"
    r" (?:really |currently )?apply\b"
)
_ONLY_PERHAPS: Final = re.compile(
    r"\?|\b(?:maybe|perhaps|possibly|probably|might|may be|could be|partly|partially|or|some|for)\b"
    r"|\bnot sure|\bunsure"
)
_DOUBT: Final = re.compile(
    r"[?¿]"
    r"|\b(?:not (?:so |very |really |entirely |quite |completely |100% )?(?:sure|certain|clear)"
    r"|unsure|uncertain|unclear|maybe|may be|might be|could be|perhaps|possibly|probably"
    r"|arguably|debatable|don'?t know|do not know|dk|no idea|guess(?:ed|ing)?|estimated?"
    r"|nearly|almost|approx(?:imately|\.)?|thereabouts"
    r"|to be (?:confirmed|decided|discussed|agreed|checked|determined|reviewed)|tb[acd]"
    r"|provisional(?:ly)?|pending"
    r"|(?:not|never|nobody|cannot|can'?t|could not|couldn'?t|did not|didn'?t)"
    r" (?:all )?(?:yet )?agreed?"
    r"|disagree(?:d|ment)?|no agreement|no consensus|split (?:views?|opinions?)"
    r"|at (?:best|most|a push|a stretch)|on a good day|if"
    r"|or (?:more|less|higher|lower|so)|(?:and a )?half|out of)\b"
    r"|^or\b|^(?:ish|plus|minus|no|not|wrong|error|mistake|ignore|delete)$"
)
# Words that take the number beside them for another time than this review's, or for a wish.
_OTHER_TIME: Final = re.compile(
    r"(?:was |were |from |in |for |by |as |the |our |at )*"
    r"(?:last|previous|prior|next) (?:year|time|review|trip|meeting|score|rating)(?:'?s)?"
    r"(?: (?:score|rating|review|trip))?"
    r"|(?:our |the )?(?:target|goal|aim|aspiration|desired|planned|previously|before)"
)
# What says in a note on an answer that it is another one now, or should be.
_SECOND_THOUGHTS: Final = re.compile(
    r"\b(?:changed?|amend(?:ed)?|revis(?:ed?|ing)|correct(?:ed|ion)|altered|updated"
    r"|moved (?:up|down)|should (?:be|say|read)|was (?:an? )?\d|now (?:an? )?\d"
    r"|instead|wrong|mistake|error|not agreed|disagree[ds]?|quer(?:y|ied)|contested"
    r"|to check|check (?:this|with))\b"
)
_ANOTHER_NUMBER: Final = re.compile(
    r"\b(?:to|is|be|as|a|an|at|say|says|said|think|thinks|thought|score[ds]?|rate[ds]?|rating|agreed"
    r"|gave|give|only|really|more like|mark(?:ed)?|down|up|=)\s*(?:it )?(?:as |to |an? )?"
    r"(\d|one|two|three|four|five)(?!\w|\.\d)(?:\s*$|\s*[,;:.!?)]|\s+(?:after|following|at|by|in"
    r"|because|from|since|this|on|now|not|rather|instead|but|and)\b)"
)
_REASONS: Final = (
    (r"-+|/+|\\+", "there is only a dash"),
    (r"\W*\?[?\s!]*\W*", "there is a question mark"),
    (r"#(?:ref|n/a|div/0|value|name|num|null)[!?]?", "the cell holds an Excel error"),
    (
        r".*\b(?:(?:don'?t|do not|didn'?t|did not|doesn'?t|not|un) ?(?:really )?(?:know|sure|known)"
        r"|dk|d/k|unsure|unknown|no idea|can'?t say|cannot say|hard to say)\b.*",
        "it says that they do not know",
    ),
    (
        r".*\b(?:tb[acd]|t\.b\.[acd]|pending|later|next meeting"
        r"|(?:to be|still to|to) (?:be )?(?:confirm|decide|discuss|agree|check|determine|review"
        r"|complete|follow)(?:ed|d)?)\b.*",
        "it says that the answer is still to come",
    ),
    (
        r"\W*(?:ditto|do|same|[\"'″〃]+)\W*|.*\b(?:as|same|see|refer to|please see)\b.*"
        r"\b(?:above|below|before|last|previous|comments?|notes?|attached|overleaf|other|\d{4})\b.*",
        "it points to an answer somewhere else",
    ),
    (
        r"not (?:yet )?(?:rated|scored|assessed|answered|discussed|agreed|completed?|done)"
        r"|no (?:answer|rating|score|response)|(?:left )?blank|skip(?:ped)?|none|nil|nothing",
        "it says that no answer was given",
    ),
    (r"[*★☆⭐\s]+", "stars are not a number"),
    (r"(?:yes|no|y|n|yep|nope|true|false|ok|agree|agreed|disagree)[.!]*", "it says yes or no"),
    (r"[ivx]{2,}|i", "a letter may be a tick or a Roman number: a digit is needed"),
)
# A longer text is a comment, whatever else it says.
LONGEST_EXCUSE: Final = 100
_REASON: Final = [(re.compile(pattern), why) for pattern, why in _REASONS]
# What stands in a field that nobody has filled in.
_PLACEHOLDER: Final = re.compile(
    r"[_.\s…]{3,}|_+|…+"
    r"|\W*(?:please )?(?:choose|select|pick)(?: an?)?(?: item| one| rating| score| option| answer"
    r"| from (?:the )?list)?\W*"
    r"|(?:please )?(?:click|tap)\b.{0,30}\b(?:enter|choose|select)\b.*"
    r"|[\[<(](?:please )?(?:enter|insert|add|type|write|choose|select)\b[^\])>]*[\])>]"
)


def is_not_applicable(line: str) -> bool:
    """Whether a line in lower case says "not applicable", in any words, without a doubt.

    Examples
    --------
    >>> is_not_applicable("n/a"), is_not_applicable("does not apply here")
    (True, True)
    >>> is_not_applicable("n/a?")
    False
    """
    found = _NOT_APPLICABLE.search(line)
    return (
        found is not None and not _ONLY_PERHAPS.search(line[: found.start()]) and not _doubted(line)
    )


def _doubted(line: str) -> bool:
    return bool(re.search(r"\?|\b(?:not sure|unsure|maybe|perhaps)\b|^\W*n\W?a\W* or\b", line))


def is_placeholder(line: str) -> bool:
    """Whether a line in lower case is what a form prints where nobody has written yet.

    Examples
    --------
    >>> is_placeholder("choose an item."), is_placeholder("____")
    (True, True)
    """
    return bool(_PLACEHOLDER.fullmatch(line))


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
    if _DOUBT.search(bare) or _DOUBT.search(words):
        return "the words beside it are in doubt about it"
    if _OTHER_TIME.fullmatch(bare):
        return "the words beside it speak of another time or of an aim"
    if _NOT_APPLICABLE.search(bare):
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
    if re.fullmatch(r"\W*\d\W*", line):
        return re.sub(r"\D", "", line) != str(answer)
    return bool(_SECOND_THOUGHTS.search(line)) or doubt_beside(line) is not None


def why_no_answer(line: str) -> str | None:
    """What a line in lower case says instead of an answer, where we know it.

    Examples
    --------
    >>> why_no_answer("tbc")
    'it says that the answer is still to come'
    """
    if len(line) > LONGEST_EXCUSE:
        return None
    return next((why for pattern, why in _REASON if pattern.fullmatch(line)), None)
