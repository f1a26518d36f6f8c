"""Which ranks the practices may hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from trip_analytics.plots import palette
from trip_analytics.plots.rows import Drawable, Rows, rows_of
from trip_analytics.plots.words import told, years_of
from trip_analytics.words import spread

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def plot_practices_ranks(table: Drawable, *, ax: Axes | None = None) -> Axes:
    """Draw the ranks that each practice may hold, in the order of the means.

    Parameters
    ----------
    table : DataFrame or Released
        As of ``practice_profile``, or its release, one part.
    ax : Axes, optional
        Axes to draw on; by default those of a new figure (``ax.figure``).

    Returns
    -------
    Axes
        A bar for each practice from half a rank before rank_low to half a rank
        behind rank_high (1 is the strongest).

    Raises
    ------
    AnalysisError
        The table is not a profile, or holds several parts.

    Examples
    --------
    >>> import pandas as pd
    >>> from trip_analytics.analysis.practices import practice_profile
    >>> from trip_analytics.returns import Returns
    >>> ratings = pd.DataFrame(
    ...     {"team": ["Ash", "Elm", "Oak"], "year": 2025, "item_id": "choices", "rating": [4, 2, 3]}
    ... )
    >>> result = practice_profile(Returns.from_tables(ratings=ratings))
    >>> plot_practices_ranks(result).get_yticklabels()[0].get_text()
    'Own choices and decisions'
    """
    from matplotlib.ticker import MaxNLocator

    from trip_analytics.plots.picture import across_label, column, guides, sheet

    rows = _rows(table)
    ax = sheet(
        ax,
        rows,
        title=f"Which places the practices may hold{years_of(rows.table)}",
        subtitle="Practices whose bars overlap cannot be put in order; ratings by "
        f"{spread(rows.table['teams'], 'team')}",
        columns=1,
    )
    drawn = rows.drawn()
    low, high = drawn["rank_low"].astype(int), drawn["rank_high"].astype(int)
    ax.barh(
        drawn.index.to_numpy(),
        (high - low + 1).to_numpy(),
        left=(low - 0.5).to_numpy(),
        height=0.46,
        color=palette.FINDING,
    )
    ax.set_xlim(0.4, max(len(drawn), int(high.max()) if len(high) else 1) + 0.6)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=12, min_n_ticks=1))
    across_label(ax, "Place (1 is the strongest)")
    guides(ax)
    column(ax, 0, "Places", pd.Series([_ranks(row) for _, row in drawn.iterrows()], drawn.index))
    return ax


def alt_text_practices_ranks(table: Drawable) -> str:
    """What ``plot_practices_ranks`` shows, in sentences for those who cannot see it."""
    rows = _rows(table)
    said = [f"{row['practice']} {_ranks(row)}" for _, row in rows.drawn().iterrows()]
    return (
        f"Bars: the places that each of {len(rows.names)} practices may hold"
        f"{years_of(rows.table)}, 1 being the strongest."
        f"{told(said)}{rows.missing_in_words()}"
    )


def _ranks(row: pd.Series) -> str:
    low, high = int(row["rank_low"]), int(row["rank_high"])
    return str(low) if low == high else f"{low} to {high}"


def _rows(table: Drawable) -> Rows:
    # A practice may have an average and no place: of a breakdown, or a release beside one.
    return rows_of(table, "practice", "rank_low", order="most first", by="mean")
