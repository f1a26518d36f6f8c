"""The sheet on which rows are drawn. Imported only once something is drawn."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import ScaledTranslation

from trip_analytics.errors import AnalysisError
from trip_analytics.plots.drawing import palette
from trip_analytics.plots.drawing.figures import (
    Heading,
    ShownAxes,
    label_width,
    legend_above,
    lines_of,
    lines_of_legend,
    width_of,
)
from trip_analytics.plots.drawing.theme import BETWEEN, LINE, MARGIN, PRINT, SMALL, medium

# More rows than these are close to one another.
_MANY: Final = 20
# Inches.
_BELOW: Final = 0.58
# Of names above their rows: from a name's foot to the middle of its row, and room to the left
# for the axis' first label.
_FOOT: Final = 0.12
_FIRST_LABEL: Final = 0.25

# Points.
_COLUMN: Final = 40


@dataclass(frozen=True)
class Room:
    """What there is around the rows: inches for headings above, columns beside, a legend.

    Of the legend its labels, of columns their number. ``names_above`` each row, not beside it.
    """

    above: float = 0.1
    columns: int = 0
    legend: Sequence[str] = ("",)
    names_above: bool = False


def headed_axes(
    ax: Axes | None, names: Sequence[str], title: str, subtitle: str, room: Room
) -> Axes:
    """Bare axes under a title: given ones, or those of a figure that grows with its rows."""
    if ax is None:
        ax = _new_axes(names, Heading.of(title, subtitle), room)
    elif not isinstance(ax, Axes):
        raise AnalysisError(
            "ax= takes matplotlib axes to draw on, such as each one of plt.subplots(1, 2)[1]."
        )
    elif title:
        _head_above(ax, names, title, subtitle, room.above)
    bare(ax)
    return ax


def _new_axes(names: Sequence[str], heading: Heading, room: Room) -> ShownAxes:
    """Axes on a figure whose title, subtitle and legend begin at its left edge."""
    width = medium().width
    top = heading.below + 0.2 * lines_of_legend(room.legend)[0] + room.above
    body = max(len(names), 1) * _row_height(names, room)
    height = top + body + _BELOW
    left = MARGIN + (_FIRST_LABEL if room.names_above else 0.05 - _left_of(names))
    right = (_COLUMN * room.columns + 6) / 72 + 0.06 if room.columns else 0.3
    figure = Figure(figsize=(width, height), facecolor=palette.PAGE)
    place = (left / width, _BELOW / height, 1 - (left + right) / width, body / height)
    ax = cast("ShownAxes", figure.add_axes(place, axes_class=ShownAxes))
    ax.legend_at = heading.write(figure)
    return ax


def _row_height(names: Sequence[str], room: Room) -> float:
    lines = max(map(lines_of, names), default=1)
    if room.names_above:
        return lines * LINE + medium().row
    close = lines * LINE + BETWEEN
    return close if len(names) > _MANY else max(medium().row, close)


def name_rows(ax: Axes, names: Sequence[str], middle: float, *, places: int | None = None) -> None:
    """The names of the rows, the first at ``middle``, with room for ``places`` rows."""
    ax.set_yticks([place + middle for place in range(len(names))], names, parse_math=False)
    ax.set_ylim((places or len(names) or 1) - 0.5 + middle, -0.5 + middle)


def name_above_rows(ax: Axes, names: Sequence[str]) -> None:
    """The names of the rows, each above its row from the figure's left edge."""
    lines = max(map(lines_of, names), default=1)
    each = lines * LINE + medium().row
    under = medium().row - _FOOT
    ax.set_yticks([place - _FOOT / each for place in range(len(names))], names, parse_math=False)
    ax.set_ylim(len(names) - 1 + under / each, -(each - under) / each)
    for label in ax.get_yticklabels():
        label.set(ha="left", va="bottom")
    ax.tick_params(axis="y", pad=72 * _FIRST_LABEL)
    # The axis' label may be wider than the axis beside its columns: it stays on the figure.
    label, left, width = ax.xaxis.label, MARGIN + _FIRST_LABEL, width_of(ax)
    half = label_width(label.get_text(), SMALL) / 2
    middle = min(max(left + width / 2, MARGIN + half), medium().width - MARGIN - half)
    label.set_x((middle - left) / width)


def set_apart(ax: Axes, places: Sequence[int]) -> None:
    """A line above rows that are over all the others, and their names in bold."""
    names, edges = ax.get_yticklabels(), ax.get_ylim()
    for place in places:
        ax.axhline(place + edges[1], color=palette.QUIET_TEXT, linewidth=0.8)
        names[place].set_fontweight("bold")


def bare(ax: Axes) -> None:
    """Axes without spines and ticks, their labels in print."""
    ax.tick_params(length=0, labelsize=PRINT, colors=palette.TEXT)
    ax.spines[:].set_visible(False)
    ax.set_axisbelow(True)


def _head_above(ax: Axes, names: Sequence[str], title: str, subtitle: str, above: float) -> None:
    """Title and subtitle above given axes and the names beside them.

    They are wrapped to the width that the axes have before a layout makes room for the
    names and the columns.
    """
    width, from_left = width_of(ax), _left_of(names)
    # Letters are about two thirds as wide as high, bold ones three quarters.
    subtitle = textwrap.fill(subtitle, max(int(width * 72 / (SMALL * 0.64)), 20))
    title = textwrap.fill(title, max(int(width * 72 / (PRINT * 0.75)), 16))
    ax.annotate(
        subtitle,
        (0, 1),
        (72 * from_left, 72 * above),
        xycoords="axes fraction",
        textcoords="offset points",
        annotation_clip=False,
        va="bottom",
        fontsize=SMALL,
        color=palette.QUIET_TEXT,
    )
    pad = above + (1.3 * SMALL * lines_of(subtitle) + 5) / 72
    head = ax.set_title(title, loc="left", fontweight="bold", y=1)
    head.set(fontsize=PRINT + 1, color=palette.TEXT)
    figure = cast("Figure", ax.figure)
    head.set_transform(ax.transAxes + ScaledTranslation(from_left, pad, figure.dpi_scale_trans))


def _left_of(names: Sequence[str]) -> float:
    """Where the names beside axes begin, in inches from their left edge."""
    return -max(map(label_width, names), default=0.0) - 0.05


def write_legend(ax: Axes) -> None:
    """The meaning of colours or dots: in one line above the rows, or below given axes."""
    handles, labels = ax.get_legend_handles_labels()
    figure = cast("Figure", ax.figure)
    if isinstance(ax, ShownAxes):
        # Left of the rows, because beside long statements they are too narrow for it.
        legend_above(figure, ax.legend_at, handles)
        return
    fitting = sum(np.cumsum([label_width(label) + 0.4 for label in labels]) <= width_of(ax))
    left = _left_of([label.get_text() for label in ax.get_yticklabels()])
    at = ax.transAxes + ScaledTranslation(left, -34 / 72, figure.dpi_scale_trans)
    ax.legend(
        loc="upper left", bbox_to_anchor=(0, 0), bbox_transform=at, ncols=max(int(fitting), 1)
    )


def write_column(ax: Axes, across: float, heading: str, cells: pd.Series) -> None:
    """Figures to the right of the rows, under a heading.

    ``across`` counts columns from the rows outwards to its middle; the index of ``cells`` is
    where each is on the upward axis.
    """
    if cells.empty:
        return
    style: dict[str, Any] = {
        "textcoords": "offset points",
        "annotation_clip": False,
        "ha": "center",
    }
    points = _COLUMN * across
    head = ax.annotate(heading, (1, 1), (points, 4), xycoords="axes fraction", va="bottom", **style)
    head.set(fontsize=SMALL, color=palette.QUIET_TEXT)
    style |= {"xycoords": ax.get_yaxis_transform(), "va": "center_baseline"}
    for place, cell in zip(cells.index.to_numpy(), cells, strict=True):
        ax.annotate(cell, (1, place), (points, 0), **style)


def write_missing(ax: Axes, why: Mapping[float, str]) -> None:
    """Words in the rows that have no figure, by where they are on the upward axis."""
    for place, word in why.items():
        written = ax.text(0.01, place, word, transform=ax.get_yaxis_transform())
        written.set(style="italic", color=palette.QUIET_TEXT, va="center_baseline")


def write_nothing(ax: Axes) -> None:
    """What an empty table shows."""
    ax.text(0.5, 0.5, "There is nothing to draw.", transform=ax.transAxes, ha="center")
    ax.set_axis_off()
