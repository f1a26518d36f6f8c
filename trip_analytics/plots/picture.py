"""The sheet that every plot is drawn on. Imported only once something is drawn."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterable, Sequence
from typing import Any, cast

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from trip_analytics.plots import palette
from trip_analytics.plots.rows import Rows

_WIDTH = 9.5
_LINE = 0.165
_LABEL = 9.5


class Picture(Axes):
    """Axes that show themselves in a notebook, without pyplot and without a display."""

    def _repr_png_(self) -> bytes:
        return to_png(self)


def to_png(ax: Axes, *, dpi: int = 150) -> bytes:
    """A plot as PNG: the same bytes each time, nothing beside the picture in them."""
    figure = cast("Figure", ax.figure)
    written = io.BytesIO()
    figure.savefig(
        written, format="png", dpi=dpi, facecolor=palette.PAGE, metadata={"Software": None}
    )
    return written.getvalue()


def sheet(ax: Axes | None, rows: Rows, *, title: str, subtitle: str, head: int = 0) -> Axes:
    """Axes with a labelled line for each row, tall enough for all of them.

    Parameters
    ----------
    ax : Axes or None
        Axes to draw on; without, a figure of its own that grows with the rows.
    title, subtitle : str
    head : int
        Lines to leave free above the rows, for column headings and a legend.
    """
    labels = _wrapped(rows.names)
    if ax is None:
        lines = max((label.count("\n") + 1 for label in labels), default=1)
        height = max(len(labels), 1) * max(0.37, lines * _LINE + 0.16) + 1.35 + 0.2 * head
        figure = Figure(figsize=(_WIDTH, height), layout="constrained", facecolor=palette.PAGE)
        figure.get_layout_engine().set(w_pad=0.12, h_pad=0.12)  # type: ignore[union-attr] # it has the one just asked for
        ax = figure.add_subplot(axes_class=Picture)
    ax.set_yticks(range(len(labels)), labels, fontsize=_LABEL, color=palette.TEXT)
    ax.set_ylim(max(len(labels), 1) - 0.5, -0.5)
    ax.tick_params(length=0, labelsize=_LABEL, colors=palette.TEXT)
    ax.spines[:].set_visible(False)
    ax.set_axisbelow(True)
    above = 8 + 15 * head
    wrapped = "\n".join(textwrap.wrap(subtitle, 78))
    _above(ax, above, wrapped, fontsize=_LABEL, color=palette.QUIET_TEXT)
    above += 8 + 13 * (wrapped.count("\n") + 1)
    _above(ax, above, "\n".join(textwrap.wrap(title, 56)), fontsize=13, fontweight="bold")
    for place, why in rows.missing().items():
        words = ax.text(
            0.01, place, why, transform=ax.get_yaxis_transform(), va="center", fontsize=_LABEL
        )
        words.set(style="italic", color=palette.QUIET_TEXT)
    if not rows.names:
        ax.text(0.5, 0.5, "There is nothing to draw.", transform=ax.transAxes, ha="center")
    return ax


def _wrapped(names: Sequence[str]) -> list[str]:
    """Labels in at most three lines or so, however long the statements are."""
    longest = max(map(len, names), default=0)
    width = min(max(34, longest // 3 + 6), 58)
    return ["\n".join(textwrap.wrap(name, width)) for name in names]


def _above(ax: Axes, points: float, text: str, **style: Any) -> None:
    ax.annotate(
        text,
        (0, 1),
        (0, points),
        xycoords="axes fraction",
        textcoords="offset points",
        va="bottom",
        annotation_clip=False,
        **{"color": palette.TEXT, **style},
    )


def guides(ax: Axes) -> None:
    """Thin lines down from the axis' numbers, a hairline between the rows."""
    ax.grid(axis="x", color=palette.GUIDE, linewidth=0.8)


def column(ax: Axes, position: float, heading: str, cells: Iterable[tuple[int, str]]) -> None:
    """Figures in a column to the right of the rows, under a heading.

    ``position`` counts columns from the rows outwards.
    """
    across = 1.055 + 0.085 * position
    ax.annotate(
        heading,
        (across, 1),
        (0, 4),
        xycoords="axes fraction",
        textcoords="offset points",
        ha="center",
        va="bottom",
        fontsize=_LABEL - 1,
        color=palette.QUIET_TEXT,
        annotation_clip=False,
    )
    for place, cell in cells:
        ax.text(
            across,
            place,
            cell,
            transform=ax.get_yaxis_transform(),
            ha="center",
            va="center",
            fontsize=_LABEL,
            color=palette.TEXT,
        )


def stacked(
    ax: Axes,
    counts: pd.DataFrame,
    colours: Sequence[str],
    on_colours: Sequence[str],
    names: Sequence[str],
) -> None:
    """100% bars: a row for each row of counts, a segment with its number for each column."""
    shares = counts.astype(float).div(counts.astype(float).sum(axis=1), axis=0) * 100
    left = shares.cumsum(axis=1) - shares
    for answer, colour, on_colour, name in zip(counts, colours, on_colours, names, strict=True):
        bars = ax.barh(
            counts.index.to_numpy(),
            shares[answer].to_numpy(),
            left=left[answer].to_numpy(),
            height=0.72,
            color=colour,
            edgecolor=palette.PAGE,
            linewidth=1.5,
            label=name,
        )
        numbers = [
            str(count) if share >= 1.6 * len(str(count)) else ""
            for count, share in zip(counts[answer], shares[answer], strict=True)
        ]
        ax.bar_label(bars, numbers, label_type="center", color=on_colour, fontsize=_LABEL - 0.5)
    ax.set_xlim(0, 100)
    ax.set_xticks([0, 25, 50, 75, 100], ["0%", "25%", "50%", "75%", "100%"])
    legend(ax, len(names))


def legend(ax: Axes, columns: int) -> None:
    """The meaning of colours or dots, in one line above the rows."""
    ax.legend(
        loc="lower left",
        bbox_to_anchor=(-0.01, 1.0),
        borderaxespad=0.2,
        ncols=columns,
        frameon=False,
        fontsize=_LABEL - 0.5,
        labelcolor=palette.TEXT,
        handlelength=1.1,
        handleheight=1.1,
        handletextpad=0.5,
        columnspacing=1.3,
    )
