"""The sheet that every plot is drawn on. Imported only once something is drawn."""

from __future__ import annotations

import calendar
import io
import textwrap
from collections.abc import Sequence
from typing import Any, Final, cast

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.container import BarContainer
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path
from matplotlib.ticker import MaxNLocator

from trip_analytics.plots import palette
from trip_analytics.plots.rows import Rows

# Inches. Near the width of a page's text, so that the letters are printed at their size.
_WIDTH: Final = 7.5
_MARGIN: Final = 0.12
_ROW: Final = 0.37
# Of so many rows that they would not fit on a page otherwise.
_CLOSE_ROW: Final = 0.24
_MANY: Final = 20
_LINE: Final = 0.16
# A chart over months is as high as so many rows, and names no more months than that below.
_ROWS_HIGH: Final = 8
_MOST_MONTHS: Final = 13

# Points.
_TITLE: Final = 13
_PRINT: Final = 9
_SMALL: Final = 8.5
_COLUMN: Final = 40


class Picture(Axes):
    """Axes that show themselves in a notebook, without pyplot and without a display.

    ``legend_at`` is where on the figure (0-1, from the left, from below) a legend goes.
    """

    legend_at: tuple[float, float]

    def _repr_png_(self) -> bytes:
        return to_png(self)


def to_png(ax: Axes, *, dpi: int = 150) -> bytes:
    """A plot as PNG: the same bytes each time, nothing beside the picture in them."""
    figure = cast("Figure", ax.figure)
    written = io.BytesIO()
    nameless = {"Software": None}
    figure.savefig(written, format="png", dpi=dpi, facecolor=palette.PAGE, metadata=nameless)
    return written.getvalue()


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
    if ax is None:
        ax = _picture(labels, title, subtitle, columns=columns, legend=legend)
    else:
        ax.set_title(title, loc="left", fontweight="bold", color=palette.TEXT, pad=22)
    ax.set_yticks(range(len(labels)), labels, parse_math=False)
    ax.set_ylim(max(len(labels), 1) - 0.5, -0.5)
    ax.tick_params(length=0, labelsize=_PRINT, colors=palette.TEXT)
    ax.spines[:].set_visible(False)
    ax.set_axisbelow(True)
    for place, why in rows.missing().items():
        words = ax.text(0.01, place, why, transform=ax.get_yaxis_transform())
        words.set(style="italic", color=palette.QUIET_TEXT, fontsize=_PRINT, va="center_baseline")
    if not rows.names:
        ax.text(0.5, 0.5, "There is nothing to draw.", transform=ax.transAxes, ha="center")
    return ax


def months_sheet(
    ax: Axes | None, months: Sequence[int], heights: Sequence[float], *, title: str, subtitle: str
) -> Axes:
    """Axes with months across and figures up, on a figure of one height or on given axes.

    ``months`` are counted from the year 0, twelve a year; ``heights`` are all that is drawn.
    """
    low, high, ticks = _upwards(heights)
    labels = [f"{tick:g}".replace("-", "−") for tick in ticks]
    if ax is None:
        widest = max(labels, key=len, default="")
        ax = _picture([widest] * _ROWS_HIGH, title, subtitle, columns=0, legend=True)
    else:
        ax.set_title(title, loc="left", fontweight="bold", color=palette.TEXT, pad=22)
    ax.set_ylim(low, high)
    ax.set_yticks(ticks, labels)
    first, last = (months[0], months[-1]) if len(months) else (0, 11)
    ax.set_xlim(first - 0.7, last + 0.7)
    across = _months_named(first, last) if len(months) else []
    ax.set_xticks(across, [_month_label(month, across) for month in across])
    ax.tick_params(length=0, labelsize=_PRINT, colors=palette.TEXT)
    ax.spines[:].set_visible(False)
    ax.set_axisbelow(True)
    ax.grid(axis="y", color=palette.GUIDE, linewidth=0.8)
    if not len(months):
        ax.text(0.5, 0.5, "There is nothing to draw.", transform=ax.transAxes, ha="center")
    return ax


def _upwards(heights: Sequence[float]) -> tuple[float, float, list[float]]:
    """The ends of the upward axis, from nought where that is near, and its ticks."""
    lowest, highest = min(heights, default=0.0), max(heights, default=1.0)
    room = 0.08 * ((highest - lowest) or abs(highest) or 1.0)
    low = 0.0 if 0 <= lowest < 0.6 * highest else lowest - room
    high = highest + 1.6 * room  # for words above what is drawn
    ticks = MaxNLocator(nbins=6, steps=[1, 2, 5, 10]).tick_values(low, high) if heights else []
    if low == 0.0:  # a mark at nought is drawn whole
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


def _picture(
    labels: Sequence[str], title: str, subtitle: str, *, columns: int, legend: bool
) -> Picture:
    """Axes on a figure whose title, subtitle and legend begin at its left edge."""
    title, subtitle = textwrap.fill(title, 64), textwrap.fill(subtitle, 100)
    below_title = _MARGIN + 0.21 * _lines(title) + 0.06
    below_subtitle = below_title + 0.17 * _lines(subtitle) + 0.06
    top = below_subtitle + (0.2 if legend else 0.0) + (0.26 if columns else 0.1)
    body = max(len(labels), 1) * _row_height(labels)
    height = top + body + 0.58
    left = _MARGIN + max(map(_label_width, labels), default=0.0) + 0.1
    right = (_COLUMN * columns + 6) / 72 + 0.06 if columns else 0.3
    figure = Figure(figsize=(_WIDTH, height), facecolor=palette.PAGE)
    margin = _MARGIN / _WIDTH
    for text, above, points, colour, weight in (
        (title, _MARGIN, _TITLE, palette.TEXT, "bold"),
        (subtitle, below_title, _PRINT, palette.QUIET_TEXT, "normal"),
    ):
        written = figure.text(margin, 1 - above / height, text, va="top")
        written.set(fontsize=points, color=colour, fontweight=weight)
    place = (left / _WIDTH, 0.58 / height, 1 - (left + right) / _WIDTH, body / height)
    picture = cast("Picture", figure.add_axes(place, axes_class=Picture))
    picture.legend_at = (margin, 1 - below_subtitle / height)
    return picture


def _lines(text: str) -> int:
    return text.count("\n") + 1


def _row_height(labels: Sequence[str]) -> float:
    lines = max(map(_lines, labels), default=1)
    if lines == 1:
        return _CLOSE_ROW if len(labels) > _MANY else _ROW
    return max(_ROW, lines * _LINE + 0.14)


def _label_width(label: str) -> float:
    """How wide a label is printed, in inches."""
    font = FontProperties(size=_PRINT)
    widths = [
        text_to_path.get_text_width_height_descent(line, font, ismath=False)[0]
        for line in label.split("\n")
    ]
    return float(max(widths)) / 72


def _wrapped(names: Sequence[str]) -> list[str]:
    """Short names on one line, long statements on a few."""
    longest = max(map(len, names), default=0)
    width = 40 if longest <= 80 else 54
    return [textwrap.fill(name, width) for name in names]


def guides(ax: Axes) -> None:
    """Thin lines up from the numbers of the axis."""
    ax.grid(axis="x", color=palette.GUIDE, linewidth=0.8)


def column(ax: Axes, position: int, heading: str, cells: pd.Series) -> None:
    """Figures to the right of the rows, under a heading.

    ``position`` counts columns from the rows outwards; the index of ``cells`` is the
    place from the top.
    """
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
        fontsize=_SMALL,
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
            fontsize=_PRINT,
            color=palette.TEXT,
            **beside,
        )


def stacked(
    ax: Axes,
    counts: pd.DataFrame,
    colours: Sequence[str],
    on_colours: Sequence[str],
    names: Sequence[str],
) -> None:
    """100% bars: a row for each row of counts, a segment with its number for each column."""
    exact = counts.astype(float)
    shares = exact.div(exact.sum(axis=1), axis=0) * 100
    left = shares.cumsum(axis=1) - shares
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
            str(count) if share >= 0.5 + 2 * len(str(count)) else ""
            for count, share in zip(counts[answer], shares[answer], strict=True)
        ]
        ax.bar_label(bars, numbers, label_type="center", color=on_colour, fontsize=_SMALL)
    ax.set_xlim(0, 100)
    ax.set_xticks([0, 25, 50, 75, 100], ["0%", "25%", "50%", "75%", "100%"])
    legend(ax)


def legend(ax: Axes) -> None:
    """The meaning of colours or dots, in one line above the rows."""
    handles, labels = ax.get_legend_handles_labels()
    style: dict[str, Any] = {
        "borderaxespad": 0,
        "borderpad": 0,
        "ncols": len(labels),
        "frameon": False,
        "fontsize": _SMALL,
        "labelcolor": palette.TEXT,
        "handlelength": 1,
        "handleheight": 1,
        "handletextpad": 0.4,
        "columnspacing": 1.3,
    }
    if isinstance(ax, Picture):
        # Left of the rows, because beside long statements they are too narrow for it.
        figure = cast("Figure", ax.figure)
        figure.legend(handles, labels, loc="upper left", bbox_to_anchor=ax.legend_at, **style)
    else:
        ax.legend(handles, labels, loc="lower left", bbox_to_anchor=(0, 1.01), **style)


def across_label(ax: Axes, text: str) -> None:
    """What the numbers of the axis are."""
    ax.set_xlabel(text, color=palette.QUIET_TEXT, fontsize=_SMALL)


def at_ends(ax: Axes, bars: BarContainer, labels: Sequence[str]) -> None:
    """Words behind the ends of bars."""
    ax.bar_label(bars, labels, padding=5, fontsize=_PRINT, color=palette.TEXT)
