"""Aggregated outcomes: averages with their intervals, or how many people gave which level."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import pandas as pd

from trip_analytics.analysis.outcomes_in_words import NEEDS, in_words, period_of, scale_of
from trip_analytics.disclosure.released import Released
from trip_analytics.errors import AnalysisError
from trip_analytics.plots.drawing import palette
from trip_analytics.plots.drawing.phrases import heading
from trip_analytics.plots.drawing.picture import with_words
from trip_analytics.plots.drawing.rows import Drawable
from trip_analytics.plots.drawing.theme import GUIDES, MARGIN, PRINT, SMALL, in_force, medium
from trip_analytics.words import counted, number, one_decimal, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Inches: a row, and the room for the names of rows.
_ROW: Final = 0.3
_LEFT: Final = 1.9
_TITLE: Final = "What people said of their own recovery"
_SUBTITLE: Final = (
    "Dots are averages with their 95% intervals; bars are the shares of people at each level."
)


def _in_words(table: Drawable) -> str:
    measures = _measures(table)
    if measures[0].empty:
        return "A picture of outcomes without any figures."
    said = " ".join(in_words(rows) for rows in measures)
    kinds = "Dots and bars" if len(measures) > 1 else "A picture"
    return f"{kinds} of {counted(len(measures), 'measure')} over time. {said}"


@with_words(_in_words)
def plot_outcomes(
    table: Drawable, *, ax: Axes | None = None, title: str | None = None, color: str | None = None
) -> Axes | Figure:
    """Draw the outcomes of one measure, or of several one below the other.

    Parameters
    ----------
    table : DataFrame or Released
        As of ``outcomes``, or its release.
    ax : Axes, optional
        Axes to draw one measure on; by default those of a new figure (``ax.figure``).
    title : str, optional
        Instead of its own; ``""`` for no heading.
    color : str, optional
        Of dots and their intervals, as matplotlib names colours.

    Returns
    -------
    Axes or Figure
        A row for each period and time: an average as a dot with its interval between the ends of
        the scale, or a bar of the shares at each level, lightest at the lowest. Changes are in
        the alternative text and in the table. Of several measures a figure.

    Raises
    ------
    AnalysisError
        The table is none of outcomes, or axes are given for several measures.

    Examples
    --------
    >>> from trip_analytics.analysis.outcomes import outcomes
    >>> from trip_analytics.returns import Returns
    >>> table = pd.DataFrame({"measure": "Hope", "month": "2025-04", "timing": ["before", "after"]})
    >>> table = table.assign(n=[40, 36], mean=[2.1, 2.6], sd=[0.9, 0.8], lowest=0, highest=4)
    >>> ax = plot_outcomes(outcomes(Returns.from_tables(outcomes=table)))
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['April 2025, before', 'April 2025, after']
    """
    measures = _measures(table)
    if len(measures) > 1:
        if ax is not None:
            raise AnalysisError(
                "The pictures of several measures are a figure of their own: leave ax out, or draw "
                "one measure."
            )
        return _several(measures, title, color)
    from trip_analytics.plots.drawing.sheet import Room, headed_axes, write_nothing

    rows = measures[0]
    with in_force():
        of_measure = f"{rows['measure'].iloc[0]}{scale_of(rows)}" if len(rows) else _TITLE
        names = [name for name, _ in _named(rows)]
        room = Room(columns=1, legend=())
        ax = headed_axes(ax, names, *heading(title, of_measure, _SUBTITLE), room)
        if len(rows):
            _draw(ax, rows, palette.of_findings(color))
        else:
            write_nothing(ax)
    return ax


def _measures(given: Drawable) -> list[pd.DataFrame]:
    """The rows of each measure, in the table's order; one without rows where there is none."""
    table = given.table if isinstance(given, Released) else given
    if not set(NEEDS) <= set(table.columns):
        raise AnalysisError("This plot draws outcomes: give what outcomes returned.")
    if table.duplicated(["measure", "month", "timing", "level"]).any():
        raise AnalysisError(
            "There are several rows for the same measure, period and time: draw one part at a "
            "time, as one call of outcomes returned it."
        )
    return [rows for _, rows in table.groupby("measure", sort=False)] or [table]


def _named(rows: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """What is drawn in each row, by its name: all but changes."""
    answers = rows.loc[rows["timing"].ne("change").fillna(True)]
    if answers.empty:
        return []
    groups = answers.groupby(["month", answers["timing"].fillna("")], sort=False)
    return [
        (f"{period_of(group.iloc[0])}, {timing}".removesuffix(", "), group)
        for (_, timing), group in groups
    ]


def _several(measures: Sequence[pd.DataFrame], own_title: str | None, color: str | None) -> Figure:
    from trip_analytics.plots.drawing.panels import panels
    from trip_analytics.plots.drawing.sheet import bare

    most = max(len(_named(rows)) for rows in measures)
    with in_force():
        figure, axes = panels(
            len(measures),
            heading=heading(own_title, f"{_TITLE}: {number(len(measures))} measures", _SUBTITLE),
            columns=1,
            width=medium().width - 2 * MARGIN - 0.6,
            body=_ROW * most,
            above=0.4,
            below=0.3,
            left=_LEFT,
        )
        for ax, rows in zip(axes, measures, strict=True):
            bare(ax)
            name = f"{rows['measure'].iloc[0]}{scale_of(rows)}"
            title = ax.set_title(name, loc="left", fontsize=PRINT, fontweight="bold", pad=8)
            title.set(parse_math=False, color=palette.TEXT)
            _draw(ax, rows, palette.of_findings(color))
            ax.set_ylim(most - 0.5, -0.5)
    return figure


def _draw(ax: Axes, rows: pd.DataFrame, color: str) -> None:
    """The rows of one measure, with how many people are behind each on the right."""
    from trip_analytics.plots.drawing.sheet import name_rows, write_column, write_missing

    named = _named(rows)
    by_level = bool(rows["level"].notna().any())
    missing = _draw_levels(ax, named) if by_level else _draw_means(ax, named, rows, color)
    name_rows(ax, [name for name, _ in named], 0.0)
    write_missing(ax, missing)
    people = pd.Series([_people(group) for _, group in named], dtype="string")
    write_column(ax, 0.5, "People", people)


def _people(group: pd.DataFrame) -> str:
    n = group["n"].iloc[0]
    return "" if pd.isna(n) else str(int(n))


def _draw_means(
    ax: Axes, named: Sequence[tuple[str, pd.DataFrame]], rows: pd.DataFrame, color: str
) -> dict[float, str]:
    """Dots with their intervals; which rows have none."""
    missing = {}
    ends = rows[["lowest", "highest"]].dropna()
    answers = pd.concat([group for _, group in named])
    known = answers[["mean", "mean_low", "mean_high"]].astype(float)
    low, high = ends.iloc[0] if len(ends) else (known.min().min(), known.max().max())
    room = 0.04 * ((high - low) or 1)
    ax.set_xlim(low - room, high + room)
    for place, (_, group) in enumerate(named):
        row = group.iloc[0]
        if pd.isna(row["mean"]):
            missing[float(place)] = "withheld or not available"
            continue
        if not pd.isna(row["mean_low"]):
            ax.hlines(place, row["mean_low"], row["mean_high"], color=color, linewidth=2)
        ax.scatter([row["mean"]], [place], s=40, color=color, zorder=3)
        words = ax.annotate(
            one_decimal(row["mean"]), (row["mean"], place), (0, 5), textcoords="offset points"
        )
        words.set(ha="center", va="bottom", fontsize=SMALL - 1)
    ax.grid(axis="x", **GUIDES)
    return missing


def _draw_levels(ax: Axes, named: Sequence[tuple[str, pd.DataFrame]]) -> dict[float, str]:
    """Bars from the lowest level to the highest; which rows have none."""
    from matplotlib.colors import LinearSegmentedColormap

    missing = {}
    levels = sorted({int(level) for _, group in named for level in group["level"]})
    shades = LinearSegmentedColormap.from_list("levels", palette.RATINGS)
    ax.set_xlim(0, 100)
    for place, (_, group) in enumerate(named):
        if group["share"].isna().any():
            missing[float(place)] = "withheld or not available"
            continue
        start = 0.0
        for _, row in group.iterrows():
            at = levels.index(int(row["level"])) / max(len(levels) - 1, 1)
            length = 100 * float(row["share"])
            ax.barh(place, length, left=start, height=0.6, color=shades(at), edgecolor=palette.PAGE)
            if length >= 7:
                text = ax.text(start + length / 2, place, f"{int(row['level'])}".replace("-", "−"))
                text.set(ha="center", va="center_baseline", fontsize=SMALL)
                text.set_color(palette.ON_RATINGS[round(at * (len(palette.ON_RATINGS) - 1))])
            start += length
    ax.set_xticks(range(0, 101, 25), [percent(share / 100) for share in range(0, 101, 25)])
    ax.grid(axis="x", **GUIDES)
    return missing
