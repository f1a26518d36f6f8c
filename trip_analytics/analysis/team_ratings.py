"""From the ratings table to one rating for each team, item and year."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from trip_analytics.analysis.one_list import ratings_list
from trip_analytics.returns import Returns
from trip_analytics.returns.ratings_source import (
    PARTS,
    Asked,
    Kind,
    Places,
    RatingsSource,
    asked_of,
    categories,
    perspectives_of,
    with_unit,
)
from trip_analytics.returns.worked_out_once import worked_out_once
from trip_analytics.tables.columns import PERSPECTIVES
from trip_analytics.words import counted

_WHERE = ["unit", "year", "item_id"]
_ALIKE: Final = 0.85  # of two names: "North Ward" and "Nth Ward"


@worked_out_once
def asked_items(returns: Returns, kind: Kind, years: Sequence[int]) -> pd.DataFrame:
    """Who was asked what: a row for each unit, year and item of its instrument.

    The unit of ``ratings`` is the team (a return that names none is one of its own), that of
    ``stages`` the return. Columns: unit, year, item_id, team_id, service_line, team_type.
    """
    asked = who_was_asked(returns, kind, years)
    return asked.rows().astype(dict.fromkeys(["unit", "item_id", *PARTS], "string"))


def who_was_asked(returns: Returns, kind: Kind, years: Sequence[int]) -> Asked:
    """The same in numbers, with the place of each row of ``answers_of``."""
    if kind == "ratings":
        return returns.answers_in(years).asked
    returned = returns.returns.loc[returns.returns["year"].isin(years)]
    return asked_of(returned, answers_of(returns, kind, years), kind, returns.instruments)


def answers_of(returns: Returns, kind: Kind, years: Sequence[int]) -> pd.DataFrame:
    """The rows of these years, each with its unit."""
    table = returns.ratings if kind == "ratings" else returns.stages
    return with_unit(table.loc[table["year"].isin(years)], kind)


def turned_round(returns: RatingsSource, items: pd.Index, item: Places, rating: Places) -> Places:
    """Ratings with those of reverse items counted from the other end of the scale.

    ``item`` is the place of each rating's item among ``items``.
    """
    reverse, ends = _reverse(returns)
    if not reverse:
        return rating
    turned: Places = np.where(items.isin(reverse)[item], ends - rating, rating)
    return turned


def with_turned_round(returns: RatingsSource, answers: pd.DataFrame) -> pd.DataFrame:
    """Rows of the table ``ratings`` with those of reverse items turned round."""
    reverse, ends = _reverse(returns)
    turned = answers["rating"].mask(answers["item_id"].isin(reverse), ends - answers["rating"])
    return answers.assign(rating=turned)


def _reverse(returns: RatingsSource) -> tuple[list[str], int]:
    """The reverse items of the one list there is, and the sum of its scale's ends."""
    definition = ratings_list(returns)
    if definition is None:
        return [], 0
    reverse = [item.item_id for item in definition.items if item.reverse]
    return reverse, definition.points[0] + definition.points[-1]


@worked_out_once
def team_ratings(returns: RatingsSource, years: Sequence[int], perspective: str) -> pd.DataFrame:
    """One rating for each team, item and year, as one perspective sees it.

    ``team`` takes the ratings that a team agreed. A team that agreed none at all
    in a year counts, item by item, with the low median of its individual
    answers, staff's, people's and families' pooled. Another perspective counts with the low
    median of its answers within the team.

    As ``asked_items``, with rating (on the list's scale, NaN where there is none) and wording_id,
    the wording that was rated. Text is in categories: group by it with ``observed=True``.
    """
    answers = returns.answers_in(years)
    asked = answers.asked
    wanted = answers.perspective == perspectives_of(returns.instruments).index(perspective)
    counts = answers.rated & wanted
    if perspective == "team":
        agreed = np.zeros(len(asked.units), dtype=bool)
        agreed[asked.unit[counts]] = True
        # What a list asks in a column of its own ("wanted") is nobody's rating.
        own = answers.rated & ~wanted & (answers.perspective < len(PERSPECTIVES))
        counts[own] = ~agreed[asked.unit[own]]
    counted = np.flatnonzero(counts)
    cells, words = asked.cells[counted], answers.wording[counted]
    given = turned_round(returns, asked.items, asked.item, answers.rating)[counted]
    rating = np.full(asked.grid.shape, np.nan)
    wording = np.full(asked.grid.shape, -1, words.dtype)
    for of_them in (slice(None), _middle(cells, given, words)):
        rating.ravel()[cells[of_them]] = given[of_them]
        wording.ravel()[cells[of_them]] = words[of_them]
    return asked.rows(
        rating=asked.laid_out(rating),
        wording_id=categories(asked.laid_out(wording), answers.wordings),
    )


def _middle(cells: Places, ratings: Places, words: Places) -> Places:
    """Where the middle rating is of each cell that has several, the lower of two.

    In whatever order they are, since a file gives them in any.
    """
    times = np.bincount(cells)
    several = np.flatnonzero((times > 1)[cells])
    several = several[np.lexsort((words[several], ratings[several], cells[several]))]
    first = np.flatnonzero(np.diff(cells[several], prepend=-1))
    middle: Places = several[first + (times[cells[several[first]]] - 1) // 2]
    return middle


def low_median(answers: pd.DataFrame, answer: str) -> pd.DataFrame:
    """One row for each unit, year and item: the middle answer, the lower of two."""
    ordered = answers.sort_values(answer, kind="stable")
    groups = ordered.groupby(_WHERE, sort=False)[answer]
    return ordered.loc[groups.cumcount() == (groups.transform("size") - 1) // 2]


def never_met(ratings: pd.DataFrame, years: Sequence[int]) -> list[str]:
    """Say that no team rated in two of the years, and which names may be one team's.

    Nothing where one did, or where nobody rated in two of the years anyway.
    """
    rows = ratings["rating"].notna() & ratings["year"].isin(years)
    rated = ratings.loc[rows, ["unit", "team_id", "year"]].drop_duplicates()
    if rated["unit"].duplicated().any() or rated["year"].nunique() < 2:
        return []
    first, last = int(rated["year"].min()), int(rated["year"].max())
    then, now = (
        sorted(rated.loc[rated["year"] == year, "team_id"].dropna().unique())
        for year in (first, last)
    )
    note = (
        f"No team rated in two of the years: of {counted(len(then), 'team')} that rated in {first} "
        f"and {len(now)} in {last} none has the same name."
    )
    if alike := _nearly_alike(then, now):
        one, other = map(repr, alike)
        note += f" {one} and {other} may be one team."
    return [
        f"{note} If a team is written in different ways, give its other names as aliases in a "
        "register of teams (--teams FILE, or teams=)."
    ]


def _nearly_alike(names: Sequence[str], others: Sequence[str]) -> tuple[str, str] | None:
    """Two names that are probably one team's, one of each year."""
    known = {form: name for name in names for form in _letters(name)}
    for other in others:
        for form in _letters(other):
            if close := get_close_matches(form, list(known), 1, _ALIKE):
                return known[close[0]], other
    return None


def _letters(name: str) -> tuple[str, str]:
    """The letters and digits of a name, as they come and with its words in alphabetical order."""
    words = "".join(c if c.isalnum() else " " for c in name).casefold().split()
    return "".join(words), "".join(sorted(words))


def in_latest_part(table: pd.DataFrame, by: str | None) -> pd.DataFrame:
    """A table of several years in which each unit is in one part: that of its last year.

    So none counts as a leaver of one part and a joiner of another.
    """
    if by is None:
        return table
    latest = table.sort_values("year", kind="stable").groupby("unit", observed=True)[by].last()
    return table.assign(**{by: table["unit"].map(latest).astype("string")})


def as_grid(
    ratings: pd.DataFrame, units: pd.Index | list[str], items: list[str]
) -> npt.NDArray[np.float64]:
    """Ratings of one year with a row for each unit and a column for each item."""
    grid = np.full((len(units), len(items)), np.nan)
    grid.ravel()[_cells(ratings, units, items)] = ratings["rating"]
    return grid


def grids_by_year(
    ratings: pd.DataFrame, years: Sequence[int], units: pd.Index | list[str], items: list[str]
) -> npt.NDArray[np.float64]:
    """Ratings of several years, with years, units and items for axes."""
    grids = np.full((len(years), len(units), len(items)), np.nan)
    cells, rating = _cells(ratings, units, items), ratings["rating"].to_numpy()
    for grid, year in zip(grids, years, strict=True):
        of_year = np.flatnonzero(ratings["year"] == year)
        grid.ravel()[cells[of_year]] = rating[of_year]
    return grids


def _cells(ratings: pd.DataFrame, units: pd.Index | list[str], items: list[str]) -> Places:
    """The place of each rating if the rows of a grid are put one after the other."""
    unit, item = _places(ratings["unit"], units), _places(ratings["item_id"], items)
    return unit.astype(np.intp) * len(items) + item


def _places(texts: pd.Series, among: pd.Index | list[str]) -> Places:
    """Where each text is among texts that hold them all."""
    named = texts.astype("category").cat
    if named.categories is among:
        return named.codes.to_numpy()
    return pd.Index(among, dtype="string").get_indexer(named.categories)[named.codes]
