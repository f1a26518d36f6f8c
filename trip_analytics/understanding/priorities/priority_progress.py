"""How far a priority is, from the words people write for it. Colours do not say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from trip_analytics.understanding.blank import is_blank, is_placeholder, says_nothing
from trip_analytics.understanding.marks.ticks import CHECK_MARKS
from trip_analytics.understanding.plain_text import tidy
from trip_analytics.understanding.words import Concept, vocabulary

Progress = Literal["not-started", "started", "achieved", "stopped"]

_SAID: Final = vocabulary("sections")
_STATES: Final[Mapping[Progress, Concept]] = {
    "not-started": _SAID["not_started"],
    "stopped": _SAID["stopped"],
    "started": _SAID["started"],
    "achieved": _SAID["achieved"],
}
_PERCENT = re.compile(
    r"^(?:about |approx\.? |approximately |c\.? |~ ?)?(\d{1,3})(?:\.\d+)? ?(?:%|per ?cent)"
)
_TICK = re.compile(rf"^[\W_]*[{CHECK_MARKS}][\W_]*$|^y(es)?\W*$", re.IGNORECASE)
_CROSS_OR_YES = re.compile(r"^(x|yes)\b\W*$")
_COLOUR_BEFORE = re.compile(r"^(?:rag\W*)?(?:red|amber|green|blue)\b[\s:–—,(-]+")
_AROUND = re.compile(
    rf"^[\W_]*[{CHECK_MARKS}][\W_]*|[\s{CHECK_MARKS}]+$|^(?:status|progress)\s*:\s*"
)
# What may follow the words for a state without a sign between: when it was.
_WHEN = _SAID.pattern(
    r"^\s*(?:(?:in|on|by|since|from|as of|during) (?:the )?)?{when}"
    r"|^\s*(?:and|:|now|well|already)\b"
)


@dataclass(frozen=True, slots=True)
class ReadProgress:
    """How far a priority is, or None; whether words are worth keeping; whether nothing is said."""

    progress: Progress | None
    beside: bool = False
    says_nothing: bool = False


_UNCLEAR = ReadProgress(None)


def read_progress(text: str, heading: str = "") -> ReadProgress:
    """How far a priority is; None where the words do not say or say two things.

    Examples
    --------
    >>> read_progress("Underway - on track").progress, read_progress("Complete ✓").progress
    ('started', 'achieved')
    >>> read_progress("Not achieved").progress, read_progress("Amber").progress
    (None, None)
    """
    line = tidy(text).casefold().strip(" .!")
    if is_blank(line) or is_placeholder(line) or says_nothing(line):
        return ReadProgress(None, says_nothing=True)
    if found := _PERCENT.match(line):
        share = int(found.group(1))
        if share > 100:
            return _UNCLEAR
        state: Progress = "not-started" if not share else "achieved" if share == 100 else "started"
        return _unless_in_doubt(state, line[found.end() :], plain=False)
    asks = _SAID["asks_if_achieved"].search(heading)
    if _TICK.match(line) or (asks and _CROSS_OR_YES.match(line)):
        return ReadProgress("achieved") if asks else _UNCLEAR
    line = _COLOUR_BEFORE.sub("", line).strip(" )") or line
    if _SAID["rag"].search(line):
        return _UNCLEAR
    line = _AROUND.sub("", line)
    for state, said in _STATES.items():
        if found := said.pattern.match(line):
            plain = bool(_SAID["plain_progress"].fullmatch(found.group()))
            return _unless_in_doubt(state, line[found.end() :], plain=plain)
    return _UNCLEAR


def _unless_in_doubt(state: Progress, rest: str, *, plain: bool) -> ReadProgress:
    """A state, unless the words behind it go on without a break or say something else."""
    words = rest.strip(" .!")
    if not words:
        return ReadProgress(state, beside=not plain)
    if words[0].isalnum() and not _WHEN.match(words):
        return _UNCLEAR
    if state in ("started", "not-started"):
        words = _SAID["unfinished"].pattern.sub(" ", words)
    others = [
        said
        for other, said in _STATES.items()
        if other != state and not (state == "stopped" and other == "started")
    ]
    if _SAID["progress_in_doubt"].search(words) or any(said.search(words) for said in others):
        return _UNCLEAR
    return ReadProgress(state, beside=not plain or bool(re.search(r"\w", words)))
