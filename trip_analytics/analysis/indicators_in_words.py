"""What a control chart shows, in sentences."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from trip_analytics.analysis.period_figures import PERIODS, cautions
from trip_analytics.analysis.xmr import (
    ENOUGH,
    FAILS,
    HIT_AND_MISS,
    NEAR,
    OUTSIDE,
    PASSES,
    RUN,
    TREND,
    why_no_limits,
)
from trip_analytics.words import counted, figure, month_name, period_name

NEEDS: Final = (
    "indicator",
    "month",
    "frequency",
    "unit",
    "better",
    "phase",
    "points",
    "value",
    "mean",
    "lower",
    "upper",
    "target",
    "special",
    "direction",
    "variation",
    "assurance",
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
_TARGETS: Final = {
    PASSES: "will go on being met as things are, because ordinary {kind}s stay within it",
    FAILS: "will not be met as things are: something has to change first",
    HIT_AND_MISS: "lies within the limits, so chance may decide whether a {kind} meets it",
}


def in_words(charts: pd.DataFrame) -> str:
    """A line for each indicator."""
    return "\n".join(_one(chart) for _, chart in charts.groupby("indicator", sort=False))


def _one(chart: pd.DataFrame) -> str:
    """The latest phase's mean and limits, the last sign in it, the target, and TRIP's beginning."""
    known = chart.loc[chart["value"].notna()]
    last = chart.iloc[-1]
    span = f"{last['indicator']}, {span_of(chart)}"
    if known.empty or pd.isna(last["mean"]):
        return f"{span}: no average and no limits can be shown."
    kind = kind_of(chart)
    latest = known.loc[known["phase"] == last["phase"]]
    since = chart.loc[chart["phase"] == last["phase"], "month"].iloc[0]
    basis = counted(last["points"], kind)
    if last["phase"] > 1:
        basis += f" from {_period(chart, since)}"
    average = f"{span}: the average is {written(last['mean'], chart)} ({basis})"
    if pd.isna(last["upper"]):
        sentences = _without_limits(average, known, latest, kind)
    else:
        limits = f"ordinary {kind}s lie {between(last, chart)}"
        sentences = [f"{average}, and {limits}.", *_before(chart, since), _last_sign(latest, kind)]
        if len(began := began_in(chart)):
            sentences.append(
                f"TRIP began in {_period(chart, began.iloc[0])}: a change at about that time need "
                "not be due to it."
            )
    warnings = cautions(str(last["indicator"]))
    return " ".join([*sentences, *_target(latest, last, kind), *warnings])


def kind_of(chart: pd.DataFrame) -> str:
    """What the chart's periods are called: "month"."""
    return PERIODS[str(chart["frequency"].iloc[0])][0]


def span_of(chart: pd.DataFrame) -> str:
    """From which period to which a chart runs."""
    first, last = chart["month"].iloc[0], chart["month"].iloc[-1]
    if kind_of(chart) == "quarter":
        return f"{month_name(first)} to {month_name(last + pd.DateOffset(months=2))}"
    names = [_period(chart, each) for each in dict.fromkeys((first, last))]
    return " to ".join(names)


def written(value: float, chart: pd.DataFrame, *, whole: bool = False) -> str:
    """A figure of a chart as people write it, per cent with their sign."""
    shown = f"{value:,.0f}" if whole and value == round(value) else figure(value)
    return f"{shown}%" if is_percent(chart) else shown


def is_percent(chart: pd.DataFrame) -> bool:
    """Whether the figures are percentages."""
    return str(chart["unit"].iloc[0]) == "percent"


def between(row: pd.Series, chart: pd.DataFrame) -> str:
    """The limits in words: none that no figure can reach, such as one below zero."""
    below, above = beyond_reach(chart)
    lower, upper = (written(row[end], chart) for end in ("lower", "upper"))
    if below and row["lower"] < 0 and above and row["upper"] > above:
        return f"anywhere from 0% to {above}%"
    if below and row["lower"] < 0:
        return f"below {upper}"
    if above and row["upper"] > above:
        return f"above {lower}"
    return f"between {lower} and {upper}"


def beyond_reach(chart: pd.DataFrame) -> tuple[bool, int | None]:
    """Whether no figure is below zero, and above what none can be."""
    values = chart["value"].dropna()
    percent = is_percent(chart) and (values <= 100).all()
    return bool((values >= 0).all()), 100 if percent else None


def began_in(chart: pd.DataFrame) -> pd.Series:
    """The period in which TRIP began, if it is one of these."""
    return chart.loc[chart["trip_began"].fillna(False).astype(bool), "month"]


def target_of(row: pd.Series, chart: pd.DataFrame) -> str:
    """The target with its side: "at most 12"."""
    side = {"lower": "at most ", "higher": "at least "}.get(str(row["better"]), "")
    return side + written(row["target"], chart, whole=True)


def _period(chart: pd.DataFrame, begins: pd.Timestamp) -> str:
    return period_name(begins, str(chart["frequency"].iloc[0]))


def _before(chart: pd.DataFrame, since: pd.Timestamp) -> list[str]:
    """What was ordinary in the phase before the latest."""
    earlier = chart.loc[chart["month"] < since]
    if earlier.empty or pd.isna(earlier["mean"].iloc[-1]):
        return []
    last = earlier.iloc[-1]
    basis = counted(last["points"], kind_of(chart))
    limits = "" if pd.isna(last["upper"]) else f", with limits {between(last, chart)}"
    return [
        f"Before {_period(chart, since)} the average was {written(last['mean'], chart)} "
        f"({basis}){limits}."
    ]


def _last_sign(latest: pd.DataFrame, kind: str) -> str:
    signs = latest.loc[latest["special"].notna()]
    if signs.empty:
        return f"Nothing stands out: the {kind}s vary as they always do, up and down by chance."
    last = signs.iloc[-1]
    what = f"{_SIGNS[last['special']]}, {_MEANS[last['variation']]}"
    if signs.index[-1] == latest.index[-1]:
        return f"The latest {kind} is {what}."
    return f"The last {kind} that stands out is {_period(latest, last['month'])}, {what}."


def _without_limits(
    average: str, known: pd.DataFrame, latest: pd.DataFrame, kind: str
) -> list[str]:
    match why_no_limits(latest["value"].to_numpy(float)):
        case "few":
            few = f"Fewer than {ENOUGH} {kind}s are too few to say what is ordinary."
            return [f"{average}.", *_before(known, latest["month"].iloc[0]), few, *_counts(known)]
        case "alike":
            return [f"{average}. All are the same, so there is no variation to judge by."]
        case _:
            return [f"{average}.", _rare(latest, kind)]


def _counts(known: pd.DataFrame) -> list[str]:
    """What there was before TRIP began and since, plainly."""
    began = began_in(known)
    if began.empty or began.iloc[0] == known["month"].iloc[0]:
        return []
    before, since = (
        _plainly(rows)
        for rows in (
            known.loc[known["month"] < began.iloc[0]],
            known.loc[known["month"] >= began.iloc[0]],
        )
    )
    when = _period(known, began.iloc[0])
    return [f"Before TRIP began in {when}: {before}. Since then: {since}."]


def _plainly(rows: pd.DataFrame) -> str:
    """Some periods' figures: a sum of counts, and the lowest and the highest."""
    kind, values = kind_of(rows), rows["value"].to_numpy(float)
    low, high = (written(end, rows, whole=True) for end in (values.min(), values.max()))
    each = f"{low} to {high}" if low != high else low
    basis = counted(len(values), kind)
    counts = rows["unit"].fillna("count").eq("count").all() and not (values % 1).any()
    if counts and len(values) > 1:
        return f"{values.sum():,.0f} in {basis} ({each} a {kind})"
    return f"{each} ({basis})"


def _rare(latest: pd.DataFrame, kind: str) -> str:
    """How far apart rare events were, instead of limits."""
    at = np.flatnonzero(latest["value"].to_numpy(float) != 0)
    last = _period(latest, latest["month"].iloc[at[-1]])
    zero = len(latest) - len(at)
    said = (
        f"In {zero} of {counted(len(latest), kind)} the figure is zero: for events as rare as "
        f"these, limits would mislead, and the time between them says more. The last was in {last}"
    )
    if len(at) < 2:
        return f"{said}."
    months = latest["month"].dt.year * 12 + latest["month"].dt.month
    apart = np.diff(months.to_numpy()[at]) // PERIODS[str(latest["frequency"].iloc[0])][1]
    low, high = int(apart.min()), int(apart.max())
    gaps = counted(low, kind) if low == high else f"{low} to {counted(high, kind)}"
    return f"{said}; {kind}s with one or more were {gaps} apart."


def _target(latest: pd.DataFrame, last: pd.Series, kind: str) -> list[str]:
    """Whether the target is met, and how often it was."""
    if pd.isna(last["target"]) or pd.isna(last["better"]):
        return []
    lower = last["better"] == "lower"
    met = latest["value"].le(latest["target"]) if lower else latest["value"].ge(latest["target"])
    times = f"in {int(met.sum())} of {counted(len(latest), kind)}"
    target = f"The target of {target_of(last, latest)}"
    if pd.isna(last["assurance"]):
        return [f"{target} was met {times}."]
    return [f"{target} {_TARGETS[last['assurance']].format(kind=kind)} (it was met {times})."]
