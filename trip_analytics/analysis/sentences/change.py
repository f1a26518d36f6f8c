"""What a change between two years says."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from trip_analytics.words import listed, mid_sentence, one_decimal, spelled, spread

NEEDS: Final = (
    "practice",
    "from_year",
    "teams",
    "mean_change",
    "change_low",
    "change_high",
    "p_adjusted",
)

# Chance alone gives so clear a change in fewer than 5 of 100 reports.
SURE: Final = 0.05


def in_words(change: pd.DataFrame) -> str:
    """Which practices changed beyond chance, and how far off the changes may be."""
    since = int(change["from_year"].iloc[0])
    given = change.loc[change["mean_change"].notna()]
    if given.empty:
        return f"What changed since {since} cannot be shown."
    sentences = [_changed(given, since)]
    if off := _how_far_off(given):
        sentences.append(off)
    if missing := len(change) - len(given):
        sentences.append(f"For {spelled(missing, 'practice')} no change can be given.")
    return " ".join(sentences)


def changed_for_sure(change: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The practices that improved and those that declined beyond chance, the furthest first."""
    sure = change["p_adjusted"].le(SURE).fillna(False).astype(bool)
    up, down = (
        sure & (change["mean_change"] * sign).gt(0).fillna(False).astype(bool) for sign in (1, -1)
    )
    return (
        change.loc[up].sort_values("mean_change", ascending=False, kind="stable"),
        change.loc[down].sort_values("mean_change", kind="stable"),
    )


def points(change: float) -> str:
    """How far, without the direction: "0.4 points"."""
    return f"{one_decimal(change)} points"


def _changed(given: pd.DataFrame, since: int) -> str:
    said = [
        f"{mid_sentence(row['practice'])} {verb} by {points(row['mean_change'])} on average "
        f"({spelled(row['teams'], 'team')})"
        for rows, verb in zip(changed_for_sure(given), ("improved", "declined"), strict=True)
        for row in _rows(rows)
    ]
    teams = f"in the {spread(given['teams'], 'team')} that rated in both years"
    if not said:
        return f"Since {since} there is no change we can be sure of, {teams}."
    return f"Since {since}, {listed(said)}, {teams}."


def _how_far_off(given: pd.DataFrame) -> str:
    """Half the width of the middle interval: what chance could add or take away."""
    off = ((given["change_high"] - given["change_low"]) / 2).median()
    if pd.isna(off):
        return ""
    return (
        f"Typically, the average change could be about {points(off)} higher or lower in other "
        "teams like these."
    )


def _rows(table: pd.DataFrame) -> list[dict[Any, Any]]:
    return table.to_dict("records")
