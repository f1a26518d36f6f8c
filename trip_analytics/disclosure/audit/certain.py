"""Answers that are certain: exact, by whole-number programming (HiGHS).

Teams that everything published treats alike are a *class*: a world is told by how many of
each class gave which answers. An answer is certain to some insiders when no world that
holds their answers has another one in its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Final

import numpy as np

from trip_analytics.disclosure.audit.worlds import ABSENT, Answers, Numbers, Question, Term, Whole

# A world is looked for among all there are while these are few, else among those in which
# each team's answers differ from a real team's in one slot at most.
_ALL_WORLDS: Final = 4000
_SECONDS: Final = 5.0

Kind = tuple[int, tuple[int, ...]]  # a class, and what one of its teams answered in each slot


@dataclass(frozen=True, eq=False, slots=True)
class _Programme:
    """The worlds that agree with all that is published, as a whole-number programme."""

    kinds: tuple[Kind, ...]
    real: Whole  # how many teams there are of each kind
    matrix: Numbers
    low: Numbers
    high: Numbers
    extra: int  # further variables, behind those of the kinds


def certain_to(question: Question, teams: Answers, insiders: int) -> dict[tuple[int, int], int]:
    """Which answers are certain, and to how many insiders.

    Parameters
    ----------
    question : Question
    teams : array of bool
        Which answers (team, slot) to look at.
    insiders : int
        How many readers put their knowledge together at most.

    Returns
    -------
    dict
        For each answer (team, slot) that is certain, or that could not be shown to be
        uncertain, the number of insiders to whom it is (0: to anybody).
    """
    class_of = _classes(question)
    programme: _Programme | None = None
    known: dict[tuple[Kind, int], int | None] = {}
    certain: dict[tuple[int, int], int] = {}
    worlds: list[Whole] = []  # that were found on the way: most serve more than one answer
    for team, slot in zip(*np.nonzero(teams), strict=True):
        answer = int(question.answers[team, slot])
        own = (int(class_of[team]), tuple(int(value) for value in question.answers[team]))
        alike = class_of == class_of[team]
        others = alike & (question.answers[:, slot] != answer)
        # One of the class answered otherwise whom no insider speaks for: it might be this one.
        if others.sum() > insiders:
            continue
        if (own, slot) not in known:
            programme = programme or _programme(question, class_of)
            known[own, int(slot)] = _fewest_insiders(
                programme, own, int(slot), insiders, worlds
            )
        fewest = known[own, int(slot)]
        if fewest is not None:
            certain[int(team), int(slot)] = fewest
    return certain


def _classes(question: Question) -> Whole:
    """Teams with answers in the same slots, that the same tables speak of."""
    told = [question.answers != ABSENT]
    terms = [term for fact in question.facts for term in fact.terms]
    terms += [spread.change for spread in question.spreads]
    told += [term.teams[:, None] for term in terms]
    _, class_of = np.unique(np.hstack(told), axis=0, return_inverse=True)
    return class_of.astype(np.int64).ravel()


def _kinds(question: Question, class_of: Whole) -> dict[Kind, int]:
    """The kinds of team that there are or might be, with how many there are."""
    real: dict[Kind, int] = {}
    for row, in_class in zip(question.answers, class_of, strict=True):
        kind = (int(in_class), tuple(int(value) for value in row))
        real[kind] = real.get(kind, 0) + 1
    present = {kind[0]: tuple(value != ABSENT for value in kind[1]) for kind in real}
    everything = sum(question.possible ** sum(slots) for slots in present.values())
    kinds = dict(real)
    if everything <= _ALL_WORLDS:
        for in_class, slots in present.items():
            choices = [range(question.possible) if there else (ABSENT,) for there in slots]
            for values in product(*choices):
                kinds.setdefault((in_class, values), 0)
        return kinds
    for in_class, values in list(real):
        for slot, value in enumerate(values):
            for other in range(question.possible) if value != ABSENT else ():
                kinds.setdefault((in_class, (*values[:slot], other, *values[slot + 1 :])), 0)
    return kinds


def _programme(question: Question, class_of: Whole) -> _Programme:
    counted = _kinds(question, class_of)
    kinds = tuple(counted)
    values = np.array([kind[1] for kind in kinds]).reshape(len(kinds), -1)
    in_class = np.array([kind[0] for kind in kinds])
    one_of = {int(each): int(np.argmax(class_of == each)) for each in np.unique(class_of)}
    member = np.array([one_of[int(each)] for each in in_class])

    def row(term: Term) -> Numbers:
        added = np.zeros(len(kinds))
        there = term.teams[member]
        added[there] = term.weights[tuple(values[there, slot] for slot in term.slots)]
        return added

    rows: list[Numbers] = [(in_class == each).astype(float) for each in one_of]
    low = [float((class_of == each).sum()) for each in one_of]
    high = list(low)
    for fact in question.facts:
        rows.append(np.sum([row(term) for term in fact.terms], axis=0))
        low.append(fact.low - 1e-7)
        high.append(fact.high + 1e-7)
    extra = sum(len(spread.sums) for spread in question.spreads)
    matrix = np.hstack([np.array(rows), np.zeros((len(rows), extra))])
    start = len(kinds)
    for spread in question.spreads:
        chosen = slice(start, start + len(spread.sums))
        start = chosen.stop
        added = np.zeros((4, matrix.shape[1]))
        added[0, chosen] = 1  # one of the sums
        added[1, : len(kinds)], added[1, chosen] = row(spread.change), -spread.sums
        added[2, : len(kinds)], added[2, chosen] = row(spread.square), -spread.low
        added[3, : len(kinds)], added[3, chosen] = row(spread.square), -spread.high
        matrix = np.vstack([matrix, added])
        low += [1, 0, -1e-6, -np.inf]
        high += [1, 0, np.inf, 1e-6]
    real = np.array(list(counted.values()))
    return _Programme(kinds, real, matrix, np.array(low), np.array(high), extra)


def _fewest_insiders(
    programme: _Programme, own: Kind, slot: int, insiders: int, worlds: list[Whole]
) -> int | None:
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
    waiting: list[dict[int, int]] = [{}]
    while waiting:
        waiting.sort(key=lambda known: sum(known.values()))
        known = waiting.pop(0)
        label = tuple(sorted(known.items()))
        if label in seen:
            continue
        seen.add(label)
        world = _known_world(worlds, known, otherwise)
        if world is None:
            world = _another_world(programme, known, otherwise)
            if world is not None:
                worlds.append(world)
        if world is None:
            return sum(known.values())
        for more in _who_would_know_better(world, known, most, otherwise):
            if sum(more.values()) <= insiders:
                waiting.append(more)
    return None


def _known_world(
    worlds: list[Whole], known: Mapping[int, int], otherwise: Answers
) -> Whole | None:
    if not worlds:
        return None
    all_worlds = np.array(worlds)
    least = np.zeros(all_worlds.shape[1], dtype=np.int64)
    for kind, count in known.items():
        least[kind] = count
    fits = (all_worlds >= least).all(axis=1)
    fits &= all_worlds[:, otherwise].sum(axis=1) > least[otherwise].sum()
    return all_worlds[int(np.argmax(fits))] if fits.any() else None


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


def _another_world(
    programme: _Programme, known: Mapping[int, int], otherwise: Answers
) -> Whole | None:
    """A world near the real one in which the answer is another; None where there is none."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import bmat, csr_matrix, identity

    kinds, extra = len(programme.kinds), programme.extra
    least = np.zeros(kinds)
    for kind, count in known.items():
        least[kind] = count
    # Fewer of a kind than there really are costs, and counts as short.
    held = np.nonzero(programme.real)[0]
    short = identity(len(held), format="csr")
    kept = csr_matrix((np.ones(len(held)), (range(len(held)), held)), (len(held), kinds + extra))
    matrix = bmat(
        [
            [csr_matrix(programme.matrix), None],
            [kept, short],
            [csr_matrix(np.append(otherwise.astype(float), np.zeros(extra))), None],
        ],
        format="csr",
    )
    low = np.concatenate([programme.low, programme.real[held], [1 + least[otherwise].sum()]])
    high = np.concatenate([programme.high, np.full(len(held) + 1, np.inf)])
    lower = np.concatenate([least, np.zeros(extra + len(held))])
    upper = np.concatenate([np.full(kinds, np.inf), np.ones(extra), np.full(len(held), np.inf)])
    found = milp(
        np.concatenate([np.zeros(kinds + extra), np.ones(len(held))]),
        constraints=LinearConstraint(matrix, low, high),
        bounds=Bounds(lower, upper),
        integrality=np.concatenate([np.ones(kinds + extra), np.zeros(len(held))]),
        options={"time_limit": _SECONDS},
    )
    if found.x is None:
        return None
    return np.rint(found.x[:kinds]).astype(np.int64)
