"""The words by which forms label their fields and head their columns.

These are the words of forms at large; what a statement or a challenge says is
the instruments' data.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal

FieldName = Literal[
    "team", "service", "unit", "service_line", "organisation", "year", "date", "name", "took_part",
    "comment", "team_type",
]  # fmt: skip
"""``service`` and ``unit`` are fields that name the team on some forms and not on others."""

LONGEST_LABEL: Final = 100  # characters

_THING: Final = r"(?:team|ward|unit|clinic|service|department|locality|site|area)(?: name)?"
_BETWEEN: Final = r"\s*(?:/|\\|,|&|\bor\b|\band\b)\s*"
# A team or ward, alone or beside others of its kind: "ward/team", "team, ward or service".
_TEAM_OR_WARD: Final = (
    rf"(?:{_THING}{_BETWEEN})*(?:clinical )?(?:team|ward)(?: name)?(?:{_BETWEEN}{_THING})*"
)
_LINE: Final = (
    r"(?:service line|directorate|division|care group|business unit"
    r"|clinical (?:service|group|division|directorate|business unit)"
    r"|service (?:area|group|division)|cbu)"
)
_ABOUT_REVIEW: Final = (
    r"(?:the |this |your )?(?:team )?(?:review|trip|assessment|self[ -]?assessment|return|form"
    r"|report|meeting|discussion|session|rating|completion|submission|signature)"
)
_DONE: Final = (
    r"(?:completed|returned|submitted|filled in|signed|agreed|reviewed|done|held|sent|discussed)"
)
_PERSON: Final = (
    r"(?:(?:team|ward|service|unit|clinical|recovery|project|deputy|modern) )?"
    r"(?:manager|leader|lead|matron|champion|facilitator)"
)

_LABELS: Final[dict[FieldName, str]] = {
    "team_type": r"(?:team|service|ward) type|type of (?:team|service|ward)"
    r"(?:\s*(?:/|or)\s*(?:team|service|ward))?",
    "team": (
        r"(?:your )?(?:full )?(?:name of (?:the |your |our |this )?)?"
        rf"{_TEAM_OR_WARD}(?: title)?(?: (?:completing|filling in|being|under|reviewed|assessed"
        r"|returning|submitting)\b.{0,40})?"
        rf"|(?:for )?(?:which|what)(?: is| was)? (?:the )?(?:name of )?(?:the |your |this )?"
        rf"{_TEAM_OR_WARD}(?: (?:are|do|does|is|did|was|were|have|has|called|you)\b.{{0,60}})?"
    ),
    "service": r"(?:name of (?:the |your )?)?service(?: name)?|(?:which|what) service"
    r"(?: (?:are|do|does|is|did)\b.{0,60})?",
    "unit": r"(?:name of (?:the |your )?)?(?:unit|clinic|department)(?: name)?",
    "service_line": (
        rf"(?:name of (?:the |your )?)?{_LINE}(?:{_BETWEEN}(?:{_LINE}|service))*(?: name)?"
        rf"|(?:which|what) {_LINE}\b.{{0,60}}"
    ),
    "organisation": (
        r"(?:name of (?:the |your )?)?(?:nhs |nhs foundation )?"
        r"(?:organi[sz]ation|trust|provider(?: organi[sz]ation)?)"
        rf"(?:{_BETWEEN}(?:organi[sz]ation|trust|provider))?(?: name)?"
    ),
    "year": (
        r"(?:(?:trip|review|assessment|reporting|financial|calendar|return|rating) )?"
        rf"(?:year|period)(?: (?:of|for|covered by) {_ABOUT_REVIEW})?"
        r"(?: (?:being reviewed|reviewed|covered))?|(?:which|what) year\b.{0,60}|for (?:the )?year"
    ),
    "date": (
        r"(?:today'?s |(?:review|trip|assessment|completion|meeting|submission|return|rating"
        r"|discussion) )?"
        rf"date(?: of {_ABOUT_REVIEW}(?: meeting)?| of completing (?:the|this) form"
        rf"|(?: (?:form|return|trip|review))?(?: was)? {_DONE})?"
        rf"|(?:form )?{_DONE} on|when(?: was (?:this|it|the form|this form))? {_DONE}|dated"
    ),
    "name": (
        r"(?:this )?(?:form |return |trip |review )?(?:was )?(?:completed|filled in|submitted"
        r"|returned|facilitated|signed(?: off)?|prepared|led|sent) by(?:(?: and|,|/| /) ?date)?"
        rf"|(?:names? of )?(?:the )?{_PERSON}s?(?:'?s)?(?: names?| signature)?|signatures?|signed"
        r"(?: and dated)?|(?:provider|commissioner)(?: lead)? name"
        r"|(?:your |full |first |last )*names?(?:(?: and |, ?| ?/ ?)(?:role|job title|date|position"
        r"|designation|signature|contact details))*|surname"
        r"|names? of (?:the )?(?:person|people|respondent|member|staff member|staff|chair)\b.{0,40}"
        r"|person (?:completing|responsible for completing|filling in)\b.{0,40}"
        r"|who (?:completed|filled in|facilitated)\b.{0,40}"
        r"|(?:your |contact )?e-?mail(?: address)?|(?:tele)?phone(?: number| no)?|tel(?: no)?"
        r"|mobile(?: number)?|contact(?: name| details| number| person)?|author|chair"
    ),
    "took_part": (
        r"(?:people |those |staff |team members |members )?(?:who )?"
        r"(?:taking part|took part|present|involved|attending|attended|in attendance)"
        r"(?: (?:in|at)\b.{0,30})?"
        r"|who (?:took part|was (?:there|present|involved)|attended)(?: (?:in|at)\b.{0,30})?"
        r"|attendees|attendance|participants|team members|number of (?:people|staff|participants).*"
        r"|people using (?:the )?services? present"
    ),
    "comment": (
        r"(?:any |other |general |additional |further |overall )+(?:other |further )?"
        r"(?:comments?|notes?|remarks?)|anything else.*|comments"
    ),
}
_LABEL: Final = {
    name: re.compile(rf"(?:{pattern})", re.IGNORECASE) for name, pattern in _LABELS.items()
}
# What may stand before and behind a label: "1. Team name (in full):", "Please enter your team *".
_BEFORE_LABEL: Final = re.compile(
    r"^(?:q(?:uestion)?\s*)?\d{1,2}[a-z]?\s*[.):-]\s*|^[*•\s]+"
    r"|^please (?:enter|state|give|tell us|specify|insert|write|confirm|select|choose|record)\s+",
    re.IGNORECASE,
)
_BEHIND_LABEL: Final = re.compile(r"\s*(?:\([^)]*\)|[:;\-–—?*._…=|]|\brequired)\s*$", re.IGNORECASE)

# What stands between a label and the same in another language: "Tîm / Team".
_OTHER_LANGUAGE: Final = re.compile(r"\s+[/|]\s+|\n")
_LONGEST_PART: Final = 5  # words

_PRIORITY = re.compile(r"\bpriorit(y|ies)\b", re.I)
_NUMBER = re.compile(r"(no\.?|number|#|ref\.?|q)", re.I)
_POINT = re.compile(r"^(?:stage|level|rating)?\s*(\d)\b(?!\s*(?:-|–|to|/)\s*\d)", re.I)


@lru_cache(maxsize=20_000)
def label_of(text: str) -> FieldName | None:
    """The field a label names, without its colon, in English or beside it in another language.

    Examples
    --------
    >>> label_of("Name of team / ward:"), label_of("1. Directorate *"), label_of("Ash Ward")
    ('team', 'service_line', None)
    >>> label_of("Tîm / Team"), label_of("Blwyddyn adolygu / Review year")
    ('team', 'year')
    """
    return label_in_one_language(text) or _label_in_two_languages(text)


@lru_cache(maxsize=20_000)
def label_in_one_language(text: str) -> FieldName | None:
    """The field that a text names where all of it is the label."""
    if len(text) > LONGEST_LABEL:
        return None
    line = " ".join(text.split())
    while (shorter := _BEHIND_LABEL.sub("", _BEFORE_LABEL.sub("", line))) != line:
        line = shorter
    return next((name for name, pattern in _LABEL.items() if pattern.fullmatch(line)), None)


def _label_in_two_languages(text: str) -> FieldName | None:
    """The field that one part of a label names whose other part is in another language."""
    parts = [part for part in _OTHER_LANGUAGE.split(text) if part.strip()]
    if len(parts) < 2 or any(len(part.split()) > _LONGEST_PART for part in parts):
        return None
    named = [name for part in parts if (name := label_in_one_language(part)) is not None]
    return named[0] if len(named) == 1 and len(parts) == 2 else None


def says_priority(text: str) -> bool:
    """Whether a heading is one of a column for priorities."""
    return bool(_PRIORITY.search(text))


def says_number(text: str) -> bool:
    """Whether a heading is one of a column of line numbers."""
    return bool(_NUMBER.fullmatch(text.strip()))


def point_of(text: str, top: int) -> int | None:
    """The scale point a heading stands for: ``4``, ``4 - well developed``, ``Stage 2``."""
    found = _POINT.match(text.strip())
    if found and 1 <= int(found.group(1)) <= top:
        return int(found.group(1))
    return None
