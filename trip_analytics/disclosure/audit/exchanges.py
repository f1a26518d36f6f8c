"""Answers that are safe because teams could have exchanged them.

If two teams had given one another's answer, and every published figure would be the same, a
reader cannot tell which of them gave which. Where one exchange alone would move a figure,
a second one between other teams may move it back. An answer is safe when no few insiders
are in all the exchanges that would change it. This shows nearly all answers safe at little
cost; what it cannot show is left to :mod:`trip_analytics.disclosure.audit.certain`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from trip_analytics.disclosure.audit.worlds import ABSENT, Answers, Numbers, Question, Term, Whole

# Second exchanges to try for each first one: more find little more.
_SECONDS: Final = 2000
_SEED: Final = 20100924


@dataclass(frozen=True, eq=False, slots=True)
class _Exchanges:
    """Exchanges of one answer between two teams that leave all exact figures as they are.

    Attributes
    ----------
    slot, one, other : array of int
        Which answer, and whose.
    moves : array
        How far each moves each sum: those of the loose facts, then the sum and the sum of
        squares of each spread.
    """

    slot: Whole
    one: Whole
    other: Whole
    moves: Numbers


def safe_by_exchange(question: Question, insiders: int) -> Answers:
    """Which answers (a row for each team, a column for each slot) nobody can be sure of."""
    exchanges = _exchanges(question)
    unseen = _unseen(question, exchanges.moves)
    teams = len(question.answers)
    safe = np.zeros(question.answers.shape, dtype=bool)
    for slot in range(question.answers.shape[1]):
        here = unseen & (exchanges.slot == slot)
        partners = np.bincount(exchanges.one[here], minlength=teams)
        partners += np.bincount(exchanges.other[here], minlength=teams)
        safe[:, slot] = partners > insiders
    some = np.random.default_rng(_SEED).permutation(len(unseen))[:_SECONDS]
    for team, slot in zip(*np.nonzero(~safe & (question.answers != ABSENT)), strict=True):
        mine = (exchanges.one == team) | (exchanges.other == team)
        mine = np.nonzero(mine & (exchanges.slot == slot))[0]
        in_pairs = _in_unseen_pairs(question, exchanges, mine, some, int(team))
        alone = _taking_part(exchanges, mine[unseen[mine]], teams)
        worlds = np.vstack([alone, in_pairs])
        worlds[:, team] = False
        safe[team, slot] = not _some_few_are_in_all(worlds, insiders)
    return safe


def _exchanges(question: Question) -> _Exchanges:
    exact = [fact for fact in question.facts if fact.low == fact.high]
    loose = [fact.terms for fact in question.facts if fact.low != fact.high]
    for spread in question.spreads:
        loose += [(spread.change,), (spread.square,)]
    slots, ones, others, moves = [], [], [], []
    for slot in range(question.answers.shape[1]):
        given = question.answers[:, slot]
        could = (given[:, None] != given[None, :]) & (given != ABSENT)[:, None]
        could &= (given != ABSENT)[None, :]
        for fact in exact:
            could &= np.abs(_moved(fact.terms, question.answers, slot)) < 1e-9
        one, other = np.nonzero(np.triu(could))
        slots.append(np.full(len(one), slot))
        ones.append(one)
        others.append(other)
        of_sums = [_moved(terms, question.answers, slot)[one, other] for terms in loose]
        moves.append(np.array(of_sums).reshape(len(loose), len(one)).T)
    return _Exchanges(*map(np.concatenate, (slots, ones, others, moves)))


def _moved(terms: tuple[Term, ...], answers: Whole, slot: int) -> Numbers:
    """How far a sum moves for each pair of teams that exchange an answer."""
    given = np.maximum(answers[:, slot], 0)
    moved = np.zeros((len(given), len(given)))
    for term in terms:
        if slot in term.slots:
            of_answer = term.if_answered(answers, slot)
            now = of_answer[np.arange(len(given)), given]
            of_other = of_answer[:, given]
            moved += of_other + of_other.T - now[:, None] - now[None, :]
    return moved


def _unseen(question: Question, moves: Numbers) -> Answers:
    """Whether every figure stays as published when the sums move so far."""
    loose = [fact for fact in question.facts if fact.low != fact.high]
    same = np.ones(moves.shape[:-1], dtype=bool)
    for place, fact in enumerate(loose):
        now = sum(float(term.of_each(question.answers).sum()) for term in fact.terms)
        then = now + moves[..., place]
        same &= (then >= fact.low - 1e-9) & (then <= fact.high + 1e-9)
    for place, spread in enumerate(question.spreads):
        change, square = (
            float(term.of_each(question.answers).sum())
            + moves[..., len(loose) + 2 * place + which]
            for which, term in enumerate((spread.change, spread.square))
        )
        same &= spread.allows(change, square)
    return same


def _in_unseen_pairs(
    question: Question, exchanges: _Exchanges, firsts: Whole, seconds: Whole, team: int
) -> Answers:
    """Who takes part in each pair of exchanges that no figure shows."""
    apart = np.ones((len(firsts), len(seconds)), dtype=bool)
    for one in (exchanges.one, exchanges.other):
        for other in (exchanges.one, exchanges.other):
            apart &= one[firsts][:, None] != other[seconds][None, :]
    first, second = np.nonzero(apart)
    moves = exchanges.moves[firsts[first]] + exchanges.moves[seconds[second]]
    unseen = _unseen(question, moves)
    teams = len(question.answers)
    return _taking_part(exchanges, firsts[first[unseen]], teams) | _taking_part(
        exchanges, seconds[second[unseen]], teams
    )


def _taking_part(exchanges: _Exchanges, which: Whole, teams: int) -> Answers:
    taking_part = np.zeros((len(which), teams), dtype=bool)
    rows = np.arange(len(which))
    taking_part[rows, exchanges.one[which]] = True
    taking_part[rows, exchanges.other[which]] = True
    return taking_part


def _some_few_are_in_all(worlds: Answers, insiders: int) -> bool:
    """Whether some teams, so few at most, have between them a part in every world."""
    if not len(worlds):
        return True
    if insiders == 0:
        return False
    smallest = worlds[int(np.argmin(worlds.sum(axis=1)))]
    return any(
        _some_few_are_in_all(worlds[~worlds[:, team]], insiders - 1)
        for team in np.nonzero(smallest)[0]
    )
