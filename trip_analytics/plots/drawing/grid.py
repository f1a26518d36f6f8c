"""A grid of cells with words in them, one row each.

seaborn draws it. Importing it takes 0.7 s of processor time (0.15 s once scipy.stats is in use), so
that it is imported only for a grid, which no picture of the report is. The other kinds are drawn by
matplotlib alone: ``seaborn.objects`` 0.13 draws a history of eight panels in 0.58 s, matplotlib
in 0.48 s; and it warns with pandas 3.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar, Self

import pandas as pd

from trip_analytics.plots.drawing import palette, theme

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Points.
_EDGE = 1.4


@dataclass(frozen=True, eq=False)
class Grid:
    """Cells by place from the top and by heading.

    Attributes
    ----------
    steps : DataFrame
        Which of ``colours`` each cell has; nothing is drawn where it is missing.
    words : DataFrame of str
        What is written in each, in the colour of ``inks``.
    groups : mapping of str to int
        Headings over the headings, and over how many each is.
    label : str
        What the headings are.
    """

    steps: pd.DataFrame
    words: pd.DataFrame
    colours: Sequence[str]
    inks: Sequence[str]
    groups: Mapping[str, int] = field(default_factory=dict)
    label: str = ""
    size: float = theme.PRINT
    legend: ClassVar[Sequence[str]] = ()
    # The place of the first row's middle.
    middle: ClassVar[float] = 0.5

    @property
    def above(self) -> float:
        """The room for headings of groups, in inches."""
        return 0.26 if self.groups else 0.0

    def in_palette(self, colours: str | Sequence[str]) -> Self:
        """All but empty cells in a caller's own colours."""
        shades, inks = palette.of_palette(colours, len(self.colours) - 1)
        return replace(self, colours=(self.colours[0], *shades), inks=(self.inks[0], *inks))

    def draw(self, ax: Axes) -> None:
        """Draw it on axes."""
        import seaborn as sns
        from matplotlib.colors import ListedColormap

        steps = self.steps.astype(float)
        if steps.notna().any(axis=None):
            sns.heatmap(
                steps,
                annot=self.words.to_numpy(object),
                fmt="",
                annot_kws={"fontsize": self.size, "va": "center_baseline"},
                cmap=ListedColormap(list(self.colours)),
                vmin=-0.5,
                vmax=len(self.colours) - 0.5,
                linewidths=_EDGE,
                linecolor=palette.PAGE,
                cbar=False,
                xticklabels=True,
                yticklabels=False,
                ax=ax,
            )
            written = [int(step) for step in steps.to_numpy().ravel() if pd.notna(step)]
            for text, step in zip(ax.texts[-len(written) :], written, strict=True):
                text.set_color(self.inks[step])
        self._write_headings(ax)

    def _write_headings(self, ax: Axes) -> None:
        headings = [str(heading) for heading in self.steps]
        ax.set_xlabel(self.label, **theme.AXIS_LABEL)
        ax.set_xlim(0, len(headings))
        ax.xaxis.tick_top()
        ax.set_xticks([place + 0.5 for place in range(len(headings))], headings)
        ax.tick_params(axis="x", labelsize=self.size - 0.5)
        groups, end = {}, 0
        for group, count in self.groups.items():
            if end:
                ax.axvline(end, color=palette.ZERO, linewidth=0.8)
            groups[end + count / 2] = group
            end += count
        # The middle of a group may be the middle of a column too.
        ax.xaxis.remove_overlapping_locs = False
        ax.set_xticks(list(groups), list(groups.values()), minor=True)
        ax.tick_params(which="minor", length=0, pad=17, labelsize=self.size)
