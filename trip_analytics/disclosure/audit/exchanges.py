"""Answers that are safe because teams could have exchanged them.

If two teams had given one another's answers, and every published figure would be the same, a
reader cannot tell which of them gave which. Where one exchange alone would move a figure,
further ones between other teams may move it back. An answer is safe when no few insiders
have a part in all the worlds found that change it. This shows nearly all answers safe at
little cost; what it cannot show is left to :mod:`trip_analytics.disclosure.audit.certain`.

Not looked at are worlds in which further teams exchange with several others; the integer
programmes find those, for as many years as they can be asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Self

import numpy as np
import pandas as pd

from trip_analytics.disclosure.audit.sums import Exchanges, Sums
from trip_analytics.disclosure.audit.worlds import (
    Answers,
    Numbers,
    Question,
    Whole,
)

# How many teams make further exchanges; how many of these there are, and of those that move
# the sums alike; how many first ones are tried, and how many follow one another. More find
# little more.
_TEAMS: Final = 70
_TRIED: Final = 6000
_OF_A_KIND: Final = 4
_FIRSTS: Final = 80
_DEEPEST: Final = 6
_SEED: Final = 20100924


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
    def of(cls, sums: Sums, team: int, others: Sequence[Whole], changed: Sequence[Answers]) -> Self:
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
    sums = Sums(question)
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


def _partners(sums: Sums, wanted: Answers, insiders: int) -> Answers:
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


def _further(sums: Sums) -> Exchanges:
    """Exchanges between any teams, a few for each way in which they move the sums."""
    random = np.random.default_rng(_SEED)
    teams = random.permutation(len(sums.answers))[:_TEAMS]
    one, other = teams[random.permutation(np.transpose(np.triu_indices(len(teams), 1)))].T
    return _joined(sums, [sums.exchanges(one, other, choice) for choice in sums.choices])


def _with_one(sums: Sums, team: int, slot: int) -> _Firsts:
    """Exchanges that change an answer, with one other team."""
    others = np.nonzero(sums.label[:, slot] == sums.label[team, slot])[0]
    ways = [
        sums.exchanges(np.full(len(others), team), others, choice)
        for choice in sums.choices
        if slot in choice
    ]
    found = _joined(sums, [each.some(each.changed[:, slot]) for each in ways])
    return _Firsts.of(sums, team, [found.other], [found.changed])


def _with_two(sums: Sums, team: int, slot: int) -> _Firsts:
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


def _joined(sums: Sums, ways: Sequence[Exchanges]) -> Exchanges:
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
    return Exchanges(
        np.concatenate([each.one for each in found]),
        np.concatenate([each.other for each in found]),
        np.concatenate([each.changed for each in found]),
        sums.every,
        np.concatenate([each.moves for each in found]),
    )


def _world(sums: Sums, firsts: _Firsts, further: Exchanges, spared: frozenset[int]) -> Whole | None:
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
