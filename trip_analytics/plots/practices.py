"""How well developed the practices are: dots with intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trip_analytics.plots.rows import Drawable, Rows, rows_of
from trip_analytics.plots.words import told, years_of
from trip_analytics.words import counted, interval, one_decimal, spread

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def plot_practices(table: Drawable, *, ax: Axes | None = None) -> Axes:
    """Draw the mean rating of each practice with its interval, strongest first.

    Parameters
    ----------
    table : DataFrame or Released
        As of ``practice_profile``, ``strongest_practices``, or their release,
        one part.
    ax : Axes, optional
        Axes to draw on; by default those of a new figure (``ax.figure``).

    Returns
    -------
    Axes
        A dot at each mean (1-5), a line from mean_low to mean_high.

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
    >>> plot_practices(result).get_yticklabels()[0].get_text()
    'Own choices and decisions'
    """
    from trip_analytics.plots.dots import dots
    from trip_analytics.plots.picture import column, sheet
    from trip_analytics.plots.scales import rating_axis

    rows = _rows(table)
    ax = sheet(
        ax,
        rows,
        title=f"How well developed each practice is{years_of(rows.table)}",
        subtitle=f"Average of the ratings by {spread(rows.table['teams'], 'team')}; "
        "the line is the 95% interval",
        columns=2,
    )
    drawn = rows.drawn()
    dots(ax, drawn, "mean", "mean_low", "mean_high")
    rating_axis(ax)
    column(ax, 0, "Average", drawn["mean"].map(one_decimal))
    column(ax, 1, "Teams", drawn["teams"].map(str))
    return ax


def alt_text_practices(table: Drawable) -> str:
    """What ``plot_practices`` shows, in sentences for those who cannot see it."""
    rows = _rows(table)
    said = [
        f"{row['practice']} {one_decimal(row['mean'])}"
        f"{interval(row, 'mean_low', 'mean_high', one_decimal)}, "
        f"{counted(row['teams'], 'team')}"
        for _, row in rows.drawn().iterrows()
    ]
    return (
        f"Dots with 95% intervals: the mean rating of each of {len(rows.names)} practices"
        f"{years_of(rows.table)}, from 1, least developed, to 5, most developed, strongest first."
        f"{told(said)}{rows.missing_in_words()}"
    )


def _rows(table: Drawable) -> Rows:
    return rows_of(table, "practice", "mean", order="most first")
