"""What a plot is given: a result of the analysis, or a release."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from trip_analytics.analysis.results import is_of_all
from trip_analytics.disclosure.released import Released
from trip_analytics.errors import AnalysisError
from trip_analytics.words import listed

Drawable = pd.DataFrame | Released


@dataclass(frozen=True, eq=False)
class Rows:
    """The rows of a table in the order drawn, and why some show no figure."""

    table: pd.DataFrame
    names: list[str]
    """What each row is about."""
    shown: pd.Series[bool]
    """Whether the row has its figure."""
    withheld: pd.Series[bool]
    """Whether its figure is withheld (else, where not shown, not available)."""

    def drawn(self) -> pd.DataFrame:
        """The rows that have their figure; their index is the place from the top."""
        return self.table.loc[self.shown]

    def each(self) -> pd.DataFrame:
        """The rows about one practice each, without one that is over all of them."""
        return self.table.loc[~is_of_all(self.table)]

    def over_all(self) -> list[int]:
        """The places of rows over all practices, which are set apart."""
        return [int(place) for place in self.table.index[is_of_all(self.table)]]

    def missing(self) -> dict[int, str]:
        """What is written instead of the figure, by place from the top."""
        return {
            int(place): "withheld" if self.withheld.loc[place] else "not available"
            for place in self.table.index[~self.shown]
        }

    def missing_in_words(self) -> str:
        """A sentence on the rows without figures, with a space before it; or nothing."""
        said = ""
        for why in ("withheld", "not available"):
            names = [self.names[place] for place, word in self.missing().items() if word == why]
            if names:
                said += f" {why.capitalize()}: {listed(names)}."
        return said


def rows_of(
    given: Drawable,
    about: str,
    figure: str,
    *,
    most_first: str | None = None,
    least_first: str | None = None,
) -> Rows:
    """The rows of a table, ready to be drawn.

    The column ``about`` says what a row is about; without a ``figure`` it shows nothing. They are
    ordered by ``most_first`` or ``least_first``: rows without a figure in it, then rows about no
    item or about all, come last. By default the rows stay in the table's order.

    Raises AnalysisError: the table lacks a column, or has several rows about the same thing.
    """
    table, withheld = _checked(given, [about], figure)
    if by := most_first or least_first:
        most = table[by].sort_values(ascending=by == least_first, kind="stable", na_position="last")
        places = list(most.index)
        # "Something else", about none of the items, comes last, as what is over all of them does.
        last = is_of_all(table)
        if "item_id" in table:
            last |= table["item_id"].isna()
        places.sort(key=lambda place: bool(last.loc[place]))
        table, withheld = table.loc[places], withheld.loc[places]
    return _rows(table, withheld, about, figure)


def panels_of(given: Drawable, about: str, along: str, figure: str) -> dict[str, Rows]:
    """The rows of a table by what they are about, in its order, each in order of ``along``.

    The column ``about`` says what a panel is about, ``along`` which row of the panel it is; without
    a ``figure`` a row shows nothing.

    Raises AnalysisError: the table lacks a column, or has several rows about the same thing.
    """
    table, withheld = _checked(given, [about, along], figure)
    return {
        str(name): _rows(rows, withheld.loc[rows.index], along, figure)
        for name, of_panel in table.groupby(about, sort=False)
        if len(rows := of_panel.sort_values(along, kind="stable"))
    }


def _checked(given: Drawable, keys: list[str], figure: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A table with one row for each of its keys, and which of its figures are withheld."""
    table, withheld = (
        (given.table, given.withheld)
        if isinstance(given, Released)
        else (given, pd.DataFrame(False, index=given.index, columns=given.columns))
    )
    if not {*keys, figure} <= set(table.columns):
        raise AnalysisError(
            f"This plot draws a table with the columns {listed([*keys, figure])}: "
            "see its documentation for the analysis that gives one."
        )
    if table.duplicated(keys).any():
        raise AnalysisError(
            f"There are several rows for the same {listed(keys)}: draw one part at a time, as with "
            "released.where('service_line', 'All teams')."
        )
    return table.reset_index(drop=True), withheld.reset_index(drop=True)


def _rows(table: pd.DataFrame, withheld: pd.DataFrame, about: str, figure: str) -> Rows:
    table, withheld = table.reset_index(drop=True), withheld.reset_index(drop=True)
    return Rows(
        table,
        [str(name) for name in table[about]],
        table[figure].notna(),
        withheld[figure].astype(bool),
    )
