"""Dots on lines, one row each: a figure with its interval, or two figures and the way between."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

import pandas as pd

from trip_analytics.plots.drawing import palette, scales
from trip_analytics.plots.drawing.phrases import BEYOND_CHANCE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_DOT: Final = {"s": 62, "facecolor": palette.FINDING, "edgecolor": palette.FINDING}
_RING: Final = {**_DOT, "facecolor": palette.PAGE}
_INTERVAL: Final = {"color": palette.FINDING, "capstyle": "round"}
# The diamond shows around the dot where both are at one place.
_DIAMOND: Final = {"marker": "D", "s": 64, "facecolor": palette.PAGE, "edgecolor": palette.COMPARED}
_SMALL_DOT: Final = {"s": 40, "color": palette.FINDING}
_BETWEEN: Final = {"color": palette.ASKED}


@dataclass(frozen=True, eq=False)
class Mark:
    """Figures marked with one look, by place from the top; a label puts them in the legend."""

    figures: pd.Series
    look: Mapping[str, Any]
    label: str = ""


@dataclass(frozen=True, eq=False)
class DotPlot:
    """A line for each row from one column of ``lines`` to the other, and marks on it."""

    lines: pd.DataFrame
    line: Mapping[str, Any]
    marks: tuple[Mark, ...]
    scale: scales.Scale
    middle: ClassVar[float] = 0.0
    above: ClassVar[float] = 0.0

    @property
    def legend(self) -> list[str]:
        """The labels of its marks."""
        return [mark.label for mark in self.marks if mark.label]

    def in_color(self, color: str) -> Self:
        """The same in a caller's own colour."""
        marks = (replace(mark, look=palette.in_color(mark.look, color)) for mark in self.marks)
        return replace(self, line=palette.in_color(self.line, color), marks=tuple(marks))

    def draw(self, ax: Axes) -> None:
        """Draw them on axes."""
        known = self.lines.dropna()
        start, end = (known[name].to_numpy(dtype=float) for name in known)
        ax.hlines(known.index.to_numpy(), start, end, linewidth=2.2, **self.line)
        for mark in self.marks:
            if mark.label or len(mark.figures):
                ax.scatter(
                    mark.figures.to_numpy(dtype=float),
                    mark.figures.index.to_numpy(),
                    label=mark.label or None,
                    zorder=3,
                    **mark.look,
                )
        self.scale(ax)


def rated(
    drawn: pd.DataFrame, figure: str, ends: tuple[str, str], *, points: Sequence[int]
) -> DotPlot:
    """A dot for each average rating, with its interval."""
    marks = (Mark(drawn[figure], {**_DOT, "linewidth": 1.8}),)
    return DotPlot(drawn[list(ends)], _INTERVAL, marks, partial(scales.ratings, points=points))


def agreed(drawn: pd.DataFrame, figure: str) -> DotPlot:
    """A dot for each agreement, from half at each end to all alike."""
    marks = (Mark(drawn[figure], {**_DOT, "linewidth": 1.8}),)
    none = drawn[[figure, figure]].iloc[:0].set_axis(["from", "to"], axis="columns")
    return DotPlot(none, _INTERVAL, marks, scales.agreement)


def changed(
    drawn: pd.DataFrame,
    figure: str,
    ends: tuple[str, str],
    *,
    sure: pd.Series[bool],
    written: Callable[[float], str],
    least: float,
    across: str,
) -> DotPlot:
    """Dots with intervals about zero: full where a figure is beyond chance (``sure``), else rings.

    The index of ``drawn`` is the place from the top; ``figure`` and ``ends`` are its columns. How a
    number of the axis is ``written``, how far it reaches at ``least``, and what it says ``across``.
    """
    marks = (
        Mark(drawn.loc[sure, figure], {**_DOT, "linewidth": 1.8}, BEYOND_CHANCE[0]),
        Mark(drawn.loc[~sure, figure], {**_RING, "linewidth": 1.8}, BEYOND_CHANCE[1]),
    )
    reach = scales.reach(drawn[[figure, *ends]], least)
    scale = partial(scales.changes, label=across, reach=reach, written=written)
    return DotPlot(drawn[list(ends)], _INTERVAL, marks, scale)


def compared(
    drawn: pd.DataFrame, diamond: tuple[str, str], dot: tuple[str, str], *, points: Sequence[int]
) -> DotPlot:
    """Two average ratings in each row, each given by its column and its label."""
    marks = (
        Mark(drawn[diamond[0]], {**_DIAMOND, "linewidth": 1.6}, diamond[1]),
        Mark(drawn[dot[0]], {**_SMALL_DOT, "linewidth": 1.6}, dot[1]),
    )
    return DotPlot(
        drawn[[diamond[0], dot[0]]], _BETWEEN, marks, partial(scales.ratings, points=points)
    )
