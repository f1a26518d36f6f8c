"""The priorities that are about no known item, grouped by words that they have in common."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

import pandas as pd

from trip_analytics.analysis.options import year_returned
from trip_analytics.analysis.results import in_columns, result, typed
from trip_analytics.returns import Returns
from trip_analytics.tables.columns import TEXT

SHORTEST_WORD = 4
# A word makes a group if it is so many times as common here as in priorities about known items.
TIMES_AS_COMMON = 2
COLUMNS = {
    "in_common": TEXT,
    "priority": TEXT,
    "source_file": TEXT,
    "sheet": TEXT,
    "cell": TEXT,
}


@in_columns(COLUMNS)
def priorities_left_over(returns: Returns, *, year: int | str | None = None) -> pd.DataFrame:
    """The priorities that ``priority_themes`` counts as "Something else", in teams' own words.

    For your own desk: it is free text, and no release takes it.

    Parameters
    ----------
    year : int or str, optional
        The review year; the latest in the returns by default.

    Returns
    -------
    DataFrame
        A row for each priority, the largest group first:

        - in_common: the word that a group's priorities have in common, `<NA>` (last) for those
          that share none. A word that is about as common in the priorities about a practice
          or a challenge makes no group;
        - priority, in the team's words;
        - source_file, sheet, cell: where it is, as ``decide --about`` takes it.

        Empty where nobody returned in that year or all are about known items.

    Raises
    ------
    AnalysisError
        The year is not one that the returns have.

    Examples
    --------
    >>> texts = ["Better food", "Food at weekends", "Parking"]
    >>> priorities = pd.DataFrame({"team": list("ABC"), "year": 2025, "priority": texts})
    >>> ratings = priorities[["team", "year"]].assign(item_id="choices", rating=3)
    >>> left = priorities_left_over(Returns.from_tables(ratings=ratings, priorities=priorities))
    >>> left["in_common"].fillna("").tolist()
    ['food', 'food', '']
    """
    year = year_returned(returns, year)
    table = returns.priorities
    table = table.loc[table["year"].eq(year).fillna(False) & table["priority"].notna()]
    left = table.loc[table["item_id"].isna()]
    words = {text: _words(text) for text in table["priority"]}
    known = Counter(_every(words[text] for text in table.loc[table["item_id"].notna(), "priority"]))
    groups = _groups([words[text] for text in left["priority"]], known, len(table) - len(left))
    rows = typed(COLUMNS, {**{name: left[name] for name in COLUMNS if name != "in_common"},
                           "in_common": groups})  # fmt: skip
    size = rows["in_common"].map(rows["in_common"].value_counts()).astype("Float64").fillna(0)
    rows = rows.assign(size=-size).sort_values(["size", "in_common", "priority"], kind="stable")
    notes = [f"{len(left)} of {len(table)} priorities of {year} are about no known item."]
    return result("priorities_left_over", rows.drop(columns="size").reset_index(drop=True), notes)


def _words(text: str) -> frozenset[str]:
    """The words of a text without the ending of a plural."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return frozenset(word.removesuffix("s") for word in words if len(word) >= SHORTEST_WORD)


def _every(sets: Iterable[frozenset[str]]) -> Iterable[str]:
    return (word for each in sets for word in each)


def _groups(left: list[frozenset[str]], known: Counter[str], known_in_all: int) -> list[str | None]:
    """For each text the commonest of its words that others share and few about known items have."""
    counts = Counter(_every(left))
    shared = {
        word: count
        for word, count in counts.items()
        if count > 1 and count * max(known_in_all, 1) > TIMES_AS_COMMON * known[word] * len(left)
    }
    ranked = [sorted(words & shared.keys(), key=lambda w: (-shared[w], w)) for words in left]
    first = [words[0] if words else None for words in ranked]
    alone = {word for word, count in Counter(first).items() if count == 1}
    return [None if word in alone else word for word in first]
