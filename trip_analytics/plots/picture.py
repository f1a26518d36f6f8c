"""The sheet that every plot is drawn on. Imported only once something is drawn."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from typing import Any, Final, cast

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.container import BarContainer
from matplotlib.figure import Figure
from matplotlib.transforms import ScaledTranslation

from trip_analytics.plots import palette
from trip_analytics.plots.figures import (
    LEGEND,
    MARGIN,
    PRINT,
    SMALL,
    WIDTH,
    Heading,
    Picture,
    label_width,
    legend_at,
    lines_of,
    width_of,
)
from trip_analytics.plots.rows import Rows

# Inches.
_ROW: Final = 0.37
# Of so many rows that they would not fit on a page otherwise.
_CLOSE_ROW: Final = 0.24
_MANY: Final = 20
_LINE: Final = 0.16

# Points.
_COLUMN: Final = 40


def sheet(
    ax: Axes | None,
    rows: Rows,
    *,
    title: str,
    subtitle: str,
    columns: int = 0,
    legend: bool = False,
) -> Axes:
    """Axes with a line for each row, on a figure that grows with them or on given axes.

    ``columns`` and ``legend`` say what room is needed beside and above the rows.
    """
    labels = _wrapped(rows.names)
    given = ax
    ax = given or new_picture(labels, title, subtitle, columns=columns, legend=legend)
    ax.set_yticks(range(len(labels)), labels, parse_math=False)
    if given:
        head_above(ax, title, subtitle, columns=columns)
    ax.set_ylim(max(len(labels), 1) - 0.5, -0.5)
    ax.tick_params(length=0, labelsize=PRINT, colors=palette.TEXT)
    ax.spines[:].set_visible(False)
    ax.set_axisbelow(True)
    for place, why in rows.missing().items():
        words = ax.text(0.01, place, why, transform=ax.get_yaxis_transform())
        words.set(style="italic", color=palette.QUIET_TEXT, fontsize=PRINT, va="center_baseline")
    if not rows.names:
        ax.text(0.5, 0.5, "There is nothing to draw.", transform=ax.transAxes, ha="center")
        ax.set_axis_off()
    return ax


def head_above(ax: Axes, title: str, subtitle: str, *, columns: int) -> None:
    """Title and subtitle above given axes and the names beside them.

    They are wrapped to the width that the axes have before a layout makes room for the
    names and the columns.
    """
    width, from_left = width_of(ax), _from_left(ax)
    # Letters are about two thirds as wide as high, bold ones three quarters.
    subtitle = textwrap.fill(subtitle, max(int(width * 72 / (SMALL * 0.64)), 20))
    title = textwrap.fill(title, max(int(width * 72 / (PRINT * 0.75)), 16))
    above = 18 if columns else 6
    ax.annotate(
        subtitle,
        (0, 1),
        (72 * from_left, above),
        xycoords="axes fraction",
        textcoords="offset points",
        annotation_clip=False,
        va="bottom",
        fontsize=SMALL,
        color=palette.QUIET_TEXT,
    )
    pad = above + 1.3 * SMALL * lines_of(subtitle) + 5
    head = ax.set_title(title, loc="left", fontweight="bold", color=palette.TEXT, y=1)
    head.set_fontsize(PRINT + 1)
    figure = cast("Figure", ax.figure)
    head.set_transform(
        ax.transAxes + ScaledTranslation(from_left, pad / 72, figure.dpi_scale_trans)
    )


def _from_left(ax: Axes) -> float:
    """Where the names beside axes begin, in inches from their left edge."""
    names = [label.get_text() for label in ax.get_yticklabels()]
    return -max(map(label_width, names), default=0.0) - 0.05


def new_picture(
    labels: Sequence[str], title: str, subtitle: str, *, columns: int, legend: bool
) -> Picture:
    """Axes on a figure whose title, subtitle and legend begin at its left edge."""
    heading = Heading.of(title, subtitle)
    top = heading.below + (0.2 if legend else 0.0) + (0.26 if columns else 0.1)
    body = max(len(labels), 1) * _row_height(labels)
    height = top + body + 0.58
    left = MARGIN + max(map(label_width, labels), default=0.0) + 0.1
    right = (_COLUMN * columns + 6) / 72 + 0.06 if columns else 0.3
    figure = Figure(figsize=(WIDTH, height), facecolor=palette.PAGE)
    heading.write(figure)
    place = (left / WIDTH, 0.58 / height, 1 - (left + right) / WIDTH, body / height)
    picture = cast("Picture", figure.add_axes(place, axes_class=Picture))
    picture.legend_at = (MARGIN / WIDTH, 1 - heading.below / height)
    return picture


def _row_height(labels: Sequence[str]) -> float:
    lines = max(map(lines_of, labels), default=1)
    if lines == 1:
        return _CLOSE_ROW if len(labels) > _MANY else _ROW
    return max(_ROW, lines * _LINE + 0.14)


def _wrapped(names: Sequence[str]) -> list[str]:
    """Short names on one line, long statements on a few."""
    longest = max(map(len, names), default=0)
    width = 40 if longest <= 80 else 54
    return [textwrap.fill(name, width) for name in names]


def guides(ax: Axes) -> None:
    """Thin lines up from the numbers of the axis."""
    ax.grid(axis="x", color=palette.GUIDE, linewidth=0.8)


def column(ax: Axes, position: float, heading: str, cells: pd.Series) -> None:
    """Figures to the right of the rows, under a heading.

    ``position`` counts columns from the rows outwards, 1.5 being in the middle of the
    second and the third; the index of ``cells`` is the place from the top.
    """
    if cells.empty:
        return
    across = _COLUMN * (position + 0.5)
    beside: dict[str, Any] = {
        "textcoords": "offset points",
        "annotation_clip": False,
        "ha": "center",
    }
    ax.annotate(
        heading,
        (1, 1),
        (across, 4),
        xycoords="axes fraction",
        va="bottom",
        fontsize=SMALL,
        color=palette.QUIET_TEXT,
        **beside,
    )
    for place, cell in zip(cells.index.to_numpy(), cells, strict=True):
        ax.annotate(
            cell,
            (1, place),
            (across, 0),
            xycoords=ax.get_yaxis_transform(),
            va="center_baseline",
            fontsize=PRINT,
            color=palette.TEXT,
            **beside,
        )


def stacked(
    ax: Axes,
    counts: pd.DataFrame,
    colours: Sequence[str],
    on_colours: Sequence[str],
    names: Sequence[str],
    *,
    diverging: bool = False,
) -> None:
    """100% bars: a row for each row of counts, a segment with its number for each column.

    ``diverging`` bars have the middle of their middle column at 0.
    """
    exact = counts.astype(float)
    shares = exact.div(exact.sum(axis=1), axis=0) * 100
    left = shares.cumsum(axis=1) - shares
    ends = (0.0, 100.0)
    if diverging:
        middle = counts.columns[len(counts.columns) // 2]
        left = left.sub(left[middle] + shares[middle] / 2, axis=0)
        # As far on either side as the longest bar, to the next quarter.
        before, behind = (-left).max().max(), (left + shares).max().max()
        ends = (-_quarters(before), _quarters(behind))
        if ax.axison:
            ax.axvline(0, color=palette.ZERO, linewidth=1.2, zorder=0)
    ax.set_xlim(*ends)
    points_each = 72 * width_of(ax) / (ends[1] - ends[0])
    for answer, colour, on_colour, name in zip(counts, colours, on_colours, names, strict=True):
        bars = ax.barh(
            counts.index.to_numpy(),
            shares[answer].to_numpy(),
            left=left[answer].to_numpy(),
            height=0.74,
            color=colour,
            edgecolor=palette.PAGE,
            linewidth=1.2,
            label=name,
        )
        # A number wider than its segment would stand on its neighbours.
        numbers = [
            str(count) if share * points_each >= 1.8 + 5.4 * len(str(count)) else ""
            for count, share in zip(counts[answer], shares[answer], strict=True)
        ]
        ax.bar_label(bars, numbers, label_type="center", color=on_colour, fontsize=SMALL)
    ticks = range(int(ends[0]), int(ends[1]) + 1, 25)
    ax.set_xticks(ticks, [f"{abs(tick)}%" for tick in ticks])
    if len(counts):
        legend(ax)


def _quarters(share: float) -> float:
    """A share (0-100) up to the next quarter."""
    return 25.0 * max(math.ceil(share / 25 - 1e-9), 1) if share > 0 else 25.0


def legend(ax: Axes) -> None:
    """The meaning of colours or dots: in one line above the rows, or below given axes."""
    handles, labels = ax.get_legend_handles_labels()
    if not ax.axison:  # nothing is drawn
        return
    figure = cast("Figure", ax.figure)
    if isinstance(ax, Picture):
        # Left of the rows, because beside long statements they are too narrow for it.
        legend_at(figure, ax.legend_at, handles, labels)
        return
    room = width_of(ax)
    fitting = sum(np.cumsum([label_width(label) + 0.4 for label in labels]) <= room)
    at = ScaledTranslation(_from_left(ax), -34 / 72, figure.dpi_scale_trans)
    style = {**LEGEND, "ncols": max(int(fitting), 1), "bbox_transform": ax.transAxes + at}
    ax.legend(handles, labels, loc="upper left", bbox_to_anchor=(0, 0), **style)


def across_label(ax: Axes, text: str) -> None:
    """What the numbers of the axis are."""
    ax.set_xlabel(text, color=palette.QUIET_TEXT, fontsize=SMALL)


def at_ends(ax: Axes, bars: BarContainer, labels: Sequence[str]) -> None:
    """Words behind the ends of bars that begin at nought, on an axis with room for them."""
    longest = max((bar.get_width() for bar in bars), default=0) or 1
    room = max(map(label_width, labels), default=0.0) + 0.15
    ax.set_xlim(0, longest / max(1 - room / width_of(ax), 0.3))
    ax.bar_label(bars, labels, padding=5, fontsize=PRINT, color=palette.TEXT)
