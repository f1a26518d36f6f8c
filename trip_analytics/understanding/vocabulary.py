"""The words by which forms label their fields and head their columns.

These are the words of forms at large; what a statement or a challenge says is
the instruments' data.
"""

from __future__ import annotations

import re
from typing import Final, Literal

FieldName = Literal[
    "team", "service_line", "organisation", "year", "date", "name", "took_part", "comment",
    "team_type",
]  # fmt: skip

_LABELS: Final[dict[FieldName, str]] = {
    "team": (
        r"(name of (the )?)?(team|ward|team ?/ ?ward|ward ?/ ?team|team or ward|team or service)"
        r"( name)?"
    ),
    "service_line": (
        r"service line|directorate|division|care group|clinical (service|group)|business unit"
    ),
    "organisation": (
        r"(name of )?(organisation|organization|trust|provider( organisation)?)( name)?"
    ),
    "team_type": r"(team|service) type|type of (team|service)",
    "year": (
        r"((trip|review|assessment|reporting|financial) )?"
        r"year( of (the )?(review|trip|assessment))?"
    ),
    "date": (
        r"(review |trip |assessment |completion |meeting )?date( (completed|returned|"
        r"of completion|of (the )?(review|meeting|assessment|return|trip)|form completed|"
        r"agreed))?|completed on|when completed"
    ),
    "name": (
        r"(form )?(completed|filled in|submitted|returned|facilitated|signed) by|facilitators?|"
        r"signature|signed|(team|ward|service) (manager|leader|lead)|"
        r"(provider|commissioner)( lead)? name|name|e-?mail( address)?|"
        r"contact( name| details)?|recovery lead|lead"
    ),
    "took_part": (
        r"who took part|(people )?taking part|took part|present|attendees|attendance|"
        r"participants|number of (people|staff|participants).*|staff present|"
        r"people using (the )?services? present"
    ),
    "comment": (
        r"(any |other |general |additional |further |overall )+(other |further )?"
        r"(comments?|notes?|remarks?)|anything else.*|comments"
    ),
}
_LABEL: Final = {
    name: re.compile(rf"^(?:{pattern})$", re.IGNORECASE) for name, pattern in _LABELS.items()
}

_PERSPECTIVES: Final[tuple[tuple[str, str], ...]] = (
    ("team", r"\b(agreed|joint|overall|consensus|everyone|whole team|team)\b"),
    (
        "people-using-services",
        r"people (who )?us(e|ing)|service users?|patients?|residents?|clients?|\bsu\b",
    ),
    ("family-and-friends", r"famil|carers?|friends"),
    ("staff", r"\bstaff\b|professionals?"),
)
_RATING = re.compile(r"\b(rat(ing|e|ed)|scor(e|ing)|how (well|far))\b|1\s*(-|–|to)\s*5", re.I)
_STAGE = re.compile(r"\b(stage|progress level|1\s*(-|–|to)\s*3)\b", re.I)
_COMMENT = re.compile(r"\b(comments?|evidence|notes?|examples?|remarks?|reasons?)\b", re.I)
_PRIORITY = re.compile(r"\bpriorit(y|ies)\b", re.I)
_OTHER_TIME = re.compile(
    r"\b(target|goal|aim|desired|planned|future|next|last|previous|prior) ?(year|time)?\b", re.I
)
_NUMBER = re.compile(r"(no\.?|number|#|ref\.?|q)", re.I)
_NOT_APPLICABLE = re.compile(r"n\s*/?\s*a|not applicable", re.I)
_POINT = re.compile(r"^(?:stage|level|rating)?\s*(\d)\b(?!\s*(?:-|–|to|/)\s*\d)", re.I)


def label_of(text: str) -> FieldName | None:
    """The field a label names, without its colon."""
    line = " ".join(text.split()).rstrip(" :-–?*").strip()
    line = re.sub(r"\s*\([^)]*\)$", "", line)
    for name, pattern in _LABEL.items():
        if pattern.match(line):
            return name
    return None


def perspective_of(text: str) -> str | None:
    """Whose view a column's heading says it holds."""
    for perspective, pattern in _PERSPECTIVES:
        if re.search(pattern, text, re.IGNORECASE):
            return perspective
    return None


def says_rating(text: str) -> bool:
    """Whether a heading is one of a column for ratings."""
    return bool(_RATING.search(text))


def says_stage(text: str) -> bool:
    """Whether a heading is one of a single column for stages."""
    return bool(_STAGE.search(text))


def says_comment(text: str) -> bool:
    """Whether a heading is one of a column for comments."""
    return bool(_COMMENT.search(text))


def says_priority(text: str) -> bool:
    """Whether a heading is one of a column for priorities."""
    return bool(_PRIORITY.search(text))


def says_other_time(text: str) -> bool:
    """Whether a heading is of a target, or of a year before or to come."""
    return bool(_OTHER_TIME.search(text))


def says_number(text: str) -> bool:
    """Whether a heading is one of a column of line numbers."""
    return bool(_NUMBER.fullmatch(text.strip()))


def says_not_applicable(text: str) -> bool:
    """Whether a heading is one of a column for "not applicable"."""
    return bool(_NOT_APPLICABLE.fullmatch(text.strip()))


def point_of(text: str, top: int) -> int | None:
    """The scale point a heading stands for: ``4``, ``4 - well developed``, ``Stage 2``."""
    found = _POINT.match(text.strip())
    if found and 1 <= int(found.group(1)) <= top:
        return int(found.group(1))
    return None
