"""Requests to teams, worded from what the import log tells the desk to do."""

from __future__ import annotations

import re
from functools import partial
from typing import Final

from trip_analytics.desk.queries import QueryKind

# Judgements of the import that a person should confirm, by kind; other warnings are counted only.
TO_CONFIRM: Final = {
    "superseded-return": QueryKind.TO_CONFIRM,
    "superseded-by-less": QueryKind.TO_CONFIRM,
    "superseded-part": QueryKind.TO_CONFIRM,
    "blank-return": QueryKind.TO_CONFIRM,
    "duplicate-return": QueryKind.TO_CONFIRM,
    "year-disagrees": QueryKind.TO_CONFIRM,
    "unlikely-year": QueryKind.TO_CONFIRM,
    "team-disagrees": QueryKind.TO_CONFIRM,
    "merged-team": QueryKind.TO_CONFIRM,
    "closed-team": QueryKind.TO_CONFIRM,
    "year-not-updated": QueryKind.COPY,
    "same-as-last-year": QueryKind.COPY,
    "unknown-team": QueryKind.TEAM_NAME,
    "teams-alike": QueryKind.TEAM_NAME,
    "register-remark": QueryKind.TEAM_NAME,
    "personal-data": QueryKind.PERSONAL_DATA,
}
# Those of them that the desk settles without the team.
FOR_THE_DESK: Final = (
    "blank-return",
    "duplicate-return",
    "merged-team",
    "closed-team",
    "unknown-team",
    "teams-alike",
    "register-remark",
)
# Those of them whose return may be of another year than it was taken for.
YEAR_IN_DOUBT: Final = (
    "year-disagrees",
    "unlikely-year",
    *(kind for kind, what in TO_CONFIRM.items() if what is QueryKind.COPY),
)
# Found in the answers themselves, statement by statement.
FOUND_IN_ANSWERS: Final = ("missing-statement",)

_WORDS = re.compile(r"[^\W\d_]{2}")
_ASKS = re.compile(r"\bask\b", re.IGNORECASE)
_UNCLEAR = re.compile(r"^Ask the team for (one \w+ from .+?): (.+?)\.?$")
_UNCLEAR_KINDS: Final = "unclear-"
_AS_SAID_TO_THE_TEAM: Final = (
    (r"\bask whether the team\b", "please tell us whether you"),
    (r"\bcorrect its year\b", "please correct its year and send it again"),
    (r" (?-i:Or) put .*", ""),  # a way out that only the desk has
    (r"\bask the team for its answer", "please give your answer"),
    (r"\bask (?:the team )?for the (form|file|return)", r"please send the \1"),
    (r"\bask (?:the team )?for\b", "please give"),
    (r"\bask the team to\b", "please"),
    (r"\b(?:ask|check)(?: the team)? (which|whose|how|what|who|when)\b", r"please tell us \1"),
    (r"\bcheck that it is\b", "please tell us if it is not"),
)


def is_for_team(kind: str, what_to_do: str) -> bool:
    """Whether only the team can answer.

    Examples
    --------
    >>> is_for_team("unclear-priority", "Ask for one number from 1 to 10.")
    True
    >>> is_for_team("unknown-statement", "Add the wording to the instrument.")
    False
    """
    if kind in FOR_THE_DESK:
        return False
    return kind in TO_CONFIRM or _ASKS.search(what_to_do) is not None


def request(kind: str, what_to_do: str, used: str | None) -> str:
    """What the log tells the desk to do, as a request to the team.

    Examples
    --------
    >>> request("unclear-mark", "Ask the team for one answer from 1 to 5: it is a range.", None)
    'Which one answer from 1 to 5 is meant? (It is a range.)'
    >>> request("unclear-progress", "Ask how far this is: started or achieved.", None)
    'Please tell us how far this is: started or achieved.'
    """
    if unclear := _UNCLEAR.match(what_to_do):
        answer, why = unclear.groups()
        return f"Which {answer} is meant? ({why[0].upper()}{why[1:]}.)"
    if kind == "personal-data":
        looks_like, _, _ = what_to_do.partition(":")
        return f"{looks_like}: please take it out of the form and send the form again."
    if kind.startswith("superseded-"):
        what_to_do = f"You sent more than one form. {what_to_do}"
    if kind == "year-disagrees" and used is not None:
        what_to_do = f"We took it as {used}, but it is {what_to_do}"
    for pattern, instead in _AS_SAID_TO_THE_TEAM:
        what_to_do = re.sub(pattern, partial(_instead, instead), what_to_do, flags=re.IGNORECASE)
    return what_to_do[:1].upper() + what_to_do[1:]


def _instead(words: str, found: re.Match[str]) -> str:
    """The words to put there, with a capital letter if what they replace has one."""
    words = found.expand(words)
    return words[:1].upper() + words[1:] if found.group()[0].isupper() else words


def repeatable(kind: str, found: str | None) -> str | None:
    """What was found, if it may be repeated.

    Not repeated are words that may identify a person, and marks that are clear: no list
    shows how a team rated anything.

    Examples
    --------
    >>> repeatable("unclear-mark", "3-4"), repeatable("unknown-statement", "4")
    ('3-4', None)
    """
    if found is None or TO_CONFIRM.get(kind) is QueryKind.PERSONAL_DATA:
        return None
    return found if kind.startswith(_UNCLEAR_KINDS) or _WORDS.search(found) else None


def kind_of_query(kind: str, *, for_team: bool, in_a_return: bool) -> QueryKind:
    """What the query about an entry of the log is about."""
    if kind in TO_CONFIRM:
        return TO_CONFIRM[kind]
    if kind.startswith(_UNCLEAR_KINDS) or (for_team and in_a_return):
        return QueryKind.UNCLEAR
    return QueryKind.OTHER if in_a_return else QueryKind.NOT_READ
