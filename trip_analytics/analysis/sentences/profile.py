"""What a profile of practices says."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.words import (
    few_listed,
    mid_sentence,
    number,
    one_decimal,
    opening,
    spelled,
    spread,
)

NEEDS: Final = (
    "practice",
    "year",
    "teams",
    "mean",
    "mean_low",
    "mean_high",
)
_PLACES: Final = {"rank_low", "rank_high"}  # which parts of a release have not

_MOST_NAMED: Final = 3


def in_words(profile: pd.DataFrame) -> str:
    """From where to where practices are rated, how sure that is, and what can be told apart."""
    year = int(profile["year"].iloc[0])
    given = profile.loc[profile["mean"].notna()]
    if given.empty:
        return f"How practices were rated in {year} cannot be shown."
    sentences = [_rated(given, year), *_how_far_off(given), *_told_apart(given)]
    if missing := len(profile) - len(given):
        sentences.append(f"For {spelled(missing, 'practice')} no average can be given.")
    return " ".join(sentences)


def _rated(given: pd.DataFrame, year: int) -> str:
    by = spread(given["teams"], "team", spelled)
    shown = given["mean"].map(one_decimal)
    low, high = one_decimal(given["mean"].min()), one_decimal(given["mean"].max())
    if len(given) == 1:
        practice = mid_sentence(given["practice"].iloc[0])
        return f"In {year}, {practice} was rated {low} on average by {by}."
    if low == high:
        every = "both" if len(given) == 2 else f"all {number(len(given))}"
        return f"In {year}, {every} practices were rated {low} on average by {by}."
    ends = (f"{end} ({_names(given.loc[shown == end])})" for end in (low, high))
    return f"In {year}, practices were rated from {' to '.join(ends)} on average by {by}."


def _names(practices: pd.DataFrame) -> str:
    return few_listed([mid_sentence(name) for name in practices["practice"]], _MOST_NAMED)


def _how_far_off(given: pd.DataFrame) -> list[str]:
    """Half the width of the middle interval: what chance could add or take away."""
    # Of the ends as they are released, so that report and notebook say the same.
    off = ((given["mean_high"].round(1) - given["mean_low"].round(1)) / 2).dropna().median()
    if pd.isna(off):
        return []
    return [
        f"Typically, chance could have moved an average by about {one_decimal(max(off, 0.1))} "
        "points either way."
    ]


def _told_apart(given: pd.DataFrame) -> list[str]:
    if not set(given) >= _PLACES:
        return []
    ranked = given.loc[given["rank_low"].notna() & given["rank_high"].notna()]
    if len(ranked) < 2:
        return []
    alone = int((ranked["rank_low"] == ranked["rank_high"]).sum())
    if alone == len(ranked):
        return ["All of them can be told apart."]
    if (
        not alone
        and ranked["rank_low"].max() == 1
        and ranked["rank_high"].min() == ranked["rank_high"].max()
    ):
        return ["No practice can be told apart from the others, so their order may be chance."]
    those = f"{opening(number(alone))} of them {'holds' if alone <= 1 else 'hold'} a place"
    return [
        f"{those} of {'its' if alone <= 1 else 'their'} own in the order; where the places of "
        "others overlap, we cannot say which is stronger."
    ]
