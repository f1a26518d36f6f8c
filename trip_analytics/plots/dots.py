"""Dots with intervals and dumbbells, one a row. Imported only once something is drawn."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from trip_analytics.plots import palette


def dots(
    ax: Axes,
    drawn: pd.DataFrame,
    middle: str,
    low: str,
    high: str,
    *,
    hollow: pd.Series[bool] | None = None,
    labels: tuple[str, str] = ("", ""),
) -> None:
    """A dot for each row and a line for its interval, where it has one.

    Parameters
    ----------
    drawn : DataFrame
        Its index is the place from the top.
    middle, low, high : str
        The columns of the dot and of the line's ends.
    hollow : Series of bool, optional
        Rows whose dot is a ring.
    labels : pair of str
        What a full dot and a ring mean, for the legend.
    """
    known = drawn.loc[drawn[low].notna() & drawn[high].notna()]
    ax.hlines(
        known.index.to_numpy(),
        known[low].to_numpy(dtype=float),
        known[high].to_numpy(dtype=float),
        color=palette.FINDING,
        linewidth=2.2,
        capstyle="round",
    )
    rings = pd.Series(False, index=drawn.index) if hollow is None else hollow
    for chosen, face, label in (
        (~rings, palette.FINDING, labels[0]),
        (rings, palette.PAGE, labels[1]),
    ):
        if chosen.any() or label:
            ax.scatter(
                drawn.loc[chosen, middle].to_numpy(dtype=float),
                drawn.index[chosen].to_numpy(),
                s=62,
                facecolor=face,
                edgecolor=palette.FINDING,
                linewidth=1.8,
                zorder=3,
                label=label or None,
            )


def dumbbells(
    ax: Axes, drawn: pd.DataFrame, compared: str, found: str, labels: tuple[str, str]
) -> None:
    """A hollow diamond and a full dot for each row, and a line from one to the other.

    Parameters
    ----------
    drawn : DataFrame
        Its index is the place from the top.
    compared, found : str
        The columns of the diamond and of the dot.
    labels : pair of str
        What they mean, for the legend.
    """
    places = drawn.index.to_numpy()
    from_, to = (drawn[column].to_numpy(dtype=float) for column in (compared, found))
    ax.hlines(places, from_, to, color=palette.ASKED, linewidth=2.2, zorder=2)
    # The diamond shows around the dot where both stand at one place.
    diamond: dict[str, Any] = {"marker": "D", "s": 64, "facecolor": palette.PAGE}
    diamond["edgecolor"] = palette.COMPARED
    dot: dict[str, Any] = {"marker": "o", "s": 40, "color": palette.FINDING}
    for where, mark, label in ((from_, diamond, labels[0]), (to, dot, labels[1])):
        ax.scatter(where, places, linewidth=1.6, zorder=3, label=label, **mark)
