"""Whether practices changed more where something was introduced: dots about zero."""

from __future__ import annotations

import pandas as pd

from trip_analytics.analysis.significance import SURE
from trip_analytics.plots.drawing import dot_plot
from trip_analytics.plots.drawing.phrases import BEYOND_CHANCE
from trip_analytics.plots.drawing.picture import Column, Picture, plotted
from trip_analytics.plots.drawing.rows import Drawable, rows_of
from trip_analytics.words import counted, interval, signed, spread


@plotted
def plot_innovations(table: Drawable) -> Picture:
    """Draw how much more each practice changed in teams that introduced something.

    Parameters
    ----------
    table : DataFrame or Released
        As of ``innovation_link``.

    Returns
    -------
    Axes
        A dot at each difference in rating points, largest first, all practices together
        last, with a line from difference_low to difference_high; a ring where p_adjusted
        (of all practices: p_value) is over 0.05 or not given.

    Examples
    --------
    >>> import pandas as pd
    >>> link = pd.DataFrame({"item_id": ["choices"], "practice": ["Choices"], "adopters": [9]})
    >>> link = link.assign(others=12, innovation="peer workers", from_year=2023, to_year=2025)
    >>> link = link.assign(difference=0.5, difference_low=0.1, difference_high=0.9)
    >>> plot_innovations(link.assign(p_value=0.01, p_adjusted=0.04)).get_yticklabels()[0].get_text()
    'Choices'
    """
    rows = rows_of(table, "practice", "difference", most_first="difference")
    drawn, ends = rows.drawn(), ("difference_low", "difference_high")
    sure, what = _beyond_chance(drawn), _what(rows.table)
    return Picture(
        rows,
        title=f"Change where teams introduced {what}",
        subtitle="How many rating points more they changed than teams that began alike and did "
        f"not, with 95% intervals ({spread(rows.table['adopters'], 'team')} that did, "
        f"{spread(rows.table['others'], 'team')} that did not). An association, not an effect",
        marks=dot_plot.changed(
            drawn,
            "difference",
            ends,
            sure=sure,
            written=signed,
            least=1,
            across="others rose more   ←   difference   →   adopters rose more",
        ),
        columns=(
            Column("Points", drawn["difference"].map(signed)),
            Column("Did", drawn["adopters"].map(str)),
            Column("Did not", drawn["others"].map(str)),
        ),
        summary="Dots with 95% intervals: how many rating points more each practice changed in "
        f"teams that introduced {what} than in teams that began alike and did not. An association, "
        "not an effect.",
        said=[
            f"{row['practice']} {signed(row['difference'])}{interval(row, *ends, signed)}, "
            f"{counted(row['adopters'], 'team')} that did and {row['others']} that did not"
            f"{', ' + BEYOND_CHANCE[0] if beyond else ''}"
            for (_, row), beyond in zip(drawn.iterrows(), sure, strict=True)
        ],
    )


def _beyond_chance(drawn: pd.DataFrame) -> pd.Series[bool]:
    # All practices together are one test, to which none is adjusted.
    p_values = drawn["p_adjusted"].mask(drawn["item_id"].isna(), drawn["p_value"])
    beyond: pd.Series[bool] = p_values.le(SURE).fillna(False).astype(bool)
    return beyond


def _what(table: pd.DataFrame) -> str:
    if table.empty:
        return "something new"
    first = table.iloc[0]
    return f"{first['innovation']}, {first['from_year']} to {first['to_year']}"
