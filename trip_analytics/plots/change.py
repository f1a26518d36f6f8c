"""What changed between two years: dots with intervals about nought."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trip_analytics.analysis.change_in_words import of_same_teams
from trip_analytics.analysis.significance import is_sure
from trip_analytics.plots.rows import Drawable, Rows, rows_of
from trip_analytics.plots.words import told, told_of_each, years_from_to
from trip_analytics.words import signed, spread

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_IN_EACH = " or more rated in each year"


def plot_change(table: Drawable, *, ax: Axes | None = None) -> Axes:
    """Draw the mean change of each practice between two years.

    Parameters
    ----------
    table : DataFrame or Released
        As of ``change_between``, one part: the change in the same teams. Or what is public of
        it: the difference of two years' averages.
    ax : Axes, optional
        Axes to draw on; by default those of a new figure (``ax.figure``).

    Returns
    -------
    Axes
        A dot at each mean change (-4 to 4), most improved first, with a line from
        change_low to change_high; a ring where p_adjusted is over 0.05 or not given.

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
    >>> plot_change(result).get_yticklabels()[0].get_text()
    'Own choices and decisions'
    """
    from trip_analytics.plots.picture import column, sheet
    from trip_analytics.plots.scales import dots_about_nought

    rows = _rows(table)
    same = of_same_teams(rows.table)
    ax = sheet(
        ax,
        rows,
        title=f"What changed{' in the same teams' * same}{years_from_to(rows.table)}",
        subtitle="Average change in rating points with its 95% interval; "
        f"{spread(rows.table['teams'], 'team')}{' rated in both years' if same else _IN_EACH}",
        columns=2,
        legend=True,
    )
    drawn = rows.drawn()
    dots_about_nought(
        ax,
        drawn,
        "mean_change",
        ("change_low", "change_high"),
        sure=is_sure(drawn),
        written=signed,
        least=1,
        across="less developed   ←   change   →   more developed",
    )
    column(ax, 0, "Change", drawn["mean_change"].map(signed))
    column(ax, 1, "Teams", drawn["teams"].map(str))
    return ax


def alt_text_change(table: Drawable) -> str:
    """What ``plot_change`` shows, in sentences for those who cannot see it."""
    rows = _rows(table)
    drawn = rows.drawn()
    teams = "in the teams that rated it in both years"
    if not of_same_teams(rows.table):
        teams = "over all teams that rated it in each year"
    said = told_of_each(drawn, "mean_change", ("change_low", "change_high"), signed, is_sure(drawn))
    return (
        f"Dots with 95% intervals: the mean change in rating points of each of {len(rows.names)} "
        f"practices{years_from_to(rows.table)}, {teams}, most "
        f"improved first.{told(said)}{rows.missing_in_words()}"
    )


def _rows(table: Drawable) -> Rows:
    return rows_of(table, "practice", "mean_change", order="most first")
