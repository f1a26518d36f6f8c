"""A control chart on its axes: its line, limits and target, what stands out, and its icons.

Imported only once something is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from trip_analytics.plots.drawing import palette
from trip_analytics.plots.drawing.figures import label_width
from trip_analytics.plots.drawing.icons import SIZE, Icon, place_icon
from trip_analytics.plots.drawing.theme import SMALL

Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Point:
    """How points of a kind of variation are drawn; shapes differ as well as colours."""

    label: str
    marker: str
    colour: str
    size: float
    full: bool = True


_UNKNOWN: Final = "unknown"
POINTS: Final = {
    "common-cause": _Point("as always", "o", palette.COMMON_CAUSE, 20),
    "improvement": _Point("improvement", "s", palette.IMPROVEMENT, 42),
    "concern": _Point("concern", "D", palette.CONCERN, 42),
    "change": _Point("change", "^", palette.CHANGE, 52),
    _UNKNOWN: _Point("not judged", "o", palette.COMMON_CAUSE, 22, full=False),
}
# The lines of a phase: what the legend calls them, and how they are drawn.
_BROKEN: Final[dict[str, Any]] = {
    "color": palette.LIMIT,
    "linewidth": 1.3,
    "linestyle": (0, (5, 3)),
}
_LINES: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "mean": ("average", {"color": palette.MEAN, "linewidth": 1.4}),
    "lower": ("limits", _BROKEN),
    "upper": ("limits", _BROKEN),
    "target": (
        "target",
        {"color": palette.TARGET, "linewidth": 1.4, "linestyle": (0, (7, 2, 1.5, 2))},
    ),
}
# Points of more periods than this are drawn smaller.
_MANY: Final = 60
_SMALLER: Final = 0.55


def draw_chart(ax: Axes, chart: pd.DataFrame, step: int) -> None:
    """Draw a chart whose limits are all within reach; ``step`` months are a period.

    Its columns: month, phase, value, mean, lower, upper, target, variation, trip_began.
    """
    at = places_of(chart["month"])
    named: set[str] = set()
    for name, (label, style) in _LINES.items():
        heights = chart[name].to_numpy(float, na_value=np.nan)
        for first, last in _stretches(chart["phase"].to_numpy(int), heights):
            ends = (at[first] - step / 2, at[last] + step / 2)
            shown = None if label in named else label
            ax.plot(ends, [heights[first]] * 2, zorder=1, label=shown, **style)
            named.add(label)
    _draw_points(ax, chart, at)
    _mark_beginning(ax, chart)


def _stretches(phase: npt.NDArray[np.int64], heights: npt.NDArray[np.float64]) -> list[Any]:
    """The first and the last place of each stretch of one phase that is at one height."""
    new = np.append(True, (np.diff(phase) != 0) | (np.diff(heights) != 0))
    firsts = np.flatnonzero(new)
    lasts = np.append(firsts[1:], len(heights)) - 1
    known = zip(firsts, lasts, strict=True)
    return [(first, last) for first, last in known if not np.isnan(heights[first])]


def _draw_points(ax: Axes, table: pd.DataFrame, at: Places) -> None:
    values = table["value"].to_numpy(float, na_value=np.nan)
    ax.plot(at, values, color=palette.COMMON_CAUSE, linewidth=1.1, zorder=2)
    kinds = table["variation"].fillna(_UNKNOWN)
    many = _SMALLER if len(table) > _MANY else 1.0
    for kind, point in POINTS.items():
        chosen = (kinds == kind).to_numpy() & ~np.isnan(values)
        if chosen.any():
            ax.scatter(
                at[chosen],
                values[chosen],
                s=point.size * many,
                marker=point.marker,
                facecolor=point.colour if point.full else palette.PAGE,
                edgecolor=palette.PAGE if point.full else point.colour,
                linewidth=0.6 if point.full else 1.2,
                zorder=3,
                label=point.label,
            )


def _mark_beginning(ax: Axes, table: pd.DataFrame) -> None:
    """A line where TRIP began, named at its top, on the side where there is more room."""
    began = places_of(table.loc[table["trip_began"].fillna(False).astype(bool), "month"])
    if not len(began):
        return
    low, high = ax.get_xlim()
    right = began[0] < (low + high) / 2
    ax.axvline(began[0], color=palette.ZERO, linewidth=1.2, linestyle="dotted", zorder=1)
    words = ax.annotate(
        "TRIP began",
        (began[0], 1),
        (4 if right else -4, -2),
        xycoords=ax.get_xaxis_transform(),
        textcoords="offset points",
    )
    words.set(ha="left" if right else "right", va="top", fontsize=8.5, color=palette.QUIET_TEXT)


def places_of(months: pd.Series) -> Places:
    """Months counted from the year 0, twelve a year."""
    places: Places = (months.dt.year * 12 + months.dt.month - 1).to_numpy(np.int64)
    return places


def write_icons(ax: Axes, icons: list[Icon], *, named: bool) -> None:
    """Icons above the upper right corner, with their words to their left."""
    from_right = SIZE / 2
    for icon in reversed(icons):
        place_icon(ax, icon, (-from_right, SIZE / 2 + 4))
        from_right += SIZE + 4
        if named:
            at = (-from_right + SIZE / 2, SIZE / 2 + 4)
            words = ax.annotate(
                icon.words, (1, 1), at, xycoords="axes fraction", textcoords="offset points"
            )
            words.set(ha="right", va="center", fontsize=SMALL, color=palette.TEXT)
            from_right += 72 * label_width(icon.words, SMALL) + 12


def legend_of(charts: list[pd.DataFrame]) -> list[Artist]:
    """What the lines and marks of several charts mean, each once."""
    spare = Figure().add_subplot()
    for chart in charts:
        draw_chart(spare, chart, 1)
    handles, labels = spare.get_legend_handles_labels()
    of_label = dict(zip(labels, handles, strict=True))
    order = [label for label, _ in _LINES.values()] + [point.label for point in POINTS.values()]
    return [of_label[label] for label in dict.fromkeys(order) if label in of_label]
