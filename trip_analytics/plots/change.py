"""What changed between two years: the change, the averages of both years, and its parts."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

import pandas as pd

from trip_analytics.analysis.change_in_words import of_same_teams
from trip_analytics.analysis.scale import Scale
from trip_analytics.analysis.significance import is_sure
from trip_analytics.plots.drawing import bar_plot, dot_plot, palette, scales
from trip_analytics.plots.drawing.phrases import changes_in_words, years_from_to
from trip_analytics.plots.drawing.picture import Column, Picture, plotted
from trip_analytics.plots.drawing.rows import Drawable, rows_of
from trip_analytics.words import counted, one_decimal, signed, spread

# What teams that left had added to the average is what their going takes from it.
_PARTS: Final = {"matched_part": 1, "joiners_part": 1, "leavers_part": -1}
_PART_NAMES: Final = ("the same teams changed", "teams joined", "teams left")
_PART_LOOKS: Final[tuple[dict[str, Any], ...]] = (
    {"facecolor": palette.MATCHED, "edgecolor": palette.MATCHED},
    {"facecolor": palette.PAGE, "edgecolor": palette.JOINED, "hatch": "/////"},
    {"facecolor": palette.PAGE, "edgecolor": palette.LEFT, "hatch": "....."},
)


@plotted
def plot_change(table: Drawable) -> Picture:
    """Draw the mean change of each practice between two years.

    Parameters
    ----------
    table : DataFrame or Released
        As of ``change_between``, one part: the change in the same teams. Or what is public of
        it: the difference of two years' averages.

    Returns
    -------
    Axes
        A dot at each mean change (-4 to 4), most improved first, with a line from
        change_low to change_high; a ring where p_adjusted is over 0.05 or not given.

    Examples
    --------
    >>> import pandas as pd
    >>> from trip_analytics.analysis.change import change_between
    >>> from trip_analytics.returns import Returns
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
    rows = rows_of(table, "practice", "mean_change", most_first="mean_change")
    drawn, same, years = rows.drawn(), of_same_teams(rows.table), years_from_to(rows.table)
    rated = " rated in both years" if same else " or more rated in each year"
    by = (
        "in the teams that rated it in both years"
        if same
        else "over all teams that rated it in each year"
    )
    of_each = ("mean_change", ("change_low", "change_high"))
    return Picture(
        rows,
        title=f"What changed{' in the same teams' * same}{years}",
        subtitle="Average change in rating points with its 95% interval; "
        f"{spread(rows.each()['teams'], 'team')}{rated}",
        marks=dot_plot.changed(
            drawn,
            *of_each,
            sure=is_sure(drawn),
            written=signed,
            least=1,
            across="less developed   ←   change   →   more developed",
        ),
        columns=(
            Column("Change", drawn["mean_change"].map(signed)),
            Column("Teams", drawn["teams"].map(str)),
        ),
        summary="Dots with 95% intervals: the mean change in rating points of each of "
        f"{len(rows.each())} practices{years}, {by}, most improved first.",
        said=changes_in_words(drawn, *of_each, signed, is_sure(drawn)),
    )


@plotted
def plot_change_averages(table: Drawable) -> Picture:
    """Draw the mean of each practice in two years.

    Of an analysis, in the teams that rated it in both: those that joined or left are in neither
    mean, so that the distance between the two is change. Of what is public, over all teams that
    rated it in each year.

    Parameters
    ----------
    table : DataFrame or Released
        As of ``change_between``, one part.

    Returns
    -------
    Axes
        A hollow diamond at mean_before, a full dot at mean_after (on the scale), in the table's
        order.
    """
    rows = rows_of(table, "practice", "mean_before")
    drawn, same, years = rows.drawn(), of_same_teams(rows.table), years_from_to(rows.table)
    scale = Scale.of_result(rows.table)
    before, after = (str(rows.table[year].max()) for year in ("from_year", "to_year"))
    by = "in the teams that rated it in both" if same else "over all teams that rated it in each"
    return Picture(
        rows,
        title=f"{'The same teams in two' if same else 'Two'} years{years}",
        subtitle="Average rating in each year by "
        f"{'the teams that rated in both' if same else 'all teams that rated in it'}: "
        f"{spread(rows.each()['teams'], 'team')}{'' if same else ' or more'}",
        marks=dot_plot.compared(
            drawn, ("mean_before", before), ("mean_after", after), points=scale.points
        ),
        columns=(
            Column("Change", drawn["mean_change"].map(signed)),
            Column("Teams", drawn["teams"].map(str)),
        ),
        summary=f"Pairs of dots: the mean rating of each of {len(rows.each())} practices in two "
        f"years{years}, {scale.ends_in_words}, {by}.",
        said=[
            f"{row['practice']} {one_decimal(row['mean_before'])} and "
            f"{one_decimal(row['mean_after'])}, {counted(row['teams'], 'team')}"
            for _, row in drawn.iterrows()
        ],
    )


@plotted
def plot_change_parts(table: Drawable) -> Picture:
    """Draw how much of each practice's overall change is change, how much coming and going.

    Parameters
    ----------
    table : DataFrame or Released
        As of ``change_between``, or its release for the board, one part.

    Returns
    -------
    Axes
        For each practice three bars end to end, to the left of zero where they lower
        the average and to the right where they raise it (rating points): matched_part,
        joiners_part and minus leavers_part. A line marks overall_change, which they add up to.
    """
    rows = rows_of(table, "practice", "joiners_part")
    drawn, years = rows.drawn(), years_from_to(rows.table)
    added = drawn[list(_PARTS)].astype(float) * pd.Series(_PARTS)
    ups, downs = added.clip(lower=0), added.clip(upper=0)
    # Bars of one direction follow one another, from zero outwards.
    starts = (ups.cumsum(axis=1) - ups).where(added > 0, downs.cumsum(axis=1) - downs)
    reach = scales.reach(pd.concat([ups.sum(axis=1), downs.sum(axis=1)], axis=1), 0.5)
    across = "lower average   ←   change   →   higher average"
    return Picture(
        rows,
        title=f"What the overall change is made of{years}",
        subtitle="Points added to or taken from the average of all teams; "
        f"{spread(rows.each()['teams'], 'team')} rated in both years",
        marks=bar_plot.BarPlot(
            tuple(
                bar_plot.Bars(added[part], {"linewidth": 1.2, **look}, name, starts[part])
                for part, name, look in zip(_PARTS, _PART_NAMES, _PART_LOOKS, strict=True)
            ),
            partial(scales.changes, label=across, reach=reach, written=signed),
            height=0.5,
            totals=drawn["overall_change"],
            total="overall change",
        ),
        columns=(
            Column("Overall", drawn["overall_change"].map(signed)),
            Column("Teams", drawn["teams"].map(str)),
        ),
        summary="Bars: what the change in the average of each of "
        f"{len(rows.each())} practices is made of{years}, in rating points.",
        said=[
            f"{row['practice']} {signed(row['overall_change'])} overall: {signed(same)} from "
            f"change in the same {counted(row['teams'], 'team')}, {signed(joined)} from teams that "
            f"joined, {signed(left)} from teams that left"
            for (_, row), (same, joined, left) in zip(
                drawn.iterrows(), added.to_numpy(), strict=True
            )
        ],
    )
