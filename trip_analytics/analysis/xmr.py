"""XmR charts: limits of ordinary variation and the signs of something else, on points in order.

The limits are Wheeler's (mean plus and minus 2.66 times the mean moving range), the four signs
those of NHS Making Data Count, both as the package NHSRplotthedots 0.2.2 works them out.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from trip_analytics.analysis.intervals import Answers, Figures

ENOUGH = 12
"""Points below which no limits are given."""

OUTSIDE = "outside the limits"
TREND = "trend"
NEAR = "two of three near a limit"
RUN = "run on one side of the mean"

PASSES = "passes"
FAILS = "fails"
HIT_AND_MISS = "hit-and-miss"

_REACH = 2.66  # 3 / d2 for ranges of two
_FREAK = 3.267  # D4 for ranges of two: the upper limit of the ranges themselves
_IN_A_ROW = 7


class Limits(NamedTuple):
    """The mean, the natural process limits (NaN where none can be given), and the basis.

    ``left_out`` is how many moving ranges were too large to count.
    """

    mean: float
    lower: float
    upper: float
    left_out: int


def moving_ranges(values: Figures) -> Figures:
    """How far each point is from the one before; NaN for the first."""
    return np.concatenate([[np.nan], np.abs(np.diff(values))])


def why_no_limits(values: Figures) -> str | None:
    """Why limits would mislead: too ``few`` points, all ``alike``, or too ``rare`` events.

    Events are rare where half of the points or more are zero. None where limits can be given.
    """
    if len(values) < ENOUGH:
        return "few"
    if not np.diff(values).any():
        return "alike"
    return "rare" if 2 * int((values == 0).sum()) >= len(values) else None


def limits_of(values: Figures, *, screen_outliers: bool = True) -> Limits:
    """The limits of ordinary variation about the mean of points in order.

    Moving ranges of 3.267 times their mean or more are left out of it (Nelson 1982) unless
    ``screen_outliers`` is false, or only ranges of zero would be left. NaN of fewer than 12
    points, or where all are alike.
    """
    mean = float(values.mean()) if len(values) else np.nan
    ranges = np.abs(np.diff(values))
    if len(values) < ENOUGH or not ranges.any():
        return Limits(mean, np.nan, np.nan, 0)
    kept = ranges[ranges < _FREAK * ranges.mean()] if screen_outliers else ranges
    if not kept.any():
        kept = ranges
    reach = _REACH * float(kept.mean())
    return Limits(mean, mean - reach, mean + reach, len(ranges) - len(kept))


def special_causes(values: Figures, limits: Limits) -> tuple[list[str | None], Figures]:
    """Which sign of special cause each point is part of, if any, and which way it points.

    A point of several signs has the first of: outside the limits; one of seven or more that all
    rise or all fall; one of two, of three in a row on one side of the mean, that are over two
    thirds of the way to the limit; one of seven or more on one side of the mean. The way is up
    (1) or down (-1): of a trend that of its steps, else the side of the mean.
    """
    mean, lower, upper, _ = limits
    if np.isnan(upper):
        return [None] * len(values), np.zeros(len(values))
    side = np.where(np.isclose(values, mean, rtol=1e-9), 0.0, np.sign(values - mean))
    outside = (values > upper) | (values < lower)
    near = ~outside & (np.abs(values - mean) > (upper - mean) * 2 / 3)
    rising, falling = (_in_a_row(np.sign(np.diff(values)) == way, _IN_A_ROW - 1) for way in (1, -1))
    up, down = _ends_of(rising), _ends_of(falling)
    # At a turn from one trend to another, the new one tells the way.
    way_of_trend = np.where(up & down, np.append(np.where(rising, 1, -1), 0), up * 1 - down * 1)
    signs = (
        (OUTSIDE, outside, side),
        (TREND, up | down, way_of_trend),
        (NEAR, _two_of_three(near, side), side),
        (RUN, _in_a_row(side == 1, _IN_A_ROW) | _in_a_row(side == -1, _IN_A_ROW), side),
    )
    causes: list[str | None] = [None] * len(values)
    ways = np.zeros(len(values))
    for name, found, way in reversed(signs):
        ways = np.where(found, way, ways)
        causes = [name if here else cause for here, cause in zip(found, causes, strict=True)]
    return causes, ways


def _in_a_row(true: Answers, length: int) -> Answers:
    """Which are part of so many true ones in a row."""
    part = np.zeros(len(true), dtype=bool)
    for first in range(len(true) - length + 1):
        if true[first : first + length].all():
            part[first : first + length] = True
    return part


def _ends_of(steps: Answers) -> Answers:
    """The points on either end of steps between neighbours."""
    return np.append(steps, False) | np.insert(steps, 0, False)


def _two_of_three(near: Answers, side: Figures) -> Answers:
    """The points near a limit of any three in a row, all on one side of the mean, with two."""
    part = np.zeros(len(near), dtype=bool)
    for first in range(len(near) - 2):
        three = slice(first, first + 3)
        if abs(side[three].sum()) == 3 and near[three].sum() >= 2:
            part[three] |= near[three]
    return part


def assured(targets: Figures, lower: Figures, upper: Figures, way: int) -> npt.NDArray[np.object_]:
    """Whether ordinary variation alone would always meet a target, never, or now and then.

    ``way`` is 1 where higher figures are better, -1 where lower ones are. A target outside the
    limits is always met or never; None where there are no limits or no target.
    """
    out = np.full(len(targets), HIT_AND_MISS, dtype=object)
    out[targets > upper] = FAILS if way > 0 else PASSES
    out[targets < lower] = PASSES if way > 0 else FAILS
    out[np.isnan(targets) | np.isnan(upper)] = None
    return out
