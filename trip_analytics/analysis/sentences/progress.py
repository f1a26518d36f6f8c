"""What became of priorities, in sentences."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.words import counted, listed, percent, spelled

_STATES: Final = {
    "achieved": "achieved",
    "started": "started",
    "not_started": "not started",
    "stopped": "stopped",
}
NEEDS: Final = ("year", "priorities", *_STATES, "not_said")

# More years than these are in the table.
_YEARS: Final = 5
# If more is not said than this, what is said may be far from the whole.
_MOSTLY_SAID: Final = 0.2


def in_words(progress: pd.DataFrame) -> str:
    """How far priorities have come, over all years and year by year."""
    withheld = int(progress["achieved"].isna().sum())
    progress = progress.loc[progress["achieved"].notna()]
    if progress.empty:
        return "What became of priorities cannot be shown."
    years = [int(year) for year in progress["year"]]
    named = int(progress["priorities"].sum())
    when = f"in {years[0]}" if len(years) == 1 else f"from {years[0]} to {years[-1]}"
    if named == 0:
        return f"No priority was named {when}."
    states = listed(
        f"{_with_share(progress[column], named)} {state}" for column, state in _STATES.items()
    )
    sentences = [
        f"Of {counted(named, 'priority', 'priorities')} named {when}, the returns give {states}."
    ]
    if len(years) > 1:
        sentences.append(_achieved_by_year(progress))
    if silent := int(progress["not_said"].sum()):
        off = ", so the true shares may be quite different" if silent > _MOSTLY_SAID * named else ""
        sentences.append(f"For {_with_share(progress['not_said'], named)} they do not say{off}.")
    if withheld:
        sentences.append(f"For {spelled(withheld, 'year')} this cannot be shown.")
    return " ".join(sentences)


def _with_share(counts: pd.Series, of: int) -> str:
    count = int(counts.sum())
    return f"{count} ({percent(count / of)})"


def _achieved_by_year(progress: pd.DataFrame) -> str:
    some = progress.loc[progress["priorities"] > 0].tail(_YEARS)
    shares = listed(
        f"{percent(row['achieved'] / row['priorities'])} of those named in {row['year']}"
        for row in some.to_dict("records")
    )
    return f"Achieved are {shares}."
