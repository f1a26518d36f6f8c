"""From the ratings table to one rating for each team, item and year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from trip_analytics.tables import Returns

_WHERE = ["unit", "year", "item_id"]
_PARTS = ["team_id", "service_line", "team_type"]


def asked_items(
    returns: Returns, kind: Literal["ratings", "stages"], years: Sequence[int]
) -> pd.DataFrame:
    """Who was asked what: a row for each unit, year and item of its instrument.

    The unit of ``ratings`` is the team (a return that names none stands for
    itself), that of ``stages`` the return.

    Returns
    -------
    DataFrame
        unit, year, item_id, team_id, service_line, team_type.
    """
    current = returns.returns.loc[returns.returns["status"] == "current"]
    current = with_unit(current.loc[current["year"].isin(years)], kind)
    answers = answers_of(returns, kind, years)
    instruments = pd.DataFrame(
        [
            (instrument.instrument_id, item_id)
            for instrument in returns.instruments
            if instrument.kind == kind
            for item_id in instrument.item_ids
        ],
        columns=["instrument", "item_id"],
        dtype="string",
    )
    rows = pd.concat(
        [current.merge(instruments, on="instrument")[_WHERE], answers[_WHERE]]
    ).drop_duplicates()
    units = pd.concat([current[["unit", "year", *_PARTS]], answers[["unit", "year", *_PARTS]]])
    return rows.merge(units.groupby(["unit", "year"], as_index=False).first())


def answers_of(
    returns: Returns, kind: Literal["ratings", "stages"], years: Sequence[int]
) -> pd.DataFrame:
    """The rows of these years, each with its unit."""
    table = returns.ratings if kind == "ratings" else returns.stages
    return with_unit(table.loc[table["year"].isin(years)], kind)


def with_unit(table: pd.DataFrame, kind: Literal["ratings", "stages"]) -> pd.DataFrame:
    """A table with the unit each row belongs to."""
    if kind == "stages":
        return table.assign(unit=table["return_id"])
    return table.assign(unit=table["team_id"].fillna("return " + table["return_id"]))


def team_ratings(returns: Returns, years: Sequence[int], perspective: str) -> pd.DataFrame:
    """One rating for each team, item and year, as one perspective sees it.

    ``team`` takes the ratings that a team agreed. A team that agreed none at all
    in a year counts, item by item, with the low median of its individual
    answers, all perspectives pooled. Another perspective counts with the low
    median of its answers within the team.

    Returns
    -------
    DataFrame
        As ``asked_items``, with rating (1-5, NaN where there is none) and
        wording_id, the wording that was rated.
    """
    answers = answers_of(returns, "ratings", years)
    answers = answers.loc[answers["rating"].notna() & answers["state"].fillna("rated").eq("rated")]
    wanted = answers["perspective"].eq(perspective).fillna(False)
    if perspective == "team":
        agreed = answers.loc[wanted, ["unit", "year"]].drop_duplicates()
        keys = pd.MultiIndex.from_frame(answers[["unit", "year"]])
        wanted |= ~keys.isin(pd.MultiIndex.from_frame(agreed))
    rated = low_median(answers.loc[wanted], "rating")[[*_WHERE, "rating", "wording_id"]]
    joined = asked_items(returns, "ratings", years).merge(rated, how="left", on=_WHERE)
    return joined.assign(rating=joined["rating"].astype("Float64").to_numpy(float, na_value=np.nan))


def low_median(answers: pd.DataFrame, answer: str) -> pd.DataFrame:
    """One row for each unit, year and item: the middle answer, the lower of two."""
    ordered = answers.sort_values(answer, kind="stable")
    groups = ordered.groupby(_WHERE, sort=False)[answer]
    return ordered.loc[groups.cumcount() == (groups.transform("size") - 1) // 2]


def in_latest_part(table: pd.DataFrame, by: str | None) -> pd.DataFrame:
    """A table of several years in which each unit is in one part: that of its last year.

    So none counts as a leaver of one part and a joiner of another.
    """
    if by is None:
        return table
    latest = table.sort_values("year", kind="stable").groupby("unit")[by].last()
    return table.assign(**{by: table["unit"].map(latest).astype("string")})


def as_grid(ratings: pd.DataFrame, units: list[str], items: list[str]) -> npt.NDArray[np.float64]:
    """Ratings of one year with a row for each unit and a column for each item."""
    grid = np.full((len(units), len(items)), np.nan)
    rows = pd.Index(units, dtype="string").get_indexer(pd.Index(ratings["unit"]))
    columns = pd.Index(items, dtype="string").get_indexer(pd.Index(ratings["item_id"]))
    grid[rows, columns] = ratings["rating"]
    return grid
