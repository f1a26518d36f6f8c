"""Figures of several axes under one heading. Imported only once something is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from matplotlib.axes import Axes

from trip_analytics.plots.drawing import palette
from trip_analytics.plots.drawing.figures import Heading, ShownFigure, legend_above, lines_of_legend
from trip_analytics.plots.drawing.theme import MARGIN, medium

# Between two panels, inches.
GAP: Final = 0.12


def panels(
    count: int,
    *,
    heading: tuple[str, str],
    columns: int,
    width: float,
    body: float,
    above: float,
    below: float,
    left: float,
    legend: Sequence[Any] = (),
) -> tuple[ShownFigure, list[Axes]]:
    """A figure with ``count`` axes of one size under a title and a subtitle, read row by row.

    ``width`` of each with the room to its left, ``body``, its height, and room for what is written
    around each are in inches; the artists of a ``legend`` have their labels.
    """
    written = Heading.of(*heading)
    across = medium().width
    lines, _ = lines_of_legend([str(each.get_label()) for each in legend])
    top = written.below + 0.2 * lines + 0.08 * bool(lines)
    each = above + body + below
    height = top + -(-count // columns) * each + MARGIN if count else top + 0.5
    figure = ShownFigure(figsize=(across, height), facecolor=palette.PAGE)
    legend_at = written.write(figure)
    axes = []
    for n in range(count):
        row, column = divmod(n, columns)
        from_left = MARGIN + column * width + left
        from_top = top + row * each + above + body
        place = (from_left / across, 1 - from_top / height, (width - left - GAP) / across)
        axes.append(figure.add_axes((*place, body / height)))
    if not count:
        figure.text(0.5, 0.3 / height, "There is nothing to draw.", ha="center")
    elif legend:
        legend_above(figure, legend_at, legend)
    return figure, axes
