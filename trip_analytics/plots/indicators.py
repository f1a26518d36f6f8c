"""Indicators: their lines, the limits of ordinary variation, targets, and what stands out."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import pandas as pd

from trip_analytics.analysis.indicators_in_words import (
    NEEDS,
    began_in,
    between,
    beyond_reach,
    is_percent,
    kind_of,
    span_of,
    target_of,
    written,
)
from trip_analytics.analysis.period_figures import PERIODS
from trip_analytics.analysis.xmr import TREND, why_no_limits
from trip_analytics.disclosure.released import Released
from trip_analytics.errors import AnalysisError
from trip_analytics.plots.drawing import palette
from trip_analytics.plots.drawing.phrases import heading, in_a_sentence
from trip_analytics.plots.drawing.picture import with_words
from trip_analytics.plots.drawing.rows import Drawable
from trip_analytics.plots.drawing.theme import MARGIN, PRINT, SMALL, in_force, medium
from trip_analytics.words import counted, number, opening, period_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from trip_analytics.plots.drawing.icons import Icon
    from trip_analytics.plots.drawing.months import Months

_DRAWN: Final = ("value", "mean", "lower", "upper", "target")
# Inches above the axes, with icons and without; and to the left of small charts.
_ICON_ROOM: Final = 0.5
_BARE_ROOM: Final = 0.1
_LEFT: Final = 0.5
# Letters to a line of a small chart's name.
_NAME_LETTERS: Final = 30


def _charts_in_words(table: Drawable) -> str:
    charts = _charts(table)
    if len(charts) == 1:
        return _in_words(charts[0])
    said = " ".join(_in_words(chart) for chart in charts)
    return f"{opening(number(len(charts)))} small control charts. {said}"


@with_words(_charts_in_words)
def plot_indicators(
    table: Drawable, *, ax: Axes | None = None, title: str | None = None
) -> Axes | Figure:
    """Draw a control chart of one indicator, or small ones of several.

    Parameters
    ----------
    table : DataFrame
        As of ``control_chart``.
    ax : Axes, optional
        Axes to draw the chart of one indicator on; by default those of a new figure
        (``ax.figure``).
    title : str, optional
        Instead of its own; ``""`` for no heading.

    Returns
    -------
    Axes or Figure
        The figures period by period, broken where there is none; in each phase the mean (a full
        line) and the limits (broken lines, left out where no figure can be); a dashed line at
        the target; a square where a point is a sign of improvement, a diamond of concern, a
        triangle of change; a dotted line where TRIP began. Above it the icons of variation (of
        the latest point) and of assurance. Of several indicators a figure with a chart for each.

    Raises
    ------
    AnalysisError
        The table is no control chart, or axes are given for several.

    Examples
    --------
    >>> import pandas as pd
    >>> from trip_analytics.analysis.indicators import control_chart
    >>> from trip_analytics.returns import Returns
    >>> figures = pd.DataFrame({"month": pd.date_range("2024-01-01", periods=12, freq="MS")})
    >>> figures = figures.assign(indicator="Incidents", value=[5, 4, 6] * 4)
    >>> chart = control_chart(Returns.from_tables(indicators=figures), "Incidents")
    >>> plot_indicators(chart).get_title(loc="left") == ""  # it is on the figure
    True
    """
    from trip_analytics.plots.drawing.control_chart import draw_chart, write_icons
    from trip_analytics.plots.drawing.months import months_sheet
    from trip_analytics.plots.drawing.sheet import write_legend

    charts = _charts(table)
    if len(charts) > 1:
        if ax is not None:
            raise AnalysisError(
                "The charts of several indicators are a figure of their own: leave ax out, or "
                "draw one indicator."
            )
        return _small_charts(charts, title)
    chart = charts[0]
    with in_force():
        ax = months_sheet(
            ax,
            _months(chart),
            _heights(chart),
            heading=heading(title, _title(chart), _subtitle(chart)),
            above=_ICON_ROOM if _icons(chart) else _BARE_ROOM,
        )
        if len(chart):
            draw_chart(ax, _within_reach(chart), _months(chart).step)
            write_icons(ax, _icons(chart), named=not medium().is_narrow)
            write_legend(ax)
    return ax


def icons_in_words(chart: pd.DataFrame) -> str:
    """What the icons of a chart say; empty where it has none."""
    return "; ".join(icon.words for icon in _icons(chart))


def _in_words(chart: pd.DataFrame) -> str:
    if chart.empty:
        return "A control chart without any figures."
    several = chart["phase"].iloc[-1] > 1
    phases = [_phase_in_words(rows, chart, several=several) for _, rows in chart.groupby("phase")]
    signs = _signs_in_words(chart)
    limits = bool(chart["upper"].notna().any())
    gaps = [_period(chart, each) for each in chart.loc[chart["value"].isna(), "month"]]
    began = [_period(chart, each) for each in began_in(chart)]
    icons = [icon.words for icon in _icons(chart)]
    last = chart.iloc[-1]
    target = [] if pd.isna(last["target"]) else [target_of(last, chart)]
    each = kind_of(chart).split()[-1]
    said = f"A line of {chart['indicator'].iloc[0]} {each} by {each}, {span_of(chart)}."
    return (
        f"{said}{in_a_sentence(phases)}"
        f"{' Standing out:' + in_a_sentence(signs) if signs else ' Nothing stands out.' * limits}"
        f"{' Without a figure:' + in_a_sentence(gaps) if gaps else ''}"
        f"{' Target:' + in_a_sentence(target) if target else ''}"
        f"{' TRIP began:' + in_a_sentence(began) if began else ''}"
        f"{' Icons:' + in_a_sentence(icons) if icons else ''}"
    )


def _charts(given: Drawable) -> list[pd.DataFrame]:
    """The chart of each indicator, in the table's order; one without rows where there is none."""
    table = given.table if isinstance(given, Released) else given
    if not set(NEEDS) <= set(table.columns):
        raise AnalysisError("This plot draws a control chart: give what control_chart returned.")
    if table.duplicated(["indicator", "month"]).any():
        raise AnalysisError(
            "There are several rows for the same period of an indicator: draw one part at a time, "
            "as one call of control_chart returned it."
        )
    return [chart for _, chart in table.groupby("indicator", sort=False)] or [table]


def _small_charts(charts: Sequence[pd.DataFrame], own_title: str | None) -> Figure:
    """A figure with a chart for each indicator."""
    from trip_analytics.plots.drawing.control_chart import draw_chart, legend_of, write_icons
    from trip_analytics.plots.drawing.months import months_axes
    from trip_analytics.plots.drawing.panels import panels
    from trip_analytics.plots.drawing.sheet import bare

    names = [textwrap.fill(str(chart["indicator"].iloc[0]), _NAME_LETTERS) for chart in charts]
    lines = max(name.count("\n") + 1 for name in names)
    columns = 1 if medium().is_narrow else 2
    with in_force():
        figure, axes = panels(
            len(charts),
            heading=heading(
                own_title,
                f"{opening(number(len(charts)))} indicators, each with what is ordinary for it",
                "The icons say how the latest figure varies and what to expect of the target.",
            ),
            columns=columns,
            width=(medium().width - 2 * MARGIN) / columns,
            body=1.25,
            above=0.3 + max(0.2 + 0.16 * lines, 0.36),
            below=0.42,
            left=_LEFT,
            legend=legend_of([_within_reach(chart) for chart in charts]),
        )
        for ax, name, chart in zip(axes, names, charts, strict=True):
            bare(ax)
            months_axes(ax, _months(chart), _heights(chart), most=5)
            title = ax.set_title(name, loc="left", fontsize=PRINT, fontweight="bold", pad=17)
            title.set(parse_math=False, color=palette.TEXT)
            draw_chart(ax, _within_reach(chart), _months(chart).step)
            write_icons(ax, _icons(chart), named=False)
            words = ax.annotate(
                icons_in_words(chart) or _without(chart.iloc[-1], chart),
                (0, 1),
                (0, 6),
                xycoords="axes fraction",
                textcoords="offset points",
            )
            words.set(fontsize=SMALL, color=palette.QUIET_TEXT)
    return figure


def _months(chart: pd.DataFrame) -> Months:
    """The periods of a chart along the axis."""
    from trip_analytics.plots.drawing.control_chart import places_of
    from trip_analytics.plots.drawing.months import Months

    if chart.empty:
        return Months([])
    frequency = str(chart["frequency"].iloc[0])
    sign = "%" if is_percent(chart) else ""
    financial = frequency == "financial-year"
    return Months(places_of(chart["month"]).tolist(), PERIODS[frequency][1], financial, sign)


def _period(chart: pd.DataFrame, begins: pd.Timestamp) -> str:
    return period_name(begins, str(chart["frequency"].iloc[0]))


def _title(chart: pd.DataFrame) -> str:
    if chart.empty:
        return "A control chart"
    return f"{chart['indicator'].iloc[0]}, {span_of(chart)}"


def _subtitle(chart: pd.DataFrame) -> str:
    if chart.empty:
        return "There are no figures"
    last = chart.iloc[-1]
    since = chart.loc[chart["phase"] == last["phase"], "month"].iloc[0]
    when = f"Since {_period(chart, since)}" if last["phase"] > 1 else "Throughout"
    basis = counted(last["points"], "figure")
    if pd.isna(last["upper"]):
        return f"{when}: {basis}, {_without(last, chart)}"
    return (
        f"{when} the average is {written(last['mean'], chart)} and ordinary {kind_of(chart)}s lie "
        f"{between(last, chart)} ({basis})"
    )


def _without(last: pd.Series, chart: pd.DataFrame) -> str:
    """Why the latest phase has no limits."""
    latest = chart.loc[chart["phase"] == last["phase"], "value"].dropna().to_numpy(float)
    return {
        "few": "too few for limits",
        "alike": "too much alike for limits",
        "rare": "mostly zero, so without limits",
    }.get(str(why_no_limits(latest)), "no limits")


def _icons(chart: pd.DataFrame) -> list[Icon]:
    """The icon of the latest figure's variation, and that of assurance."""
    from trip_analytics.plots.drawing.icons import assurance_icon, variation_icon

    known = chart.loc[chart["value"].notna()]
    if known.empty or pd.isna(known["variation"].iloc[-1]):
        return []
    last = known.iloc[-1]
    direction = None if pd.isna(last["direction"]) else str(last["direction"])
    icons = [variation_icon(str(last["variation"]), direction)]
    if not pd.isna(last["assurance"]):
        icons.append(assurance_icon(str(last["assurance"])))
    return icons


def _heights(chart: pd.DataFrame) -> list[float]:
    """All heights at which something is drawn."""
    drawn = _within_reach(chart)[list(_DRAWN)].astype("Float64")
    return [float(height) for name in drawn for height in drawn[name].dropna()]


def _within_reach(chart: pd.DataFrame) -> pd.DataFrame:
    """A chart without the limits that no figure can reach."""
    if chart.empty:
        return chart
    below, above = beyond_reach(chart)
    lower, upper = chart["lower"], chart["upper"]
    if below:
        lower = lower.mask(lower.lt(0).fillna(False).astype(bool))
    if above is not None:
        upper = upper.mask(upper.gt(above).fillna(False).astype(bool))
    return chart.assign(lower=lower, upper=upper)


def _phase_in_words(rows: pd.DataFrame, chart: pd.DataFrame, *, several: bool) -> str:
    first = rows.iloc[0]
    where = f"{span_of(rows)}: " if several else ""
    if pd.isna(first["mean"]):
        return f"{where}no average"
    average = f"{where}{'a' if several else 'A'}verage {written(first['mean'], chart)}"
    basis = counted(first["points"], "figure")
    if pd.isna(first["upper"]):
        return f"{average} ({basis}), {_without(first, chart)}"
    return f"{average} ({basis}), ordinary {kind_of(chart)}s {between(first, chart)}"


def _signs_in_words(table: pd.DataFrame) -> list[str]:
    """Each run of months with the same sign, with the figure of a single one."""
    known = table.loc[table["value"].notna()]
    side = known["value"].gt(known["mean"]).map({True: "above average", False: "below average"})
    signs = known.assign(side=side.mask(known["special"] == TREND, ""))
    alike = signs[["special", "variation", "side"]].fillna("")
    # As numpy has it: where pyarrow is installed, text compares to what cannot be summed.
    stretch = alike.ne(alike.shift()).any(axis=1).astype(bool).cumsum()
    said = []
    for _, rows in signs.loc[signs["special"].notna()].groupby(stretch):
        first = rows.iloc[0]
        value = f" {written(first['value'], table)}" if len(rows) == 1 else ""
        how = ", ".join(filter(None, (first["variation"], first["side"], first["special"])))
        said.append(f"{span_of(rows)}{value} ({how})")
    return said
