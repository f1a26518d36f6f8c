"""How wide labels and axes are, in inches. Imported only once something is drawn."""

from __future__ import annotations

from functools import cache
from typing import cast

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from trip_analytics.plots.drawing.theme import PRINT


def lines_of(text: str) -> int:
    """How many lines a text is."""
    return text.count("\n") + 1


@cache
def label_width(label: str, points: float = PRINT) -> float:
    """How wide a label is printed, in inches."""
    font = FontProperties(size=points)
    widths = [
        text_to_path.get_text_width_height_descent(line, font, ismath=False)[0]
        for line in label.split("\n")
    ]
    return float(max(widths)) / 72


def width_of(ax: Axes) -> float:
    """How wide axes are, in inches."""
    figure = cast("Figure", ax.figure)
    return float(ax.get_position().width * figure.get_figwidth())
