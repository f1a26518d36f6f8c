"""The worlds that agree with everything published, as a whole-number programme (HiGHS).

Teams that everything published treats alike are a *class*: a world is told by how many of
each class gave which answers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Final

import numpy as np

from trip_analytics.disclosure.audit.worlds import (
    ABSENT,
    Answers,
    Numbers,
    Question,
    Term,
    Whole,
    added,
)

if TYPE_CHECKING:
    from scipy.optimize import LinearConstraint

# With more kinds of team than this, in five years of forty teams, it takes too long.
_MOST_KINDS: Final = 2_500
# How long is looked for a world: in steps of the search, so that a busy machine finds the same;
# hardly any takes more than one, and none has come near the time.
_STEPS: Final = 1_000
_SECONDS: Final = 120.0
# Any world will do; one near the real one shows more answers safe. This much (HiGHS' relative
# gap) it may be farther than the nearest: finding that one would take longest.
_NEAR_ENOUGH: Final = 0.9

Kind = tuple[int, tuple[int, ...]]  # a class, and what one of its teams answered in each slot


def classes_of(question: Question) -> Whole:
    """Teams with answers in the same slots, that the same tables speak of."""
    told = [question.answers != ABSENT]
    told += [term.teams[:, None] for term in question.terms]
    _, class_of = np.unique(np.hstack(told), axis=0, return_inverse=True)
    return class_of.astype(np.int64).ravel()


@dataclass(frozen=True, eq=False, slots=True)
class Programme:
    """The worlds that agree with all that is published.

    Attributes
    ----------
    question : Question
    class_of : array of int
        The class of each team.
    kinds : tuple of Kind
        The real ones and those near them first, ``near`` of them.
    near : int
    real : array of int
        How many teams there are of each kind.
    matrix, low, high : arrays
        The sums of all kinds, one a row, and between what they lie; behind the kinds' columns
        those of the spreads' sums.
    """

    question: Question
    class_of: Whole
    kinds: tuple[Kind, ...]
    near: int
    real: Whole
    matrix: Numbers
    low: Numbers
    high: Numbers

    @classmethod
    def of(cls, question: Question, class_of: Whole) -> Programme | None:
        """The programme of all that is published about a practice; None where it is too large."""
        found = _kinds(question, class_of)
        if found is None:
            return None
        counted, near = found
        kinds = tuple(counted)
        answers = np.array([kind[1] for kind in kinds]).reshape(len(kinds), -1)
        in_class = np.array([kind[0] for kind in kinds])
        one_of = {int(each): int(np.argmax(class_of == each)) for each in np.unique(class_of)}
        member = np.array([one_of[int(each)] for each in in_class])

        def row(terms: Sequence[Term]) -> Numbers:
            return added(terms, member, answers)

        rows = [(in_class == each).astype(float) for each in one_of]
        low = [float((class_of == each).sum()) for each in one_of]
        high = list(low)
        for fact in question.facts:
            rows.append(row(fact.terms))
            low.append(fact.low)
            high.append(fact.high)
        extra = sum(len(spread.sums) for spread in question.spreads)
        matrix = np.hstack([np.array(rows), np.zeros((len(rows), extra))])
        start = len(kinds)
        for spread in question.spreads:
            chosen = slice(start, start + len(spread.sums))
            start = chosen.stop
            more = np.zeros((4, matrix.shape[1]))
            more[0, chosen] = 1  # one of the sums
            more[1, : len(kinds)], more[1, chosen] = row(spread.total), -spread.sums
            more[2, : len(kinds)], more[2, chosen] = row(spread.square), -spread.low
            more[3, : len(kinds)], more[3, chosen] = row(spread.square), -spread.high
            matrix = np.vstack([matrix, more])
            low += [1, 0, 0, -np.inf]
            high += [1, 0, np.inf, 0]
        real = np.array(list(counted.values()))
        return cls(question, class_of, kinds, near, real, matrix, np.array(low), np.array(high))

    def world(self, least: Whole, otherwise: Answers) -> Whole | None:
        """A world near the real one, as numbers of each kind; None where there is none.

        It is looked for among those in which each team's answers differ from a real team's
        in one slot at most, then among all there are.

        Parameters
        ----------
        least : array of int
            How many of each kind there must be.
        otherwise : array of bool
            The kinds of which there must be one more than that.

        Raises
        ------
        UndecidedError
            Whether there is one could not be told in the steps given.
        """
        found = self._solved(self.near, least, otherwise)
        if found is None and self.near < len(self.kinds):
            found = self._solved(len(self.kinds), least, otherwise)
        return found

    def _solved(self, kinds: int, least: Whole, otherwise: Answers) -> Whole | None:
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_matrix

        extra = self.matrix.shape[1] - len(self.kinds)
        chosen = np.r_[0:kinds, len(self.kinds) : self.matrix.shape[1]]
        # Fewer of a kind than there really are costs, and counts as short.
        held = np.nonzero(self.real[:kinds])[0]
        kept = np.zeros((len(held), len(chosen)))
        kept[np.arange(len(held)), held] = 1
        one_more = np.append(otherwise[:kinds], np.zeros(extra))
        matrix = np.vstack([self.matrix[:, chosen], kept, one_more])
        short = np.zeros((len(matrix), len(held)))
        short[len(self.matrix) : -1] = np.eye(len(held))
        needed = 1 + least[otherwise].sum()
        sums = LinearConstraint(
            csr_matrix(np.hstack([matrix, short])),
            np.concatenate([self.low, self.real[held], [needed]]),
            np.concatenate([self.high, np.full(len(held) + 1, np.inf)]),
        )
        for presolve in (True, False):
            found = milp(
                np.concatenate([np.zeros(len(chosen)), np.ones(len(held))]),
                constraints=sums,
                bounds=Bounds(
                    np.concatenate([least[:kinds], np.zeros(extra + len(held))]),
                    np.concatenate(
                        [np.full(kinds, np.inf), np.ones(extra), np.full(len(held), np.inf)]
                    ),
                ),
                integrality=np.concatenate([np.ones(len(chosen)), np.zeros(len(held))]),
                options={
                    "node_limit": _STEPS,
                    "time_limit": _SECONDS,
                    "mip_rel_gap": _NEAR_ENOUGH,
                    "presolve": presolve,
                },
            )
            if found.x is None and found.status == _INFEASIBLE:
                return None
            if found.x is not None and _holds(sums, np.rint(found.x)):
                world = np.zeros(len(self.kinds), dtype=np.int64)
                world[:kinds] = np.rint(found.x[:kinds])
                return world
        raise UndecidedError


def _holds(sums: LinearConstraint, values: Numbers) -> bool:
    """Whether a world is one: an older HiGHS has been seen to give what breaks its own sums."""
    total = np.asarray(sums.A @ values)  # type: ignore[operator] # the matrix is sparse
    return bool(((total >= sums.lb - _HAIR) & (total <= sums.ub + _HAIR)).all())


class UndecidedError(Exception):
    """Whether there is another world could not be told in the steps given."""


_INFEASIBLE: Final = 2
_HAIR: Final = 1e-6


def _kinds(question: Question, class_of: Whole) -> tuple[Mapping[Kind, int], int] | None:
    """The kinds of team that there are or might be, with how many there are; None of too many.

    The real ones and those near them, of which the number is given, are the first.
    """
    kinds: dict[Kind, int] = {}
    for row, in_class in zip(question.answers, class_of, strict=True):
        kind = (int(in_class), tuple(int(value) for value in row))
        kinds[kind] = kinds.get(kind, 0) + 1
    present = {kind[0]: tuple(value != ABSENT for value in kind[1]) for kind in kinds}
    if sum(question.possible ** sum(there) for there in present.values()) > _MOST_KINDS:
        return None
    for in_class, values in list(kinds):
        for slot, value in enumerate(values):
            for other in range(question.possible) if value != ABSENT else ():
                kinds.setdefault((in_class, (*values[:slot], other, *values[slot + 1 :])), 0)
    near = len(kinds)
    for in_class, there in present.items():
        choices = [range(question.possible) if each else (ABSENT,) for each in there]
        for chosen in product(*choices):
            kinds.setdefault((in_class, tuple(chosen)), 0)
    return kinds, near
