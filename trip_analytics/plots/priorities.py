"""What teams chose as priorities: bars."""

from __future__ import annotations

import pandas as pd

from trip_analytics.plots.drawing import bar_plot
from trip_analytics.plots.drawing.phrases import years_of
from trip_analytics.plots.drawing.picture import Picture, plotted
from trip_analytics.plots.drawing.rows import Drawable, rows_of
from trip_analytics.words import counted, percent


@plotted
def plot_priorities(table: Drawable) -> Picture:
    """Draw how many teams chose each practice as a priority, most chosen first.

    Parameters
    ----------
    table : DataFrame or Released
        As of ``priority_themes``, or its release, one part.

    Returns
    -------
    Axes
        A bar for each practice, as long as the number of teams, labelled with it and
        the share of the teams that named any priority.

    Examples
    --------
    >>> import pandas as pd
    >>> from trip_analytics.analysis.priorities import priority_themes
    >>> from trip_analytics.returns import Returns
    >>> chosen = pd.DataFrame({"team": ["Ash", "Elm"], "year": 2025, "item_id": "choices"})
    >>> returns = Returns.from_tables(priorities=chosen, ratings=chosen.assign(rating=[2, 3]))
    >>> result = priority_themes(returns)
    >>> plot_priorities(result).get_yticklabels()[0].get_text()
    'Own choices and decisions'
    """
    rows = rows_of(table, "practice", "teams", most_first="teams")
    drawn = rows.drawn()
    teams = drawn.apply(_teams, axis="columns", result_type="reduce")
    return Picture(
        rows,
        title=f"What teams chose to work on{years_of(rows.table)}",
        subtitle="Teams with a priority about it, and their share of the teams that "
        "named priorities",
        marks=bar_plot.counted_bars("Teams", teams, bar_plot.Bars(drawn["teams"], bar_plot.FULL)),
        summary="Bars: how many teams chose each practice or challenge to work on"
        f"{years_of(rows.table)}, and their share of the teams that named priorities, most chosen "
        "first.",
        said=[f"{name} {chosen}" for name, chosen in zip(drawn["practice"], teams, strict=True)],
    )


def _teams(row: pd.Series) -> str:
    teams = counted(int(row["teams"]), "team")
    # Where no team named a priority there is nothing to be a share of.
    return teams if pd.isna(row["share"]) else f"{teams} ({percent(row['share'])})"
