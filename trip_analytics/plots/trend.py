"""Which way the practices go over the years: dots with intervals about zero."""

from __future__ import annotations

from functools import partial

from trip_analytics.analysis.significance import is_sure
from trip_analytics.plots.drawing import dot_plot
from trip_analytics.plots.drawing.phrases import changes_in_words
from trip_analytics.plots.drawing.picture import Column, Picture, plotted
from trip_analytics.plots.drawing.rows import Drawable, rows_of
from trip_analytics.words import signed, spread

# A year's step is small.
_written = partial(signed, places=2)


@plotted
def plot_trend(table: Drawable) -> Picture:
    """Draw how many rating points a year each practice rose or fell within teams.

    Parameters
    ----------
    table : DataFrame or Released
        As of ``trend``, one part.

    Returns
    -------
    Axes
        A dot at each slope (rating points a year), steepest rise first, with a line from
        slope_low to slope_high; a ring where p_adjusted is over 0.05 or not given.

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
    rows = rows_of(table, "practice", "slope", most_first="slope")
    drawn = rows.drawn()
    first, last = rows.table["first_year"].min(), rows.table["last_year"].max()
    years = f", {first} to {last}" if len(drawn) else ""
    of_each = ("slope", ("slope_low", "slope_high"))
    return Picture(
        rows,
        title=f"Which way practices go{years}",
        subtitle="Rating points a year within teams, with the 95% interval of their average; "
        f"{spread(rows.each()['teams'], 'team')}",
        marks=dot_plot.changed(
            drawn,
            *of_each,
            sure=is_sure(drawn),
            written=_written,
            least=0.2,
            across="rating points a year: down   ←   →   up",
        ),
        columns=(
            Column("A year", drawn["slope"].map(_written)),
            Column("Teams", drawn["teams"].map(str)),
        ),
        summary="Dots with 95% intervals: how many rating points a year each of "
        f"{len(rows.each())} practices rose or fell within teams{years}, steepest rise first.",
        said=changes_in_words(drawn, *of_each, _written, is_sure(drawn)),
    )
