"""Figures that show themselves, their headings and legends. Imported only once one is drawn."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Self, cast

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from trip_analytics.plots import palette

# Inches. Near the width of a page's text, so that the letters are printed at their size.
WIDTH: Final = 7.5
MARGIN: Final = 0.12

# Points.
_TITLE: Final = 13
PRINT: Final = 9
SMALL: Final = 8.5
LEGEND: Final[dict[str, Any]] = {
    "borderaxespad": 0,
    "borderpad": 0,
    "frameon": False,
    "fontsize": SMALL,
    "labelcolor": palette.TEXT,
    "handlelength": 1,
    "handleheight": 1,
    "handletextpad": 0.4,
    "columnspacing": 1.3,
}


class Picture(Axes):
    """Axes that show themselves in a notebook, without pyplot and without a display.

    ``legend_at`` is where on the figure (0-1, from the left, from below) a legend goes.
    """

    legend_at: tuple[float, float]

    def _repr_png_(self) -> bytes:
        return to_png(self)


class Pictures(Figure):
    """A figure of several axes that shows itself in the same way."""

    def _repr_png_(self) -> bytes:
        return to_png(self)


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
        return MARGIN + 0.21 * lines_of(self.title) + 0.06

    @property
    def below(self) -> float:
        """Inches from the figure's upper edge."""
        return self.below_title + 0.17 * lines_of(self.subtitle) + 0.06

    def write(self, figure: Figure) -> None:
        """Write both on a figure."""
        height = figure.get_figheight()
        for text, above, points, colour, weight in (
            (self.title, MARGIN, _TITLE, palette.TEXT, "bold"),
            (self.subtitle, self.below_title, PRINT, palette.QUIET_TEXT, "normal"),
        ):
            written = figure.text(MARGIN / WIDTH, 1 - above / height, text, va="top")
            written.set(fontsize=points, color=colour, fontweight=weight)


def legend_at(
    figure: Figure, at: tuple[float, float], handles: Sequence[Any], labels: Sequence[str]
) -> None:
    """A legend in one line at a place of the figure (0-1, from the left, from below)."""
    style = {**LEGEND, "ncols": max(len(labels), 1)}
    figure.legend(handles, labels, loc="upper left", bbox_to_anchor=at, **style)


def lines_of(text: str) -> int:
    """How many lines a text is."""
    return text.count("\n") + 1


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
