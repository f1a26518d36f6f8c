"""A monthly indicator: its line, the limits of ordinary variation, and what stands out of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from trip_analytics.analysis.indicators import NEEDS, between, span_of
from trip_analytics.analysis.xmr import ENOUGH, TREND
from trip_analytics.disclosure import Released
from trip_analytics.errors import AnalysisError
from trip_analytics.plots.drawing import palette
from trip_analytics.plots.drawing.phrases import in_a_sentence
from trip_analytics.plots.drawing.rows import Drawable
from trip_analytics.plots.drawing.theme import in_force
from trip_analytics.words import counted, figure, month_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Places = npt.NDArray[np.int64]

_LINES: Final = ("mean", "lower", "upper")


@dataclass(frozen=True, slots=True)
class _Point:
    """How points of a kind of variation are drawn; shapes differ as well as colours."""

    label: str
    marker: str
    colour: str
    size: float
    full: bool = True


_UNKNOWN: Final = "unknown"
_POINTS: Final = {
    "common-cause": _Point("as always", "o", palette.COMMON_CAUSE, 20),
    "improvement": _Point("improvement", "s", palette.IMPROVEMENT, 42),
    "concern": _Point("concern", "D", palette.CONCERN, 42),
    "change": _Point("change", "^", palette.CHANGE, 52),
    _UNKNOWN: _Point("cannot be told", "o", palette.COMMON_CAUSE, 22, full=False),
}
_MEAN: Final[dict[str, Any]] = {"color": palette.MEAN, "linewidth": 1.4}
_LIMIT: Final[dict[str, Any]] = {
    "color": palette.LIMIT,
    "linewidth": 1.3,
    "linestyle": (0, (5, 3)),
}
# Points of more months than this are drawn smaller.
_MANY: Final = 60
_SMALLER: Final = 0.55


def plot_indicators(table: Drawable, *, ax: Axes | None = None) -> Axes:
    """Draw a control chart of one indicator.

    Parameters
    ----------
    table : DataFrame
        As of ``control_chart``.
    ax : Axes, optional
        Axes to draw on; by default those of a new figure (``ax.figure``).

    Returns
    -------
    Axes
        The figures month by month, broken where there is none; in each phase the mean (a full
        line) and the limits (broken lines, the lower one left out below zero where no figure
        is); a square where a point is a sign of improvement, a diamond of concern, a triangle
        of change; a dotted line where TRIP began.

    Raises
    ------
    AnalysisError
        The table is no control chart, or holds several.

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
    from trip_analytics.plots.drawing.months import months_sheet
    from trip_analytics.plots.drawing.sheet import write_legend

    table = _checked(table)
    at = _numbers_of(table["month"])
    heights = _heights(table)
    with in_force():
        ax = months_sheet(ax, at.tolist(), heights, title=_title(table), subtitle=_subtitle(table))
        if len(table):
            _draw_limits(ax, table, at)
            _draw_points(ax, table, at)
            _mark_beginning(ax, table)
            write_legend(ax)
    return ax


def alt_text_indicators(table: Drawable) -> str:
    """What ``plot_indicators`` shows, in sentences for those who cannot see it."""
    table = _checked(table)
    if table.empty:
        return "A control chart without any figures."
    several = table["phase"].iloc[-1] > 1
    phases = [
        _phase_in_words(rows, table["value"], several=several) for _, rows in table.groupby("phase")
    ]
    signs = _signs_in_words(table)
    limits = bool(table["upper"].notna().any())
    gaps = [month_name(each) for each in table.loc[table["value"].isna(), "month"]]
    began = [month_name(each) for each in _began(table)]
    said = f"A line of {table['indicator'].iloc[0]} month by month, {span_of(table)}."
    return (
        f"{said}{in_a_sentence(phases)}"
        f"{' Standing out:' + in_a_sentence(signs) if signs else ' Nothing stands out.' * limits}"
        f"{' Without a figure:' + in_a_sentence(gaps) if gaps else ''}"
        f"{' TRIP began:' + in_a_sentence(began) if began else ''}"
    )


def _checked(given: Drawable) -> pd.DataFrame:
    table = given.table if isinstance(given, Released) else given
    if not set(NEEDS) <= set(table.columns):
        raise AnalysisError("This plot draws a control chart: give what control_chart returned.")
    if table["month"].duplicated().any():
        raise AnalysisError(
            "There are several rows for the same month: draw one part at a time, such as one "
            "indicator's."
        )
    return table


def _numbers_of(months: pd.Series) -> Places:
    """Months counted from the year 0, twelve a year."""
    places: Places = (months.dt.year * 12 + months.dt.month - 1).to_numpy(np.int64)
    return places


def _title(table: pd.DataFrame) -> str:
    if table.empty:
        return "A control chart"
    return f"{table['indicator'].iloc[0]}, {span_of(table)}"


def _subtitle(table: pd.DataFrame) -> str:
    if table.empty:
        return "There are no figures"
    last = table.iloc[-1]
    since = table.loc[table["phase"] == last["phase"], "month"].iloc[0]
    when = f"Since {month_name(since)}" if last["phase"] > 1 else "Throughout"
    if pd.isna(last["upper"]):
        few = "too few for" if last["points"] < ENOUGH else "too much alike for"
        return f"{when} there are {counted(last['points'], 'figure')}, {few} limits"
    return (
        f"{when} the average is {figure(last['mean'])} and ordinary months lie "
        f"{between(last, table['value'])} ({counted(last['points'], 'figure')})"
    )


def _heights(table: pd.DataFrame) -> list[float]:
    """All heights at which something is drawn."""
    drawn = table[["value", *_LINES]].astype("Float64")
    drawn["lower"] = drawn["lower"].mask(_below_all(table))
    return [float(height) for name in drawn for height in drawn[name].dropna()]


def _below_all(table: pd.DataFrame) -> pd.Series[bool]:
    """Where the lower limit is below zero, and so below anything possible."""
    below: pd.Series[bool] = table["lower"].lt(0).fillna(False).astype(bool)
    return below & bool((table["value"].dropna() >= 0).all())


def _draw_limits(ax: Axes, table: pd.DataFrame, at: Places) -> None:
    """The mean and the limits of each phase, each named once for the legend."""
    drawn = table.assign(lower=table["lower"].mask(_below_all(table)))
    named = set()
    for number, rows in drawn.groupby("phase"):
        within = at[(drawn["phase"] == number).to_numpy()]
        for name in _LINES:
            height = rows[name].iloc[0]
            if pd.isna(height):
                continue
            style = _MEAN if name == "mean" else _LIMIT
            label = "average" if name == "mean" else "limits"
            ends = (within[0] - 0.5, within[-1] + 0.5)
            ax.plot(ends, [height] * 2, zorder=1, label=None if label in named else label, **style)
            named.add(label)


def _draw_points(ax: Axes, table: pd.DataFrame, at: Places) -> None:
    values = table["value"].to_numpy(float, na_value=np.nan)
    ax.plot(at, values, color=palette.COMMON_CAUSE, linewidth=1.1, zorder=2)
    kinds = table["variation"].fillna(_UNKNOWN)
    many = _SMALLER if len(table) > _MANY else 1.0
    for kind, point in _POINTS.items():
        chosen = (kinds == kind).to_numpy() & ~np.isnan(values)
        if chosen.any():
            ax.scatter(
                at[chosen],
                values[chosen],
                s=point.size * many,
                marker=point.marker,
                facecolor=point.colour if point.full else palette.PAGE,
                edgecolor=palette.PAGE if point.full else point.colour,
                linewidth=0.6 if point.full else 1.2,
                zorder=3,
                label=point.label,
            )


def _mark_beginning(ax: Axes, table: pd.DataFrame) -> None:
    """A line where TRIP began, named at its top, on the side where there is more room."""
    began = _numbers_of(_began(table))
    if not len(began):
        return
    low, high = ax.get_xlim()
    right = began[0] < (low + high) / 2
    ax.axvline(began[0], color=palette.ZERO, linewidth=1.2, linestyle="dotted", zorder=1)
    words = ax.annotate(
        "TRIP began",
        (began[0], 1),
        (4 if right else -4, -2),
        xycoords=ax.get_xaxis_transform(),
        textcoords="offset points",
    )
    words.set(ha="left" if right else "right", va="top", fontsize=8.5, color=palette.QUIET_TEXT)


def _began(table: pd.DataFrame) -> pd.Series:
    """The month in which TRIP began, if it is one of these."""
    return table.loc[table["trip_began"].fillna(False).astype(bool), "month"]


def _phase_in_words(rows: pd.DataFrame, values: pd.Series, *, several: bool) -> str:
    first = rows.iloc[0]
    where = f"{span_of(rows)}: " if several else ""
    if pd.isna(first["mean"]):
        return f"{where}no average"
    average = f"{where}{'a' if several else 'A'}verage {figure(first['mean'])}"
    basis = counted(first["points"], "figure")
    if pd.isna(first["upper"]):
        return f"{average} ({basis}), no limits"
    return f"{average} ({basis}), ordinary months {between(first, values)}"


def _signs_in_words(table: pd.DataFrame) -> list[str]:
    """Each run of months with the same sign, with the figure of a single one."""
    known = table.loc[table["value"].notna()]
    side = known["value"].gt(known["mean"]).map({True: "above average", False: "below average"})
    signs = known.assign(side=side.mask(known["special"] == TREND, ""))
    alike = signs[["special", "variation", "side"]].fillna("")
    stretch = alike.ne(alike.shift()).any(axis=1).cumsum()
    said = []
    for _, rows in signs.loc[signs["special"].notna()].groupby(stretch):
        first = rows.iloc[0]
        value = f" {figure(first['value'])}" if len(rows) == 1 else ""
        how = ", ".join(filter(None, (first["variation"], first["side"], first["special"])))
        said.append(f"{span_of(rows)}{value} ({how})")
    return said
