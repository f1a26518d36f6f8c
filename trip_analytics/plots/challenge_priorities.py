"""Which organisational challenges are put first: bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from trip_analytics.plots import palette
from trip_analytics.plots.rows import Drawable, Rows, rows_of
from trip_analytics.plots.words import told, years_of
from trip_analytics.words import counted, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def plot_challenge_priorities(table: Drawable, *, ax: Axes | None = None) -> Axes:
    """Draw how many returns put each challenge in their first five, most chosen first.

    Parameters
    ----------
    table : DataFrame or Released
        As of ``challenge_priorities``, one part.
    ax : Axes, optional
        Axes to draw on; by default those of a new figure (``ax.figure``).

    Returns
    -------
    Axes
        A bar for each challenge, as long as the number of returns, labelled with it and
        the share of the returns that rank any; beside it how many rank it first, its
        typical place, and whether it is suggested early, which hatches the bar too.

    Raises
    ------
    AnalysisError
        The table is not one of priorities among challenges, or holds several parts.

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
    from matplotlib.ticker import MaxNLocator

    from trip_analytics.plots.picture import across_label, at_ends, column, guides, sheet

    rows = _rows(table)
    ax = sheet(
        ax,
        rows,
        title=f"Which challenges are put first{years_of(rows.table)}",
        subtitle=f"Returns with the challenge among their first five priorities, and their share "
        f"of the {_returns(rows)} that rank any. First: how many rank it first. Place: its "
        "typical place. Early: suggested early by the source of the form",
        columns=3,
    )
    drawn = rows.drawn()
    chosen = drawn["in_top_five"].astype(int)
    early = drawn["suggested_early"].astype(bool)
    bars = ax.barh(drawn.index.to_numpy(), chosen.to_numpy(), height=0.62, color=palette.FINDING)
    for bar, suggested in zip(bars, early, strict=True):
        if suggested:
            bar.set(hatch="///", edgecolor=palette.PAGE)
    at_ends(ax, bars, [_chosen(row) for _, row in drawn.iterrows()])
    ax.set_xlim(0, 1.5 * max(chosen.max() if len(chosen) else 0, 1))
    ax.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))
    across_label(ax, "Returns")
    guides(ax)
    column(ax, 0, "First", drawn["ranked_first"].map(str))
    column(ax, 1, "Place", drawn["typical_place"].astype("string").fillna("–"))
    column(ax, 2, "Early", early.map({True: "early", False: ""}))
    return ax


def alt_text_challenge_priorities(table: Drawable) -> str:
    """What ``plot_challenge_priorities`` shows, in sentences for those who cannot see it."""
    rows = _rows(table)
    said = [_told(row) for _, row in rows.drawn().iterrows()]
    return (
        f"Bars: how many returns put each of {len(rows.names)} challenges among their first five "
        f"priorities{years_of(rows.table)}, of {_returns(rows)} that rank any, most chosen first."
        f"{told(said)}{rows.missing_in_words()}"
    )


def _returns(rows: Rows) -> str:
    most = rows.table["returns"].max() if len(rows.table) else 0
    return counted(0 if pd.isna(most) else int(most), "return")


def _chosen(row: pd.Series) -> str:
    chosen = str(row["in_top_five"])
    # Where no return ranks challenges there is nothing to be a share of.
    return chosen if pd.isna(row["share"]) else f"{chosen} ({percent(row['share'])})"


def _told(row: pd.Series) -> str:
    said = [f"{row['challenge']} {_chosen(row)}", f"ranked first by {row['ranked_first']}"]
    if pd.notna(row["typical_place"]):
        said.append(f"typical place {row['typical_place']} of the {row['ranked']} that rank it")
    if row["suggested_early"]:
        said.append("suggested early")
    return ", ".join(said)


def _rows(table: Drawable) -> Rows:
    return rows_of(table, "challenge", "in_top_five", order="most first")
