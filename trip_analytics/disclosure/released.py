"""What may leave the desk: a table in which every figure has passed the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import pandas as pd

from trip_analytics.errors import DisclosureError


@dataclass(frozen=True, eq=False, repr=False)
class Released:
    """A released table. Made by the ``release_*`` functions alone.

    Attributes
    ----------
    name : str
        What the table is: ``profile``, ``change``, ``stages``, ``themes`` or
        ``participation``.
    table : DataFrame
        The figures, rounded; ``<NA>`` where one is withheld or not available.
    withheld : DataFrame of bool
        Same rows and columns: true where a figure is withheld.
    notes : tuple of str
        What is withheld and why, and how figures are rounded, in plain sentences.
    """

    name: str
    table: pd.DataFrame
    withheld: pd.DataFrame
    notes: tuple[str, ...]

    def where(self, column: str, value: str) -> Self:
        """The rows of one part, such as ``where("service_line", "All teams")``.

        Raises
        ------
        DisclosureError
            The release has no such column or part.
        """
        if column not in self.table or not self.table[column].eq(value).any():
            raise DisclosureError(f"This release has no {column} called {value!r}.")
        rows = self.table[column].eq(value).fillna(False).astype(bool)
        return type(self)(
            self.name,
            self.table.loc[rows].drop(columns=column).reset_index(drop=True),
            self.withheld.loc[rows].drop(columns=column).reset_index(drop=True),
            self.notes,
        )

    def __repr__(self) -> str:
        rows = int(self.withheld.any(axis=1).sum())
        return f"Released({self.name!r}, {len(self.table)} rows, {rows} with withheld figures)"


def refuse_teams(table: pd.DataFrame) -> None:
    """Refuse a table that names teams or returns."""
    if {"team", "team_id", "return_id", "source_file"} & set(table.columns):
        raise DisclosureError("A table that names teams or returns is never released.")


def release(
    name: str,
    table: pd.DataFrame,
    figures: Mapping[str, Sequence[str]],
    withhold: Mapping[str, pd.Series[bool]],
    notes: Sequence[str],
) -> Released:
    """Withhold figures of a table.

    Parameters
    ----------
    table : DataFrame
        Its other columns stay as they are.
    figures : mapping of str to sequence of str
        Columns that are withheld together, under a name.
    withhold : mapping of str to Series of bool
        By the same names, the rows in which they are.
    """
    table = table.reset_index(drop=True)
    # A result's own notes may say of which practices every team thought alike.
    table.attrs = {key: value for key, value in table.attrs.items() if key != "notes"}
    withheld = pd.DataFrame(False, index=table.index, columns=table.columns)
    for together, columns in figures.items():
        rows = withhold[together].astype(bool).to_numpy()
        for column in columns:
            withheld[column] = rows
            table[column] = table[column].mask(withheld[column], pd.NA)
    return Released(name, table, withheld, tuple(notes))
