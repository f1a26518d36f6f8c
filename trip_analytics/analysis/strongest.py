"""The practices most and least well developed, and how sure one may be."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

import pandas as pd

from trip_analytics.analysis.options import is_whole
from trip_analytics.analysis.practices import practice_profile
from trip_analytics.analysis.questions import Question
from trip_analytics.analysis.results import TEXT, result
from trip_analytics.errors import AnalysisError
from trip_analytics.ratings_source import RatingsSource
from trip_analytics.words import (
    few_listed,
    mid_sentence,
    one_decimal,
    opening,
    percent,
    spelled,
    spread,
)

_FLATTERED = (
    "The practices at the head of such a list look further from the others than they are, by "
    "0.04 to 0.20 points in trials: part of what put them there is chance."
)
NEEDS: Final = ("practice", "teams", "mean", "well_developed", "rank_low", "rank_high", "standing")

_MOST_NAMED: Final = 5
_OTHERWISE: Final = {
    "could-swap": "could change places with practices that are not listed",
    "cannot-be-separated": "cannot be separated from the others",
}


def strongest_practices(
    returns: RatingsSource, *, year: int | None = None, n: int = 5
) -> pd.DataFrame:
    """The most well developed practices of a year, strongest first.

    Parameters
    ----------
    returns : Returns
    year : int, optional
        The review year; the latest in the returns by default.
    n : int
        How many; those that tie with the last of them are listed too.

    Returns
    -------
    DataFrame
        Rows of :func:`practice_profile` that any team rated, by mean, and
        standing, whether the practice's place in the list is sure:

        - ``clear``: its whole rank set lies within the ``n`` strongest;
        - ``cannot-be-separated``: it may hold any rank;
        - ``could-swap``: any other; it may change places with one further down.

        Those that tie are in printed order.

    Raises
    ------
    AnalysisError
        ``year`` or ``n`` is not a whole number, ``n`` is below 1.

    Examples
    --------
    >>> import pandas as pd
    >>> from trip_analytics.returns import Returns
    >>> ratings = pd.DataFrame(
    ...     {"team": ["Ash", "Elm"], "year": 2025, "choices": [4, 5], "shared-safety": [2, 3]}
    ... ).melt(["team", "year"], var_name="item_id", value_name="rating")
    >>> strongest = strongest_practices(Returns.from_tables(ratings=ratings), n=1)
    >>> strongest[["practice", "mean", "standing"]].values.tolist()
    [['Own choices and decisions', 4.5, 'cannot-be-separated']]
    """
    return head_of(practice_profile(returns, year=year), n, strongest=True)


def weakest_practices(
    returns: RatingsSource, *, year: int | None = None, n: int = 5
) -> pd.DataFrame:
    """The least well developed practices of a year, weakest first.

    Parameters, result and errors are those of :func:`strongest_practices`, read
    from the other end: ``clear`` where the whole rank set lies within the ``n``
    weakest, and those that tie in reversed order.

    Examples
    --------
    >>> import pandas as pd
    >>> from trip_analytics.returns import Returns
    >>> ratings = pd.DataFrame(
    ...     {"team": ["Ash", "Elm"], "year": 2025, "choices": [4, 5], "shared-safety": [2, 3]}
    ... ).melt(["team", "year"], var_name="item_id", value_name="rating")
    >>> weakest = weakest_practices(Returns.from_tables(ratings=ratings), n=1)
    >>> weakest[["practice", "mean"]].values.tolist()
    [['Shared safety planning', 2.5]]
    """
    return head_of(practice_profile(returns, year=year), n, strongest=False)


def head_of(profile: pd.DataFrame, n: int, *, strongest: bool) -> pd.DataFrame:
    """The strongest or the weakest practices of a profile that is worked out already."""
    if not is_whole(n) or n < 1:
        raise AnalysisError("n is how many practices to list: a whole number, 1 or more.")
    notes = profile.attrs["notes"]
    rated = profile.loc[profile["teams"] > 0]
    ordered = rated.sort_values("mean", ascending=False, kind="stable")
    if not strongest:
        ordered = ordered[::-1]
    if len(ordered) > n:
        last = ordered["mean"].iloc[n - 1]
        ordered = ordered.loc[ordered["mean"].ge(last) if strongest else ordered["mean"].le(last)]
    ordered = ordered.reset_index(drop=True)
    ordered["standing"] = _standing(ordered, n, len(rated), strongest).astype(TEXT)
    analysis = "strongest_practices" if strongest else "weakest_practices"
    notes = [*notes, _FLATTERED] if len(ordered) else notes
    perspective = profile.attrs.get("perspective", "team")
    return result(analysis, ordered, notes, perspective=perspective, n=n)


def _standing(listed: pd.DataFrame, n: int, practices: int, strongest: bool) -> pd.Series:
    within = listed["rank_high"] <= n if strongest else listed["rank_low"] > practices - n
    anywhere = (listed["rank_low"] == 1) & (listed["rank_high"] == practices)
    standing = within.map({True: "clear", False: "could-swap"})
    # A list of all practices holds every rank: that says nothing of this one.
    return standing.mask(anywhere, "cannot-be-separated")


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
    at = f"is in place {low}" if low == high else f"may be in any place from {low} to {high}"
    said = {"clear": f"is clearly among the {end}", **_OTHERWISE}[row["standing"]]
    return f"It {at}: it {said}."


STRONGEST: Final = Question(strongest_practices, partial(in_words, end="strongest"), NEEDS)
WEAKEST: Final = Question(weakest_practices, partial(in_words, end="weakest"), NEEDS)
