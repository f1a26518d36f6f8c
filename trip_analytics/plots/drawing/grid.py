"""A grid of cells with words in them, one row each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar, Self

import numpy as np
import pandas as pd

from trip_analytics.plots.drawing import palette, theme

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Points.
_EDGE = 1.4


@dataclass(frozen=True, eq=False)
class Grid:
    """Cells by place from the top and by heading."""

    steps: pd.DataFrame
    """Which of ``colours`` each cell has; nothing is drawn where it is missing."""
    words: pd.DataFrame
    """What is written in each, in the colour of ``inks``."""
    colours: Sequence[str]
    inks: Sequence[str]
    groups: Mapping[str, int] = field(default_factory=dict)
    """Headings over the headings, and over how many each is."""
    label: str = ""
    """What the headings are."""
    size: float = theme.PRINT
    legend: ClassVar[Sequence[str]] = ()
    # The place of the first row's middle.
    middle: ClassVar[float] = 0.5

    @property
    def above(self) -> float:
        """The room for headings of groups, in inches."""
        if not self.groups:
            return 0.0
        return 0.56 if theme.medium().is_narrow else 0.26

    def in_palette(self, colours: str | Sequence[str]) -> Self:
        """All but empty cells in a caller's own colours."""
        shades, inks = palette.of_palette(colours, len(self.colours) - 1)
        return replace(self, colours=(self.colours[0], *shades), inks=(self.inks[0], *inks))

    def draw(self, ax: Axes) -> None:
        """Draw it on axes."""
        from matplotlib.colors import ListedColormap

        steps = self.steps.to_numpy(float, na_value=np.nan)
        mesh = ax.pcolormesh(
            np.ma.masked_invalid(steps),
            cmap=ListedColormap(list(self.colours)),
            vmin=-0.5,
            vmax=len(self.colours) - 0.5,
            edgecolor=palette.PAGE,
            linewidth=_EDGE,
        )
        mesh.update_scalarmappable()  # so that its colours are known before it is drawn
        words = self.words.to_numpy(object)
        for (row, column), step in np.ndenumerate(steps):
            if not np.isnan(step):
                word = ax.text(column + 0.5, row + 0.5, str(words[row, column]))
                word.set(ha="center", va="center_baseline", fontsize=self.size)
                word.set(color=self.inks[int(step)], parse_math=False)
        self._write_headings(ax)

    def _write_headings(self, ax: Axes) -> None:
        headings = [str(heading) for heading in self.steps]
        ax.set_xlabel(self.label, **theme.AXIS_LABEL)
        ax.set_xlim(0, len(headings))
        ax.xaxis.tick_top()
        # Below groups on a phone they are wider than their columns.
        upright = bool(self.groups) and theme.medium().is_narrow
        ax.set_xticks([place + 0.5 for place in range(len(headings))], headings)
        ax.tick_params(axis="x", labelsize=self.size - 0.5, labelrotation=90 if upright else 0)
        groups, end = {}, 0
        for group, count in self.groups.items():
            if end:
                ax.axvline(end, color=palette.ZERO, linewidth=0.8)
            groups[end + count / 2] = group.replace(" ", "\n") if upright else group
            end += count
        # The middle of a group may be the middle of a column too.
        ax.xaxis.remove_overlapping_locs = False
        ax.set_xticks(list(groups), list(groups.values()), minor=True)
        size, pad = (self.size - 1.5, 29) if upright else (self.size, 17)
        ax.tick_params(which="minor", length=0, pad=pad, labelsize=size, labelrotation=0)
