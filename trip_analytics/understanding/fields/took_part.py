"""How many staff and how many people using services took part, from the words for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from trip_analytics.understanding.plain_text import normalise
from trip_analytics.understanding.words import vocabulary

Group = Literal["service_user", "staff", "other"]

_OF: Final = vocabulary("people")
_NUMBERS: Final[dict[str, int]] = {
    word: number for number, words in enumerate(_OF.entries["numbers"]) for word in words.split("|")
}
_ABOUT: Final = _OF["about"].pattern
# "5-6 staff" and "10+" give no number; "6 staff (2 nurses, 4 doctors)" says the same six twice.
_NO_ONE_NUMBER: Final = re.compile(r"\d\s*(?:[-–—/+]|\bto\b|\bor\b)\s*\d|\d\s*\+")
_NUMBERED_ASIDE: Final = re.compile(r"\((?=[^)]*\d)(?=[^)]*[^\W\d])[^)]*\)")
_TOKEN: Final = _OF.pattern(
    r"(?P<number>\b\d{1,3}\b|\b(?:{numbers})\b)"
    r"|(?P<service_user>\b(?:{service_user})\b)"
    r"|(?P<other>\b(?:{peer}( support)?( workers?)?|{family}|{everybody})\b)"
    r"|(?P<staff>\b(?:{staff}|{worker})\b)"
)


class TookPart(NamedTuple):
    """How many took part: staff, and people who use the service, where each is known."""

    staff: int | None = None
    service_users: int | None = None


def count_in(text: str) -> int | None:
    """The one number that a text gives: ``6``, ``six``, ``about 6 staff``.

    Examples
    --------
    >>> count_in("6"), count_in("Six people"), count_in("5-6"), count_in("Ann")
    (6, 6, None, None)
    """
    if _NO_ONE_NUMBER.search(text):
        return None
    numbers = [token for token in _tokens(text) if isinstance(token, int)]
    return numbers[0] if len(numbers) == 1 else None


def took_part_in(text: str) -> TookPart:
    """How many took part, by words for everybody: each number beside the people it counts.

    Where staff or people using services are there without a number ("the manager, 6 staff"),
    nobody is counted.

    Examples
    --------
    >>> took_part_in("6 staff, four service users and 2 carers")
    TookPart(staff=6, service_users=4)
    >>> took_part_in("Staff: 6 / Patients: 4"), took_part_in("The whole team and two patients")
    (TookPart(staff=6, service_users=4), TookPart(staff=None, service_users=2))
    """
    if _NO_ONE_NUMBER.search(text):
        return TookPart()
    tokens = list(_tokens(_NUMBERED_ASIDE.sub(" ", text)))
    firsts, seconds = tokens[::2], tokens[1::2]
    if not tokens or len(firsts) != len(seconds):
        return TookPart()
    if isinstance(firsts[0], str):
        firsts, seconds = seconds, firsts
    counted: dict[object, int] = {}
    for number, group in zip(firsts, seconds, strict=True):
        if not isinstance(number, int) or not isinstance(group, str):
            return TookPart()
        counted[group] = counted.get(group, 0) + number
    return TookPart(counted.get("staff"), counted.get("service_user"))


def _tokens(text: str) -> Iterator[int | Group]:
    """The numbers in a text and the groups of people that it names, in its order."""
    words = _ABOUT.sub(" ", normalise(text))
    before: re.Match[str] | None = None
    for found in _TOKEN.pattern.finditer(words):
        kind = found.lastgroup
        if kind == "number":
            yield _NUMBERS[found[0]] if found[0] in _NUMBERS else int(found[0])
        elif (
            before is None or kind != before.lastgroup or words[before.end() : found.start()] != " "
        ):
            yield kind  # type: ignore[misc] # the pattern's groups have these names
        before = found
