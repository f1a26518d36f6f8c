"""From the ratings table to one rating for each team, item and year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from trip_analytics.ratings_file import RatingsFile
from trip_analytics.tables import PERSPECTIVES, Returns

_WHERE = ["unit", "year", "item_id"]
_PARTS = ["team_id", "service_line", "team_type"]

Places = npt.NDArray[np.integer[Any]]


@dataclass(frozen=True, eq=False)
class _Asked:
    """Who was asked what: units in a year by items, and where in this grid each answer stands.

    Grids and numbers, since text is slow to sort, to match and to keep many times over.
    """

    units: pd.DataFrame  # unit, year, team_id, service_line, team_type; a row of the grid each
    items: pd.Index  # a column of the grid each
    grid: npt.NDArray[np.bool_]
    unit: Places  # the row of each answer in the grid
    item: Places  # and its column

    @property
    def cells(self) -> Places:
        """Where each answer stands if the rows of the grid are put one behind the other."""
        return self.unit * len(self.items) + self.item

    def rows(self, **more: object) -> pd.DataFrame:
        """A row for each unit, year and item asked, text as categories, with more columns."""
        asked = self.grid.sum(axis=1)
        columns: dict[str, Any] = {
            "unit": _repeated(self.units["unit"], asked),
            "year": pd.Series(self.units["year"].to_numpy(np.int16).repeat(asked), dtype="Int16"),
            "item_id": _categories(self.laid_out(np.arange(len(self.items))), self.items),
        }
        parts = {part: _repeated(self.units[part], asked) for part in _PARTS}
        return pd.DataFrame(columns | parts | more, copy=False)

    def laid_out(self, figures: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """The figures of a grid, or of its every row, in the order of ``rows``."""
        laid = np.broadcast_to(figures, self.grid.shape)
        return laid.ravel() if self.grid.all() else laid[self.grid]


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
    asked = _asked(returns, answers_of(returns, kind, years), kind, years).rows()
    return asked.astype(dict.fromkeys(["unit", "item_id", *_PARTS], "string"))


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


def team_ratings(
    returns: Returns | RatingsFile, years: Sequence[int], perspective: str
) -> pd.DataFrame:
    """One rating for each team, item and year, as one perspective sees it.

    ``team`` takes the ratings that a team agreed. A team that agreed none at all
    in a year counts, item by item, with the low median of its individual
    answers, all perspectives pooled. Another perspective counts with the low
    median of its answers within the team.

    Returns
    -------
    DataFrame
        As ``asked_items``, with rating (1-5, NaN where there is none) and
        wording_id, the wording that was rated. Text is in categories: group by it
        with ``observed=True``.
    """
    answers = (
        _answers_in_file(returns, years)
        if isinstance(returns, RatingsFile)
        else _answers_in_tables(returns, years)
    )
    asked = answers.asked
    wanted = answers.perspective == PERSPECTIVES.index(perspective)
    if perspective == "team":
        agreed = np.zeros(len(asked.units), dtype=bool)
        agreed[asked.unit[answers.rated & wanted]] = True
        wanted |= ~agreed[asked.unit]
    counted = np.flatnonzero(answers.rated & wanted)
    cells = asked.cells[counted]
    middle = _middle(cells, answers.rating[counted])
    chosen, cells = counted[middle], cells[middle]
    rating = np.full(asked.grid.shape, np.nan)
    rating.ravel()[cells] = answers.rating[chosen]
    wording = np.full(asked.grid.shape, -1, answers.wording.dtype)
    wording.ravel()[cells] = answers.wording[chosen]
    return asked.rows(
        rating=asked.laid_out(rating),
        wording_id=_categories(asked.laid_out(wording), answers.wordings),
    )


@dataclass(frozen=True, eq=False)
class _Answers:
    """Who was asked what, and what each answer says."""

    asked: _Asked
    rated: npt.NDArray[np.bool_]  # whether there is a rating that counts
    rating: npt.NDArray[np.int8]
    perspective: npt.NDArray[np.integer[Any]]  # its place among PERSPECTIVES, -1 of none
    wording: npt.NDArray[np.integer[Any]]  # its place among wordings, -1 of none
    wordings: pd.Index


def _answers_in_tables(returns: Returns, years: Sequence[int]) -> _Answers:
    answers = answers_of(returns, "ratings", years)
    rating = answers["rating"].fillna(0).to_numpy(np.int8)
    counts = answers["state"].fillna("rated").eq("rated").to_numpy(bool)
    wording, wordings = pd.factorize(answers["wording_id"])
    return _Answers(
        _asked(returns, answers, "ratings", years),
        counts & (rating > 0),
        rating,
        pd.Index(PERSPECTIVES).get_indexer(pd.Index(answers["perspective"])),
        wording,
        wordings,
    )


def _answers_in_file(returns: RatingsFile, years: Sequence[int]) -> _Answers:
    found = returns.answers_in(years)
    items = returns.item_ids.union(pd.Index(returns.asked_of_all, dtype="string"))
    item = items.get_indexer(returns.item_ids)[found.item]
    grid = np.zeros((len(found.units), len(items)), dtype=bool)
    grid[:, items.isin(returns.asked_of_all)] = True
    grid[found.unit, item] = True
    return _Answers(
        _Asked(found.units, items, grid, found.unit, item),
        found.rating > 0,
        found.rating,
        found.perspective,
        found.wording,
        returns.wording_ids,
    )


def _asked(
    returns: Returns,
    answers: pd.DataFrame,
    kind: Literal["ratings", "stages"],
    years: Sequence[int],
) -> _Asked:
    current = returns.returns.loc[returns.returns["status"] == "current"]
    current = with_unit(current.loc[current["year"].isin(years)], kind)
    columns = ["unit", "year", *_PARTS]
    both = pd.concat([current[columns], answers[columns]], ignore_index=True)
    places = both.groupby(["unit", "year"], sort=False)
    place = places.ngroup().to_numpy()
    of_kind = [instrument for instrument in returns.instruments if instrument.kind == kind]
    item, items = pd.factorize(
        pd.concat(
            [
                answers["item_id"],
                pd.Series([i for one in of_kind for i in one.item_ids], dtype="string"),
            ]
        )
    )
    units = places.first().reset_index()
    grid = np.zeros((len(units), len(items)), dtype=bool)
    unit, item = place[len(current) :], item[: len(answers)]
    grid[unit, item] = True
    for instrument in of_kind:
        returned = place[: len(current)][(current["instrument"] == instrument.instrument_id)]
        grid[np.ix_(returned, items.get_indexer(list(instrument.item_ids)))] = True
    return _Asked(units, items, grid, unit, item)


def _middle(cells: Places, ratings: npt.NDArray[np.int8]) -> Places:
    """Where the middle rating of each cell stands, the lower of two."""
    times = np.bincount(cells)
    if times.max(initial=0) <= 1:
        return np.arange(len(cells))
    times = times[cells]
    several = np.flatnonzero(times > 1)
    several = several[np.lexsort((ratings[several], cells[several]))]
    first = np.flatnonzero(np.diff(cells[several], prepend=-1))
    return np.concatenate(
        [np.flatnonzero(times == 1), several[first + (times[several[first]] - 1) // 2]]
    )


def _repeated(text: pd.Series, times: Places) -> pd.Categorical:
    """Each text so many times, as categories in the order in which they come."""
    codes, texts = pd.factorize(text)
    return _categories(_categories(codes, texts).codes.repeat(times), texts)


def _categories(codes: Places, texts: pd.Index) -> pd.Categorical:
    return pd.Categorical.from_codes(codes, texts, validate=False)


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
    latest = table.sort_values("year", kind="stable").groupby("unit", observed=True)[by].last()
    return table.assign(**{by: table["unit"].map(latest).astype("string")})


def as_grid(
    ratings: pd.DataFrame, units: pd.Index | list[str], items: list[str]
) -> npt.NDArray[np.float64]:
    """Ratings of one year with a row for each unit and a column for each item."""
    grid = np.full((len(units), len(items)), np.nan)
    grid[_places(ratings["unit"], units), _places(ratings["item_id"], items)] = ratings["rating"]
    return grid


def _places(texts: pd.Series, among: pd.Index | list[str]) -> Places:
    """Where each text stands among texts that hold them all."""
    named = texts.astype("category").cat
    if named.categories is among:
        return named.codes.to_numpy()
    return pd.Index(among, dtype="string").get_indexer(named.categories)[named.codes]
