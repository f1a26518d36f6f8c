"""How the domains of a list are rated: averages with intervals."""

from __future__ import annotations

from trip_analytics.analysis.scale import Scale
from trip_analytics.plots.drawing import dot_plot
from trip_analytics.plots.drawing.phrases import averages_said, years_of
from trip_analytics.plots.drawing.picture import Column, Picture, plotted
from trip_analytics.plots.drawing.rows import Drawable, rows_of
from trip_analytics.words import one_decimal, spread


@plotted
def plot_domains(table: Drawable) -> Picture:
    """Draw the mean of each domain with its interval, in printed order.

    Parameters
    ----------
    table : DataFrame or Released
        As of ``domain_profile``, or its release, one part.

    Returns
    -------
    Axes
        A dot at each mean (on the scale), a line from mean_low to mean_high.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"domain": ["Hope"], "year": [2025], "items": [6], "teams": [12]})
    >>> table = table.assign(mean=[3.1], mean_low=[2.8], mean_high=[3.4])
    >>> plot_domains(table).get_yticklabels()[0].get_text()
    'Hope'
    """
    rows = rows_of(table, "domain", "mean")
    drawn, ends = rows.drawn(), ("mean_low", "mean_high")
    scale = Scale.of_result(rows.table)
    return Picture(
        rows,
        title=f"How well developed each domain is{years_of(rows.table)}",
        subtitle=f"Average over its practices by {spread(rows.table['teams'], 'team')}; "
        "the line is the 95% interval",
        marks=dot_plot.rated(drawn, "mean", ends, points=scale.points),
        columns=(
            Column("Average", drawn["mean"].map(one_decimal)),
            Column("Practices", drawn["items"].map(str)),
            Column("Teams", drawn["teams"].map(str)),
        ),
        summary=f"Dots with 95% intervals: the mean rating of each of {len(rows.names)} domains"
        f"{years_of(rows.table)}, {scale.ends_in_words}.",
        said=averages_said(drawn, "domain"),
    )
