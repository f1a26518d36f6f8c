"""Which organisational challenges are put first: bars."""

from __future__ import annotations

import pandas as pd

from trip_analytics.plots.drawing import bar_plot, palette
from trip_analytics.plots.drawing.phrases import years_of
from trip_analytics.plots.drawing.picture import Column, Picture, plotted
from trip_analytics.plots.drawing.rows import Drawable, rows_of
from trip_analytics.words import counted, percent


@plotted
def plot_challenge_priorities(table: Drawable) -> Picture:
    """Draw how many returns put each challenge in their first five, most chosen first.

    Parameters
    ----------
    table : DataFrame or Released
        As of ``challenge_priorities``, one part.

    Returns
    -------
    Axes
        A bar for each challenge, as long as the number of returns, labelled with it and
        the share of the returns that rank any; beside it how many rank it first, its
        typical place, and whether it is suggested early, which hatches the bar too.

    Examples
    --------
    >>> from trip_analytics.analysis.challenge_priorities import challenge_priorities
    >>> from trip_analytics.returns import Returns
    >>> stages = pd.DataFrame(
    ...     {"team": ["Ash"], "year": 2025, "item_id": "challenge-3", "stage": 1, "priority": 1}
    ... )
    >>> result = challenge_priorities(Returns.from_tables(stages=stages))
    >>> plot_challenge_priorities(result).get_yticklabels()[0].get_text()
    'Recovery Education Centre'
    """
    rows = rows_of(table, "challenge", "in_top_five", most_first="in_top_five")
    drawn = rows.drawn()
    most = rows.table["returns"].max()
    returns = counted(0 if pd.isna(most) else int(most), "return")
    early = drawn["suggested_early"].astype(bool)
    hatched = {**bar_plot.FULL, "hatch": "///", "edgecolor": palette.PAGE}
    chosen = drawn["in_top_five"]
    return Picture(
        rows,
        title=f"Which challenges are put first{years_of(rows.table)}",
        subtitle=f"Returns with the challenge among their first five priorities, and their share "
        f"of the {returns} that rank any. First: how many rank it first. Place: its "
        "typical place. Early: suggested early by the source of the form",
        marks=bar_plot.counted_bars(
            "Returns",
            drawn.apply(_chosen, axis="columns", result_type="reduce"),
            bar_plot.Bars(chosen[~early], bar_plot.FULL),
            bar_plot.Bars(chosen[early], hatched),
        ),
        columns=(
            Column("First", drawn["ranked_first"].map(str)),
            Column("Place", drawn["typical_place"].astype("string").fillna("–")),
            Column("Early", early.map({True: "early", False: ""})),
        ),
        summary=f"Bars: how many returns put each of {len(rows.names)} challenges among their "
        f"first five priorities{years_of(rows.table)}, of {returns} that rank any, most chosen "
        "first.",
        said=[_told(row) for _, row in drawn.iterrows()],
    )


def _chosen(row: pd.Series) -> str:
    chosen = str(row["in_top_five"])
    # Where no return ranks challenges there is nothing to be a share of.
    return chosen if pd.isna(row["share"]) else f"{chosen} ({percent(row['share'])})"


def _told(row: pd.Series) -> str:
    said = [f"{row['challenge']} {_chosen(row)}", f"ranked first by {row['ranked_first']}"]
    if pd.notna(row["typical_place"]):
        said.append(f"typical place {row['typical_place']} among the {row['ranked']} that rank it")
    if row["suggested_early"]:
        said.append("suggested early")
    return ", ".join(said)
