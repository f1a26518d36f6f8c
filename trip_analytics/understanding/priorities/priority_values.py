"""What people write beside a priority: how much it would change, who leads it, how far it is.

No names: whether there are leads, and whether they are staff or use the service. Colours do not
say how far a priority is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from trip_analytics.reading import Cell
from trip_analytics.understanding.blank import is_blank, is_placeholder, says_nobody, says_nothing
from trip_analytics.understanding.form_page import Page
from trip_analytics.understanding.marks.ticks import CHECK_MARKS
from trip_analytics.understanding.plain_text import tidy
from trip_analytics.understanding.priorities.section_headings import (
    is_heading,
    role_of,
    speaks_of_service_users,
    speaks_of_staff,
)
from trip_analytics.understanding.words import Concept, vocabulary

_SAID: Final = vocabulary("sections")
_DEGREES: Final = ("high", "medium", "low")
_OPPOSITE: Final = {"high": "low", "medium": "medium", "low": "high"}
_VERY: Final = "very-"
_OF_EASE: Final = {"easy": "high", "hard": "low"}
_VERY_BEFORE: Final = re.compile(rf"^{_SAID['very'].pattern.pattern}\s+", re.IGNORECASE)
_NUMBER: Final = re.compile(r"(\d{1,2})(?:\s*(?:/|out of)\s*(\d{1,2}))?")
# What parts a degree from words about it: "High - many people have asked for it".
_PARTED: Final = re.compile(r"\s+[-–—]\s+|\s*[:;,.(=]\s*")


@dataclass(frozen=True, slots=True)
class Degree:
    """``very-high`` to ``very-low``, or a number as written; whether words are beside it."""

    degree: str
    beside: bool = False


def read_degree(text: str, *, of_effort: bool = False) -> Degree | None:
    """How high something is; None where the words do not say.

    Much effort is little ease: ``of_effort`` turns a degree round. A number of effort says nothing
    of ease, because its scale is not known.

    Examples
    --------
    >>> read_degree("H").degree, read_degree("Very easy").degree, read_degree("4/5").degree
    ('high', 'very-high', '4/5')
    >>> read_degree("High", of_effort=True).degree, read_degree("Hard", of_effort=True).degree
    ('low', 'low')
    >>> read_degree("People feel listened to") is None
    True
    """
    line = tidy(text).strip(" .!")
    for words in (line, *_PARTED.split(line, maxsplit=1)[:1]):
        if (degree := _degree(words.casefold(), of_effort=of_effort)) is not None:
            return Degree(degree, beside=words != line)
    return None


def names_a_degree(heading: str) -> bool:
    """Whether a heading is one degree, to be ticked below: "High impact", "Hard to do"."""
    read = read_degree(heading)
    return read is not None and not any(map(str.isdigit, read.degree))


def ticked_degree(text: str, heading: str, *, of_effort: bool) -> Degree | None:
    """How high something is by a tick below a degree."""
    line = tidy(text).casefold()
    ticked = _TICK.match(line) or _CROSS_OR_YES.match(line)
    return read_degree(heading, of_effort=of_effort) if ticked else None


def _degree(words: str, *, of_effort: bool) -> str | None:
    if number := _NUMBER.fullmatch(words):
        return None if of_effort else "/".join(filter(None, number.groups()))
    rest = " ".join(_SAID["beside_degree"].pattern.sub(" ", words).split())
    plain = _VERY_BEFORE.sub("", rest)
    very = _VERY if plain != rest else ""
    for said, ease in _OF_EASE.items():
        if _SAID[said].fullmatch(plain):
            return f"{very}{ease}"
    found = next((each for each in _DEGREES if _SAID[each].fullmatch(plain)), None)
    if found is None or (very and found == "medium"):
        return None
    return f"{very}{_OPPOSITE[found] if of_effort else found}"


_BETWEEN_NAMES = re.compile(r"\s+(?:and|with)\s+|[/,;&+\n]|\s[-–—]\s")
_ROLES = ("lead", "staff_lead", "service_user_lead")
_LONGEST_NAME = 4  # words; a longer text is none
_EVERYBODY = vocabulary("people").pattern(r"staff and (?:{service_user}|people)")


@dataclass(frozen=True, slots=True)
class Leads:
    """Who leads: None where it is not said. ``nobody`` where it says that there is none yet."""

    staff: bool | None = None
    service_user: bool | None = None
    nobody: bool = False
    unclear: bool = False


def read_leads(text: str, *, asks_for_both: bool = False, users_first: bool = False) -> Leads:
    """Who leads, from the words of a column for leads of any kind.

    A lead of whom nothing is said counts as staff; two of them where the column asks for
    one of either (``asks_for_both``) count as such; of one beside a dash its place says
    which it is, the first of staff unless the column names service users first.

    Examples
    --------
    >>> read_leads("Sam (staff) and Jo (service user)")
    Leads(staff=True, service_user=True, nobody=False, unclear=False)
    >>> read_leads("Sam")
    Leads(staff=True, service_user=None, nobody=False, unclear=False)
    >>> read_leads("- / Jo", asks_for_both=True)
    Leads(staff=False, service_user=True, nobody=False, unclear=False)
    """
    if says_nobody(text):
        return Leads(staff=False, service_user=False if asks_for_both else None, nobody=True)
    user = staff = other = 0
    named: list[bool] = []
    for name in _BETWEEN_NAMES.split(text):
        line = tidy(name).casefold()
        named.append(any(map(str.isalnum, line)) and not says_nobody(line))
        if not named[-1]:
            continue
        of_user, of_staff = speaks_of_service_users(line), speaks_of_staff(line)
        user += of_user
        staff += of_staff
        other += not of_user and not of_staff
    if _EVERYBODY.search(text):
        return Leads(staff=True, service_user=True)
    if asks_for_both and not user and not staff:
        if other > 1:
            return Leads(staff=True, service_user=True)
        if len(named) == 2:
            return Leads(staff=named[users_first], service_user=named[not users_first])
        return Leads(unclear=True)
    return Leads(staff=bool(staff or other), service_user=True if user else None)


def names_under_headings(page: Page) -> Iterator[Cell]:
    """What nothing has understood, and is under a heading that asks who leads.

    A table that is no priorities we know may still name people.
    """
    for (row, column), text in page.texts.items():
        if role_of(text) not in _ROLES or not is_heading(text):
            continue
        below = page.cell(row + 1, column)
        while below is not None and not page.is_taken(below):
            if len(below.standing.split()) <= _LONGEST_NAME and not says_nobody(below.standing):
                yield below
            below = page.cell(below.row + 1, column)


Progress = Literal["not-started", "started", "achieved", "stopped"]

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
