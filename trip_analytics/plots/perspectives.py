"""How two views of the same practices differ: dumbbells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from trip_analytics.disclosure import Released
from trip_analytics.errors import AnalysisError
from trip_analytics.plots.rows import Drawable, Rows, rows_of
from trip_analytics.plots.words import told, years_of
from trip_analytics.words import VIEWS, counted, interval, one_decimal, signed, spread

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def plot_perspectives(table: Drawable, *, ax: Axes | None = None) -> Axes:
    """Draw how each practice is rated from two points of view, within the same teams.

    Parameters
    ----------
    table : DataFrame or Released
        As of ``perspective_gap``, one part. ``attrs["of"]`` and ``attrs["over"]`` say whose
        views they are.
    ax : Axes, optional
        Axes to draw on; by default those of a new figure (``ax.figure``).

    Returns
    -------
    Axes
        A full dot at mean_of, a hollow diamond at mean_over (1-5), with gap (the one less the
        other) and its 95% interval beside them; in the table's order.

    Raises
    ------
    AnalysisError
        The table is not a gap, does not say whose views it compares, or holds several parts.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame(
    ...     {
    ...         "practice": ["Choices"],
    ...         "year": [2025],
    ...         "teams": [31],
    ...         "mean_of": [2.9],
    ...         "mean_over": [3.4],
    ...         "gap": [-0.5],
    ...         "gap_low": [-0.8],
    ...         "gap_high": [-0.2],
    ...         "p_adjusted": [0.01],
    ...     }
    ... )
    >>> table.attrs = {"of": "people-using-services", "over": "staff"}
    >>> plot_perspectives(table).get_yticklabels()[0].get_text()
    'Choices'
    """
    from trip_analytics.plots.dots import dumbbells
    from trip_analytics.plots.picture import column, legend, sheet
    from trip_analytics.plots.scales import rating_axis

    rows, of, over = _rows(table)
    ax = sheet(
        ax,
        rows,
        title=f"How {of} and {over} rate the practices{years_of(rows.table)}",
        subtitle=f"Average rating in {spread(rows.table['teams'], 'team')} with both views; "
        f"the gap is {of} less {over}",
        columns=4,
        legend=True,
    )
    drawn = rows.drawn()
    dumbbells(ax, drawn, "mean_over", "mean_of", (over, of))
    rating_axis(ax)
    legend(ax)
    known = drawn.loc[drawn["gap_low"].notna() & drawn["gap_high"].notna()]
    ranges = [
        f"{signed(row['gap_low'])} to {signed(row['gap_high'])}" for _, row in known.iterrows()
    ]
    column(ax, 0, "Gap", drawn["gap"].map(signed))
    column(ax, 1.5, "95% interval", pd.Series(ranges, known.index, dtype="object"))
    column(ax, 3, "Teams", drawn["teams"].map(str))
    return ax


def alt_text_perspectives(table: Drawable) -> str:
    """What ``plot_perspectives`` shows, in sentences for those who cannot see it."""
    rows, of, over = _rows(table)
    said = [
        f"{row['practice']} {one_decimal(row['mean_of'])} and {one_decimal(row['mean_over'])}, a "
        f"gap of {signed(row['gap'])}{interval(row, 'gap_low', 'gap_high', signed)}, "
        f"{counted(row['teams'], 'team')}"
        for _, row in rows.drawn().iterrows()
    ]
    return (
        f"Pairs of dots: the mean rating of each of {len(rows.names)} practices by {of} and by "
        f"{over} of the same teams{years_of(rows.table)}, from 1, least developed, to 5, most "
        f"developed.{told(said)}{rows.missing_in_words()}"
    )


def _rows(given: Drawable) -> tuple[Rows, str, str]:
    """The rows, and whose views they compare."""
    rows = rows_of(given, "practice", "gap")
    attrs = given.table.attrs if isinstance(given, Released) else given.attrs
    of, over = attrs.get("of"), attrs.get("over")
    if of in VIEWS and over in VIEWS:
        return rows, VIEWS[of], VIEWS[over]
    if rows.names:
        raise AnalysisError(
            "This table does not say whose views it compares: draw what perspective_gap returned, "
            "or set table.attrs['of'] and table.attrs['over']."
        )
    return rows, "one view", "another"
