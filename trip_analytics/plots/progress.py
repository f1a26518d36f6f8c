"""What became of teams' priorities: 100% stacked bars."""

from __future__ import annotations

from typing import Final

from trip_analytics.analysis.options import BREAKDOWNS
from trip_analytics.disclosure.released import Released
from trip_analytics.errors import AnalysisError
from trip_analytics.plots.drawing import bar_plot, palette
from trip_analytics.plots.drawing.phrases import years_of
from trip_analytics.plots.drawing.picture import Column, Picture, plotted_in_segments
from trip_analytics.plots.drawing.rows import Drawable, Rows, rows_of
from trip_analytics.words import counted

_PROGRESS: Final = {
    "achieved": "achieved",
    "started": "started",
    "not_started": "not started",
    "stopped": "stopped",
    "not_said": "not said",
}


@plotted_in_segments
def plot_progress(table: Drawable) -> Picture:
    """Draw how far teams have come with their priorities, year by year or part by part.

    Parameters
    ----------
    table : DataFrame
        As of ``priority_progress``: all years, or with a breakdown the parts of one year
        or the years of one part.

    Returns
    -------
    Axes
        A row for each year, or part by name; segments as wide as the share of its
        priorities (0-100), each with the number of priorities.

    Examples
    --------
    >>> import pandas as pd
    >>> from trip_analytics.analysis.progress import priority_progress
    >>> from trip_analytics.returns import Returns
    >>> named = pd.DataFrame({"team": ["Ash", "Elm"], "year": 2025, "item_id": "choices"})
    >>> returns = Returns.from_tables(priorities=named, ratings=named.assign(rating=[2, 3]))
    >>> plot_progress(priority_progress(returns)).get_yticklabels()[0].get_text()
    '2025'
    """
    rows = _rows(table)
    drawn = rows.drawn()
    named = counted(int(drawn["priorities"].sum()), "priority", "priorities")
    return Picture(
        rows,
        title=f"What became of teams' priorities{years_of(rows.table)}",
        subtitle=f"{named}, by the progress that returns give; "
        "the numbers in the bars are priorities",
        marks=bar_plot.stacked(
            drawn.loc[drawn["priorities"] > 0, list(_PROGRESS)],
            list(_PROGRESS.values()),
            palette.PROGRESS,
            palette.ON_PROGRESS,
            across="Share of the priorities named",
        ),
        columns=(Column("Priorities", drawn["priorities"].map(str)),),
        summary=f"Stacked bars: how far teams have come with {named}{years_of(rows.table)}.",
        said=[
            f"{rows.names[place]}: "
            + ", ".join(f"{row[column]} {state}" for column, state in _PROGRESS.items())
            + f" (of {row['priorities']})"
            for place, (_, row) in zip(drawn.index.to_numpy(), drawn.iterrows(), strict=True)
        ],
    )


def _rows(given: Drawable) -> Rows:
    """A row for each part of one year, or for each year of one part."""
    if isinstance(given, Released):  # which has one part
        return rows_of(given, "year", "achieved")
    by = next((column for column in BREAKDOWNS if column in given), None)
    if by is None or "year" not in given:
        return rows_of(given, "year", "achieved")
    table = given.assign(**{by: given[by].fillna("Not known")})
    if len(set(table["year"])) > 1 and len(set(table[by])) > 1:
        raise AnalysisError(
            "There are several parts in several years: draw one year at a time, as with "
            "progress[progress['year'] == 2025]."
        )
    return rows_of(table, "year" if len(set(table["year"])) > 1 else by, "achieved")
