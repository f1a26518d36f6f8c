"""Answers that are safe because teams could have exchanged them.

If two teams had given one another's answers, and every published figure would be the same, a
reader cannot tell which of them gave which. Where one exchange alone would move a figure,
a second one between other teams may move it back. An answer is safe when no few insiders
are in all the exchanges that would change it. This shows nearly all answers safe at little
cost; what it cannot show is left to :mod:`trip_analytics.disclosure.audit.certain`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final, Self

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

# How many teams make further exchanges; how many of these there are, and of those that move
# the sums alike; how many first ones are tried, how many follow one another, and how many
# are looked at closely each time. More find little more.
_TEAMS: Final = 70
_TRIED: Final = 6000
_OF_A_KIND: Final = 4
_FIRSTS: Final = 80
_DEEPEST: Final = 6
_LOOKED_AT: Final = 200
_LINKED: Final = 3  # how many slots at most are exchanged together, if not all
_SEED: Final = 20100924
_HAIR: Final = 1e-6

Choice = tuple[int, ...]  # the slots in which answers are exchanged


@dataclass(frozen=True, eq=False, slots=True)
class _Exchanges:
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

    def some(self, which: Whole | Answers) -> _Exchanges:
        """Some of them."""
        return _Exchanges(
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


@dataclass(frozen=True, eq=False, slots=True)
class _Firsts:
    """Exchanges of a team with one or two others, the least seen first.

    Attributes
    ----------
    teams : array of int
        Who takes part (columns).
    answers : array of int
        What each of them (second axis) has answered then in each slot (third).
    moves : array
        How far each exchange moves each sum.
    """

    teams: Whole
    answers: Whole
    moves: Numbers

    @classmethod
    def of(
        cls, sums: _Sums, team: int, others: Sequence[Whole], changed: Sequence[Answers]
    ) -> Self:
        """Exchanges with some others, with each in the slots that are marked."""
        everybody = [np.full(len(others[0]), team), *others]
        answers = [sums.answers[teams].copy() for teams in everybody]
        for theirs, slots in zip(answers[1:], changed, strict=True):
            answers[0][slots], theirs[slots] = theirs[slots], answers[0][slots]
        moves = np.zeros((len(others[0]), len(sums.every)))
        for teams, given in zip(everybody, answers, strict=True):
            moves += sums.added(teams, given, sums.every) - sums.of_team[teams]
        beyond = sums.beyond(moves, sums.every).sum(axis=1)
        least = np.argsort(beyond, kind="stable")[:_FIRSTS]
        return cls(np.transpose(everybody)[least], np.stack(answers, axis=1)[least], moves[least])


class _Sums:
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

    def exchanges(self, one: Whole, other: Whole, choice: Choice) -> _Exchanges:
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
        return _Exchanges(one, other, changed, told, moves)

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
    if not wanted.any():
        return np.zeros(wanted.shape, dtype=bool)
    sums = _Sums(question)
    partners = _partners(sums, wanted, insiders)
    safe: Answers = wanted & (partners.sum(axis=2) > insiders).T
    if (safe == wanted).all():
        return safe
    further = _further(sums)
    # Who else takes part in the worlds in which an answer is another one.
    worlds = {
        (team, slot): [frozenset({other}) for other in np.nonzero(partners[slot, team])[0].tolist()]
        for team, slot in np.transpose(np.nonzero(wanted & ~safe)).tolist()
    }
    for (team, slot), known in worlds.items():
        firsts, with_two = _with_one(sums, team, slot), False
        while (spared := few_in_all(known, insiders)) is not None:
            world = _world(sums, firsts, further, spared)
            if world is None and with_two:
                break
            if world is None:
                firsts, with_two = _with_two(sums, team, slot), True
                continue
            changed = np.transpose(np.nonzero(world != sums.answers)).tolist()
            everybody = frozenset(each for each, _ in changed)
            for answer in worlds.keys() & map(tuple, changed):  # it serves them as well
                worlds[answer].append(everybody - {answer[0]})
        safe[team, slot] = spared is None
    return safe


def _partners(sums: _Sums, wanted: Answers, insiders: int) -> Answers:
    """With whom each team could have exchanged the answer of a slot, and nobody could tell.

    For each slot a table of teams by teams, filled for the wanted answers until there are
    more partners than insiders.
    """
    teams, slots = wanted.shape
    partners = np.zeros((slots, teams, teams), dtype=bool)
    one, other = np.triu_indices(teams, 1)
    for choice in sums.choices:
        missing = wanted[:, list(choice)] & (partners[list(choice)].sum(axis=2) <= insiders).T
        asked = missing.any(axis=1)
        some: Answers = asked[one] | asked[other]
        if not some.any():
            continue
        found = sums.exchanges(one[some], other[some], choice)
        unseen = found.some(sums.beyond(found.moves, found.told).sum(axis=1) == 0)
        for slot in choice:
            changed = unseen.some(unseen.changed[:, slot])
            partners[slot, changed.one, changed.other] = True
            partners[slot, changed.other, changed.one] = True
    return partners


def _further(sums: _Sums) -> _Exchanges:
    """Exchanges between any teams, a few for each way in which they move the sums."""
    random = np.random.default_rng(_SEED)
    teams = random.permutation(len(sums.answers))[:_TEAMS]
    one, other = teams[random.permutation(np.transpose(np.triu_indices(len(teams), 1)))].T
    return _joined(sums, [sums.exchanges(one, other, choice) for choice in sums.choices])


def _with_one(sums: _Sums, team: int, slot: int) -> _Firsts:
    """Exchanges that change an answer, with one other team."""
    others = np.nonzero(sums.label[:, slot] == sums.label[team, slot])[0]
    ways = [
        sums.exchanges(np.full(len(others), team), others, choice)
        for choice in sums.choices
        if slot in choice
    ]
    found = _joined(sums, [each.some(each.changed[:, slot]) for each in ways])
    return _Firsts.of(sums, team, [found.other], [found.changed])


def _with_two(sums: _Sums, team: int, slot: int) -> _Firsts:
    """Exchanges that change an answer, and with a second team one that is linked with it."""

    def with_whom(slot: int) -> Whole:
        alike = sums.label[:, slot] == sums.label[team, slot]
        return np.nonzero(alike & (sums.answers[:, slot] != sums.answers[team, slot]))[0]

    one, other, second = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)], []
    for linked in sorted(sums.linked[slot]):
        partners, others = (
            each.ravel() for each in np.meshgrid(with_whom(slot), with_whom(linked))
        )
        differ = partners != others
        one.append(partners[differ])
        other.append(others[differ])
        second += [linked] * int(differ.sum())
    slots = np.arange(sums.answers.shape[1])
    seconds = np.array(second, dtype=np.int64)[:, None] == slots
    firsts = np.broadcast_to(slots == slot, seconds.shape)
    return _Firsts.of(sums, team, [np.concatenate(one), np.concatenate(other)], [firsts, seconds])


def _joined(sums: _Sums, ways: Sequence[_Exchanges]) -> _Exchanges:
    """Those of several choices of slots in one: a few of those that move the sums alike.

    Of many, those that move the fewest sums.
    """
    weights = np.random.default_rng(_SEED).random(len(sums.every))
    found = []
    for each in ways:
        kinds = pd.Series(np.round(each.moves @ weights[each.told], 9))
        few = each.some((kinds.groupby(kinds).cumcount() < _OF_A_KIND).to_numpy())
        fewest = np.argsort(np.count_nonzero(few.moves, axis=1), kind="stable")
        few = few.some(fewest[: _TRIED // len(ways)])
        moves = np.zeros((len(few.one), len(sums.every)))
        moves[:, few.told] = few.moves
        found.append(replace(few, told=sums.every, moves=moves))
    return _Exchanges(
        np.concatenate([each.one for each in found]),
        np.concatenate([each.other for each in found]),
        np.concatenate([each.changed for each in found]),
        sums.every,
        np.concatenate([each.moves for each in found]),
    )


def _world(
    sums: _Sums, firsts: _Firsts, further: _Exchanges, spared: frozenset[int]
) -> Whole | None:
    """What everybody may have answered, after exchanges that hide one another; None if none do.

    Begun with one of the first exchanges, and each time followed by that of further teams
    after which the figures are nearest to those published.
    """
    others = ~further.with_one_of(spared)
    for teams, answers, moves in zip(firsts.teams, firsts.answers, firsts.moves, strict=True):
        if not spared.isdisjoint(teams.tolist()):
            continue
        made: list[int] = []
        free = others & ~further.with_one_of(teams.tolist())
        beyond = sums.beyond(moves[None, :], sums.every).sum()
        while beyond and len(made) < _DEEPEST:
            place = sums.nearest(moves, further.moves, free)
            if place is None:
                break
            before, moves = beyond, moves + further.moves[place]
            beyond = sums.beyond(moves[None, :], sums.every).sum()
            if beyond >= before:
                break
            made.append(place)
            free &= ~further.with_one_of((int(further.one[place]), int(further.other[place])))
        if not beyond:
            world = sums.answers.copy()
            world[teams] = answers
            for place in made:
                further.make(place, world)
            return world
    return None


def few_in_all(worlds: Sequence[frozenset[int]], insiders: int) -> frozenset[int] | None:
    """Some teams, so few at most, that have between them a part in every world."""
    if not worlds:
        return frozenset()
    if insiders == 0:
        return None
    smallest = min(worlds, key=len)
    for team in sorted(smallest):
        others = few_in_all([world for world in worlds if team not in world], insiders - 1)
        if others is not None:
            return others | {team}
    return None
