"""Which way the practices go over the years: dots with intervals about nought."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from trip_analytics.analysis.significance import is_sure
from trip_analytics.plots.rows import Drawable, Rows, rows_of
from trip_analytics.plots.words import told, told_of_each
from trip_analytics.words import signed, spread

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# A year's step is small.
_written = partial(signed, places=2)


def plot_trend(table: Drawable, *, ax: Axes | None = None) -> Axes:
    """Draw how many rating points a year each practice rose or fell within teams.

    Parameters
    ----------
    table : DataFrame or Released
        As of ``trend``, one part.
    ax : Axes, optional
        Axes to draw on; by default those of a new figure (``ax.figure``).

    Returns
    -------
    Axes
        A dot at each slope (rating points a year), steepest rise first, with a line from
        slope_low to slope_high; a ring where p_adjusted is over 0.05 or not given.

    Raises
    ------
    AnalysisError
        The table is not a trend, or holds several parts.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame(
    ...     {
    ...         "practice": ["Choices"],
    ...         "first_year": [2019],
    ...         "last_year": [2025],
    ...         "teams": [31],
    ...         "slope": [0.12],
    ...         "slope_low": [0.05],
    ...         "slope_high": [0.19],
    ...         "p_adjusted": [0.01],
    ...     }
    ... )
    >>> plot_trend(table).get_xlabel()
    'rating points a year: down   ←   →   up'
    """
    from trip_analytics.plots.picture import column, sheet
    from trip_analytics.plots.scales import dots_about_nought

    rows = _rows(table)
    ax = sheet(
        ax,
        rows,
        title=f"Which way practices go{_years(rows)}",
        subtitle="Rating points a year within teams, with the 95% interval of their average; "
        f"{spread(rows.table['teams'], 'team')}",
        columns=2,
        legend=True,
    )
    drawn = rows.drawn()
    dots_about_nought(
        ax,
        drawn,
        "slope",
        ("slope_low", "slope_high"),
        sure=is_sure(drawn),
        written=_written,
        least=0.2,
        across="rating points a year: down   ←   →   up",
    )
    column(ax, 0, "A year", drawn["slope"].map(_written))
    column(ax, 1, "Teams", drawn["teams"].map(str))
    return ax


def alt_text_trend(table: Drawable) -> str:
    """What ``plot_trend`` shows, in sentences for those who cannot see it."""
    rows = _rows(table)
    drawn = rows.drawn()
    said = told_of_each(drawn, "slope", ("slope_low", "slope_high"), _written, is_sure(drawn))
    return (
        f"Dots with 95% intervals: how many rating points a year each of {len(rows.names)} "
        f"practices rose or fell within teams{_years(rows)}, steepest rise first."
        f"{told(said)}{rows.missing_in_words()}"
    )


def _years(rows: Rows) -> str:
    """The years of all of them as the end of a title: ", 2019 to 2025"."""
    first, last = rows.table["first_year"].min(), rows.table["last_year"].max()
    return f", {first} to {last}" if rows.shown.any() else ""


def _rows(table: Drawable) -> Rows:
    return rows_of(table, "practice", "slope", order="most first")
