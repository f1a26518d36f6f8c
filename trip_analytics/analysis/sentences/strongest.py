"""What a list of the strongest or of the weakest practices says."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from trip_analytics.words import (
    few_listed,
    mid_sentence,
    one_decimal,
    opening,
    percent,
    spelled,
    spread,
)

NEEDS: Final = ("practice", "teams", "mean", "well_developed", "rank_low", "rank_high", "standing")

_MOST_NAMED: Final = 5
_OTHERWISE: Final = {
    "could-swap": "could change places with practices that are not listed",
    "cannot-be-separated": "cannot be separated from the others",
}


def in_words(listed: pd.DataFrame, end: str) -> str:
    """Which practices belong in the list for sure. ``end`` is "strongest" or "weakest"."""
    sentences = []
    if clear := _names(listed, "clear"):
        are = "is" if (listed["standing"] == "clear").sum() == 1 else "are"
        sentences.append(f"{opening(clear)} {are} clearly among the {end} practices.")
    else:
        sentences.append(f"No practice is clearly among the {end}.")
    for standing, said in _OTHERWISE.items():
        if names := _names(listed, standing):
            sentences.append(f"{opening(names)} {said}.")
    by = spread(listed["teams"], "team", spelled)
    return " ".join([*sentences, f"The figures in brackets are averages over {by}."])


def lines(listed: pd.DataFrame, end: str) -> tuple[str, ...]:
    """A line for each practice: its figures, and how sure its place in the list is."""
    return tuple(
        f"{row['practice']}: rated {one_decimal(row['mean'])} on average by "
        f"{spelled(row['teams'], 'team')}, and well developed (4 or 5) by "
        f"{_share(row['well_developed'])} of them. {_place(row, end)}"
        for row in listed.to_dict("records")
    )


def _names(listed: pd.DataFrame, standing: str) -> str:
    rows = listed.loc[(listed["standing"] == standing).fillna(False)].to_dict("records")
    names = [f"{mid_sentence(row['practice'])} ({one_decimal(row['mean'])})" for row in rows]
    return few_listed(names, _MOST_NAMED) if names else ""


def _share(share: float) -> str:
    return {0.0: "none", 1.0: "all"}.get(share, percent(share))


def _place(row: dict[Any, Any], end: str) -> str:
    low, high = row["rank_low"], row["rank_high"]
    holds = f"holds place {low}" if low == high else f"may hold any place from {low} to {high}"
    said = {"clear": f"is clearly among the {end}", **_OTHERWISE}[row["standing"]]
    return f"It {holds}: it {said}."
