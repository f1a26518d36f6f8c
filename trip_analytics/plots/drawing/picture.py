"""A picture before it is drawn: what it says of which rows, and one of a few kinds of marks.

It is drawn and put into words from the same description; words need no matplotlib. A question's
module describes its picture, and ``plotted`` makes the plot of the description.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import update_wrapper
from inspect import cleandoc
from typing import TYPE_CHECKING, Any, Final, Protocol, cast

import pandas as pd

from trip_analytics.plots.drawing import theme
from trip_analytics.plots.drawing.bar_plot import BarPlot
from trip_analytics.plots.drawing.dot_plot import DotPlot
from trip_analytics.plots.drawing.grid import Grid
from trip_analytics.plots.drawing.phrases import heading, in_a_sentence
from trip_analytics.plots.drawing.rows import Drawable, Rows

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


@dataclass(frozen=True, eq=False)
class Column:
    """Figures beside the rows under a heading, by place from the top; a wide one is two wide."""

    heading: str
    cells: pd.Series
    width: int = 1


@dataclass(frozen=True, eq=False)
class Picture:
    """A title, and a row of marks and figures for each row of a table."""

    rows: Rows
    title: str
    subtitle: str
    marks: DotPlot | BarPlot | Grid
    summary: str
    """The first sentence of the alternative text: what the picture shows."""
    said: Sequence[str]
    """What each row drawn says."""
    columns: tuple[Column, ...] = ()

    def draw(
        self,
        ax: Axes | None = None,
        *,
        title: str | None = None,
        color: str | None = None,
        palette: str | Sequence[str] | None = None,
    ) -> Axes:
        """Draw it on a figure that grows with its rows, or on given axes.

        ``title`` instead of its own (without one there is no subtitle either); ``color`` instead of
        that of findings, or a ``palette`` instead of the colours of its segments.
        """
        from trip_analytics.plots.drawing import sheet

        marks = self.marks
        names_above = theme.medium().is_narrow and ax is None and not isinstance(marks, Grid)
        names = theme.wrapped(self.rows.names, above=names_above)
        if color is not None and not isinstance(marks, Grid):
            marks = marks.in_color(color)
        if palette is not None and not isinstance(marks, DotPlot):
            marks = marks.in_palette(palette)
        columns = sum(column.width for column in self.columns)
        above = marks.above + (0.26 if columns else 0.1)
        room = sheet.Room(above, columns, marks.legend, names_above)
        with theme.in_force():
            ax = sheet.headed_axes(ax, names, *heading(title, self.title, self.subtitle), room)
            if names:
                marks.draw(ax)
            if names_above:
                sheet.name_above_rows(ax, names)
            else:
                sheet.name_rows(ax, names, marks.middle)
            if not names:
                sheet.write_nothing(ax)
                return ax
            sheet.set_apart(ax, self.rows.over_all())
            missing = self.rows.missing().items()
            sheet.write_missing(ax, {place + marks.middle: why for place, why in missing})
            if marks.legend:
                sheet.write_legend(ax)
            across = 0.0
            for column in self.columns:
                cells = column.cells.set_axis(column.cells.index + marks.middle)
                sheet.write_column(ax, across + column.width / 2, column.heading, cells)
                across += column.width
        return ax

    def on_axis_of(self, whole: Picture) -> Picture:
        """The same on the axis of a picture of more rows."""
        if isinstance(self.marks, Grid) or isinstance(whole.marks, Grid):
            return self
        return replace(self, marks=replace(self.marks, scale=whole.marks.scale))

    def in_words(self) -> str:
        """The alternative text."""
        return f"{self.summary}{in_a_sentence(self.said)}{self.rows.missing_in_words()}"


class Plot(Protocol):
    """A function that draws a table; ``in_words`` says what it draws, the alternative text."""

    @property
    def in_words(self) -> Callable[[Drawable], str]:
        """What it shows, in sentences for those who cannot see it."""

    def __call__(self, table: Any, /, **look: Any) -> Axes | Figure:  # noqa: ANN401 # as each has it
        """Draw a table."""


# What every plot of a picture takes beside its table, and what it refuses.
_LOOK: Final = """ax : Axes, optional
    Axes to draw on; by default those of a new figure (``ax.figure``).
title : str, optional
    Instead of its own; ``""`` for no heading.
"""
_COLOR: Final = """color : str, optional
    Of its dots, lines or bars, as matplotlib names colours.
"""
_PALETTE: Final = """palette : str or sequence of str, optional
    Of its segments, as seaborn takes them.
"""
_RAISES: Final = """

Raises
------
AnalysisError
    The table is no answer to the question that it draws, or holds several parts of a breakdown."""


def plotted(describe: Callable[[Drawable], Picture]) -> Plot:
    """The plot of what a function describes, under its name; findings in one colour."""

    def plot(
        table: Drawable,
        *,
        ax: Axes | None = None,
        title: str | None = None,
        color: str | None = None,
    ) -> Axes:
        return describe(table).draw(ax, title=title, color=color)

    return _named(plot, describe, _COLOR)


def plotted_in_segments(describe: Callable[[Drawable], Picture]) -> Plot:
    """The plot of what a function describes, under its name; bars of several colours."""

    def plot(
        table: Drawable,
        *,
        ax: Axes | None = None,
        title: str | None = None,
        palette: str | Sequence[str] | None = None,
    ) -> Axes:
        return describe(table).draw(ax, title=title, palette=palette)

    return _named(plot, describe, _PALETTE)


def with_words(in_words: Callable[[Any], str]) -> Callable[[Callable[..., Any]], Plot]:
    """A plot that draws for itself, and the function that says what it shows."""

    def add(plot: Callable[..., Any]) -> Plot:
        plot.in_words = in_words  # type: ignore[attr-defined] # a function may have attributes
        return cast(Plot, plot)

    return add


def draw_part(plot: Plot, whole: Drawable, part: Drawable) -> Axes | Figure:
    """Draw a part of a table on the axis of the whole, where the plot is of what is described."""
    describe: Callable[[Drawable], Picture] | None = getattr(plot, "describe", None)
    if describe is None:
        return plot(part)
    return describe(part).on_axis_of(describe(whole)).draw()


def _named(plot: Callable[..., Axes], describe: Callable[[Drawable], Picture], look: str) -> Plot:
    """A plot with the name of what describes it, whose documentation says all that it takes."""
    update_wrapper(plot, describe, ("__module__", "__name__", "__qualname__"))
    del plot.__wrapped__  # type: ignore[attr-defined] # which takes the table alone
    said = cleandoc(describe.__doc__ or "")
    gives = re.compile(r"\n\nReturns\n(.*?)(?=\n\nExamples\n|\Z)", re.DOTALL)
    plot.__doc__ = gives.sub(rf"\n{_LOOK}{look}\nReturns\n\1{_RAISES}", said)
    plot.describe = describe  # type: ignore[attr-defined] # a function may have attributes
    return with_words(lambda table: describe(table).in_words())(plot)
