"""Plots of what the analysis or a release computed. They compute nothing.

Each ``plot_*`` returns matplotlib axes; a notebook shows them, ``ax.figure`` is the
figure, ``to_png(ax)`` the picture. Each has its ``alt_text_*``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trip_analytics.plots.change import alt_text_change, plot_change
from trip_analytics.plots.participation import alt_text_participation, plot_participation
from trip_analytics.plots.practices import alt_text_practices, plot_practices
from trip_analytics.plots.progress import alt_text_progress, plot_progress
from trip_analytics.plots.ranks import alt_text_ranks, plot_ranks
from trip_analytics.plots.ratings import alt_text_ratings, plot_ratings
from trip_analytics.plots.stages import alt_text_stages, plot_stages
from trip_analytics.plots.themes import alt_text_themes, plot_themes

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "alt_text_change",
    "alt_text_participation",
    "alt_text_practices",
    "alt_text_progress",
    "alt_text_ranks",
    "alt_text_ratings",
    "alt_text_stages",
    "alt_text_themes",
    "plot_change",
    "plot_participation",
    "plot_practices",
    "plot_progress",
    "plot_ranks",
    "plot_ratings",
    "plot_stages",
    "plot_themes",
    "to_png",
]


def to_png(ax: Axes, *, dpi: int = 150) -> bytes:
    """A plot as PNG: the same bytes each time, nothing beside the picture in them.

    Parameters
    ----------
    ax : Axes
        What a ``plot_*`` function returned.
    dpi : int
        Dots an inch.

    Returns
    -------
    bytes
    """
    from trip_analytics.plots import picture

    return picture.to_png(ax, dpi=dpi)
