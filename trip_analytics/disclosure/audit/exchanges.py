"""Answers that are safe because teams could have exchanged them.

If two teams had given one another's answers, and every published figure would be the same, a
reader cannot tell which of them gave which. Where one exchange alone would move a figure,
a second one between other teams may move it back. An answer is safe when no few insiders
are in all the exchanges that would change it. This shows nearly all answers safe at little
cost; what it cannot show is left to :mod:`trip_analytics.disclosure.audit.certain`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np
import pandas as pd

from trip_analytics.disclosure.audit.worlds import (
    ABSENT,
    Answers,
    Numbers,
    Question,
    Whole,
    added,
)

# How many teams make the second exchanges, and how many exchanges of each kind are tried:
# more find little more.
_TEAMS: Final = 70
_OF_A_KIND: Final = 4
_FIRSTS: Final = 80
_SECONDS: Final = 6000
_BEAM: Final = 24
_SEED: Final = 20100924


@dataclass(frozen=True, eq=False, slots=True)
class _Exchanges:
    """Exchanges of answers between two teams that leave all exact counts as they are.

    Attributes
    ----------
    one, other : array of int
        Whose answers.
    moves : array
        How far each moves each sum: those of the loose facts, then the sum and the sum of
        squares of each spread.
    """

    one: Whole
    other: Whole
    moves: Numbers

    def some(self, which: Whole | Answers) -> _Exchanges:
        """Some of them."""
        return _Exchanges(self.one[which], self.other[which], self.moves[which])


class _Sums:
    """The sums that exchanges may move, and which of them would show."""

    def __init__(self, question: Question) -> None:
        self.answers = question.answers
        exact = [
            fact
            for fact in question.facts
            if fact.low == fact.high and all(len(term.slots) == 1 for term in fact.terms)
        ]
        # Teams with the same label in a slot are in the same counts: they may exchange.
        self.label = np.where(self.answers == ABSENT, -1, 0)
        for slot in range(self.answers.shape[1]):
            told = [term.teams for fact in exact for term in fact.terms if term.slots == (slot,)]
            if told:
                _, label = np.unique(np.array(told).T, axis=0, return_inverse=True)
                there = self.answers[:, slot] != ABSENT
                self.label[:, slot] = np.where(there, label.ravel(), -1)
        is_exact = {id(fact) for fact in exact}
        self.facts = [fact for fact in question.facts if id(fact) not in is_exact]
        self.low = np.array([fact.low for fact in self.facts]) - 1e-6
        self.high = np.array([fact.high for fact in self.facts]) + 1e-6
        self.largest = np.array(
            [max(float(term.weights.max()) for term in fact.terms) for fact in self.facts]
        )
        self.spreads = question.spreads
        self.sums = [fact.terms for fact in self.facts]
        for spread in self.spreads:
            self.sums += [spread.total, spread.square]
        everybody = np.arange(len(self.answers))
        self.now = self._of(everybody, self.answers).sum(axis=0)

    def exchanges(self, one: Whole, other: Whole, slots: tuple[int, ...]) -> _Exchanges:
        """Those among pairs of teams that can exchange their answers in some slots."""
        chosen = list(slots)
        can = (self.label[one][:, chosen] == self.label[other][:, chosen]).all(axis=1)
        can &= (self.label[one][:, chosen] >= 0).all(axis=1)
        can &= (self.answers[one][:, chosen] != self.answers[other][:, chosen]).any(axis=1)
        one, other = one[can], other[can]
        moves = np.zeros((len(one), len(self.sums)))
        for mine, theirs in ((one, other), (other, one)):
            exchanged = self.answers[mine].copy()
            exchanged[:, chosen] = self.answers[theirs][:, chosen]
            moves += self._of(mine, exchanged) - self._of(mine, self.answers[mine])
        return _Exchanges(one, other, moves)

    def _of(self, teams: Whole, answers: Whole) -> Numbers:
        each = [added(terms, teams, answers) for terms in self.sums]
        return np.array(each).reshape(len(self.sums), len(teams)).T

    def unseen(self, moves: Numbers) -> Answers:
        """Whether every figure stays as published when the sums move so far."""
        facts = len(self.facts)
        then = self.now[:facts] + moves[:, :facts]
        same: Answers = ((then >= self.low) & (then <= self.high)).all(axis=1)
        few = np.nonzero(same)[0]
        if not len(few):
            return same
        of_spreads = self.now[facts:] + moves[few, facts:]
        for place, spread in enumerate(self.spreads):
            same[few] &= spread.allows(of_spreads[:, 2 * place], of_spreads[:, 2 * place + 1])
        return same

    def beyond(self, moves: Numbers) -> Numbers:
        """Roughly how far sums would be beyond what the figures allow."""
        then = self.now + moves
        of_facts = then[:, : len(self.facts)]
        out = np.maximum(0, np.maximum(self.low - of_facts, of_facts - self.high))
        far: Numbers = (out / self.largest).sum(axis=1)
        of_spreads = then[:, len(self.facts) :]
        for place, spread in enumerate(self.spreads):
            far += spread.beyond(of_spreads[:, 2 * place], of_spreads[:, 2 * place + 1])
        return far


def safe_by_exchange(question: Question, wanted: Answers, insiders: int) -> Answers:
    """Which of the wanted answers nobody can be sure of.

    Parameters
    ----------
    question : Question
    wanted : array of bool
        A row for each team, a column for each slot.
    insiders : int
        How many readers put their knowledge together at most.
    """
    safe = np.zeros(wanted.shape, dtype=bool)
    if not wanted.any():
        return safe
    sums = _Sums(question)
    seconds: _Exchanges | None = None
    for team, slot in zip(*np.nonzero(wanted), strict=True):
        firsts = _firsts(sums, int(team), int(slot))
        if not len(firsts.one):
            continue
        partners = firsts.other[sums.unseen(firsts.moves)]
        if len(np.unique(partners)) > insiders:
            safe[team, slot] = True
            continue
        worlds = [frozenset({int(partner)}) for partner in np.unique(partners)]
        seconds = _seconds(sums) if seconds is None else seconds
        for more in _worlds(sums, _few_of_a_kind(firsts), seconds):
            worlds += more
            if not some_few_are_in_all(worlds, insiders):
                safe[team, slot] = True
                break
    return safe


def _worlds(sums: _Sums, firsts: _Exchanges, seconds: _Exchanges) -> Iterator[list[frozenset[int]]]:
    """Who, beside the one asked about, takes part in exchanges that hide one another.

    First the pairs of exchanges, then sets of three: the third where two come near.
    """
    near = np.argsort(sums.beyond(firsts.moves), kind="stable")[:_FIRSTS].tolist()
    for first in near:
        move, partner = firsts.moves[first], int(firsts.other[first])
        taken = [int(firsts.one[first]), partner]
        found = _that_hide(sums, move, seconds, taken)
        yield [frozenset({partner, *pair}) for pair in found]
    for first in near[:_BEAM]:
        move, partner = firsts.moves[first], int(firsts.other[first])
        taken = [int(firsts.one[first]), partner]
        free = seconds.some(~_takes_part(seconds, taken))
        beyond = sums.beyond(move + free.moves)
        for second in np.argsort(beyond, kind="stable")[:_BEAM].tolist():
            pair = [int(free.one[second]), int(free.other[second])]
            found = _that_hide(sums, move + free.moves[second], free, pair)
            yield [frozenset({partner, *pair, *more}) for more in found]


def _takes_part(exchanges: _Exchanges, teams: list[int]) -> Answers:
    return np.isin(exchanges.one, teams) | np.isin(exchanges.other, teams)


def _that_hide(
    sums: _Sums, move: Numbers, exchanges: _Exchanges, taken: list[int]
) -> list[tuple[int, int]]:
    """The pairs of teams, a few, whose exchange hides a move of the sums by others."""
    hides = np.nonzero(sums.unseen(move + exchanges.moves))[0]
    if not len(hides):
        return []
    hides = hides[~_takes_part(exchanges.some(hides), taken)][: 2 * _OF_A_KIND]
    return [(int(exchanges.one[place]), int(exchanges.other[place])) for place in hides]


def _subsets(slots: int) -> Iterator[tuple[int, ...]]:
    for size in range(1, min(slots, 3) + 1):
        yield from combinations(range(slots), size)


def _firsts(sums: _Sums, team: int, slot: int) -> _Exchanges:
    """The exchanges that change one answer."""
    others = np.nonzero(sums.answers[:, slot] != sums.answers[team, slot])[0]
    found = [
        sums.exchanges(np.full(len(others), team), others, slots)
        for slots in _subsets(sums.answers.shape[1])
        if slot in slots
    ]
    return _joined(found)


def _seconds(sums: _Sums) -> _Exchanges:
    """Exchanges between any teams, a few for each way in which they move the sums."""
    random = np.random.default_rng(_SEED)
    teams = random.permutation(len(sums.answers))[:_TEAMS]
    one, other = (teams[each] for each in np.triu_indices(len(teams), 1))
    found = _joined(
        [sums.exchanges(one, other, slots) for slots in _subsets(sums.answers.shape[1])]
    )
    found = _few_of_a_kind(found.some(random.permutation(len(found.one))))
    return found.some(np.argsort(np.abs(found.moves).sum(axis=1), kind="stable")[:_SECONDS])


def _joined(found: list[_Exchanges]) -> _Exchanges:
    return _Exchanges(
        *(
            np.concatenate([getattr(each, name) for each in found])
            for name in ("one", "other", "moves")
        )
    )


def _few_of_a_kind(found: _Exchanges) -> _Exchanges:
    kinds = pd.DataFrame(found.moves)
    if kinds.shape[1] == 0:
        return found.some(np.arange(min(len(kinds), _OF_A_KIND)))
    return found.some((kinds.groupby(list(kinds.columns)).cumcount() < _OF_A_KIND).to_numpy())


def some_few_are_in_all(worlds: list[frozenset[int]], insiders: int) -> bool:
    """Whether some teams, so few at most, have between them a part in every world."""
    if not worlds:
        return True
    if insiders == 0:
        return False
    smallest = min(worlds, key=len)
    return any(
        some_few_are_in_all([world for world in worlds if team not in world], insiders - 1)
        for team in smallest
    )
