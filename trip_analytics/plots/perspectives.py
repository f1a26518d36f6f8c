"""How two views of the same practices differ: pairs of dots."""

from __future__ import annotations

import pandas as pd

from trip_analytics.analysis.scale import Scale
from trip_analytics.disclosure.released import Released
from trip_analytics.errors import AnalysisError
from trip_analytics.plots.drawing import dot_plot
from trip_analytics.plots.drawing.phrases import years_of
from trip_analytics.plots.drawing.picture import Column, Picture, plotted
from trip_analytics.plots.drawing.rows import Drawable, rows_of
from trip_analytics.words import VIEWS, counted, interval, one_decimal, signed, spread


@plotted
def plot_perspectives(table: Drawable) -> Picture:
    """Draw how each practice is rated from two points of view, within the same teams.

    Parameters
    ----------
    table : DataFrame or Released
        As of ``perspective_gap``, one part. ``attrs["of"]`` and ``attrs["over"]`` say whose
        views they are.

    Returns
    -------
    Axes
        A full dot at mean_of, a hollow diamond at mean_over (on the scale), with gap (the one
        less the other) and its 95% interval beside them; in the table's order.

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
    rows = rows_of(table, "practice", "gap")
    of, over = _compared(table)
    scale = Scale.of_result(rows.table)
    drawn, year = rows.drawn(), years_of(rows.table)
    known = drawn.loc[drawn["gap_low"].notna() & drawn["gap_high"].notna()]
    intervals = [
        f"{signed(low)} to {signed(high)}"
        for low, high in zip(known["gap_low"], known["gap_high"], strict=True)
    ]
    return Picture(
        rows,
        title=f"How {of} and {over} rate the practices{year}",
        subtitle=f"Average rating in {spread(rows.table['teams'], 'team')} with both views; "
        f"the gap is {of} less {over}",
        marks=dot_plot.compared(drawn, ("mean_over", over), ("mean_of", of), points=scale.points),
        columns=(
            Column("Gap", drawn["gap"].map(signed)),
            Column("95% interval", pd.Series(intervals, known.index, dtype="object"), width=2),
            Column("Teams", drawn["teams"].map(str)),
        ),
        summary=f"Pairs of dots: the mean rating of each of {len(rows.names)} practices by {of} "
        f"and by {over} of the same teams{year}, {scale.ends_in_words}.",
        said=[
            f"{row['practice']} {one_decimal(row['mean_of'])} and {one_decimal(row['mean_over'])}, "
            f"a gap of {signed(row['gap'])}{interval(row, 'gap_low', 'gap_high', signed)}, "
            f"{counted(row['teams'], 'team')}"
            for _, row in drawn.iterrows()
        ],
    )


def _compared(given: Drawable) -> tuple[str, str]:
    """Whose views a table compares."""
    table = given.table if isinstance(given, Released) else given
    of, over = table.attrs.get("of"), table.attrs.get("over")
    if of in VIEWS and over in VIEWS:
        return VIEWS[of], VIEWS[over]
    if len(table):
        raise AnalysisError(
            "This table does not say whose views it compares: draw what perspective_gap returned, "
            "or set table.attrs['of'] and table.attrs['over']."
        )
    return "one view", "another"
