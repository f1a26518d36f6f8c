"""How the practices are rated: averages with intervals, all ratings, and places."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

import pandas as pd

from trip_analytics.analysis.scale import Scale
from trip_analytics.plots.drawing import bar_plot, dot_plot, palette, scales
from trip_analytics.plots.drawing.phrases import averages_said, years_of
from trip_analytics.plots.drawing.picture import Column, Picture, plotted, with_words
from trip_analytics.plots.drawing.rows import Drawable, rows_of
from trip_analytics.words import counted, decimals, in_ten, one_decimal, point_written, spread

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Longer names of a scale's points, all together, are too long for a legend.
_LONGEST_NAMES: Final = 60


@plotted
def plot_practices(table: Drawable) -> Picture:
    """Draw the mean rating of each practice with its interval, strongest first.

    Parameters
    ----------
    table : DataFrame or Released
        As of ``practice_profile``, ``strongest_practices``, or their release,
        one part.

    Returns
    -------
    Axes
        A dot at each mean (on the scale), a line from mean_low to mean_high.

    Examples
    --------
    >>> import pandas as pd
    >>> from trip_analytics.analysis.practices import practice_profile
    >>> from trip_analytics.returns import Returns
    >>> ratings = pd.DataFrame(
    ...     {"team": ["Ash", "Elm", "Oak"], "year": 2025, "item_id": "choices", "rating": [4, 2, 3]}
    ... )
    >>> result = practice_profile(Returns.from_tables(ratings=ratings))
    >>> plot_practices(result).get_yticklabels()[0].get_text()
    'Own choices and decisions'
    """
    rows = rows_of(table, "practice", "mean", most_first="mean")
    drawn, ends = rows.drawn(), ("mean_low", "mean_high")
    scale = Scale.of_result(rows.table)
    return Picture(
        rows,
        title=f"How well developed each practice is{years_of(rows.table)}",
        subtitle=f"Average of the ratings by {spread(rows.table['teams'], 'team')}; "
        "the line is the 95% interval",
        marks=dot_plot.rated(drawn, "mean", ends, points=scale.points),
        columns=(
            Column("Average", drawn["mean"].map(one_decimal)),
            Column("Teams", drawn["teams"].map(str)),
        ),
        summary=f"Dots with 95% intervals: the mean rating of each of {len(rows.names)} practices"
        f"{years_of(rows.table)}, {scale.ends_in_words}, strongest first.",
        said=averages_said(drawn, "practice"),
    )


def _ratings_in_words(table: Drawable) -> str:
    return _ratings(table).in_words()


@with_words(_ratings_in_words)
def plot_practices_ratings(
    table: Drawable,
    *,
    ax: Axes | None = None,
    title: str | None = None,
    palette: str | Sequence[str] | None = None,
    diverging: bool = False,
) -> Axes:
    """Draw how many teams gave each practice each rating.

    Parameters
    ----------
    table : DataFrame or Released
        As of ``practice_profile``, or its release, one part.
    ax : Axes, optional
        Axes to draw on; by default those of a new figure (``ax.figure``).
    title : str, optional
        Instead of its own; ``""`` for no heading.
    palette : str or sequence of str, optional
        Of its segments, as seaborn takes them.
    diverging : bool
        Put the middle of the scale at 0, lower ratings to the left and higher ones to the
        right, rather than every bar from 0 to 100%.

    Returns
    -------
    Axes
        One row for each practice in the table's order; segments as wide as the share
        of teams (0-100), each with the number of teams.
        The axis has no signs: shares left of 0 are shares too.

    Raises
    ------
    AnalysisError
        The table is not a profile, or holds several parts.
    """
    return _ratings(table, diverging=diverging).draw(ax, title=title, palette=palette)


def _ratings(table: Drawable, *, diverging: bool = False) -> Picture:
    rows = rows_of(table, "practice", "mean")
    drawn, scale = rows.drawn(), Scale.of_result(rows.table)
    colours, inks = palette.of_ratings(len(scale.points))
    either_side = f"Share of the teams, to either side of {_middle(scale)}"
    return Picture(
        rows,
        title=f"How teams rated each practice{years_of(rows.table)}",
        subtitle=f"Ratings by {spread(rows.table['teams'], 'team')}; "
        "the numbers in the bars are teams",
        marks=bar_plot.stacked(
            drawn[scale.counts],
            _names(scale),
            colours,
            inks,
            across=either_side if diverging else "Share of the teams that rated the practice",
            diverging=diverging,
        ),
        columns=(Column("Teams", drawn["teams"].map(str)),),
        summary=f"Stacked bars: how many teams gave each of {len(rows.names)} practices each rating"
        f"{years_of(rows.table)}, {scale.ends_in_words}.",
        said=[
            f"{row['practice']}: "
            + ", ".join(
                f"{row[count]} rated it {point_written(each)}"
                for count, each in zip(scale.counts, scale.points, strict=True)
            )
            + f" (of {row['teams']})"
            for _, row in drawn.iterrows()
        ],
    )


@plotted
def plot_practices_well(table: Drawable) -> Picture:
    """Draw how many teams in ten rate each practice as well developed.

    Parameters
    ----------
    table : DataFrame or Released
        As of ``practice_profile``, ``strongest_practices``, or their release, one part.

    Returns
    -------
    Axes
        A bar for each practice in the table's order, as long as its share of teams times ten
        (0-10), and that share in words.
    """
    rows = rows_of(table, "practice", "well_developed")
    shares = rows.drawn()["well_developed"].astype(float)
    words = shares.map(in_ten)
    bars = (bar_plot.Bars(shares * 10, bar_plot.FULL),)
    across = partial(scales.tenths, label="Out of every 10 teams", words=words)
    return Picture(
        rows,
        title=f"How many teams in ten do each practice well{years_of(rows.table)}",
        subtitle=f"Teams that rated it {Scale.of_result(rows.table).well_in_words}",
        marks=bar_plot.BarPlot(bars, across, ends=words),
        summary="Bars: out of every 10 teams, how many do each practice well"
        f"{years_of(rows.table)}.",
        said=[f"{name} {each}" for name, each in zip(rows.drawn()["practice"], words, strict=True)],
    )


@plotted
def plot_practices_agreement(table: Drawable) -> Picture:
    """Draw how far teams agree on each practice, the one on which they differ most first.

    Parameters
    ----------
    table : DataFrame or Released
        As of ``practice_profile``, or its release, one part.

    Returns
    -------
    Axes
        A dot at each agreement (-1 to 1).
    """
    rows = rows_of(table, "practice", "agreement", least_first="agreement")
    drawn = rows.drawn()
    written = partial(decimals, places=2)
    return Picture(
        rows,
        title=f"Where teams differ most{years_of(rows.table)}",
        subtitle="How far the ratings of teams agree (van der Eijk's A); "
        f"{spread(rows.table['teams'], 'team')}",
        marks=dot_plot.agreed(drawn, "agreement"),
        columns=(
            Column("Agree", drawn["agreement"].map(written)),
            Column("Teams", drawn["teams"].map(str)),
        ),
        summary=f"Dots: how far teams agree on each of {len(rows.names)} practices"
        f"{years_of(rows.table)}, where 1 is all alike, 0 every rating equally often and −1 half "
        "at each end, the least agreed first.",
        said=[
            f"{row['practice']} {written(row['agreement'])}, {counted(row['teams'], 'team')}"
            for _, row in drawn.iterrows()
        ],
    )


def _names(scale: Scale) -> list[str]:
    """What the points are called in a legend: by their names, where there is room."""
    numbers = list(map(point_written, scale.points))
    if all(scale.labels) and sum(map(len, scale.labels)) <= _LONGEST_NAMES:
        return [f"{at} {name}" for at, name in zip(numbers, scale.labels, strict=True)]
    return [f"{numbers[0]} least developed", *numbers[1:-1], f"{numbers[-1]} most developed"]


def _middle(scale: Scale) -> str:
    """The middle of a scale, which is a point of it or lies between two."""
    half, is_point = divmod(len(scale.points), 2)
    if is_point:
        return f"the middle of {point_written(scale.points[half])}"
    between = (point_written(each) for each in scale.points[half - 1 : half + 1])
    return f"the place between {' and '.join(between)}"


@plotted
def plot_practices_ranks(table: Drawable) -> Picture:
    """Draw the ranks that each practice may hold, in the order of the means.

    Parameters
    ----------
    table : DataFrame or Released
        As of ``practice_profile``, or its release, one part.

    Returns
    -------
    Axes
        A bar for each practice from half a rank before rank_low to half a rank
        after rank_high (1 is the strongest).
    """
    # A practice may have an average and no place: of a breakdown, or a release beside one.
    rows = rows_of(table, "practice", "rank_low", most_first="mean")
    drawn = rows.drawn()
    low, high = drawn["rank_low"].astype(int), drawn["rank_high"].astype(int)
    places = pd.Series(
        [str(a) if a == b else f"{a} to {b}" for a, b in zip(low, high, strict=True)], drawn.index
    )
    last = max([len(drawn), *high])
    return Picture(
        rows,
        title=f"Which places the practices could take{years_of(rows.table)}",
        subtitle="Practices whose bars overlap cannot be put in order; ratings by "
        f"{spread(rows.table['teams'], 'team')}",
        marks=bar_plot.BarPlot(
            (bar_plot.Bars(high - low + 1, bar_plot.FULL, starts=low - 0.5),),
            partial(scales.places, label="Place (1 is the strongest)", last=last),
            height=0.46,
        ),
        columns=(Column("Places", places),),
        summary=f"Bars: the places that each of {len(rows.names)} practices could take"
        f"{years_of(rows.table)}, 1 being the strongest.",
        said=[f"{name} {held}" for name, held in zip(drawn["practice"], places, strict=True)],
    )
