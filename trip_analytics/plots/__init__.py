"""Plots of what the analysis or a release computed. They compute nothing.

Each ``plot_*`` returns matplotlib axes, or a figure where it is several; a notebook shows
them, ``ax.figure`` is the figure, ``to_png(ax)`` the picture. Each has its ``alt_text_*``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trip_analytics.plots.challenge_priorities import (
    alt_text_challenge_priorities,
    plot_challenge_priorities,
)
from trip_analytics.plots.change import alt_text_change, plot_change
from trip_analytics.plots.history import alt_text_history, plot_history
from trip_analytics.plots.indicators import alt_text_indicators, plot_indicators
from trip_analytics.plots.innovations import alt_text_innovations, plot_innovations
from trip_analytics.plots.participation import alt_text_participation, plot_participation
from trip_analytics.plots.participation_grid import (
    alt_text_participation_grid,
    plot_participation_grid,
)
from trip_analytics.plots.parts import alt_text_change_parts, plot_change_parts
from trip_analytics.plots.perspectives import alt_text_perspectives, plot_perspectives
from trip_analytics.plots.practices import alt_text_practices, plot_practices
from trip_analytics.plots.priorities import alt_text_priorities, plot_priorities
from trip_analytics.plots.progress import alt_text_progress, plot_progress
from trip_analytics.plots.ranks import alt_text_practices_ranks, plot_practices_ranks
from trip_analytics.plots.ratings import alt_text_practices_ratings, plot_practices_ratings
from trip_analytics.plots.stage_change import alt_text_stage_change, plot_stage_change
from trip_analytics.plots.stages import alt_text_stages, plot_stages
from trip_analytics.plots.trend import alt_text_trend, plot_trend
from trip_analytics.plots.two_years import alt_text_change_averages, plot_change_averages

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = [
    "alt_text_challenge_priorities",
    "alt_text_change",
    "alt_text_change_averages",
    "alt_text_change_parts",
    "alt_text_history",
    "alt_text_indicators",
    "alt_text_innovations",
    "alt_text_participation",
    "alt_text_participation_grid",
    "alt_text_perspectives",
    "alt_text_practices",
    "alt_text_practices_ranks",
    "alt_text_practices_ratings",
    "alt_text_priorities",
    "alt_text_progress",
    "alt_text_stage_change",
    "alt_text_stages",
    "alt_text_trend",
    "plot_challenge_priorities",
    "plot_change",
    "plot_change_averages",
    "plot_change_parts",
    "plot_history",
    "plot_indicators",
    "plot_innovations",
    "plot_participation",
    "plot_participation_grid",
    "plot_perspectives",
    "plot_practices",
    "plot_practices_ranks",
    "plot_practices_ratings",
    "plot_priorities",
    "plot_progress",
    "plot_stage_change",
    "plot_stages",
    "plot_trend",
    "to_png",
]


def to_png(ax: Axes | Figure, *, dpi: int = 150) -> bytes:
    """A plot as PNG: the same bytes each time, nothing beside the picture in them.

    Parameters
    ----------
    ax : Axes or Figure
        What a ``plot_*`` function returned.
    dpi : int
        Dots an inch.

    Returns
    -------
    bytes
    """
    from trip_analytics.plots import figures

    return figures.to_png(ax, dpi=dpi)
