"""The sets of answers that agree with what is shown, as a whole-number programme (HiGHS).

Nobody's answer is known here: a world says how many teams of a group gave each answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from trip_analytics.auditing.figure import Bounds

Numbers = npt.NDArray[np.float64]

_SECONDS: Final = 5.0


class Worlds:
    """All the whole, non-negative numbers that agree with some facts.

    Parameters
    ----------
    size : int
        How many numbers there are.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._weights: list[Numbers] = []
        self._bounds: list[Bounds] = []

    def fact(self, weights: Numbers, bounds: Bounds) -> None:
        """A weighted sum of the numbers lies between two bounds."""
        self._weights.append(np.asarray(weights, dtype=float))
        self._bounds.append(bounds)

    def sure(self, wanted: Sequence[tuple[Numbers, float]]) -> list[int]:
        """Which sums reach a number in every world.

        Parameters
        ----------
        wanted : sequence of (weights, number)

        Returns
        -------
        list of int
            Their places; none where no world agrees, or the time did not suffice.
        """
        if not wanted:
            return []
        # One world in which as few of them as may be reach it rules most of them out at once.
        count = len(wanted)
        rows = [np.concatenate([weights, np.zeros(count)]) for weights in self._weights]
        bounds = list(self._bounds)
        for place, (weights, number) in enumerate(wanted):
            short = np.zeros(count)
            short[place] = -1
            rows.append(np.concatenate([weights, short]))
            bounds.append(Bounds(-np.inf, number - 1))
        cost = np.concatenate([np.zeros(self._size), np.ones(count)])
        world = _solved(cost, rows, bounds)
        if world is None:
            return []
        return [
            place
            for place in np.nonzero(world[self._size :] > 0.5)[0].tolist()
            if (least := self.least(wanted[place][0])) is not None and least >= wanted[place][1]
        ]

    def least(self, weights: Numbers) -> float | None:
        """The least that a weighted sum may be; None where no world agrees."""
        world = _solved(np.asarray(weights, dtype=float), self._weights, self._bounds)
        return None if world is None else float(np.rint(world @ weights))

    def greatest(self, weights: Numbers) -> float | None:
        """The greatest that a weighted sum may be."""
        least = self.least(-np.asarray(weights, dtype=float))
        return None if least is None else -least


def _solved(cost: Numbers, rows: Sequence[Numbers], bounds: Sequence[Bounds]) -> Numbers | None:
    from scipy.optimize import LinearConstraint, milp
    from scipy.sparse import csr_matrix

    found = milp(
        cost,
        constraints=LinearConstraint(
            csr_matrix(np.array(rows)),
            np.array([each.low for each in bounds]),
            np.array([each.high for each in bounds]),
        ),
        integrality=np.ones(len(cost), dtype=np.int64),
        options={"time_limit": _SECONDS},
    )
    # A world cut short by the clock is no least one.
    return None if found.x is None or found.status != 0 else np.asarray(found.x)
