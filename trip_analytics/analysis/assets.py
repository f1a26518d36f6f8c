"""What the trust's teams can draw on, in their own words."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.analysis.options import NothingToSay, year_returned
from trip_analytics.analysis.questions import Question
from trip_analytics.analysis.results import in_columns, result, typed
from trip_analytics.analysis.team_ratings import asked_items
from trip_analytics.returns import Returns
from trip_analytics.returns.ratings_source import with_unit
from trip_analytics.tables.columns import FLOAT, TEXT, WHOLE
from trip_analytics.words import listed, mid_sentence, number, opening, percent, spelled

_IN_NUMBERS: Final = {"category": TEXT, "year": WHOLE, "teams": WHOLE, "share": FLOAT}
COLUMNS = {"category": TEXT, "asset": TEXT, "year": WHOLE, "teams": WHOLE}

_OWN_WORDS = (
    "These are people's own words, and may show who somebody is: read them before anybody else "
    "sees them."
)
_MOST_NAMED: Final = 3
NEEDS: Final = ("category", "asset", "year", "teams")


@in_columns(COLUMNS)
def assets_by_category(returns: Returns, *, year: int | str | None = None) -> pd.DataFrame:
    """What teams said that they can draw on, collated over the trust.

    Parameters
    ----------
    returns : Returns
    year : int or str, optional
        The review year; the latest in the returns by default.

    Returns
    -------
    DataFrame
        A row for each asset, by category (those without one last), then by how many teams
        named it, then by name:

        - category, the heading it is under, `<NA>` where none; asset; year;
        - teams, how many named it. What differs in capitals, spaces and signs alone is
          one asset, under its commonest spelling.

        ``attrs["notes"]`` says that the words are people's own. Empty where nobody
        returned in that year, or nobody listed an asset.

    Raises
    ------
    AnalysisError
        ``year`` is not a whole number.

    Examples
    --------
    >>> assets = pd.DataFrame({"team": ["Ash", "Elm"], "year": 2025, "category": "Community"})
    >>> assets = assets.assign(asset=["Allotment", "allotment."])
    >>> ratings = assets[["team", "year"]].assign(item_id="choices", rating=3)
    >>> collated = assets_by_category(Returns.from_tables(ratings=ratings, assets=assets))
    >>> print(collated["asset"][0], collated["teams"][0])
    Allotment 2
    """
    year = year_returned(returns, year)
    table = returns.assets
    table = with_unit(table.loc[(table["year"] == year) & table["asset"].notna()], "ratings")
    if table.empty:
        raise NothingToSay(f"No return of {year} lists an asset.")
    table = table.assign(category=_alike(table["category"]), key=table["asset"].map(_key))
    groups = table.groupby(["category", "key"], dropna=False, as_index=False)
    collated = groups.agg(asset=("asset", _commonest), teams=("unit", "nunique")).assign(year=year)
    collated = collated.sort_values(
        ["category", "teams", "asset"],
        ascending=[True, False, True],
        key=lambda column: column if column.name == "teams" else column.str.casefold(),
        ignore_index=True,
    )
    return result("assets_by_category", typed(COLUMNS, collated), [_OWN_WORDS])


@in_columns(_IN_NUMBERS)
def asset_categories(returns: Returns, *, year: int | str | None = None) -> pd.DataFrame:
    """Under which headings teams listed what they can draw on, in numbers of teams.

    Parameters
    ----------
    returns : Returns
    year : int or str, optional
        The review year; the latest in the returns by default.

    Returns
    -------
    DataFrame
        A row for each heading, the one that most teams used first, then by name: category, the
        heading; year; teams, how many listed anything under it; share, their share (0-1) of the
        teams that returned a review. What stands under no heading is not counted.

        ``attrs["returned"]`` is how many teams returned a review. Empty where nobody returned in
        that year, or nobody listed an asset under a heading.

    Raises
    ------
    AnalysisError
        ``year`` is not a whole number.

    Examples
    --------
    >>> assets = pd.DataFrame({"team": ["Ash", "Elm"], "year": 2025, "category": "Community"})
    >>> assets = assets.assign(asset=["Allotment", "Library"])
    >>> ratings = pd.DataFrame({"team": list("ABCD"), "year": 2025, "item_id": "choices"})
    >>> returns = Returns.from_tables(ratings=ratings.assign(rating=3), assets=assets)
    >>> asset_categories(returns)[["category", "teams"]].values.tolist()
    [['Community', 2]]
    """
    year = year_returned(returns, year)
    table = returns.assets
    table = table.loc[(table["year"] == year) & table["asset"].notna() & table["category"].notna()]
    if table.empty:
        raise NothingToSay(f"No return of {year} lists an asset under a heading.")
    table = with_unit(table, "ratings")
    asked = asked_items(returns, "ratings", [year])["unit"]
    returned = len({*asked, *table["unit"]})
    by_category = table.assign(category=_alike(table["category"])).groupby("category")
    counted = by_category["unit"].nunique().rename("teams").reset_index()
    counted = counted.sort_values(["teams", "category"], ascending=[False, True], kind="stable")
    counted = counted.assign(year=year, share=counted["teams"] / returned)
    return result("asset_categories", typed(_IN_NUMBERS, counted), [], returned=returned)


def _key(text: str) -> str:
    """What spellings share that differ in capitals, spaces and signs alone."""
    return "".join(filter(str.isalnum, text.casefold())) or text.strip()


def _alike(texts: pd.Series) -> pd.Series:
    """Texts, each in the commonest of its spellings."""
    keys = texts.map(_key, na_action="ignore")
    commonest = texts.groupby(keys).agg(_commonest)
    return keys.map(commonest).astype(TEXT)


def _commonest(spellings: pd.Series) -> str:
    """The spelling that most use; of several the first by name."""
    counts = spellings.str.split().str.join(" ").value_counts()
    return str(min(counts.index[counts == counts.max()]))


def in_words(assets: pd.DataFrame) -> str:
    """How many assets there are, under how many headings, and how many several teams named."""
    year = int(assets["year"].iloc[0])
    headings = assets["category"].nunique()
    under = f" under {spelled(headings, 'heading')}" if headings else ""
    shared = int((assets["teams"] > 1).sum())
    by_several = f"{number(shared)} of them" if shared else "none of them"
    return (
        f"In {year} teams listed {spelled(len(assets), 'asset')}{under}. "
        f"{opening(by_several)} {'was' if shared == 1 else 'were'} named by more than one team. "
        "Others may have the same and not have thought of it."
    )


QUESTION: Final = Question(assets_by_category, in_words, NEEDS)


def categories_in_words(categories: pd.DataFrame) -> str:
    """Under which headings most teams listed something."""
    most = categories.head(_MOST_NAMED)
    said = [
        f"{mid_sentence(row['category'])} ({spelled(row['teams'], 'team')}, "
        f"{percent(row['share'])})"
        for row in most.to_dict("records")
    ]
    return f"In {int(most['year'].iloc[0])} teams most often listed something under {listed(said)}."


IN_NUMBERS: Final = Question(
    asset_categories, categories_in_words, ("category", "year", "teams", "share")
)
