"""Who was asked what, and what they answered: ratings as analyses take them.

They come from tables (:class:`trip_analytics.Returns`) or stay in a file
(:func:`trip_analytics.open_ratings`). Both are a :class:`RatingsSource` and give the
same :class:`Answers`, so that no analysis asks which of the two it has.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, Protocol, Self, runtime_checkable

import numpy as np
import numpy.typing as npt
import pandas as pd

from trip_analytics.instruments import Instrument, load_instrument
from trip_analytics.tables.columns import PERSPECTIVES

Kind = Literal["ratings", "stages"]
Places = npt.NDArray[np.integer[Any]]

PARTS: Final = ["team_id", "service_line", "team_type"]


# The list that is meant where several are there and none is asked for.
USUAL: Final[dict[Kind, str]] = {"ratings": "trip", "stages": "template-a"}


def usual_first(lists: Iterable[str]) -> tuple[str, ...]:
    """Lists by id, with TRIP, or Template A, before the others."""
    return tuple(sorted(lists, key=lambda each: (each not in USUAL.values(), each)))


def scale_of(instruments: Sequence[Instrument], instrument_id: str) -> tuple[int, ...]:
    """The points of an instrument's scale; those of TRIP where it has no definition."""
    found = (each for each in instruments if each.instrument_id == instrument_id)
    return (next(found, None) or load_instrument(USUAL["ratings"])).points


def of_one(instruments: Sequence[Instrument], instrument_id: str) -> tuple[Instrument, ...]:
    """Definitions without those of the other instruments of the same kind.

    Those of other kinds stay, because priorities may be about their items.
    """
    kinds = [each.kind for each in instruments if each.instrument_id == instrument_id]
    kind = kinds[0] if kinds else "ratings"
    return tuple(
        each for each in instruments if each.kind != kind or each.instrument_id == instrument_id
    )


def perspectives_of(instruments: Sequence[Instrument]) -> tuple[str, ...]:
    """Whose views ratings may be: the usual ones, and the columns that lists declare."""
    declared = [column.perspective for each in instruments for column in each.answers]
    return tuple(dict.fromkeys([*PERSPECTIVES, *declared]))


@runtime_checkable
class RatingsSource(Protocol):
    """What analyses of ratings ask for."""

    @property
    def years(self) -> tuple[int, ...]:
        """The review years of the ratings, earliest first."""

    @property
    def instruments(self) -> tuple[Instrument, ...]:
        """The instruments by which the ratings are understood."""

    def returned(self, kind: Kind) -> tuple[str, ...]:
        """The instruments of a kind of which there are answers, by id, the usual one first."""

    def select(self, *, instrument: str) -> Self:
        """The answers of one instrument alone."""

    def answers_in(self, years: Sequence[int]) -> Answers:
        """The answers of these years."""


@dataclass(frozen=True, eq=False)
class Asked:
    """Who was asked what: units in a year by items, and the place of each answer in this grid.

    Grids and numbers, since text is slow to sort, to match and to keep many times over. What was
    answered was asked: ``grid`` need not say so.
    """

    units: pd.DataFrame  # unit, year, team_id, service_line, team_type; a row of the grid each
    items: pd.Index  # a column of the grid each
    grid: npt.NDArray[np.bool_]
    unit: Places  # the row of each answer in the grid
    item: Places  # and its column
    cells: Places = field(init=False)  # its place if the rows are put one after the other

    def __post_init__(self) -> None:
        """Count what was answered as asked."""
        object.__setattr__(self, "cells", self.unit * len(self.items) + self.item)
        self.grid.ravel()[self.cells] = True

    def rows(self, **more: object) -> pd.DataFrame:
        """A row for each unit, year and item asked, text as categories, with more columns."""
        asked = self.grid.sum(axis=1)
        of_items = categories(np.arange(len(self.items)), self.items).codes
        columns: dict[str, Any] = {
            "unit": _repeated(self.units["unit"], asked),
            "year": self.units["year"].to_numpy(np.int64).repeat(asked),
            "item_id": categories(self.laid_out(of_items), self.items),
        }
        parts = {part: _repeated(self.units[part], asked) for part in PARTS}
        return pd.DataFrame(columns | parts | more, copy=False)

    def laid_out(self, figures: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """The figures of a grid, or of its every row, in the order of ``rows``."""
        laid = np.broadcast_to(figures, self.grid.shape)
        return laid.ravel() if self.grid.all() else laid[self.grid]


@dataclass(frozen=True, eq=False)
class Answers:
    """Who was asked what, and what each answer says."""

    asked: Asked
    rated: npt.NDArray[np.bool_]  # whether there is a rating that counts
    rating: npt.NDArray[np.integer[Any]]  # whatever number where there is none
    perspective: npt.NDArray[np.integer[Any]]  # its place among perspectives_of, -1 of none
    wording: npt.NDArray[np.integer[Any]]  # its place among wordings, -1 of none
    wordings: pd.Index


def with_unit(table: pd.DataFrame, kind: Kind) -> pd.DataFrame:
    """A table with the unit each row belongs to."""
    unit = table["return_id"] if kind == "stages" else table["team_id"]
    if unit.isna().any():
        unit = unit.fillna("return " + table["return_id"])
    return table.assign(unit=unit)


def asked_of(
    returns: pd.DataFrame, answers: pd.DataFrame, kind: Kind, instruments: Sequence[Instrument]
) -> Asked:
    """Who was asked what: everybody in ``returns`` what is on their form, and what they answered.

    Of ``returns`` the current ones count; ``answers`` are rows of the tidy table ``kind``, each
    with its ``unit``.
    """
    current = with_unit(returns.loc[returns["status"] == "current"], kind)
    columns = ["unit", "year", *PARTS]
    both = pd.concat([current[columns], answers[columns]], ignore_index=True)
    place, units = _units_of(both)
    of_kind = [instrument for instrument in instruments if instrument.kind == kind]
    item, items = pd.factorize(
        pd.concat(
            [
                answers["item_id"],
                pd.Series([i for one in of_kind for i in one.item_ids], dtype="string"),
            ]
        )
    )
    grid = np.zeros((len(units), len(items)), dtype=bool)
    unit, item = place[len(current) :], item[: len(answers)]
    for instrument in of_kind:
        returned = place[: len(current)][(current["instrument"] == instrument.instrument_id)]
        grid[np.ix_(returned, items.get_indexer(list(instrument.item_ids)))] = True
    return Asked(units, items, grid, unit, item)


def _units_of(rows: pd.DataFrame) -> tuple[Places, pd.DataFrame]:
    """Units in a year, as they come, and for each row which of them it is of.

    What rows say of a unit is what the first one says that says anything.
    """
    unit, names = pd.factorize(rows["unit"])
    year, years = pd.factorize(rows["year"])
    place, cells = pd.factorize(unit * len(years) + year)
    units = {"unit": names.take(cells // len(years)), "year": years.take(cells % len(years))}
    for part in PARTS:
        said = rows[part].array
        there = np.flatnonzero(~said.isna())[::-1]
        first = np.full(len(cells), -1)
        first[place[there]] = there
        units[part] = said.take(first, allow_fill=True)
    return place, pd.DataFrame(units)


def _repeated(text: pd.Series, times: Places) -> pd.Categorical:
    """Each text so many times, as categories in the order in which they come."""
    codes, texts = pd.factorize(text)
    return categories(categories(codes, texts).codes.repeat(times), texts)


def categories(codes: Places, texts: pd.Index) -> pd.Categorical:
    """Texts by their places among ``texts``, -1 where there is none."""
    return pd.Categorical.from_codes(codes, texts, validate=False)
