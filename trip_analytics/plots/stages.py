"""Where the organisational challenges stand: 100% stacked bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trip_analytics.analysis.stages import stage_names
from trip_analytics.plots import palette
from trip_analytics.plots.rows import Drawable, Rows, rows_of
from trip_analytics.plots.words import told, years_of
from trip_analytics.words import spread

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def plot_stages(table: Drawable, *, ax: Axes | None = None) -> Axes:
    """Draw how many returns place each challenge at each stage.

    Parameters
    ----------
    table : DataFrame or Released
        As of ``stage_profile``, or its release, one part.
    ax : Axes, optional
        Axes to draw on; by default those of a new figure (``ax.figure``).

    Returns
    -------
    Axes
        One row for each challenge in the table's order; segments as wide as the
        share of returns (0-100), each with the number of returns.

    Raises
    ------
    AnalysisError
        The table is not a stage profile, or holds several parts.

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
    from trip_analytics.plots.picture import across_label, column, sheet, stacked

    rows = _rows(table)
    ax = sheet(
        ax,
        rows,
        title=f"Where the organisational challenges stand{years_of(rows.table)}",
        subtitle=f"Stages given in {spread(rows.table['teams'], 'return')}; "
        "the numbers in the bars are returns",
        columns=1,
        legend=True,
    )
    drawn = rows.drawn()
    names = stage_names()
    stacked(
        ax,
        drawn[[f"stage_{stage}" for stage in names]],
        palette.STAGES,
        palette.ON_STAGES,
        [f"{stage} {name}" for stage, name in names.items()],
    )
    column(ax, 0, "Returns", drawn["teams"].map(str))
    across_label(ax, "Share of the returns that give a stage")
    return ax


def alt_text_stages(table: Drawable) -> str:
    """What ``plot_stages`` shows, in sentences for those who cannot see it."""
    rows = _rows(table)
    said = [
        f"{row['challenge']}: "
        + ", ".join(f"{row[f'stage_{stage}']} at {name}" for stage, name in stage_names().items())
        + f" (of {row['teams']})"
        for _, row in rows.drawn().iterrows()
    ]
    return (
        f"Stacked bars: how many returns place each of {len(rows.names)} challenges at the stage "
        f"of engagement, development or transformation{years_of(rows.table)}."
        f"{told(said)}{rows.missing_in_words()}"
    )


def _rows(table: Drawable) -> Rows:
    return rows_of(table, "challenge", "share_stage_1")
