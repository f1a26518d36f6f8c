"""What teams chose as priorities: bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from trip_analytics.plots.drawing import bar_plot
from trip_analytics.plots.drawing.phrases import years_of
from trip_analytics.plots.drawing.picture import Picture
from trip_analytics.plots.drawing.rows import Drawable, rows_of
from trip_analytics.words import counted, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def plot_priorities(
    table: Drawable, *, ax: Axes | None = None, title: str | None = None, color: str | None = None
) -> Axes:
    """Draw how many teams chose each practice as a priority, most chosen first.

    Parameters
    ----------
    table : DataFrame or Released
        As of ``priority_themes``, or its release, one part.
    ax : Axes, optional
        Axes to draw on; by default those of a new figure (``ax.figure``).
    title : str, optional
        Instead of its own; ``""`` for no heading.
    color : str, optional
        Of its dots, lines or bars, as matplotlib names colours.

    Returns
    -------
    Axes
        A bar for each practice, as long as the number of teams, labelled with it and
        the share of the teams that named any priority.

    Raises
    ------
    AnalysisError
        The table is not one of themes, or holds several parts.

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
    return _choices(table).draw(ax, title=title, color=color)


def alt_text_priorities(table: Drawable) -> str:
    """What ``plot_priorities`` shows, in sentences for those who cannot see it."""
    return _choices(table).in_words()


def _choices(table: Drawable) -> Picture:
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
