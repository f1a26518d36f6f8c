"""The sheet of a chart over months. Imported only once something is drawn."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from typing import Final

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from trip_analytics.plots.drawing.sheet import Room, headed_axes
from trip_analytics.plots.drawing.theme import GUIDES

# As high as that many rows of other pictures; no more months are named than fit.
_ROWS_HIGH: Final = 8
_MOST_MONTHS: Final = 13


def months_sheet(
    ax: Axes | None, months: Sequence[int], heights: Sequence[float], *, title: str, subtitle: str
) -> Axes:
    """Axes with months across and figures up, on a figure of one height or on given axes.

    ``months`` are counted from the year 0, twelve a year; ``heights`` are all that is drawn.
    """
    low, high, ticks = _upwards(heights)
    labels = [f"{tick:g}".replace("-", "−") for tick in ticks]
    widest = [max(labels, key=len, default="")]
    ax = headed_axes(ax, widest * _ROWS_HIGH, title, subtitle, Room())
    ax.set_yticks(ticks, labels)
    ax.set_ylim(low, high)
    first, last = (months[0], months[-1]) if len(months) else (0, 11)
    ax.set_xlim(first - 0.7, last + 0.7)
    across = _months_named(first, last) if len(months) else []
    ax.set_xticks(across, [_month_label(month, across) for month in across])
    ax.grid(axis="y", **GUIDES)
    if not len(months):
        ax.text(0.5, 0.5, "There is nothing to draw.", transform=ax.transAxes, ha="center")
    return ax


def _upwards(heights: Sequence[float]) -> tuple[float, float, list[float]]:
    """The ends of the upward axis, from zero where that is near, and its ticks."""
    lowest, highest = min(heights, default=0.0), max(heights, default=1.0)
    room = 0.08 * ((highest - lowest) or abs(highest) or 1.0)
    low = 0.0 if 0 <= lowest < 0.6 * highest else lowest - room
    high = highest + 1.6 * room  # for words above what is drawn
    ticks = MaxNLocator(nbins=6, steps=[1, 2, 5, 10]).tick_values(low, high) if heights else []
    if low == 0.0:  # a mark at zero is drawn whole
        low = -0.03 * high
    return low, high, [round(float(tick), 12) for tick in ticks if low <= tick <= high]


def _months_named(first: int, last: int) -> list[int]:
    """The months named below: as many as there is room for, counted from January."""
    step = next(
        step for step in (1, 3, 6, 12, 24, 60, 120, 600) if (last - first) / step <= _MOST_MONTHS
    )
    return [month for month in range(first, last + 1) if month % step == 0] or [first]


def _month_label(month: int, named: Sequence[int]) -> str:
    year, of_year = divmod(month, 12)
    name = calendar.month_abbr[of_year + 1]
    if len(named) > 1 and all(each % 12 == 0 for each in named):
        return str(year)
    return f"{name}\n{year}" if of_year == 0 or month == named[0] else name
