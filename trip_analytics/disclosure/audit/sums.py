"""The sums behind published figures, and what exchanges of answers between teams do to them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np

from trip_analytics.disclosure.audit.worlds import (
    ABSENT,
    Answers,
    Numbers,
    Question,
    Whole,
    added,
)

_LINKED: Final = 3  # how many slots at most are exchanged together, if not all
_LOOKED_AT: Final = 200  # of many exchanges that may be the nearest, how many are looked at closely
_HAIR: Final = 1e-6

Choice = tuple[int, ...]  # the slots in which answers are exchanged


@dataclass(frozen=True, eq=False, slots=True)
class Exchanges:
    """Exchanges of answers between two teams that leave all exact counts as they are.

    Attributes
    ----------
    one, other : array of int
        Whose answers.
    changed : array of bool
        In which slots (columns) their answers are others then.
    told : array of int
        The places of the sums that speak of these answers.
    moves : array
        How far each exchange (a row) moves each of these sums.
    """

    one: Whole
    other: Whole
    changed: Answers
    told: Whole
    moves: Numbers

    def some(self, which: Whole | Answers) -> Exchanges:
        """Some of them."""
        return Exchanges(
            self.one[which],
            self.other[which],
            self.changed[which],
            self.told,
            self.moves[which],
        )

    def make(self, place: int, answers: Whole) -> None:
        """Exchange, in a table of answers, what one of them exchanges."""
        pair, slots = [self.one[place], self.other[place]], np.nonzero(self.changed[place])[0]
        answers[np.ix_(pair, slots)] = answers[np.ix_(pair[::-1], slots)]

    def with_one_of(self, teams: Collection[int]) -> Answers:
        """In which of them one of some teams takes part."""
        part = np.zeros(len(self.one), dtype=bool)
        for team in teams:
            part |= (self.one == team) | (self.other == team)
        return part


class Sums:
    """The sums that exchanges may move, and which of them would show.

    Those of the loose facts first, then the sum and the sum of squares of each spread.
    """

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
        facts = [fact for fact in question.facts if id(fact) not in is_exact]
        self.low = np.array([fact.low for fact in facts]) - _HAIR
        self.high = np.array([fact.high for fact in facts]) + _HAIR
        self.largest = np.array(
            [max(float(np.abs(term.weights).max()) for term in fact.terms) for fact in facts]
        )
        self.spreads = question.spreads
        self.sums = [fact.terms for fact in facts]
        for spread in self.spreads:
            self.sums += [spread.total, spread.square]
        self.every = np.arange(len(self.sums))
        self.of_team = self.added(np.arange(len(self.answers)), self.answers, self.every)
        self.now = self.of_team.sum(axis=0)
        self.speaks_of = np.zeros((self.answers.shape[1], len(self.sums)), dtype=bool)
        links: set[Choice] = {(slot,) for slot in range(self.answers.shape[1])}
        for place, terms in enumerate(self.sums):
            for term in terms:
                self.speaks_of[list(term.slots), place] = True
                links.add(tuple(sorted(term.slots)))
        self.choices = _choices(links)
        self.linked = [
            {other for link in links if slot in link for other in link} - {slot}
            for slot in range(self.answers.shape[1])
        ]

    def exchanges(self, one: Whole, other: Whole, choice: Choice) -> Exchanges:
        """Those that are possible among pairs of teams in some slots: in each of them.

        Where these are all the slots there are: in those that a pair can exchange.
        """
        slots = list(choice)
        alike = np.zeros((len(one), self.answers.shape[1]), dtype=bool)
        alike[:, slots] = self.label[one][:, slots] == self.label[other][:, slots]
        alike[:, slots] &= self.label[one][:, slots] >= 0
        changed = alike & (self.answers[one] != self.answers[other])
        can = changed.any(axis=1)
        if len(slots) < self.answers.shape[1]:
            can &= alike[:, slots].all(axis=1)
        one, other, changed = one[can], other[can], changed[can]
        told = np.nonzero(self.speaks_of[slots].any(axis=0))[0]
        moves = np.zeros((len(one), len(told)))
        for mine, theirs in ((one, other), (other, one)):
            exchanged = np.where(changed, self.answers[theirs], self.answers[mine])
            moves += self.added(mine, exchanged, told) - self.of_team[np.ix_(mine, told)]
        return Exchanges(one, other, changed, told, moves)

    def added(self, teams: Whole, answers: Whole, sums: Whole) -> Numbers:
        """What teams with some answers add to some sums."""
        each = [added(self.sums[place], teams, answers) for place in sums]
        return np.array(each).reshape(len(sums), len(teams)).T

    def beyond(self, moves: Numbers, told: Whole) -> Numbers:
        """How far some sums would be beyond what the figures allow, when they move so far.

        A column for each of these sums; for a spread all stands in its sum's.
        """
        then = self.now[told] + moves
        facts = told < len(self.low)
        places = told[facts]
        beyond = np.zeros(then.shape)
        out = np.maximum(self.low[places] - then[:, facts], then[:, facts] - self.high[places])
        beyond[:, facts] = np.maximum(out, 0) / self.largest[places]
        for place in np.nonzero(~facts)[0][::2]:
            spread = self.spreads[(told[place] - len(self.low)) // 2]
            out = spread.beyond(then[:, place], then[:, place + 1])
            beyond[:, place] = np.where(out < _HAIR, 0, out)
        return beyond

    def nearest(self, move: Numbers, moves: Numbers, free: Answers) -> int | None:
        """After which of some more moves the sums would be nearest to what the figures allow."""
        possible = np.nonzero(free)[0]
        if not len(possible):
            return None
        facts = slice(0, len(self.low))
        middle = (self.low + self.high) / 2 - self.now[facts] - move[facts]
        out = np.abs(moves[possible, facts] - middle)
        out -= (self.high - self.low) / 2
        np.maximum(out, 0, out=out)
        out /= self.largest
        # Spreads take longest: they are looked at where the facts are nearest.
        few = possible[np.argsort(out.sum(axis=1), kind="stable")[:_LOOKED_AT]]
        return int(few[np.argmin(self.beyond(move + moves[few], self.every).sum(axis=1))])


def _choices(links: set[Choice]) -> list[Choice]:
    """The slots that are worth exchanging together.

    One, or a few that sums link with one another, as a change does two years: else one
    exchange moves many figures. Or all that both teams have, which moves least of all.
    """
    found = set(links)
    for one, other in combinations(sorted(links), 2):
        if set(one) & set(other) and len({*one, *other}) <= _LINKED:
            found.add(tuple(sorted({*one, *other})))
    every = tuple(sorted({slot for link in links for slot in link}))
    return sorted({*found, every}, key=lambda choice: (len(choice), choice))
