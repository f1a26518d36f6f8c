"""Answers that are certain to readers of everything published.

An answer is certain to some insiders when no world that holds their own answers has another
one in its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from trip_analytics.disclosure.audit.exchanges import safe_by_exchange
from trip_analytics.disclosure.audit.programme import (
    Kind,
    Programme,
    UndecidedError,
    classes_of,
)
from trip_analytics.disclosure.audit.worlds import ABSENT, Answers, Question, Whole


class Known(NamedTuple):
    """To whom an answer is certain.

    Attributes
    ----------
    insiders : int
        To how many insiders, 0 to anybody.
    proven : bool
        False where the time did not suffice to show it safe, or certain.
    """

    insiders: int
    proven: bool


def certain_to(
    question: Question, insiders: int, *, only: Answers | None = None
) -> Iterator[tuple[tuple[int, int], Known]]:
    """Which answers are certain, and to how many insiders, one after the other.

    Parameters
    ----------
    question : Question
    insiders : int
        How many readers put their knowledge together at most.
    only : array of bool, optional
        The answers (team by slot) to look at; all by default.

    Yields
    ------
    tuple
        Each answer (team, slot) that is certain, or that could not be shown to be uncertain,
        and to how few.
    """
    class_of = classes_of(question)
    wanted = _not_of_a_class(question, class_of, insiders) & _told_of(question)
    if only is not None:
        wanted &= only
    wanted &= ~safe_by_exchange(question, wanted, insiders)
    if not wanted.any():
        return
    programme = Programme.of(question, class_of)
    worlds: list[Whole] = []  # that were found on the way: most serve more than one answer
    asked: dict[tuple[Kind, int], Known | None] = {}
    for team, slot in zip(*np.nonzero(wanted), strict=True):
        own = (int(class_of[team]), tuple(int(value) for value in question.answers[team]))
        if (own, slot) not in asked:
            asked[own, slot] = _fewest_insiders(programme, own, int(slot), insiders, worlds)
        known = asked[own, slot]
        if known is not None:
            yield (int(team), int(slot)), known


def _told_of(question: Question) -> Answers:
    """The answers that something published speaks of: any other might be one's own guess."""
    told = np.zeros(question.answers.shape, dtype=bool)
    for term in question.terms:
        for slot in term.slots:
            told[term.teams, slot] = True
    return told


def _not_of_a_class(question: Question, class_of: Whole, insiders: int) -> Answers:
    """The answers that are not hidden among teams that everything published treats alike.

    Where more of these than insiders answered otherwise, it might have been this one.
    """
    wanted: Answers = question.answers != ABSENT
    for in_class in np.unique(class_of):
        members = np.nonzero(class_of == in_class)[0]
        for slot in range(question.answers.shape[1]):
            given = question.answers[members, slot]
            otherwise = (given[:, None] != given[None, :]).sum(axis=1)
            wanted[members, slot] &= otherwise <= insiders
    return wanted


def _fewest_insiders(
    programme: Programme, own: Kind, slot: int, insiders: int, worlds: list[Whole]
) -> Known | None:
    """The fewest insiders to whom a team's answer is certain; None where it is to none so few."""
    in_class, answer = own[0], own[1][slot]
    number = {kind: place for place, kind in enumerate(programme.kinds)}
    otherwise = np.array(
        [kind[0] == in_class and kind[1][slot] != answer for kind in programme.kinds]
    )
    # Insiders are real teams, and the one whose answer it is is none of them.
    most = programme.real.copy()
    most[number[own]] -= 1
    seen: set[tuple[tuple[int, int], ...]] = set()
    waiting: list[Mapping[int, int]] = [{}]
    while waiting:
        waiting.sort(key=lambda known: sum(known.values()))
        known = waiting.pop(0)
        label = tuple(sorted(known.items()))
        if label in seen:
            continue
        seen.add(label)
        world = _known_world(worlds, known, most, otherwise)
        if world is None:
            least = np.zeros(len(programme.kinds), dtype=np.int64)
            for kind, count in known.items():
                least[kind] = count
            try:
                world = programme.world(least, otherwise)
            except UndecidedError:
                return Known(sum(known.values()), proven=False)
            if world is None:
                return Known(sum(known.values()), proven=True)
            worlds.append(world)
        waiting += [
            more
            for more in _who_would_know_better(world, known, most, otherwise)
            if sum(more.values()) <= insiders
        ]
    return None


def _known_world(
    worlds: list[Whole], known: Mapping[int, int], most: Whole, otherwise: Answers
) -> Whole | None:
    """Of the worlds found before, the one that fewest insiders would know better than."""
    if not worlds:
        return None
    all_worlds = np.array(worlds)
    least = np.zeros(all_worlds.shape[1], dtype=np.int64)
    for kind, count in known.items():
        least[kind] = count
    fits = (all_worlds >= least).all(axis=1)
    fits &= all_worlds[:, otherwise].sum(axis=1) > least[otherwise].sum()
    if not fits.any():
        return None
    possible = all_worlds[fits]
    would = ((possible < most) | (otherwise & (possible > 0) & (most > 0))).sum(axis=1)
    best: Whole = possible[int(np.argmin(would))]
    return best


def _who_would_know_better(
    world: Whole, known: Mapping[int, int], most: Whole, otherwise: Answers
) -> Iterator[dict[int, int]]:
    """The insiders, a few more than those known, to whom a world is not possible.

    Those who hold an answer that it has too few of, or those who hold the answers which
    it has in the place of the one in question.
    """
    for kind in np.nonzero((world < most) | (otherwise & (world > 0)))[0]:
        before = known.get(int(kind), 0)
        needed = int(world[kind]) + 1 if world[kind] < most[kind] else before + 1
        if otherwise[kind] and world[kind] > before:
            needed = min(needed, before + 1)
        if before < needed <= most[kind]:
            yield {**known, int(kind): needed}
