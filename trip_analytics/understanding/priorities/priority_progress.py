"""How far a priority is, from the words people write for it. Colours do not say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from trip_analytics.understanding.plain_text import tidy

Progress = Literal["not-started", "started", "achieved", "stopped"]

_NOT = r"(?:has |have |is |was |are )?(?:not|never|yet to be|to be)(?: yet| been| fully)*"
_FULL = r"achieved|accomplished|completed?|done|finished|met|delivered|implemented|closed|in place"
_BEGUN = r"started|begun|commenced|underway|under way"
_PATTERNS: tuple[tuple[Progress, str], ...] = (
    (
        "not-started",
        rf"{_NOT} (?:{_BEGUN})|not yet|no progress(?: yet| made)?"
        r"|nothing (?:done|yet|started)(?: yet)?"
        r"|to (?:start|begin|be started|do)|planned|yet to (?:start|begin|commence)|not commenced"
        r"|unstarted",
    ),
    (
        "stopped",
        r"stopped|abandoned|cancelled|canceled|paused|dropped|discontinued|on hold|withdrawn"
        r"|suspended|no longer "
        r"(?:needed|required|relevant|a priority|applicable|going ahead|wanted)"
        r"|not (?:going ahead|being taken forward|needed|required|proceeding)"
        r"|will not (?:happen|go ahead)"
        r"|ended|shelved",
    ),
    (
        "started",
        rf"(?:partially|partly|part|nearly|almost|mostly|half|semi) ?-?(?:{_FULL}|there)"
        rf"|(?:{_BEGUN}|in progress|on[ -]?going|on track|progressing(?: well)?|making progress"
        r"|(?:some|good|slow|steady|great|little|limited) progress(?: made| so far)?|in hand"
        r"|work(?:ing)? (?:in progress|on (?:it|this)|has (?:started|begun)|under ?way)|wip"
        r"|continuing|(?:just|recently|now|already) (?:started|begun|underway|under way)"
        r"|half ?way(?: there)?|going well|getting there|has (?:started|begun)|partial(?:ly)?"
        r"|partly|nearly there|almost there|off track|behind(?: schedule)?|delayed"
        r"|ahead of schedule)",
    ),
    (
        "achieved",
        rf"(?:fully |now |all |successfully |has been |have been |was |is |we have )*(?:{_FULL})"
        r"|up and running|success(?:ful)?",
    ),
)
# The words for a state that nobody would ask about; others are kept in the log as well.
_PLAIN = re.compile(
    rf"{_NOT} (?:{_BEGUN})|{_BEGUN}|{_FULL}|in progress|on[ -]?going|stopped|on hold|abandoned"
    r"|cancelled"
)
_PERCENT = re.compile(
    r"^(?:about |approx\.? |approximately |c\.? |~ ?)?(\d{1,3})(?:\.\d+)? ?(?:%|per ?cent)"
)
_SAYS_NOTHING = re.compile(r"^(n ?/ ?a|-+|–+|none|nil|\.+|_+)$", re.IGNORECASE)
_RAG = re.compile(r"^(?:rag\W*)?(?:red|amber|green|blue|yellow|r|a|g|b|grey)\b", re.IGNORECASE)
_TICK = re.compile(r"^[\W_]*[✓✔√☑][\W_]*$|^y(es)?\W*$", re.IGNORECASE)
_IN_DOUBT = re.compile(
    r"\b(but|not|n't|still|yet|until|except|apart from|mostly|partly|partially|partial|half|needs?"
    r"|remain\w*|almost|nearly|unfinished|incomplete|outstanding|some of|unless|hop(e|ing)|maybe"
    r"|perhaps|unsure|first (one|part|bit)|part one|phase|\d of \d|\d/\d)\b|[?%]",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(
    rf"\b(?:but )?(?:not|still|yet|to be)(?: yet| fully| to be)* (?:{_FULL})\b"
)
# What may follow the words for a state without a sign between: when it was.
_TIME = (
    r"\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|spring|summer|autumn|winter|early|late"
    r"|mid|last|this|end of|start of|today|yesterday"
)
_WHEN = re.compile(
    rf"^\s*(?:(?:in|on|by|since|from|as of|during) (?:the )?)?(?:{_TIME})"
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
    if _SAYS_NOTHING.match(line) or not line:
        return ReadProgress(None, says_nothing=True)
    if found := _PERCENT.match(line):
        share = int(found.group(1))
        if share > 100:
            return _UNCLEAR
        state: Progress = "not-started" if not share else "achieved" if share == 100 else "started"
        return _unless_in_doubt(state, line[found.end() :], plain=False)
    asks = re.search(r"achieved|complete|done|met\b", heading.casefold())
    if _TICK.match(line) or (asks and re.match(r"^(x|yes)\b\W*$", line)):
        return ReadProgress("achieved") if asks else _UNCLEAR
    line = (
        re.sub(r"^(?:rag\W*)?(?:red|amber|green|blue)\b[\s:–—,(-]+", "", line).strip(" )") or line
    )
    if _RAG.match(line):
        return _UNCLEAR
    line = re.sub(r"^[\W_]*[✓✔√☑][\W_]*|[\s✓✔√☑]+$|^(?:status|progress)\s*:\s*", "", line)
    for state, pattern in _PATTERNS:
        if found := re.match(rf"(?:{pattern})(?!\w)", line):
            plain = bool(_PLAIN.fullmatch(found.group()))
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
        words = _UNFINISHED.sub(" ", words)
    others = [
        pattern
        for other, pattern in _PATTERNS
        if other != state and not (state == "stopped" and other == "started")
    ]
    if _IN_DOUBT.search(words) or any(re.search(rf"\b(?:{p})\b", words) for p in others):
        return _UNCLEAR
    return ReadProgress(state, beside=not plain or bool(re.search(r"\w", words)))
