"""What changed between two years: dots with intervals about nought."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trip_analytics.plots import palette
from trip_analytics.plots.rows import Drawable, Rows, rows_of
from trip_analytics.plots.words import told, years_from_to
from trip_analytics.words import counted, interval, signed, spread

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_BEYOND_CHANCE: Final = 0.05


def plot_change(table: Drawable, *, ax: Axes | None = None) -> Axes:
    """Draw the mean change of each practice in the teams that rated it in both years.

    Parameters
    ----------
    table : DataFrame or Released
        As of ``change_between`` or ``release_change``, one part.
    ax : Axes, optional
        Axes to draw on; by default those of a new figure (``ax.figure``).

    Returns
    -------
    Axes
        A dot at each mean change (-4 to 4), most improved first, with a line from
        change_low to change_high; a ring where p_adjusted is over 0.05 or not given.

    Raises
    ------
    AnalysisError
        The table is not a change, or holds several parts.

    Examples
    --------
    >>> import pandas as pd
    >>> from trip_analytics.analysis import change_between
    >>> from trip_analytics.tables import Returns
    >>> ratings = pd.DataFrame(
    ...     {
    ...         "team": ["Ash", "Elm", "Ash", "Elm"],
    ...         "year": [2024, 2024, 2025, 2025],
    ...         "item_id": "choices",
    ...         "rating": [2, 3, 4, 4],
    ...     }
    ... )
    >>> result = change_between(Returns.from_tables(ratings=ratings), 2024, 2025)
    >>> plot_change(result).get_yticklabels()[0].get_text()
    'Own choices and decisions'
    """
    from matplotlib.ticker import MaxNLocator

    from trip_analytics.plots.dots import dots
    from trip_analytics.plots.picture import across_label, column, guides, legend, sheet

    rows = _rows(table)
    ax = sheet(
        ax,
        rows,
        title=f"What changed in the same teams{years_from_to(rows.table)}",
        subtitle="Average change in rating points, with its 95% interval, in the "
        f"{spread(rows.table['teams'], 'team')} that rated in both years",
        columns=2,
        legend=True,
    )
    drawn = rows.drawn()
    labels = ("unlikely to be chance", "could be chance")
    dots(
        ax,
        drawn,
        "mean_change",
        "change_low",
        "change_high",
        hollow=~_beyond_chance(drawn),
        labels=labels,
    )
    reach = drawn[["mean_change", "change_low", "change_high"]].abs().max().max()
    furthest = max(1.0, 1.1 * float(reach) if len(drawn) else 1.0)
    ax.set_xlim(-furthest, furthest)
    # Ticks of one decimal, as the labels have it: none at 0.25.
    ax.xaxis.set_major_locator(MaxNLocator(nbins=8, steps=[1, 2, 5, 10]))
    ax.xaxis.set_major_formatter(lambda change, _: signed(change))
    guides(ax)
    ax.axvline(0, color=palette.ZERO, linewidth=1.2, zorder=1)
    across_label(ax, "less developed   ←   change   →   more developed")
    legend(ax)
    column(ax, 0, "Change", drawn["mean_change"].map(signed))
    column(ax, 1, "Teams", drawn["teams"].map(str))
    return ax


def alt_text_change(table: Drawable) -> str:
    """What ``plot_change`` shows, in sentences for those who cannot see it."""
    rows = _rows(table)
    drawn = rows.drawn()
    said = [
        f"{row['practice']} {signed(row['mean_change'])}"
        f"{interval(row, 'change_low', 'change_high', signed)}, "
        f"{counted(row['teams'], 'team')}{', unlikely to be chance' if beyond else ''}"
        for (_, row), beyond in zip(drawn.iterrows(), _beyond_chance(drawn), strict=True)
    ]
    return (
        f"Dots with 95% intervals: the mean change in rating points of each of {len(rows.names)} "
        f"practices{years_from_to(rows.table)}, in the teams that rated it in both years, most "
        f"improved first.{told(said)}{rows.missing_in_words()}"
    )


def _beyond_chance(drawn: pd.DataFrame) -> pd.Series[bool]:
    beyond: pd.Series[bool] = drawn["p_adjusted"].le(_BEYOND_CHANCE).fillna(False).astype(bool)
    return beyond


def _rows(table: Drawable) -> Rows:
    return rows_of(table, "practice", "mean_change", order="most first")
