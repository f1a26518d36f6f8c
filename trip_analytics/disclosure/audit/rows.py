"""The rows of released tables, and what a figure of one leaves open."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from trip_analytics.disclosure.audit.slots import Publication
from trip_analytics.disclosure.audit.worlds import Answers, Fact, Numbers, Source, Term
from trip_analytics.disclosure.change import same_shown
from trip_analytics.disclosure.rules import (
    ALL_TEAMS,
    CHANGE_SHARE_DECIMALS,
    MEAN_DECIMALS,
    P_VALUE_BANDS,
    SHARE_DECIMALS,
    banded,
    rounded,
)
from trip_analytics.errors import DisclosureError

_PARTS_OF: Final = ("service_line", "team_type")
_DECIMALS: Final = {
    **dict.fromkeys(("mean", "mean_low", "mean_high"), MEAN_DECIMALS),
    **dict.fromkeys(
        ("well_developed", "well_developed_low", "well_developed_high"), SHARE_DECIMALS
    ),
    **dict.fromkeys(("mean_change", "change_low", "change_high"), MEAN_DECIMALS),
    **dict.fromkeys(("improved", "same", "declined"), CHANGE_SHARE_DECIMALS),
    **dict.fromkeys(("overall_change", "matched_part"), MEAN_DECIMALS),
    **dict.fromkeys(("joiners_part", "leavers_part"), MEAN_DECIMALS),
}
# A column that is given more closely is as it was worked out.
_EXACT: Final = 6


@dataclass(frozen=True, eq=False, slots=True)
class Row:
    """One row of a released table.

    Attributes
    ----------
    source : Source
    row : Series
        All that stands in it.
    withheld : Series of bool
        Which figures are withheld; a figure that is missing and is not withheld tells that
        there is none.
    decimals : mapping of str to int
        How closely each column of the table is given.
    part : str or None
        The part of the breakdown that it is of.
    """

    source: Source
    row: pd.Series
    withheld: pd.Series
    decimals: Mapping[str, int]
    part: str | None

    def given(self, column: str) -> float | None:
        """A figure; None where there is none."""
        there = column in self.row and pd.notna(self.row[column])
        return float(self.row[column]) if there else None

    def fits(self, column: str, figures: Numbers) -> Answers:
        """Which figures would have been published as this one was."""
        if column not in self.row or self.withheld[column]:
            return np.ones(len(figures), dtype=bool)
        published = self.given(column)
        if published is None:
            return np.isnan(figures)
        decimals = self.decimals.get(column, _EXACT)
        shown = pd.Series(figures)
        if column == "p_value" and published in P_VALUE_BANDS:
            shown = banded(shown)
        elif decimals < _EXACT:
            shown = rounded(shown, decimals)
        else:
            return np.isclose(figures, published, rtol=0, atol=10.0**-_EXACT)
        fits: Answers = shown.eq(published).fillna(False).to_numpy(bool)
        return fits

    @property
    def is_even(self) -> bool:
        """Whether the interval goes as far to either side of a rounded mean, as we publish it."""
        low, mean, high = (self.given(it) for it in ("change_low", "mean_change", "change_high"))
        if low is None or mean is None or high is None:
            return True
        decimals = self.decimals["mean_change"]
        return decimals == MEAN_DECIMALS and abs((high - mean) - (mean - low)) < 10.0**-_EXACT

    @property
    def leaves_the_same(self) -> bool:
        """Whether the share of teams that changed neither way is what the others leave."""
        shares = [self.given(column) for column in ("improved", "same", "declined")]
        if None in shares:
            return False
        improved, same, declined = (pd.Series([share]) for share in shares)
        return bool(same_shown(improved, declined).eq(same).all())

    def tells(self, *columns: str) -> bool:
        """Whether one of the figures is given, or said not to be."""
        return any(column in self.row and not self.withheld[column] for column in columns)

    def of_whole(self, column: str, terms: Sequence[Term], n: int) -> Fact:
        """The whole numbers that give a figure when they are divided by n and rounded."""
        figure = self.given(column)
        if figure is None:
            each = [(term.teams.sum(), term.weights.min(), term.weights.max()) for term in terms]
            sums = np.arange(
                sum(number * low for number, low, _ in each),
                sum(number * high for number, _, high in each) + 1,
            )
        else:
            reach = 10.0 ** -self.decimals[column]
            sums = np.arange(np.floor((figure - reach) * n), np.ceil((figure + reach) * n) + 1)
        fits = sums[self.fits(column, sums / max(n, 1))]
        if not len(fits):
            raise not_of_these(self.source)
        return Fact(self.source, terms, fits[0], fits[-1])


def rows_of(publication: Publication, kinds: Collection[str]) -> Iterator[tuple[str, str, Row]]:
    """The rows of tables of some kinds, each with its practice and what table it is of."""
    for name, released in publication.tables.items():
        table = released.table
        if released.name not in kinds:
            continue
        decimals = {
            column: _decimals(table[column], least)
            for column, least in _DECIMALS.items()
            if column in table
        }
        by = next((column for column in _PARTS_OF if column in table), None)
        for place in range(len(table)):
            row = table.iloc[place]
            part = None if by is None else str(row[by])
            source = _source(publication.name, name, released.name, row, by)
            withheld = released.withheld.iloc[place]
            yield (
                str(row["item_id"]),
                released.name,
                Row(source, row, withheld, decimals, part),
            )


def _source(publication: str, table: str, kind: str, row: pd.Series, by: str | None) -> Source:
    if kind == "change":
        words = f"the change from {row['from_year']} to {row['to_year']}"
        return Source(publication, table, "change", words)
    if by is None or row[by] == ALL_TEAMS:
        return Source(publication, table, "ratings", f"the ratings of {row['year']}")
    words = f"the ratings of {row['year']} by {by.replace('_', ' ')}"
    return Source(publication, table, "breakdown", words)


def _decimals(figures: pd.Series, least: int) -> int:
    """To how many decimals a column is given; our own releases give the least."""
    for decimals in range(least, _EXACT):
        if (rounded(figures, decimals) - figures.astype("Float64")).abs().lt(1e-9).all():
            return decimals
    return _EXACT


class NotOfTheseError(DisclosureError):
    """A table does not agree with the answers that it is said to be of."""


def not_of_these(source: Source) -> NotOfTheseError:
    """The refusal of a table, by where it is published."""
    return NotOfTheseError(
        f"A table ({source.words} in {source.publication}) does not agree with the answers it is "
        "said to be of: give each publication the answers that its tables were worked out from."
    )
