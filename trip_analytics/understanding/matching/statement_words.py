"""The words of a statement as they are compared: one word for words that mean the same here.

These are words of forms in this field at large; what a statement says is the instruments' data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

# Phrases and words that are said for each other; the first stands for all of them.
_SAME: Final = re.compile(
    "|".join(
        rf"(?P<{word}>\b(?:{pattern})\b)"
        for word, pattern in (
            (
                "users",
                r"(?:mental health )?service users?|people (?:who )?(?:us(?:e|ing)|access(?:ing)?) "
                r"(?:the |our |their )?(?:mental health )?services?"
                r"|patients?|clients?|residents?|consumers?|users?|sus?",
            ),
            ("wellbeing", r"well being"),
            ("coproduced", r"co produc\w+|coproduc\w+"),
            ("organisation", r"organi[sz]ation\w*"),
            ("centre", r"center"),
            ("behaviour", r"behavior"),
            ("programme", r"programs?|programmes?"),
            ("family", r"famil(?:y|ies)|relatives?|loved ones|next of kin"),
            ("education", r"educational?"),
            ("help", r"helps?|support(?:s|ing)?|assists?|enables?"),
            ("everyone", r"everyone|everybody|every person|all people|anyone"),
            ("example", r"examples?|eg"),
        )
    )
)
# Whom a statement is about. One about others is another statement: "the wellbeing of carers"
# is not that of staff, however like the rest may be.
_WHO: Final = {
    "staff": "staff", "worker": "staff", "professional": "staff", "clinician": "staff",
    "nurse": "staff", "practitioner": "staff", "colleague": "staff", "manager": "managers",
    "leader": "managers", "family": "family", "carer": "family", "friend": "family",
    "significant": "family", "user": "users", "people": "users", "person": "users",
    "everyone": "users", "individual": "users", "peer": "peers", "student": "students",
    "trainee": "students", "volunteer": "volunteers", "child": "children", "children": "children",
    "visitor": "visitors", "gp": "gps",
}  # fmt: skip
_NEGATIONS: Final = frozenset(
    """
    not no never none nobody nor neither cannot cant dont doesnt didnt isnt arent wasnt wont hasnt
    havent without fail fails failed unable lack lacks rarely seldom hardly stop stops stopped
    refuse refuses discourage discourages prevent prevents exclude excludes ignore ignores avoid
    avoided avoids little few instead unless nothing unsupported
    """.split()  # noqa: SIM905 # a list of so many words is read more easily as text
)
_STOP: Final = frozenset(
    """
    a an the and or of to in on for with at by as is are be been it its this that these those their
    our your we they them who which where what if so even do does can will would could may etc e g
    always actively really regularly also often routinely fully together order
    i us from into about s t has have had having being was were how when while all any each both
    """.split()  # noqa: SIM905 # as above
)
# Words that other words are not mistyped for: whom people speak of, and what denies.
FIELD_WORDS: Final = frozenset(
    {
        *_WHO,
        *(f"{word}s" for word in _WHO),
        *_NEGATIONS,
        *_STOP,
        "patients", "patient", "clients", "residents", "families", "relatives", "service",
        "services", "career", "careers", "program", "programs", "help", "helps", "support",
        "supports", "team", "ward", "well", "being",
    }
)  # fmt: skip
# "Staff help people" says what "We help people" does; "Staff wellbeing" is about staff.
_SUBJECT: Final = re.compile(
    r"^(?:(?:the |our |all |in our )?(?:team|staff|ward|service|unit|members of staff|workers)"
    r"(?: members)?|i|you|they)"
    r"(?= (?:always )?(?:help|support|encourage|develop|work|involve|provide|offer|write|give)s?\b)"
)


@lru_cache(maxsize=20_000)
def statement_words(text: str) -> tuple[str, ...]:
    """The words of a normalised text that carry its meaning, in order and by their stems.

    Examples
    --------
    >>> statement_words("our team supports patients choices")
    ('help', 'user', 'choic')
    """
    text = _SUBJECT.sub("we", text)
    text = _SAME.sub(lambda found: f" {found.lastgroup} ", text)
    return tuple(stem(word) for word in text.split() if word not in _STOP)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without the ending that its place in a sentence gives it.

    Examples
    --------
    >>> stem("planning"), stem("plans"), stem("notes"), stem("staff")
    ('plan', 'plan', 'note', 'staff')
    """
    if word.endswith("s") and word[:-1] in _WHO:
        return word[:-1]
    if word in _WHO or word in _NEGATIONS:
        return word
    for ending in ("ations", "ation", "ings", "ing", "ies", "ed", "es", "s", "ly", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)]
            if word in ("not", "no", "few"):
                return f"{word}e"  # "notes" deny nothing, as "fails" does
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls" else word


def whom(words: Iterable[str]) -> frozenset[str]:
    """Whom words are about.

    Examples
    --------
    >>> sorted(whom(("wellbe", "carer", "staff")))
    ['family', 'staff']
    """
    return frozenset(_WHO[word] for word in words if word in _WHO)


def negations(words: Iterable[str]) -> int:
    """How often words deny something.

    Examples
    --------
    >>> negations(("do", "not", "help"))
    1
    """
    return sum(word in _NEGATIONS for word in words)
