"""What a plot is given: a result of the analysis, or a release."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from trip_analytics.disclosure import Released
from trip_analytics.errors import AnalysisError
from trip_analytics.words import listed

Drawable = pd.DataFrame | Released


@dataclass(frozen=True, eq=False)
class Rows:
    """The rows of a table in the order drawn, and why some show no figure.

    Attributes
    ----------
    table : DataFrame
    names : list of str
        What each row is about.
    shown : Series of bool
        Whether the row has its figure.
    withheld : Series of bool
        Whether its figure is withheld (else, where not shown, not available).
    """

    table: pd.DataFrame
    names: list[str]
    shown: pd.Series[bool]
    withheld: pd.Series[bool]

    def drawn(self) -> pd.DataFrame:
        """The rows that have their figure; their index is the place from the top."""
        return self.table.loc[self.shown]

    def missing(self) -> dict[int, str]:
        """What stands instead of the figure, by place from the top."""
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
    given: Drawable, about: str, figure: str, *, order: Literal["printed", "most first"] = "printed"
) -> Rows:
    """The rows of a table, ready to be drawn.

    Parameters
    ----------
    about : str
        The column that says what a row is about.
    figure : str
        The column without which a row shows nothing.
    order : {"printed", "most first"}
        As the table has them, or by the figure; those without one, then those about
        no item, last.

    Raises
    ------
    AnalysisError
        The table lacks a column, or has several rows about the same thing.
    """
    table, withheld = (
        (given.table, given.withheld)
        if isinstance(given, Released)
        else (given, pd.DataFrame(False, index=given.index, columns=given.columns))
    )
    if about not in table or figure not in table:
        raise AnalysisError(
            f"This plot draws a table with the columns {about} and {figure}: "
            "see its documentation for the analysis that gives one."
        )
    if table[about].duplicated().any():
        raise AnalysisError(
            f"There are several rows for the same {about}: draw one part at a time, as with "
            "released.where('service_line', 'All teams')."
        )
    if order == "most first":
        most = table[figure].sort_values(ascending=False, kind="stable", na_position="last")
        places = list(most.index)
        if "item_id" in table:  # "Something else", about none of the items, stands below them
            places.sort(key=lambda place: pd.isna(table.loc[place, "item_id"]))
        table, withheld = table.loc[places], withheld.loc[places]
    table, withheld = table.reset_index(drop=True), withheld.reset_index(drop=True)
    return Rows(
        table,
        [str(name) for name in table[about]],
        table[figure].notna(),
        withheld[figure].astype(bool),
    )
