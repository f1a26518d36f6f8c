"""Whose each answer in a table is: what tells owners apart, and the places of their answers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from trip_analytics.reading import Cell
from trip_analytics.understanding.plain_text import normalise
from trip_analytics.understanding.tables.answer_owner import Whose
from trip_analytics.understanding.tables.table_layout import Layout

Place = tuple[int, int]


@dataclass(slots=True)
class Slot:
    """The places of one owner's answer to one statement."""

    whose: Whose
    points: dict[int, Place] = field(default_factory=dict)
    whole: list[Place] = field(default_factory=list)
    not_applicable: Place | None = None
    not_known: Place | None = None
    comments: list[Cell] = field(default_factory=list)
    priority: Place | None = None


def whose_key(whose: Whose) -> tuple[object, ...]:
    """What tells answers apart: the return they are in, whose view, and which respondent's."""
    return (*owner_key(whose), whose.perspective, whose.respondent)


def owner_key(whose: Whose) -> tuple[object, ...]:
    """What tells the returns in a table apart: whose they are and of which year."""
    year = whose.year.year if whose.year else whose.date.date.year if whose.date else None
    return (
        normalise(whose.team.text) if whose.team else None,
        normalise(whose.service_line.text) if whose.service_line and not whose.team else None,
        year,
        whose.years_ago,
    )


def share_apart(slots: dict[tuple[object, ...], Slot]) -> None:
    """A column for n/a, don't know or a priority that names nobody is of the one there is."""
    answered = [slot for slot in slots.values() if slot.points or slot.whole]
    for slot in slots.values():
        if slot.points or slot.whole or not answered:
            continue
        for one in answered if slot.not_applicable or slot.not_known else answered[:1]:
            one.not_applicable = one.not_applicable or slot.not_applicable
            one.not_known = one.not_known or slot.not_known
            one.priority = one.priority or slot.priority


def nearest(slots: dict[tuple[object, ...], Slot], key: tuple[object, ...], place: Place) -> Slot:
    """Whose comment it is: of the same owner, else of the answer before it, or the team's own."""
    if key in slots:
        return slots[key]
    if key[4] is None and len({(*k[:4], k[5]) for k in slots}) == 1:
        return min(slots.values(), key=lambda s: (s.whose.perspective or "team") != "team")

    def distance(slot: Slot) -> tuple[bool, int]:
        places = [*slot.points.values(), *slot.whole]
        before = [place[1] - unit for _, unit in places if unit < place[1]]
        return (not before, min(before, default=0))

    return min(slots.values(), key=distance)


def people_of(layout: Layout) -> dict[int, Whose]:
    """Whether the rows of an export are teams' returns or single people's answers."""
    rows = {n: u.whose for n, u in layout.units.items() if u.heading.role == "rating"}
    counts = Counter(owner_key(whose) for whose in rows.values())
    views = {w.perspective for w in rows.values()} - {None, "team"}
    numbered = "respondent" not in layout.described.values() and any(
        _is_label(whose.respondent) for whose in rows.values()
    )
    repeated = sum(1 for count in counts.values() if count > 1)
    alone = len(rows) == 1 or (len(counts) > 1 and repeated * 2 < len(counts))
    if alone and not views and not numbered:
        return {n: replace(whose, respondent=None) for n, whose in rows.items()}
    found: dict[int, Whose] = {}
    order: Counter[tuple[object, ...]] = Counter()
    for number, whose in rows.items():
        owner = owner_key(whose)
        order[owner] += 1
        agreed = whose.perspective == "team" and counts[owner] > 1 and views
        label = None if agreed else whose.respondent or str(order[owner])
        found[number] = replace(whose, respondent=label)
    return found


def _is_label(respondent: str | None) -> bool:
    """Whether a respondent is labelled in words, as ``Respondent 3``, and not by a number."""
    return (
        respondent not in (None, "")
        and not respondent.isdigit()
        and respondent.split()[0].isalpha()
        and len(respondent) < 20
    )
