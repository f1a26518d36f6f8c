"""Whether practices changed more where something was introduced: dots about nought."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from trip_analytics.analysis.significance import SURE
from trip_analytics.plots.rows import Drawable, Rows, rows_of
from trip_analytics.plots.words import BEYOND_CHANCE, told
from trip_analytics.words import counted, interval, signed, spread

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def plot_innovations(table: Drawable, *, ax: Axes | None = None) -> Axes:
    """Draw how much more each practice changed in teams that introduced something.

    Parameters
    ----------
    table : DataFrame or Released
        As of ``innovation_link``.
    ax : Axes, optional
        Axes to draw on; by default those of a new figure (``ax.figure``).

    Returns
    -------
    Axes
        A dot at each difference in rating points, largest first, all practices together
        last, with a line from difference_low to difference_high; a ring where p_adjusted
        (of all practices: p_value) is over 0.05 or not given.

    Raises
    ------
    AnalysisError
        The table is none of an innovation.

    Examples
    --------
    >>> import pandas as pd
    >>> link = pd.DataFrame({"item_id": ["choices"], "practice": ["Choices"], "adopters": [9]})
    >>> link = link.assign(others=12, innovation="peer workers", from_year=2023, to_year=2025)
    >>> link = link.assign(difference=0.5, difference_low=0.1, difference_high=0.9)
    >>> plot_innovations(link.assign(p_value=0.01, p_adjusted=0.04)).get_yticklabels()[0].get_text()
    'Choices'
    """
    from trip_analytics.plots.picture import column, sheet
    from trip_analytics.plots.scales import dots_about_nought

    rows = _rows(table)
    ax = sheet(
        ax,
        rows,
        title=f"Change where teams introduced {_what(rows)}",
        subtitle="How many rating points more they changed than teams that began alike and did "
        f"not, with 95% intervals ({spread(rows.table['adopters'], 'team')} that did, "
        f"{spread(rows.table['others'], 'team')} that did not). An association, not an effect",
        columns=3,
        legend=True,
    )
    drawn = rows.drawn()
    dots_about_nought(
        ax,
        drawn,
        "difference",
        ("difference_low", "difference_high"),
        sure=_beyond_chance(drawn),
        written=signed,
        least=1,
        across="others rose more   ←   difference   →   adopters rose more",
    )
    column(ax, 0, "Points", drawn["difference"].map(signed))
    column(ax, 1, "Did", drawn["adopters"].map(str))
    column(ax, 2, "Did not", drawn["others"].map(str))
    return ax


def alt_text_innovations(table: Drawable) -> str:
    """What ``plot_innovations`` shows, in sentences for those who cannot see it."""
    rows = _rows(table)
    drawn = rows.drawn()
    said = [
        f"{row['practice']} {signed(row['difference'])}"
        f"{interval(row, 'difference_low', 'difference_high', signed)}, "
        f"{counted(row['adopters'], 'team')} that did and {row['others']} that did not"
        f"{', ' + BEYOND_CHANCE[0] if beyond else ''}"
        for (_, row), beyond in zip(drawn.iterrows(), _beyond_chance(drawn), strict=True)
    ]
    return (
        "Dots with 95% intervals: how many rating points more each practice changed in teams that "
        f"introduced {_what(rows)} than in teams that began alike and did not. An association, not "
        f"an effect.{told(said)}{rows.missing_in_words()}"
    )


def _beyond_chance(drawn: pd.DataFrame) -> pd.Series[bool]:
    # All practices together are one test, to which none is adjusted.
    p_values = drawn["p_adjusted"].mask(drawn["item_id"].isna(), drawn["p_value"])
    beyond: pd.Series[bool] = p_values.le(SURE).fillna(False).astype(bool)
    return beyond


def _what(rows: Rows) -> str:
    if rows.table.empty:
        return "something new"
    first = rows.table.iloc[0]
    return f"{first['innovation']}, {first['from_year']} to {first['to_year']}"


def _rows(table: Drawable) -> Rows:
    return rows_of(table, "practice", "difference", order="most first")
