"""Which wordings of an item ask for the same thing, so that their ratings can be compared."""

from __future__ import annotations

import numpy as np
import pandas as pd

from trip_analytics.ratings_file import RatingsFile
from trip_analytics.tables import Returns


def reworded_items(returns: Returns | RatingsFile, ratings: pd.DataFrame) -> set[str]:
    """Items rated under wordings that the instrument calls not comparable.

    A wording that is not known counts as comparable with every other.
    """
    if ratings["wording_id"].isna().all():
        return set()
    meanings = meanings_of(returns, ratings).groupby(ratings["item_id"], observed=True).nunique()
    return set(meanings.index[meanings > 1])


def asks_as_now(returns: Returns | RatingsFile, ratings: pd.DataFrame) -> pd.Series[bool]:
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


def meanings_of(returns: Returns | RatingsFile, ratings: pd.DataFrame) -> pd.Series[float]:
    """A number for what each rating's words ask for, higher for newer words of the item.

    NaN where the wording is not known, or nothing was rated.
    """
    # Wordings with the same number ask for the same thing, one after the other.
    meaning: dict[str, float] = {}
    for instrument in returns.instruments:
        for item in instrument.items:
            breaks = 0
            for position, wording in enumerate(item.wordings):
                breaks += position > 0 and not wording.comparable_with_previous
                meaning[wording.wording_id] = breaks
    wordings = ratings["wording_id"].astype("category").cat
    of_each = [meaning.get(wording, np.nan) for wording in wordings.categories]
    found = np.array([*of_each, np.nan])[wordings.codes]  # the last of them where there is none
    return pd.Series(found, index=ratings.index).where(ratings["rating"].notna())
