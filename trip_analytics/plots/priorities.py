"""What teams chose as priorities: bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from trip_analytics.plots import palette
from trip_analytics.plots.rows import Drawable, Rows, rows_of
from trip_analytics.plots.words import told, years_of
from trip_analytics.words import counted, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def plot_priorities(table: Drawable, *, ax: Axes | None = None) -> Axes:
    """Draw how many teams chose each practice as a priority, most chosen first.

    Parameters
    ----------
    table : DataFrame or Released
        As of ``priority_themes``, or its release, one part.
    ax : Axes, optional
        Axes to draw on; by default those of a new figure (``ax.figure``).

    Returns
    -------
    Axes
        A bar for each practice, as long as the number of teams, labelled with it and
        the share of the teams that named any priority.

    Raises
    ------
    AnalysisError
        The table is not one of themes, or holds several parts.

    Examples
    --------
    >>> import pandas as pd
    >>> from trip_analytics.analysis.priorities import priority_themes
    >>> from trip_analytics.returns import Returns
    >>> chosen = pd.DataFrame({"team": ["Ash", "Elm"], "year": 2025, "item_id": "choices"})
    >>> returns = Returns.from_tables(priorities=chosen, ratings=chosen.assign(rating=[2, 3]))
    >>> result = priority_themes(returns)
    >>> plot_priorities(result).get_yticklabels()[0].get_text()
    'Own choices and decisions'
    """
    from matplotlib.ticker import MaxNLocator

    from trip_analytics.plots.picture import across_label, at_ends, guides, sheet

    rows = _rows(table)
    ax = sheet(
        ax,
        rows,
        title=f"What teams chose to work on{years_of(rows.table)}",
        subtitle="Teams with a priority about it, and their share of the teams that "
        "named priorities",
    )
    drawn = rows.drawn()
    teams = drawn["teams"].astype(int)
    bars = ax.barh(
        drawn.index.to_numpy(), teams.to_numpy(), height=0.62, color=palette.FINDING, zorder=2
    )
    labels = [_teams(row) for _, row in drawn.iterrows()]
    at_ends(ax, bars, labels)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=8))
    across_label(ax, "Teams")
    guides(ax)
    return ax


def alt_text_priorities(table: Drawable) -> str:
    """What ``plot_priorities`` shows, in sentences for those who cannot see it."""
    rows = _rows(table)
    said = [f"{row['practice']} {_teams(row)}" for _, row in rows.drawn().iterrows()]
    return (
        f"Bars: how many teams chose each practice or challenge to work on{years_of(rows.table)}, "
        f"and their share of the teams that named priorities, most chosen first."
        f"{told(said)}{rows.missing_in_words()}"
    )


def _teams(row: pd.Series) -> str:
    teams = counted(int(row["teams"]), "team")
    # Where no team named a priority there is nothing to be a share of.
    return teams if pd.isna(row["share"]) else f"{teams} ({percent(row['share'])})"


def _rows(table: Drawable) -> Rows:
    return rows_of(table, "practice", "teams", order="most first")
