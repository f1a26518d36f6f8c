"""How the practices were rated over all years: small multiples."""

from __future__ import annotations

import textwrap
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from trip_analytics.analysis.scale import Scale
from trip_analytics.plots.drawing import palette
from trip_analytics.plots.drawing.phrases import heading, in_a_sentence
from trip_analytics.plots.drawing.picture import with_words
from trip_analytics.plots.drawing.rows import Drawable, Rows, panels_of
from trip_analytics.plots.drawing.theme import in_force
from trip_analytics.words import counted, listed, one_decimal, point_written

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_NOT_CHANGE: Final = (
    " Teams come and go: a difference between two years is not change in the same teams."
)
_REWORDED: Final = "new wording: before and after cannot be compared"

# The height of a mark that must not be taken for a rating.
_UNDER: Final = 1 / 8  # of the scale's length: how far below it what is withheld is marked

# Inches.
_LEFT: Final = 0.4
_TITLE_LINE: Final = 0.135
# Points.
_NAME: Final = 8
_PRINT: Final = 7


def _in_words(table: Drawable) -> str:
    rows = _panels(table)
    said = [f"{name}: {_told(of_practice)}" for name, of_practice in rows.items()]
    reworded = [
        f"{name} in {listed(map(str, _reworded(of_practice)))}"
        for name, of_practice in rows.items()
        if _reworded(of_practice)
    ]
    breaks = (
        f" New wording, not to be compared with before: {listed(reworded)}." if reworded else ""
    )
    years = _years(rows)
    return (
        f"Small line charts: the mean rating of each of {len(rows)} practices year by year"
        f"{_from_to(years)}, {_scale(rows).ends_in_words}, by all teams that "
        f"rated in the year.{_NOT_CHANGE if len(years) > 1 else ''}{in_a_sentence(said)}{breaks}"
    )


@with_words(_in_words)
def plot_history(table: Drawable, *, title: str | None = None, color: str | None = None) -> Figure:
    """Draw the mean rating of each practice in every year, a small panel for each practice.

    Parameters
    ----------
    table : DataFrame or Released
        As of ``practice_history``, one part.
    title : str, optional
        Instead of its own; ``""`` for no heading.
    color : str, optional
        Of its dots, lines or bars, as matplotlib names colours.

    Returns
    -------
    Figure
        Axes for each practice in the table's order: a dot at each year's mean (on the scale)
        with a line from mean_low to mean_high, and below each year the number of teams. The line
        from year to year is broken, with a dotted upright, where the wording cannot be compared
        with the one before, and where a year has no mean.

    Raises
    ------
    AnalysisError
        The table is not a history, or holds several parts of a breakdown.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame(
    ...     {
    ...         "practice": "Choices",
    ...         "year": [2024, 2025],
    ...         "teams": [31, 33],
    ...         "mean": [2.9, 3.2],
    ...         "mean_low": [2.6, 2.9],
    ...         "mean_high": [3.2, 3.5],
    ...         "comparable_with_previous": [True, True],
    ...     }
    ... )
    >>> [ax.get_title(loc="left") for ax in plot_history(table).axes]
    ['Choices']
    """
    from trip_analytics.plots.drawing.panels import panels
    from trip_analytics.plots.drawing.theme import MARGIN, medium

    rows, own = _panels(table), palette.of_findings(color)
    years, scale = _years(rows), _scale(rows)
    low, high = point_written(scale.low), point_written(scale.high)
    most = 3 if len(years) > 8 or _is_long(rows) else 4
    columns = max(1, min(len(rows), most // 2 if medium().is_narrow else most))
    # As many letters to a line as the panel is wide.
    names = [textwrap.fill(name, round(13.3 * medium().width) // columns) for name in rows]
    lines = max((name.count("\n") + 1 for name in names), default=1)
    with in_force():
        figure, axes = panels(
            len(rows),
            heading=heading(
                title,
                f"How each practice was rated{_from_to(years)}",
                f"Average rating ({low} least, {high} most developed) by all teams that rated "
                "in the year, whose number is below it, with its 95% interval."
                f"{_NOT_CHANGE if len(years) > 1 else ''}",
            ),
            columns=columns,
            width=(medium().width - 2 * MARGIN) / columns,
            body=0.95,
            above=0.14 + _TITLE_LINE * lines,
            below=0.42,
            left=_LEFT,
            legend=_legend(rows.values(), own),
        )
        for ax, name, of_practice in zip(axes, names, rows.values(), strict=True):
            named = ax.set_title(name, loc="left", x=-0.03, y=1, fontsize=_NAME, pad=4)
            named.set_parse_math(False)
            _draw(ax, of_practice, years, scale, own)
    return figure


def _told(rows: Rows) -> str:
    """The first and the last mean."""
    drawn = rows.drawn()
    ends = drawn.iloc[[0, -1]] if len(drawn) > 1 else drawn
    means = [
        f"{one_decimal(row['mean'])} in {row['year']} ({counted(row['teams'], 'team')})"
        for _, row in ends.iterrows()
    ]
    missing = rows.missing()
    absent = []
    for why in sorted(set(missing.values())):
        years = [rows.names[place] for place, of_year in missing.items() if of_year == why]
        when = listed(years) if len(years) < len(rows.names) else "every year"
        absent.append(f"{why} in {when}")
    return ", ".join([*([" to ".join(means)] if means else []), *absent])


def _draw(ax: Axes, rows: Rows, years: list[int], scale: Scale, color: str) -> None:
    drawn = rows.drawn()
    known = drawn.loc[drawn["mean_low"].notna() & drawn["mean_high"].notna()]
    low, high = (known[end].to_numpy(dtype=float) for end in ("mean_low", "mean_high"))
    ax.vlines(known["year"].to_numpy(int), low, high, color=color, linewidth=1.6)
    means = rows.table.set_index("year")["mean"].reindex(years).astype("Float64")
    for year in (*_reworded(rows), None):
        # What is before a new wording is a line of its own.
        of_line = means if year is None else means.loc[: year - 1]
        means = means if year is None else means.loc[year:]
        figures = of_line.to_numpy(float, na_value=float("nan"))
        ax.plot(of_line.index, figures, color=color, linewidth=1.2, marker="o", ms=3.2)
        if year is not None:
            before = max((earlier for earlier in years if earlier < year), default=year - 1)
            ax.axvline((before + year) / 2, color=palette.COMPARED, linewidth=1.4, linestyle=":")
    _mark_withheld(ax, rows, scale)
    _axes(ax, years, scale)
    _numbers_of_teams(ax, rows.table, years)


def _scale(rows: dict[str, Rows]) -> Scale:
    first = next(iter(rows.values()), None)
    return Scale.of_result(pd.DataFrame() if first is None else first.table)


def _mark_withheld(ax: Axes, rows: Rows, scale: Scale) -> None:
    withheld = [int(rows.names[at]) for at, why in rows.missing().items() if why == "withheld"]
    ax.plot(
        withheld, [scale.low - _UNDER * scale.width] * len(withheld), linestyle="none", **_WITHHELD
    )


def _axes(ax: Axes, years: list[int], scale: Scale) -> None:
    ax.set_xlim(years[0] - 0.5, years[-1] + 0.5)
    ax.set_ylim(scale.low - 1.6 * _UNDER * scale.width, scale.high + 0.6 * _UNDER * scale.width)
    named = {scale.low, (scale.low + scale.high) / 2, scale.high}
    names = [point_written(each) if each in named else "" for each in scale.points]
    ax.set_yticks(list(scale.points), names)
    ax.grid(axis="y", color=palette.GUIDE, linewidth=0.6)
    ax.set_axisbelow(True)
    ax.spines[:].set_visible(False)
    # A label is as wide as a year's place or two: backwards from the last, as many as fit.
    step = max(1, round(0.3 / _place(ax, years) + 0.49))
    ticks = [year for year in years if (years[-1] - year) % step == 0]
    ax.set_xticks(ticks, [str(year) for year in ticks])
    ax.tick_params(length=0, labelsize=_PRINT, colors=palette.TEXT, pad=2)


def _numbers_of_teams(ax: Axes, table: pd.DataFrame, years: list[int]) -> None:
    """The number of teams below each year, upright where there is no room."""
    style: dict[str, Any] = {
        "xycoords": ax.get_xaxis_transform(),
        "textcoords": "offset points",
        "annotation_clip": False,
        "va": "top",
        "fontsize": _PRINT - 0.5,
        "color": palette.QUIET_TEXT,
    }
    known = table.loc[table["teams"].notna()]
    digits = max(map(len, known["teams"].map(str)), default=1)
    upright = 0.065 * digits + 0.02 > _place(ax, years)
    for year, teams in zip(known["year"], known["teams"], strict=True):
        ax.annotate(
            str(teams), (year, 0), (0, -13), ha="center", rotation=90 if upright else 0, **style
        )
    ax.annotate("teams", (years[0] - 0.5, 0), (-4, -13), ha="right", **style)


def _place(ax: Axes, years: list[int]) -> float:
    """How wide the place of one year is, in inches."""
    from trip_analytics.plots.drawing.figures import width_of

    return width_of(ax) / (years[-1] - years[0] + 1)


_WITHHELD: Final[dict[str, Any]] = {"marker": "x", "color": palette.COMPARED, "markersize": 5}


def _legend(rows: Collection[Rows], color: str) -> list[Any]:
    """What the dots mean, and the marks of a break and of what is withheld, where there are any."""
    from matplotlib.lines import Line2D

    dot = Line2D([], [], color=color, marker="o", ms=4, label="average of the year")
    keys = [dot]
    if any(_reworded(of_practice) for of_practice in rows):
        keys.append(Line2D([], [], color=palette.COMPARED, linestyle=":", label=_REWORDED))
    if any("withheld" in of_practice.missing().values() for of_practice in rows):
        keys.append(Line2D([], [], linestyle="none", label="withheld", **_WITHHELD))
    return keys


def _reworded(rows: Rows) -> list[int]:
    """Years whose wording cannot be compared with the year before, but the first."""
    breaks = rows.table["comparable_with_previous"].eq(False).fillna(False).astype(bool)
    return [int(year) for year in rows.table.loc[breaks, "year"]]


def _years(rows: dict[str, Rows]) -> list[int]:
    return sorted(
        {int(year) for of_practice in rows.values() for year in of_practice.table["year"]}
    )


def _from_to(years: list[int]) -> str:
    if not years:
        return ""
    return f", {years[0]}" if len(years) == 1 else f", {years[0]} to {years[-1]}"


def _is_long(names: dict[str, Rows]) -> bool:
    return max(map(len, names), default=0) > 60


def _panels(table: Drawable) -> dict[str, Rows]:
    return panels_of(table, "practice", "year", "mean")
