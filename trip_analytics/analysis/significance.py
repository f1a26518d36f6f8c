"""Which figures chance alone would hardly give, and how they are written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pandas as pd

from trip_analytics.words import listed, mid_sentence, one_decimal, spelled

# Chance alone gives so clear a figure in fewer than 5 of 100 reports.
SURE: Final = 0.05
_MOST_NAMED: Final = 3


def is_sure(table: pd.DataFrame) -> pd.Series[bool]:
    """Whether each row's figure is one that chance alone would hardly give."""
    sure: pd.Series[bool] = table["p_adjusted"].le(SURE).fillna(False).astype(bool)
    return sure


def beyond_chance(table: pd.DataFrame, figure: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows surely above zero and those surely below, the furthest from it first."""
    sure = is_sure(table)
    above, below = (
        sure & (table[figure] * sign).gt(0).fillna(False).astype(bool) for sign in (1, -1)
    )
    return (
        table.loc[above].sort_values(figure, ascending=False, kind="stable"),
        table.loc[below].sort_values(figure, kind="stable"),
    )


def named(rows: pd.DataFrame, figure: str, by: Callable[[float], str]) -> str:
    """Practices each with how far, how sure and on how many teams; of many, the first two.

    ``by`` writes the figure. With what goes before: ": hope stories by 0.4 points on
    average (give or take 0.2, 14 teams)".
    """
    off = (rows[f"{figure}_high"] - rows[f"{figure}_low"]) / 2
    all_said = [
        f"{mid_sentence(practice)} by {by(how_far)} on average "
        f"(give or take {at_least_a_tenth(half)}, {spelled(teams, 'team')})"
        for practice, how_far, half, teams in zip(
            rows["practice"], rows[figure], off, rows["teams"], strict=True
        )
    ]
    if len(rows) <= _MOST_NAMED:
        return f": {listed(all_said)}"
    return f", most of all {listed(all_said[:2])}"


def points(figure: float) -> str:
    """How far, without the direction: "0.4 points"."""
    return f"{one_decimal(figure)} points"


def at_least_a_tenth(figure: float) -> str:
    """A figure to one decimal without its sign; what is small is still not nothing."""
    return one_decimal(max(abs(figure), 0.1))
