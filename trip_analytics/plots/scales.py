"""Axes that several plots share. Imported only once something is drawn."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from trip_analytics.plots import palette
from trip_analytics.plots.dots import dots
from trip_analytics.plots.figures import label_width, width_of
from trip_analytics.plots.picture import across_label, guides, legend
from trip_analytics.plots.words import BEYOND_CHANCE


def rating_axis(ax: Axes) -> None:
    """An axis of ratings, 1 to 5."""
    ax.set_xlim(0.9, 5.1)
    ends = ("1\nleast developed", "5\nmost developed")
    if width_of(ax) / 4.2 < label_width(ends[0]) / 2 + 0.05:  # they would reach the 2 and the 4
        ends = ("1", "5")
        across_label(ax, "1 least, 5 most developed")
    ax.set_xticks(range(1, 6), [ends[0], "2", "3", "4", ends[1]])
    guides(ax)


def about_nought(
    ax: Axes, figures: pd.DataFrame, written: Callable[[float], str], *, least: float
) -> None:
    """An axis as far to either side of nought as the figures reach, ``least`` at least."""
    reach = figures.abs().max().max()
    furthest = max(least, 1.1 * float(reach)) if len(figures) and pd.notna(reach) else least
    ax.set_xlim(-furthest, furthest)
    # No tick needs more decimals than its label has: none at 0.25.
    room = min(max(int(width_of(ax) / 0.5), 2), 8)
    ax.xaxis.set_major_locator(MaxNLocator(nbins=room, steps=[1, 2, 5, 10]))
    ax.xaxis.set_major_formatter(lambda figure, _: written(figure))
    guides(ax)
    if ax.axison:
        ax.axvline(0, color=palette.ZERO, linewidth=1.2, zorder=1)


def dots_about_nought(
    ax: Axes,
    drawn: pd.DataFrame,
    figure: str,
    ends: tuple[str, str],
    *,
    sure: pd.Series[bool],
    written: Callable[[float], str],
    least: float,
    across: str,
) -> None:
    """Dots with intervals about nought: full where the figure is beyond chance, else rings.

    Parameters
    ----------
    figure, ends : str, pair of str
        The columns of the dot and of the line's ends.
    sure : Series of bool
        Whether a figure is beyond chance.
    across : str
        What the axis says.
    """
    dots(ax, drawn, figure, *ends, hollow=~sure, labels=BEYOND_CHANCE)
    about_nought(ax, drawn[[figure, *ends]], written, least=least)
    across_label(ax, across)
    legend(ax)
