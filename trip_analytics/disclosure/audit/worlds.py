"""What was answered, and what is known of it: one practice, everything published about it.

An answer is given away when it is the same in every *world*: in every set of answers that
would have been published in just the same way. What is published is a list of facts, each
a sum over teams that lies between two bounds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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

    def of_each(self, answers: Whole) -> Numbers:
        """What each team adds."""
        added = np.zeros(len(answers))
        given = tuple(answers[self.teams, slot] for slot in self.slots)
        added[self.teams] = self.weights[given]
        return added

    def if_answered(self, answers: Whole, slot: int) -> Numbers:
        """What each team would add, for each answer it might have given in one slot."""
        possible = self.weights.shape[0]
        added = np.repeat(self.of_each(answers)[:, None], possible, axis=1)
        if slot in self.slots:
            for value in range(possible):
                changed = answers.copy()
                changed[self.teams, slot] = value
                added[:, value] = self.of_each(changed)
        return added


@dataclass(frozen=True, eq=False, slots=True)
class Fact:
    """A sum of terms that lies between two bounds, as a table says."""

    table: str
    terms: tuple[Term, ...]
    low: float
    high: float


@dataclass(frozen=True, eq=False, slots=True)
class Spread:
    """Which sums of squares go with each sum, as a mean with its interval says.

    Attributes
    ----------
    sums : array of int
        The sums that are possible, one after the other.
    low, high : array of float
        For each of them, the least and the greatest sum of squares.
    """

    table: str
    change: Term
    square: Term
    sums: Whole
    low: Numbers
    high: Numbers

    def allows(self, change: Numbers, square: Numbers) -> Answers:
        """Whether a sum and a sum of squares go together."""
        if not len(self.sums):
            return np.zeros(np.shape(change), dtype=bool)
        place = np.rint(change).astype(np.int64) - self.sums[0]
        known = (place >= 0) & (place < len(self.sums))
        place = np.clip(place, 0, len(self.sums) - 1)
        allowed: Answers = (
            known & (square >= self.low[place] - 1e-6) & (square <= self.high[place] + 1e-6)
        )
        return allowed


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
