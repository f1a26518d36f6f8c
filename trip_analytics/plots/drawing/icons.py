"""Icons of variation and of assurance, after those of NHS Making Data Count: our own drawings.

Each is a ring with a small chart in it: dots about a middle line for variation, dots beside a
broken target line for assurance. A letter says the same without colour. Imported only once
something is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.offsetbox import AnnotationBbox, DrawingArea
from matplotlib.patches import Circle
from matplotlib.text import Text

from trip_analytics.plots.drawing import palette

# Points.
SIZE: Final = 27.0
_RING: Final = 2.2
_DOT: Final = 2.3

_HEIGHTS: Final = {
    "common-cause": (0.5, 0.62, 0.4, 0.58, 0.44),
    "high": (0.34, 0.3, 0.38, 0.62, 0.66),
    "low": (0.66, 0.7, 0.62, 0.38, 0.34),
    "passes": (0.62, 0.68, 0.6, 0.66, 0.62),
    "fails": (0.36, 0.3, 0.38, 0.32, 0.36),
    "hit-and-miss": (0.62, 0.38, 0.6, 0.36, 0.58),
}
_ACROSS: Final = (0.24, 0.37, 0.5, 0.63, 0.76)


@dataclass(frozen=True, slots=True)
class Icon:
    """What an icon says: its letter, its colour, where its dots lie, and its words."""

    letter: str
    colour: str
    dots: str
    words: str
    target: bool = False


_COLOURS: Final = {
    "improvement": palette.IMPROVEMENT,
    "concern": palette.CONCERN,
    "change": palette.CHANGE,
}
_ASSURANCE: Final = {
    "passes": Icon("P", palette.IMPROVEMENT, "passes", "target within reach", target=True),
    "fails": Icon("F", palette.CONCERN, "fails", "target out of reach", target=True),
    "hit-and-miss": Icon(
        "?", palette.COMMON_CAUSE, "hit-and-miss", "target hit and miss", target=True
    ),
}


def variation_icon(variation: str, direction: str | None) -> Icon:
    """The icon of the latest point: as always, or which sign and which way it points."""
    if direction is None:
        return Icon("", palette.COMMON_CAUSE, "common-cause", "as always")
    letter = "↑↓"[direction == "low"] if variation == "change" else direction[0].upper()
    return Icon(letter, _COLOURS[variation], direction, f"{variation}, {direction}")


def assurance_icon(assurance: str) -> Icon:
    """The icon of whether ordinary variation meets the target."""
    return _ASSURANCE[assurance]


def place_icon(ax: Axes, icon: Icon, points: tuple[float, float]) -> Artist:
    """Draw an icon, its middle so many points from the upper right corner of axes."""
    area = DrawingArea(SIZE, SIZE)
    for artist in _drawn(icon):
        area.add_artist(artist)
    box = AnnotationBbox(
        area,
        (1, 1),
        points,
        xycoords="axes fraction",
        boxcoords="offset points",
        frameon=False,
        pad=0,
        annotation_clip=False,
    )
    return ax.add_artist(box)


def _drawn(icon: Icon) -> list[Artist]:
    """The ring, the line, the dots about it, and the letter above them, if there is one."""
    middle = SIZE / 2
    line, spread = (0.4, 0.75) if icon.letter else (0.5, 1.0)
    ring = Circle((middle, middle), middle - _RING, linewidth=_RING)
    ring.set(facecolor=palette.PAGE, edgecolor=icon.colour)
    level = Line2D([SIZE * 0.18, SIZE * 0.82], [SIZE * line] * 2, linewidth=0.9)
    level.set(color=palette.TARGET if icon.target else palette.LIMIT)
    level.set_linestyle((0, (2, 1.2)) if icon.target else "-")
    dots = [
        Circle(
            (SIZE * across, SIZE * (line + (height - 0.5) * spread)),
            _DOT / 2,
            facecolor=icon.colour,
            edgecolor="none",
        )
        for across, height in zip(_ACROSS, _HEIGHTS[icon.dots], strict=True)
    ]
    letter = Text(middle, SIZE * 0.73, icon.letter, ha="center", va="center_baseline")
    letter.set(fontsize=8, fontweight="bold", color=icon.colour)
    return [ring, level, *dots, letter]
