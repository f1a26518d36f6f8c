"""What a control chart says: how a figure varies, and the last sign that something changed."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.analysis.xmr import ENOUGH, NEAR, OUTSIDE, RUN, TREND
from trip_analytics.words import counted, figure, month_name

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


def in_words(chart: pd.DataFrame) -> str:
    """The latest phase's mean and limits, the last sign in it, and what is not told by that."""
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
    """The limits in words: no lower one below nought, where no figure can be there."""
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
