"""How statements get printed, retyped and pasted: all of them still the same statement."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Final, NamedTuple

from tools.forms.words import ITEMS, STATEMENTS, TRIP, WORDS, pick

Hand = Callable[[str, random.Random], str]

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
    """With advice after it in the same cell."""
    return f"{text}{chance.choice((' ', chr(10), chr(10) * 2))}{pick(chance, 'guidance')}"


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


def reworded(text: str, chance: random.Random) -> str:
    """In any of these ways, each statement in another."""
    return chance.choice(HANDS)(text, chance)


class Statement(NamedTuple):
    """A statement as a form shows it. ``clean``: nobody would ask which one it is."""

    item_id: str
    text: str
    clean: bool


def all_statements(chance: random.Random, *, short: bool | None = None) -> list[Statement]:
    """The eight statements as one person shows them, in full or shortened, numbered or not."""
    form = chance.choice(("full", "full", "label", "start", "nickname"))
    if short is not None:
        form = chance.choice(("label", "start", "nickname")) if short else "full"
    numbering = pick(chance, "numberings")
    which = chance.randrange(2)
    shown: list[Statement] = []
    for number, item_id in enumerate(ITEMS, start=1):
        text = {
            "full": STATEMENTS[item_id],
            "label": TRIP.item(item_id).label,
            "start": cut(STATEMENTS[item_id], 60),
            "nickname": WORDS["nicknames"][item_id][which],
        }[form]
        shown.append(Statement(item_id, numbering.format(n=number, s=text), form != "nickname"))
    return shown


def cut(text: str, most: int) -> str:
    """The first words of a text, as somebody cuts it who has no room."""
    kept = ""
    for word in text.split():
        if len(kept) + len(word) > most:
            break
        kept = f"{kept} {word}".strip()
    return kept.rstrip(",(") + "..."
