"""Indicators: what is ordinary variation, what points to something else, and is the target met."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from numbers import Real
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from trip_analytics.analysis.indicators_in_words import NEEDS, in_words
from trip_analytics.analysis.intervals import Answers, Figures
from trip_analytics.analysis.options import NothingToSay, check_returns, name_key, rows_about
from trip_analytics.analysis.period_figures import (
    PERIODS,
    Series,
    names_of_indicators,
    period_figures,
)
from trip_analytics.analysis.questions import Question
from trip_analytics.analysis.results import in_columns, result, typed
from trip_analytics.analysis.xmr import (
    assured,
    limits_of,
    moving_ranges,
    special_causes,
    why_no_limits,
)
from trip_analytics.errors import AnalysisError
from trip_analytics.returns import Returns
from trip_analytics.tables.columns import BOOLEAN, DATE, FLOAT, TEXT, WHOLE
from trip_analytics.words import listed, month_name, opening, period_name, spelled

Month = str | dt.date
Phases = Iterable[Month]
Numbers = npt.NDArray[np.int64]

COLUMNS = {
    "indicator": TEXT,
    "month": DATE,
    "frequency": TEXT,
    "unit": TEXT,
    "better": TEXT,
    "phase": WHOLE,
    "points": WHOLE,
    "value": FLOAT,
    "teams": WHOLE,
    **dict.fromkeys(("moving_range", "mean", "lower", "upper", "target"), FLOAT),
    "special": TEXT,
    "direction": TEXT,
    "variation": TEXT,
    "assurance": TEXT,
    "trip_began": BOOLEAN,
}
_WAYS: Final = {"higher": 1, "lower": -1}
_NO_TABLE = (
    "There is no table of indicators: give one with Returns.from_tables(indicators=...), or put "
    "indicators.csv beside the returns."
)


@in_columns(COLUMNS)
def control_chart(
    returns: Returns,
    indicator: str | Sequence[str] | None = None,
    *,
    team: str | None = None,
    better: str | Mapping[str, str] | None = None,
    target: float | Mapping[str, float] | None = None,
    phases: Phases | Mapping[str, Phases] = (),
    screen_outliers: bool = True,
) -> pd.DataFrame:
    """Whether a figure varies as it always does or something has changed, and meets its target.

    A control chart for single figures (XmR) with the rules of NHS Making Data Count.

    Parameters
    ----------
    returns : Returns
        With a table of indicators.
    indicator : str or sequence of str, optional
        Which of them; by default all. Of several, those that cannot be charted are left out,
        and the notes say why.
    team : str, optional
        The name or team_id of a team, for its own figures alone. By default the trust's:
        its own figures where there are such (rows without a team), else the teams' counts
        added up, or their rates put together (sum of value over sum of out_of).
    better : {"lower", "higher"} or mapping, optional
        Which way is improvement; by default as the table of indicators has it. A mapping gives
        it by indicator, as for ``target`` and ``phases``.
    target : float or mapping, optional
        The figure to be met: at most it where lower is better, at least it where higher is. By
        default as the table of indicators has it.
    phases : iterable of str or date, or mapping, optional
        Months at which mean and limits are worked out anew, such as ``["2024-04"]``.
    screen_outliers : bool, default True
        Whether very large moving ranges are left out of the limits.

    Returns
    -------
    DataFrame
        For each indicator a row for each period from the first that has a figure to the last:

        - indicator; month, the first of the period; frequency, ``month``, ``quarter``, ``year``
          or ``financial-year``; unit, ``count``, ``percent`` (0-100), ``rate`` or ``average``,
          where it is known; better; phase, from 1; points, how many figures the mean and the
          limits of the phase rest on;
        - value, the count, or the rate (value / out_of); `<NA>` where there is none;
          teams, how many it is put together from, `<NA>` for the trust's own figure;
        - moving_range, how far it is from the figure before in its phase;
        - mean, lower, upper: the phase's mean and natural process limits, mean -+ 2.66
          times the mean moving range, those of 3.267 times their mean or more left out. The
          lower one may be below zero. Limits are `<NA>` of fewer than 12 points, where all are
          alike, and where half of them or more are zero;
        - target, `<NA>` where there is none;
        - special, the first of the signs that the point is part of: ``outside the limits``;
          ``trend`` (seven or more in a row that all rise or all fall); ``two of three near
          a limit`` (over two thirds of the way to it, all three on one side of the mean);
          ``run on one side of the mean`` (seven or more in a row); `<NA>` where none;
        - direction, ``high`` or ``low``, the way that the sign points: that of a trend, else
          the side of the mean; variation, ``improvement`` or ``concern`` by that way,
          ``change`` without ``better``, else ``common-cause``; `<NA>` where there are no limits;
        - assurance, whether ordinary variation meets the target: ``passes`` always, ``fails``
          always, ``hit-and-miss``; `<NA>` without limits, target or ``better``;
        - trip_began, the period in which the trust (or the team) first returned a review: by
          the date on its returns, else January of their year.

        ``attrs["notes"]`` says what is missing, and why. Empty without a table of
        indicators.

    Raises
    ------
    AnalysisError
        There is no such indicator or team, its figures cannot be put together, or an option
        is not allowed.

    Notes
    -----
    The signs, the order among them and the assurance are those of the R package NHSRplotthedots
    0.2.2. It leaves large moving ranges out after Nelson (1982, Journal of Quality Technology
    14, 172-173); the Excel tools of Making Data Count do not, so that their limits are wider
    where there are any. The notes then say so.

    Examples
    --------
    >>> figures = pd.DataFrame({"month": pd.date_range("2024-01-01", periods=13, freq="MS")})
    >>> figures = figures.assign(indicator="Incidents", value=[5, 4, 6] * 4 + [15])
    >>> chart = control_chart(
    ...     Returns.from_tables(indicators=figures), "incidents", better="lower", target=12
    ... )
    >>> chart.loc[12, ["special", "variation", "assurance"]].tolist()
    ['outside the limits', 'concern', 'passes']
    """
    check_returns(returns)
    if returns.indicators.empty:
        raise NothingToSay(_NO_TABLE)
    asked = {
        "better": _by_indicator(returns, better, _checked_better),
        "target": _by_indicator(returns, target, _checked_target),
        "phases": _by_indicator(returns, phases, _checked_phases),
        "screen_outliers": bool(screen_outliers),
    }
    names = _names(returns, indicator)
    charts: list[pd.DataFrame] = []
    notes: list[str] = []
    of_trip: list[str] = []
    for name in names:
        try:
            chart, said, beginning = _chart(returns, name, team, asked)
        except AnalysisError as problem:
            if isinstance(indicator, str):
                raise
            notes.append(f"{name} is left out. {problem}")
        else:
            charts.append(chart)
            notes += [f"{name}: {note}" if len(names) > 1 else note for note in said]
            of_trip += beginning
    notes += dict.fromkeys(of_trip)
    if not charts:
        raise NothingToSay(*notes)
    return result("control_chart", pd.concat(charts, ignore_index=True), notes, asked=asked)


def _names(returns: Returns, indicator: str | Sequence[str] | None) -> list[str]:
    if indicator is None:
        return names_of_indicators(returns)
    wanted = [indicator] if isinstance(indicator, str) else list(indicator)
    return [
        str(rows_about(returns.indicators, "indicator", name)["indicator"].min()) for name in wanted
    ]


def _by_indicator(returns: Returns, given: Any, checked: Any) -> Any:  # noqa: ANN401 # of any option
    """An option for each indicator by the key of its name, or the same for all."""
    if not isinstance(given, Mapping):
        return checked(given)
    for name in given:
        rows_about(returns.indicators, "indicator", name)
    return {name_key(name): checked(value) for name, value in given.items()}


def _option(asked: Any, name: str) -> Any:  # noqa: ANN401 # of any option
    return asked.get(name_key(name)) if isinstance(asked, Mapping) else asked


def _checked_better(better: object) -> object:
    if better not in (None, *_WAYS):
        raise AnalysisError("Give better as 'lower' or 'higher', or leave it out.")
    return better


def _checked_target(target: object) -> float | None:
    if target is None:
        return None
    if isinstance(target, bool) or not isinstance(target, Real) or not math.isfinite(target):
        raise AnalysisError("Give the target as a number, such as target=12, or leave it out.")
    return float(target)


def _checked_phases(begin: Any) -> list[str]:  # noqa: ANN401 # whatever a caller takes for a month
    """The months at which phases begin, as 2024-04; dates are day first."""
    given = [begin] if isinstance(begin, str | dt.date) else begin
    try:
        return sorted({str(_date(each).to_period("M")) for each in given})
    except (AttributeError, TypeError, ValueError) as problem:  # no date has no period
        raise AnalysisError(
            "Give phases as the months at which they begin, such as phases=['2024-04']."
        ) from problem


def _date(given: Any) -> pd.Timestamp:  # noqa: ANN401 # whatever a caller takes for a month
    year_first = not isinstance(given, str) or given.strip()[:4].isdigit()
    return pd.Timestamp(pd.to_datetime(given, dayfirst=not year_first))


def _chart(
    returns: Returns, name: str, team: str | None, asked: Mapping[str, Any]
) -> tuple[pd.DataFrame, list[str], list[str]]:
    """The chart of one indicator, what a reader must know of it, and of when TRIP began."""
    series = period_figures(returns, name, team)
    table = series.table
    each = pd.DatetimeIndex(table.index)
    phase = _phases(each, _option(asked["phases"], name) or [], series.frequency)
    values = table["value"].to_numpy(float, na_value=np.nan)
    better = _option(asked["better"], name) or series.better
    target = _option(asked["target"], name)
    targets = table["target"].to_numpy(float, na_value=np.nan)
    if target is not None:
        targets = np.full(len(table), target)
    way = _WAYS.get(better or "")
    began, of_trip = _when_trip_began(returns, series.team_id)
    trip_began, outside = _marked(each, began, series.frequency)
    figures, notes = _figures(values, phase, way, series, screen_outliers=asked["screen_outliers"])
    assurance = np.full(len(table), None, dtype=object)
    if way is not None:
        assurance = assured(targets, figures["lower"], figures["upper"], way)
    elif not np.isnan(targets).all():
        notes.append(
            "There is a target, but nothing says whether lower or higher figures are better: give "
            "better, to see whether it is met."
        )
    chart = typed(
        COLUMNS,
        {
            "indicator": [series.indicator] * len(table),
            "month": each,
            "frequency": series.frequency,
            "unit": series.unit,
            "better": better,
            "phase": phase,
            "value": values,
            "teams": table["teams"].to_numpy(),
            "target": targets,
            "assurance": assurance,
            "trip_began": trip_began,
            **figures,
        },
    )
    return chart, [*series.notes, *notes], [*of_trip, *outside]


def _phases(periods: pd.DatetimeIndex, begin: Sequence[str], frequency: str) -> Numbers:
    """The number of each period's phase."""
    kind, months = PERIODS[frequency]
    starts = set()
    for given in begin:
        month = pd.Timestamp(given)
        holds = (periods <= month) & (month < periods + pd.DateOffset(months=months))
        if not holds[1:].any():
            first, last = (period_name(periods[at], frequency) for at in (0, -1))
            raise AnalysisError(
                f"The figures run from {first} to {last}: a phase must begin after the first and "
                f"by the last of these {kind}s."
            )
        starts.add(periods[holds][0])
    return 1 + np.cumsum([period in starts for period in periods])


def _figures(
    values: Figures, phase: Numbers, way: int | None, series: Series, *, screen_outliers: bool
) -> tuple[dict[str, Any], list[str]]:
    """What is worked out phase by phase, from the periods that have a figure."""
    numbers = ("points", "moving_range", "mean", "lower", "upper")
    texts = ("special", "direction", "variation")
    out: dict[str, Any] = {name: np.full(len(values), np.nan) for name in numbers}
    out |= {name: np.full(len(values), pd.NA, dtype=object) for name in texts}
    without: dict[str, list[str]] = {}
    left_out = 0
    for number in np.unique(phase):
        within = phase == number
        at = np.flatnonzero(within & ~np.isnan(values))
        limits = limits_of(values[at], screen_outliers=screen_outliers)
        why = why_no_limits(values[at])
        out["points"][within] = len(at)
        out["moving_range"][at] = moving_ranges(values[at])
        out["mean"][within] = limits.mean
        if why is not None:
            without.setdefault(why, []).append(str(number))
            continue
        left_out += limits.left_out
        out["lower"][within], out["upper"][within] = limits.lower, limits.upper
        causes, ways = special_causes(values[at], limits)
        for place, cause, pointing in zip(at, causes, ways, strict=True):
            out["variation"][place] = _variation(cause, pointing, way)
            if cause is not None:
                out["special"][place] = cause
                out["direction"][place] = "high" if pointing > 0 else "low"
    return out, _notes_on_phases(without, left_out, series, several=phase[-1] > 1)


def _variation(cause: str | None, pointing: float, way: int | None) -> str:
    if cause is None:
        return "common-cause"
    if way is None:
        return "change"
    return "improvement" if pointing == way else "concern"


def _notes_on_phases(
    without: Mapping[str, Sequence[str]], left_out: int, series: Series, *, several: bool
) -> list[str]:
    kind = PERIODS[series.frequency][0]
    notes = []
    for why, phases in without.items():
        number = "s" if len(phases) > 1 else ""
        where = f"In phase{number} {listed(phases)}: " if several else ""
        notes.append(f"{where}{_WITHOUT_LIMITS[why].format(kind=kind)}")
    if left_out:
        notes.append(
            f"{opening(spelled(left_out, 'step'))} from one figure to the next "
            f"{'was' if left_out == 1 else 'were'} so large that the limits were worked out "
            "without. The Excel tools of Making Data Count leave none out, so that their limits "
            "are wider."
        )
    return notes


_WITHOUT_LIMITS: Final = {
    "few": "There are figures for fewer than 12 {kind}s: too few for limits, so nothing is called "
    "ordinary or a sign of change.",
    "alike": "All figures are the same, so there are no limits.",
    "rare": "Half of the {kind}s or more are zero. Limits are not given, because a chart of this "
    "kind is wrong for rare events: keep the date of each event, and chart the days from one to "
    "the next.",
}


def _when_trip_began(
    returns: Returns, team_id: str | None
) -> tuple[pd.Timestamp | None, list[str]]:
    """The month of the first review, of the trust or of a team."""
    current = returns.returns.loc[returns.returns["status"] == "current"]
    if team_id is not None:
        current = current.loc[current["team_id"] == team_id]
    if current.empty:
        return None, ["There are no returns, so it is not known when TRIP began."]
    first = int(current["year"].min())
    day = current.loc[current["year"] == first, "returned_on"].min()
    if pd.notna(day):
        return day.to_period("M").to_timestamp(), []
    return pd.Timestamp(first, 1, 1), [
        f"The returns of {first} have no date, so TRIP is taken to have begun in January."
    ]


def _marked(
    periods: pd.DatetimeIndex, began: pd.Timestamp | None, frequency: str
) -> tuple[Answers, list[str]]:
    """Which period is the one in which TRIP began, and where it is none of them."""
    if began is None:
        return np.zeros(len(periods), dtype=bool), []
    _, months = PERIODS[frequency]
    marked = (periods <= began) & (began < periods + pd.DateOffset(months=months))
    if not marked.any():
        when = "before the first" if began < periods[0] else "after the last"
        return marked, [f"TRIP began in {month_name(began)}, {when} of these figures."]
    return np.asarray(marked), []


QUESTION: Final = Question(control_chart, in_words, NEEDS)
