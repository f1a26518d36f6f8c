"""Which wordings of an item ask for the same thing, so that their ratings can be compared."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import numpy as np
import pandas as pd

from trip_analytics.analysis.results import in_printed_order, names_of
from trip_analytics.instruments import Wording
from trip_analytics.returns.ratings_source import RatingsSource


def reworded_items(returns: RatingsSource, ratings: pd.DataFrame) -> set[str]:
    """Items rated under wordings that the instrument calls not comparable.

    A wording that is not known counts as comparable with every other.
    """
    used = ratings["wording_id"].astype("category").cat.categories
    if _meanings(returns).keys().isdisjoint(used):
        return set()
    meanings = meanings_of(returns, ratings).groupby(ratings["item_id"], observed=True).nunique()
    return set(meanings.index[meanings > 1])


def asks_as_now(returns: RatingsSource, ratings: pd.DataFrame) -> pd.Series[bool]:
    """Which ratings are of words that ask for the same thing as the last ones rated.

    A wording that is not known counts from the year after the last of other words.
    """
    meaning = meanings_of(returns, ratings)
    item, year = ratings["item_id"], ratings["year"]
    known = pd.DataFrame({"item": item, "year": year, "meaning": meaning}).dropna()
    now = known.sort_values(["year", "meaning"]).groupby("item", observed=True)["meaning"].last()
    now_asked = item.map(now).astype(float)
    other = meaning.notna() & (meaning != now_asked)
    last_other = year.astype(float).where(other).groupby(item, observed=True).transform("max")
    return (meaning == now_asked) | (meaning.isna() & ~(year.astype(float) <= last_other))


def apart_by_wording(
    returns: RatingsSource, ratings: pd.DataFrame, reworded: Collection[str]
) -> tuple[pd.DataFrame, dict[str, tuple[str, str]]]:
    """Ratings of a year, with ``reworded`` items taken for as many items as they have meanings.

    Ratings of words that are not known, and teams that did not rate, count with the newest. The
    number of what is asked for follows each such item_id; for each item_id then its item and its
    name, in printed order, the oldest words first.
    """
    meaning = meanings_of(returns, ratings)
    item = ratings["item_id"].astype("string")
    meaning = meaning.fillna(meaning.groupby(item).transform("max"))
    of_words = item.str.cat(meaning.astype("Int64").astype("string"), sep=" ")
    names = names_of(returns)
    rows: dict[str, tuple[str, str]] = {}
    for item_id in in_printed_order(returns, item.unique()):
        name = names.get(item_id, item_id)
        if item_id not in reworded:
            rows[item_id] = (item_id, name)
            continue
        rated = ratings.loc[(item == item_id) & ratings["rating"].notna(), "wording_id"]
        for number, which in _in_words(returns, rated.dropna().unique()).items():
            rows[f"{item_id} {number}"] = (item_id, f"{name} (wording {which})")
    return ratings.assign(item_id=item.mask(item.isin(reworded), of_words)), rows


def _in_words(returns: RatingsSource, wording_ids: Iterable[str]) -> dict[int, str]:
    """What each meaning of an item's wordings is called: by the year of its first wording here."""
    known = _meanings(returns)
    used = sorted(
        (known[wording_id] for wording_id in wording_ids if wording_id in known),
        key=lambda each: (each[0], each[1].first_year),
    )
    first = dict(reversed(used))
    # Two forms that a trust tried in the same year have their ids.
    by_year = len({wording.first_year for wording in first.values()}) == len(first)
    return {
        number: f"of {wording.first_year}" if by_year else wording.wording_id
        for number, wording in reversed(first.items())
    }


def meanings_of(returns: RatingsSource, ratings: pd.DataFrame) -> pd.Series[float]:
    """A number for what each rating's words ask for, higher for newer words of the item.

    NaN where the wording is not known, or nothing was rated.
    """
    known = _meanings(returns)
    wordings = ratings["wording_id"].astype("category").cat
    of_each = [known[each][0] if each in known else np.nan for each in wordings.categories]
    found = np.array([*of_each, np.nan])[wordings.codes]  # the last of them where there is none
    return pd.Series(found, index=ratings.index).where(ratings["rating"].notna())


def _meanings(returns: RatingsSource) -> dict[str, tuple[int, Wording]]:
    """Every wording by its id; those of an item that have the same number ask the same thing."""
    meanings: dict[str, tuple[int, Wording]] = {}
    for instrument in returns.instruments:
        for item in instrument.items:
            breaks = 0
            for position, wording in enumerate(item.wordings):
                breaks += position > 0 and not wording.comparable_with_previous
                meanings[wording.wording_id] = (breaks, wording)
    return meanings
