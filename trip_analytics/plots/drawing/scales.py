"""What the numbers along the lower edge of a plot are: functions that set up the axis."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from trip_analytics.plots.drawing import palette, theme
from trip_analytics.words import point_written

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# A description has one of these with all but the axes given.
Scale = Callable[["Axes"], None]


def ratings(ax: Axes, points: Sequence[int]) -> None:
    """Ratings, from the lowest to the highest point of their scale."""
    from trip_analytics.plots.drawing.figures import label_width, width_of

    low, high = points[0], points[-1]
    margin = (high - low) / 40
    ax.set_xlim(low - margin, high + margin)
    names = [point_written(each) for each in points]
    ends = (f"{names[0]}\nleast developed", f"{names[-1]}\nmost developed")
    apart = width_of(ax) / (high - low + 2 * margin)
    if apart < label_width(ends[0]) / 2 + 0.05:  # they would reach the points beside them
        ax.set_xlabel(f"{names[0]} least, {names[-1]} most developed", **theme.AXIS_LABEL)
    else:
        names = [ends[0], *names[1:-1], ends[1]]
    ax.set_xticks(list(points), names)
    ax.grid(axis="x", **theme.GUIDES)


def changes(ax: Axes, label: str, reach: float, written: Callable[[float], str]) -> None:
    """Rating points, as far to either side of zero."""
    from matplotlib.ticker import MaxNLocator

    from trip_analytics.plots.drawing.figures import width_of

    ax.set_xlim(-reach, reach)
    # No tick needs more decimals than its label has: none at 0.25.
    room = min(max(int(width_of(ax) / 0.5), 2), 8)
    ax.xaxis.set_major_locator(MaxNLocator(nbins=room, steps=[1, 2, 5, 10]))
    ax.xaxis.set_major_formatter(lambda figure, _: written(figure))
    ax.set_xlabel(label, **theme.AXIS_LABEL)
    ax.grid(axis="x", **theme.GUIDES)
    ax.axvline(0, color=palette.ZERO, linewidth=1.2, zorder=1)


def agreement(ax: Axes) -> None:
    """Agreement, -1 to 1, with what its ends and its middle mean."""
    ax.set_xlim(-1.08, 1.08)
    ends = ("half at\neach end", "each rating\nas often", "all alike")
    ax.set_xticks([-1, -0.5, 0, 0.5, 1], [ends[0], "", ends[1], "", ends[2]])
    ax.grid(axis="x", **theme.GUIDES)
    ax.axvline(0, color=palette.ZERO, linewidth=1.2, zorder=1)


def reach(figures: pd.DataFrame, least: float) -> float:
    """How far an axis goes to either side of zero: as far as the figures, ``least`` at least."""
    furthest = figures.abs().max().max()
    return least if pd.isna(furthest) else max(least, 1.1 * float(furthest))


def shares(ax: Axes, label: str, low: float = 0, high: float = 100) -> None:
    """Shares of a whole (0-100) without signs, to either side of zero by whole quarters."""
    low, high = (-_quarters(-low) if low else 0), _quarters(high)
    ax.set_xlim(low, high)
    ticks = range(low, high + 1, 25)
    ax.set_xticks(ticks, [f"{abs(tick)}%" for tick in ticks])
    ax.set_xlabel(label, **theme.AXIS_LABEL)
    if low:
        ax.axvline(0, color=palette.ZERO, linewidth=1.2, zorder=0)


def _quarters(share: float) -> int:
    """A share (0-100) up to the next quarter."""
    return 25 * max(math.ceil(share / 25 - 1e-9), 1)


def counts(ax: Axes, label: str, longest: float, words: Iterable[str] = ()) -> None:
    """Whole numbers from zero, with room for words after the longest bar."""
    from trip_analytics.plots.drawing.figures import label_width, width_of

    room = max(map(label_width, words), default=0.0) + 0.15
    ax.set_xlim(0, (longest or 1) / max(1 - room / width_of(ax), 0.3))
    _whole_numbers(ax, label)


def tenths(ax: Axes, label: str, words: Iterable[str]) -> None:
    """So many in ten, with room for words after the longest bar."""
    counts(ax, label, 10, words)
    ax.set_xticks(range(0, 11, 2))


def places(ax: Axes, label: str, last: int) -> None:
    """Places from 1 to the last."""
    ax.set_xlim(0.4, last + 0.6)
    _whole_numbers(ax, label, most=12)


def _whole_numbers(ax: Axes, label: str, *, most: int = 8) -> None:
    from matplotlib.ticker import MaxNLocator

    ax.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=most, min_n_ticks=1))
    ax.set_xlabel(label, **theme.AXIS_LABEL)
    ax.grid(axis="x", **theme.GUIDES)
