"""A figure of the table, and what is counted in each made-up trust."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from benchmarks.simulated.trusts import by_run
from trip_analytics.analysis.intervals import Figures, holm, mean_of

SIZES: Final = (8, 15, 40)
INTERVAL: Final = (0.935, 0.965)
AT_LEAST: Final = (0.95, 1.0)
FALSE_ALARMS: Final = (0.0, 0.05)
_ALARM: Final = 0.05
_ROUNDING: Final = 1e-9  # a share of 1 may be 0.9999999999999999 in an interval


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the table, from a value for each run (NaN where a run has none).

    ``promised`` is where it must lie; None for what is shown for comparison.
    """

    about: str
    teams: int
    values: Figures
    promised: tuple[float, float] | None = None

    @property
    def mean(self) -> float:
        """The figure itself; NaN where there is none."""
        known = self.values[np.isfinite(self.values)]
        return float(known.mean()) if known.size else float("nan")

    @property
    def error(self) -> float:
        """Its standard error: how far chance puts it off in so many runs."""
        known = self.values[np.isfinite(self.values)]
        return float(known.std(ddof=1) / known.size**0.5) if known.size > 1 else float("nan")

    @property
    def off(self) -> float:
        """How far outside the promise it lies."""
        low, high = self.promised or (-np.inf, np.inf)
        return max(0, low - self.mean, self.mean - high)

    @property
    def missed(self) -> bool:
        """Whether it lies further outside than chance puts it in so many runs."""
        return self.off > 2 * self.error


def held(interval: tuple[Figures, Figures], truth: Figures) -> Figures:
    """For each run, the share of its intervals that hold the truth."""
    low, high = interval
    return run_mean(
        np.where(np.isnan(low), np.nan, (low - _ROUNDING <= truth) & (truth <= high + _ROUNDING))
    )


def alarms(p_value: Figures) -> Figures:
    """For each run, the share of practices with an alarm; no test is none."""
    return run_mean(p_value <= _ALARM)


def alarm(p_value: Figures) -> Figures:
    """Whether there is an alarm, where there is one test for each run; no test is none."""
    return np.asarray(p_value <= _ALARM, dtype=float)


def any_alarm(p_value: Figures) -> Figures:
    """For each run, whether there is any alarm."""
    return by_run(p_value <= _ALARM).max(axis=1)


def adjusted(p_value: Figures) -> Figures:
    """Holm's adjustment within each run."""
    return np.concatenate([holm(of_run) for of_run in by_run(p_value)])


def run_mean(figures: Figures) -> Figures:
    """The mean of each run's figures, NaN where it has none."""
    return mean_of(by_run(figures).T)[1]
