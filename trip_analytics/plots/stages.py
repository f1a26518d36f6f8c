"""Where the organisational challenges are: 100% stacked bars."""

from __future__ import annotations

from trip_analytics.analysis.stages import stage_names
from trip_analytics.plots.drawing import bar_plot, palette
from trip_analytics.plots.drawing.phrases import years_of
from trip_analytics.plots.drawing.picture import Column, Picture, plotted_in_segments
from trip_analytics.plots.drawing.rows import Drawable, rows_of
from trip_analytics.words import spread


@plotted_in_segments
def plot_stages(table: Drawable) -> Picture:
    """Draw how many returns place each challenge at each stage.

    Parameters
    ----------
    table : DataFrame or Released
        As of ``stage_profile``, or its release, one part.

    Returns
    -------
    Axes
        One row for each challenge in the table's order; segments as wide as the
        share of returns (0-100), each with the number of returns.

    Examples
    --------
    >>> import pandas as pd
    >>> from trip_analytics.analysis.stages import stage_profile
    >>> from trip_analytics.returns import Returns
    >>> stages = pd.DataFrame(
    ...     {"return_id": ["a", "b"], "year": 2025, "item_id": "challenge-3", "stage": [1, 2]}
    ... )
    >>> result = stage_profile(Returns.from_tables(stages=stages))
    >>> plot_stages(result).get_yticklabels()[2].get_text()
    'Recovery Education Centre'
    """
    rows = rows_of(table, "challenge", "share_stage_1")
    drawn, names = rows.drawn(), stage_names()
    return Picture(
        rows,
        title=f"Where the organisational challenges stand{years_of(rows.table)}",
        subtitle=f"Stages given in {spread(rows.table['teams'], 'return')}; "
        "the numbers in the bars are returns",
        marks=bar_plot.stacked(
            drawn[[f"stage_{stage}" for stage in names]],
            [f"{stage} {name}" for stage, name in names.items()],
            palette.STAGES,
            palette.ON_STAGES,
            across="Share of the returns that give a stage",
        ),
        columns=(Column("Returns", drawn["teams"].map(str)),),
        summary=f"Stacked bars: how many returns place each of {len(rows.names)} challenges at the "
        f"stage of engagement, development or transformation{years_of(rows.table)}.",
        said=[
            f"{row['challenge']}: "
            + ", ".join(f"{row[f'stage_{stage}']} at {name}" for stage, name in names.items())
            + f" (of {row['teams']})"
            for _, row in drawn.iterrows()
        ],
    )
