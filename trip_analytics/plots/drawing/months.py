"""The sheet of a chart over months. Imported only once something is drawn."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from trip_analytics.plots.drawing.sheet import Room, headed_axes
from trip_analytics.plots.drawing.theme import GUIDES


@dataclass(frozen=True)
class Months:
    """What there is along a chart: months counted from the year 0, and how far apart.

    ``financial`` is said of years from April to March; ``sign`` follows each figure.
    """

    months: Sequence[int]
    step: int = 1
    financial: bool = False
    sign: str = ""


# As high as that many rows of other pictures; no more months are named than fit.
_ROWS_HIGH: Final = 8
_MOST_MONTHS: Final = 13


def months_sheet(
    ax: Axes | None,
    span: Months,
    heights: Sequence[float],
    *,
    heading: tuple[str, str],
    above: float,
) -> Axes:
    """Axes with months across and figures up, on a figure of one height or on given axes.

    ``heights`` are all that is drawn; ``above`` is the room for what is written over them.
    """
    widest = [max(_upwards(heights, span.sign)[3], key=len, default="")]
    room = Room(above=above)
    return months_axes(headed_axes(ax, widest * _ROWS_HIGH, *heading, room), span, heights)


def months_axes(
    ax: Axes, span: Months, heights: Sequence[float], *, most: int = _MOST_MONTHS
) -> Axes:
    """Months across and figures up on axes; ``most`` periods are named."""
    low, high, ticks, labels = _upwards(heights, span.sign)
    ax.set_yticks(ticks, labels)
    ax.set_ylim(low, high)
    months = span.months
    first, last = (months[0], months[-1]) if len(months) else (0, 11)
    ax.set_xlim(first - 0.7 * span.step, last + 0.7 * span.step)
    across = _named(first, last, span, most) if len(months) else []
    ax.set_xticks(across, [_label(month, across, span) for month in across])
    ax.grid(axis="y", **GUIDES)
    if not len(months):
        ax.text(0.5, 0.5, "There is nothing to draw.", transform=ax.transAxes, ha="center")
    return ax


def _upwards(heights: Sequence[float], sign: str) -> tuple[float, float, list[float], list[str]]:
    """The ends of the upward axis, from zero where that is near, its ticks and their labels."""
    lowest, highest = min(heights, default=0.0), max(heights, default=1.0)
    room = 0.08 * ((highest - lowest) or abs(highest) or 1.0)
    low = 0.0 if 0 <= lowest < 0.6 * highest else lowest - room
    high = highest + 1.6 * room  # for words above what is drawn
    ticks = MaxNLocator(nbins=6, steps=[1, 2, 5, 10]).tick_values(low, high) if heights else []
    if low == 0.0:  # a mark at zero is drawn whole
        low = -0.03 * high
    shown = [round(float(tick), 12) for tick in ticks if low <= tick <= high]
    return low, high, shown, [f"{tick:g}{sign}".replace("-", "−") for tick in shown]


def _named(first: int, last: int, span: Months, most: int) -> list[int]:
    """The months named below: as many as there is room for, counted from January."""
    begins = first % span.step if span.step == 12 else 0
    step = next(
        step
        for step in (1, 3, 6, 12, 24, 60, 120, 600)
        if step >= span.step and (last - first) / step <= most
    )
    named = [month for month in range(first, last + 1) if (month - begins) % step == 0]
    return named or [first]


def _label(month: int, named: Sequence[int], span: Months) -> str:
    year, of_year = divmod(month, 12)
    if span.financial:
        return f"{year}/{(year + 1) % 100:02d}"
    if span.step == 12 or (len(named) > 1 and all(each % 12 == 0 for each in named)):
        return str(year)
    name = calendar.month_abbr[of_year + 1]
    return f"{name}\n{year}" if of_year == 0 or month == named[0] else name
