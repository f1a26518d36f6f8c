"""A picture before it is drawn: what it says of which rows, and one of a few kinds of marks.

It is drawn and put into words from the same description; words need no matplotlib.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from trip_analytics.plots.drawing import theme
from trip_analytics.plots.drawing.bar_plot import BarPlot
from trip_analytics.plots.drawing.dot_plot import DotPlot
from trip_analytics.plots.drawing.grid import Grid
from trip_analytics.plots.drawing.phrases import heading, in_a_sentence
from trip_analytics.plots.drawing.rows import Rows

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True, eq=False)
class Column:
    """Figures beside the rows under a heading, by place from the top; a wide one is two wide."""

    heading: str
    cells: pd.Series
    width: int = 1


@dataclass(frozen=True, eq=False)
class Picture:
    """A title, and a row of marks and figures for each row of a table.

    Attributes
    ----------
    summary : str
        The first sentence of the alternative text: what the picture shows.
    said : sequence of str
        What each row drawn says.
    """

    rows: Rows
    title: str
    subtitle: str
    marks: DotPlot | BarPlot | Grid
    summary: str
    said: Sequence[str]
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
        names = sheet.wrapped(self.rows.names, above=names_above)
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

    def in_words(self) -> str:
        """The alternative text."""
        return f"{self.summary}{in_a_sentence(self.said)}{self.rows.missing_in_words()}"
