"""Monthly indicators: what is ordinary variation, and what points to something else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from trip_analytics.analysis.intervals import Answers, Figures
from trip_analytics.analysis.monthly_figures import monthly_figures
from trip_analytics.analysis.options import check_returns
from trip_analytics.analysis.questions import Question
from trip_analytics.analysis.results import (
    COUNT,
    MONTH,
    NUMBER,
    TEXT,
    YES_NO,
    nothing,
    result,
    typed,
)
from trip_analytics.analysis.xmr import (
    ENOUGH,
    NEAR,
    OUTSIDE,
    RUN,
    TREND,
    limits_of,
    moving_ranges,
    special_causes,
)
from trip_analytics.errors import AnalysisError
from trip_analytics.returns import Returns
from trip_analytics.words import counted, figure, listed, month_name

Month = str | dt.date
Numbers = npt.NDArray[np.int64]

COLUMNS = {
    "indicator": TEXT,
    "month": MONTH,
    "phase": COUNT,
    "points": COUNT,
    "value": NUMBER,
    "teams": COUNT,
    **dict.fromkeys(("moving_range", "mean", "lower", "upper"), NUMBER),
    "special": TEXT,
    "variation": TEXT,
    "trip_began": YES_NO,
}
_WAYS: Final = {"higher": 1, "lower": -1}
_NO_TABLE = (
    "There is no table of indicators: give one with Returns.from_tables(indicators=...), or put "
    "indicators.csv beside the returns."
)
NEEDS: Final = (
    "indicator",
    "month",
    "phase",
    "points",
    "value",
    "mean",
    "lower",
    "upper",
    "special",
    "variation",
    "trip_began",
)
_SIGNS: Final = {
    OUTSIDE: "outside the limits",
    TREND: "one of seven or more in a row that all rise or all fall",
    NEAR: "one of two out of three near a limit",
    RUN: "one of seven or more in a row on one side of the average",
}
_MEANS: Final = {
    "improvement": "a sign of improvement",
    "concern": "a sign of concern",
    "change": "a sign that something changed",
}


def control_chart(
    returns: Returns,
    indicator: str,
    *,
    team: str | None = None,
    better: str | None = None,
    phases: Iterable[Month] = (),
) -> pd.DataFrame:
    """Whether a monthly figure varies as it always does, or something has changed.

    A control chart for single figures (XmR) with the rules of NHS Making Data Count.

    Parameters
    ----------
    returns : Returns
        With a table of indicators.
    indicator : str
        Which of them.
    team : str, optional
        The name or team_id of a team, for its own figures alone. By default the trust's:
        its own figures where there are such (rows without a team), else the teams' counts
        added up, or their rates put together (sum of value over sum of out_of).
    better : {"lower", "higher"}, optional
        Which way is improvement.
    phases : iterable of str or date, optional
        Months at which mean and limits are worked out anew, such as ``["2024-04"]``.

    Returns
    -------
    DataFrame
        A row for each month from the first that has a figure to the last:

        - indicator; month, its first day; phase, from 1; points, how many figures the mean
          and the limits of the phase rest on;
        - value, the count, or the rate (value / out_of); `<NA>` where there is none;
          teams, how many it is put together from, `<NA>` for the trust's own figure;
        - moving_range, how far it is from the figure before in its phase;
        - mean, lower, upper: the phase's mean and natural process limits, mean -+ 2.66
          times the mean moving range, those over 3.267 times their mean left out. The
          lower one may be below zero. Limits are `<NA>` of fewer than 12 points;
        - special, the first of the signs that the point is part of: ``outside the limits``;
          ``trend`` (seven or more in a row that all rise or all fall); ``two of three near
          a limit`` (over two thirds of the way to it, all three on one side of the mean);
          ``run on one side of the mean`` (seven or more in a row); `<NA>` where none;
        - variation, ``improvement`` or ``concern`` by the way that the sign points (that of
          a trend, else the side of the mean), ``change`` without ``better``, else
          ``common-cause``; `<NA>` where there are no limits;
        - trip_began, the month in which the trust (or the team) first returned a review: by
          the date on its returns, else January of their year.

        ``attrs["notes"]`` says what is missing, and why. Empty without a table of
        indicators.

    Raises
    ------
    AnalysisError
        There is no such indicator or team, its figures cannot be put together, or
        ``better`` or a phase is none that there can be.

    Notes
    -----
    The signs and the order among them are those of the R package NHSRplotthedots 0.2.2. It
    leaves large moving ranges out after Nelson (1982, Journal of Quality Technology 14,
    172-173); the Excel tools of Making Data Count do not, so that their limits are wider
    where there are any. The notes then say so.

    Examples
    --------
    >>> figures = pd.DataFrame({"month": pd.date_range("2024-01-01", periods=13, freq="MS")})
    >>> figures = figures.assign(indicator="Incidents", value=[5, 4, 6] * 4 + [15])
    >>> chart = control_chart(
    ...     Returns.from_tables(indicators=figures), "incidents", better="lower"
    ... )
    >>> chart.loc[12, ["special", "variation"]].tolist()
    ['outside the limits', 'concern']
    """
    check_returns(returns)
    if better not in (None, *_WAYS):
        raise AnalysisError("Give better as 'lower' or 'higher', or leave it out.")
    if returns.indicators.empty:
        return nothing("control_chart", COLUMNS, [_NO_TABLE])
    months = monthly_figures(returns, indicator, team)
    table = months.table
    each = pd.DatetimeIndex(table.index)
    phase = _phases(each, phases)
    values = table["value"].to_numpy(float, na_value=np.nan)
    began, notes = _when_trip_began(returns, months.team_id)
    trip_began, outside = _marked(each, began)
    figures, of_phases = _figures(values, phase, _WAYS.get(better or ""))
    chart = typed(
        COLUMNS,
        {
            "indicator": [months.indicator] * len(table),
            "month": each,
            "phase": phase,
            "value": values,
            "teams": table["teams"].to_numpy(),
            "trip_began": trip_began,
            **figures,
        },
    )
    return result("control_chart", chart, [*months.notes, *of_phases, *notes, *outside])


def _phases(months: pd.DatetimeIndex, begin: Iterable[Month]) -> Numbers:
    """The number of each month's phase."""
    if isinstance(begin, str | dt.date):
        begin = [begin]
    starts = set()
    for given in begin:
        try:
            month = pd.Timestamp(given).to_period("M").to_timestamp()
        except (AttributeError, TypeError, ValueError) as problem:  # no date has no period
            raise AnalysisError(
                "Give phases as the months at which they begin, such as phases=['2024-04']."
            ) from problem
        if not months[0] < month <= months[-1]:
            raise AnalysisError(
                f"The figures run from {month_name(months[0])} to {month_name(months[-1])}: a "
                "phase must begin after the first and by the last of these months."
            )
        starts.add(month)
    return 1 + np.cumsum([month in starts for month in months])


def _figures(values: Figures, phase: Numbers, way: int | None) -> tuple[dict[str, Any], list[str]]:
    """What is worked out phase by phase, from the months that have a figure."""
    numbers = ("points", "moving_range", "mean", "lower", "upper")
    out: dict[str, Any] = {name: np.full(len(values), np.nan) for name in numbers}
    out |= {name: np.full(len(values), pd.NA, dtype=object) for name in ("special", "variation")}
    short, alike, left_out = [], [], 0
    for number in np.unique(phase):
        within = phase == number
        at = np.flatnonzero(within & ~np.isnan(values))
        limits = limits_of(values[at])
        out["points"][within] = len(at)
        out["moving_range"][at] = moving_ranges(values[at])
        for name in ("mean", "lower", "upper"):
            out[name][within] = getattr(limits, name)
        left_out += limits.left_out
        if len(at) < ENOUGH:
            short.append(counted(len(at), "month"))
        elif np.isnan(limits.upper):
            alike.append(str(number))
        else:
            causes, ways = special_causes(values[at], limits)
            for place, cause, pointing in zip(at, causes, ways, strict=True):
                out["special"][place] = pd.NA if cause is None else cause
                out["variation"][place] = _variation(cause, pointing, way)
    return out, _notes_on_phases(short, alike, left_out, several=phase[-1] > 1)


def _variation(cause: str | None, pointing: float, way: int | None) -> str:
    if cause is None:
        return "common-cause"
    if way is None:
        return "change"
    return "improvement" if pointing == way else "concern"


def _notes_on_phases(
    short: Sequence[str], alike: Sequence[str], left_out: int, *, several: bool
) -> list[str]:
    notes = []
    if short:
        where = f" in {counted(len(short), 'phase')}" if several else ""
        notes.append(
            f"There are figures of fewer than {ENOUGH} months{where} ({listed(short)}): that is "
            "too few for limits, so nothing is called ordinary or a sign of change."
        )
    if alike:
        where = f" in phase {listed(alike)}" if several else ""
        notes.append(f"All figures are the same{where}, so there are no limits.")
    if left_out:
        notes.append(
            f"{counted(left_out, 'step').capitalize()} from one figure to the next "
            f"{'was' if left_out == 1 else 'were'} so large that the limits were worked out "
            "without: the Excel tools of Making Data Count count all, and would give wider limits."
        )
    return notes


def _when_trip_began(
    returns: Returns, team_id: str | None
) -> tuple[pd.Timestamp | None, list[str]]:
    """The month of the first review, of the trust or of a team."""
    current = returns.returns.loc[returns.returns["status"] == "current"]
    if team_id is not None:
        current = current.loc[current["team_id"] == team_id]
    if current.empty:
        return None, ["There are no returns to tell when TRIP began by."]
    first = int(current["year"].min())
    day = current.loc[current["year"] == first, "returned_on"].min()
    if pd.notna(day):
        return day.to_period("M").to_timestamp(), []
    return pd.Timestamp(first, 1, 1), [
        f"The returns of {first} bear no date, so that TRIP is taken to have begun in January."
    ]


def _marked(months: pd.DatetimeIndex, began: pd.Timestamp | None) -> tuple[Answers, list[str]]:
    """Which month is the one in which TRIP began, and where it is none of them."""
    if began is None:
        return np.zeros(len(months), dtype=bool), []
    if not months[0] <= began <= months[-1]:
        when = "before the first" if began < months[0] else "after the last"
        return np.zeros(len(months), dtype=bool), [
            f"TRIP began in {month_name(began)}, {when} of these months."
        ]
    return np.asarray(months == began), []


def in_words(chart: pd.DataFrame) -> str:
    """The latest phase's mean and limits, the last sign in it, and what that does not show."""
    known = chart.loc[chart["value"].notna()]
    last = chart.iloc[-1]
    span = f"{last['indicator']}, {span_of(chart)}"
    if known.empty or pd.isna(last["mean"]):
        return f"{span}: no average and no limits can be shown."
    several = last["phase"] > 1
    latest = known.loc[known["phase"] == last["phase"]]
    since = f" from {month_name(chart.loc[chart['phase'] == last['phase'], 'month'].iloc[0])}"
    basis = f"{counted(last['points'], 'month')}{since if several else ''}"
    average = f"the average is {figure(last['mean'])} ({basis})"
    if pd.isna(last["upper"]):
        return f"{span}: {_without_limits(last, average)}"
    sentences = [
        f"{span}: {average}, and ordinary months lie {between(last, chart['value'])}.",
        _last_sign(latest),
    ]
    began = chart.loc[chart["trip_began"].fillna(False).astype(bool), "month"]
    if len(began):
        sentences.append(
            f"TRIP began in {month_name(began.iloc[0])}: what changed about then need not have "
            "changed because of it."
        )
    return " ".join(sentences)


def span_of(chart: pd.DataFrame) -> str:
    """From which month to which a chart runs."""
    first, last = (month_name(chart["month"].iloc[at]) for at in (0, -1))
    return first if first == last else f"{first} to {last}"


def between(row: pd.Series, values: pd.Series) -> str:
    """The limits in words: no lower one below zero, where no figure can be there."""
    if row["lower"] < 0 and values.min() >= 0:
        return f"below {figure(row['upper'])}"
    return f"between {figure(row['lower'])} and {figure(row['upper'])}"


def _without_limits(last: pd.Series, average: str) -> str:
    if last["points"] < ENOUGH:
        return f"{average}. So few months (under {ENOUGH}) do not tell what is ordinary."
    return f"{average}. All are the same, so nothing tells what is ordinary."


def _last_sign(latest: pd.DataFrame) -> str:
    signs = latest.loc[latest["special"].notna()]
    if signs.empty:
        return "Nothing stands out: the months vary as they always do, up and down by chance."
    last = signs.iloc[-1]
    what = f"{_SIGNS[last['special']]}, {_MEANS[last['variation']]}"
    if signs.index[-1] == latest.index[-1]:
        return f"The latest month is {what}."
    return f"The last month that stands out is {month_name(last['month'])}, {what}."


QUESTION: Final = Question(control_chart, in_words, NEEDS)
