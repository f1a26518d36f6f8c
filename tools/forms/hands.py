"""Who writes: teams, people, and how they put a rating, a statement and a remark."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Final, NamedTuple

from tools.forms.truth import State
from trip_analytics import load_instrument

ITEMS: Final = tuple(item.item_id for item in load_instrument("trip").items)
STATEMENTS: Final = {item.item_id: item.wordings[-1].text for item in load_instrument("trip").items}
LABELS: Final = {item.item_id: item.label for item in load_instrument("trip").items}
POINTS: Final = {point.value: point.label for point in load_instrument("trip").scale}

LINES: Final = {
    "Adult inpatient": ("{p} Ward", "{p} PICU", "Ward {n} ({p})", "The {p} Unit", "{l}{n} {p}"),
    "Community": (
        "{p} CMHT",
        "{p} Recovery Team",
        "EIP {p}",
        "Crisis & Home Treatment ({p})",
        "{p} Primary Care Liaison",
    ),
    "Older people": ("{p} Memory Service", "{p} Older Adults CMHT", "Care Homes Team - {p}"),
    "Forensic": ("{p} Medium Secure", "{p} Community Forensic Team", "{p} House"),
    "Rehabilitation": ("{n} {p} Road", "{p} Assertive Outreach", "{p} Lodge"),
    "CAMHS": ("CAMHS {p}", "{p} Young People's Eating Disorders", "{p} Youth Crisis Team"),
}
PLACES: Final = (
    "Aldbrook", "Barrowby", "Calverley", "Dunsop", "Eskmouth", "Farndale", "Garstead", "Hexley",
    "Irthing", "Kettlewell", "Langholme", "Melbury", "Northgate", "Oakwell", "Pendle", "Ramsgill",
    "Saltburn", "Thirlby", "Ulverby", "Wensley", "Yeadon", "Beechwood", "Bracken", "Lavender",
    "Mersey", "Elmfield", "Moorside", "Riverside", "Hollins", "Stonegate", "Whitfield", "Cotherby",
)  # fmt: skip

PEOPLE: Final = (
    "Sandra Okafor",
    "Gareth Pryce-Jones",
    "Aisha Rahman",
    "Mick Tattersall",
    "Bronwen Achterberg",
    "Kwame Boateng",
    "Niamh Gallacher",
    "Dorota Wisniewska",
    "Trevor Illingworth",
    "Philippa Entwistle",
)

REMARKS: Final = (
    "Peer worker starts in May so expect this to go up",
    "Need more time for this, ward has been very short",
    "Good on days, not so good on nights",
    "We argued about this one for twenty minutes",
    "People told us they do not see their plan",
    "Doing well - family forum every month",
    "Waiting for the new IT system",
    "Rated lower than last year because the group lost its room",
    "1:1s don't always happen",
    "See the minutes of 12 March",
)

_NUMBERS: Final = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five"}
_NOT_APPLICABLE: Final = ("n/a", "N/A", "NA", "Not applicable", "not applicable to us", "n/a here")
_UNCLEAR: Final[tuple[str | int | float, ...]] = (
    "?",
    "3-4",
    "3/4",
    "2 or 3",
    3.5,
    "2.5",
    "don't know",
    "-",
    6,
    0,
    "between 3 and 4",
    "tbc",
    44,
    "4?",
    "not sure",
)


class Mark(NamedTuple):
    """What stands in an answer's cell, and what a careful person reads."""

    written: str | int | float | None
    state: State
    value: int | None
    clean: bool


def mark(chance: random.Random, *, untidy: float = 0.06, blank: float = 0.02) -> Mark:
    """An answer from 1 to 5, mostly as a number."""
    value = chance.choices((1, 2, 3, 4, 5), (1, 3, 5, 5, 2))[0]
    throw = chance.random()
    if throw < blank:
        return Mark(None, "not-answered", None, True)
    if throw < blank + untidy / 3:
        return Mark(chance.choice(_UNCLEAR), "unclear", None, False)
    if throw < blank + 2 * untidy / 3:
        return Mark(chance.choice(_NOT_APPLICABLE), "not-applicable", None, True)
    if throw < blank + untidy:
        form = chance.choice(("{n} ", "{word}", "{n}.0", "{n} - mostly", " {n}"))
        return Mark(form.format(n=value, word=_NUMBERS[value]), "rated", value, True)
    return Mark(value, "rated", value, True)


class Hand(random.Random):
    """A seeded writer who never gives two returns the same team, or line and year."""

    taken: set[object]

    @classmethod
    def of(cls, chance: random.Random) -> Hand:
        """A hand as steady as the given chance."""
        hand = cls(chance.random())
        hand.taken = set()
        return hand

    def line_and_year(self, lines: Sequence[str | None]) -> tuple[str | None, int]:
        """A service line and a year that have no return yet."""
        while (found := (self.choice(lines), self.randint(2014, 2025))) in self.taken:
            pass
        self.taken.add(found)
        return found


def some_teams(hand: Hand, count: int) -> list[tuple[str, str]]:
    """So many teams with their service lines, in the order of the lines."""
    chosen: list[tuple[str, str]] = []
    while len(chosen) < count:
        line = hand.choice(list(LINES))
        team = hand.choice(LINES[line]).format(
            p=hand.choice(PLACES), n=hand.randint(1, 19), l=hand.choice("ABCD")
        )
        if team not in hand.taken:
            hand.taken.add(team)
            chosen.append((team, line))
    return sorted(chosen, key=lambda pair: list(LINES).index(pair[1]))


class Statement(NamedTuple):
    """A statement as a form shows it. ``clean``: nobody would ask which one it is."""

    item_id: str
    text: str
    clean: bool


# What a tired lead types over a narrow column: one who knows the form knows which is meant.
_NICKNAMES: Final = {
    "roles-and-connections": ("Roles, relationships, connections", "Roles & connections"),
    "choices": ("Choices and decisions", "Own choices"),
    "collaborative-notes": ("Care plans and notes", "Collaborative notes"),
    "shared-safety": ("Safety / risk", "Shared safety plans"),
    "family-and-friends": ("Family & friends", "Significant others"),
    "hope-stories": ("Stories of hope", "Success stories"),
    "recovery-education": ("Recovery education", "Access to recovery education"),
    "staff-wellbeing": ("Wellbeing of staff", "Staff wellbeing"),
}
_NUMBERINGS: Final = (
    "{s}",
    "{n}. {s}",
    "{n}) {s}",
    "Q{n}. {s}",
    "Q{n} {s}",
    "{n} - {s}",
    "Q{n}: {s}",
)


def statements(chance: random.Random, *, short: bool | None = None) -> list[Statement]:
    """The eight statements as one person shows them, in full or shortened, numbered or not."""
    form = chance.choice(("full", "full", "label", "start", "nickname"))
    if short is not None:
        form = chance.choice(("label", "start", "nickname")) if short else "full"
    numbering = chance.choice(_NUMBERINGS)
    which = chance.randrange(2)
    shown: list[Statement] = []
    for number, item_id in enumerate(ITEMS, start=1):
        text = {
            "full": STATEMENTS[item_id],
            "label": LABELS[item_id],
            "start": shortened(STATEMENTS[item_id], 60),
            "nickname": _NICKNAMES[item_id][which],
        }[form]
        shown.append(Statement(item_id, numbering.format(n=number, s=text), form != "nickname"))
    return shown


def shortened(text: str, most: int) -> str:
    """The first words of a text, as somebody cuts it who has no room."""
    kept = ""
    for word in text.split():
        if len(kept) + len(word) > most:
            break
        kept = f"{kept} {word}".strip()
    return kept.rstrip(",(") + "..."


def names(chance: random.Random, count: int) -> Sequence[str]:
    """So many people's names."""
    return chance.sample(PEOPLE, count)
