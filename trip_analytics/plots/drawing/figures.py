"""Figures that show themselves, with their headings. Imported only once one is drawn."""

from __future__ import annotations

import base64
import io
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Self, cast

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from trip_analytics.plots.drawing import palette
from trip_analytics.plots.drawing.measure import lines_of
from trip_analytics.plots.drawing.theme import MARGIN, PRINT, TITLE, WIDTH


class _Shown:
    """What shows itself in a notebook, without pyplot and without a display.

    ``in_words``, if there is one, gives the alternative text, to be opened below the picture.
    """

    in_words: Callable[[], str] | None = None

    def _repr_png_(self) -> bytes:
        return to_png(cast("Axes | Figure", self))

    def _repr_html_(self) -> str | None:
        if self.in_words is None:
            return None
        words, png = escape(self.in_words()), base64.b64encode(self._repr_png_()).decode()
        return (
            f'<img src="data:image/png;base64,{png}" alt="{words}" style="width: {WIDTH}in">'
            f"<details><summary>The picture in words</summary><p>{words}</p></details>"
        )


class ShownAxes(_Shown, Axes):
    """Axes that show themselves.

    ``legend_at`` is where on the figure (0-1, from the left, from below) a legend goes.
    """

    legend_at: tuple[float, float]


class ShownFigure(_Shown, Figure):
    """A figure of several axes that shows itself in the same way."""


def to_png(drawn: Axes | Figure, *, dpi: int = 150) -> bytes:
    """A plot as PNG: the same bytes each time, nothing beside the picture in them."""
    figure = drawn if isinstance(drawn, Figure) else cast("Figure", drawn.figure)
    written = io.BytesIO()
    nameless = {"Software": None}
    figure.savefig(written, format="png", dpi=dpi, facecolor=palette.PAGE, metadata=nameless)
    return written.getvalue()


@dataclass(frozen=True)
class Heading:
    """A title over a subtitle at the head of a figure, wrapped to its width."""

    title: str
    subtitle: str

    @classmethod
    def of(cls, title: str, subtitle: str) -> Self:
        """Both wrapped."""
        return cls(textwrap.fill(title, 64), textwrap.fill(subtitle, 100))

    @property
    def below_title(self) -> float:
        """Inches from the figure's upper edge."""
        if not self.title:
            return MARGIN
        return MARGIN + 0.21 * lines_of(self.title) + 0.06

    @property
    def below(self) -> float:
        """Inches from the figure's upper edge."""
        if not self.subtitle:
            return self.below_title
        return self.below_title + 0.17 * lines_of(self.subtitle) + 0.06

    def write(self, figure: Figure) -> tuple[float, float]:
        """Write both on a figure; where below them (0-1) a legend may begin."""
        height = figure.get_figheight()
        for text, above, points, colour, weight in (
            (self.title, MARGIN, TITLE, palette.TEXT, "bold"),
            (self.subtitle, self.below_title, PRINT, palette.QUIET_TEXT, "normal"),
        ):
            written = figure.text(MARGIN / WIDTH, 1 - above / height, text, va="top")
            written.set(fontsize=points, color=colour, fontweight=weight)
        return MARGIN / WIDTH, 1 - self.below / height


def legend_above(figure: Figure, at: tuple[float, float], handles: Sequence[Any]) -> None:
    """A legend in one line from a place of the figure (0-1, from the left, from below)."""
    figure.legend(handles=handles, loc="upper left", bbox_to_anchor=at, ncols=len(handles) or 1)
