"""What is planned for the challenges: bars, with what the plans hold beside them."""

from __future__ import annotations

from trip_analytics.analysis.plans import KINDS
from trip_analytics.plots.drawing import bar_plot
from trip_analytics.plots.drawing.phrases import years_of
from trip_analytics.plots.drawing.picture import Column, Picture, plotted
from trip_analytics.plots.drawing.rows import Drawable, rows_of
from trip_analytics.words import counted


@plotted
def plot_plans(table: Drawable) -> Picture:
    """Draw how many plans there are for each challenge, and what they hold.

    Parameters
    ----------
    table : DataFrame or Released
        As of ``plans``, or its release, one part.

    Returns
    -------
    Axes
        A bar for each challenge in printed order, as long as the number of plans for it; beside it
        how many goals, actions and sources of evidence they hold together.

    Examples
    --------
    >>> import pandas as pd
    >>> from trip_analytics.analysis.plans import plans
    >>> from trip_analytics.returns import Returns
    >>> ratings = pd.DataFrame({"team": ["Ash"], "year": 2025, "item_id": "choices", "rating": 3})
    >>> lines = pd.DataFrame({"team": "Ash", "year": 2025, "kind": ["goal", "action"]})
    >>> lines = lines.assign(item_id="challenge-4", text=["Peers", "Advertise"])
    >>> planned = plans(Returns.from_tables(ratings=ratings, action_plans=lines))
    >>> plot_plans(planned).get_yticklabels()[0].get_text()
    'Organisational commitment'
    """
    rows = rows_of(table, "challenge", "plans")
    drawn = rows.drawn()
    plans = drawn["plans"].map(lambda count: counted(int(count), "plan"))
    return Picture(
        rows,
        title=f"What is planned for the challenges{years_of(rows.table)}",
        subtitle="Plans for each challenge, and how many goals, actions and sources of evidence "
        "they hold",
        marks=bar_plot.counted_bars("Plans", plans, bar_plot.Bars(drawn["plans"], bar_plot.FULL)),
        columns=tuple(Column(name.capitalize(), drawn[name].map(str)) for name in KINDS),
        summary=f"Bars: how many plans there are for each of {len(rows.names)} challenges"
        f"{years_of(rows.table)}, and what they hold.",
        said=[
            f"{row['challenge']} {count} with {counted(int(row['goals']), 'goal')}, "
            f"{counted(int(row['actions']), 'action')} and "
            f"{counted(int(row['evidence']), 'source of evidence', 'sources of evidence')}"
            for (_, row), count in zip(drawn.iterrows(), plans, strict=True)
        ],
    )
