"""Whether what teams chose improved more, in sentences."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.analysis.sentences.change import SURE, points
from trip_analytics.words import counted, interval, number, one_decimal, signed, spelled

NEEDS: Final = (
    "chosen_year",
    "teams",
    "method",
    "effect",
    "effect_low",
    "effect_high",
    "p_value",
    "caveat",
)


def in_words(effect: pd.DataFrame) -> str:
    """The latest choice of which something can be said, how often so far, and what limits it."""
    given = effect.loc[effect["effect"].notna()]
    if given.empty:
        last = effect.iloc[-1]
        return (
            f"Whether practices improved more where teams chose them in {last['chosen_year']} "
            f"cannot be told. {last['caveat']}"
        )
    latest = given.iloc[-1]
    sentences = [f"{_compared(latest)}: {_how_sure(latest)}."]
    if len(given) > 1:
        sure = int(given["p_value"].le(SURE).fillna(False).sum())
        sentences.append(
            f"Of {spelled(len(given), 'year')} of choice, {number(sure)} "
            f"{'show' if sure > 1 else 'shows'} an effect that we can be sure of."
        )
    return " ".join([*sentences, latest["caveat"]])


def _compared(row: pd.Series) -> str:
    """What the figure compares, as its method does."""
    year, size = int(row["chosen_year"]), row["effect"]
    found = f" ({counted(int(row['teams']), 'team')}{_interval(row)})"
    nought = one_decimal(size) == "0.0"
    if row["method"] == "ancova":
        how = "about as" if nought else f"{points(size)} {'higher' if size > 0 else 'lower'} than"
        return (
            f"What teams chose in {year} was rated {how} their ratings at the time would lead one "
            f"to expect in {year + 1}{found}"
        )
    how = "as much as" if nought else f"{points(size)} {'more' if size > 0 else 'less'} than"
    return (
        f"From {year - 1} to {year + 1}, the practices that teams chose in {year} rose {how} the "
        f"same teams' other practices{found}"
    )


def _interval(row: pd.Series) -> str:
    shown = interval(row, "effect_low", "effect_high", signed).strip(" ()")
    return f"; 95% interval {shown}" if shown else ""


def _how_sure(row: pd.Series) -> str:
    if pd.isna(row["p_value"]):
        return "how sure this is cannot be told"
    if row["p_value"] <= SURE:
        return "so clear a difference would seldom come of chance alone"
    return "no effect that we can be sure of"
