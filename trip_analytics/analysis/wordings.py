"""Which wordings of an item ask for the same thing, so that their ratings can be compared."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pandas as pd

from trip_analytics.analysis.results import in_printed_order, names_of
from trip_analytics.instruments import Wording
from trip_analytics.tables import Returns


def reworded_items(returns: Returns, ratings: pd.DataFrame) -> set[str]:
    """Items rated under wordings that the instrument calls not comparable.

    A wording that is not known counts as comparable with every other.
    """
    meanings = meanings_of(returns, ratings).groupby(ratings["item_id"]).nunique()
    return set(meanings.index[meanings > 1])


def asks_as_now(returns: Returns, ratings: pd.DataFrame) -> pd.Series[bool]:
    """Which ratings are of words that ask for the same thing as the last ones rated.

    A wording that is not known counts from the year after the last of other words.
    """
    meaning = meanings_of(returns, ratings)
    item, year = ratings["item_id"], ratings["year"]
    known = pd.DataFrame({"item": item, "year": year, "meaning": meaning}).dropna()
    now = known.sort_values(["year", "meaning"]).groupby("item")["meaning"].last()
    now_asked = item.map(now).astype(float)
    other = meaning.notna() & (meaning != now_asked)
    last_other = year.astype(float).where(other).groupby(item).transform("max")
    return (meaning == now_asked) | (meaning.isna() & ~(year.astype(float) <= last_other))


def apart_by_wording(
    returns: Returns, ratings: pd.DataFrame, reworded: Collection[str]
) -> tuple[pd.DataFrame, dict[str, tuple[str, str]]]:
    """Ratings of a year, with ``reworded`` items taken for as many items as they have meanings.

    Ratings of words that are not known, and teams that did not rate, stand with the newest.

    Returns
    -------
    DataFrame
        The ratings, with the number of what is asked for behind each such item_id.
    dict
        For each item_id then: the item and its name, in printed order, the oldest words first.
    """
    meaning = meanings_of(returns, ratings)
    item = ratings["item_id"].astype("string")
    meaning = meaning.fillna(meaning.groupby(item).transform("max"))
    of_words = item.str.cat(meaning.astype("Int64").astype("string"), sep=" ")
    is_reworded = item.isin(reworded)
    names, first = names_of(returns), _first_wordings(returns)
    rows: dict[str, tuple[str, str]] = {}
    for item_id in in_printed_order(returns, item.unique()):
        name = names.get(item_id, item_id)
        if item_id not in reworded:
            rows[item_id] = (item_id, name)
            continue
        numbers = sorted(meaning[item == item_id].astype(int).unique())
        words = [first[item_id, number] for number in numbers]
        years = {wording.first_year for wording in words}
        for number, wording in zip(numbers, words, strict=True):
            # Two forms that a trust tried in the same year have their ids.
            which = wording.wording_id if len(years) < len(words) else f"of {wording.first_year}"
            rows[f"{item_id} {number}"] = (item_id, f"{name} (wording {which})")
    return ratings.assign(item_id=item.mask(is_reworded, of_words)), rows


def meanings_of(returns: Returns, ratings: pd.DataFrame) -> pd.Series[float]:
    """A number for what each rating's words ask for, higher for newer words of the item.

    NaN where the wording is not known, or nothing was rated.
    """
    meaning = {wording.wording_id: number for number, wording in _meanings(returns)}
    found = (
        ratings["wording_id"].map(meaning).astype("Float64").to_numpy(float, na_value=float("nan"))
    )
    return pd.Series(found, index=ratings.index).where(ratings["rating"].notna())


def _meanings(returns: Returns) -> Iterator[tuple[int, Wording]]:
    """Every wording; those of an item that have the same number ask for the same thing."""
    for instrument in returns.instruments:
        for item in instrument.items:
            breaks = 0
            for position, wording in enumerate(item.wordings):
                breaks += position > 0 and not wording.comparable_with_previous
                yield breaks, wording


def _first_wordings(returns: Returns) -> dict[tuple[str, int], Wording]:
    """The oldest wording of each item that asks for the same thing, by item and number."""
    first: dict[tuple[str, int], Wording] = {}
    for number, wording in _meanings(returns):
        first.setdefault((wording.item_id, number), wording)
    return first
