"""What was answered, and what is known of it: one practice, everything published about it.

An answer is given away when it is the same in every *world*: in every set of answers that
would have been published in just the same way. What is published is a list of facts, each
a sum over teams that lies between two bounds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Answers = npt.NDArray[np.bool_]

ABSENT = -1


@dataclass(frozen=True, eq=False, slots=True)
class Term:
    """A sum over some teams, of a number for what each answered in some slots.

    Attributes
    ----------
    teams : array of bool
        Which teams; each has answered in all the slots.
    slots : tuple of int
        One answer (a year's rating) or two.
    weights : array
        The number for each possible answer (for two slots: for each pair).
    """

    teams: Answers
    slots: tuple[int, ...]
    weights: Numbers


def added(terms: Sequence[Term], teams: Whole, answers: Whole) -> Numbers:
    """What teams would add to a sum: a row of answers for each."""
    result = np.zeros(len(teams))
    for term in terms:
        there = term.teams[teams]
        result[there] += term.weights[tuple(answers[there, slot] for slot in term.slots)]
    return result


class Source(NamedTuple):
    """Where something is published: figures that are withheld together.

    Attributes
    ----------
    publication : str
    table : str
        What the table is called there.
    figures : {"ratings", "breakdown", "change", "movers"}
        The ratings of a year, of all teams or by the parts of a breakdown; a change; or what
        teams that joined and left added to it.
    words : str
        What a person would call it.
    """

    publication: str
    table: str
    figures: Literal["ratings", "breakdown", "change", "movers"]
    words: str


@dataclass(frozen=True, eq=False, slots=True)
class Fact:
    """A sum of terms that lies between two bounds, as a table says."""

    source: Source
    terms: Sequence[Term]
    low: float
    high: float


@dataclass(frozen=True, eq=False, slots=True)
class Spread:
    """Which sums of squares go with each sum, as a mean with its interval says.

    Attributes
    ----------
    total, square : sequence of Term
        The sum, and the sum of squares.
    sums : array of int
        The sums that are possible, one after the other.
    low, high : array of float
        For each of them, the least and the greatest sum of squares.
    """

    source: Source
    total: Sequence[Term]
    square: Sequence[Term]
    sums: Whole
    low: Numbers
    high: Numbers

    def allows(self, total: Numbers, square: Numbers) -> Answers:
        """Whether a sum and a sum of squares go together."""
        allowed: Answers = self.beyond(total, square) < 1e-6
        return allowed

    def beyond(self, total: Numbers, square: Numbers) -> Numbers:
        """How far a sum and a sum of squares are from any that go together."""
        place = np.rint(total).astype(np.int64) - self.sums[0]
        nearest = np.clip(place, 0, len(self.sums) - 1)
        squares_out = np.maximum(self.low[nearest] - square, square - self.high[nearest])
        # A sum inside that goes with no sum of squares has bounds the wrong way about.
        out: Numbers = np.abs(place - nearest) + np.maximum(0, squares_out)
        return out


@dataclass(frozen=True, eq=False, slots=True)
class Question:
    """One practice, what every team answered and all that is published about it.

    Attributes
    ----------
    answers : array of int
        A row for each team, a column for each slot (a year's answer), the place of the
        answer among the possible ones (0 the first), ``ABSENT`` where there is none.
    possible : int
        How many answers there are to choose from.
    facts, spreads : sequence
        What is published.
    """

    answers: Whole
    possible: int
    facts: Sequence[Fact]
    spreads: Sequence[Spread]

    @property
    def terms(self) -> Iterator[Term]:
        """Of what all sums are made."""
        for fact in self.facts:
            yield from fact.terms
        for spread in self.spreads:
            yield from (*spread.total, *spread.square)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where all of it is published."""
        of_facts = [fact.source for fact in self.facts]
        return tuple(dict.fromkeys(of_facts + [spread.source for spread in self.spreads]))

    def told_by(self, keep: Callable[[Source], bool]) -> Question:
        """The same answers with what some of the sources say alone."""
        return replace(
            self,
            facts=[fact for fact in self.facts if keep(fact.source)],
            spreads=[spread for spread in self.spreads if keep(spread.source)],
        )
