"""Whose each answer in a table is: what tells owners apart, and the places of their answers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from trip_analytics.reading import Cell
from trip_analytics.understanding.plain_text import normalise
from trip_analytics.understanding.tables.answer_owner import Owner
from trip_analytics.understanding.tables.table_layout import Layout

Place = tuple[int, int]
AnswerKey = tuple[Any, ...]
"""What tells answers apart: team, service line, year, years ago, whose view, and respondent."""


@dataclass(slots=True)
class Slot:
    """The places of one owner's answer to one statement."""

    owner: Owner
    points: dict[int, Place] = field(default_factory=dict)
    whole: list[Place] = field(default_factory=list)
    not_applicable: Place | None = None
    not_known: Place | None = None
    comments: list[Cell] = field(default_factory=list)
    priority: Place | None = None


def answer_key(owner: Owner) -> AnswerKey:
    """What tells answers apart: the return they are in, whose view, and which respondent's."""
    return (*owner_key(owner), owner.perspective, owner.respondent)


def owner_key(owner: Owner) -> tuple[object, ...]:
    """What tells the returns in a table apart: whose they are and of which year."""
    year = owner.year.year if owner.year else owner.date.date.year if owner.date else None
    return (
        normalise(owner.team.text) if owner.team else None,
        normalise(owner.service_line.text) if owner.service_line and not owner.team else None,
        year,
        owner.years_ago,
    )


def share_apart(slots: dict[AnswerKey, Slot]) -> None:
    """A column for n/a, don't know or a priority that names nobody is of the one there is."""
    answered = [slot for slot in slots.values() if slot.points or slot.whole]
    for slot in slots.values():
        if slot.points or slot.whole or not answered:
            continue
        for one in answered if slot.not_applicable or slot.not_known else answered[:1]:
            one.not_applicable = one.not_applicable or slot.not_applicable
            one.not_known = one.not_known or slot.not_known
            one.priority = one.priority or slot.priority


def nearest(slots: dict[AnswerKey, Slot], key: AnswerKey, place: Place) -> Slot:
    """Whose comment it is: of the same owner, else of the answer before it, or the team's own."""
    if key in slots:
        return slots[key]
    if key[4] is None and len({(*k[:4], k[5]) for k in slots}) == 1:
        return min(slots.values(), key=lambda s: (s.owner.perspective or "team") != "team")

    def distance(slot: Slot) -> tuple[bool, int]:
        places = [*slot.points.values(), *slot.whole]
        before = [place[1] - unit for _, unit in places if unit < place[1]]
        return (not before, min(before, default=0))

    return min(slots.values(), key=distance)


def people_of(layout: Layout) -> dict[int, Owner]:
    """Whether the rows of an export are teams' returns or single people's answers."""
    rows = {n: u.owner for n, u in layout.units.items() if u.heading.role == "rating"}
    counts = Counter(owner_key(owner) for owner in rows.values())
    views = {w.perspective for w in rows.values()} - {None, "team"}
    numbered = "respondent" not in layout.described.values() and any(
        _is_label(owner.respondent) for owner in rows.values()
    )
    repeated = sum(1 for count in counts.values() if count > 1)
    alone = len(rows) == 1 or (len(counts) > 1 and repeated * 2 < len(counts))
    if alone and not views and not numbered:
        return {n: owner._replace(respondent=None) for n, owner in rows.items()}
    found: dict[int, Owner] = {}
    order: Counter[tuple[object, ...]] = Counter()
    for number, owner in rows.items():
        key = owner_key(owner)
        order[key] += 1
        agreed = owner.perspective == "team" and counts[key] > 1 and views
        label = None if agreed else owner.respondent or str(order[key])
        found[number] = owner._replace(respondent=label)
    return found


def _is_label(respondent: str | None) -> bool:
    """Whether a respondent is labelled in words, as ``Respondent 3``, and not by a number."""
    return (
        respondent not in (None, "")
        and not respondent.isdigit()
        and respondent.split()[0].isalpha()
        and len(respondent) < 20
    )
