"""Two years of the same teams: dumbbells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trip_analytics.analysis.change_in_words import of_same_teams
from trip_analytics.plots.rows import Drawable, Rows, rows_of
from trip_analytics.plots.words import told, years_from_to
from trip_analytics.words import counted, one_decimal, signed, spread

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def plot_change_averages(table: Drawable, *, ax: Axes | None = None) -> Axes:
    """Draw the mean of each practice in two years.

    Of an analysis, in the teams that rated it in both: those that joined or left are in neither
    mean, so that the distance between the two is change. Of what is public, over all teams that
    rated it in each year.

    Parameters
    ----------
    table : DataFrame or Released
        As of ``change_between``, one part.
    ax : Axes, optional
        Axes to draw on; by default those of a new figure (``ax.figure``).

    Returns
    -------
    Axes
        A hollow diamond at mean_before, a full dot at mean_after (1-5), in the table's order.

    Raises
    ------
    AnalysisError
        The table is not a change, or holds several parts.

    Examples
    --------
    >>> import pandas as pd
    >>> from trip_analytics.analysis.change import change_between
    >>> from trip_analytics.returns import Returns
    >>> ratings = pd.DataFrame(
    ...     {
    ...         "team": ["Ash", "Elm", "Ash", "Elm"],
    ...         "year": [2024, 2024, 2025, 2025],
    ...         "item_id": "choices",
    ...         "rating": [2, 3, 4, 4],
    ...     }
    ... )
    >>> result = change_between(Returns.from_tables(ratings=ratings), 2024, 2025)
    >>> plot_change_averages(result).get_yticklabels()[1].get_text()
    'Own choices and decisions'
    """
    from trip_analytics.plots.dots import dumbbells
    from trip_analytics.plots.picture import column, legend, sheet
    from trip_analytics.plots.scales import rating_axis

    rows = _rows(table)
    same = of_same_teams(rows.table)
    ax = sheet(
        ax,
        rows,
        title=f"{'The same teams in two' if same else 'Two'} years{years_from_to(rows.table)}",
        subtitle="Average rating in each year by "
        f"{'the teams that rated in both' if same else 'all teams that rated in it'}: "
        f"{spread(rows.table['teams'], 'team')}{'' if same else ' or more'}",
        columns=2,
        legend=True,
    )
    drawn = rows.drawn()
    years = [str(year) for year in _years(rows)] or ["before", "after"]
    dumbbells(ax, drawn, "mean_before", "mean_after", (years[0], years[1]))
    rating_axis(ax)
    legend(ax)
    column(ax, 0, "Change", drawn["mean_change"].map(signed))
    column(ax, 1, "Teams", drawn["teams"].map(str))
    return ax


def alt_text_change_averages(table: Drawable) -> str:
    """What ``plot_change_averages`` shows, in sentences for those who cannot see it."""
    rows = _rows(table)
    teams = "in the teams that rated it in both"
    if not of_same_teams(rows.table):
        teams = "over all teams that rated it in each"
    said = [
        f"{row['practice']} {one_decimal(row['mean_before'])} and "
        f"{one_decimal(row['mean_after'])}, {counted(row['teams'], 'team')}"
        for _, row in rows.drawn().iterrows()
    ]
    return (
        f"Pairs of dots: the mean rating of each of {len(rows.names)} practices in two years"
        f"{years_from_to(rows.table)}, from 1, least developed, to 5, most developed, {teams}."
        f"{told(said)}{rows.missing_in_words()}"
    )


def _years(rows: Rows) -> list[int]:
    return [] if rows.table.empty else rows.table[["from_year", "to_year"]].iloc[0].tolist()


def _rows(table: Drawable) -> Rows:
    return rows_of(table, "practice", "mean_before")
