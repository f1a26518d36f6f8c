"""Bars, one row each: plain, from one place to another, or stacked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

import pandas as pd

from trip_analytics.plots.drawing import palette, scales, theme

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.container import BarContainer

FULL: Final = {"color": palette.FINDING}
OUTLINE: Final[dict[str, Any]] = {"facecolor": "none", "edgecolor": palette.ASKED, "linewidth": 1.2}

# Points: what is kept free beside a number in a segment, and how wide a digit is.
_BESIDE: Final = 1.8
_DIGIT: Final = 5.4


@dataclass(frozen=True, eq=False)
class Bars:
    """Bars of one look, by place from the top; a label puts them in the legend.

    ``numbers`` are written in their middle in the colour ``ink``, where there is room.
    """

    lengths: pd.Series
    look: Mapping[str, Any]
    label: str = ""
    starts: pd.Series | None = None
    numbers: pd.Series | None = None
    ink: str = palette.TEXT

    def draw(self, ax: Axes, height: float) -> BarContainer:
        """Draw them on axes."""
        return ax.barh(
            self.lengths.index.to_numpy(),
            self.lengths.to_numpy(dtype=float),
            left=0 if self.starts is None else self.starts.to_numpy(dtype=float),
            height=height,
            label=self.label or None,
            **self.look,
        )

    def write_numbers(self, ax: Axes, drawn: BarContainer) -> None:
        """Write the numbers that are no wider than their bars."""
        from trip_analytics.plots.drawing.figures import width_of

        if self.numbers is None:
            return
        low, high = ax.get_xlim()
        points_each = 72 * width_of(ax) / (high - low)
        fitting = [
            number if length * points_each >= _BESIDE + _DIGIT * len(number) else ""
            for number, length in zip(self.numbers, self.lengths, strict=True)
        ]
        ax.bar_label(drawn, fitting, label_type="center", color=self.ink, fontsize=theme.SMALL)


@dataclass(frozen=True, eq=False)
class BarPlot:
    """Layers of bars.

    ``ends`` are words after the ends of the longest; ``totals`` are marked across the bars,
    and ``total`` is their label in the legend. ``around`` is where outlines start, and how long
    they are.
    """

    bars: tuple[Bars, ...]
    scale: scales.Scale
    height: float = 0.62
    ends: pd.Series | None = None
    totals: pd.Series | None = None
    total: str = ""
    around: pd.DataFrame | None = None
    middle: ClassVar[float] = 0.0
    above: ClassVar[float] = 0.0

    @property
    def legend(self) -> list[str]:
        """The labels of its layers."""
        return [label for label in (*(bars.label for bars in self.bars), self.total) if label]

    def in_color(self, color: str) -> Self:
        """The same in a caller's own colour."""
        bars = (replace(each, look=palette.in_color(each.look, color)) for each in self.bars)
        return replace(self, bars=tuple(bars))

    def in_palette(self, colours: str | Sequence[str]) -> Self:
        """Segments in a caller's own colours, their numbers in what reads well on them."""
        own = zip(self.bars, *palette.of_palette(colours, len(self.bars)), strict=True)
        return replace(
            self,
            bars=tuple(
                replace(each, look={**each.look, "color": colour}, ink=ink)
                for each, colour, ink in own
            ),
        )

    def draw(self, ax: Axes) -> None:
        """Draw them on axes."""
        height = self.height * theme.height_of_bars()
        drawn = [bars.draw(ax, height) for bars in self.bars]
        if self.ends is not None:
            self._write_ends(ax, self.ends)
        if self.totals is not None:
            _mark_totals(ax, self.totals, self.total)
        if self.around is not None:
            _outline(ax, self.around, height)
        self.scale(ax)
        for bars, container in zip(self.bars, drawn, strict=True):
            bars.write_numbers(ax, container)

    def _write_ends(self, ax: Axes, ends: pd.Series) -> None:
        lengths = pd.concat([bars.lengths for bars in self.bars]).groupby(level=0).max()
        for place, words in zip(ends.index.to_numpy(), ends, strict=True):
            at = (float(lengths[place]), place)
            ax.annotate(words, at, (5, 0), textcoords="offset points", va="center")


def _outline(ax: Axes, around: pd.DataFrame, height: float) -> None:
    from matplotlib.collections import PatchCollection
    from matplotlib.patches import Rectangle

    bars = zip(around["start"], around.index, around["length"], strict=True)
    outlines = [Rectangle((left, at - height / 2), length, height) for left, at, length in bars]
    ax.add_collection(PatchCollection(outlines, **OUTLINE), autolim=False)


def _mark_totals(ax: Axes, totals: pd.Series, label: str) -> None:
    from matplotlib.patheffects import withStroke

    ax.plot(
        totals.to_numpy(dtype=float),
        totals.index.to_numpy(),
        linestyle="none",
        marker="|",
        markersize=19,
        markeredgewidth=2.6,
        color=palette.TEXT,
        # It would not stand out from a full bar by itself.
        path_effects=[withStroke(linewidth=5.5, foreground=palette.PAGE)],
        label=label,
    )


def counted_bars(across: str, ends: pd.Series, *bars: Bars) -> BarPlot:
    """Bars from zero with words after their ends."""
    longest = max((layer.lengths.max() for layer in bars if len(layer.lengths)), default=0)
    scale = partial(scales.counts, label=across, longest=longest, words=ends)
    return BarPlot(bars, scale, ends=ends)


def stacked(
    counts: pd.DataFrame,
    names: Sequence[str],
    colours: Sequence[str],
    inks: Sequence[str],
    *,
    across: str,
    diverging: bool = False,
) -> BarPlot:
    """100% bars: a row for each row of counts, a segment with its number for each column.

    ``diverging`` bars have the middle of their columns at 0.
    """
    exact = counts.astype(float)
    shares = exact.div(exact.sum(axis=1), axis=0) * 100
    starts = shares.cumsum(axis=1) - shares
    scale = partial(scales.shares, label=across)
    if diverging:
        half, is_odd = divmod(len(counts.columns), 2)
        middle = counts.columns[half]
        starts = starts.sub(starts[middle] + shares[middle] / 2 * is_odd, axis=0)
        ends = starts + shares
        scale = partial(scale, low=min(starts.min().min(), -1), high=ends.max().max())
    look = {"edgecolor": palette.PAGE, "linewidth": 1.2}
    segments = (
        Bars(
            shares[each], {"color": colour, **look}, name, starts[each], counts[each].map(str), ink
        )
        for each, name, colour, ink in zip(counts, names, colours, inks, strict=True)
    )
    # The palest segments would not stand out from the page by themselves.
    around = pd.DataFrame({"start": starts.iloc[:, 0], "length": shares.sum(axis=1)})
    return BarPlot(tuple(segments), scale, height=0.74, around=around)
