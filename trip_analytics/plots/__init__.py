"""Plots of what the analysis or a release computed, a module for each question.

Each ``plot_*`` takes the table; under its public name, the returns as well. It returns matplotlib
axes, or a figure where it is several; a notebook shows them, ``ax.figure`` is the figure,
``to_png(ax)`` the picture. ``plot_*.in_words`` says the same in sentences.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def to_png(ax: Axes | Figure, *, dpi: int = 150) -> bytes:
    """A plot as PNG, so many dots an inch: the same bytes each time, nothing beside it."""
    from trip_analytics.plots.drawing import figures

    return figures.to_png(ax, dpi=dpi)


__all__ = ["to_png"]

for _module in iter_modules(__path__):
    if not _module.ispkg:
        for _name, _value in vars(import_module(f"{__name__}.{_module.name}")).items():
            if _name.startswith("plot_"):
                globals()[_name] = _value
                __all__ += [_name]
