"""How teams rated each practice: 100% stacked bars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trip_analytics.plots import palette
from trip_analytics.plots.rows import Drawable, Rows, rows_of
from trip_analytics.plots.words import told, years_of
from trip_analytics.words import spread

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_COUNTS: Final = [f"rated_{rating}" for rating in range(1, 6)]


def plot_practices_ratings(
    table: Drawable, *, ax: Axes | None = None, diverging: bool = False
) -> Axes:
    """Draw how many teams gave each practice each rating.

    Parameters
    ----------
    table : DataFrame or Released
        As of ``practice_profile``, or its release, one part.
    ax : Axes, optional
        Axes to draw on; by default those of a new figure (``ax.figure``).
    diverging : bool
        Put the middle of the teams that rated 3 at 0, lower ratings to the left and
        higher ones to the right, rather than every bar from 0 to 100%.

    Returns
    -------
    Axes
        One row for each practice in the table's order; segments as wide as the share
        of teams (0-100), each with the number of teams.
        The axis has no signs: shares left of 0 are shares too.

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
    >>> plot_practices_ratings(result).get_yticklabels()[1].get_text()
    'Own choices and decisions'
    """
    from trip_analytics.plots.picture import across_label, column, sheet, stacked

    rows = _rows(table)
    ax = sheet(
        ax,
        rows,
        title=f"How teams rated each practice{years_of(rows.table)}",
        subtitle=f"Ratings by {spread(rows.table['teams'], 'team')}; "
        "the numbers in the bars are teams",
        columns=1,
        legend=True,
    )
    drawn = rows.drawn()
    names = ["1 least developed", "2", "3", "4", "5 most developed"]
    stacked(ax, drawn[_COUNTS], palette.RATINGS, palette.ON_RATINGS, names, diverging=diverging)
    column(ax, 0, "Teams", drawn["teams"].map(str))
    across_label(
        ax,
        "Share of the teams, to either side of the middle of 3"
        if diverging
        else "Share of the teams that rated the practice",
    )
    return ax


def alt_text_practices_ratings(table: Drawable) -> str:
    """What ``plot_practices_ratings`` shows, in sentences for those who cannot see it."""
    rows = _rows(table)
    said = [
        f"{row['practice']}: "
        + ", ".join(f"{row[count]} rated it {count[-1]}" for count in _COUNTS)
        + f" (of {row['teams']})"
        for _, row in rows.drawn().iterrows()
    ]
    return (
        f"Stacked bars: how many teams gave each of {len(rows.names)} practices each rating"
        f"{years_of(rows.table)}, from 1, least developed, to 5, most developed."
        f"{told(said)}{rows.missing_in_words()}"
    )


def _rows(table: Drawable) -> Rows:
    return rows_of(table, "practice", "mean")
