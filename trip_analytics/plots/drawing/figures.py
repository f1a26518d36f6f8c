"""Figures that show themselves, with their headings, and how wide labels are, in inches.

Imported only once one is drawn.
"""

from __future__ import annotations

import base64
import io
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any, Final, Self, cast

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path
from PIL import Image

from trip_analytics.plots.drawing import palette
from trip_analytics.plots.drawing.theme import MARGIN, PRINT, SMALL, TITLE, in_force, medium

# Inches: a legend's mark and the space around it.
_BESIDE_LABEL: Final = 0.33
# What fewer colours make of the page's white.
_NEARLY_WHITE: Final = 254


class _Shown:
    """What shows itself in a notebook, without pyplot and without a display.

    ``in_words``, if there is one, gives the alternative text, to be opened below the picture;
    ``notes_without_rows`` are shown instead where there is nothing to draw.
    """

    in_words: Callable[[], str] | None = None
    notes_without_rows: Sequence[str] = ()

    def _repr_png_(self) -> bytes:
        return to_png(cast("Axes | Figure", self))

    def _repr_html_(self) -> str | None:
        if self.in_words is None:
            return None
        if self.notes_without_rows:
            return f"<p>{escape(' '.join(self.notes_without_rows))}</p>"
        words, png = escape(self.in_words()), base64.b64encode(self._repr_png_()).decode()
        width = f"{medium().width}in"
        return (
            f'<img src="data:image/png;base64,{png}" alt="{words}" style="width: {width}">'
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
    full = _image(figure, dpi)
    # A few colours and their edges: a third of the bytes.
    few = full.quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.putpalette([255 if part == _NEARLY_WHITE else part for part in few.getpalette() or []])
    written = io.BytesIO()
    few.save(written, format="png")
    return written.getvalue()


def _image(figure: Figure, dpi: int) -> Image.Image:
    """A figure's dots; the figure stays as it was."""
    before = (figure.canvas, figure.get_facecolor(), figure.get_dpi())
    canvas: Any = FigureCanvasAgg(figure)
    figure.set_facecolor(palette.PAGE)
    figure.set_dpi(dpi)
    try:
        with in_force():
            canvas.draw()
        dots, size = canvas.buffer_rgba(), canvas.get_width_height()
        return Image.frombytes("RGB", size, dots, "raw", "RGBX")
    finally:
        figure.set_canvas(before[0])
        figure.set_facecolor(before[1])
        figure.set_dpi(before[2])


@dataclass(frozen=True)
class Heading:
    """A title over a subtitle at the head of a figure, wrapped to its width."""

    title: str
    subtitle: str

    @classmethod
    def of(cls, title: str, subtitle: str) -> Self:
        """Both wrapped; no title where a caption says it."""
        width = medium().width
        title = title if medium().has_title else ""
        # Letters of the subtitle are about half as wide as high, bold ones two thirds.
        return cls(
            textwrap.fill(title, round(8.5 * width)), textwrap.fill(subtitle, round(13.3 * width))
        )

    @property
    def below_title(self) -> float:
        """Inches from the figure's upper edge."""
        if not self.title:
            return MARGIN / 2
        return MARGIN + 0.21 * lines_of(self.title) + 0.06

    @property
    def below(self) -> float:
        """Inches from the figure's upper edge."""
        if not self.subtitle:
            return self.below_title
        return self.below_title + 0.17 * lines_of(self.subtitle) + 0.06

    def write(self, figure: Figure) -> tuple[float, float]:
        """Write both on a figure; where below them (0-1) a legend may begin."""
        height, left = figure.get_figheight(), MARGIN / medium().width
        for text, above, points, colour, weight in (
            (self.title, MARGIN, TITLE, palette.TEXT, "bold"),
            (self.subtitle, self.below_title, PRINT, palette.QUIET_TEXT, "normal"),
        ):
            written = figure.text(left, 1 - above / height, text, va="top")
            written.set(fontsize=points, color=colour, fontweight=weight)
        return left, 1 - self.below / height


def lines_of_legend(labels: Sequence[str]) -> tuple[int, int]:
    """In how many lines and columns a legend fits across the figure."""
    if not labels:
        return 0, 1
    room = medium().width - 2 * MARGIN
    widths = [label_width(label, SMALL) + _BESIDE_LABEL for label in labels]
    for columns in range(len(labels), 1, -1):
        # As matplotlib fills them, one column after the other.
        if sum(float(column.max()) for column in np.array_split(widths, columns)) <= room:
            break
    else:
        columns = 1
    return -(-len(labels) // columns), columns


def legend_above(figure: Figure, at: tuple[float, float], handles: Sequence[Any]) -> None:
    """A legend from a place of the figure (0-1, from the left, from below)."""
    _, columns = lines_of_legend([str(handle.get_label()) for handle in handles])
    figure.legend(handles=handles, loc="upper left", bbox_to_anchor=at, ncols=columns)


def lines_of(text: str) -> int:
    """How many lines a text is."""
    return text.count("\n") + 1


@cache
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
