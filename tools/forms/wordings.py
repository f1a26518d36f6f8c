"""How statements get printed, retyped and pasted: all of them still the same statement."""

from __future__ import annotations

import random
import re
from typing import Final

from trip_analytics import load_instrument

TRIP: Final = load_instrument("trip")
STATEMENTS: Final = {item.item_id: item.wordings[-1].text for item in TRIP.items}

GUIDANCE: Final = (
    "Think about evenings and weekends too.",
    "(discuss together before you agree a rating)",
    "Please give examples in the comments box.",
    "E.g. what would people who use your service say?",
)
NUMBERS: Final = (
    "{n}. ", "{n}) ", "{n} ", "Q{n}. ", "Q{n} ", "({n}) ", "{a}) ", "{a}. ", "S{n}: ", "{n} - ",
    "Statement {n}: ", "No. {n} ", "1.{n} ",
)  # fmt: skip


def exact(text: str, _: random.Random) -> str:
    """As printed."""
    return text


def shortened(text: str, chance: random.Random) -> str:
    """Without its examples, or cut off after a good part."""
    bare = re.sub(r"\s*\([^)]*\)", "", text)
    words = bare.rstrip(".").split()
    if bare != text and chance.random() < 0.5:
        return bare
    keep = max(9, int(len(words) * chance.uniform(0.65, 0.9)))
    end = chance.choice(("", "...", "…", " etc."))
    return " ".join(words[:keep]).rstrip(",;") + end if keep < len(words) else bare


def mistyped(text: str, chance: random.Random) -> str:
    """With slips of the fingers."""
    letters = list(text)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(3, len(letters) - 2)
        slip = chance.random()
        if slip < 0.3:
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
        elif slip < 0.55:
            letters[at] = ""
        elif slip < 0.8:
            letters[at] += letters[at]
        else:
            letters[at] = chance.choice("abcdefghiklmnoprstu")
    return "".join(letters)


def broken(text: str, chance: random.Random) -> str:
    """Over several lines, as pasted from a PDF."""
    words = text.split()
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(2, len(words) - 1)
        words[at] = f"\n{words[at]}"
    return " ".join(words).replace(" \n", chance.choice(("\n", " \n", "\r\n")))


def guided(text: str, chance: random.Random) -> str:
    """With advice behind it in the same cell."""
    return f"{text}{chance.choice((' ', chr(10), chr(10) * 2))}{chance.choice(GUIDANCE)}"


def shouted(text: str, chance: random.Random) -> str:
    """In other capitals and signs."""
    if chance.random() < 0.3:
        return text.upper()
    return text.replace("'", "’").replace("/", " / ").rstrip(".") + chance.choice(("", " ", ";"))


def in_other_words(text: str, chance: random.Random) -> str:
    """With this or that word of the team's own."""
    for old, new in (
        ("service users", chance.choice(("patients", "people using the service", "clients"))),
        ("We help people", "Our team helps people"),
        ("wellbeing", "well-being"),
        ("We offer everyone", "We offer every person"),
        ("significant others", "family, friends and significant others"),
    ):
        text = text.replace(old, new)
    return text


HANDS: Final = (exact, shortened, mistyped, broken, guided, shouted, in_other_words)


def numbered(text: str, number: int, chance: random.Random) -> str:
    """With a number or a letter before it in the same cell."""
    return chance.choice(NUMBERS).format(n=number, a="abcdefghijkl"[number - 1]) + text
