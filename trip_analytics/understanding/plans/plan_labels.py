"""The words by which forms label the parts of an action plan for a challenge (Template B)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from trip_analytics.understanding.plain_text import normalise, tidy

PlanPart = Literal["current-standard", "goal", "action", "evidence"]
LabelKind = Literal[
    "challenge", "stage", "current-standard", "goal", "action", "evidence",
    "agreed_on", "next_review", "due", "name", "comment", "number", "printed",
]  # fmt: skip
PARTS: Final[tuple[PlanPart, ...]] = ("current-standard", "goal", "action", "evidence")

# Words that may stand around those that say what a label is for.
_AROUND = (
    r"(?: (?:the|our|your|a|an|this|these|that|to|for|of|in|on|by|and|or|be|before|until|at|we|will"
    r"|required|needed|taken|agreed|set|make|made|progress|goals?|next|review|year"
    r"|period|months|\d+|agreement|plan|achieve|meet|achieved|commissioners?|providers?|challenge|local|towards|with"
    r"|stage|standard|organisation|service|evidence|reach|are|is|have|want|from|practice|change"
    r"|outcomes?|sources?|you|used|use))*"
)
_LABELS: Final[tuple[tuple[LabelKind, str], ...]] = (
    (
        "challenge",
        r"(?:the |which |name of (?:the )?)?(?:key )?(?:organi[sz]ational )?challenge"
        r"(?: (?:no|number|title|name|addressed|being addressed|chosen|selected|area))*"
        r"(?: ?\d{1,2})?(?: of (?:10|ten))?",
    ),
    ("printed", r"(?:please )?tick (?:only )?one(?: box)?(?: only)?|delete as appropriate"),
    (
        "stage",
        r"(?:our |the )?(?:current |present )?(?:standard|stage|level)(?: (?:reached|now"
        r"|of progress|of development|achieved|today|please tick one|tick one))?"
        r"|current (?:position|status)"
        r"|stage 1 3|where (?:are we|we are)(?: now)?",
    ),
    (
        "current-standard",
        rf"describe(?: (?:current|present|standard|position|situation|what|happens|now|where|here"
        rf"|briefly)| ?{_AROUND})*|description{_AROUND}|(?:current|present) (?:practice|situation)"
        rf"(?: {_AROUND})?|what happens now",
    ),
    ("agreed_on", r"date|dated|date (?:agreed|completed|set|of (?:this )?(?:plan|agreement|meeting)"
                  r"|plan agreed|goals agreed)|(?:plan )?agreed(?: on)?"),
    (
        "next_review",
        r"(?:date (?:of|for) )?(?:the |our )?(?:next )?review(?: (?:date|due|on|by|planned for))?"
        r"|(?:to be )?reviewed? (?:on|by|again on)|review date|date (?:to be|of) review(?:ed)?",
    ),
    ("evidence", rf"(?:data )?(?:sources? of )?(?:evidence|data|information)(?: sources?)?{_AROUND}"
                 rf"|(?:outcome )?(?:indicators?|measures?)|how (?:will|do) we know{_AROUND}"
                 r"|how (?:will )?progress (?:will )?be measured"),
    (
        "name",
        r"(?:commissioner|provider|service user|carer|lead|chair)s?(?: lead)?"
        r"(?: (?:name|representative))?|(?:print )?names?|signatures?|signed(?: by)?"
        r"|(?:agreed|completed|prepared|approved) by"
        r"|on behalf of .*|for the (?:provider|commissioner)|who|by whom|leads?"
        r"|responsible(?: person)?|person responsible|who (?:will|is) .*|owner|role|job title"
        r"|(?:commissioner|provider) signature",
    ),
    ("due", r"by when|when|due(?: date)?|time ?scales?|deadline|target date|completion date"),
    ("comment", r"(?:any |other |further )*comments?|notes?|progress(?: so far)?|status|resources?"
                r"(?: needed)?|barriers"),
    ("number", r"no|number|ref"),
    ("goal", rf"(?:what are )?(?:the |our |local |agreed |key |main )*(?:goals?|objectives?|aims?)"
             rf"{_AROUND}|what (?:do )?we want to achieve"),
    ("action", rf"(?:the |our |local |agreed |key |specific |required |main )*(?:actions?|steps)"
               rf"{_AROUND}|what (?:will )?we (?:will )?do{_AROUND}"),
)  # fmt: skip
_LABEL: Final = tuple((kind, re.compile(pattern)) for kind, pattern in _LABELS)
_LONGEST_LABEL = 16  # words


@dataclass(frozen=True, slots=True)
class PlanLabel:
    """What a text labels, and what follows behind the label in the same text."""

    kind: LabelKind
    rest: str
    number: int | None = None
    """The challenge's number, where the label gives one."""


def plan_label(text: str) -> PlanLabel | None:
    """What part of a plan a text labels; None where it is no label.

    Examples
    --------
    >>> plan_label("Local goals (agreed by commissioners and providers)").kind
    'goal'
    >>> plan_label("Challenge 4 - Ensuring organisational commitment")
    PlanLabel(kind='challenge', rest='Ensuring organisational commitment', number=4)
    >>> plan_label("Goals were agreed in June") is None
    True
    """
    line = text.strip()
    pieces = [line.partition(":")]
    if re.match(r"\W*(organi[sz]ational )?challenge\b", line, re.IGNORECASE):
        pieces.append(line.partition(" - "))
        pieces.append(line.replace("–", " - ").replace("—", " - ").partition(" - "))
        pieces.append(line.partition(". "))
    for head, mark, rest in [*pieces, (line, "", "")]:
        found = _kind(head)
        if found is not None and (mark or not rest):
            number = re.search(r"\d{1,2}", head) if found == "challenge" else None
            return PlanLabel(found, rest.strip(), int(number.group()) if number else None)
    return None


def _kind(head: str) -> LabelKind | None:
    bare = re.sub(r"\([^)]*\)", " ", tidy(head))
    line = normalise(bare or head)
    if not line or len(line.split()) > _LONGEST_LABEL:
        return None
    return next((kind for kind, pattern in _LABEL if pattern.fullmatch(line)), None)
