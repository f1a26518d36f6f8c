"""The practices most and least well developed, and how sure one may be."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

import pandas as pd

from trip_analytics.analysis.options import is_whole
from trip_analytics.analysis.practices import practice_profile
from trip_analytics.analysis.practices_in_words import among
from trip_analytics.analysis.questions import Question
from trip_analytics.analysis.results import about, result
from trip_analytics.analysis.scale import Scale
from trip_analytics.errors import AnalysisError
from trip_analytics.returns.ratings_source import RatingsSource
from trip_analytics.tables.columns import TEXT
from trip_analytics.words import (
    few_named,
    mid_sentence,
    number,
    one_decimal,
    opening,
    ordinal,
    percent,
    spelled,
    spread,
)

_FLATTERED = (
    "The practices at the head of such a list look further from the others than they are, the more "
    "so the fewer teams there are: part of what put them there is chance."
)
NEEDS: Final = ("practice", "teams", "mean", "well_developed", "rank_low", "rank_high", "standing")

_MOST_NAMED: Final = 5
# How many are listed by default: of fewer than so many practices, and of more.
_FEW: Final = 3
_MANY: Final = 12
_MORE: Final = 5
_OTHERWISE: Final = {
    "could-swap": "may not really belong in this list, because others come close",
    "cannot-be-separated": "cannot be told apart from the others",
}


def strongest_practices(
    returns: RatingsSource,
    *,
    year: int | str | None = None,
    n: int | None = None,
    instrument: str | None = None,
) -> pd.DataFrame:
    """The most well developed practices of a year, strongest first.

    Parameters
    ----------
    returns : Returns
    year : int or str, optional
        The review year; the latest in the returns by default.
    n : int, optional
        How many; those that tie with the last of them are listed too. By default 3 of
        fewer than 12 practices, else 5, and none that is in the other list too.
    instrument : str, optional
        Which list of statements, by its id. Lists are never pooled: by default it is the only
        one there is; of several, TRIP (then a note names the others).

    Returns
    -------
    DataFrame
        Rows of :func:`practice_profile` that any team rated, by mean, and
        standing, whether the practice's place in the list is sure:

        - ``clear``: its whole rank set lies within the ``n`` strongest;
        - ``cannot-be-separated``: it may hold any rank;
        - ``could-swap``: any other; one that is not listed may be as strong (or as weak).

        Those that tie are in printed order.

    Raises
    ------
    AnalysisError
        ``year`` or ``n`` is not a whole number, ``n`` is below 1, or there is no such list.

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
    return head_of(practice_profile(returns, year=year, instrument=instrument), n, strongest=True)


def weakest_practices(
    returns: RatingsSource,
    *,
    year: int | str | None = None,
    n: int | None = None,
    instrument: str | None = None,
) -> pd.DataFrame:
    """The least well developed practices of a year, weakest first.

    It is :func:`strongest_practices` read from the other end, with the same errors.

    Parameters
    ----------
    returns : Returns
    year : int or str, optional
        The review year; the latest in the returns by default.
    n : int, optional
        How many to list; by default 3 of fewer than 12 practices, else 5.
    instrument : str, optional
        Which list of statements, by its id, as for :func:`practice_profile`.

    Returns
    -------
    DataFrame
        As of :func:`strongest_practices`; ``clear`` where the whole rank set lies within the
        ``n`` weakest, and those that tie in reversed order.

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
    return head_of(practice_profile(returns, year=year, instrument=instrument), n, strongest=False)


def head_of(profile: pd.DataFrame, n: int | None, *, strongest: bool) -> pd.DataFrame:
    """The strongest or the weakest practices of a profile that is worked out already."""
    if n is not None and (not is_whole(n) or n < 1):
        raise AnalysisError("n is how many practices to list: a whole number, 1 or more.")
    notes = profile.attrs["notes"]
    rated = profile.loc[profile["teams"] > 0]
    if n is None:
        n = default_length(len(rated))
        ordered = _first(rated, n, strongest=strongest)
        in_both = ordered.index.intersection(_first(rated, n, strongest=not strongest).index)
        if len(in_both) and len(rated) > 1:
            ordered = ordered.drop(index=in_both)
            tied = rated.loc[rated.index.isin(in_both), "practice"]
            notes = [*about("Tied so widely that they are in neither list", tied), *notes]
    else:
        ordered = _first(rated, n, strongest=strongest)
    ordered = ordered.reset_index(drop=True)
    ordered["standing"] = _standing(ordered, n, len(rated), strongest).astype(TEXT)
    analysis = "strongest_practices" if strongest else "weakest_practices"
    notes = [*notes, _FLATTERED] if len(ordered) and len(rated) > 1 else notes
    asked = {
        name: profile.attrs[name]
        for name in ("instrument", "scale", "perspective")
        if name in profile.attrs
    }
    return result(analysis, ordered, notes, **asked, n=n, practices=len(rated))


def default_length(practices: int) -> int:
    """How many practices are listed at each end, of so many."""
    return max(1, min(_FEW if practices < _MANY else _MORE, practices // 2))


def _first(rated: pd.DataFrame, n: int, *, strongest: bool) -> pd.DataFrame:
    """The first n practices by mean, and those that tie with the last of them."""
    ordered = rated.sort_values("mean", ascending=False, kind="stable")
    if not strongest:
        ordered = ordered[::-1]
    if len(ordered) <= n:
        return ordered
    last = ordered["mean"].iloc[n - 1]
    return ordered.loc[ordered["mean"].ge(last) if strongest else ordered["mean"].le(last)]


def _standing(listed: pd.DataFrame, n: int, practices: int, strongest: bool) -> pd.Series:
    within = listed["rank_high"] <= n if strongest else listed["rank_low"] > practices - n
    anywhere = (listed["rank_low"] == 1) & (listed["rank_high"] == practices)
    standing = within.map({True: "clear", False: "could-swap"})
    # A list of all practices holds every rank: that says nothing of this one.
    return standing.mask(anywhere, "cannot-be-separated")


def in_words(listed: pd.DataFrame, end: str) -> str:
    """Which practices belong in the list for sure. ``end`` is "strongest" or "weakest"."""
    if listed.attrs.get("practices") == 1:
        name = mid_sentence(listed["practice"].iloc[0])
        return f"Only one practice was rated, {name}, so there is no order."
    sentences = []
    surest = listed["standing"] == "clear"
    if clear := _names(listed, surest):
        # One that is surely the first of all is said to be so, not to be among the first three.
        most = surely_among(listed, end)[surest.fillna(False)].max()
        where = _of_list(listed, end)
        if surest.sum() == most and "practices" in listed.attrs:
            where = among(int(most), listed.attrs["practices"], end)
        are = "is" if surest.sum() == 1 else "are"
        sentences.append(f"{opening(clear)} {are} clearly {where}.")
    else:
        sentences.append(f"No practice is clearly {_of_list(listed, end)}.")
    could_swap = listed["standing"] == "could-swap"
    within = surely_among(listed, end)
    practices = listed.attrs.get("practices", 0)
    # What is not sure to be in a short list may well be sure to be in the upper half.
    surely = could_swap & (within <= practices / 2)
    if names := _names(listed, surely):
        are = "is" if surely.sum() == 1 else "are"
        said = among(int(within[surely.fillna(False)].max()), practices, end)
        sentences.append(f"{opening(names)} {are} {said}.")
    if names := _names(listed, could_swap & ~surely):
        sentences.append(f"{opening(names)} {_OTHERWISE['could-swap']}.")
    apart = listed["standing"] == "cannot-be-separated"
    if names := _names(listed, apart):
        sentences.append(f"{opening(names)} {_OTHERWISE['cannot-be-separated']}.")
    by = spread(listed["teams"], "team", spelled)
    what = "averages over" if listed["teams"].max() > 1 else "ratings by"
    return " ".join([*sentences, f"The figures in brackets are {what} {by}."])


def _of_list(listed: pd.DataFrame, end: str) -> str:
    """The list as part of all practices: "among the strongest three of eight"."""
    practices = listed.attrs.get("practices")
    n = listed.attrs.get("n")
    if not practices or not n or n >= practices:
        return f"among the {end} practices"
    return among(n, practices, end)


def surely_among(listed: pd.DataFrame, end: str) -> pd.Series:
    """Among how many from its end of all practices each one surely is."""
    if end == "strongest":
        return listed["rank_high"]
    from_below: pd.Series = listed.attrs.get("practices", 0) + 1 - listed["rank_low"]
    return from_below


def lines(listed: pd.DataFrame, end: str) -> tuple[str, ...]:
    """A line for each practice: its figures, and how sure its place in the list is."""
    practices = int(listed.attrs.get("practices", 0))
    well = Scale.of_result(listed).well_in_words
    return tuple(
        f"{row['practice']}: rated {one_decimal(row['mean'])} on average by "
        f"{spelled(row['teams'], 'team')}, and well developed ({well}) by "
        f"{_share(row['well_developed'])} of them. {_place(row, end, practices)}"
        for row in listed.to_dict("records")
    )


def _names(listed: pd.DataFrame, which: pd.Series) -> str:
    return named(listed.loc[which.fillna(False).astype(bool)], _MOST_NAMED)


def named(practices: pd.DataFrame, most: int) -> str:
    """Some practices inside a sentence, each with its average."""
    return few_named(practices["practice"], most, practices["mean"].map(one_decimal))


def _share(share: float) -> str:
    return {0.0: "none", 1.0: "all"}.get(share, percent(share))


def _place(row: dict[Any, Any], end: str, practices: int) -> str:
    low, high = int(row["rank_low"]), int(row["rank_high"])
    of = f" of {number(practices)}" if practices else ""
    within = high if end == "strongest" else practices + 1 - low
    if low == high and within == 1:
        return f"It is clearly {among(1, practices, end) if practices else f'the {end}'}."
    at = f"is {ordinal(low)}{of}"
    if low < high:
        at = f"may be anywhere from {ordinal(low)} to {ordinal(high)}{of}"
    if row["standing"] == "clear":
        return f"It {at}, so it is clearly among the {end}."
    if row["standing"] == "could-swap" and within <= practices / 2:
        return f"It {at}, so it is among the {end} {number(within)}."
    if row["standing"] == "could-swap":
        return f"It {at}."
    return f"It {at}, and {_OTHERWISE[row['standing']]}."


STRONGEST: Final = Question(
    strongest_practices, partial(in_words, end="strongest"), NEEDS, "ratings"
)
WEAKEST: Final = Question(weakest_practices, partial(in_words, end="weakest"), NEEDS, "ratings")
