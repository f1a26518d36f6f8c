"""Least squares whose standard errors hold where some teams vary more than others."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from trip_analytics.analysis.intervals import CONFIDENCE, Figures

ALMOST_NONE: Final = 1e-9
"""What rounding leaves of zero."""


class Coefficient(NamedTuple):
    """A coefficient, its standard error, and the degrees of freedom of its t."""

    value: float
    error: float
    freedom: int

    def interval(self) -> tuple[float, float]:
        """The 95% t interval."""
        from scipy import special

        reach = float(special.stdtrit(self.freedom, 0.5 + CONFIDENCE / 2)) * self.error
        return self.value - reach, self.value + reach

    def p_value(self) -> float:
        """The p-value of its being zero, by t."""
        from scipy import special

        return float(2 * special.stdtr(self.freedom, -abs(self.value / self.error)))


def last_coefficient(
    design: Figures, outcome: Figures, clusters: npt.NDArray[Any] | None = None
) -> Coefficient:
    """The coefficient of the last column by least squares, with a robust standard error.

    Without clusters the error is HC3 (MacKinnon and White 1985), with rows - columns degrees of
    freedom. With C clusters, two or more, it is the sandwich over clusters (Liang and Zeger 1986),
    its square times C / (C - 1) * (rows - 1) / (rows - columns), with C - 1 degrees of freedom.

    The design has a row for each observation, more of them than columns; no column is made up by
    the others.

    Examples
    --------
    >>> design = np.column_stack([np.ones(4), [0, 0, 1, 1]])
    >>> found = last_coefficient(design, np.array([1.0, 3.0, 4.0, 8.0]))
    >>> round(found.value, 2), round(found.error**2, 2), found.freedom
    (4.0, 10.0, 2)
    """
    rows, columns = design.shape
    orthogonal, upper = np.linalg.qr(design)
    residual = outcome - orthogonal @ (orthogonal.T @ outcome)
    # The last coefficient is the sum of the outcomes times these.
    weights = orthogonal[:, -1] / upper[-1, -1]
    if clusters is None:
        room = 1 - (orthogonal**2).sum(axis=1)
        # A row that alone settles another coefficient adds nothing to this one.
        parts = np.divide(weights * residual, room, out=np.zeros(rows), where=room > ALMOST_NONE)
        factor, freedom = 1.0, rows - columns
    else:
        _, cluster = np.unique(clusters, return_inverse=True)
        parts = np.bincount(cluster, weights * residual)
        freedom = len(parts) - 1
        factor = len(parts) / freedom * (rows - 1) / (rows - columns)
    error = float(np.sqrt(factor * (parts**2).sum()))
    return Coefficient(float(weights @ outcome), error, freedom)
