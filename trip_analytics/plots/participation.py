"""Who took part: returned of asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from trip_analytics.disclosure import ALL_TEAMS, Released
from trip_analytics.errors import AnalysisError
from trip_analytics.plots import palette
from trip_analytics.plots.rows import Drawable, Rows, rows_of
from trip_analytics.plots.words import told

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def plot_participation(table: Drawable, *, ax: Axes | None = None) -> Axes:
    """Draw how many of the teams asked returned a review, part by part, by name.

    Parameters
    ----------
    table : DataFrame or Released
        A release of ``participation``; the title says its row "All teams".
    ax : Axes, optional
        Axes to draw on; by default those of a new figure (``ax.figure``).

    Returns
    -------
    Axes
        For each part an outlined bar as long as the number of teams asked, filled as
        far as they returned.

    Raises
    ------
    AnalysisError
        The table has no counts of teams asked and returned.

    Examples
    --------
    >>> import pandas as pd
    >>> from trip_analytics.analysis.participation import participation
    >>> from trip_analytics.disclosure import release
    >>> from trip_analytics.returns import Returns
    >>> ratings = pd.DataFrame(
    ...     {"team": ["Ash", "Elm"], "service_line": "Adult", "year": 2025, "item_id": "choices"}
    ... )
    >>> returns = Returns.from_tables(ratings=ratings.assign(rating=[4, 2]))
    >>> result = release(participation(returns), returns)
    >>> plot_participation(result).get_yticklabels()[0].get_text()
    'Adult'
    """
    from matplotlib.ticker import MaxNLocator

    from trip_analytics.plots.picture import across_label, at_ends, guides, legend, sheet

    rows, whole = _rows(table)
    ax = sheet(
        ax,
        rows,
        title=f"{whole} returned a review",
        subtitle=f"Teams by {rows.table.columns[0].replace('_', ' ')}",
        legend=True,
    )
    drawn = rows.drawn()
    asked, returned = drawn["asked"].astype(int), drawn["returned"].astype(int)
    places = drawn.index.to_numpy()
    ax.barh(places, returned.to_numpy(), height=0.62, color=palette.FINDING, label="returned")
    bars = ax.barh(
        places,
        asked.to_numpy(),
        height=0.62,
        facecolor="none",
        edgecolor=palette.ASKED,
        linewidth=1.2,
        label="asked",
    )
    labels = [_of(row) for _, row in drawn.iterrows()]
    at_ends(ax, bars, labels)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=8))
    across_label(ax, "Teams")
    guides(ax)
    legend(ax)
    return ax


def alt_text_participation(table: Drawable) -> str:
    """What ``plot_participation`` shows, in sentences for those who cannot see it."""
    rows, whole = _rows(table)
    said = [
        f"{name} {_of(row)}"
        for name, (_, row) in zip(rows.names, rows.table.iterrows(), strict=True)
    ]
    return f"Bars: {whole} returned a review.{told(said)}"


def _of(row: pd.Series) -> str:
    return f"{row['returned']} of {row['asked']}"


def _rows(given: Drawable) -> tuple[Rows, str]:
    """The parts, and the whole in words."""
    table = given.table if isinstance(given, Released) else given
    if not {"asked", "returned"} <= set(table.columns):
        raise AnalysisError(
            "This plot draws counts, not teams: give it release(participation(returns), returns)."
        )
    about = str(table.columns[0])
    is_whole = table[about].eq(ALL_TEAMS).fillna(False).astype(bool)
    whole = table.loc[is_whole]
    in_words = f"{_of(whole.iloc[0])} teams" if len(whole) else "The teams that"
    return rows_of(table.loc[~is_whole], about, "returned"), in_words
