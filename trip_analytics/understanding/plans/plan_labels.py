"""Which part of an action plan for a challenge (Template B) a text labels."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from trip_analytics.understanding.plain_text import normalise, tidy
from trip_analytics.understanding.words import remembered, vocabulary

PlanPart = Literal["current-standard", "goal", "action", "evidence"]
LabelKind = Literal[
    "challenge", "stage", "current-standard", "goal", "action", "evidence",
    "agreed_on", "next_review", "due", "name", "comment", "number", "printed",
]  # fmt: skip
PARTS: Final[tuple[PlanPart, ...]] = ("current-standard", "goal", "action", "evidence")

_SAID: Final = vocabulary("plans")
# A text is taken for the first of these that it labels.
_KINDS: Final[tuple[LabelKind, ...]] = (
    "challenge", "printed", "stage", "current-standard", "agreed_on", "next_review", "evidence",
    "name", "due", "comment", "number", "goal", "action",
)  # fmt: skip
_CHALLENGE: Final = re.compile(r"\W*(organi[sz]ational )?challenge\b", re.IGNORECASE)
_IN_BRACKETS: Final = re.compile(r"\([^)]*\)")
_LONGEST_LABEL = 16  # words
_NUMBERED: Final = r"^(?:\w+ ){0,2}\w+ (\d{1,2})$"


@dataclass(frozen=True, slots=True)
class PlanLabel:
    """What a text labels, and what follows behind the label in the same text."""

    kind: LabelKind
    rest: str
    number: int | None = None
    """The challenge's number, or that of one goal or action, where the label gives one."""


@remembered
def plan_label(text: str) -> PlanLabel | None:
    """What part of a plan a text labels; None where it is no label.

    Examples
    --------
    >>> plan_label("Local goals (agreed by commissioners and providers)").kind
    'goal'
    >>> plan_label("Challenge 4 - Ensuring organisational commitment")
    PlanLabel(kind='challenge', rest='Ensuring organisational commitment', number=4)
    >>> plan_label("Local goal 2").number, plan_label("Goals for 12 months").number
    (2, None)
    >>> plan_label("Goals were agreed in June") is None
    True
    """
    line = text.strip()
    pieces = [line.partition(":")]
    if _CHALLENGE.match(line):
        pieces.append(line.partition(" - "))
        pieces.append(line.replace("–", " - ").replace("—", " - ").partition(" - "))
        pieces.append(line.partition(". "))
    for head, mark, rest in [*pieces, (line, "", "")]:
        found = _kind(head)
        if found is not None and (mark or not rest):
            return PlanLabel(found, rest.strip(), _number_in(head, found))
    return None


def _number_in(head: str, kind: LabelKind) -> int | None:
    """The number of a challenge, of one goal or action: "Goal 2", not "Goals for 12 months"."""
    pattern = {"challenge": r"(\d{1,2})", "goal": _NUMBERED, "action": _NUMBERED}.get(kind)
    number = re.search(pattern, head.strip()) if pattern else None
    return int(number[1]) if number else None


@remembered
def _kind(head: str) -> LabelKind | None:
    bare = _IN_BRACKETS.sub(" ", tidy(head))
    line = normalise(bare or head)
    if not line or len(line.split()) > _LONGEST_LABEL:
        return None
    return next((kind for kind in _KINDS if _SAID[kind.replace("-", "_")].search(line)), None)
