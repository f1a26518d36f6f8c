"""What the years side by side say."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.analysis.sentences.sure import at_least_a_tenth
from trip_analytics.words import listed, spelled, spread

NEEDS: Final = (
    "item_id",
    "year",
    "teams",
    "mean",
    "mean_low",
    "mean_high",
    "comparable_with_previous",
)


def in_words(history: pd.DataFrame) -> str:
    """How the averages of the last year stand to those of the first, and what that is worth."""
    given = history.loc[history["mean"].notna()]
    if given.empty:
        return "How practices were rated over the years cannot be shown."
    first, last = given["year"].min(), given["year"].max()
    teams = f"each practice was rated by {spread(given['teams'], 'team', spelled)}"
    if first == last:
        return f"In {last}, {teams}; there is no other year to set beside it."
    sentences = [f"From {first} to {last}, {teams} a year."]
    sentences += _then_and_now(given, first, last)
    off = ((given["mean_high"] - given["mean_low"]) / 2).dropna().median()
    if pd.notna(off):
        sentences.append(
            f"Typically, an average could be about {at_least_a_tenth(off)} points off."
        )
    sentences.append(
        "Teams come and go between the years, so these differences are not change in the same "
        "teams."
    )
    return " ".join(sentences)


def _then_and_now(given: pd.DataFrame, first: int, last: int) -> list[str]:
    """How many practices stand higher and lower, of those whose words ask for the same."""
    broken = given.loc[given["comparable_with_previous"].eq(False).fillna(False), "item_id"]
    given = given.loc[~given["item_id"].isin(broken)]
    then, now = (given.loc[given["year"] == year] for year in (first, last))
    both = then.merge(now, on="item_id", suffixes=("_then", "_now"))
    # That two 95% ranges do not meet takes a difference far clearer than 5 in 100.
    higher = int((both["mean_low_now"] > both["mean_high_then"]).sum())
    lower = int((both["mean_high_now"] < both["mean_low_then"]).sum())
    counts = {
        f"clearly higher than in {first} for": higher,
        f"clearly lower than in {first} for": lower,
        f"not clearly different from {first} for": len(both) - higher - lower,
    }
    said = [f"{how} {spelled(n, 'practice')}" for how, n in counts.items() if n]
    sentences = [f"In {last} the average is {listed(said)}."] if said else []
    if reworded := broken.nunique():
        sentences.append(
            f"For {spelled(reworded, 'practice')} the words changed so that the years before and "
            "after cannot be compared."
        )
    return sentences
